using System.Globalization;
using System.Text;
using System.Xml;

namespace Deliberation.Formats.Tables;

/// <summary>Reads the sheets of an Office Open XML workbook (ECMA-376 part 1, clause 18): shared, inline and formula texts, numbers, days
/// by the number format of their style, yes and no, merged cells, hidden sheets.</summary>
internal sealed class Xlsx(Package package, TableLimits limits)
{
    private readonly List<string> _texts = [];
    private readonly List<Shape> _styles = [];
    private bool _from1904;

    /// <summary>How a style shows a number: as it is, as a day, or with zeros in front.</summary>
    private readonly record struct Shape(bool IsDay, int Digits);

    internal List<RawSheet> Read(string workbook)
    {
        string folder = workbook.Contains('/', StringComparison.Ordinal) ? workbook[..(workbook.LastIndexOf('/') + 1)] : "";
        var parts = Relations(folder + "_rels/" + workbook[folder.Length..] + ".rels", folder);
        var sheets = Sheets(workbook, parts);
        foreach (var (kind, part) in parts.Values)
        {
            if (kind.EndsWith("/sharedStrings", StringComparison.Ordinal)) package.Read(part, ReadTexts);
            if (kind.EndsWith("/styles", StringComparison.Ordinal)) package.Read(part, ReadStyles);
        }

        foreach (var (sheet, part) in sheets) package.Read(part, xml => ReadSheet(xml, sheet));
        return [.. sheets.Select(s => s.Sheet)];
    }

