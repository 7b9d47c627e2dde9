using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <summary>Reads lines into premise, divisions, articles, *commi*, letters, points and annexes. Numbers are the source's own; no word is
/// dropped without a remark and none is invented.</summary>
internal sealed partial class RegulationReader(List<SourceLine> lines, List<RegulationRemark> remarks)
{
    private sealed class Line(int level, string label, string text)
    {
        internal int Level { get; } = level;
        internal string Label { get; } = label;
        internal string Text { get; set; } = text;
        internal IReadOnlyList<IReadOnlyList<string>>? Table { get; init; }
    }

    private sealed class Comma(string label)
    {
        internal string Label { get; } = label;
        internal List<Line> Lines { get; init; } = [];
        internal List<string> Notes { get; } = [];

        /// <summary>A style says where it begins and ends.</summary>
        internal bool Given { get; init; }
    }

    private sealed class Part(RegulationPartKind kind, string label, string heading)
    {
        internal RegulationPartKind Kind { get; } = kind;
        internal string Label { get; } = label;
        internal string Heading { get; set; } = heading;
        internal bool Abrogated { get; set; }
        internal string Plain { get; set; } = "";
        internal List<Comma> Commi { get; } = [];
        internal bool Numbered => Commi.Exists(c => c.Label.Length > 0);
        internal bool Bracketed { get; set; }
    }

    private readonly List<SourceLine> _lines = new SourceText(lines, remarks).Clean();
    private readonly List<Line> _premise = [];
    private readonly List<Part> _parts = [];
    private Part? _part;
    private bool _wantsHeading, _headingOpen, _blank = true, _points, _annexIsText, _opens;
    private string _title = "";
    private int _at;

    internal RegulationText Read()
    {
        _points = !_lines.Exists(l => l.Table is null && IsArticle(l, null));
        _annexIsText = AnnexHoldsTheText();
        for (_at = 0; _at < _lines.Count; _at++)
        {
            var line = _lines[_at];
            if (line.Role is { } role) Given(role, line);
            else if (line.Table is { } table) Take(table);
            else if (!line.Blank && !Begins(line)) Continue(line);
            if (line.Notes.Count > 0) Annotate(line.Notes);
            _blank = line.Blank || line.Whole || line.Table is not null;
        }
        foreach (var part in _parts) Finish(part);
        Doubt();
        return new(TitleOf(), [.. _premise.Select(Made)], [.. _parts.Select(Made)]);
    }

    // A resolution comes before its annex, which is the regulation; a regulation comes before its annexes.
    private bool AnnexHoldsTheText()
    {
        if (_lines.Exists(l => l.Role is not null)) return false;
        int annex = _lines.FindIndex(l => l.Table is null && !l.Literal && Markers.Annex(l.Text, l.Complete) is not null);
        if (annex < 0) return false;
        SourceLine? before = null;
        bool first = false, later = false;
        foreach (var (i, line) in _lines.Index())
        {
            if (line.Table is null && IsArticle(line, before)) (first, later) = (first || i < annex, later || i > annex);
            before = line.Blank ? null : line;
        }
        return !first && later;
    }

    private bool IsArticle(SourceLine line, SourceLine? before)
    {
        if (line.Role is { } role) return role == LineRole.Article;
        if (line.Literal || (Markers.Article(line.Text) ?? (_points ? Markers.Point(line.Text) : null)) is not { } mark) return false;
        if (line.Complete) return true;
        if (Markers.Cites(mark.Rest)) return false;
        // A citation that the end of a line cut off: «si veda anche / art. 12».
        return before is null || line.Whole || before.Whole || Ended(before.Text) || !char.IsLower(line.Text.TrimStart()[0])
            || mark.Rest.Length == 0;
    }

    private SourceLine? Before => _blank || _at == 0 ? null : _lines[_at - 1];

