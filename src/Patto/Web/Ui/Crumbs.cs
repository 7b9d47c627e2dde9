using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

public static class Crumbs
{
    /// <summary>The way to this page below Home; the last step is the page itself and has no address.</summary>
    public static IReadOnlyList<(string Label, string? Url)> To(params (string Label, string? Url)[] steps) => steps;
}

/// <summary>The way to this page. The layout writes it above the page, unless the page has placed it itself.</summary>
[HtmlTargetElement("p-crumbs", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CrumbsTagHelper : UiTagHelper
{
    internal const string Placed = "CrumbsPlaced";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ViewContext.ViewData[Placed] = true;
        var steps = ViewContext.ViewData["Crumbs"] as IReadOnlyList<(string Label, string? Url)> ?? [];
        Replace(output, steps.Count == 0 ? Markup.None : Way([(L["Home"], "/"), .. steps.SkipWhile(s => s.Url == "/")]));
    }

    private Markup Way(IReadOnlyList<(string Label, string? Url)> steps) =>
        $"""<nav class="breadcrumb-container" aria-label="{L["Percorso di navigazione"]}"><ol class="breadcrumb" data-element="breadcrumb">{steps.Select((step, i) => Step(step.Label, step.Url, i == steps.Count - 1))}</ol></nav>""";

    private static Markup Step(string label, string? url, bool last) => last || url is null
        ? Markup.Of($"""<li class="breadcrumb-item active"{(last ? Markup.Of($" aria-current=\"page\"") : Markup.None)}>{label}{Slash(last)}</li>""")
        : $"""<li class="breadcrumb-item"><a href="{url}">{label}</a>{Slash(last)}</li>""";

    private static Markup Slash(bool last) => last ? Markup.None : Markup.Of($"""<span class="separator" aria-hidden="true">/</span>""");
}
