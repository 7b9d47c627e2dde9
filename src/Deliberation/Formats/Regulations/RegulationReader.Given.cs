namespace Deliberation.Formats.Regulations;

/// <content>Paragraphs whose style says what they are (<see cref="LineStyles"/>): nothing is guessed from their words, but for a number
/// that somebody typed without its style.</content>
internal sealed partial class RegulationReader
{
    private void Given(LineRole role, SourceLine line)
    {
        string text = line.Text.Trim();
        _wantsHeading = _headingOpen = false;
        if (text.Length == 0 && line.Mark.Length == 0 && !line.Gone) { Empty(role, line); return; }
        bool opens = _opens;
        _opens = false;
        if (role == LineRole.Closing) Closes(text);
        else if (LineStyles.PartOf(role) is { } kind) BeginGiven(kind, line, text);
        else if (_part is null) GivePremise(line, text);
        else if (role == LineRole.Plain) _part.Plain = $"{_part.Plain} {PlainOf(text)}".Trim();
        else if (role == LineRole.Comma) BeginGiven(Number(line.Mark, text));
        else if (role is LineRole.Letter or LineRole.Point) Item(role == LineRole.Letter ? 1 : 2, line.Mark, text, opens);
        else if (role == LineRole.Further && Current is not null && !opens) Current.Lines.Add(new(0, "", text));
        else BeginGiven(new("", text));
    }

    // There is no other way to say that something begins, and a blank stands in it (Sheet.Blank); or somebody pressed enter once more, or
    // the words went and the paragraph could not, since a table stands behind it.
    private void Empty(LineRole role, SourceLine line)
    {
        if (line.Text.Length == 0) return;
        if (role == LineRole.Opening) _opens = true;
        else if (role == LineRole.Closing && _part?.Kind != RegulationPartKind.Closing) Add(new(RegulationPartKind.Closing, "", ""));
    }

    private void Closes(string text)
    {
        if (_part?.Kind != RegulationPartKind.Closing) Add(new(RegulationPartKind.Closing, "", ""));
        BeginGiven(new("", text));
    }

    private void GivePremise(SourceLine line, string text)
    {
        if (line.Mark.Length > 0) text = $"{line.Mark} {text}".Trim();
        if (text.Length > 0) _premise.Add(new(0, "", text));
        if (line.Name.Length > 0) _title = line.Name;
    }

    private void BeginGiven(Markers.Numbered mark) => _part!.Commi.Add(new(mark.Label)
    {
        Lines = [new(0, "", mark.Rest)],
        Given = true,
    });

    private void BeginGiven(RegulationPartKind kind, SourceLine line, string text)
    {
        string label = "", heading = text;
        if (line.Mark.Length > 0) (label, heading) = (LabelOf(kind, line.Mark), AfterDash(line.Text));
        else if (kind == RegulationPartKind.Article && Markers.Article(text) is { } article) (label, heading) = (article.Label,
            Unbracketed(article.Rest));
        else if (kind == RegulationPartKind.Annex && Markers.Annex(text, heading: true) is { } annex) (label, heading) = (annex.Label,
            Unbracketed(annex.Rest));
        else if (Markers.Division(text, heading: true) is { } division) (kind, label, heading) = (division.Kind, division.Mark.Label,
            Unbracketed(division.Mark.Rest));
        var part = new Part(kind, label, heading) { Abrogated = line.Gone };
        if (kind == RegulationPartKind.Article && !line.Gone)
        {
            if (Markers.IsAbrogated(heading)) (part.Heading, part.Abrogated) = ("", true);
            else if (Markers.HeadingOfAbrogated(heading) is { } gone) (part.Heading, part.Abrogated) = (gone, true);
        }
        Add(part);
    }

    private static string LabelOf(RegulationPartKind kind, string mark)
    {
        string name = new RegulationPart(kind, "", "", false, []).Name;
        if (mark.StartsWith(name, StringComparison.Ordinal)) return mark[name.Length..].Trim();
        return (kind == RegulationPartKind.Article ? Markers.Article(mark) : kind == RegulationPartKind.Annex ? Markers.Annex(mark, true)
            : Markers.Division(mark, true)?.Mark)?.Label ?? mark;
    }

    private static string AfterDash(string text) => (text.StartsWith(Sheet.Dash, StringComparison.Ordinal) ? text[Sheet.Dash.Length..]
        : text.TrimStart(' ', '-', '–', '—', '.', ':')).Trim();

    private static string PlainOf(string text) => Aside().Match(text) is { Success: true } aside
        ? aside.Groups["plain"].Value.Trim() : text;

    private static Markers.Numbered Number(string mark, string text) => mark.EndsWith('.') ? new(mark[..^1], text)
        : mark.Length > 0 ? new(Markers.Comma(mark)?.Label ?? mark, text) : Markers.Comma(text) ?? new("", text);

    private void Item(int level, string mark, string text, bool opens)
    {
        if (Current is null || opens) _part!.Commi.Add(new("") { Given = true });
        var item = mark == "–" ? new(mark, text) : mark.EndsWith(')') ? new(mark[..^1], text)
            : mark.Length > 0 ? new(Markers.Letter(mark)?.Mark.Label ?? Markers.Comma(mark)?.Label ?? mark, text)
            : Markers.Letter(text)?.Mark ?? Markers.Dash(text) ?? Markers.Comma(text);
        Current!.Lines.Add(item is null ? new(0, "", text) : new(level, item.Label, item.Rest));
    }
}
