using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Deliberation.Formats.Tables;

namespace Deliberation.Formats.Regulations;

/// <summary>The paragraphs of a document of Office Open XML (ECMA-376 part 1, 17) as a person sees them: automatic numbers written out,
/// contents fields marked, text boxes and content controls in their place, tracked changes as whoever reads says.</summary>
internal sealed class WordText
{
    internal static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly bool _accepted;
    private readonly WordNumbering _numbering;
    private readonly Dictionary<string, XElement> _styles;
    private readonly Dictionary<string, string> _notes = [];
    private readonly List<SourceLine> _lines = [];
    private readonly Dictionary<string, int> _changes = [];
    private LineWords _words = new();
    private WordsKind _kind;
    private int _contents, _fields;
    private bool _inContentsField, _fieldEnded;
    private readonly Stack<bool> _fieldText = new();
    private bool _carries;

    private WordText(Package package, bool accepted)
    {
        _accepted = accepted;
        _numbering = new(Part(package, "word/numbering.xml"));
        _styles = (Part(package, "word/styles.xml")?.Elements(W + "style") ?? []).Where(s => Val(s, "styleId") is not null)
            .GroupBy(s => Val(s, "styleId")!).ToDictionary(g => g.Key, g => g.First());
        foreach (string kind in (string[])["footnote", "endnote"])
            foreach (var note in Part(package, $"word/{kind}s.xml")?.Elements(W + kind) ?? [])
                _notes[kind + Val(note, "id")] = string.Join("\n", note.Elements(W + "p").Select(Plain)).Trim();
    }

    internal static (List<SourceLine> Lines, List<TrackedChanges> Changes, List<TextComment> Comments) Read(Package package, bool accepted,
        List<RegulationRemark> remarks)
    {
        var body = Part(package, "word/document.xml")?.Element(W + "body") ?? throw new InvalidDataException("no body");
        if (Depth(body) > 200) throw new InvalidDataException("nested too deep");
        var word = new WordText(package, accepted);
        word.Block(body);
        word.LeaveHeaders(package, remarks);
        var comments = (Part(package, "word/comments.xml")?.Elements(W + "comment") ?? []).Select(c => new TextComment(
            Val(c, "author") ?? "", string.Join("\n", c.Elements(W + "p").Select(word.Plain)).Trim())).Where(c => c.Text.Length > 0);
        return (word._lines, [.. word._changes.Select(c => new TrackedChanges(c.Key, c.Value))], [.. comments]);
    }

    internal static string? Val(XElement? element, string attribute) => element?.Attribute(W + attribute)?.Value;

    internal static string? ValOf(XElement? parent, string child) => Val(parent?.Element(W + child), "val");

    internal static XElement? Part(Package package, string name)
    {
        XElement? root = null;
        package.Read(name, xml => root = XElement.Load(xml, LoadOptions.PreserveWhitespace));
        return root;
    }

    /// <summary>How deep elements stand in one another, without going down by calls.</summary>
    internal static int Depth(XElement root)
    {
        int depth = 0, most = 0;
        using var xml = root.CreateReader();
        while (xml.Read()) most = Math.Max(most, depth = xml.Depth);
        return Math.Max(most, depth);
    }

    private void Block(XElement parent)
    {
        foreach (var element in parent.Elements())
        {
            if (element.Name == W + "p") Paragraph(element);
            else if (element.Name == W + "tbl") Table(element);
            else if (element.Name == W + "sdt")
            {
                bool contents = ValOf(element.Element(W + "sdtPr")?.Element(W + "docPartObj"), "docPartGallery") == "Table of Contents";
                _contents += contents ? 1 : 0;
                foreach (var content in element.Elements(W + "sdtContent")) Block(content);
                _contents -= contents ? 1 : 0;
            }
            else if (IsChange(element, out bool there)) { Note(element); if (there) Block(element); }
            else if (element.Name.LocalName is "customXml" or "smartTag" or "altChunk") Block(element);
        }
    }

    private void Paragraph(XElement paragraph)
    {
        var properties = paragraph.Element(W + "pPr");
        var mark = properties?.Element(W + "rPr");
        string style = ValOf(properties, "pStyle") ?? "";
        string name = NameOf(style);
        bool inContents = _contents > 0 || name.StartsWith("toc ", StringComparison.OrdinalIgnoreCase);
        if (!_carries) _words = new();
        _carries = false;
        var boxes = new List<XElement>();
        Inline(paragraph, boxes);
        inContents |= _contents > 0;
        bool inserted = mark?.Element(W + "ins") is not null || mark?.Element(W + "moveTo") is not null,
            deleted = mark?.Element(W + "del") is not null || mark?.Element(W + "moveFrom") is not null;
        // The end of the paragraph itself may be new or gone: then its words belong to the next one.
        bool goesOn = (deleted && _accepted) || (inserted && !_accepted);
        string label = goesOn && _words.Blank ? "" : LabelOf(properties, style);
        if (goesOn) _carries = !_words.Blank;
        else _lines.Add(_words.Line(LineStyles.RoleOf(Parents(style)), label,
            Outline(properties, style) is >= 0 and < 9 || name.StartsWith("heading", StringComparison.OrdinalIgnoreCase),
            name.Equals("title", StringComparison.OrdinalIgnoreCase), inContents));
        if (_fieldEnded) (_contents, _fieldEnded) = (Math.Max(0, _contents - 1), false);
        foreach (var box in boxes) Block(box);
    }

