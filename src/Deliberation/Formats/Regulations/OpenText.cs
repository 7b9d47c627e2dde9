using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Deliberation.Formats.Tables;

namespace Deliberation.Formats.Regulations;

/// <summary>The paragraphs of an OpenDocument text (OASIS ODF 1.3 part 3) as a person sees them: numbers of lists and headings written out,
/// notes, tables, boxes, tracked changes as whoever reads says.</summary>
internal sealed class OpenText
{
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0", Draw = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        Dublin = "http://purl.org/dc/elements/1.1/";

    private const int MostCells = 200_000;

    private sealed record Level(string Format, string Before, string After, int Start, int Shown);

    private readonly bool _accepted;
    private readonly Dictionary<string, Dictionary<int, Level>> _lists = [];
    private readonly Dictionary<string, (string Parent, string List)> _styles = [];
    private readonly Dictionary<string, XElement> _removed = [];
    private readonly Dictionary<string, (bool Insertion, string Author)> _regions = [];
    private readonly Dictionary<string, int[]> _counts = [];
    private readonly HashSet<string> _left = [];
    private readonly List<SourceLine> _lines = [];
    private readonly List<TextComment> _comments = [];
    private LineWords _words = new();
    private WordsKind _kind;
    private readonly Dictionary<int, Level> _outline;
    private bool _carries;
    private int _contents, _cells;

    private OpenText(Package package, XElement content, bool accepted)
    {
        _accepted = accepted;
        var styles = Part(package, "styles.xml");
        foreach (var root in new[] { styles, content })
        {
            foreach (var list in root?.Descendants(Text + "list-style") ?? []) _lists[Of(list, Style + "name")] = LevelsOf(list);
            foreach (var style in root?.Descendants(Style + "style") ?? []) _styles[Of(style, Style + "name")] =
                (Of(style, Style + "parent-style-name"), Of(style, Style + "list-style-name"));
        }
        _outline = styles?.Descendants(Text + "outline-style").Select(LevelsOf).FirstOrDefault() ?? [];
    }

    internal static (List<SourceLine> Lines, List<TrackedChanges> Changes, List<TextComment> Comments) Read(Package package, bool accepted,
        List<RegulationRemark> remarks)
    {
        var content = Part(package, "content.xml");
        var body = content?.Element(Office + "body")?.Element(Office + "text") ?? throw new InvalidDataException("no text");
        if (WordText.Depth(body) > 200) throw new InvalidDataException("nested too deep");
        var open = new OpenText(package, content!, accepted);
        open.Track(body);
        open.Block(body, null, 0, "");
        LeaveHeaders(package, remarks);
        var changes = open._regions.Values.GroupBy(r => r.Author).Select(g => new TrackedChanges(g.Key, g.Count()));
        return (open._lines, [.. changes], open._comments);
    }

    private static XElement? Part(Package package, string name) => WordText.Part(package, name);

    private static string Of(XElement element, XName attribute) => element.Attribute(attribute)?.Value ?? "";

    private static int NumberOf(XElement element, XName attribute, int otherwise) => int.TryParse(Of(element, attribute), NumberStyles.None,
        CultureInfo.InvariantCulture, out int n) && n < 100_000 ? n : otherwise;

    private static Dictionary<int, Level> LevelsOf(XElement list) => list.Elements().Where(e => e.Name.LocalName is
        "list-level-style-number" or "list-level-style-bullet" or "outline-level-style").GroupBy(e => NumberOf(e, Text + "level", 1))
        .ToDictionary(g => g.Key, g => g.First() is var e && e.Name.LocalName == "list-level-style-bullet"
            ? new Level("bullet", "", "", 1, 1) : new Level(Of(e, Style + "num-format"), Of(e, Style + "num-prefix"), Of(e, Style +
                "num-suffix"), NumberOf(e, Text + "start-value", 1), NumberOf(e, Text + "display-levels", 1)));

