using System.Collections.Immutable;
using Deliberation.Formats.Tables;
using Deliberation.Priorities;

namespace Deliberation.Formats;

/// <summary>
/// Options measured by several criteria: a column <c>option</c>, then one column a criterion. The row <c>weight</c> gives
/// weights (without it all weigh the same); the row <c>less</c> has 1 where less is better; every other row is an option.
/// </summary>
/// <param name="Options">Names of the options.</param>
/// <param name="Criteria">The criteria with their weights.</param>
/// <param name="Measures">One row for each option, one number for each criterion.</param>
public sealed record CriteriaTable(
    ImmutableArray<string> Options, ImmutableArray<Criterion> Criteria, ImmutableArray<ImmutableArray<double>> Measures)
{
    /// <summary>Reads a whole table, parted by any separator.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <param name="decimals">What parts the decimals; null to find it, and to stop where nothing settles it.</param>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static CriteriaTable Read(TextReader reader, DecimalStyle? decimals = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.ReadShort(reader, new("Il file è vuoto: la prima riga dà i nomi dei criteri.",
            "The file is empty: the first line names the criteria."));
        int option = table.Column("option", "opzione");
        int[] criteria = [.. Enumerable.Range(0, table.Headings.Count).Where(column => column != option)];
        var figures = criteria.Select(column => Figures([.. table.Rows.Select(row => row[column])], table.IsItalian, decimals)).ToList();
        var rows = new Dictionary<string, ImmutableArray<double>>(StringComparer.Ordinal);
        var options = new List<string>();
        foreach (var (n, row) in table.Rows.Index())
        {
            string name = row[option].Text;
            if (!rows.TryAdd(name, [.. figures.Select(column => column[n])]))
                throw row[option].Refused($"«{name}» compare due volte.", $"“{name}” appears twice.");
            if (name is not ("weight" or "less")) options.Add(name);
        }

        return new CriteriaTable(
            [.. options],
            [.. criteria.Select((column, k) => new Criterion(
                table.Headings[column].Text, rows.TryGetValue("weight", out var weights) ? weights[k]
                    : 1, rows.TryGetValue("less", out var less) && less[k] != 0))],
            [.. options.Select(name => rows[name])]);
    }

    private static double[] Figures(TableCell[] cells, bool italian, DecimalStyle? decimals)
    {
        var column = NumberColumn.Read(cells, italian, decimals);
        foreach (var (cell, value) in cells.Zip(column.Values))
        {
            if (value is null && (cell.IsBlank || column.Errors.Any(error => error.Place == cell.Place))) throw cell.Refused(
                $"«{cell.Shown}» non è un numero: scrivi cifre, come 1.234,56.", $"“{cell.Shown}” is not a number: write digits, as 1234.56.");
        }

        return column.Question is { } open ? throw open.AsError("--decimal") : [.. column.Values.Select(value => (double)value!.Value)];
    }
}