    private Dictionary<string, (string Kind, string Part)> Relations(string part, string folder)
    {
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        package.Read(part, xml =>
        {
            while (package.Next(xml, -1))
            {
                if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship"
                    || xml.GetAttribute("TargetMode") == "External") continue;
                string target = xml.GetAttribute("Target") ?? "";
                found[xml.GetAttribute("Id") ?? ""] = (xml.GetAttribute("Type") ?? "", target.StartsWith('/') ? target[1..]
                    : folder + target);
            }
        });
        return found;
    }

    private List<(RawSheet Sheet, string Part)> Sheets(string workbook, Dictionary<string, (string Kind, string Part)> parts)
    {
        var sheets = new List<(RawSheet, string)>();
        package.Read(workbook, xml =>
        {
            while (package.Next(xml, -1))
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "workbookPr") _from1904 = IsOn(xml.GetAttribute("date1904"));
                if (xml.LocalName != "sheet" || !parts.TryGetValue(Relation(xml), out var part)
                    || !part.Kind.EndsWith("/worksheet", StringComparison.Ordinal)) continue;
                if (sheets.Count >= limits.Sheets) throw TableLimits.TooMany(default,
                    $"Il file ha più di {limits.Sheets} fogli.", $"The file has more than {limits.Sheets} sheets.");
                sheets.Add((new RawSheet(xml.GetAttribute("name") ?? "", (xml.GetAttribute("state") ?? "visible") != "visible", limits),
                    part.Part));
            }
        });
        return sheets;
    }

    // r:id has one namespace in the transitional form and another in the strict one.
    private static string Relation(XmlReader xml)
    {
        string id = "";
        for (bool more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0) id = xml.Value;
        xml.MoveToElement();
        return id;
    }

    private void ReadTexts(XmlReader xml)
    {
        while (package.Next(xml, -1))
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si") _texts.Add(TextOf(xml));
    }

    /// <summary>The text of an element <c>si</c> or <c>is</c>: its runs, without phonetic readings.</summary>
    private string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        int depth = xml.Depth;
        int phonetic = int.MaxValue;
        bool inText = false;
        var text = new StringBuilder();
        while (package.Next(xml, depth))
        {
            if (phonetic < xml.Depth) continue;
            phonetic = int.MaxValue;
            if (xml.NodeType == XmlNodeType.Element) (inText, phonetic) =
                (xml.LocalName == "t" && !xml.IsEmptyElement, xml.LocalName == "rPh" ? xml.Depth : int.MaxValue);
            else if (xml.NodeType == XmlNodeType.EndElement) inText = false;
            else if (inText) text.Append(xml.Value);
        }

        return Unescaped(text.ToString());
    }

    /// <summary><c>_x000D_</c> is the character with that number (ECMA-376, ST_Xstring); <c>_x005F_</c> is the underscore that
    /// shields one.</summary>
    private static string Unescaped(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal)) return text;
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                (_, i) = (plain.Append((char)code), i + 6);
            else plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private void ReadStyles(XmlReader xml)
    {
        var formats = new Dictionary<int, string>();
        bool cells = false;
        while (package.Next(xml, -1))
        {
            if (xml.LocalName == "cellXfs") cells = xml.NodeType == XmlNodeType.Element;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is { } id) formats.TryAdd(id, xml.GetAttribute("formatCode") ?? "");
            if (xml.LocalName == "xf" && cells) _styles.Add(ShapeOf(Number(xml, "numFmtId") ?? 0, formats));
        }
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // ECMA-376 part 1, 18.8.30: the formats that need no text of their own.
    private static Shape ShapeOf(int id, Dictionary<int, string> formats)
    {
        if (!formats.TryGetValue(id, out string? code))
            return new(id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58), 0);
        string first = code.Split(';')[0];
        if (first.Length > 1 && first.All(c => c == '0')) return new(false, first.Length);
        return new(IsDay(first), 0);
    }

    /// <summary>A format shows a day when letters of day or year stand outside quotes and brackets.</summary>
    private static bool IsDay(string code)
    {
        bool quoted = false, bracketed = false;
        for (int i = 0; i < code.Length; i++)
        {
            char c = code[i];
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\\' or '_' or '*') i++;
            else if (c is '[' or ']') bracketed = c == '[';
            else if (!bracketed && char.ToLowerInvariant(c) is 'd' or 'y' or 'g' or 'h' or 's') return !code.StartsWith("General",
                StringComparison.OrdinalIgnoreCase);
            else if (!bracketed && code.AsSpan(i).StartsWith("mm", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private void ReadSheet(XmlReader xml, RawSheet sheet)
    {
        int row = 0, hidden = 0;
        while (package.Next(xml, -1))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            switch (xml.LocalName)
            {
                case "row":
                    row = Number(xml, "r") ?? row + 1;
                    if (IsOn(xml.GetAttribute("hidden"))) hidden++;
                    _column = 0;
                    break;
                case "c":
                    ReadCell(xml, sheet, row);
                    break;
                case "mergeCell" when Area(xml.GetAttribute("ref") ?? "") is { } merged && sheet.MergedCells.Count < 100_000:
                    sheet.MergedCells.Add(merged);
                    break;
            }
        }

        if (hidden > 0) sheet.Notes.Add(new(default, new($"Foglio «{sheet.Name}»: {hidden} righe sono nascoste nel foglio di "
            + "calcolo, ma ci sono: le ho lette.",
            $"Sheet “{sheet.Name}”: {hidden} rows are hidden in the spreadsheet, but they are there: they were read.")));
    }

    private int _column;

    private void ReadCell(XmlReader xml, RawSheet sheet, int row)
    {
        var (atRow, column) = xml.GetAttribute("r") is { } name ? Cell(name) : (row, _column + 1);
        if (atRow == 0) (atRow, column) = (row, _column + 1);
        _column = column;
        string kind = xml.GetAttribute("t") ?? "n";
        var shape = Number(xml, "s") is { } style && style < _styles.Count ? _styles[style] : default;
        var (value, inline, formula) = Parts(xml);
        if (formula && value.Length == 0 && inline is null)
        {
            var place = CellPlace.InSheet(atRow, column);
            sheet.Notes.Add(new(place, new($"Cella {place}: la formula non ha un risultato salvato. Apri il file nel foglio di "
                + "calcolo e salvalo di nuovo.",
                $"Cell {place}: the formula has no saved result. Open the file in the spreadsheet and save it again.")));
        }

        var (text, found) = Meaning(kind, value, inline, shape);
        if (text.Length > 0) sheet.Add(atRow, column, text, found);
    }

    private (string Value, string? Inline, bool Formula) Parts(XmlReader xml)
    {
        if (xml.IsEmptyElement) return ("", null, false);
        var (depth, value, inline, formula, inValue) = (xml.Depth, "", (string?)null, false, false);
        while (package.Next(xml, depth))
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                inValue = xml.LocalName == "v" && !xml.IsEmptyElement;
                formula |= xml.LocalName == "f";
                if (xml.LocalName == "is") inline = TextOf(xml);
            }
            else if (xml.NodeType == XmlNodeType.EndElement) inValue = false;
            else if (inValue) value += xml.Value;
        }

        return (value, inline, formula);
    }

    private (string Text, CellKind Kind) Meaning(string kind, string value, string? inline, Shape shape) => kind switch
    {
        "inlineStr" => (inline ?? "", CellKind.Text),
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int at) && at < _texts.Count
            ? (_texts[at], CellKind.Text) : (value, CellKind.Error),
        "str" => (Unescaped(value), CellKind.Text),
        "b" => value.Length == 0 ? ("", CellKind.Text) : (IsOn(value) ? "TRUE" : "FALSE", CellKind.YesNo),
        "e" => (value, CellKind.Error),
        "d" => DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? (RawSheet.Day(moment), CellKind.Date) : (value, CellKind.Error),
        _ when value.Length == 0 => ("", CellKind.Text),
        _ when shape.IsDay => Serial(value),
        _ => (RawSheet.Digits(value).PadLeft(shape.Digits, '0'), CellKind.Number),
    };

    /// <summary>A day as Excel counts it: 1 is 1 January 1900, 60 a 29 February that never was; or from 1904 on (18.17.4.1).</summary>
    private (string, CellKind) Serial(string value)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double days) || days is < 0 or > 2_958_465.99999)
            return (value, CellKind.Error);
        if (!_from1904 && days is >= 60 and < 61) return ("29/02/1900", CellKind.Error);
        var from = _from1904 ? new DateTime(1904, 1, 1) : days < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        var seconds = Math.Round(days * 86_400);
        var moment = from.AddSeconds(seconds);
        return days < 1 ? (moment.ToString("HH:mm", CultureInfo.InvariantCulture), CellKind.Text) : (RawSheet.Day(moment), CellKind.Date);
    }

    private static bool IsOn(string? value) => value is "1" or "true" or "TRUE";

    private static Merged? Area(string name) => name.Split(':') is [var first, var last] && Cell(first) is ( > 0, var column) from
        && Cell(last) is ( > 0, _) to
        ? new Merged(from.Row, column, to.Row, to.Column) : null;

    /// <summary><c>B12</c> is row 12, column 2; (0, 0) where the name is none.</summary>
    private static (int Row, int Column) Cell(string name)
    {
        int letters = 0, column = 0;
        while (letters < name.Length && letters < 4 && char.IsAsciiLetterUpper(name[letters])) column =
            column * 26 + name[letters++] - 'A' + 1;
        return letters > 0 && int.TryParse(name.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out int row)
            ? (row, column) : (0, 0);
    }
}
