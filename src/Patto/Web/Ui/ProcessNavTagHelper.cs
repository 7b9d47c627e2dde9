using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>On every page of a process the way to all its public pages; elsewhere nothing. The layout writes it below the page.</summary>
[HtmlTargetElement("p-process-nav", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProcessNavTagHelper : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Http.Request.RouteValues["process"] is not string slug || ViewContext.ViewData["Process"] is null)
        {
            output.SuppressOutput();
            return;
        }
        Replace(output, Markup.Of($"""
            <nav class="container no-print pt-5 pb-4 process-nav" aria-labelledby="tutto-il-percorso">
                <h2 class="h6" id="tutto-il-percorso">{L["Tutte le pagine del percorso"]}</h2>
                <ul class="cluster list-unstyled mb-0">{ModuleManifest.AllProcessPages.Select(p => One(p, slug))}</ul></nav>
            """));
    }

    private Markup One(ProcessEntry page, string slug)
    {
        var url = page.Url(slug);
        Markup here = url == Http.Request.Path.Value ? $" aria-current=\"page\"" : Markup.None;
        return $"""<li><a class="d-inline-block py-1" href="{url}"{here}>{L[page.Label]}</a></li>""";
    }
}
