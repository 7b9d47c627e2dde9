using Deliberation.Similarity;

namespace Deliberation.Formats;

/// <summary>Reads contributions: CSV with the columns <c>id</c> and <c>text</c> (or <c>testo</c>), others ignored.</summary>
public static class TextsReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <returns>The contributions in the file's order.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static TextCollection Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        int id = table.Column("id"), text = table.Column("text", "testo");
        return new TextCollection(table.Rows.Select(row => new Contribution(row[id].Text, row[text].Text, row[id].Line)));
    }
}
