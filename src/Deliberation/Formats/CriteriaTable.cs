using System.Collections.Immutable;
using System.Globalization;
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
    /// <summary>Reads a whole table. Comma or semicolon, whichever the header uses; a point for decimals.</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static CriteriaTable Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lines = new TextLines(reader);
        string header = lines.NextFilled()
            ?? throw new FormatError(1, 0, "Il file è vuoto: la prima riga dà i nomi dei criteri.",
                "The file is empty: the first line names the criteria.");
        var columns = new Columns(lines, header, header.Contains(';', StringComparison.Ordinal) ? ';' : ',');
        int option = columns.Required("option");
        int[] criteria = [.. Enumerable.Range(0, columns.Names.Length).Where(column => column != option)];
        var rows = new Dictionary<string, ImmutableArray<double>>(StringComparer.Ordinal);
        var options = new List<string>();
        while (lines.NextFilled() is { } line)
        {
            Field[] values = columns.Values(line);
            string name = values[option].Text;
            if (!rows.TryAdd(name, [.. criteria.Select(column => Number(values[column], lines.Number))]))
                throw new FormatError(lines.Number, values[option].Column, $"«{name}» compare due volte.", $"“{name}” appears twice.");
            if (name is not ("weight" or "less")) options.Add(name);
        }

        return new CriteriaTable(
            [.. options],
            [.. criteria.Select((column, k) => new Criterion(
                columns.Names[column].Text, rows.TryGetValue("weight", out var weights) ? weights[k]
                    : 1, rows.TryGetValue("less", out var less) && less[k] != 0))],
            [.. options.Select(name => rows[name])]);
    }

    private static double Number(Field cell, int line) =>
        double.TryParse(cell.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out double number) && double.IsFinite(number)
            ? number
            : throw new FormatError(
                line, cell.Column,
                $"«{cell.Text}» non è un numero: scrivi cifre con il punto per i decimali.",
                $"“{cell.Text}” is not a number: write digits, with a point for decimals.");
}
