using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>Small workbooks as two spreadsheets write them.</summary>
internal static class Workbooks
{
    private static readonly XNamespace s_main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace s_link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace s_links = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace s_office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace s_table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace s_text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>An archive of these parts.</summary>
    internal static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>One sheet; a cell is a text, a number, a day, a yes or no, or null.</summary>
    internal static byte[] Xlsx(IReadOnlyList<object?[]> rows, bool shared = true, int blankRowsAfter = 0)
    {
        var texts = new List<string>();
        var sheet = new XElement(s_main + "sheetData", rows.Select((row, r) => new XElement(s_main + "row", new XAttribute("r", r + 1),
            row.Select((cell, c) => Cell(cell, $"{CellPlace.LetterOf(c + 1)}{r + 1}", shared, texts)))),
            Enumerable.Range(rows.Count + 1, blankRowsAfter).Select(r => new XElement(s_main + "row", new XAttribute("r", r),
                new XElement(s_main + "c", new XAttribute("r", $"A{r}"), new XAttribute("s", 1)))));
        return Zip([("xl/worksheets/sheet1.xml", Text(new XElement(s_main + "worksheet", sheet))),
            ("xl/sharedStrings.xml", Text(new XElement(s_main + "sst",
                texts.Select(text => new XElement(s_main + "si", Preserved(text)))))),
            .. Frame()]);
    }

    /// <summary>The parts round the sheets: styles 0 as it is, 1 a day, 2 a day in a format of its own, 3 five figures with
    /// zeros.</summary>
    internal static (string, string)[] Frame(string sheets = "<sheet name='Elenco' sheetId='1' r:id='rId1'/>", string book = "") =>
    [
        ("xl/workbook.xml", $"<workbook xmlns='{s_main}' xmlns:r='{s_link}'>{book}<sheets>{sheets}</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", Text(new XElement(s_links + "Relationships", Relation("rId1", "worksheet", "worksheets/sheet1.xml"),
            Relation("rId2", "sharedStrings", "sharedStrings.xml"), Relation("rId3", "styles", "/xl/styles.xml"),
                Relation("rId4", "worksheet", "worksheets/sheet2.xml")))),
        ("xl/styles.xml", $"<styleSheet xmlns='{s_main}'><numFmts><numFmt numFmtId='165' formatCode='[$-410]d\\ mmmm\\ "
            + "yyyy;@'/><numFmt numFmtId='166' formatCode='00000'/></numFmts>"
            + "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf "
                + "numFmtId='165'/><xf numFmtId='166'/></cellXfs></styleSheet>"),
        ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
    ];

    private static XElement Relation(string id, string kind, string part) => new(s_links + "Relationship", new XAttribute("Id", id),
        new XAttribute("Type", $"{s_link}/{kind}"), new XAttribute("Target", part));

    private static XElement Cell(object? cell, string place, bool shared, List<string> texts)
    {
        var element = new XElement(s_main + "c", new XAttribute("r", place));
        switch (cell)
        {
            case null: element.Add(new XAttribute("s", 1)); break;
            case string text when shared:
                if (!texts.Contains(text)) texts.Add(text);
                element.Add(new XAttribute("t", "s"), new XElement(s_main + "v", texts.IndexOf(text)));
                break;
            case string text: element.Add(new XAttribute("t", "inlineStr"), new XElement(s_main + "is", Preserved(text))); break;
            case bool yes: element.Add(new XAttribute("t", "b"), new XElement(s_main + "v", yes ? 1 : 0)); break;
            case DateTime day:
                element.Add(new XAttribute("s", 1 + (day.Day % 2)),
                new XElement(s_main + "v", day.ToOADate().ToString("R", CultureInfo.InvariantCulture))); break;
            default:
                element.Add(new XElement(s_main + "v",
                Convert.ToDouble(cell, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture))); break;
        }

        return element;
    }

    private static XElement Preserved(string text) => new(s_main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text);

    /// <summary>The same as an OpenDocument spreadsheet; rows below are repeated blank ones up to the last of the sheet.</summary>
    internal static byte[] Ods(IReadOnlyList<object?[]> rows)
    {
        var table = new XElement(s_table + "table", new XAttribute(s_table + "name", "Elenco"),
            rows.Select(row => new XElement(s_table + "table-row", row.Select(OdsCell),
                new XElement(s_table + "table-cell", new XAttribute(s_table + "number-columns-repeated", 1000)))),
            new XElement(s_table + "table-row", new XAttribute(s_table + "number-rows-repeated", 1_048_000),
                new XElement(s_table + "table-cell", new XAttribute(s_table + "number-columns-repeated", 1024))));
        return Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", Content(table)));
    }

    internal static string Content(params XElement[] tables) => Text(new XElement(s_office + "document-content",
        new XElement(s_office + "body", new XElement(s_office + "spreadsheet", tables))));

    private static XElement OdsCell(object? cell)
    {
        var element = new XElement(s_table + "table-cell");
        switch (cell)
        {
            case null: break;
            case string text:
                element.Add(new XAttribute(s_office + "value-type", "string"),
                    text.Split('\n').Select(line => new XElement(s_text + "p", Spaced(line))));
                break;
            case bool yes:
                element.Add(new XAttribute(s_office + "value-type", "boolean"), new XAttribute(s_office + "boolean-value", yes),
                new XElement(s_text + "p", yes ? "VERO" : "FALSO")); break;
            case DateTime day:
                element.Add(new XAttribute(s_office + "value-type", "date"),
                    new XAttribute(s_office + "date-value", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    new XElement(s_text + "p", day.ToString("dd/MM/yy", CultureInfo.InvariantCulture)));
                break;
            default:
                double number = Convert.ToDouble(cell, CultureInfo.InvariantCulture);
                element.Add(new XAttribute(s_office + "value-type", "float"),
                    new XAttribute(s_office + "value", number.ToString("R", CultureInfo.InvariantCulture)),
                    new XElement(s_text + "p", number.ToString("N2", CultureInfo.GetCultureInfo("it-IT"))));
                break;
        }

        return element;
    }

    // Two blanks and more are an element of their own, and so is a tab.
    private static IEnumerable<object> Spaced(string line) => line.Select(c => c switch
    {
        ' ' => (object)new XElement(s_text + "s"),
        '\t' => new XElement(s_text + "tab"),
        _ => new XText(c.ToString()),
    });

    private static string Text(XElement element) =>
        "<?xml version='1.0' encoding='UTF-8'?>\n" + element.ToString(SaveOptions.DisableFormatting);
}
