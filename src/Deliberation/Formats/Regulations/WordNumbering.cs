using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Deliberation.Formats.Regulations;

/// <summary>The automatic numbers of a document of Office Open XML (ECMA-376 part 1, 17.9), which stand in no paragraph: counted as the
/// word processor counts them.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;
    private static readonly XNamespace W = WordText.W;

    private sealed record Level(int Start, string Format, string Text, int? Restart);

    private readonly Dictionary<string, (string Abstract, Dictionary<int, Level> Own)> _lists = [];
    private readonly Dictionary<string, Dictionary<int, Level>> _abstracts = [];
    private readonly Dictionary<string, (string List, int Level)> _ofStyle = [];
    private readonly Dictionary<string, int?[]> _counts = [];
    private readonly HashSet<(string List, int Level)> _begun = [];

    internal WordNumbering(XElement? numbering)
    {
        foreach (var a in numbering?.Elements(W + "abstractNum") ?? [])
        {
            string id = WordText.Val(a, "abstractNumId") ?? "";
            _abstracts[id] = LevelsOf(a);
        }
        foreach (var num in numbering?.Elements(W + "num") ?? [])
        {
            string id = WordText.Val(num, "numId") ?? "", of = WordText.ValOf(num, "abstractNumId") ?? "";
            var own = new Dictionary<int, Level>();
            foreach (var over in num.Elements(W + "lvlOverride"))
            {
                int level = Number(WordText.Val(over, "ilvl")) ?? 0;
                var whole = over.Element(W + "lvl");
                var known = whole is null ? _abstracts.GetValueOrDefault(of)?.GetValueOrDefault(level) : LevelOf(whole);
                if (known is null) continue;
                own[level] = Number(WordText.ValOf(over, "startOverride")) is { } start ? known with { Start = start } : known;
            }
            _lists[id] = (of, own);
        }
        // A level may say which style it numbers.
        foreach (var (id, list) in _lists)
            foreach (var a in numbering!.Elements(W + "abstractNum").Where(a => WordText.Val(a, "abstractNumId") == list.Abstract))
                foreach (var level in a.Elements(W + "lvl"))
                    if (WordText.ValOf(level, "pStyle") is { } style)
                        _ofStyle.TryAdd(style, (id, Number(WordText.Val(level, "ilvl")) ?? 0));
    }

    internal (string List, int Level)? OfStyle(string style) => _ofStyle.TryGetValue(style, out var found) ? found : null;

    /// <summary>The next number of a list, as it is seen; empty for a level without one (dots become a dash).</summary>
    internal string Next(string list, int level)
    {
        if (!_lists.TryGetValue(list, out var known) || level is < 0 or >= Levels) return "";
        if (Of(known, level) is not { } mine) return "";
        var counts = _counts.TryGetValue(known.Abstract, out int?[]? before) ? before : _counts[known.Abstract] = new int?[Levels];
        // A list of its own with a start of its own begins there the first time.
        if (known.Own.ContainsKey(level) && _begun.Add((list, level))) counts[level] = null;
        counts[level] = counts[level] is { } n ? n + 1 : mine.Start;
        for (int deeper = level + 1; deeper < Levels; deeper++)
            if (Of(known, deeper) is not { Restart: { } r } || r > level) counts[deeper] = null;
        if (mine.Format == "bullet") return "–";
        if (mine.Format == "none") return "";
        var text = new StringBuilder(mine.Text);
        for (int at = 0; at < Levels; at++)
            if (Of(known, at) is { } one) text.Replace($"%{at + 1}", In(one.Format, counts[at] ?? one.Start));
        return text.ToString().Trim();
    }

    private Level? Of((string Abstract, Dictionary<int, Level> Own) list, int level) =>
        list.Own.GetValueOrDefault(level) ?? _abstracts.GetValueOrDefault(list.Abstract)?.GetValueOrDefault(level);

    private static Dictionary<int, Level> LevelsOf(XElement list) => list.Elements(W + "lvl")
        .GroupBy(l => Number(WordText.Val(l, "ilvl")) ?? 0).ToDictionary(g => g.Key, g => LevelOf(g.First()));

    private static Level LevelOf(XElement level) => new(Number(WordText.ValOf(level, "start")) ?? 0, WordText.ValOf(level, "numFmt") ??
        "decimal", WordText.ValOf(level, "lvlText") ?? "", Number(WordText.ValOf(level, "lvlRestart")));

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) && n is >= -1 and < 100_000 ? n : null;

    internal static string In(string format, int n) => format switch
    {
        "lowerLetter" => Letters(n, 'a'),
        "upperLetter" => Letters(n, 'A'),
        "lowerRoman" => Roman(n).ToLowerInvariant(),
        "upperRoman" => Roman(n),
        "decimalZero" => n.ToString("00", CultureInfo.InvariantCulture),
        "none" => "",
        _ => n.ToString(CultureInfo.InvariantCulture),
    };

    // a … z, then aa, bb, as word processors do.
    private static string Letters(int n, char first) => n < 1 ? "" : new string((char)(first
        + ((n - 1) % 26)), Math.Min(9, ((n - 1) / 26) + 1));

    private static string Roman(int n)
    {
        if (n is < 1 or > 3999) return n.ToString(CultureInfo.InvariantCulture);
        (int Value, string Sign)[] signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40,
            "XL"),
            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = new StringBuilder();
        foreach (var (value, sign) in signs) for (; n >= value; n -= value) roman.Append(sign);
        return roman.ToString();
    }
}
