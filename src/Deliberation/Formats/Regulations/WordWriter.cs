using System.Globalization;
using System.Xml;

namespace Deliberation.Formats.Regulations;

/// <summary>Writes paragraphs, tables and footnotes as Office Open XML (ECMA-376 part 1, 17), each as it is, as it came or as it went
/// (17.13.5).</summary>
internal sealed class WordWriter : IDisposable
{
    internal const string W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The first two notes are the lines that part notes from the text.</summary>
    private const int FirstNote = 2;

    private readonly XmlWriter _xml;
    private readonly List<string> _notes = [];
    private int _changes;

    internal WordWriter(Stream document)
    {
        _xml = XmlWriter.Create(document, OfficeParts.Settings);
        _xml.WriteStartElement("w", "document", W);
        _xml.WriteAttributeString("xmlns", "r", null, R);
        Start("body");
    }

    /// <summary>The footnotes, in the order of their marks.</summary>
    internal IReadOnlyList<string> Notes => _notes;

    public void Dispose() => _xml.Dispose();

    internal void Write(Tracked block, Tracked? next)
    {
        if ((block.After ?? block.Before)!.Table is not null) Table(block);
        Paragraph(block, next is { IsWhole: true } other && (other.After ?? other.Before)!.Table is null);
    }

    /// <summary>Ends the text: A4, margins of two centimetres, the number of the page below.</summary>
    internal void Finish()
    {
        Start("sectPr");
        Start("footerReference", ("type", "default"));
        _xml.WriteAttributeString("id", R, "footer");
        End();
        Empty("pgSz", ("w", "11906"), ("h", "16838"));
        Empty("pgMar", ("top", "1418"), ("right", "1134"), ("bottom", "1134"), ("left", "1134"), ("header", "709"), ("footer", "567"),
            ("gutter", "0"));
        End();
        End();
        _xml.WriteEndDocument();
    }

    internal static void WriteNotes(Stream part, IReadOnlyList<string> notes)
    {
        using var writer = new WordWriter(XmlWriter.Create(part, OfficeParts.Settings));
        writer._xml.WriteStartElement("w", "footnotes", W);
        foreach (var (n, kind) in new[] { "separator", "continuationSeparator" }.Index())
        {
            writer.Start("footnote", ("type", kind), ("id", Text(n)));
            writer.Start("p");
            writer.Start("r");
            writer.Empty(kind);
            for (int i = 0; i < 3; i++) writer.End();
        }
        foreach (var (n, note) in notes.Index()) writer.WriteNote(n + FirstNote, note);
        writer.End();
    }

    private WordWriter(XmlWriter xml) => _xml = xml;

    private void WriteNote(int id, string note)
    {
        Start("footnote", ("id", Text(id)));
        foreach (var (n, line) in note.Split('\n').Index())
        {
            Start("p");
            Properties(SheetStyles.Note, null, "");
            if (n == 0)
            {
                Start("r");
                RunStyle("FootnoteReference");
                Empty("footnoteRef");
                End();
                Run(new(WordsKind.Words, " "), "t");
            }
            Run(new(WordsKind.Words, line), "t");
            End();
        }
        End();
    }

    private void Paragraph(Tracked block, bool wholeBehind)
    {
        var (before, after, by) = block;
        var runs = WordDiff.Between(before?.Pieces ?? [], after?.Pieces ?? []).ToList();
        Start("p");
        Properties(SheetStyles.Of((after ?? before)!), before is null || after is null ? by : null, after is null ? "del" : "ins");
        foreach (var run in runs) Run(run, by);
        // LibreOffice would take the change at the end and the paragraph behind it for one, or a note at the end and the end itself.
        if (!block.IsWhole && runs is [.., { Change: not 0 } last] && (wholeBehind || last.Pieces[^1].Kind == WordsKind.Note))
            Run(new(WordsKind.Words, " "), "t");
        End();
    }

    // The mark of the paragraph, which is at its end, came or went with it.
    private void Properties(string style, TrackedBy? by, string change)
    {
        Start("pPr");
        Empty("pStyle", ("val", style));
        if (by is not null)
        {
            Start("rPr");
            StartChange(change, by);
            End();
            End();
        }
        End();
    }

    private void Run(DiffRun run, TrackedBy? by)
    {
        if (run.Change != 0) StartChange(run.Change < 0 ? "del" : "ins", by!);
        foreach (var piece in run.Pieces) Run(piece, run.Change < 0 ? "delText" : "t");
        if (run.Change != 0) End();
    }

    private void Run(Piece piece, string element)
    {
        Start("r");
        if (piece.Kind == WordsKind.Note)
        {
            _notes.Add(piece.Text);
            RunStyle("FootnoteReference");
            Empty("footnoteReference", ("id", Text(_notes.Count - 1 + FirstNote)));
            End();
            return;
        }
        if (OfficeParts.StyleOf(piece.Kind) is { } style) RunStyle(style);
        foreach (var (sign, words) in OfficeParts.Signs(piece.Text))
        {
            if (sign != '\0') Empty(sign == '\t' ? "tab" : "br");
            else
            {
                Start(element);
                _xml.WriteAttributeString("xml", "space", null, "preserve");
                _xml.WriteString(words);
                End();
            }
        }
        End();
    }

    private void RunStyle(string style)
    {
        Start("rPr");
        Empty("rStyle", ("val", style));
        End();
    }

    private void Table(Tracked block)
    {
        var (before, after, by) = block;
        int width = (after ?? before)!.Width;
        Start("tbl");
        Start("tblPr");
        Empty("tblStyle", ("val", LineStyles.Table));
        Empty("tblW", ("w", "5000"), ("type", "pct"));
        Empty("tblLook", ("firstRow", "1"), ("noHBand", "1"), ("noVBand", "1"));
        End();
        Start("tblGrid");
        for (int i = 0; i < width; i++) Empty("gridCol", ("w", Text(9638 / width)));
        End();
        int was = 0, now = 0;
        foreach (var (change, row) in WordDiff.Rows(before?.Table ?? [], after?.Table ?? []))
        {
            Row(row, change, by, heads: (change < 0 ? was : now) == 0);
            if (change <= 0) was++;
            if (change >= 0) now++;
        }
        End();
    }

    private void Row(IReadOnlyList<string> cells, int change, TrackedBy? by, bool heads)
    {
        Start("tr");
        Start("trPr");
        Empty("cantSplit");
        if (heads) Empty("tblHeader");
        if (change != 0)
        {
            StartChange(change < 0 ? "del" : "ins", by!);
            End();
        }
        End();
        foreach (string cell in cells)
        {
            Start("tc");
            Start("tcPr");
            Empty("tcW", ("w", Text(5000 / cells.Count)), ("type", "pct"));
            End();
            foreach (string line in cell.Split('\n'))
            {
                Start("p");
                Properties(heads ? LineStyles.Head : LineStyles.Cell, change == 0 ? null : by, change < 0 ? "del" : "ins");
                if (line.Length > 0) Run(new DiffRun(change, [new(WordsKind.Words, line)]), by);
                End();
            }
            End();
        }
        End();
    }

    private void StartChange(string change, TrackedBy by) => Start(change, ("id", Text(++_changes)), ("author", by.Author),
        ("date", by.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    private void Start(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement("w", element, W);
        foreach (var (name, value) in attributes) _xml.WriteAttributeString("w", name, W, value);
    }

    private void Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(element, attributes);
        End();
    }

    private void End() => _xml.WriteEndElement();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
