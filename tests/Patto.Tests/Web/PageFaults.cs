using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Web;

/// <summary>What no page may have, whatever it is about.</summary>
public static class PageFaults
{
    public static IEnumerable<string> Of(Step step, IHtmlDocument? page) => FaultsOf(step.Status, page).Select(f => $"{step.Url} (from {step.From}): {f}");

    private static IEnumerable<string> FaultsOf(HttpStatusCode status, IHtmlDocument? page)
    {
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.Forbidden)) yield return $"{(int)status}";
        if (page is null || status != HttpStatusCode.OK) yield break;
        if (page.QuerySelectorAll("h1").Length != 1) yield return $"{page.QuerySelectorAll("h1").Length} main headings";
        if (string.IsNullOrWhiteSpace(page.Title)) yield return "no title";
        if (page.QuerySelector("[style], script:not([src]), [onclick], [onchange]") is { } inline) yield return $"inline style or script: {inline.OuterHtml[..Math.Min(80, inline.OuterHtml.Length)]}";
        if (page.QuerySelectorAll("[id]").GroupBy(e => e.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) yield return $"id twice: {twice.Key}";
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
            if (control.GetAttribute("aria-label") is null && control.GetAttribute("aria-labelledby") is null && control.Closest("label") is null && page.QuerySelector($"label[for='{control.Id}']") is null)
                yield return $"no label for {control.GetAttribute("name")}";
    }
}
