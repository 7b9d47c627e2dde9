using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <summary>Writes a regulation as Markdown that <see cref="RegulationFile"/> reads again to the same text: headings for its parts, numbers
/// and letters as they are printed, tables and footnotes in the manner of GitHub.</summary>
public static partial class RegulationMarkdown
{
    /// <summary>The whole text; lines end with a line feed.</summary>
    /// <param name="text">What to write.</param>
    public static string Write(RegulationText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var to = new StringBuilder();
        var notes = new List<string>();
        bool titled = false;
        foreach (var line in text.Premise)
        {
            if (!titled && text.Title.Length > 0 && line.Text == text.Title)
            {
                to.Append("# ").Append(Escaped(line.Text)).Append("\n\n");
                titled = true;
            }
            else Lines(to, "", line, literal: true);
            if (line.Table is null && !to.ToString(Math.Max(0, to.Length - 2), Math.Min(2, to.Length)).EndsWith("\n\n",
                StringComparison.Ordinal))
                to.Append('\n');
        }
        foreach (var part in text.Parts) Write(to, part, notes);
        foreach (var (n, note) in notes.Index()) to.Append(CultureInfo.InvariantCulture, $"[^{n + 1}]: ")
            .Append(Escaped(note).Replace("\n", "<br>", StringComparison.Ordinal)).Append('\n');
        return to.ToString();
    }

    private static void Write(StringBuilder to, RegulationPart part, List<string> notes)
    {
        string name = part.Kind == RegulationPartKind.Closing ? MarkdownText.Closing : part.Name;
        string heading = Escaped(part.Heading) + (part.Abrogated ? part.Heading.Length > 0 ? " (abrogato)" : "(abrogato)" : "");
        to.Append(part.Kind is RegulationPartKind.Article or RegulationPartKind.Group ? "### " : "## ").Append(name)
            .Append(name.Length > 0 && heading.Length > 0 ? " – " : "").Append(heading).Append("\n\n");
        if (part.Plain.Length > 0) to.Append("In parole semplici: ").Append(Escaped(part.Plain)).Append("\n\n");
        foreach (var comma in part.Commi) Write(to, comma, notes);
    }

    private static void Write(StringBuilder to, RegulationComma comma, List<string> notes)
    {
        foreach (var (n, line) in comma.Lines.Index())
        {
            string before = n == 0 && comma.Label.Length > 0 ? $"{comma.Label}. " : line.Level switch
            {
                1 => line.Label == "–" ? "   – " : $"   {line.Label}) ",
                2 => line.Label == "–" ? "      – " : $"      {line.Label}) ",
                _ => "",
            };
            string marks = n == comma.Lines.Count - 1 ? string.Concat(comma.Notes.Select(note =>
                { notes.Add(note); return $"[^{notes.Count}]"; }))
                : "";
            Lines(to, before, line, literal: before.Length == 0, marks);
            to.Append('\n');
        }
    }

    private static void Lines(StringBuilder to, string before, RegulationLine line, bool literal, string marks = "")
    {
        if (line.Table is { } table)
        {
            foreach (var (n, row) in table.Index())
            {
                to.Append("| ").AppendJoin(" | ", row.Select(c => Escaped(c).Replace("\n", "<br>",
                    StringComparison.Ordinal))).Append(" |\n");
                if (n == 0) to.Append('|').Insert(to.Length, "---|", row.Count).Append('\n');
            }
            if (marks.Length > 0) to.Append('\n').Append(marks).Append('\n');
            return;
        }
        string text = Escaped(line.Text).Replace("\n", "\\\n", StringComparison.Ordinal);
        to.Append(before).Append(literal ? Literal(text) : text).Append(marks).Append('\n');
    }

    // Signs that Markdown would take for its own.
    private static string Escaped(string text) => Signs().Replace(text, @"\$0");

    /// <summary>Words that look like the beginning of a part or an entry, and are none.</summary>
    private static string Literal(string text) => LooksLikeAPart().IsMatch(text) || text.StartsWith('<') ? MarkdownText.Literal + text : text;

    [GeneratedRegex(@"[\\`*_|\[\]]|^#+(?=\s)")]
    private static partial Regex Signs();

    [GeneratedRegex(@"^\s*(?:art|§|punto|libro|parte|titolo|capo|sezione|allegat|indice|sommario|pag|in parole|[-–—•·▪◦+]|\w{1,4}(?:[-–\s]\w+)?\s*[.)°\-–]|lett)",
        RegexOptions.IgnoreCase)]
    private static partial Regex LooksLikeAPart();
}
