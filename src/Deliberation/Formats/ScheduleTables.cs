using System.Collections.Immutable;
using System.Globalization;
using Deliberation.Formats.Tables;
using Deliberation.Schedules;

namespace Deliberation.Formats;

/// <summary>Tables about schedules: sessions, places, guests, parted by any separator.</summary>
public static class ScheduleTables
{
    /// <summary>Sessions: <c>session</c>, optional <c>title</c>, <c>callers</c> (names with + between), <c>seats</c>, <c>access</c> (1 or
    /// 0).</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static ImmutableArray<Session> ReadSessions(TextReader reader) => Rows(reader, "session", (row, line) => new Session(
        row["session"].Text,
        row.TryGetValue("title", out TableCell title) && title.Text.Length > 0 ? title.Text : row["session"].Text,
        row.TryGetValue("callers", out TableCell callers)
        ? [.. callers.Text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [],
        Whole(row, "seats", 0), Whole(row, "access", 0) > 0, line));

    /// <summary>Places: <c>place</c>, optional <c>seats</c> (empty = any number) and <c>accessible</c> (1 or 0; empty = 1).</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static ImmutableArray<Place> ReadPlaces(TextReader reader) => Rows(reader, "place", (row, line) => new Place(
        row["place"].Text, Whole(row, "seats", int.MaxValue), Whole(row, "accessible", 1) > 0, line));

    /// <summary>Guests: <c>id</c>, then one column for each feature to be mixed.</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static ImmutableArray<Guest> ReadGuests(TextReader reader) => Rows(reader, "id", (row, line) => new Guest(
        row["id"].Text, [.. row.Where(cell => !cell.Key.Equals("id", StringComparison.OrdinalIgnoreCase)).Select(cell => cell.Value.Text)],
            line));

    private static ImmutableArray<T> Rows<T>(TextReader reader, string required, Func<IReadOnlyDictionary<string, TableCell>, int, T> make)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.ReadShort(reader, new("Il file è vuoto: la prima riga dà i nomi delle colonne.",
            "The file is empty: the first line names the columns."));
        table.Column(required);
        var rows = ImmutableArray.CreateBuilder<T>();
        foreach (var values in table.Rows)
        {
            var row = new OrderedDictionary<string, TableCell>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < table.Headings.Count; i++) row[table.Headings[i].Text] = values[i];
            rows.Add(make(row, values[0].Line));
        }

        return rows.ToImmutable();
    }

    private static int Whole(IReadOnlyDictionary<string, TableCell> row, string column, int missing)
    {
        if (!row.TryGetValue(column, out TableCell cell) || cell.Text.Length == 0) return missing;
        return int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw cell.Refused(
                $"«{cell.Text}» non va bene: nella colonna «{column}» ci vuole un numero intero.",
                $"“{cell.Text}” will not do: column “{column}” needs a whole number.");
    }
}
