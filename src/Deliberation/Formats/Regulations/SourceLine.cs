namespace Deliberation.Formats.Regulations;

/// <summary>A line of a paste or a paragraph of a word processor, with its automatic number written before it.</summary>
internal sealed class SourceLine(string text)
{
    internal string Text { get; set; } = text;

    /// <summary>A paragraph of a word processor: the next one does not go on with its sentence.</summary>
    internal bool Whole { get; init; }

    /// <summary>A style or an outline level says that it is a heading.</summary>
    internal bool Heading { get; init; }

    /// <summary>Nothing that follows belongs to its heading.</summary>
    internal bool Complete { get; init; }

    /// <summary>The style of the title of the whole.</summary>
    internal bool Title { get; init; }

    /// <summary>A line of the table of contents that the word processor made.</summary>
    internal bool Contents { get; init; }

    /// <summary>It begins no part, whatever it looks like.</summary>
    internal bool Literal { get; init; }

    /// <summary>What its style says it is; null where no style of ours says it.</summary>
    internal LineRole? Role { get; init; }

    /// <summary>Its number as it is printed, where a style of ours says which it is; it stands no more in the text then.</summary>
    internal string Mark { get; init; } = "";

    /// <summary>A run of ours says that the part is gone.</summary>
    internal bool Gone { get; init; }

    /// <summary>The words of it that are the title of the whole.</summary>
    internal string Name { get; init; } = "";

    internal IReadOnlyList<string> Notes { get; init; } = [];

    internal IReadOnlyList<IReadOnlyList<string>>? Table { get; init; }

    /// <summary>A table, its rows made as long as the longest.</summary>
    internal static SourceLine Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int width = rows.Max(r => r.Count);
        return new("")
        {
            Whole = true,
            Table = [.. rows.Select(r => (IReadOnlyList<string>)[.. r, .. Enumerable.Repeat("", width - r.Count)])],
        };
    }

    /// <summary>What stands in one cell, as one text; a table inside is a line for each of its rows.</summary>
    internal static string CellOf(IEnumerable<SourceLine> inside) => SourceText.CleanOf(string.Join("\n", inside.Select(l =>
        l.Table is { } table ? string.Join("\n", table.Select(r => string.Join(" · ", r))) : l.Text)).Trim());

    internal bool Blank => Table is null && string.IsNullOrWhiteSpace(Text);
}