    private void Track(XElement body)
    {
        foreach (var region in body.Elements(Text + "tracked-changes").Elements(Text + "changed-region"))
        {
            string id = Of(region, Text + "id") is { Length: > 0 } own ? own : Of(region, XNamespace.Xml + "id");
            var change = region.Elements().FirstOrDefault(e => e.Name.LocalName is "insertion" or "deletion");
            if (change is null) continue;
            _regions[id] = (change.Name.LocalName == "insertion", change.Descendants(Dublin + "creator").FirstOrDefault()?.Value ?? "");
            if (change.Name.LocalName == "deletion") _removed[id] = change;
        }
    }

    private void Block(XElement parent, string? list, int level, string label)
    {
        foreach (var element in parent.Elements())
        {
            string name = element.Name.LocalName;
            if (element.Name.Namespace == Text && name is "p" or "h")
            {
                Paragraph(element, list, level, label);
                label = "";
            }
            else if (name == "list" && element.Name.Namespace == Text) List(element, list, level);
            else if (name is "section" or "index-body" or "index-title") Block(element, list, level, label);
            else if (name is "table-of-content" or "alphabetical-index")
            {
                _contents++;
                Block(element, list, level, label);
                _contents--;
            }
            else if (element.Name == Table + "table") Rows(element);
            else if (element.Name.Namespace == Draw) Boxes(element);
            else if (name is "change-start" or "change-end" or "change") Change(element);
        }
    }

    private void List(XElement list, string? outer, int level)
    {
        string name = Of(list, Text + "style-name") is { Length: > 0 } own ? own : outer ?? "";
        level++;
        var counts = CountsOf(name);
        bool goesOn = Of(list, Text + "continue-numbering") == "true" || Of(list, Text + "continue-list").Length > 0;
        if (level == 1 && !goesOn) Array.Clear(counts);
        else if (level < counts.Length && !goesOn) counts[level] = 0;
        foreach (var item in list.Elements().Where(e => e.Name.LocalName is "list-item" or "list-header"))
        {
            bool numbered = item.Name.LocalName == "list-item" && item.Elements().FirstOrDefault()?.Name.LocalName != "list";
            if (NumberOf(item, Text + "start-value", -1) is >= 0 and var start && level < counts.Length) counts[level] = start - 1;
            Block(item, name, level, numbered ? Next(name, level) : "");
        }
    }

    private int[] CountsOf(string list) => _counts.TryGetValue(list, out int[]? known) ? known : _counts[list] = new int[12];

    private string Next(string list, int level)
    {
        var levels = _lists.GetValueOrDefault(list) ?? [];
        if (!levels.TryGetValue(level, out var mine) || level > 10) return "";
        if (mine.Format == "bullet") return "–";
        return Count(CountsOf(list), levels, mine, level);
    }

    private static string Count(int[] counts, Dictionary<int, Level> levels, Level mine, int level)
    {
        counts[level] = counts[level] == 0 ? mine.Start : counts[level] + 1;
        Array.Clear(counts, level + 1, counts.Length - level - 1);
        if (mine.Format.Length == 0) return (mine.Before + mine.After).Trim();
        var shown = Enumerable.Range(Math.Max(1, level - mine.Shown + 1), Math.Min(mine.Shown, level)).Select(l =>
            WordNumbering.In(FormatOf(levels.GetValueOrDefault(l)?.Format ?? "1"), Math.Max(1, counts[l])));
        return (mine.Before + string.Join('.', shown) + mine.After).Trim();
    }

    private static string FormatOf(string open) => open switch
    {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    };