    private bool Begins(SourceLine line)
    {
        string text = line.Text;
        if (line.Literal) return false;
        if (Markers.Annex(text, line.Complete) is { } annex && !(_part?.Kind == RegulationPartKind.Annex && _annexIsText))
            return BeginAnnex(annex, line);
        if (line is { Complete: true, Heading: true, Title: false } && BeginsHeading(line)) return true;
        if (_part?.Kind == RegulationPartKind.Annex && !_annexIsText) return BeginsEntry(line);
        if (Markers.Division(text) is { } division && (Before is null || Ended(Before.Text) || char.IsUpper(text.TrimStart()[0])))
            return BeginDivision(division.Kind, division.Mark, line);
        if (IsArticle(line, Before)) return BeginArticle((Markers.Article(text) ?? Markers.Point(text))!, line);
        if (_part is null) return false;
        if (_part.Kind == RegulationPartKind.Article && Aside().Match(text) is { Success: true } aside)
        {
            _part.Plain = $"{_part.Plain} {aside.Groups["plain"].Value.Trim()}".Trim();
            _wantsHeading = _headingOpen = false;
            return true;
        }
        if (IsClosing(line)) return BeginClosing(text);
        if (_part.Kind is RegulationPartKind.Closing or RegulationPartKind.Group) return false;
        return BeginsEntry(line) || IsGroup(line) && BeginGroup(text);
    }

    // A heading that says by itself what it is.
    private bool BeginsHeading(SourceLine line)
    {
        if (Markers.Division(line.Text, heading: true) is { } division) return BeginDivision(division.Kind, division.Mark, line);
        if (IsArticle(line, null)) return BeginArticle((Markers.Article(line.Text) ?? Markers.Point(line.Text))!, line);
        if (line.Text.Trim() == MarkdownText.Closing) Add(new(RegulationPartKind.Closing, "", ""));
        else if (_parts.Count > 0 || NextLine() is { } next && IsArticle(next, null)) BeginGroup(line.Text);
        else return false;
        return true;
    }

    private bool BeginAnnex(Markers.Numbered mark, SourceLine line)
    {
        if (_annexIsText && _parts.Count == 0)
        {
            _premise.Add(new(0, "", line.Text.Trim()));
            remarks.Add(new(RegulationRemarkKind.Question, new(
                "Il testo con gli articoli è nell'allegato: quello che viene prima (l'atto che lo approva) è tenuto come premessa. Va bene?",
                "The text with the articles is in the annex: what comes before it (the act that adopts it) is kept as premise. Is that right?"),
                ""));
            return true;
        }
        string heading = Unbracketed(mark.Rest);
        Add(new(RegulationPartKind.Annex, mark.Label, heading));
        _wantsHeading = heading.Length == 0 && !line.Complete;
        return true;
    }

    private bool BeginDivision(RegulationPartKind kind, Markers.Numbered mark, SourceLine line)
    {
        string heading = Unbracketed(mark.Rest);
        Add(new(kind, mark.Label, heading));
        if (!line.Complete) (_wantsHeading, _headingOpen) = (heading.Length == 0, heading.Length > 0 && IsCapitals(heading));
        return true;
    }

    private bool BeginArticle(Markers.Numbered mark, SourceLine line)
    {
        string rest = mark.Rest;
        var part = new Part(RegulationPartKind.Article, mark.Label, "");
        Add(part);
        if (Markers.IsAbrogated(rest)) part.Abrogated = true;
        else if (line.Complete)
        {
            if (rest.Length > 0) TakeHeading(rest);
            _headingOpen = false;
        }
        else if (rest.Length == 0) _wantsHeading = true;
        else if (Bracket().Match(rest) is { Success: true } bracketed)
        {
            part.Heading = bracketed.Groups["heading"].Value.Trim();
            if (bracketed.Groups["rest"].Value.Trim() is { Length: > 0 } words) Words(words, line);
        }
        else if (HeadAndComma().Match(rest) is { Success: true } both && Markers.Comma(both.Groups["comma"].Value) is not null)
        {
            part.Heading = Unbracketed(both.Groups["heading"].Value);
            Words(both.Groups["comma"].Value, line);
        }
        else if (Markers.Comma(rest) is { } comma && !line.Heading) BeginComma(comma, rest);
        else if (line.Heading || !IsSentence(rest)) TakeHeading(rest);
        else Words(rest, line);
        return true;
    }

