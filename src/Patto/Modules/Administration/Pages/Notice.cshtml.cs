using Markdig;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Caching;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

[SameForAll]
public sealed class NoticeModel : PattoPage
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    public PrivacyNotice? Notice { get; private set; }
    public IHtmlContent Html => new HtmlString(Markdown.ToHtml(Notice!.Text, Plain));

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        var wanted = RouteData.Values["version"] is string text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        Notice = await Db.Set<PrivacyNotice>().AsNoTracking().Where(n => n.Authority == authority && (wanted == null || n.Version == wanted))
            .OrderByDescending(n => n.Version).FirstOrDefaultAsync(cancel);
        return wanted is null || Notice is not null;
    }

    public void OnGet() { }
}
