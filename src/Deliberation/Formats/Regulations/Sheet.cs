using Deliberation.Formats.Tables;

namespace Deliberation.Formats.Regulations;

/// <summary>Words of one kind within a paragraph; tabs and ends of line stand in them.</summary>
internal readonly record struct Piece(WordsKind Kind, string Text);

/// <summary>A paragraph as it is written, whatever the format; or a table with the paragraph behind it, since two tables that touch would
/// be one.</summary>
internal sealed record Block(LineRole Role, IReadOnlyList<Piece> Pieces, IReadOnlyList<IReadOnlyList<string>>? Table = null)
{
    /// <summary>The title of the whole fills it.</summary>
    internal bool IsTitle => Role == LineRole.Premise && Pieces is [{ Kind: WordsKind.Name }];

    internal string Mark => Pieces is [{ Kind: WordsKind.Mark } mark, ..] ? mark.Text : "";

    internal int Width => Table?[0].Count ?? 0;

    internal string Words => string.Concat(Pieces.Where(p => p.Kind != WordsKind.Note).Select(p => p.Text));

    /// <summary>Half of its words stand in the other, or half of the other's in it.</summary>
    internal bool Resembles(Block other)
    {
        HashSet<string> mine = WordsOf(this), others = WordsOf(other);
        return 2 * mine.Count(others.Contains) >= Math.Max(1, Math.Min(mine.Count, others.Count));
    }

    private static HashSet<string> WordsOf(Block block) => [.. block.Pieces.Where(p => p.Kind is WordsKind.Words or WordsKind.Name)
        .SelectMany(p => p.Text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)), .. block.Table?.SelectMany(r => r) ?? []];

    internal bool Same(Block other) => Role == other.Role && Pieces.SequenceEqual(other.Pieces) && (Table is null) == (other.Table is null)
        && (Table is null || Table.Count == other.Table!.Count && Table.Zip(other.Table).All(r => r.First.SequenceEqual(r.Second)));
}

internal sealed record CommaBlocks(RegulationComma Comma, IReadOnlyList<Block> Blocks);

internal sealed record PartBlocks(RegulationPart Part, IReadOnlyList<Block> Head, IReadOnlyList<CommaBlocks> Commi);

/// <summary>A regulation as paragraphs and tables, each with the style that says what it is.</summary>
internal sealed record Sheet(IReadOnlyList<Block> Premise, IReadOnlyList<PartBlocks> Parts)
{
    /// <summary>Between a number and a heading.</summary>
    internal const string Dash = " – ";

    /// <summary>A blank that nobody sees and the reader drops.</summary>
    internal const string Blank = "\u00A0";

    // Where a paragraph before it comes or goes, an empty one would lose its style in LibreOffice.
    private static readonly Piece[] s_nothing = [new(WordsKind.Words, Blank)];

    internal const string Aside = "In parole semplici: ";

    internal IEnumerable<Block> Blocks => Premise.Concat(Parts.SelectMany(p => p.Head.Concat(p.Commi.SelectMany(c => c.Blocks))));

    internal static Sheet Of(RegulationText text) => new([.. PremiseOf(text)], [.. text.Parts.Select(p => new PartBlocks(p, [.. HeadOf(p)],
        [.. p.Commi.Select(c => new CommaBlocks(c, [.. Of(c, p.Kind)]))]))]);

    /// <summary>What a file can carry and the reader gives back: no signs without width, none that XML does not know, no blanks
    /// around.</summary>
    internal static string Clean(string text) => SourceText.CleanOf(text).Trim();

    private static IEnumerable<Block> PremiseOf(RegulationText text)
    {
        string title = Clean(text.Title);
        bool titled = title.Length == 0;
        var lines = text.Premise.Select(l => (l.Table, Text: Clean(l.Label.Length > 0 ? $"{l.Label} {l.Text}" : l.Text))).ToList();
        int whole = lines.FindIndex(l => l.Table is null && l.Text == title);
        int holds = whole >= 0 ? whole : lines.FindIndex(l => l.Table is null && l.Text.Contains(title, StringComparison.Ordinal));
        if (!titled && holds < 0) yield return new(LineRole.Premise, [new(WordsKind.Name, title)]);
        foreach (var (n, line) in lines.Index())
        {
            if (line.Table is { Count: > 0 }) yield return TableOf(line.Table, []);
            else if (line.Table is null && line.Text.Length > 0) yield return new(LineRole.Premise, titled || n != holds
                ? [new(WordsKind.Words, line.Text)] : [.. Around(line.Text, title)]);
        }
    }

