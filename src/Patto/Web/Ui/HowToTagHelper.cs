using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Web.Help;

namespace Patto.Web.Ui;

/// <summary>The way from a page where somebody works to the text that says how; nothing for others. The layout writes it.</summary>
[HtmlTargetElement("p-how-to", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HowToTagHelper(CurrentUser user, CurrentAuthority authority, AppDb db) : UiTagHelper
{
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var route = (Http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        if (route is null || HelpBook.OfPage("/" + route.TrimStart('/')) is not { } help || !await IsForAsync(help))
        {
            output.SuppressOutput();
            return;
        }
        var title = Localization.Texts.Own(help.Said.Title);
        Replace(output, Markup.Of($"""
            <p class="how-to no-print"><a href="{help.Url}">{Icon("help")}{L["Come si fa"]}<span
                class="visually-hidden">: {title}</span></a></p>
            """));
    }

    private async Task<bool> IsForAsync(HelpText help) => authority.Authority is { } here && user.IsSignedIn
        && (await user.GrantsAsync(db, Http.RequestAborted)).Any(g => help.For.Contains(g.Role) && g.IsOf(here.Id, Now));
}
