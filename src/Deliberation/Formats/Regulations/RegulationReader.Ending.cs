using System.Globalization;
using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <content>What is done once all lines are read: entries glued in one line are parted, doubts are told, the text is made.</content>
internal sealed partial class RegulationReader
{
    // Commi and letters that stand in one line with the words before them.
    private static void Finish(Part part)
    {
        if (part.Kind != RegulationPartKind.Article) return;
        for (int c = 0; c < part.Commi.Count; c++)
        {
            if (part.Commi[c].Given) continue;
            SplitLetters(part.Commi[c]);
            if (part.Commi[c] is not { Label.Length: > 0 } comma) continue;
            string next = (Markers.Rank(comma.Label).Number + 1).ToString(CultureInfo.InvariantCulture);
            for (int l = 0; l < comma.Lines.Count; l++)
            {
                if (part.Commi.Count > c + 1 && part.Commi[c + 1].Label == next) break;
                var line = comma.Lines[l];
                var glued = Regex.Match(line.Text, $@"(?<=[.;:!?»”""])(?<!\b(?:art|n|c|co|lett|p|pag)\.)\s*{next}\s*[.)]\s*(?=\p{{Lu}})");
                if (!glued.Success) continue;
                var later = new Comma(next) { Lines = [new(0, "", line.Text[(glued.Index + glued.Length)..])] };
                later.Lines.AddRange(comma.Lines[(l + 1)..]);
                comma.Lines.RemoveRange(l + 1, comma.Lines.Count - l - 1);
                line.Text = line.Text[..glued.Index].TrimEnd();
                part.Commi.Insert(c + 1, later);
            }
        }
    }

    private static void SplitLetters(Comma comma)
    {
        var line = comma.Lines[0];
        if (line.Table is not null || comma.Lines.Exists(l => l.Level == 1)) return;
        var marks = InlineLetter().Matches(line.Text).ToList();
        var found = new List<Match>();
        foreach (var mark in marks) if (mark.Groups["label"].Value[0] == 'a' + found.Count) found.Add(mark);
        if (found.Count < 2 || !line.Text[..found[0].Index].TrimEnd().EndsWith(':')) return;
        string whole = line.Text;
        line.Text = whole[..found[0].Index].TrimEnd();
        comma.Lines.InsertRange(1, found.Select((m, i) => new Line(1, m.Groups["label"].Value, whole[(m.Index + m.Length)..(i + 1 <
            found.Count ? found[i + 1].Index : whole.Length)].Trim())));
    }

    private void Doubt()
    {
        var articles = _parts.Where(p => p.Kind == RegulationPartKind.Article).ToList();
        if (articles.Count == 0) remarks.Add(new(RegulationRemarkKind.Question, new(
            "Non ho trovato articoli (una riga come «Art. 1 – Finalità»): il testo si può tenere come documento senza articoli.",
            "No articles were found (a line such as «Art. 1 – Finalità»): the text can be kept as a document without articles."), ""));
        InOrder(articles.Select(a => a.Label), "", "articoli", "articles");
        foreach (var article in articles)
        {
            InOrder(article.Commi.Select(c => c.Label), $"art. {article.Label}", "commi", "commi");
            if (!article.Abrogated && article.Commi.Count == 0) remarks.Add(new(RegulationRemarkKind.Doubt, new(
                "L'articolo non ha testo.", "The article has no text."), $"art. {article.Label}"));
        }
    }

    private void InOrder(IEnumerable<string> labels, string where, string what, string english)
    {
        List<string> printed = [.. labels.Where(l => l.Length > 0)];
        (int Number, int Adverb) before = (0, 0);
        foreach (string label in printed)
        {
            var rank = Markers.Rank(label);
            bool follows = rank.Adverb == 0 && (rank.Number == before.Number + 1 || (rank.Number is 0 or 1 && before == (0, 0)))
                || rank.Number == before.Number && rank.Adverb > before.Adverb;
            if (label[0] == '0' && before == (0, 0)) { before = (0, 0); continue; }
            if (!follows)
            {
                remarks.Add(new(RegulationRemarkKind.Doubt, new(
                    $"I numeri degli {what} non sono in fila: {string.Join(", ", printed)}. Sono tenuti come stanno scritti.".Replace(
                        "degli commi", "dei commi", StringComparison.Ordinal),
                    $"The numbers of the {english} are not in a row: {string.Join(", ", printed)}. They are kept as they are printed."), where));
                return;
            }
            before = rank;
        }
    }

    private string TitleOf()
    {
        if (_title.Length > 0 || _lines.Exists(l => l.Role is not null)) return _title;
        var candidates = _premise.Where(l => l.Table is null).SelectMany(l => l.Text.Split('\n')).Select(t => t.Trim()).ToList();
        // Of an act and its annex the nearest to the articles.
        return candidates.LastOrDefault(t => Markers.TitleIn(t) is not null && !EndsLikeText(t))
            ?? candidates.FirstOrDefault(t => t.Length > 3 && IsCapitals(t) && !t.StartsWith("COMUNE", StringComparison.Ordinal)) ?? "";
    }

    private static RegulationPart Made(Part p) => new(p.Kind, p.Label, p.Heading, p.Abrogated, [.. p.Commi.Select(c =>
        new RegulationComma(c.Label, [.. c.Lines.Where(l => l.Table is not null || l.Text.Length > 0 || l.Label.Length > 0
            || c.Lines.Count == 1).Select(Made)], c.Notes))], p.Plain);

    private static RegulationLine Made(Line l) => new(l.Level, l.Label, l.Text, l.Table);

    [GeneratedRegex(@"(?<=[:;,.]\s|^)(?<label>[a-z])\)\s*")]
    private static partial Regex InlineLetter();
}