    private void Paragraph(XElement paragraph, string? list, int level, string label)
    {
        if (!_carries) _words = new();
        _carries = false;
        var boxes = new List<XElement>();
        Inline(paragraph, boxes);
        int outline = paragraph.Name.LocalName == "h" ? NumberOf(paragraph, Text + "outline-level", 1) : 0;
        string style = Of(paragraph, Text + "style-name");
        if (label.Length == 0 && list is null && !_words.Blank) label = OutlineOf(paragraph, outline, style);
        // Inside what was not to be there the end of the paragraph is not there either.
        if (_left.Count > 0) _carries = !_words.Empty;
        else _lines.Add(_words.Line(LineStyles.RoleOf(Parents(style)), label, outline > 0, Parents(style).Any(s => s is "Title"),
            _contents > 0));
        foreach (var box in boxes) Boxes(box);
    }

    private string OutlineOf(XElement paragraph, int outline, string style)
    {
        if (outline is > 0 and < 11 && _outline.TryGetValue(outline, out var level) && level.Format.Length > 0
            && Of(paragraph, Text + "is-list-header") != "true") return Count(CountsOf(" outline"), _outline, level, outline);
        string list = Parents(style).Select(s => _styles.GetValueOrDefault(s).List).FirstOrDefault(l => !string.IsNullOrEmpty(l)) ?? "";
        return list.Length > 0 && outline == 0 ? Next(list, 1) : "";
    }

    private IEnumerable<string> Parents(string style)
    {
        for (int i = 0; i < 20 && style.Length > 0; i++, style = _styles.GetValueOrDefault(style).Parent ?? "") yield return style;
    }

    private void Inline(XElement parent, List<XElement> boxes)
    {
        foreach (var node in parent.Nodes())
        {
            if (node is XText words) { Say(OneBlank(words.Value)); continue; }
            if (node is not XElement element) continue;
            switch (element.Name.LocalName)
            {
                case "change-start" or "change-end" or "change": Change(element); break;
                case "s": Say(Blanks(element)); break;
                case "tab": Say("\t"); break;
                case "line-break": Say("\n"); break;
                case "note": Cite(element); break;
                case "span": Run(element, boxes); break;
                case "annotation": Comment(element); break;
                case "annotation-end" or "soft-page-break" or "bookmark" or "bookmark-start" or "bookmark-end" or "reference-mark": break;
                case "frame" or "text-box" or "custom-shape": boxes.Add(element); break;
                case "ruby": if (element.Element(Text + "ruby-base") is { } under) Inline(under, boxes); break;
                default: Inline(element, boxes); break;
            }
        }
    }

    private void Run(XElement span, List<XElement> boxes)
    {
        var outer = _kind;
        _kind = Parents(Of(span, Text + "style-name")).Select(LineStyles.KindOf).FirstOrDefault(k => k is not null) ?? outer;
        Inline(span, boxes);
        _kind = outer;
    }

    private void Say(string text)
    {
        if (_left.Count == 0) _words.Add(text, _kind);
    }

    private static string Blanks(XElement blanks) => new(' ', Math.Min(1000, NumberOf(blanks, Text + "c", 1)));

    // Ends of lines and runs of blanks in the file are one blank (part 3, 6.1.2).
    private static string OneBlank(string words)
    {
        var text = new StringBuilder();
        foreach (char c in words) if (c is not (' ' or '\n' or '\t' or '\r')) text.Append(c);
        else if (text.Length == 0 || text[^1] != ' ') text.Append(' ');
        return text.ToString();
    }

    private void Change(XElement mark)
    {
        string id = Of(mark, Text + "change-id");
        if (!_regions.TryGetValue(id, out var region)) return;
        if (region.Insertion)
        {
            if (_accepted) return;
            if (mark.Name.LocalName == "change-start") _left.Add(id);
            else _left.Remove(id);
        }
        else if (!_accepted && mark.Name.LocalName == "change" && _removed.TryGetValue(id, out var gone)) Restore(gone);
    }

