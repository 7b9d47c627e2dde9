using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Deliberation.Formats.Tables;

/// <summary>Writes a spreadsheet of one sheet (OASIS ODF 1.3 parts 2 and 3), row by row: texts as texts, numbers and days with their
/// type.</summary>
/// <remarks>The stream is written without waiting: give a buffer where an answer does not allow it. A sheet has at most 1,048,576 rows,
/// 16,384 columns and 100,000 characters in a cell, as the spreadsheets that read it.</remarks>
public sealed class OdsWriter : IDisposable
{
    /// <summary>Rows of a sheet.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Columns of a row.</summary>
    public const int MostColumns = 16_384;

    private const string Mime = "application/vnd.oasis.opendocument.spreadsheet";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0", Form = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = true };

    private readonly ZipArchive _zip;
    private readonly Stream _part;
    private readonly XmlWriter _xml;
    private int _rows;
    private bool _finished;

    /// <summary>Begins the file.</summary>
    /// <param name="to">Where it goes; not closed.</param>
    /// <param name="sheet">What the sheet is called.</param>
    public OdsWriter(Stream to, string sheet)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(sheet);
        _zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        // The first entry says what the file is, unpacked (part 2, 3.3).
        using (var mime = new StreamWriter(_zip.CreateEntry("mimetype", CompressionLevel.NoCompression).Open(), new UTF8Encoding(false)))
            mime.Write(Mime);
        WriteManifest();
        _part = _zip.CreateEntry("content.xml", CompressionLevel.Optimal).Open();
        _xml = XmlWriter.Create(_part, s_settings);
        Begin(sheet);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="cells">Text, <see cref="int"/>, <see cref="decimal"/>, <see cref="DateOnly"/>, <see cref="DateTime"/>, or null for
    /// a blank cell.</param>
    /// <param name="bold">A row of headings.</param>
    /// <exception cref="FormatError">It passes a limit of a sheet.</exception>
    public void Write(IReadOnlyList<object?> cells, bool bold = false)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (++_rows > MostRows) throw TableLimits.TooMany(CellPlace.InSheet(_rows, 0), $"Un foglio ha al massimo {MostRows} righe.",
            $"A sheet has {MostRows} rows at most.");
        if (cells.Count > MostColumns) throw TableLimits.TooMany(CellPlace.InSheet(_rows, cells.Count),
            $"Un foglio ha al massimo {MostColumns} colonne.", $"A sheet has {MostColumns} columns at most.");
        _xml.WriteStartElement("table-row", Table);
        foreach (var (n, cell) in cells.Index()) WriteCell(cell, bold, n + 1);
        _xml.WriteEndElement();
    }

    /// <summary>Ends the file.</summary>
    public void Finish()
    {
        if (_finished) return;
        _finished = true;
        _xml.WriteEndDocument();
        _xml.Dispose();
        _part.Dispose();
        _zip.Dispose();
    }

    /// <summary>Ends the file where <see cref="Finish"/> did not.</summary>
    public void Dispose() => Finish();

    private void WriteManifest()
    {
        using var part = _zip.CreateEntry("META-INF/manifest.xml", CompressionLevel.Optimal).Open();
        using var xml = XmlWriter.Create(part, s_settings);
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("version", Manifest, "1.3");
        foreach (var (path, type) in new[] { ("/", Mime), ("content.xml", "text/xml") })
        {
            xml.WriteStartElement("file-entry", Manifest);
            xml.WriteAttributeString("full-path", Manifest, path);
            xml.WriteAttributeString("media-type", Manifest, type);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Begin(string sheet)
    {
        _xml.WriteStartElement("office", "document-content", Office);
        foreach (var (prefix, space) in new[] { ("table", Table), ("text", Words), ("style", Style), ("number", Number), ("fo", Form) })
            _xml.WriteAttributeString("xmlns", prefix, null, space);
        _xml.WriteAttributeString("version", Office, "1.3");
        _xml.WriteStartElement("automatic-styles", Office);
        DateStyle("day-form", false);
        DateStyle("moment-form", true);
        CellStyle("head", null, () =>
        {
            _xml.WriteStartElement("text-properties", Style);
            _xml.WriteAttributeString("font-weight", Form, "bold");
            _xml.WriteEndElement();
        });
        CellStyle("day", "day-form", null);
        CellStyle("moment", "moment-form", null);
        _xml.WriteEndElement();
        _xml.WriteStartElement("body", Office);
        _xml.WriteStartElement("spreadsheet", Office);
        _xml.WriteStartElement("table", Table);
        _xml.WriteAttributeString("name", Table, sheet);
    }

    private void CellStyle(string name, string? data, Action? more)
    {
        _xml.WriteStartElement("style", Style);
        _xml.WriteAttributeString("name", Style, name);
        _xml.WriteAttributeString("family", Style, "table-cell");
        if (data is not null) _xml.WriteAttributeString("data-style-name", Style, data);
        more?.Invoke();
        _xml.WriteEndElement();
    }

    // 02/03/2026, and 02/03/2026 10:30
    private void DateStyle(string name, bool time)
    {
        _xml.WriteStartElement("date-style", Number);
        _xml.WriteAttributeString("name", Style, name);
        Part("day", true);
        Between("/");
        Part("month", true);
        Between("/");
        Part("year", true);
        if (time)
        {
            Between(" ");
            Part("hours", true);
            Between(":");
            Part("minutes", true);
        }

        _xml.WriteEndElement();

        void Part(string part, bool isLong)
        {
            _xml.WriteStartElement(part, Number);
            if (isLong) _xml.WriteAttributeString("style", Number, "long");
            _xml.WriteEndElement();
        }

        void Between(string text) => _xml.WriteElementString("text", Number, text);
    }

    private void WriteCell(object? cell, bool bold, int column)
    {
        _xml.WriteStartElement("table-cell", Table);
        if (bold) _xml.WriteAttributeString("style-name", Table, "head");
        switch (cell)
        {
            case null or "": break;
            case string text: Typed("string", null, null, text, column); break;
            case int number: Typed("float", "value", number.ToString(CultureInfo.InvariantCulture), null, column); break;
            case decimal number: Typed("float", "value", number.ToString(CultureInfo.InvariantCulture), null, column); break;
            case DateOnly day:
                Dated("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), column); break;
            case DateTime at:
                Dated("moment", at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                at.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture), column); break;
            default: throw new ArgumentException($"A cell holds words, days and numbers, no {cell.GetType().Name}.", nameof(cell));
        }

        _xml.WriteEndElement();
    }

    private void Dated(string style, string value, string shown, int column)
    {
        _xml.WriteAttributeString("style-name", Table, style);
        Typed("date", "date-value", value, shown, column);
    }

    private void Typed(string type, string? attribute, string? value, string? shown, int column)
    {
        _xml.WriteAttributeString("value-type", Office, type);
        if (attribute is not null) _xml.WriteAttributeString(attribute, Office, value);
        string text = Readable(shown ?? value!);
        if (text.Length > 100_000) throw TableLimits.TooMany(CellPlace.InSheet(_rows, column),
            $"La cella {CellPlace.InSheet(_rows, column)} ha più di 100.000 caratteri.",
            $"Cell {CellPlace.InSheet(_rows, column)} has more than 100,000 characters.");
        foreach (string line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')) Paragraph(line);
    }

    // Blanks in a row, at the beginning and at the end are elements: the text alone would lose them (part 3, 6.1.2).
    private void Paragraph(string line)
    {
        _xml.WriteStartElement("p", Words);
        int from = 0;
        while (from < line.Length)
        {
            int to = from;
            if (line[from] == '\t')
            {
                _xml.WriteStartElement("tab", Words);
                _xml.WriteEndElement();
                from++;
            }
            else if (line[from] == ' ' && (from == 0 || from == line.Length - 1 || line[from + 1] == ' ' || line[from - 1] == '\t'))
            {
                while (to < line.Length && line[to] == ' ') to++;
                _xml.WriteStartElement("s", Words);
                _xml.WriteAttributeString("c", Words, (to - from).ToString(CultureInfo.InvariantCulture));
                _xml.WriteEndElement();
                from = to;
            }
            else
            {
                do to++;
                while (to < line.Length && line[to] != '\t' && !(line[to] == ' ' && (to == line.Length - 1 || line[to + 1] == ' ')));
                _xml.WriteString(line[from..to]);
                from = to;
            }
        }

        _xml.WriteEndElement();
    }

    // What XML cannot hold is shown as a character that could not be read.
    private static string Readable(string text)
    {
        string whole = Headings.Whole(text);
        return whole.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)) ? whole
            : string.Concat(whole.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
    }
}
