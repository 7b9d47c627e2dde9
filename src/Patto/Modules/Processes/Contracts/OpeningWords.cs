using System.Text.RegularExpressions;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes.Contracts;

/// <summary>An act that phases open to a role, with the consequence in words.</summary>
public sealed record OpeningLine(string Act, Role Role, string Sentence, bool IsOpen);

/// <summary>"Chiunque può scrivere un contributo dal 3 al 20 marzo 2026; poi nessuno."</summary>
public static partial class OpeningWords
{
    /// <summary>One line for each act and role, in the order in which a process needs them.</summary>
    public static IReadOnlyList<OpeningLine> Lines(this IReadOnlyList<OpenWindow> windows, Texts L, DateOnly today) =>
        [.. windows.GroupBy(w => (w.Act, w.Role)).OrderBy(g => Place(g.Key)).ThenBy(g => g.Key.Act, StringComparer.Ordinal)
            .Select(g => new OpeningLine(g.Key.Act, g.Key.Role, Sentence(g.Key.Act, g.Key.Role, Merged(g), L, today),
                g.Any(w => w.Covers(today))))];

    private static int Place((string, Role) opening) => OpenableActs.All.ToList().IndexOf(opening) is >= 0 and var at ? at : int.MaxValue;

    // Phases that follow one another, or overlap, open it without a break.
    private static List<(DateOnly From, DateOnly? Until)> Merged(IEnumerable<OpenWindow> windows)
    {
        List<(DateOnly From, DateOnly? Until)> merged = [];
        foreach (var w in windows.OrderBy(w => w.From))
            if (merged.Count > 0 && (merged[^1].Until is not { } last || w.From <= last.AddDays(1)))
                merged[^1] = (merged[^1].From, merged[^1].Until is { } end && w.Until is { } until ? until > end ? until : end : null);
            else merged.Add((w.From, w.Until));
        return merged;
    }

    private static string Sentence(string name, Role role, List<(DateOnly From, DateOnly? Until)> times, Texts L, DateOnly today)
    {
        var act = Act.All[name];
        var who = role == Role.Visitor ? L[role.Italian()].Value : L["chi è {0}", L[role.Italian()]].Value;
        var when = L.List(times.Select(t => Between(t.From, t.Until, L)), L[" e poi "]);
        var others = act.Standing.Where(r => r != role).ToList();
        var then = others.Count == 0 ? L["nessuno"].Value : L["solo {0}", L.List(others.Select(r => L[r.Italian()].Value))].Value;
        var last = times[^1].Until;
        var said = last is null ? L["{0} può {1} {2}.", who, L[act.Title], when]
            : last < today ? L["{0} ha potuto {1} {2}; ora {3}.", who, L[act.Title], when, then]
            : L["{0} può {1} {2}; poi {3}.", who, L[act.Title], when, then];
        return Texts.Own(char.ToUpper(said.Value[0], Texts.Italian) + said.Value[1..]);
    }

    private static string Between(DateOnly from, DateOnly? until, Texts L)
    {
        if (until is not { } last) return Elided(L["dal {0} finché la fase non si chiude", L.Day(from)]);
        if (from == last) return Elided(L["il {0}", L.Day(from)]);
        var day = L.Day(from);
        if (from.Year == last.Year) day = day[..day.LastIndexOf(' ')];
        if (from.Year == last.Year && from.Month == last.Month) day = day[..day.IndexOf(' ', StringComparison.Ordinal)];
        return Elided(L["dal {0} al {1}", day, L.Day(last)]);
    }

    // Dall'8, all'11, l'8.
    private static string Elided(string words) => Texts.IsEnglish ? words
        : Texts.Own(Single().Replace(Joined().Replace(words, "$1all'$2"), "l'$1").Replace(" al 8 ", " all'8 ", StringComparison.Ordinal)
            .Replace(" al 11 ", " all'11 ", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(d)al (8|11)\b")] private static partial Regex Joined();
    [GeneratedRegex(@"\bil (8|11)\b")] private static partial Regex Single();
}
