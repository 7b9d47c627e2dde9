using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Dom.Events;
using AngleSharp.Html.Parser;

namespace Patto.Tests.Web;

/// <summary>What no page may have, whatever it is about.</summary>
public static partial class PageFaults
{
    public static IEnumerable<string> Of(Step step, IHtmlDocument? page) =>
        FaultsOf(step.Status, page).Select(f => $"{step.Url} (from {step.From}): {f}");

    private static IEnumerable<string> FaultsOf(HttpStatusCode status, IHtmlDocument? page)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.Forbidden)) yield return $"{(int)status}";
        if (page is null || status != HttpStatusCode.OK) yield break;
        if (page.QuerySelectorAll("h1").Length != 1) yield return $"{page.QuerySelectorAll("h1").Length} main headings";
        if (string.IsNullOrWhiteSpace(page.Title)) yield return "no title";
        // Data for machines is not run.
        if (page.QuerySelector(
            "[style], script:not([src]):not([type='application/ld+json']), [onclick], [onchange]") is { } inline)
            yield return $"inline style or script: {inline.OuterHtml[..Math.Min(80, inline.OuterHtml.Length)]}";
        if (page.QuerySelectorAll("[id]").GroupBy(e => e.Id)
            .FirstOrDefault(g => g.Count() > 1) is { } twice) yield return $"id twice: {twice.Key}";
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
            if (control.GetAttribute("aria-label") is null && control.GetAttribute("aria-labelledby") is null
                && control.Closest("label") is null && page.QuerySelector($"label[for='{control.Id}']") is null)
                yield return $"no label for {control.GetAttribute("name")}";
        foreach (var fault in HeadingFaults(page).Concat(ListFaults(page)).Concat(SelectFaults(page))
            .Concat(CountFaults(page)).Concat(CardFaults(page))) yield return fault;
    }

    /// <summary>What a strict reader of HTML says of the page as it was sent; the parser of a browser mends it in silence.</summary>
    public static IEnumerable<string> Malformed(string html)
    {
        List<string> faults = [];
        var parser = new HtmlParser();
        parser.Error += (_, said) =>
        {
            var error = (HtmlErrorEvent)said;
            var at = Math.Max(0, error.Position.Index - 60);
            faults.Add($"HTML {error.Message}: {html[at..Math.Min(html.Length, at + 120)].ReplaceLineEndings(" ")}");
        };
        using var page = parser.ParseDocument(html);
        return faults;
    }

    private static IEnumerable<string> HeadingFaults(IHtmlDocument page)
    {
        var before = 0;
        foreach (var heading in page.QuerySelectorAll("main :is(h1, h2, h3, h4, h5, h6)"))
        {
            var level = heading.LocalName[1] - '0';
            if (level > before + 1) yield return $"h{before} is followed by h{level}: {heading.TextContent.Trim()}";
            before = level;
        }
    }

    private static IEnumerable<string> ListFaults(IHtmlDocument page)
    {
        foreach (var term in page.QuerySelectorAll("dt"))
        {
            var next = term.NextElementSibling;
            while (next?.LocalName == "dt") next = next.NextElementSibling;
            if (next?.LocalName != "dd") yield return $"a term without what it says: {term.TextContent.Trim()}";
        }
        if (page.QuerySelector(
            "dl > :not(dt, dd, div), ul > :not(li, template, script), ol > :not(li)") is { } odd)
            yield return $"{odd.LocalName} inside {odd.ParentElement!.LocalName}";
    }

    /// <summary>On a phone the rows of a table are cards: a value without the heading of its column says nothing.</summary>
    private static IEnumerable<string> CardFaults(IHtmlDocument page)
    {
        foreach (var table in page.QuerySelectorAll("table.stack"))
        {
            var head = table.QuerySelectorAll("thead tr").ToList();
            if (head.Count != 1) continue;
            var headings = head[0].Children.SelectMany(h => Enumerable.Repeat(h.ChildElementCount == 0 ? h.TextContent.Trim() : "",
                WidthOf(h))).ToList();
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                var at = 0;
                foreach (var cell in row.Children)
                {
                    if (cell.LocalName == "td" && WidthOf(cell) == 1 && headings.ElementAtOrDefault(at) is { Length: > 0 } heading
                        && !cell.HasAttribute("data-label")) yield return $"on a phone a value of «{heading}» stands without its heading";
                    at += WidthOf(cell);
                }
            }
        }
    }

    private static int WidthOf(IElement cell) => int.TryParse(cell.GetAttribute("colspan"), out var width) ? width : 1;

    private static IEnumerable<string> SelectFaults(IHtmlDocument page)
    {
        foreach (var select in page.QuerySelectorAll("select"))
        {
            if (select.HasAttribute("maxlength")) yield return $"a length for the choice {select.GetAttribute("name")}";
            if (select.HasAttribute("required") && !select.HasAttribute("multiple")
                && select.QuerySelector("option")?.GetAttribute("value") != "")
                yield return $"the choice {select.GetAttribute("name")} is asked for and has no empty option";
        }
    }

    // "1 osservazioni", as who listens hears it.
    private static IEnumerable<string> CountFaults(IHtmlDocument page) =>
        page.QuerySelectorAll("main *").Where(e => e.ChildElementCount <= 3 && e.TextContent.Length < 200)
            .SelectMany(e => OneOfMany().Matches(Space().Replace(e.TextContent, " ")).Select(m => $"one is counted as many: «{m.Value}»"))
                .Distinct();

    [GeneratedRegex(
        @"(?<![\w.,/:–-] ?)1 (osservazioni|contributi|proposte|articoli|risposte|indicatori|emendamenti|commenti|voci|campi|"
        + "iscritti|persone|presenti|giorni|posti|tentativi|lettere|incontri|documenti|decisioni|percorsi|azioni|esiti|richieste|inviti|versioni|"
        + @"bozze|fogli|foglietti|gruppi|minuti|mesi|anni|righe|schede|sessioni|temi|interessi|portatori)\b")]
    private static partial Regex OneOfMany();

    [GeneratedRegex(@"\s+")] private static partial Regex Space();
}
