using System.Globalization;
using Patto.Modules.Contributions.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>Who has spoken so far, by number and as far as notes were taken; who has not.</summary>
/// <param name="Spoken">P1, P2 … with how many notes, in the order of the numbers; then those with another name.</param>
/// <param name="Silent">The numbers up to the highest one, or to how many are in the room, that nobody noted.</param>
public sealed record RoomTalk(IReadOnlyList<(string Speaker, int Notes)> Spoken, IReadOnlyList<string> Silent)
{
    /// <summary>Above so many people numbers are not given, and silence says nothing.</summary>
    public const int MostNumbered = 30;

    /// <param name="present">How many are in the room, where that is known; 0 or more.</param>
    public static RoomTalk Of(IEnumerable<NoteInfo> notes, int present)
    {
        var spoken = notes.Where(n => n.Speaker is not null).CountBy(n => n.Speaker!).Select(s => (Speaker: s.Key, Notes: s.Value))
            .OrderBy(s => NumberOf(s.Speaker) ?? int.MaxValue).ThenBy(s => s.Speaker, StringComparer.Ordinal).ToList();
        var known = spoken.Select(s => NumberOf(s.Speaker) ?? 0).ToHashSet();
        var last = Math.Max(known.DefaultIfEmpty().Max(), present <= MostNumbered ? present : 0);
        return new(spoken, [.. known.DefaultIfEmpty().Max() == 0 ? [] : Enumerable.Range(1, Math.Min(last, 99))
            .Where(n => !known.Contains(n)).Select(n => $"P{n}")]);
    }

    private static int? NumberOf(string who) => who.StartsWith('P')
        && int.TryParse(who.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>How many notes of each kind each theme has; the last row is of those without a theme, where there are any.</summary>
/// <param name="Kinds">The kinds that occur, in their order.</param>
/// <param name="Rows">Null for no theme; a count for each kind, and their sum.</param>
public sealed record NoteMatrix(IReadOnlyList<ContributionKind> Kinds,
    IReadOnlyList<(string? Theme, IReadOnlyList<int> Counts, int All)> Rows)
{
    /// <param name="names">What a theme is called, by its key.</param>
    public static NoteMatrix Of(IReadOnlyCollection<NoteInfo> notes, IReadOnlyDictionary<string, string> names)
    {
        List<ContributionKind> kinds = [.. notes.Select(n => n.Kind).Distinct().Order()];
        return new(kinds, [.. notes.GroupBy(n => n.Theme).OrderBy(g => g.Key is null)
            .ThenBy(g => NameOf(g.Key), StringComparer.CurrentCulture)
            .Select(g => (NameOf(g.Key), (IReadOnlyList<int>)[.. kinds.Select(k => g.Count(n => n.Kind == k))], g.Count()))]);

        string? NameOf(string? key) => key is null ? null : names.GetValueOrDefault(key, key);
    }
}
