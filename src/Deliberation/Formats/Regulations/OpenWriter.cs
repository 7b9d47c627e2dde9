using System.Globalization;
using System.Xml;

namespace Deliberation.Formats.Regulations;

/// <summary>Writes paragraphs, tables and footnotes as an OpenDocument text (OASIS ODF 1.3 part 3).</summary>
internal sealed class OpenWriter : IDisposable
{
    internal const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", Cells = "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        Form = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", Meta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        Dublin = "http://purl.org/dc/elements/1.1/";

    private readonly XmlWriter _xml;
    private int _notes, _tables;

    internal OpenWriter(Stream content)
    {
        _xml = XmlWriter.Create(content, OfficeParts.Settings);
        Root(_xml, "document-content");
        OpenStyles.WriteTables(_xml);
        _xml.WriteStartElement("body", Office);
        _xml.WriteStartElement("text", Office);
    }

    public void Dispose() => _xml.Dispose();

    internal void Write(Block block)
    {
        if (block.Table is { } table) Table(table);
        Paragraph(block);
    }

    internal void Finish() => _xml.WriteEndDocument();

    /// <summary>Begins a part of the file, with all names that it may use.</summary>
    internal static void Root(XmlWriter xml, string element)
    {
        xml.WriteStartElement("office", element, Office);
        foreach (var (prefix, space) in new[] { ("text", Words), ("table", Cells), ("style", Style), ("fo", Form), ("meta", Meta), ("dc",
            Dublin) }) xml.WriteAttributeString("xmlns", prefix, null, space);
        xml.WriteAttributeString("version", Office, "1.3");
    }

    private void Paragraph(Block block)
    {
        string style = SheetStyles.Of(block);
        int outline = SheetStyles.OutlineOf(style);
        _xml.WriteStartElement(outline > 0 ? "h" : "p", Words);
        _xml.WriteAttributeString("style-name", Words, OpenStyles.NameOf(style));
        if (outline > 0) _xml.WriteAttributeString("outline-level", Words, Text(outline));
        foreach (var piece in block.Pieces) Write(piece);
        _xml.WriteEndElement();
    }

    private void Write(Piece piece)
    {
        if (piece.Kind == WordsKind.Note) { Note(piece.Text); return; }
        string? style = OfficeParts.StyleOf(piece.Kind);
        if (style is not null)
        {
            _xml.WriteStartElement("span", Words);
            _xml.WriteAttributeString("style-name", Words, style);
        }
        Said(piece.Text);
        if (style is not null) _xml.WriteEndElement();
    }

    // Blanks in a row, and those beside the border of an element, are elements: the text alone would lose them (part 3, 6.1.2).
    private void Said(string text)
    {
        foreach (var (sign, words) in OfficeParts.Signs(text))
        {
            if (sign != '\0') { _xml.WriteStartElement(sign == '\t' ? "tab" : "line-break", Words); _xml.WriteEndElement(); continue; }
            for (int from = 0, to; from < words.Length; from = to)
            {
                for (to = from; to < words.Length && words[to] == ' '; to++) { }
                bool alone = to == from + 1 && from > 0 && to < words.Length;
                if (to > from && !alone) Blanks(to - from);
                else if (alone) _xml.WriteString(" ");
                else
                {
                    to = words.IndexOf(' ', from) is >= 0 and var blank ? blank : words.Length;
                    _xml.WriteString(words[from..to]);
                }
            }
        }
    }

    private void Blanks(int count)
    {
        _xml.WriteStartElement("s", Words);
        _xml.WriteAttributeString("c", Words, Text(count));
        _xml.WriteEndElement();
    }

    private void Note(string note)
    {
        _xml.WriteStartElement("note", Words);
        _xml.WriteAttributeString("id", Words, "ftn" + Text(++_notes));
        _xml.WriteAttributeString("note-class", Words, "footnote");
        _xml.WriteElementString("note-citation", Words, Text(_notes));
        _xml.WriteStartElement("note-body", Words);
        Lines(" " + note, OpenStyles.NameOf(SheetStyles.Note));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void Lines(string text, string style)
    {
        foreach (string line in text.Split('\n'))
        {
            _xml.WriteStartElement("p", Words);
            _xml.WriteAttributeString("style-name", Words, style);
            Said(line);
            _xml.WriteEndElement();
        }
    }

    private void Table(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _xml.WriteStartElement("table", Cells);
        _xml.WriteAttributeString("name", Cells, "Tabella" + Text(++_tables));
        _xml.WriteAttributeString("style-name", Cells, LineStyles.Table);
        _xml.WriteStartElement("table-column", Cells);
        _xml.WriteAttributeString("number-columns-repeated", Cells, Text(rows[0].Count));
        _xml.WriteEndElement();
        // The first row comes again on each page; a table that has none else keeps it.
        if (rows.Count > 1) _xml.WriteStartElement("table-header-rows", Cells);
        Row(rows[0], LineStyles.Head);
        if (rows.Count > 1) _xml.WriteEndElement();
        foreach (var row in rows.Skip(1)) Row(row, LineStyles.Cell);
        _xml.WriteEndElement();
    }

    private void Row(IReadOnlyList<string> cells, string style)
    {
        _xml.WriteStartElement("table-row", Cells);
        foreach (string cell in cells)
        {
            _xml.WriteStartElement("table-cell", Cells);
            _xml.WriteAttributeString("style-name", Cells, LineStyles.Cell);
            _xml.WriteAttributeString("value-type", Office, "string");
            Lines(cell, style);
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