    private static IEnumerable<Piece> Around(string text, string title)
    {
        int at = text.IndexOf(title, StringComparison.Ordinal);
        Piece[] pieces = [new(WordsKind.Words, text[..at]), new(WordsKind.Name, title), new(WordsKind.Words, text[(at + title.Length)..])];
        return pieces.Where(p => p.Text.Length > 0);
    }

    private static IEnumerable<Block> HeadOf(RegulationPart part)
    {
        var pieces = new List<Piece>();
        string heading = Clean(part.Heading);
        if (part.Kind == RegulationPartKind.Closing)
        {
            // Its first line says by its style that it begins; where that has a number, an empty one says it.
            if (part.Commi.Count == 0 || !Plainly(part.Commi[0])) yield return new(LineRole.Closing, s_nothing);
        }
        else
        {
            if (part.Kind != RegulationPartKind.Group) pieces.Add(new(WordsKind.Mark, Clean(part.Name)));
            if (pieces.Count > 0 && (heading.Length > 0 || part.Abrogated)) pieces.Add(new(WordsKind.Words, Dash + heading));
            else if (heading.Length > 0) pieces.Add(new(WordsKind.Words, heading));
            if (part.Abrogated) pieces.Add(new(WordsKind.Gone, heading.Length > 0 ? " (abrogato)" : "(abrogato)"));
            yield return new(LineStyles.RoleOf(part.Kind), pieces);
        }
        if (Clean(part.Plain) is { Length: > 0 } plain) yield return new(LineRole.Plain, [new(WordsKind.Words, Aside + plain)]);
    }

    private static bool Plainly(RegulationComma comma) => comma.Label.Length == 0 && comma.Lines is [{ Level: 0, Table: null } line, ..]
        && Clean(line.Text).Length > 0;

    private static IEnumerable<Block> Of(RegulationComma comma, RegulationPartKind kind)
    {
        var lines = comma.Lines.Where(l => l.Table is { Count: > 0 } || l.Table is null && (l.Label.Length > 0 || Clean(l.Text).Length > 0))
            .ToList();
        var notes = comma.Notes.Select(Clean).Where(n => n.Length > 0).Select(n => new Piece(WordsKind.Note, n)).ToList();
        bool begins = lines is [{ Level: 0, Table: null }, ..];
        // The marks of notes stand behind the last words; behind a table only where there are none.
        int noted = lines.FindLastIndex(l => l.Table is null);
        if (comma.Label.Length > 0)
        {
            var mark = new List<Piece> { new(WordsKind.Mark, Clean(comma.Label) + "."), new(WordsKind.Words, "\t" + (begins
                ? Clean(lines[0].Text) : "")) };
            if (begins && noted == 0 || noted < 0) mark.AddRange(notes);
            yield return new(LineRole.Comma, mark);
        }
        else if (!begins) yield return new(LineRole.Opening, s_nothing);
        foreach (var (n, line) in lines.Index())
        {
            if (n == 0 && begins && comma.Label.Length > 0) continue;
            var mine = n == noted || noted < 0 && comma.Label.Length == 0 && n == lines.Count - 1 ? notes : [];
            if (line.Table is { } table) yield return TableOf(table, mine);
            else yield return Of(line, n == 0, kind, mine);
        }
    }

    private static Block Of(RegulationLine line, bool first, RegulationPartKind kind, List<Piece> notes)
    {
        string text = Clean(line.Text);
        if (line.Level == 0) return new(!first ? LineRole.Further : kind == RegulationPartKind.Closing ? LineRole.Closing
            : LineRole.Unnumbered, [new(WordsKind.Words, text), .. notes]);
        string mark = Clean(line.Label);
        return new(line.Level == 1 ? LineRole.Letter : LineRole.Point, [new(WordsKind.Mark, mark == "–" ? mark : mark + ")"),
            new(WordsKind.Words, "\t" + text), .. notes]);
    }

    private static Block TableOf(IReadOnlyList<IReadOnlyList<string>> rows, List<Piece> notes)
    {
        int width = Math.Max(1, rows.Max(r => r.Count));
        return new(LineRole.Space, notes, [.. rows.Select(r => (IReadOnlyList<string>)[.. r.Select(Clean),
            .. Enumerable.Repeat("", width - r.Count)])]);
    }
}
