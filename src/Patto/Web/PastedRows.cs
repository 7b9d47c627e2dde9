using Deliberation.Formats;
using Deliberation.Formats.Tables;
using Patto.Database;
using Patto.Localization;

namespace Patto.Web;

/// <summary>A column of a form that is a table, as people call it.</summary>
/// <param name="Heading">As it stands on the page, Italian.</param>
/// <param name="Also">What else spreadsheets call it.</param>
public sealed record PastedColumn(string Heading, params IReadOnlyList<string> Also)
{
    internal bool IsCalled(string text) => Also.Append(Heading).Any(h => NameOrder.SameKey(h) == NameOrder.SameKey(text));
}

/// <summary>Rows pasted into a form, as a spreadsheet copies them: cells parted by tabs, with or without the row of headings.</summary>
public sealed class PastedRows
{
    public const int Most = 300;

    private PastedRows(IReadOnlyList<TableRow> rows, IReadOnlyList<int?> places) => (Rows, _places) = (rows, places);

    private readonly IReadOnlyList<int?> _places;

    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>The cells of a row, one for each column of the form.</summary>
    public IReadOnlyList<TableCell> CellsOf(TableRow row) =>
        [.. _places.Select(place => place is { } at ? row[at] : new TableCell("", row.Cells[0].Place))];

    /// <summary>Reads what was pasted. A first row with a heading of the form in every filled cell says which column is which; otherwise
    /// they are in the order of the form.</summary>
    /// <exception cref="RuleViolation">It cannot be read, at <paramref name="field"/>.</exception>
    public static PastedRows Read(string? text, IReadOnlyList<PastedColumn> columns, string field)
    {
        var rows = Cut(text ?? "", field);
        RuleViolation.UnlessAt(field, rows.Count > 0, "pasted.empty", "Incolla almeno una riga.");
        var headed = rows[0].Cells.Any(c => !c.IsBlank)
            && rows[0].Cells.Where(c => !c.IsBlank).All(c => columns.Any(column => column.IsCalled(c.Text)));
        if (headed) rows = rows[1..];
        RuleViolation.UnlessAt(field, rows.Count > 0, "pasted.empty", "Incolla almeno una riga.");
        RuleViolation.UnlessAt(field, rows.Count <= Most, "pasted.many", "Righe: {0}. Il massimo per volta è {1}.", rows.Count,
            Most);
        var first = headed ? Cut(text!, field)[0] : null;
        List<int?> places = [.. columns.Select((column, at) => first is null ? at + 1
            : Enumerable.Range(1, first.Width).Where(n => column.IsCalled(first[n].Text)).Select(n => (int?)n).FirstOrDefault())];
        var most = first is null ? columns.Count : first.Width;
        foreach (var row in rows) RuleViolation.UnlessAt(field, row.Width <= most, "pasted.wide",
            "Riga {0}: le colonne qui sono {1}, nella tabella {2}. Controlla che siano nello stesso ordine.", row.Number, row.Width, most);
        return new(rows, places);
    }

    private static List<TableRow> Cut(string text, string field)
    {
        try
        {
            var table = TableFile.Parse(text, new TableOptions { Separator = text.Contains('\t', StringComparison.Ordinal) ? '\t' : null });
            // The first row need not be headings: that a later one does not fit them is no error here.
            if (table.Errors.Except(table.Lists.SelectMany(l => l.Errors)).FirstOrDefault() is { } wrong) throw wrong;
            return [.. table.Sheets.SelectMany(s => s.Rows).Where(r => !r.IsBlank)];
        }
        catch (FormatError fault)
        {
            throw new RuleViolation("pasted.form", "{0}", Texts.IsEnglish ? fault.Text.English : fault.Text.Italian) { Field = field };
        }
    }
}
