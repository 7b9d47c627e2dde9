using Markdig;
using Markdig.Syntax;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;
using Patto.Web;

namespace Patto.Modules.Administration.Pages;

[PublicCache]
public sealed class NoticeModel : PattoPage
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>What the manifests declare; who only takes part finds first what is kept of them.</summary>
    public IEnumerable<PersonalDatum> Data { get; } = Manifest.All.OrderByDescending(m => m is People.PeopleManifest)
        .ThenByDescending(m => m is ModuleManifest).SelectMany(m => m.Personal.SelectMany(t => t.Data).Concat(m.Passing)).Distinct();

    public PrivacyNotice? Notice { get; private set; }
    public IHtmlContent Html => new HtmlString(BelowTheTitle(Markdown.Parse(Notice!.Text, Plain)).ToHtml(Plain));

    // The page has its own first heading.
    private static MarkdownDocument BelowTheTitle(MarkdownDocument text)
    {
        foreach (var heading in text.OfType<HeadingBlock>().Where(h => h.Level == 1)) heading.Level = 2;
        return text;
    }

    protected override async Task<bool> FindAsync(CancellationToken cancel)
    {
        var authority = Authority.Id;
        var wanted = RouteData.Values["version"] is string text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : (int?)null;
        Notice = await Db.Set<PrivacyNotice>().AsNoTracking()
            .Where(n => n.Authority == authority && (wanted == null || n.Version == wanted))
            .OrderByDescending(n => n.Version).FirstOrDefaultAsync(cancel);
        return wanted is null || Notice is not null;
    }

    public void OnGet() { }
}
