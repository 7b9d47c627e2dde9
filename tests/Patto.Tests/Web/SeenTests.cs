using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Portal;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>What is published is what was before the eyes of who published it; and a mistaken link is taken away in the open.</summary>
public sealed class SeenTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task<Visitor> CarlaAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: _host.InCoDesign());
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer));
    }

    private static Task<HttpResponseMessage> SendAsync(Visitor who, IHtmlDocument page, string form, string url, string field, string value)
    {
        var sent = (IHtmlFormElement)page.QuerySelector(form)!;
        var fields = Visitor.Prefilled(sent).Where(f => f.Key != field).Append(new(field, value));
        return who.Client.PostAsync(sent.GetAttribute("action") is { Length: > 0 } action ? action : url, new FormUrlEncodedContent(fields),
            Cancel);
    }

    [Fact]
    public async Task A_text_that_changed_since_it_was_opened_is_not_published_unseen()
    {
        var carla = await CarlaAsync();
        var document = await _host.DocumentAsync(_town, _process, open: false);
        var url = DocumentUrls.Edit(_process.Slug, document.Id);
        async Task RewriteAsync(string text) => await _host.Act(_town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            var loaded = await drafting.LoadAsync(document.Id);
            var outline = await drafting.OutlineAsync(loaded);
            outline.Nodes.First(n => n.Kind == NodeKind.Comma).Rewrite(text, "Meglio", [], null, write.Now);
            await drafting.SaveAsync(loaded, outline);
            return 0;
        });
        await RewriteAsync("Il Comune istituisce una Consulta.");
        var page = await carla.ReadAsync(url);
        await RewriteAsync("Il Comune istituisce una Consulta, e nessuno lo ha letto.");
        var refused = await SendAsync(carla, page, "form:has([name=Seen])", url, "Why", "Più chiaro");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visitor.ParseAsync(refused);
        Assert.Contains("rileggilo com'è adesso", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Editions.CountAsync(e => e.Document == document.Id, Cancel)));
        var seen = await SendAsync(carla, again, "form:has([name=Seen])", url, "Why", "Più chiaro");
        Assert.Equal(HttpStatusCode.Redirect, seen.StatusCode);
        Assert.Equal(2, await _host.InDb(db => db.Editions.CountAsync(e => e.Document == document.Id, Cancel)));
    }

    [Fact]
    public async Task An_account_whose_figures_changed_since_it_was_opened_is_not_published_unseen()
    {
        var carla = await CarlaAsync();
        Task<Indicator> DefineAsync(string name) => _host.Act(_town, null, write => write.Get<Accounting>().DefineAsync(Info,
            new(name, "al mese", "Orari", 3, new(2026, 1, 7), null, null, null), [], write.Now));
        await DefineAsync("Corse");
        var url = MonitoringUrls.Reports(_process.Slug);
        var page = await carla.ReadAsync(url);
        await DefineAsync("Panchine");
        var refused = await SendAsync(carla, page, "form:has([name=Seen])", url, "Intro", "È successo.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visitor.ParseAsync(refused);
        Assert.Contains("qualcosa è cambiato", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("È successo.", again.QuerySelector("[name=Intro]")!.TextContent.Trim());
        var seen = await SendAsync(carla, again, "form:has([name=Seen])", url, "Intro", "È successo.");
        Assert.Equal(HttpStatusCode.Redirect, seen.StatusCode);
        var report = await _host.InDb(db => db.MonitoringReports.SingleAsync(Cancel));
        Assert.Contains(report.Content.Indicators, i => i.Name == "Panchine");
    }

    [Fact]
    public async Task A_mistaken_link_is_taken_away_with_a_reason_that_the_thread_tells_and_may_be_tied_again()
    {
        var carla = await CarlaAsync();
        var (code, proposal) = await _host.Act(_town, null, async write =>
        {
            var voice = await write.Get<ContributionBook>().RecordAsync(Info, new NewContribution("Panchine", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            var made = await write.Get<Gathering>().GatherAsync(Info, "Lampioni", "Si chiedono.", null, [voice.Id], write.Now);
            return (voice.Code, made.Code);
        });
        var url = ThreadUrls.Links(_process.Slug) + "?codice=" + code;
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().GetAsync(url)).StatusCode);
        var mute = await carla.PostAsync(url, new() { ["Why"] = "" }, "form[id^=togli]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mute.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(url, new() { ["Why"] = "Parla di panchine, non di lampioni" }, "form[id^=togli]")).StatusCode);
        var thread = (await _host.Visitor().ReadAsync($"/filo/{code}")).QuerySelector("main")!.TextContent;
        Assert.Contains("Parla di panchine, non di lampioni", thread, StringComparison.Ordinal);
        Assert.Contains("Tolto un collegamento sbagliato", thread, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(LinkCut), Cancel)));
        Assert.Equal(0, await _host.InDb(db => db.Set<Link>().CountAsync(l => l.Relation == Relation.GatheredInto && l.Closed == null,
            Cancel)));
        await _host.Act(_town, null, async write =>
        {
            var link = await write.Db.Set<Link>().AsNoTracking().SingleAsync(l => l.Relation == Relation.GatheredInto, Cancel);
            await write.Get<Filo>().TieAsync(link.From, link.Relation, link.To, _process.Subject, cancel: Cancel);
            return 0;
        });
        Assert.Contains(proposal, (await _host.Visitor().ReadAsync($"/filo/{code}")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_act_did_is_not_undone_on_the_thread()
    {
        await CarlaAsync();
        var broken = await Assert.ThrowsAsync<RuleViolation>(() => _host.Act(_town, null, async write =>
        {
            await write.Get<Filo>().CutAsync(new("proposal", Guid.NewGuid()), Relation.SettledBy, new("outcome", Guid.NewGuid()), "No",
                Cancel);
            return 0;
        }));
        Assert.Equal("link.act", broken.Code);
    }
}
