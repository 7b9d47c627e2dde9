using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deliberation.Formats.Tables;

namespace Deliberation.Formats.Regulations;

/// <summary>Makes lines of a paste fit to be read: one long line is broken where its parts begin, what a page repeats and summaries are
/// taken out and told.</summary>
internal sealed partial class SourceText(List<SourceLine> lines, List<RegulationRemark> remarks)
{
    private List<SourceLine> _lines = lines;

    internal List<SourceLine> Clean()
    {
        foreach (var line in _lines) line.Text = CleanOf(line.Text);
        BreakLongLines();
        LeaveOutPages();
        LeaveOutSummaries();
        SplitDivisions();
        return _lines;
    }

    /// <summary>Soft hyphens and what has no width go; every kind of blank is a blank.</summary>
    internal static string CleanOf(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (char c in Headings.Whole(text).Replace("\uFFFE", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC))
        {
            if (c is '\uFFFF' or '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\r') continue;
            if (c == '\u2011') clean.Append('-');
            else if (c is '\n' or '\t') clean.Append(c);
            else if (c is '\f' or '\v') clean.Append('\n');
            else if (char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator) clean.Append(' ');
            else if (!char.IsControl(c)) clean.Append(c);
        }
        // Accents that stood behind a sign without width are now behind their letter.
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    // A paste that lost its line ends has several articles on one line, numbered in order.
    private void BreakLongLines()
    {
        var broken = new List<SourceLine>();
        long half = _lines.Sum(l => (long)l.Text.Length) / 2;
        foreach (var line in _lines)
        {
            if (line.Whole || line.Text.Length < Math.Max(200, half) || InnerArticle().Count(line.Text) < 2) { broken.Add(line); continue; }
            broken.AddRange(Broken(WithoutHeaders(line.Text)).Select(t => new SourceLine(t)));
        }
        _lines = broken;
    }

    // What stands before the first part is the title; where it comes again, with or without the number of a page, a page began.
    private string WithoutHeaders(string text)
    {
        int end = FirstPart().Match(text) is { Success: true } first ? first.Index : 0;
        string title = text[..end].Trim();
        if (title.Length is < 12 or > 200) return text;
        var left = new List<string>();
        string rest = Regex.Replace(text[end..], Regex.Escape(title).Replace("\\ ", @"\s+", StringComparison.Ordinal)
            + @"(?:\s+\d{1,3}(?=\s+(?:Art|ART|CAPO|TITOLO)))?", again => { left.Add(again.Value); return "\n"; }, RegexOptions.IgnoreCase);
        if (left.Count > 0) Tell(RegulationRemarkKind.LeftOut, Bilingual.Of(
            $"L'intestazione della pagina torna {left.Count} volte dentro il testo: è lasciata fuori.",
            $"The page header comes again {left.Count} times within the text: it is left out."), string.Join("\n", left));
        return title + "\n" + rest;
    }

    private static IEnumerable<string> Broken(string text)
    {
        var breaks = new SortedSet<int>();
        (int Number, int Adverb) last = (0, 0);
        foreach (Match part in FirstPart().Matches(text))
        {
            if (part.Groups["number"] is { Success: true } number)
            {
                var rank = Markers.Rank(Markers.Article(text[part.Index..])?.Label ?? number.Value);
                // An article that is cited is not the next one; the first comes again where a summary ends.
                if (rank != (1, 0) && !(rank.Number == last.Number + 1 || (rank.Number == last.Number
                    && rank.Adverb > last.Adverb))) continue;
                if (Markers.Cites(text[(part.Index + part.Length)..].TrimStart())) continue;
                last = rank;
            }
            breaks.Add(part.Index);
            if (part.Groups["contents"].Success) breaks.Add(part.Index + part.Length);
        }
        int from = 0;
        foreach (int at in breaks.Append(text.Length))
        {
            foreach (string line in text[from..at].Split('\n')) if (line.Trim().Length > 0) yield return line.Trim();
            from = at;
        }
    }

    // Numbers of pages, and the lines that stand beside them on each page.
    private void LeaveOutPages()
    {
        var beside = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var texts = _lines.Select(l => Collapsed(l.Text)).ToList();
        var pages = Enumerable.Range(0, _lines.Count).Where(i => !_lines[i].Whole && _lines[i].Table is null
            && Markers.IsPageNumber(_lines[i].Text)).ToHashSet();
        foreach (int page in pages)
            foreach (int step in (int[])[-1, 1])
            {
                int at = page + step;
                while (at >= 0 && at < texts.Count && texts[at].Length == 0) at += step;
                if (at >= 0 && at < texts.Count && texts[at].Length >= 8 && texts.Count(t => t.Equals(texts[at],
                    StringComparison.OrdinalIgnoreCase)) > 1) beside.Add(texts[at]);
            }
        var left = new List<string>();
        var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var clean = new List<SourceLine>();
        for (int i = 0; i < _lines.Count; i++)
        {
            bool again = beside.Contains(texts[i]) && !kept.Add(texts[i]);
            if (!again && !pages.Contains(i)) clean.Add(_lines[i]);
            else left.Add(texts[i]);
        }
        if (left.Count > 0) Tell(RegulationRemarkKind.LeftOut, Bilingual.Of(
            $"{left.Count} righe sono intestazioni o numeri di pagina: sono lasciate fuori.",
            $"{left.Count} lines are page headers or page numbers: they are left out."), string.Join("\n", left));
        _lines = clean;
    }

    private void LeaveOutSummaries()
    {
        var clean = new List<SourceLine>();
        for (int i = 0; i < _lines.Count; i++)
        {
            int end = _lines[i].Literal ? i : _lines[i].Contents || Markers.IsContents(_lines[i].Text) || IsLed(i) ? EndOfSummary(i) : i;
            if (end == i) { clean.Add(_lines[i]); continue; }
            TellOfSummary(i, end);
            i = end - 1;
        }
        _lines = clean;
    }

    // Two headings with dots and a page are a summary that has no heading of its own.
    private bool IsLed(int at) => Next(at) is { } next && Leads(_lines[at].Text) && Leads(_lines[next].Text);

    private int? Next(int at)
    {
        for (int i = at + 1; i < _lines.Count; i++) if (!_lines[i].Blank) return i;
        return null;
    }

    private static bool Leads(string text) => Markers.HasLeader(text) && KeyOf(text) is not null;

    private static string? KeyOf(string text) => Markers.Article(text) is { } a && !Markers.Cites(a.Rest) ? "art " + a.Label
        : Markers.Division(text) is { } d ? $"{d.Kind} {d.Mark.Label}" : Markers.Annex(text) is { } x ? "all " + x.Label : null;

    private int EndOfSummary(int from)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int end = _lines[from].Contents || Markers.HasLeader(_lines[from].Text) ? from : from + 1;
        for (int i = end; i < _lines.Count; i++)
        {
            if (_lines[i].Blank) continue;
            if (_lines[i].Role is not null || !_lines[i].Contents && !IsEntry(i, seen)) break;
            end = i + 1;
        }
        return end > from + 1 || _lines[from].Contents ? end : from;
    }

