using Deliberation.Formats;
using Deliberation.Formats.Regulations;
using Patto.Database;

namespace Patto.Modules.Documents;

/// <summary>A text that comes from a word processor or a paste becomes the pieces of a draft, with the numbers that it has there.</summary>
public static class ImportedText
{
    private const int LongestHeading = 300;

    /// <summary>Reads a paste and takes it in.</summary>
    public static void Into(Outline outline, string pasted, Guid? by, DateTimeOffset now)
    {
        RegulationText text;
        try { text = RegulationFile.Parse(pasted).Text; }
        catch (FormatError) { throw new RuleViolation("pasted.long", "Il testo è troppo lungo: dividilo in più parti.") { Field = "Pasted" }; }
        Into(outline, text, "Pasted", by, now);
    }

    /// <summary>Takes in what was read; premise, annexes and closing stay outside the articles.</summary>
    /// <param name="field">Beside which the page says what is wrong.</param>
    public static void Into(Outline outline, RegulationText text, string field, Guid? by, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(field, text.Articles.Any(), "pasted.nothing",
            "Non trovo articoli: ogni articolo comincia con una riga come «Art. 1 – Finalità».");
        Outside(outline, NodeKind.Premise, "", "", PremiseOf(text), by, now);
        List<(int Rank, Node Node)> above = [];
        foreach (var part in text.Parts)
        {
            RuleViolation.UnlessAt(field, part.Heading.Length <= LongestHeading, "pasted.heading",
                "Il titolo di «{0}» ha più di {1} caratteri: forse è il testo di un comma. Correggilo qui sotto.", NameOf(part), LongestHeading);
            if (part.Kind is RegulationPartKind.Annex or RegulationPartKind.Closing)
            {
                Outside(outline, part.Kind == RegulationPartKind.Annex ? NodeKind.Annex : NodeKind.Closing, part.Label, part.Heading,
                    part.Commi.Select(c => (c.Label, TextOf(c))), by, now);
                continue;
            }
            if (part.Kind != RegulationPartKind.Article)
            {
                var rank = (int)part.Kind;
                above.RemoveAll(a => a.Rank >= rank);
                above.Add((rank, outline.Import(above.LastOrDefault().Node, KindOf(part.Kind), part.Label, part.Heading, "", "", by, now)));
            }
            Article(outline, above.LastOrDefault().Node, part, field, by, now);
        }
    }

    private static void Article(Outline outline, Node? above, RegulationPart part, string field, Guid? by, DateTimeOffset now)
    {
        // What a division says before its first article has no article of its own.
        RuleViolation.UnlessAt(field, part.Kind == RegulationPartKind.Article || part.Commi.Count == 0, "pasted.loose",
            "Sotto «{0}» c'è un testo che non sta in nessun articolo: mettilo in un articolo o nella premessa.", NameOf(part));
        if (part.Kind != RegulationPartKind.Article) return;
        var heading = part.Abrogated ? $"{part.Heading} (abrogato)".Trim() : part.Heading;
        var article = outline.Import(above, NodeKind.Article, part.Label, heading, part.Plain, "", by, now);
        foreach (var comma in part.Commi) outline.Import(article, NodeKind.Comma, comma.Label, "", "", TextOf(comma), by, now);
    }

    private static void Outside(Outline outline, NodeKind kind, string label, string heading, IEnumerable<(string Label, string Text)> said,
        Guid? by, DateTimeOffset now)
    {
        List<(string Label, string Text)> paragraphs = [.. said];
        if (kind == NodeKind.Premise && paragraphs.Count == 0) return;
        var head = outline.Import(null, kind, label, heading, "", "", by, now);
        foreach (var (number, text) in paragraphs) outline.Import(head, NodeKind.Comma, number, "", "", text, by, now);
    }

    // The title stands above the text already.
    private static IEnumerable<(string, string)> PremiseOf(RegulationText text) => text.Premise.Where(l => l.Table is not null
        || l.Text != text.Title).Select(l => ("", TextOf(new("", [l], []))));

    /// <summary>The words of a *comma* as drafters see them: a line for each letter and point, rows of a table between bars, notes at the
    /// end.</summary>
    internal static string TextOf(RegulationComma comma) => string.Join('\n', comma.Lines.SelectMany(Lines)
        .Concat(comma.Notes.Select(n => $"Nota: {n}")));

    private static IEnumerable<string> Lines(RegulationLine line) => line.Table is { } table
        ? table.Select(r => $"| {string.Join(" | ", r.Select(c => c.Replace('\n', ' ')))} |")
        : [line.Label.Length == 0 ? line.Text : line.Label == "–" ? $"– {line.Text}" : $"{line.Label}) {line.Text}"];

    private static NodeKind KindOf(RegulationPartKind kind) => kind switch
    {
        RegulationPartKind.Book => NodeKind.Book,
        RegulationPartKind.Title => NodeKind.Title,
        RegulationPartKind.Chapter => NodeKind.Chapter,
        RegulationPartKind.Section => NodeKind.Section,
        _ => NodeKind.Group,
    };

    internal static string NameOf(RegulationPart part) => $"{part.Name} {part.Heading}".Trim() is { Length: > 0 } name ? name : "Chiusa";
}
