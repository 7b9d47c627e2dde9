using System.Collections.Immutable;

namespace Deliberation.Formats.Tables;

/// <summary>A body of a list, as far as it tells whether it is there twice.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Contacts">E-mail addresses, certified ones and telephone numbers, as typed or by their key; blanks are passed over.</param>
public sealed record ListedBody(string Name, ImmutableArray<string> Contacts);

/// <summary>Bodies that may be one and the same. They are proposed to a person, never merged by themselves.</summary>
/// <param name="Members">0-based places in what was given, two or more, in order.</param>
/// <param name="Why">What they have in common.</param>
public sealed record TwinGroup(ImmutableArray<int> Members, Bilingual Why);

/// <summary>Finds what may be the same body twice: by its name; or by the same words in the name and a contact that few share. The same
/// telephone or address alone makes no twin: an office gives its own for many.</summary>
public static class Twins
{
    /// <summary>More bodies than this with one contact, and it is an office's.</summary>
    private const int FewBodies = 3;

    private static readonly HashSet<string> s_forms =
    [
        "odv", "aps", "onlus", "asd", "ssd", "ets", "associazione", "ass", "comitato", "circolo", "coop", "cooperativa", "soc", "sociale",
            "societa", "srl", "spa",
        "di", "del", "della", "dei", "e", "il", "la", "lo", "i", "gli", "le", "l", "volontariato", "sportiva", "dilettantistica",
            "culturale", "promozione",
    ];

    /// <summary>The groups of twins, each body in one at most, by their first member.</summary>
    /// <param name="bodies">Those of a file, or of a file after those that are known.</param>
    public static ImmutableArray<TwinGroup> Find(IReadOnlyList<ListedBody> bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var same = Groups(bodies, body => NameKey(body.Name) is { Length: > 0 } key ? [key] : []).Select(group => new TwinGroup(group,
            new($"lo stesso nome: «{bodies[group[0]].Name.Trim()}»", $"the same name: “{bodies[group[0]].Name.Trim()}”"))).ToList();
        var taken = same.SelectMany(group => group.Members).ToHashSet();
        same.AddRange(Alike(bodies, taken));
        return [.. same.OrderBy(group => group.Members[0])];
    }

    /// <summary>A name as it is compared: case, blanks, accents and signs do not count.</summary>
    /// <param name="name">As typed.</param>
    public static string NameKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Headings.Bare(name.Replace('\'', ' ').Replace('’', ' '));
    }

    /// <summary>The same telling words in any order, and one contact in common that at most three bodies have.</summary>
    private static IEnumerable<TwinGroup> Alike(IReadOnlyList<ListedBody> bodies, HashSet<int> taken)
    {
        var shared = Groups(bodies, body => body.Contacts.Select(ContactKey).Where(key => key.Length > 0).Distinct());
        foreach (var group in shared.Where(group => group.Length <= FewBodies))
        {
            foreach (var alike in group.GroupBy(n => Words(bodies[n].Name)).Where(g => g.Key.Length > 0))
            {
                ImmutableArray<int> members = [.. alike.Where(n => !taken.Contains(n))];
                if (members.Length < 2) continue;
                taken.UnionWith(members);
                yield return new(members, new("nomi quasi uguali e un contatto in comune",
                    "names nearly the same and a contact in common"));
            }
        }
    }

    private static string ContactKey(string contact) => contact.Contains('@', StringComparison.Ordinal) ? contact.Trim().ToUpperInvariant()
        : PhoneNumbers.Key(contact);

    private static string Words(string name) => string.Join(' ',
        NameKey(name).Split(' ').Where(word => !s_forms.Contains(word)).Order(StringComparer.Ordinal));

    private static List<ImmutableArray<int>> Groups(IReadOnlyList<ListedBody> bodies, Func<ListedBody, IEnumerable<string>> keys) =>
        [.. bodies.SelectMany((body, n) => keys(body).Select(key => (key, n))).GroupBy(pair => pair.key, pair => pair.n)
            .Where(group => group.Count() > 1).Select(group => group.ToImmutableArray()).OrderBy(group => group[0])];
}
