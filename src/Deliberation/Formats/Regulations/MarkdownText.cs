using System.Text;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <summary>The lines of a Markdown text (CommonMark 0.31, with the tables and footnotes of GitHub) without their signs.</summary>
internal static partial class MarkdownText
{
    /// <summary>Before words that look like the beginning of a part and are none; nobody sees it in the text.</summary>
    internal const string Literal = "<!-- -->";

    /// <summary>The heading of what follows the last article.</summary>
    internal const string Closing = "Chiusa";

    /// <summary>Headings with hashes, or bold that opens lines: no plain text of an office has them.</summary>
    internal static bool Is(IEnumerable<string> lines) => lines.Count(l => Hashes().IsMatch(l) || BoldLine().IsMatch(l)) >= 2;

    internal static List<SourceLine> Read(string[] lines)
    {
        var notes = lines.Select(l => NoteText().Match(l)).Where(m => m.Success).GroupBy(m => m.Groups["key"].Value)
            .ToDictionary(g => g.Key, g => Plain(g.First().Groups["text"].Value.Replace("<br>", "\n", StringComparison.Ordinal)));
        var read = new List<SourceLine>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (NoteText().IsMatch(line)) continue;
            if (i + 1 < lines.Length && IsRow(line) && Rule().IsMatch(lines[i + 1])) { read.Add(Table(lines, ref i)); continue; }
            var heading = Hashes().Match(line);
            // A backslash at the end of a line keeps the end of the line.
            while (line.EndsWith('\\') && !line.EndsWith("\\\\", StringComparison.Ordinal) && i + 1 < lines.Length) line = line[..^1] + "\n"
                + lines[++i];
            var noted = NoteMark().Matches(line).Select(m => m.Groups["key"].Value).Where(notes.ContainsKey).Select(k => notes[k]).ToList();
            bool literal = line.StartsWith(Literal, StringComparison.Ordinal);
            if (literal) line = line[Literal.Length..];
            string bare = heading.Success ? heading.Groups["text"].Value : line;
            // Lines of one paragraph are one; numbers, letters and dashes begin another.
            if (!heading.Success && !literal && i > 0 && read.Count > 0 && GoesOn(read[^1], lines[i - 1], bare))
            {
                read[^1].Text += " " + Plain(bare).Trim();
                continue;
            }
            string text = Plain(NoteMark().Replace(bare,
                m => notes.ContainsKey(m.Groups["key"].Value) ? "" : m.Value));
            read.Add(new(text)
            {
                Heading = heading.Success,
                Title = heading.Success && heading.Groups["hashes"].Length == 1 && !read.Exists(r => r.Title),
                Whole = true,
                Complete = heading.Success,
                Notes = noted,
                Literal = literal,
            });
        }
        return read;
    }

    private static bool GoesOn(SourceLine before, string lineBefore, string line) => !string.IsNullOrWhiteSpace(lineBefore)
        && !string.IsNullOrWhiteSpace(line) && before is { Heading: false, Table: null } && Markers.Comma(line) is null
        && Markers.Letter(line) is null && Markers.Dash(line) is null && Markers.Article(line) is null && Markers.Division(line) is null
        && Markers.Annex(line) is null && !NoteMark().IsMatch(line);

    private static bool IsRow(string line) => line.Contains('|', StringComparison.Ordinal);

    private static SourceLine Table(string[] lines, ref int at)
    {
        var rows = new List<IReadOnlyList<string>> { Cells(lines[at]) };
        int width = rows[0].Count;
        for (at += 2; at < lines.Length && IsRow(lines[at]); at++)
            rows.Add([.. Cells(lines[at]).Concat(Enumerable.Repeat("", width)).Take(Math.Max(width, Cells(lines[at]).Count))]);
        at--;
        return new("") { Whole = true, Table = rows };
    }

    private static List<string> Cells(string line)
    {
        string bare = line.Trim();
        if (bare.StartsWith('|')) bare = bare[1..];
        if (bare.EndsWith('|') && !bare.EndsWith("\\|", StringComparison.Ordinal)) bare = bare[..^1];
        return [.. Bar().Split(bare).Select(c => Plain(c.Replace("<br>", "\n", StringComparison.Ordinal)).Trim())];
    }

    // Signs of emphasis go, escaped signs are signs; an end of line that was asked for with two blanks or a backslash stays none.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && Escapable.Contains(text[i
                + 1], StringComparison.Ordinal)) plain.Append(text[++i]);
            else if (text[i] == '\\' && i + 1 == text.Length) break;
            else if (text[i] is '*' or '_' or '`' && IsEmphasis(text, i)) { }
            else plain.Append(text[i]);
        }
        return plain.ToString();
    }

    private const string Escapable = "\\`*_{}[]()#+-.!|<>~^";

    // An underscore inside a word is no emphasis, a star between blanks neither.
    private static bool IsEmphasis(string text, int at)
    {
        bool before = at > 0 && !char.IsWhiteSpace(text[at - 1]), after = at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
        if (!before && !after) return false;
        return text[at] != '_' || !(at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]));
    }

    [GeneratedRegex(@"^ {0,3}(?<hashes>#{1,6})\s+(?<text>.*?)\s*#*\s*$")]
    private static partial Regex Hashes();

    [GeneratedRegex(@"^\s*\*\*[^*]+\*\*")]
    private static partial Regex BoldLine();

    [GeneratedRegex(@"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"\[\^(?<key>[^\]]+)\](?!:)")]
    private static partial Regex NoteMark();

    [GeneratedRegex(@"^\[\^(?<key>[^\]]+)\]:\s*(?<text>.*)$")]
    private static partial Regex NoteText();
}