    private void Inline(XElement parent, List<XElement> boxes)
    {
        foreach (var element in parent.Elements())
        {
            if (IsChange(element, out bool there)) { Note(element); if (there) Inline(element, boxes); continue; }
            if (element.Name == W + "fldSimple") { Inline(element, boxes); continue; }
            if (element.Name.Namespace != W && element.Name.LocalName != "AlternateContent") continue;
            switch (element.Name.LocalName)
            {
                case "r": Run(element, boxes); break;
                case "hyperlink" or "smartTag" or "sdt" or "sdtContent" or "customXml" or "dir" or "bdo": Inline(element, boxes); break;
            }
        }
    }

    private void Run(XElement run, List<XElement> boxes)
    {
        // Hidden words are not seen.
        if (run.Element(W + "rPr")?.Element(W + "vanish") is { } hidden && Val(hidden, "val") is not ("0" or "false")) return;
        _kind = KindOf(run);
        foreach (var piece in run.Elements())
            switch (piece.Name.LocalName)
            {
                case "t" or "delText": if (_fieldText.Count == 0 || !_fieldText.Contains(true)) Say(piece.Value); break;
                case "tab" or "ptab": Say("\t"); break;
                case "br" or "cr": if (Val(piece, "type") is null or "textWrapping") Say("\n"); break;
                case "noBreakHyphen": Say("-"); break;
                case "sym": Say(SymbolOf(piece)); break;
                case "fldChar": Field(Val(piece, "fldCharType")); break;
                case "instrText": BeginContents(piece.Value); break;
                case "footnoteReference": Cite("footnote" + Val(piece, "id")); break;
                case "endnoteReference": Cite("endnote" + Val(piece, "id")); break;
                case "drawing" or "pict" or "AlternateContent" or "object": boxes.AddRange(BoxesOf(piece)); break;
            }
    }

    private void Say(string text) => _words.Add(text, _kind);

    private WordsKind KindOf(XElement run) => ValOf(run.Element(W + "rPr"), "rStyle") is { } style
        ? Parents(style).Select(LineStyles.KindOf).FirstOrDefault(k => k is not null) ?? WordsKind.Words : WordsKind.Words;

    private IEnumerable<string> Parents(string style)
    {
        for (int i = 0; i < 20 && style.Length > 0; i++)
        {
            yield return NameOf(style);
            style = _styles.TryGetValue(style, out var known) ? ValOf(known, "basedOn") ?? "" : "";
        }
    }

    // What stands between begin and separate is the formula of a field, not its words.
    private void Field(string? type)
    {
        if (type == "begin") { _fields++; _fieldText.Push(true); }
        else if (type == "separate" && _fieldText.Count > 0) { _fieldText.Pop(); _fieldText.Push(false); }
        else if (type == "end" && _fieldText.Count > 0)
        {
            _fieldText.Pop();
            if (--_fields == 0 && _inContentsField) (_fieldEnded, _inContentsField) = (true, false);
        }
    }

    private void BeginContents(string formula)
    {
        if (_inContentsField || !formula.TrimStart().StartsWith("TOC", StringComparison.OrdinalIgnoreCase)) return;
        (_contents, _inContentsField) = (_contents + 1, true);
    }

    private void Cite(string note)
    {
        if (_notes.TryGetValue(note, out string? text) && text.Length > 0) _words.Note(SourceText.CleanOf(text));
    }

    // The same box is often kept twice, for old and for new readers.
    private static IEnumerable<XElement> BoxesOf(XElement drawing)
    {
        var choice = drawing.Name.LocalName == "AlternateContent"
            ? drawing.Elements().FirstOrDefault(e => e.Name.LocalName == "Choice") ?? drawing : drawing;
        return choice.Descendants(W + "txbxContent").Where(b => !b.Ancestors(W + "txbxContent").Any());
    }

