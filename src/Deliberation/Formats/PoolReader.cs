using System.Globalization;
using Deliberation.Sortition;

namespace Deliberation.Formats;

/// <summary>
/// Reads a pool from two tables: quotas <c>category,feature,min,max</c> and people with an optional <c>id</c>, an optional
/// <c>address</c> and one column a category. Italian headings (<c>categoria, valore, minimo, massimo, codice, indirizzo</c>) and semicolons
/// serve as well.
/// </summary>
public static class PoolReader
{
    /// <summary>The most seats that a quota may ask for.</summary>
    public const int MostSeats = 1_000_000;

    /// <summary>Reads and checks the quotas.</summary>
    /// <param name="reader">A table with headings; not closed.</param>
    /// <exception cref="FormatError">The first thing that is wrong (several, when they are of one kind): where, what, how to mend
    /// it.</exception>
    public static IReadOnlyList<Quota> ReadQuotas(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        int category = table.Column("category", "categoria"), feature = table.Column("feature", "valore");
        int min = table.Column("min", "minimo"), max = table.Column("max", "massimo");
        List<Quota> quotas = [.. table.Rows.Select(row => new Quota(
            row[category].Filled("la categoria", "The category"),
            row[feature].Filled("il valore", "The feature"),
            row[min].Whole(0, MostSeats, "un numero di posti", "a number of seats"),
            row[max].Whole(0, MostSeats, "un numero di posti", "a number of seats"),
            row[0].Line))];
        if (quotas.Count == 0)
            throw new FormatError(1, 1, "Sotto le intestazioni non c'è nessuna quota: aggiungi una riga per ogni valore.",
                "There is no quota below the headings: add a row a feature.");
        Pool.Refuse(Pool.WrongQuotas(quotas));
        return quotas;
    }

    /// <summary>Reads and checks the people.</summary>
    /// <param name="reader">A table with headings; not closed. Without a column <c>id</c> people are numbered from 1.</param>
    /// <param name="quotas">Says which columns are looked at; others are ignored.</param>
    /// <exception cref="FormatError">The first thing that is wrong (several, when they are of one kind): where, what, how to mend
    /// it.</exception>
    public static IReadOnlyList<Person> ReadPeople(TextReader reader, IReadOnlyList<Quota> quotas)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(quotas);
        var table = TextsTable.Read(reader);
        int[] columns = [.. Pool.CategoriesOf(quotas).Select(c => table.Column(c))];
        int? id = table.OptionalColumn("id", "codice", "identificativo"), address = table.OptionalColumn("address", "indirizzo");
        List<Person> people = [.. table.Rows.Select((row, i) => new Person(
            id is { } named ? row[named].Filled("l'identificativo", "The id") : (i + 1).ToString(CultureInfo.InvariantCulture),
            [.. columns.Select(c => row[c].Text)],
            address is { } at ? row[at].Text : null,
            row[0].Line))];
        if (people.Count == 0)
            throw new FormatError(1, 1, "Sotto le intestazioni non c'è nessuna persona: aggiungi una riga per ognuna.",
                "There is nobody below the headings: add a row a person.");
        Pool.Refuse(Pool.WrongPeople(people, quotas));
        return people;
    }

    /// <summary>Reads both tables.</summary>
    /// <param name="people">As for <see cref="ReadPeople"/>.</param>
    /// <param name="quotas">As for <see cref="ReadQuotas"/>.</param>
    /// <param name="panelSize">Seats; 1 or more.</param>
    /// <exception cref="FormatError">As for both, or the size does not fit.</exception>
    public static Pool Read(TextReader people, TextReader quotas, int panelSize)
    {
        var limits = ReadQuotas(quotas);
        return new Pool(ReadPeople(people, limits), limits, panelSize);
    }
}
