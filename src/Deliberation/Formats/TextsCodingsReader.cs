using Deliberation.Statistics;

namespace Deliberation.Formats;

/// <summary>Reads who found what in which passage: CSV <c>unit,coder,code</c> (or <c>brano,lettore,codice</c>).</summary>
public static class TextsCodingsReader
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <returns>The codings.</returns>
    /// <exception cref="FormatError">The file is not such a table; the error says where and how to mend it.</exception>
    public static CodingTable Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.Read(reader);
        int unit = table.Column("unit", "brano"), coder = table.Column("coder", "lettore"), code = table.Column("code", "codice");
        return new CodingTable(table.Rows.Select(row => new Coding(row[unit].Text, row[coder].Text, row[code].Text, row[unit].Line)));
    }
}