    private bool IsEntry(int at, HashSet<string> seen)
    {
        string text = _lines[at].Text;
        if (KeyOf(text) is not { } key) return Markers.HasLeader(text);
        return seen.Add(key) && (Markers.HasLeader(text) || _lines.Skip(at + 1).Any(l => KeyOf(l.Text) == key));
    }

    private void TellOfSummary(int from, int end)
    {
        var entries = _lines[from..end].Where(l => !l.Blank && !Markers.IsContents(l.Text)).Select(l => l.Text.Trim()).ToList();
        string words = string.Join("\n", _lines[from..end].Where(l => !l.Blank).Select(l => l.Text.Trim()));
        Tell(RegulationRemarkKind.LeftOut, Bilingual.Of($"L'indice ({entries.Count} voci) è lasciato fuori: si rifà da sé.",
            $"The table of contents ({entries.Count} entries) is left out: it is made again by itself."), words);
        var named = entries.Select(e => Markers.Article(e)?.Label).Where(l => l is not null).ToHashSet();
        var lacking = _lines[end..].Select(l => Markers.Article(l.Text)).Where(a => a is not null && !Markers.Cites(a.Rest)
            && !named.Contains(a.Label)).Select(a => a!.Label).Distinct().ToList();
        if (named.Count > 0 && lacking.Count > 0) Tell(RegulationRemarkKind.Doubt, new(
            $"L'indice non nomina l'articolo {string.Join(", ", lacking)}, che nel testo c'è.",
            $"The table of contents does not name article {string.Join(", ", lacking)}, which is in the text."), "");
    }

    // «TITOLO II: Norme finali - Capo I: Scioglimento» is two lines.
    private void SplitDivisions() => _lines = [.. _lines.SelectMany(line =>
    {
        if (line.Table is not null || line.Literal || line.Complete || line.Text.Length > 300
            || Markers.Division(line.Text) is null) return [line];
        var inner = InnerDivision().Match(line.Text);
        return inner.Success && Markers.Division(line.Text[inner.Index..].TrimStart(' ', '-', '–', '—', '.')) is not null
            ? (IEnumerable<SourceLine>)[new(line.Text[..inner.Index]) { Whole = line.Whole, Heading = line.Heading },
                new(line.Text[inner.Index..].TrimStart(' ', '-', '–', '—', '.')) { Whole = line.Whole, Heading = line.Heading, Notes =
                    line.Notes }] : [line];
    })];

    private void Tell(RegulationRemarkKind kind, Bilingual text, string words) => remarks.Add(new(kind, text, "", words));

    internal static string Collapsed(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<![\w’'])Art(?:icolo|\.)\s*\d", RegexOptions.IgnoreCase)]
    private static partial Regex InnerArticle();

    [GeneratedRegex(@"(?<![\w’'(])(?:(?:Art\.|ART\.|Articolo|ARTICOLO)\s*(?<number>\d{1,4})(?!\d)|(?:TITOLO|CAPO|SEZIONE|Titolo|Capo|Sezione)\s+[IVXLC]+(?!\w)"
        + @"|ALLEGATO\s+\w{1,2}(?!\w)|(?<contents>INDICE|SOMMARIO|Indice|Sommario)(?=\s+(?:Art|ART|CAPO|Capo|TITOLO|Titolo)))")]
    private static partial Regex FirstPart();

    [GeneratedRegex(@"\s+[-–—.]\s*(?=(?i:capo|sezione)\s+(?:[IVXLC]+|\d+)\b)")]
    private static partial Regex InnerDivision();
}
