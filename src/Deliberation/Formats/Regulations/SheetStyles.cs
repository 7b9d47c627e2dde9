namespace Deliberation.Formats.Regulations;

/// <summary>How paragraphs of one style look, in both formats. Sizes and distances are in points, indents in millimetres.</summary>
/// <param name="Name">The name in the file.</param>
/// <param name="Parent">The style it is based on.</param>
/// <param name="Next">The style of the paragraph that somebody begins behind it; empty for the same.</param>
internal sealed record SheetStyle(string Name, string Parent, string Next = "")
{
    internal double Size { get; init; }
    internal bool Bold { get; init; }
    internal bool Italic { get; init; }
    internal bool Centered { get; init; }
    internal double Left { get; init; }
    internal double Hanging { get; init; }
    internal double Before { get; init; } = -1;
    internal double After { get; init; } = -1;

    /// <summary>Stays with the paragraph behind it.</summary>
    internal bool Keeps { get; init; }

    internal bool NewPage { get; init; }

    /// <summary>1 to 9 for a heading, in the order of a summary; 0 for none.</summary>
    internal int Outline { get; init; }
}

internal static class SheetStyles
{
    internal const string Normal = "Normal", Title = "Title", Footer = "Footer", Note = "FootnoteText", Font = "Calibri";
    private const string Body = "PattoCapoverso", Comma = "PattoComma", Article = "PattoArticolo";

    /// <summary>Those of the word processor itself, then our own; an indent of a number is as wide as the number stands out.</summary>
    internal static readonly IReadOnlyList<SheetStyle> All =
    [
        new(Normal, "") { Size = 11, After = 6, Before = 0 },
        new(Title, Normal, "PattoPremessa") { Size = 16, Bold = true, Centered = true, After = 14 },
        new("Heading1", Normal, Article) { Size = 14, Bold = true, Centered = true, Before = 20, After = 8, Keeps = true, Outline = 1 },
        new("Heading2", Normal, Article) { Size = 13, Bold = true, Centered = true, Before = 16, After = 8, Keeps = true, Outline = 2 },
        new("Heading3", Normal, Article) { Size = 12, Bold = true, Centered = true, Before = 14, After = 6, Keeps = true, Outline = 3 },
        new("Heading4", Normal, Comma) { Size = 11, Bold = true, Before = 14, After = 4, Keeps = true, Outline = 4 },
        new(Footer, Normal) { Size = 9, After = 0 },
        new(Note, Normal) { Size = 9, After = 2 },
        new("PattoPremessa", Normal),
        new("PattoParte", "Heading1", Article),
        new("PattoTitolo", "Heading1", Article),
        new("PattoCapo", "Heading2", Article),
        new("PattoSezione", "Heading3", Article),
        new("PattoGruppo", "Heading3", Article) { Italic = true },
        new(Article, "Heading4", Comma),
        new("PattoAllegato", "Heading1", Body) { NewPage = true },
        new("PattoChiusa", Normal) { Before = 6 },
        new("PattoSemplice", Normal, Comma) { Italic = true },
        new(Comma, Normal) { Left = 7.5, Hanging = 7.5 },
        new(Body, Normal),
        new("PattoSeguito", Normal) { Left = 7.5 },
        new("PattoLettera", Normal) { Left = 15, Hanging = 7.5, After = 3 },
        new("PattoPunto", Normal) { Left = 22.5, Hanging = 7.5, After = 3 },
        new("PattoStacco", Normal) { Size = 4, After = 0 },
        new("PattoSpazio", Normal) { Size = 4, After = 0 },
        new(LineStyles.Cell, Normal) { Size = 10, Before = 1, After = 1 },
        new(LineStyles.Head, LineStyles.Cell) { Bold = true },
        new(LineStyles.Page, Footer) { Centered = true },
    ];

    /// <summary>The style of a paragraph, and of the one behind a table.</summary>
    internal static string Of(Block block) => block.IsTitle ? Title : LineStyles.NameOf(block.Role);

    internal static int OutlineOf(string style) => All.Single(s => s.Name == style) is var found && found.Outline > 0 ? found.Outline
        : found.Parent.Length > 0 ? OutlineOf(found.Parent) : 0;
}
