using System.Globalization;
using Deliberation.Sortition;

namespace Deliberation.Formats;

/// <summary>
/// Reads a pool from two tables: quotas <c>category,feature,min,max</c> and people with an optional <c>id</c>, an optional
/// <c>address</c> and one column a category. Italian headings (<c>categoria, valore, minimo, massimo, indirizzo</c>) and semicolons serve as well.
/// </summary>
public static class PoolReader
{
    /// <summary>The most that a quota or a panel may ask for.</summary>
    public const int MostSeats = 1_000_000;

    private static readonly string[][] QuotaHeadings = [["category", "categoria"], ["feature", "valore"], ["min", "minimo"], ["max", "massimo"]];
    private static readonly string[] IdHeadings = ["id", "codice", "identificativo"];
    private static readonly string[] AddressHeadings = ["address", "indirizzo"];

    /// <summary>Reads and checks both tables.</summary>
    /// <param name="people">Table of people, with headings.</param>
    /// <param name="quotas">Table of quotas, with headings.</param>
    /// <param name="panelSize">Seats; 1 or more.</param>
    /// <param name="peopleFile">Name to use in messages.</param>
    /// <param name="quotasFile">Name to use in messages.</param>
    /// <param name="cancel">Asked every few hundred lines.</param>
    /// <exception cref="FlawedInputException">Every flaw with file, line, column and how to mend it (the first fifty).</exception>
    public static Pool Read(TextReader people, TextReader quotas, int panelSize, string peopleFile = "people", string quotasFile = "quotas", CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(quotas);
        var flaws = new List<Flaw>();
        var limits = Quotas(new PoolCsv(quotas, quotasFile, flaws), cancel);
        var persons = limits.Count == 0 ? [] : People(new PoolCsv(people, peopleFile, flaws), limits, cancel);
        if (flaws.Count > 0) throw new FlawedInputException(flaws);
        try
        {
            return new Pool(persons, limits, panelSize);
        }
        catch (FlawedInputException e)
        {
            throw new FlawedInputException([.. e.Flaws.Select(f => f with { File = f.Code.StartsWith("quota", StringComparison.Ordinal) ? quotasFile : peopleFile })]);
        }
    }

    private static List<Quota> Quotas(PoolCsv table, CancellationToken cancel)
    {
        var rows = table.Rows(cancel);
        var quotas = new List<Quota>();
        if (rows.Count == 0)
        {
            table.Tell("quotas.empty", 1, 1, "Il file delle quote è vuoto: la prima riga è category,feature,min,max.", "The file of quotas is empty: the first line is category,feature,min,max.");
            return quotas;
        }
        var columns = QuotaHeadings.Select(names => Find(rows[0], names)).ToArray();
        for (int h = 0; h < columns.Length; h++)
            if (columns[h] < 0) table.Tell("quotas.heading", rows[0].Line, 1, $"Manca la colonna «{QuotaHeadings[h][0]}» (o «{QuotaHeadings[h][1]}») nell'intestazione.", $"The heading “{QuotaHeadings[h][0]}” is missing.");
        if (columns.Any(c => c < 0)) return quotas;
        foreach (var row in rows.Skip(1))
        {
            if (!Complete(table, rows[0], row)) continue;
            bool whole = Whole(table, row, columns[2], out int min) & Whole(table, row, columns[3], out int max);
            if (whole) quotas.Add(new(row.Cells[columns[0]].Text, row.Cells[columns[1]].Text, min, max, row.Line));
        }
        if (rows.Count == 1) table.Tell("quotas.empty", rows[0].Line, 1, "Non c'è nessuna quota sotto l'intestazione: aggiungi una riga per ogni valore.", "There is no quota below the headings: add a row a feature.");
        return quotas;
    }

    private static List<Person> People(PoolCsv table, List<Quota> quotas, CancellationToken cancel)
    {
        var rows = table.Rows(cancel);
        var people = new List<Person>();
        if (rows.Count == 0)
        {
            table.Tell("people.empty", 1, 1, "Il file delle persone è vuoto: la prima riga è l'intestazione.", "The file of people is empty: the first line holds the headings.");
            return people;
        }
        string[] categories = [.. quotas.Select(q => q.Category).Distinct(StringComparer.OrdinalIgnoreCase)];
        var columns = categories.Select(c => Find(rows[0], [c])).ToArray();
        for (int c = 0; c < columns.Length; c++)
            if (columns[c] < 0) table.Tell("people.heading", rows[0].Line, 1, $"Manca la colonna «{categories[c]}», che ha delle quote: aggiungila o togli le quote.", $"The column “{categories[c]}”, which has quotas, is missing: add it or remove the quotas.");
        foreach (var twice in rows[0].Cells.Where(h => h.Text.Length > 0).GroupBy(h => h.Text, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            table.Tell("people.heading-twice", rows[0].Line, twice.Last().Column, $"La colonna «{twice.Key}» compare due volte: tienine una.", $"The column “{twice.Key}” appears twice: keep one.");
        if (columns.Any(c => c < 0)) return people;
        int id = Find(rows[0], IdHeadings), address = Find(rows[0], AddressHeadings);
        foreach (var row in rows.Skip(1))
        {
            if ((people.Count & 255) == 0) cancel.ThrowIfCancellationRequested();
            if (!Complete(table, rows[0], row)) continue;
            string name = id < 0 ? (people.Count + 1).ToString(CultureInfo.InvariantCulture) : row.Cells[id].Text;
            people.Add(new(name, [.. columns.Select(c => row.Cells[c].Text)], address < 0 ? null : row.Cells[address].Text, row.Line));
        }
        return people;
    }

    private static int Find(PoolRow headings, string[] names)
    {
        for (int i = 0; i < headings.Cells.Count; i++)
            if (names.Contains(headings.Cells[i].Text, StringComparer.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static bool Complete(PoolCsv table, PoolRow headings, PoolRow row)
    {
        if (row.Cells.Count == headings.Cells.Count) return true;
        table.Tell("csv.cells", row.Line, row.Cells[^1].Column,
            $"La riga ha {row.Cells.Count} celle ma l'intestazione {headings.Cells.Count}: controlla separatori e virgolette.",
            $"The line has {row.Cells.Count} cells but the headings {headings.Cells.Count}: check separators and quotes.");
        return false;
    }

    private static bool Whole(PoolCsv table, PoolRow row, int column, out int value)
    {
        var cell = row.Cells[column];
        if (int.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value is >= 0 and <= MostSeats) return true;
        table.Tell("quota.number", row.Line, cell.Column, $"«{cell.Text}» non è un numero intero da 0 a {MostSeats}.", $"“{cell.Text}” is not a whole number from 0 to {MostSeats}.");
        return false;
    }
}
