using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Patto.Web;

/// <summary>What a page's code needs of a request and no more. The framework's own base class has some 140 methods, which it looks up and
/// keeps in memory anew for each of our pages: some megabytes of what nobody calls.</summary>
[PageModel]
public abstract class BasicPage
{
    [PageContext] public PageContext PageContext { get; set; } = null!;

    internal HttpContext HttpContext => PageContext.HttpContext;
    internal ModelStateDictionary ModelState => PageContext.ModelState;
    internal HttpRequest Request => HttpContext.Request;
    internal HttpResponse Response => HttpContext.Response;
    protected RouteData RouteData => PageContext.RouteData;
    protected ViewDataDictionary ViewData => PageContext.ViewData;

    /// <summary>The script asks for the part that changed, not for the whole page.</summary>
    internal bool AsksForPart => Request.Headers.ContainsKey("X-Part");

    /// <summary>A part of the page alone, as an answer to a small request.</summary>
    protected PartialViewResult Part<T>(string view, T model) => new()
    {
        ViewName = view,
        ViewData = new ViewDataDictionary<T>(HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>(),
        ModelState)
        { Model = model },
        TempData = HttpContext.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(HttpContext),
    };

    /// <summary>This address with what it asks (filters, page of the list), without the handler: where an act on a list comes back
    /// to.</summary>
    internal string SameList => Request.Path + QueryString.Create(Request.Query.Where(q => q.Key != "handler"));

    internal static PageResult Page() => new();
    protected static NotFoundResult NotFound() => new();
    protected static LocalRedirectResult LocalRedirect(string url) => new(url);

    /// <summary>Goes there and says something: "Contributo pubblicato." Only the answer to the browser says it, so nothing is said of an
    /// act that failed.</summary>
    protected static LocalRedirectResult Go(string url, string? sentence, string? undoUrl = null) =>
        sentence is null ? new LocalRedirectResult(url) : new Ui.GoAndSay(url, sentence, undoUrl);

    protected static ContentResult Content(string text, string mediaType) => new() { Content = text, ContentType = mediaType };
    protected static FileContentResult File(byte[] content, string mediaType, string name) =>
        new(content, mediaType) { FileDownloadName = name };
}
