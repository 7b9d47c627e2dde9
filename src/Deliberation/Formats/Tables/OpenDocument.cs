using System.Globalization;
using System.Text;
using System.Xml;

namespace Deliberation.Formats.Tables;

/// <summary>Reads the tables of an OpenDocument spreadsheet or text (OASIS ODF 1.3 part 3, clause 9): values with their type, repeated and
/// covered cells, hidden tables. A table of a text (.odt) is read as a sheet.</summary>
internal sealed class OpenDocument(Package package, TableLimits limits)
{
    private readonly HashSet<string> _hiddenStyles = new(StringComparer.Ordinal);
    private readonly List<RawSheet> _sheets = [];

    internal List<RawSheet> Read()
    {
        package.Read("content.xml", xml =>
        {
            string style = "";
            while (package.Next(xml, -1))
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "style") style = Of(xml, "name") ?? "";
                if (xml.LocalName == "table-properties" && Of(xml, "display") == "false") _hiddenStyles.Add(style);
                if (xml.LocalName == "table" && !xml.IsEmptyElement) ReadTable(xml);
            }
        });
        return _sheets;
    }

    private static string? Of(XmlReader xml, string attribute)
    {
        string? value = null;
        for (bool more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute()) if (xml.LocalName == attribute) value =
            xml.Value;
        xml.MoveToElement();
        return value;
    }

    private static int Times(XmlReader xml, string attribute) =>
        int.TryParse(Of(xml, attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int times) ? Math.Max(1, times) : 1;

    private void ReadTable(XmlReader xml)
    {
        if (_sheets.Count >= limits.Sheets) throw TableLimits.TooMany(default, $"Il file ha più di {limits.Sheets} fogli.",
            $"The file has more than {limits.Sheets} sheets.");
        var sheet = new RawSheet(Of(xml, "name") ?? "", _hiddenStyles.Contains(Of(xml, "style-name") ?? ""), limits);
        _sheets.Add(sheet);
        int depth = xml.Depth, row = 1;
        while (package.Next(xml, depth))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "table-row") row += ReadRow(xml, sheet, row);
            // Copies of other files' tables and what changes are tracked are no rows of this one.
            else if (xml.LocalName is "tracked-changes" or "table-source" or "shapes") Pass(xml);
        }
    }

    private void Pass(XmlReader xml)
    {
        int depth = xml.Depth;
        if (!xml.IsEmptyElement) while (package.Next(xml, depth)) { }
    }

    private int ReadRow(XmlReader xml, RawSheet sheet, int row)
    {
        int times = Times(xml, "number-rows-repeated");
        var cells = Cells(xml, sheet, row);
        if (cells.Count == 0) return times;
        for (int copy = 0; copy < times; copy++)
            foreach (var (column, text, kind) in cells) sheet.Add(row + copy, column, text, kind);
        return times;
    }

    private List<(int Column, string Text, CellKind Kind)> Cells(XmlReader xml, RawSheet sheet, int row)
    {
        var cells = new List<(int, string, CellKind)>();
        if (xml.IsEmptyElement) return cells;
        int depth = xml.Depth, column = 1;
        while (package.Next(xml, depth))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName is not ("table-cell" or "covered-table-cell")) continue;
            int times = Times(xml, "number-columns-repeated"), wide = Times(xml, "number-columns-spanned"),
                high = Times(xml, "number-rows-spanned");
            if ((wide > 1 || high > 1) && sheet.MergedCells.Count < 100_000) sheet.MergedCells.Add(new(row, column, row + high - 1,
                column + wide - 1));
            var (text, kind) = Meaning(xml);
            if (text.Length > 0)
            {
                limits.Check(row, column + times - 1, cells.Count + times, CellPlace.InSheet(row, column));
                for (int copy = 0; copy < times; copy++) cells.Add((column + copy, text, kind));
            }

            column += times;
        }

        return cells;
    }

    private (string Text, CellKind Kind) Meaning(XmlReader xml)
    {
        string type = Of(xml, "value-type") ?? "string";
        string? value = Of(xml, type switch
        {
            "date" => "date-value",
            "boolean" => "boolean-value",
            "time" => "time-value",
            "string" =>
            "string-value",
            _ => "value"
        });
        string shown = xml.IsEmptyElement ? "" : Paragraphs(xml);
        return type switch
        {
            "float" or "currency" or "percentage" when value is not null => (WithZeros(RawSheet.Digits(value), shown), CellKind.Number),
            "date" when DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) =>
                (RawSheet.Day(moment), CellKind.Date),
            "boolean" when value is not null => (value == "true" ? "TRUE" : "FALSE", CellKind.YesNo),
            "string" => (value is not null && shown.Length == 0 ? value : shown, CellKind.Text),
            _ => (shown, CellKind.Text),
        };
    }

    // A code shown as 00044 is stored as 44.
    private static string WithZeros(string digits, string shown) =>
        shown.Length > digits.Length && shown.All(char.IsAsciiDigit) && shown.TrimStart('0') == digits.TrimStart('0') ? shown : digits;

    /// <summary>The paragraphs of a cell, a line each; remarks pinned to it are not its text.</summary>
    private string Paragraphs(XmlReader xml)
    {
        int depth = xml.Depth, paragraphs = 0;
        var text = new StringBuilder();
        bool within = false;
        int inner = 0;
        while (package.Next(xml, depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "annotation" or "shape" or "frame" or "table": Pass(xml); break;
                    case "p" or "h":
                        if (paragraphs++ > 0) text.Append('\n');
                        (within, inner) = (!xml.IsEmptyElement, xml.Depth);
                        break;
                    case "s": text.Append(' ', Math.Min(Times(xml, "c"), limits.CellCharacters)); break;
                    case "tab": text.Append('\t'); break;
                    case "line-break": text.Append('\n'); break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement) within &= xml.Depth != inner;
            else if (within) text.Append(xml.Value);
            if (text.Length > limits.CellCharacters) throw TableLimits.TooMany(default,
                $"Una cella ha più di {limits.CellCharacters} caratteri.", $"A cell has more than {limits.CellCharacters} characters.");
        }

        return text.ToString();
    }
}