    // What was taken out: its first paragraph goes on with the one it was in, its last one with what follows.
    private void Restore(XElement gone)
    {
        var pieces = gone.Elements().Where(e => e.Name.LocalName is "p" or "h" or "list" or "table").ToList();
        foreach (var (n, piece) in pieces.Index())
        {
            if (piece.Name.LocalName is "p" or "h") Inline(piece, []);
            if (n == pieces.Count - 1) break;
            _lines.Add(_words.Line(LineStyles.RoleOf(Parents(Of(piece, Text + "style-name"))), "", false, false, false));
            _words = new();
        }
    }

    private void Cite(XElement note)
    {
        if (_left.Count > 0 || note.Element(Text + "note-body") is not { } body) return;
        string text = SourceText.CleanOf(string.Join("\n", body.Descendants().Where(e => e.Name == Text + "p").Select(Plain))).Trim();
        if (text.Length > 0) _words.Note(text);
    }

    private void Comment(XElement annotation)
    {
        string text = string.Join("\n", annotation.Descendants(Text + "p").Select(Plain)).Trim();
        if (text.Length > 0) _comments.Add(new(annotation.Element(Dublin + "creator")?.Value ?? "", text));
    }

    private static string Plain(XElement paragraph) => string.Concat(paragraph.DescendantNodes().Select(n => n switch
    {
        XText words => OneBlank(words.Value),
        XElement { Name.LocalName: "s" } blanks => Blanks(blanks),
        XElement { Name.LocalName: "tab" } => "\t",
        _ => "",
    }));

    private void Boxes(XElement drawing)
    {
        foreach (var box in drawing.DescendantsAndSelf().Where(e => e.Name == Draw + "text-box" && !e.Ancestors(Draw + "text-box").Any()))
            Block(box, null, 0, "");
    }

    private void Rows(XElement table)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in table.Descendants(Table + "table-row").Where(r => r.Ancestors(Table + "table").First() == table))
        {
            var cells = new List<string>();
            foreach (var cell in row.Elements().Where(c => c.Name.LocalName is "table-cell" or "covered-table-cell"))
                cells.AddRange(Enumerable.Repeat(CellOf(cell), Math.Clamp(NumberOf(cell, Table + "number-columns-repeated", 1), 1, 63)));
            int times = Math.Clamp(NumberOf(row, Table + "number-rows-repeated", 1), 1, cells.TrueForAll(c => c.Length == 0) ? 1 : 1000);
            // A row may say that it stands there a thousand times: what comes of a small file is bounded.
            if ((_cells += times * Math.Max(1, cells.Count)) > MostCells) throw new FormatError(0, 0,
                "Le tabelle del file hanno troppe celle: dividilo in più parti.",
                "The tables of the file have too many cells: split it into parts.");
            for (int i = 0; i < times; i++) rows.Add(cells);
        }
        if (rows.Count == 0 || _left.Count > 0) return;
        _lines.Add(SourceLine.Of(rows));
    }

    private string CellOf(XElement cell)
    {
        int before = _lines.Count;
        var (outer, carries) = (_words, _carries);
        Block(cell, null, 0, "");
        (_words, _carries) = (outer, carries);
        var inside = _lines[before..];
        _lines.RemoveRange(before, _lines.Count - before);
        return SourceLine.CellOf(inside);
    }

    private static void LeaveHeaders(Package package, List<RegulationRemark> remarks)
    {
        HashSet<string> names = ["header", "footer", "header-first", "footer-first", "header-left", "footer-left"];
        var words = Part(package, "styles.xml")?.Descendants().Where(e => names.Contains(e.Name.LocalName) && e.Name.Namespace == Style)
            .SelectMany(e => e.Descendants(Text + "p"))
            .Where(p => Of(p, Text + "style-name") != LineStyles.Page).Select(Plain).Where(t => t.Trim().Length > 0).ToList() ?? [];
        if (words.Count > 0) remarks.Add(new(RegulationRemarkKind.LeftOut, new("Intestazione e piè di pagina sono lasciati fuori.",
            "Page header and footer are left out."), "", string.Join("\n", words)));
    }
}
