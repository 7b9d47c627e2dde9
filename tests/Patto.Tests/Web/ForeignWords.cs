using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Patto.Database;
using Patto.Localization;

namespace Patto.Tests.Web;

/// <summary>An Italian page holds no English word, an English one no Italian text of the interface.</summary>
public static partial class ForeignWords
{
    private static readonly HashSet<string> English =
        [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "english-words.txt")).Where(l => !l.StartsWith('#'))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    // Names that Italian offices use as they are; the last one is a field of the region's own record.
    private static readonly string[] Loans = ["proxy", "Open Space Technology", "Open Space", "World Café", "community day", "focus group",
        "open data", "e-mail", "Upload Documento finale condiviso"];

    // Members of enumerations that read the same in Italian, or are in use there.
    private static readonly HashSet<string> SameInItalian = ["Email", "Web", "Comma", "Consulta", "Giunta", "Idea", "Due", "Design", "Date",
        "In", "No", "Empowerment", "Area", "Via", "Welfare"];

    private static readonly HashSet<string> Members =
        [.. typeof(AppDb).Assembly.GetTypes().Where(t => t.IsEnum && t.Namespace?.StartsWith("Patto", StringComparison.Ordinal) == true)
            .SelectMany(Enum.GetNames).Where(n => !SameInItalian.Contains(n))];

    public static IEnumerable<string> On(Step step, IHtmlDocument? page)
    {
        if (page is null || step.Status is HttpStatusCode.Redirect) return [];
        var found = page.DocumentElement.GetAttribute("lang") == "en" ? ItalianOn(page) : EnglishOn(page);
        return found.Select(f => $"{step.Route}: {f}");
    }

    /// <summary>Is there an English word in it?</summary>
    internal static bool HasEnglish(string said) => WordsOf(said).Any(w => English.Contains(w.ToLowerInvariant()));

    private static IEnumerable<string> EnglishOn(IDocument page) =>
        from said in Said(page)
        from word in WordsOf(said.Text)
        where English.Contains(word.ToLowerInvariant()) || Members.Contains(word)
        select $"{word}, in {said.Where} «{Short(said.Text)}»";

    private static IEnumerable<string> ItalianOn(IDocument page) =>
        from said in Said(page)
        where IsSentence(said.Text) && Texts.English.TryGetValue(said.Text, out var english) && english != said.Text
            && !SaidByTheTown.Contains(said.Text)
        select $"in {said.Where} «{Short(said.Text)}»";

    // What the plan of the town calls by a name that the interface has too.
    private static readonly string[] SaidByTheTown = ["Documento di proposta partecipata"];

    // A word or two may be the title that the town itself gave to something.
    private static bool IsSentence(string text) => text.Count(c => c == ' ') >= 3;

    private static readonly string[] Spoken = ["title", "aria-label", "aria-description", "placeholder", "alt", "data-label", "label"];

    /// <summary>What is read out or seen, and where; passages marked as being in another language are left out.</summary>
    private static IEnumerable<(string Where, string Text)> Said(IDocument page)
    {
        foreach (var text in page.DocumentElement.Descendants<IText>())
            if (text.ParentElement is { } parent && parent.Closest("script, style, code, pre, [translate=no]") is null && IsOwn(parent)
                && text.Data.Trim() is { Length: > 0 } said)
                yield return (parent.LocalName, Space().Replace(said, " "));
        foreach (var element in page.All.Where(IsOwn))
            foreach (var name in Spoken)
                if (element.GetAttribute(name)?.Trim() is { Length: > 0 } said) yield return ($"{name} of {element.LocalName}", said);
        foreach (var said in page.QuerySelectorAll("input[type=submit], meta[name=description]").Where(IsOwn)
            .Select(e => e.GetAttribute("value") ?? e.GetAttribute("content")))
            if (said is { Length: > 0 }) yield return ("value", said);
    }

    private static bool IsOwn(IElement element) => element.Closest("[lang]") is not { } marked || marked == element.Owner!.DocumentElement;

    private static IEnumerable<string> WordsOf(string text)
    {
        foreach (var loan in Loans) text = text.Replace(loan, " ", StringComparison.OrdinalIgnoreCase);
        return text.Split([' ', '\n', '\t', '\u00a0']).Where(w => !Address().IsMatch(w))
            .SelectMany(w => Word().Matches(w).Select(m => m.Value)).Where(w => !Initials().IsMatch(w));
    }

    private static string Short(string text) => text.Length > 90 ? text[..90] + "…" : text;

    // Addresses of sites and letter boxes, names of files.
    [GeneratedRegex(@"[@/]|\w\.\w")] private static partial Regex Address();
    [GeneratedRegex(@"(?<![\p{L}\d_’'-])\p{L}+(?![\p{L}\d_’'-])")] private static partial Regex Word();
    [GeneratedRegex("^[A-Z]{1,3}$")] private static partial Regex Initials();
    [GeneratedRegex(@"\s+")] private static partial Regex Space();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
