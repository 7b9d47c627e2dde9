namespace Deliberation.Formats.Regulations;

/// <content>What stands in an article: *commi*, letters, points.</content>
internal sealed partial class RegulationReader
{
    // Comma, letter, point.
    private bool BeginsEntry(SourceLine line)
    {
        if (_part is not
            {
                Kind: RegulationPartKind.Article or RegulationPartKind.Annex or RegulationPartKind.Title
            or RegulationPartKind.Chapter or RegulationPartKind.Section
            }) return false;
        string text = line.Text;
        bool fresh = Before is null || Last is null || Ended(Before.Text) || line.Whole || _wantsHeading || _headingOpen;
        if (Markers.Comma(text) is { } number && BeginsNumber(number, text, fresh)) return true;
        if (Markers.Letter(text) is { } letter && Current is not null && BeginsLetter(letter.Mark, letter.Dotted)) return true;
        if (Markers.Dash(text) is { } dash && Current is not null && (fresh || Ended(Before!.Text) || Last!.Label == "–"))
        {
            Current.Lines.Add(new(Current.Lines.Exists(l => l is { Level: 1, Label: not "–" }) ? 2 : 1, "–", dash.Rest));
            return true;
        }
        return false;
    }

    private bool BeginsNumber(Markers.Numbered mark, string text, bool fresh)
    {
        var rank = Markers.Rank(mark.Label);
        bool bracketed = Markers.Bracketed(text);
        string before = _part!.Commi.FindLast(c => c.Label.Length > 0)?.Label ?? "0";
        bool next = rank.Number == Markers.Rank(before).Number + 1 || rank.Adverb > 0;
        if (!fresh && !next) return false;
        bool inLetter = Current?.Lines.Exists(l => l.Level == 1 && char.IsAsciiLetterLower(l.Label[0])) == true;
        var point = Current?.Lines.FindLast(l => l.Level == 2 && l.Label != "–");
        int lastPoint = point is null || Last!.Level < 2 ? 0 : Markers.Rank(point.Label).Number;
        bool other = bracketed && _part.Numbered && !_part.Bracketed;
        // Under a letter a number with another bracket, or one that begins again, is a point.
        if (inLetter && (other || (bracketed && !_part.Numbered) || (rank is { Number: 1, Adverb: 0 } && _part.Numbered)
            || (lastPoint > 0 && rank.Number == lastPoint + 1
            && !next)))
        {
            Current!.Lines.Add(new(2, mark.Label, mark.Rest));
            return true;
        }
        // A list of numbers right under the comma; one office closes them now with a dot, now with a bracket.
        bool inList = Last is { Level: 1 } last && char.IsAsciiDigit(last.Label[0]) && Markers.Rank(last.Label).Number == rank.Number - 1;
        if (other && Current is not null && (!next || inList))
        {
            Current.Lines.Add(new(1, mark.Label, mark.Rest));
            return true;
        }
        BeginComma(mark, text);
        return true;
    }

    private void BeginComma(Markers.Numbered mark, string text)
    {
        if (!_part!.Numbered) _part.Bracketed = Markers.Bracketed(text);
        _part.Commi.Add(new(mark.Label) { Lines = [new(0, "", mark.Rest)] });
        _wantsHeading = _headingOpen = false;
    }

    private bool BeginsLetter(Markers.Numbered mark, bool dotted)
    {
        var last = Current!.Lines.FindLast(l => l is { Level: 1 } && l.Label.Length > 0 && char.IsAsciiLetterLower(l.Label[0]));
        if (!Follows(last?.Label, mark.Label)) return false;
        // «n. 3» and «c. 2» are no letters of a list that has not begun.
        if (dotted && last is null && mark.Label != "a") return false;
        if (last is null && mark.Label != "a" && !Last!.Text.EndsWith(':')) return false;
        if (last is null && mark.Label == "a" && Before is not null && !Ended(Before.Text) && dotted) return false;
        Current.Lines.Add(new(1, mark.Label, mark.Rest));
        return true;
    }

    private static bool Follows(string? before, string label)
    {
        if (before is null) return true;
        string[] a = before.Split('-'), b = label.Split('-');
        int order = a[0].Length != b[0].Length ? a[0].Length - b[0].Length : string.CompareOrdinal(a[0], b[0]);
        return order < 0 || (order == 0 && b.Length > a.Length);
    }
}
