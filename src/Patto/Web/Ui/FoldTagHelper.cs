using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

/// <summary>A fold is open where one of its forms was sent and the page is shown again: what is to be put right stands in it, and without
/// JavaScript nothing else would show it. Every fold of the product is one.</summary>
[HtmlTargetElement("details")]
public sealed class FoldTagHelper : UiTagHelper
{
    private static readonly object Key = new();

    private FoldTagHelper? _outer;
    private bool _mustOpen;

    /// <summary>A form was sent and is shown again here: the folds around it open, also those of the page around a partial view.</summary>
    internal static void OpenAround(HttpContext http)
    {
        for (var fold = http.Items[Key] as FoldTagHelper; fold is not null; fold = fold._outer) fold._mustOpen = true;
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        _outer = Http.Items[Key] as FoldTagHelper;
        Http.Items[Key] = this;
        await output.GetChildContentAsync();
        Http.Items[Key] = _outer;
        if (_mustOpen) output.Attributes.SetAttribute(new TagHelperAttribute("open"));
    }
}