    private void TakeHeading(string heading)
    {
        if (Markers.IsAbrogated(heading)) _part!.Abrogated = true;
        else if (_part!.Kind == RegulationPartKind.Article && Markers.HeadingOfAbrogated(heading) is { } gone)
            (_part.Heading, _part.Abrogated) = (Unbracketed(gone), true);
        else (_part.Heading, _headingOpen) = (Unbracketed(heading), !heading.EndsWith(')'));
        _wantsHeading = false;
    }

    private void Words(string text, SourceLine line)
    {
        _wantsHeading = _headingOpen = false;
        if (!BeginsEntry(new(text) { Whole = line.Whole })) Continue(new(text) { Whole = line.Whole });
    }

    private bool BeginGroup(string text)
    {
        Add(new(RegulationPartKind.Group, "", text.Trim()));
        return true;
    }

    private bool BeginClosing(string text)
    {
        if (_part!.Kind != RegulationPartKind.Closing) Add(new(RegulationPartKind.Closing, "", ""));
        _part!.Commi.Add(new("") { Lines = [new(0, "", text.Trim())] });
        return true;
    }

    private void Add(Part part)
    {
        _parts.Add(part);
        _part = part;
        _wantsHeading = _headingOpen = false;
    }

    private Comma? Current => _part?.Commi.Count > 0 ? _part.Commi[^1] : null;

    private Line? Last => Current?.Lines.Count > 0 ? Current.Lines[^1] : null;

    // Neither part nor entry: a heading, the rest of a line that was wrapped, or a paragraph.
    private void Continue(SourceLine line)
    {
        string text = line.Text.Trim();
        if (_part is null)
        {
            _premise.Add(new(0, "", string.Join('\n', line.Text.Split('\n').Select(SourceText.Collapsed)).Trim()));
            if (line.Title) _title = _premise[^1].Text;
            return;
        }
        if (_part.Kind == RegulationPartKind.Group && !line.Whole && Before is not null) { _part.Heading += " " + text; return; }
        if (_wantsHeading && !line.Literal && IsHeading(line)) { TakeHeading(text); return; }
        if (_headingOpen && Before is not null && HeadingGoesOn(line)) { _part.Heading = Joined(_part.Heading, text); return; }
        if (_headingOpen && line is { Whole: true, Heading: true } && _part.Commi.Count == 0) { _part.Heading += " " + text; return; }
        if (_part.Kind == RegulationPartKind.Article && _part.Commi.Count == 0 && !line.Literal && Markers.IsAbrogated(text))
        {
            _part.Abrogated = true;
            return;
        }
        _wantsHeading = _headingOpen = false;
        if (Last is not { } last) { Paragraph(text); return; }
        bool wrapped = !line.Whole && Before is not null && last.Table is null;
        bool goesOn = !line.Whole && last.Table is null && last.Text.Length > 0 && !Ended(last.Text) && char.IsLower(text[0]);
        if (last is { Table: null, Text.Length: 0 }) last.Text = text;
        else if (wrapped || goesOn) last.Text = Joined(last.Text, text);
        else if (_part.Numbered && Current!.Label.Length > 0
            && _part.Kind == RegulationPartKind.Article) Current.Lines.Add(new(0, "", text));
        else Paragraph(text);
    }

    private void Paragraph(string text) => _part!.Commi.Add(new("") { Lines = [new(0, "", text)] });

    private void Take(IReadOnlyList<IReadOnlyList<string>> table)
    {
        var line = new Line(0, "", "") { Table = table };
        if (_part is null) _premise.Add(line);
        else if (Current is { } comma && !_opens) comma.Lines.Add(line);
        else _part.Commi.Add(new("") { Lines = [line], Given = _opens });
        _opens = false;
    }

