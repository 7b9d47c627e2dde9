using System.Collections.Immutable;

namespace Deliberation.Formats.Tables;

/// <summary>One sheet of a workbook, or a whole text: its rows as they stand, and the lists found in them.</summary>
public sealed class TableSheet
{
    internal TableSheet(string name, bool hidden, ImmutableArray<TableRow> rows, IReadOnlyList<Merged> merged, char? separator,
        IEnumerable<TableNote>? notes = null)
    {
        (Name, Hidden) = (name, hidden);
        int used = rows.Length;
        while (used > 0 && rows[used - 1].IsBlank) used--;
        Rows = rows[..used];
        var finder = new ListFinder(Rows, name, merged, separator);
        Lists = finder.Find();
        NoList = finder.Why;
        Notes = [.. notes ?? [], .. finder.Notes];
    }

    /// <summary>As the workbook calls it; empty for a text.</summary>
    public string Name { get; }

    /// <summary>Whoever opens the workbook does not see it.</summary>
    public bool Hidden { get; }

    /// <summary>Rows from the first on, blank ones in between too, blank ones at the end not.</summary>
    public ImmutableArray<TableRow> Rows { get; }

    /// <summary>The lists in it, from the top down.</summary>
    public ImmutableArray<TableList> Lists { get; }

    /// <summary>Why there is no list in it; null when there is one.</summary>
    public Bilingual? NoList { get; }

    /// <summary>What is told: a title, rows left out, blank rows passed over.</summary>
    public ImmutableArray<TableNote> Notes { get; }
}