    private void Table(XElement table)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in Deep(table, "tr"))
        {
            var marks = row.Element(W + "trPr");
            if (marks?.Element(W + "del") is { } gone) { Note(gone); if (_accepted) continue; }
            if (marks?.Element(W + "ins") is { } made) { Note(made); if (!_accepted) continue; }
            rows.Add([.. Deep(row, "tc").SelectMany(cell => Enumerable.Repeat("", SpanOf(cell) - 1).Prepend(CellOf(cell)))]);
        }
        if (rows.Count == 0) return;
        // A table of one cell is a frame around paragraphs.
        if (rows is [{ Count: 1 }] && !IsOurs(table)) { Block(Deep(Deep(table, "tr").First(), "tc").First()); return; }
        _lines.Add(SourceLine.Of(rows));
    }

    // Not every word processor keeps the style of a table; that of its cells they keep.
    private bool IsOurs(XElement table) => Parents(ValOf(table.Element(W + "tblPr"), "tblStyle") ?? "").Contains(LineStyles.Table)
        || table.Descendants(W + "p").All(p => Parents(ValOf(p.Element(W + "pPr"), "pStyle") ?? "").Contains(LineStyles.Cell));

    private static IEnumerable<XElement> Deep(XElement parent, string name) => parent.Elements().SelectMany(e => e.Name == W + name ? [e]
        : e.Name == W + "sdt" || e.Name == W + "sdtContent" || e.Name == W + "ins" || e.Name == W + "customXml" ? Deep(e, name) : []);

    private static int SpanOf(XElement cell) => int.TryParse(ValOf(cell.Element(W + "tcPr"), "gridSpan"), NumberStyles.None,
        CultureInfo.InvariantCulture, out int span) ? Math.Clamp(span, 1, 63) : 1;

    private string CellOf(XElement cell)
    {
        int before = _lines.Count;
        var (outer, carries) = (_words, _carries);
        Block(cell);
        (_words, _carries) = (outer, carries);
        var inside = _lines[before..];
        _lines.RemoveRange(before, _lines.Count - before);
        return SourceLine.CellOf(inside);
    }

    private bool IsChange(XElement element, out bool there)
    {
        (bool change, there) = element.Name.Namespace != W ? (false, true) : element.Name.LocalName switch
        {
            "ins" or "moveTo" => (true, _accepted),
            "del" or "moveFrom" => (true, !_accepted),
            _ => (false, true),
        };
        return change;
    }

    private XElement? _noteBefore;

    // A deletion beside an insertion of the same hand is a replacement: counted once for whoever reads, so that two words are two changes.
    private void Note(XElement change)
    {
        string author = Val(change, "author") ?? "";
        bool replaces = _noteBefore is not null && _noteBefore.NextNode == change && Val(_noteBefore, "author") == author
            && _noteBefore.Name != change.Name;
        _noteBefore = replaces ? null : change;
        if (!replaces) _changes[author] = _changes.GetValueOrDefault(author) + 1;
    }

    private string LabelOf(XElement? properties, string style)
    {
        var (list, level) = NumberOf(properties, style, 0);
        return list is null or "0" ? "" : _numbering.Next(list, level);
    }

    private (string? List, int Level) NumberOf(XElement? properties, string style, int depth)
    {
        if (properties?.Element(W + "numPr") is { } own)
        {
            int level = int.TryParse(ValOf(own, "ilvl"), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
            if (ValOf(own, "numId") is { } list) return (list, level);
        }
        if (depth > 20 || !_styles.TryGetValue(style, out var known)) return (null, 0);
        var inherited = NumberOf(known.Element(W + "pPr"), ValOf(known, "basedOn") ?? "", depth + 1);
        return _numbering.OfStyle(style) is { } linked && (inherited.List is null || inherited.List == linked.List) ? linked : inherited;
    }

    private int Outline(XElement? properties, string style, int depth = 0) =>
        int.TryParse(ValOf(properties, "outlineLvl"), NumberStyles.None, CultureInfo.InvariantCulture, out int level) ? level
            : depth <= 20 && _styles.TryGetValue(style, out var known)
                ? Outline(known.Element(W + "pPr"), ValOf(known, "basedOn") ?? "", depth + 1) : -1;

    private string NameOf(string style) => _styles.TryGetValue(style, out var known) ? ValOf(known, "name") ?? style : style;

    private string Plain(XElement paragraph) => string.Concat(paragraph.Descendants().Where(e => e.Name == W + "t" || e.Name == W + "tab"
        && e.Parent!.Name == W + "r").Where(e => !e.Ancestors(W + (_accepted ? "del" : "ins")).Any()).Select(e =>
            e.Name == W + "t" ? e.Value : "\t"));

    private static string SymbolOf(XElement symbol) => int.TryParse(Val(symbol, "char"), NumberStyles.HexNumber,
        CultureInfo.InvariantCulture,
        out int code) && code is > 31 and < 0xE000 ? char.ConvertFromUtf32(code) : "•";

    private void LeaveHeaders(Package package, List<RegulationRemark> remarks)
    {
        var words = new List<string>();
        for (int i = 1; i <= 12; i++)
            foreach (string kind in (string[])["header", "footer"])
                if (Part(package, $"word/{kind}{i}.xml") is { } part)
                    words.AddRange(part.Descendants(W + "p").Where(p => !Parents(ValOf(p.Element(W + "pPr"), "pStyle") ?? "")
                        .Contains(LineStyles.Page)).Select(Plain).Where(t => t.Trim().Length > 0));
        if (words.Count > 0) remarks.Add(new(RegulationRemarkKind.LeftOut, new("Intestazione e piè di pagina sono lasciati fuori.",
            "Page header and footer are left out."), "", string.Join("\n", words)));
    }
}
