using Deliberation.Formats;

namespace Deliberation.Sortition;

/// <summary>How many seats of the panel people with a feature may take, both ends included.</summary>
/// <param name="Category">What is looked at, such as "genere".</param>
/// <param name="Feature">One of its values, such as "donna".</param>
/// <param name="Min">Seats, at least; 0 or more.</param>
/// <param name="Max">Seats, at most; not less than <paramref name="Min"/>.</param>
/// <param name="Line">Line in the file it came from, for messages; 0 if none.</param>
public sealed record Quota(string Category, string Feature, int Min, int Max, int Line = 0);

/// <summary>Somebody who said yes to the invitation and may be drawn.</summary>
/// <param name="Id">Pseudonym, unique in the pool.</param>
/// <param name="Features">One value a category, in the order of <see cref="Pool.Categories"/>.</param>
/// <param name="Address">People with the same address (compared without case) never sit together; null or blank: lives alone in the
/// pool.</param>
/// <param name="Line">Line in the file it came from, for messages; 0 if none.</param>
public sealed record Person(string Id, IReadOnlyList<string> Features, string? Address = null, int Line = 0);

/// <summary>Who may be drawn, what the panel must look like, and how many seats it has. Immutable and valid once it exists.</summary>
/// <remarks>
/// Quotas that no panel can meet are not a flaw of the pool: <see cref="Selection"/> answers them with the smallest relaxation.
/// </remarks>
public sealed class Pool
{
    private static readonly StringComparer Same = StringComparer.OrdinalIgnoreCase;

