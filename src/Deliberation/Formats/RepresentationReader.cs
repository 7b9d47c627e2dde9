using Deliberation.Formats.Tables;
using Deliberation.Statistics;

namespace Deliberation.Formats;

/// <summary>
/// Reads participants and population: CSV <c>category,feature,population</c> with the column <c>participants</c>, or
/// with a second table of people, one a line, whose columns are the categories.
/// </summary>
public static class RepresentationReader
{
    /// <summary>Reads a table that has the participants already counted.</summary>
    /// <param name="population">CSV <c>category,feature,population,participants</c>.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static RepresentationTable Read(TextReader population)
    {
        ArgumentNullException.ThrowIfNull(population);
        var table = TextsTable.Read(population);
        int participants = table.Column("participants", "partecipanti");
        return new RepresentationTable(Cells(table,
            row => row[participants].Whole(0, int.MaxValue, "un numero di persone", "a number of people")));
    }

    /// <summary>Counts people, one a line, in the categories of the population.</summary>
    /// <param name="people">CSV with a column for each category of the population; an empty cell is an unknown value.</param>
    /// <returns>For each category and value how many people have it.</returns>
    /// <exception cref="FormatError">The file is not a table; the error says where and how to mend it.</exception>
    public static PeopleCount ReadPeople(TextReader people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var table = TextsTable.Read(people);
        return new PeopleCount(table.Headings.Select((heading, column) => (heading.Text, Column: column)).ToDictionary(
            pair => pair.Text, pair =>
                (IReadOnlyList<TableCell>)[.. table.Rows.Select(row => row[pair.Column])], StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Reads a population and sets the people counted beside it.</summary>
    /// <param name="population">CSV <c>category,feature,population</c>.</param>
    /// <param name="people">The people counted.</param>
    /// <returns>The table.</returns>
    /// <exception cref="FormatError">The file is not such a table, or the people lack a category or have a value that it
    /// lacks; the error says where and how to mend it.</exception>
    public static RepresentationTable Read(TextReader population, PeopleCount people)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(people);
        var table = TextsTable.Read(population);
        int category = table.Column("category", "categoria"), feature = table.Column("feature", "valore");
        var known = table.Rows.GroupBy(row => row[category].Text)
            .ToDictionary(group => group.Key, group => group.Select(row => row[feature].Text).ToHashSet());
        foreach (var (name, values) in known) people.RefuseOthers(name, values,
            table.Rows.First(row => row[category].Text == name)[category]);
        return new RepresentationTable(Cells(table, row => people.Of(row[category].Text, row[feature].Text)));
    }

    private static IEnumerable<RepresentationCell> Cells(TextsTable table, Func<List<TableCell>, int> participants)
    {
        int category = table.Column("category", "categoria"), feature = table.Column("feature", "valore"),
            population = table.Column("population", "popolazione");
        return table.Rows.Select(row => new RepresentationCell(
            row[category].Filled("la categoria", "The category"), row[feature].Filled("il valore", "The value"), participants(row),
            row[population].Number(0, "un numero di abitanti", "a number of inhabitants"), row[category].Line));
    }
}

/// <summary>People counted by category and value.</summary>
public sealed class PeopleCount
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TableCell>> _columns;

    internal PeopleCount(IReadOnlyDictionary<string, IReadOnlyList<TableCell>> columns) => _columns = columns;

    internal int Of(string category, string feature) => _columns[category].Count(cell => cell.Text == feature);

    internal void RefuseOthers(string category, IReadOnlySet<string> values, TableCell where)
    {
        if (!_columns.TryGetValue(category, out var cells))
            throw where.Refused(
                $"Le persone non hanno la colonna «{category}»: aggiungila o togli la categoria.",
                $"The people have no column \"{category}\": add it or remove the category.");
        foreach (var cell in cells.Where(cell => cell.Text.Length > 0 && !values.Contains(cell.Text)))
            throw where.Refused(
                $"Alla riga {cell.Line} delle persone «{category}» è «{cell.Text}», che la popolazione non ha: correggi l'uno o l'altra.",
                $"On line {cell.Line} of the people \"{category}\" is \"{cell.Text}\", which the population lacks: mend one or the other.");
    }
}
