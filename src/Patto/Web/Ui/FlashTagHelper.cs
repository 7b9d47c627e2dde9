using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Patto.Web.Ui;

public static class Flashes
{
    internal const string Said = "flash", Undo = "flash-undo", Cookie = "avviso";

    /// <summary>Whether there may be something to say. Who only looks for it has the cookie written anew, and such a page is never kept for
    /// others: ask here first.</summary>
    public static bool Waits(HttpContext http) => http.Request.Cookies.ContainsKey(Cookie);
}

/// <summary>Goes to a page that says something; with an address, it can be taken back there. There is no other way to say it:
/// an act gives its result back and cannot answer the browser, so what is refused is never told as done.</summary>
internal sealed class GoAndSay(string url, string sentence, string? undoUrl) : LocalRedirectResult(url)
{
    public override Task ExecuteResultAsync(ActionContext context)
    {
        var told = context.HttpContext.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context.HttpContext);
        told[Flashes.Said] = sentence;
        if (undoUrl is not null) told[Flashes.Undo] = undoUrl;
        return base.ExecuteResultAsync(context);
    }
}

/// <summary>What the act before the redirect has to say. The layout writes it.</summary>
[HtmlTargetElement("p-flash", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FlashTagHelper(IAntiforgery antiforgery) : UiTagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Flashes.Waits(Http) || ViewContext.TempData[Flashes.Said] is not string sentence)
        {
            output.SuppressOutput();
            return;
        }
        Markup undo = ViewContext.TempData[Flashes.Undo] is string url ? UndoForm.Of(antiforgery, Http, url, L["Annulla"]) : Markup.None;
        Replace(output, Markup.Of($"""<div class="flash" role="status">{Icon("checkc")}<p>{Localization.Texts.Own(sentence)}</p>{undo}</div>"""));
    }
}

/// <summary>A POST that takes an act back.</summary>
[HtmlTargetElement("p-undo", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UndoTagHelper(IAntiforgery antiforgery) : UiTagHelper
{
    public string Url { get; set; } = "";
    public string? Text { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output) =>
        Replace(output, UndoForm.Of(antiforgery, Http, Url, Text ?? L["Annulla"]));
}

internal static class UndoForm
{
    public static Markup Of(IAntiforgery antiforgery, HttpContext http, string url, string text)
    {
        var token = antiforgery.GetAndStoreTokens(http);
        return $"""<form class="inline-form" method="post" action="{url}"><input type="hidden" name="{token.FormFieldName}" value="{token.RequestToken}"><input type="hidden" name="{PostFormTagHelper.OnceKey}" value="{Guid.NewGuid().ToString("n")}"><button class="btn btn-plain btn-sm" type="submit">{Icons.Draw(http, "undo")}{text}</button></form>""";
    }
}
