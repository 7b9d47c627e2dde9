using System.Globalization;
using System.Text.RegularExpressions;
using Patto.Database;

namespace Patto.Modules.Meetings.Tables;

/// <summary>What is typed about the cards that people take at the door: how many of each group, and which numbers.</summary>
internal static partial class CardLine
{
    /// <summary>Lines like "20 cittadini"; a number alone is a group without a name.</summary>
    /// <param name="field">Where a line that is not understood is told.</param>
    /// <returns>The group of each card, in the order of the lines.</returns>
    public static List<string> Groups(string? lines, string field) => [.. Lines.Of(lines).SelectMany(line =>
    {
        var read = Group().Match(line);
        RuleViolation.UnlessAt(field, read.Success && Count(read) > 0, "tables.group",
            "Non capisco «{0}»: scrivi quanti sono e chi sono, come 20 cittadini, uno per riga.", line);
        return Enumerable.Repeat(read.Groups[2].Value.Trim(), Count(read));
    })];

    /// <summary>Numbers like "12, 15-17".</summary>
    /// <param name="cards">How many cards there are.</param>
    public static IReadOnlyList<int> Numbers(string? typed, int cards, string field) => [.. Parts(typed).SelectMany(part =>
    {
        var ends = part.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
        var read = (From: NumberIn(ends[0]), To: NumberIn(ends[^1]));
        RuleViolation.UnlessAt(field, ends.Length <= 2 && read.From is >= 1 && read.To is { } to && to >= read.From && to <= cards,
            "tables.numbers", "Non capisco «{0}»: scrivi i numeri dei cartellini, da 1 a {1}, come 12, 15-17.", part, cards);
        return Enumerable.Range(read.From!.Value, read.To!.Value - read.From.Value + 1);
    }).Distinct().Order()];

    /// <summary>Pairs like "3-7, 4-12" of cards that never sit at one table.</summary>
    public static IReadOnlyList<CardPair> Pairs(string? typed, int cards, string field) => [.. Parts(typed).Select(part =>
    {
        var ends = part.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
        var pair = ends.Length == 2 && NumberIn(ends[0]) is { } a && NumberIn(ends[1]) is { } b && a != b && a >= 1 && b >= 1
            && Math.Max(a, b) <= cards ? new CardPair(a, b) : null;
        RuleViolation.UnlessAt(field, pair is not null, "tables.pairs",
            "Non capisco «{0}»: scrivi due numeri di cartellino, da 1 a {1}, come 3-7; separa le coppie con una virgola.", part, cards);
        return pair!;
    }).Distinct()];

    private static string[] Parts(string? typed) => (typed ?? "").ReplaceLineEndings(",")
        .Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int? NumberIn(string text) => Number().IsMatch(text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static int Count(Match read) => int.Parse(read.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,3})(?:\s+(.{1,60}))?$")] private static partial Regex Group();
    [GeneratedRegex("^[0-9]{1,4}$")] private static partial Regex Number();
}
