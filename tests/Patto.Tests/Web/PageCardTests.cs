using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;
using Patto.Web;
using SkiaSharp;

namespace Patto.Tests.Web;

/// <summary>The address of a public page, sent to somebody, shows a picture that says what it is, and no word of a person.</summary>
public sealed class PageCardTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static string? Of(AngleSharp.Dom.IParentNode page, string property) =>
        page.QuerySelector($"meta[property='{property}']")?.GetAttribute("content");

    [Fact]
    public async Task A_public_page_names_a_picture_which_only_this_site_can_have_drawn()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var draft = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7), published: false);
        var code = await _host.Act(town, null, async write =>
        {
            var said = await write.Get<ContributionBook>().RecordAsync((await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!,
                new("Mio nonno Ernesto non riesce a salire sul pullman.", Via.Web), Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel);
            return said.Code;
        });
        var visitor = _host.Visitor();
        foreach (var url in new[] { ProcessUrls.Show(process.Slug), ContributionUrls.Show(process.Slug, code) })
        {
            var page = await visitor.ReadAsync(url);
            var address = Of(page, "og:image")!;
            Assert.Equal(("1200", "630"), (Of(page, "og:image:width"), Of(page, "og:image:height")));
            Assert.False(string.IsNullOrEmpty(Of(page, "og:title")));
            Assert.DoesNotContain("Ernesto", Of(page, "og:image:alt") + Of(page, "og:description"), StringComparison.Ordinal);
            var path = new Uri(address).AbsolutePath;
            using var answer = await visitor.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "image/png"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
            using var picture = SKBitmap.Decode(bytes);
            Assert.Equal((PageCards.Width, PageCards.Height), (picture.Width, picture.Height));
            // Something is written on it: ink where the title stands.
            Assert.Contains(Enumerable.Range(70, 600), x => Enumerable.Range(200, 120).Any(y => picture.GetPixel(x, y).Red < 100));
            // The same words under another mark, or other words under this one, are nobody's.
            var parts = path.Split('/');
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/anteprima/{new string('0', 32)}/{parts[3]}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/anteprima/{parts[2]}/A{parts[3][1..]}")).StatusCode);
        }
        // Who works on a draft sees it without a picture to send on.
        var anna = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Patto.Grants.Role.Officer));
        Assert.Null(Of(await anna.ReadAsync(ProcessUrls.Show(draft.Slug)), "og:image"));

        // Who asks for many new ones waits; what is drawn already is handed out.
        var (limits, cards) = (_host.Services.GetRequiredService<Limits>(), _host.Services.GetRequiredService<PageCards>());
        while (limits.CountUpTo(PageCards.Drawings, (IPAddress?)null)) { }
        var another = cards.UrlOf("Sito", "mattone", new("Una proposta", string.Join(' ', Enumerable.Repeat("parola", 99)), ""));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync(another)).StatusCode);
        var known = new Uri(Of(await visitor.ReadAsync(ProcessUrls.Show(process.Slug)), "og:image")!).AbsolutePath;
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(known)).StatusCode);
    }
}
