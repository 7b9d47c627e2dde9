using System.Text.RegularExpressions;
using Patto.Database;

namespace Patto.Modules.Documents;

/// <summary>A text pasted from a word processor, read into chapters, articles and *commi*.</summary>
/// <remarks>Chapters begin with "Capo I" or "Titolo I", articles with "Art. 4" or "Articolo 4" (also "Punto 2"), *commi* with "1." or "1)",
/// or are paragraphs parted by an empty line. "In parole semplici:" is kept beside the article.</remarks>
public static partial class PastedText
{
    public static void Into(Outline outline, string pasted, string why, Guid? by, DateTimeOffset now)
    {
        var articles = Read(pasted);
        RuleViolation.UnlessAt("Pasted", articles.Count > 0, "pasted.nothing",
            "Non trovo articoli: ogni articolo comincia con una riga come «Art. 1 – Finalità».");
        foreach (var article in articles)
            RuleViolation.UnlessAt("Pasted", article.Commi.Count > 0, "pasted.empty", "L'articolo «{0}» non ha testo.", article.Heading);
        Node? chapter = null;
        foreach (var article in articles)
        {
            if (article.Chapter is { } heading) chapter = outline.AddChapter(heading, by, now);
            var node = outline.AddArticle(chapter, article.Heading, article.Plain, by, now);
            foreach (var text in article.Commi) outline.AddComma(node, text, why, [], by, now);
        }
    }

    internal sealed record Draft(string? Chapter, string Heading)
    {
        public string Plain { get; set; } = "";
        public List<string> Commi { get; } = [];
    }

    internal static IReadOnlyList<Draft> Read(string pasted)
    {
        List<Draft> articles = [];
        string? chapter = null;
        var fresh = true;
        foreach (var line in pasted.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            if (line.Length == 0) fresh = true;
            else if (Chapter().Match(line) is { Success: true } c) chapter = HeadingOf(c.Groups["heading"].Value, line);
            else if (Head().Match(line) is { Success: true } a)
            {
                articles.Add(new(chapter, HeadingOf(a.Groups["heading"].Value, line)));
                (chapter, fresh) = (null, true);
            }
            else if (articles.Count > 0) (_, fresh) = (Add(articles[^1], line, fresh), false);
        }
        return articles;
    }

    private static bool Add(Draft article, string line, bool fresh)
    {
        if (line.StartsWith("In parole semplici:", StringComparison.OrdinalIgnoreCase)) article.Plain = line["In parole semplici:".Length..]
            .Trim();
        else if (Numbered().Match(line) is { Success: true } comma) article.Commi.Add(comma.Groups["text"].Value);
        else if (fresh || article.Commi.Count == 0) article.Commi.Add(line);
        else article.Commi[^1] += "\n" + line;
        return true;
    }

    private static string HeadingOf(string heading, string line) => heading.Trim(' ', '(', ')', '.') is { Length: > 0 } said ? said : line;

    [GeneratedRegex(@"^(?:capo|titolo)\s+[IVXLC\d]+\b\s*[-–—.:]*\s*(?<heading>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Chapter();

    [GeneratedRegex(@"^(?:art\.|articolo|punto)\s*\d+(?:[-\s]?(?:bis|ter|quater))?\s*[-–—.:)]*\s*(?<heading>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Head();

    [GeneratedRegex(@"^\d+\s*[.)]\s*(?<text>.+)$")]
    private static partial Regex Numbered();
}
