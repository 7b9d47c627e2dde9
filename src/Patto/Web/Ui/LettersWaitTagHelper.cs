using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Authorities;
using Patto.Localization;
using Patto.Mail;

namespace Patto.Web.Ui;

/// <summary>Whatever a page says of letters, none is on its way while there is no server to carry it.</summary>
internal static class LettersWait
{
    /// <summary>What is to be said instead of silence; null while letters leave.</summary>
    private static async Task<string?> SentenceAsync(HttpContext http)
    {
        var services = http.RequestServices;
        var (routes, L) = (services.GetRequiredService<MailRoutes>(), services.GetRequiredService<Texts>());
        if (services.GetRequiredService<CurrentAuthority>().Authority is not { } authority) return null;
        if (routes.IsDemo) return L["È una dimostrazione: la lettera non esce, si legge in «Lettere»."].Value;
        return await routes.OfAsync(authority.Id, http.RequestAborted) is null
            ? L["La lettera aspetta: il server di posta non è impostato."].Value : null;
    }

    /// <summary>For a page that promises a letter. A demo says it where its letters can be read.</summary>
    public static async Task<string?> NoteAsync(HttpContext http) =>
        http.RequestServices.GetRequiredService<MailRoutes>().IsDemo ? null : await SentenceAsync(http);

    /// <summary>What an act says once it is committed, and that the letter it posted waits.</summary>
    public static async Task<string?> AfterAsync(HttpContext http, string? said)
    {
        if (!Outbox.HasPosted(http)) return said;
        return await SentenceAsync(http) is { } waits ? string.Join(' ', new[] { said, waits }.OfType<string>()) : said;
    }
}

/// <summary>Stands where a page promises a letter: says so when it cannot leave, otherwise nothing.</summary>
[HtmlTargetElement("p-letters-wait", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LettersWaitTagHelper : UiTagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (await LettersWait.NoteAsync(Http) is { } sentence) Replace(output, Markup.Of($"""<p class="note warn">{sentence}</p>"""));
        else output.SuppressOutput();
    }
}