    /// <summary>Checks everything.</summary>
    /// <param name="people">At least as many as seats; 1 to 100,000.</param>
    /// <param name="quotas">One row a feature; categories are taken in order of first appearance.</param>
    /// <param name="panelSize">Seats; 1 or more.</param>
    /// <exception cref="FormatError">Something is wrong: which line, what, and how to mend it, in Italian and English (the first eleven
    /// errors).</exception>
    public Pool(IEnumerable<Person> people, IEnumerable<Quota> quotas, int panelSize)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(quotas);
        People = [.. people];
        Quotas = [.. quotas];
        PanelSize = panelSize;
        Refuse(WrongQuotas(Quotas));
        Categories = CategoriesOf(Quotas);
        Refuse(WrongPeople(People, Quotas));
        Refuse(WrongSize());
        for (int i = 0; i < Quotas.Count; i++) _rows[Key(Quotas[i].Category, Quotas[i].Feature)] = i;
    }

    /// <summary>Everybody in the pool, in the order given.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<Quota> Quotas { get; }

    /// <summary>The categories that the quotas name.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Seats.</summary>
    public int PanelSize { get; }

    /// <summary>The same people and seats with other quotas.</summary>
    public Pool With(IEnumerable<Quota> quotas) => new(People, quotas, PanelSize);

    /// <summary>Index in <see cref="Quotas"/> of each feature of a person.</summary>
    internal int[] QuotaRows(Person person)
    {
        var rows = new int[Categories.Count];
        for (int c = 0; c < rows.Length; c++) rows[c] = _rows[Key(Categories[c], person.Features[c])];
        return rows;
    }

    private readonly Dictionary<(string, string), int> _rows = [];

    /// <summary>Quotas that contradict themselves.</summary>
    internal static IEnumerable<FormatError> WrongQuotas(IReadOnlyList<Quota> quotas)
    {
        if (quotas.Count == 0) yield return new(0, 0, "Non c'è nessuna quota: scrivi almeno una riga categoria, valore, minimo, massimo.",
            "There is no quota: write at least one row category, feature, min, max.");
        var seen = new HashSet<(string, string)>();
        foreach (var q in quotas)
        {
            string name = $"{q.Category}: {q.Feature}";
            if (string.IsNullOrWhiteSpace(q.Category) || string.IsNullOrWhiteSpace(q.Feature))
                yield return new(q.Line, 1, "La quota non ha categoria o valore: scrivili tutti e due.",
                    "The quota has no category or no feature: write both.");
            else if (!seen.Add(Key(q.Category, q.Feature)))
                yield return new(q.Line, 1, $"«{name}» ha già una quota: tieni una sola riga per ogni valore.",
                    $"“{name}” has a quota already: keep one row a feature.");
            if (q.Min < 0)
                yield return new(q.Line, 1, $"«{name}»: il minimo {q.Min} è negativo; scrivi 0 o di più.",
                    $"“{name}”: the minimum {q.Min} is negative; write 0 or more.");
            if (q.Max < q.Min)
                yield return new(q.Line, 1, $"«{name}»: il massimo {q.Max} è minore del minimo {q.Min}; scambiali o correggine uno.",
                    $"“{name}”: the maximum {q.Max} is below the minimum {q.Min}; swap them or mend one.");
        }
    }

    /// <summary>People whom the quotas do not know, or who are there twice.</summary>
    internal static IEnumerable<FormatError> WrongPeople(IReadOnlyList<Person> people, IReadOnlyList<Quota> quotas)
    {
        string[] categories = CategoriesOf(quotas);
        var known = quotas.Select(q => Key(q.Category, q.Feature)).ToHashSet();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            if (string.IsNullOrWhiteSpace(person.Id))
                yield return new(person.Line, 1, "La persona non ha un identificativo: scrivine uno.", "The person has no id: write one.");
            else if (!ids.Add(person.Id))
                yield return new(person.Line, 1, $"L'identificativo «{person.Id}» compare due volte: togli il doppione o cambialo.",
                    $"The id “{person.Id}” appears twice: remove or change one.");
            if (person.Features.Count != categories.Length)
                yield return new(person.Line, 1,
                    $"«{person.Id}» ha {person.Features.Count} valori ma le categorie sono {categories.Length}: dai un valore per ogni categoria.", $"“{person.Id}” has {person.Features.Count} features but there are {categories.Length} categories: give one each.");
            for (int c = 0; c < Math.Min(categories.Length, person.Features.Count); c++)
                if (!known.Contains(Key(categories[c], person.Features[c])))
                    yield return new(person.Line, 1,
                        $"«{person.Id}»: per «{categories[c]}» il valore «{person.Features[c]}» non ha una quota; correggi il valore o aggiungi la quota, anche da 0 in su.",
                        $"“{person.Id}”: the value “{person.Features[c]}” of “{categories[c]}” has no quota; mend the value or add the quota, from 0 up will do.");
        }
    }

    /// <summary>Throws the first error, with the next ones told in the same breath.</summary>
    internal static void Refuse(IEnumerable<FormatError> wrong)
    {
        var errors = wrong.Take(11).ToList();
        if (errors.Count == 0) return;
        if (errors.Count == 1) throw errors[0];
        throw new FormatError(errors[0].Line, errors[0].Column,
            errors[0].Text.Italian + string.Concat(errors.Skip(1).Select(e => $"\n  riga {e.Line}: {e.Text.Italian}")),
            errors[0].Text.English + string.Concat(errors.Skip(1).Select(e => $"\n  line {e.Line}: {e.Text.English}")));
    }

    internal static string[] CategoriesOf(IEnumerable<Quota> quotas) => [.. quotas.Select(q => q.Category.Trim()).Distinct(Same)];

    private static (string, string) Key(string category, string feature) =>
        (category.Trim().ToUpperInvariant(), feature.Trim().ToUpperInvariant());

    private IEnumerable<FormatError> WrongSize()
    {
        int homes = People.Select((p, i) => string.IsNullOrWhiteSpace(p.Address) ? $"#{i}" : $"@{p.Address.Trim().ToUpperInvariant()}")
            .Distinct(StringComparer.Ordinal).Count();
        if (PanelSize < 1)
            yield return new(0, 0, $"Il gruppo deve avere almeno un posto, non {PanelSize}.",
                $"The panel needs at least one seat, not {PanelSize}.");
        else if (People.Count < PanelSize)
            yield return new(0, 0, $"I posti sono {PanelSize} ma le persone solo {People.Count}: invita altre persone o riduci i posti.",
                $"There are {PanelSize} seats but only {People.Count} people: invite more or offer fewer seats.");
        else if (homes < PanelSize)
            yield return new(0, 0,
                $"I posti sono {PanelSize} ma gli indirizzi diversi solo {homes}: togli la regola dell'indirizzo o riduci i posti.",
                $"There are {PanelSize} seats but only {homes} different addresses: drop the address rule or offer fewer seats.");
    }
}
