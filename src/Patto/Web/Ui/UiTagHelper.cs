using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>What every building block of a page needs: the request, the words, the icons.</summary>
public abstract class UiTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound] public ViewContext ViewContext { get; set; } = null!;

    protected HttpContext Http => ViewContext.HttpContext;
    protected Texts L => Http.RequestServices.GetRequiredService<Texts>();
    protected DateTimeOffset Now => (Http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow();

    protected Markup Icon(string name, string kind = "") => Icons.Draw(Http, name, kind);

    /// <summary>The markup takes the place of the element as it was written.</summary>
    protected static void Replace(TagHelperOutput output, IHtmlContent markup)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(markup);
    }

    /// <summary>This address with another page handler, the rest of its query kept.</summary>
    protected string Address(string? action, string? handler)
    {
        var path = action ?? Http.Request.PathBase + Http.Request.Path;
        var query = action is null ? Http.Request.Query.Where(q => q.Key is not "handler") : [];
        return path + QueryString.Create(handler is null ? query : [.. query, new("handler", handler)]);
    }
}

public static class Icons
{
    public static Markup Draw(HttpContext http, string name, string kind = "") =>
        $"<svg class=\"ic{(kind.Length > 0 ? " " + kind : "")}\" aria-hidden=\"true\"><use href=\"{SiteFiles.Url(http, "svg/icone.svg")}#{name}\"></use></svg>";
}

public static class SiteFiles
{
    /// <summary>The address of a file of the site, with its fingerprint where the host knows it: such an address may be kept for
    /// ever.</summary>
    public static string Url(HttpContext http, string path)
    {
        var known = http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return $"{http.Request.PathBase}/{known?[path] ?? path}";
    }
}
