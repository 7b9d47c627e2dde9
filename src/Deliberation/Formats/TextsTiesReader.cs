using Deliberation.Statistics;

namespace Deliberation.Formats;

/// <summary>Reads who is tied to whom: CSV <c>one,other</c> (or <c>da,a</c>); a line with an empty second cell is an actor without
/// ties.</summary>
public static class TextsTiesReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <returns>The network.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static Network Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        int one = table.Column("one", "da"), other = table.Column("other", "a");
        var actors = table.Rows.Select(row => row[one].Filled("il nome dell'attore", "The actor's name")).ToList();
        return new Network(
            table.Rows.Where(row => row[other].Text.Length > 0)
                .Select(row => new Tie(row[one].Text, row[other].Text, row[one].Line)), actors);
    }
}