    private void Annotate(IReadOnlyList<string> notes)
    {
        if (Current is { } comma) comma.Notes.AddRange(notes);
        else if (_part is null) _premise.AddRange(notes.Select(n => new Line(0, "", n)));
        else _part.Commi.Add(new("") { Lines = [.. notes.Select(n => new Line(0, "", n))] });
    }

    private static bool IsHeading(SourceLine line)
    {
        string text = line.Text.Trim();
        if (line.Heading) return true;
        if (text.Length > 140 || Markers.Letter(text) is not null) return false;
        return text.StartsWith('(') && text.EndsWith(')') || !EndsLikeText(text);
    }

    // The second line of a heading: short, no sentence, and the text begins after it.
    private bool HeadingGoesOn(SourceLine line)
    {
        string text = line.Text.Trim();
        if (line.Whole || EndsLikeText(text) || text.Length > 80) return false;
        if (_part!.Kind != RegulationPartKind.Article) return IsCapitals(text);
        return NextLine() is { } next && (Markers.Comma(next.Text) is not null || _lines[_at + 1].Blank);
    }

    private SourceLine? NextLine()
    {
        for (int i = _at + 1; i < _lines.Count; i++) if (!_lines[i].Blank) return _lines[i];
        return null;
    }

    private bool IsGroup(SourceLine line)
    {
        string text = line.Text.Trim();
        return _part?.Commi.Count > 0 && Before is null && text.Length <= 80 && char.IsUpper(text[0]) && !EndsLikeText(text)
            && !text.EndsWith(',') && NextLine() is { } next && IsArticle(next, null) && (line.Whole || _lines[_at + 1].Blank);
    }

    private bool IsClosing(SourceLine line)
    {
        if (_part!.Kind is RegulationPartKind.Closing) return true;
        if (Last is null || _wantsHeading) return false;
        string text = line.Text.Trim();
        if (text.Length > 120 || (Before is { } before && !Ended(before.Text))) return false;
        bool capitals = IsCapitals(text) && text.Contains(' ', StringComparison.Ordinal) && !Ended(text) && !text.Any(char.IsDigit);
        if (!capitals && !Markers.IsSignature(text)) return false;
        // Formulas and signatures stand at the end: nothing but a few lines follows, or an annex.
        int rest = 0;
        for (int i = _at + 1; i < _lines.Count; i++)
        {
            if (_lines[i].Blank || _lines[i].Table is not null) continue;
            if (Markers.Annex(_lines[i].Text) is not null) break;
            if (IsArticle(_lines[i], null) || Markers.Division(_lines[i].Text) is not null || ++rest > 12) return false;
        }
        return true;
    }

    private static bool Ended(string text) => text.TrimEnd() is { Length: > 0 } t && t[^1] is '.' or ';' or ':' or '!' or '?' or ')' or '»'
        or '”' or '"';

    private static bool EndsLikeText(string text) => text.TrimEnd() is { Length: > 0 } t && t[^1] is '.' or ';' or ':' or '!' or '?';

    private static bool IsSentence(string text) => EndsLikeText(text) || text.Length > 160;

    private static bool IsCapitals(string text) => text.Any(char.IsLetter) && !text.Any(char.IsLower);

    private static string Unbracketed(string heading)
    {
        string bare = heading.Trim().TrimEnd('.').Trim();
        if (bare.StartsWith('(') && bare.EndsWith(')')) bare = bare[1..^1].Trim();
        return bare.Trim('"', '«', '»', '“', '”').Trim();
    }

    // A word that the end of a line cut is whole again.
    private static string Joined(string before, string after) => before.Length > 1 && before[^1] == '-' && char.IsLetter(before[^2])
        && char.IsLower(after[0]) ? before[..^1] + after : before + " " + after;

    [GeneratedRegex(@"^\s*in parole semplici\s*:(?<plain>.*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Aside();

    [GeneratedRegex(@"^\((?<heading>[^()]*)\)\s*\.?\s*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^(?<heading>.{1,160}?)\s+(?<comma>0?1\s*[.)]\s*(?=[\p{Lu}«]).*)$", RegexOptions.Singleline)]
    private static partial Regex HeadAndComma();
}
