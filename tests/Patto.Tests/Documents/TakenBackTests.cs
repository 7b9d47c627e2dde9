using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Documents;

/// <summary>A consultation opened by mistake is withdrawn; one that somebody answered is closed before its day.</summary>
public sealed class TakenBackTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Why = "Era la bozza sbagliata.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Document Document, Visitor Carla)
    {
        public string Edit => DocumentUrls.Edit(Process.Slug, Document.Id);
        public string Show => DocumentUrls.Show(Process.Slug, Document.Id);
    }

    private async Task<Town> OpenAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var document = await _host.DocumentAsync(town, process);
        return new(town, process, document,
            await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }

    private Task SayAsync(Town at) => _host.Act(at.Authority, null, async write =>
    {
        var drafting = write.Get<Drafting>();
        var document = await drafting.LoadAsync(at.Document.Id, Cancel);
        var info = (await write.Get<ProcessBook>().GetAsync(at.Process.Id, Cancel))!;
        await drafting.CommentAsync(info, document, document.Editions[^1].Parts.First(p => p.EId == "art_1"), "Bello.", "", Contact.None,
            write.Now, Cancel);
        return 0;
    });

    private static Task<HttpResponseMessage> WithdrawAsync(Visitor who, Town at, string why) =>
        who.PostAsync(at.Edit, new() { ["WithdrawnWhy"] = why }, "#ritira");

    private static Task<HttpResponseMessage> ShortenAsync(Visitor who, Town at, string day, string why) =>
        who.PostAsync(at.Edit, new() { ["LastDay"] = day, ["EarlyWhy"] = why }, "#accorcia");

    private async Task<string> ReadAsync(string url) => (await _host.Visitor().ReadAsync(url)).QuerySelector("main")!.TextContent;
    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    private Task<Process> PlanAsync(Town at) => _host.InDb(db => db.Set<Process>().AsNoTracking().Include(p => p.Activities)
        .Include(p => p.LegalSteps).Include(p => p.Changes).AsSplitQuery().SingleAsync(p => p.Id == at.Process.Id, Cancel));

    private static List<string> Ticked(Process process) =>
        [.. process.Activities.Where(a => PlanKeys.TextOpened.Contains(a.Key) && a.ActualUntil is not null).Select(a => a.Key),
            .. process.LegalSteps.Where(s => PlanKeys.TextOpened.Contains(s.Key) && s.DoneOn is not null).Select(s => s.Key)];

    [Fact]
    public async Task A_consultation_opened_by_mistake_is_withdrawn_and_page_plan_feed_and_notices_say_so()
    {
        var at = await OpenAsync();
        await _host.Act(at.Authority, null, write =>
        {
            var reader = Subscription.Ask(at.Process.Id, at.Authority.Id, "anna@esempio.it", "it", write.Now);
            reader.Confirm(write.Now);
            write.Db.Add(reader);
            return Task.FromResult(0);
        });
        var before = Ticked(await PlanAsync(at));
        Assert.NotEmpty(before);
        Assert.Contains("Aperta alle osservazioni", await ReadAsync(at.Show), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WithdrawAsync(at.Carla, at, " ")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await WithdrawAsync(at.Carla, at, Why)).StatusCode);

        var page = await ReadAsync(at.Show);
        Assert.DoesNotContain("Aperta alle osservazioni", page, StringComparison.Ordinal);
        Assert.Contains(Why, page, StringComparison.Ordinal);
        Assert.Contains("era stata aperta per errore", page, StringComparison.Ordinal);
        var plan = await PlanAsync(at);
        Assert.Empty(Ticked(plan));
        Assert.Contains(plan.Changes, c => c.What == PlanChangeKind.Reopened && c.Reason == Why);
        var feed = await (await _host.Visitor().GetAsync($"/percorsi/{at.Process.Slug}/aggiornamenti.xml")).Content
            .ReadAsStringAsync(Cancel);
        Assert.Contains("Ritirato", feed, StringComparison.Ordinal);
        await _host.WriteMailingsAsync();
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel));
        Assert.Contains(letters, l => l.Address == "anna@esempio.it" && l.Subject.StartsWith("Ritirato", StringComparison.Ordinal));
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == "ConsultationWithdrawn", Cancel)));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
        var table = await (await _host.Visitor().GetAsync(OpenDataUrls.Show(at.Process.Slug, "documenti", "csv"))).Content
            .ReadAsStringAsync(Cancel);
        Assert.Contains(Why, table, StringComparison.Ordinal);
        // Nothing is left to withdraw, nobody may write, and it is opened again when it is time.
        Assert.Null((await at.Carla.ReadAsync(at.Edit)).QuerySelector("#ritira"));
        await Assert.ThrowsAsync<RuleViolation>(() => SayAsync(at));
        var today = Texts.RomeDay(_host.Clock.Now);
        Assert.Equal(HttpStatusCode.Redirect, (await at.Carla.PostAsync(at.Edit, new()
        {
            ["From"] = $"{today:yyyy-MM-dd}",
            ["To"] = $"{today.AddDays(20):yyyy-MM-dd}"
        })).StatusCode);
        Assert.Equal(before.Order(), Ticked(await PlanAsync(at)).Order());
        await SayAsync(at);
    }

    [Fact]
    public async Task Once_somebody_has_written_it_is_closed_before_its_day_and_not_withdrawn()
    {
        var at = await OpenAsync();
        var form = await at.Carla.ReadAsync(at.Edit);
        await SayAsync(at);
        var late = await at.Carla.Client.PostAsync(form.QuerySelector("#ritira")!.GetAttribute("action"), new FormUrlEncodedContent(
            [.. Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)form.QuerySelector("#ritira")!)
                .Where(f => f.Key != "WithdrawnWhy"), new("WithdrawnWhy", Why)]), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Qualcuno ha già scritto", await TextOf(late), StringComparison.Ordinal);
        Assert.Null((await at.Carla.ReadAsync(at.Edit)).QuerySelector("#ritira"));

        var today = Texts.RomeDay(_host.Clock.Now);
        foreach (var (day, why, sentence) in new[]
        {
            ($"{today.AddDays(3):yyyy-MM-dd}", "", "Scrivi perché"),
            ($"{today.AddDays(10):yyyy-MM-dd}", Why, "Si chiude già"),
            ($"{today.AddDays(-1):yyyy-MM-dd}", Why, "deve fare in tempo"),
            ("", Why, "Scegli l'ultimo giorno"),
        })
        {
            var refused = await ShortenAsync(at.Carla, at, day, why);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(sentence, await TextOf(refused), StringComparison.Ordinal);
        }
        // Nor by setting its days anew, where no reason is asked.
        var quiet = await at.Carla.PostAsync(at.Edit, new() { ["To"] = $"{today.AddDays(2):yyyy-MM-dd}" });
        Assert.Contains("per chiuderla prima serve un motivo", await TextOf(quiet), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await ShortenAsync(at.Carla, at, $"{today:yyyy-MM-dd}", Why)).StatusCode);
        Assert.Contains(Why, await ReadAsync(at.Show), StringComparison.Ordinal);
        await SayAsync(at);
        _host.Clock.Now = _host.Clock.Now.AddDays(1);
        await Assert.ThrowsAsync<RuleViolation>(() => SayAsync(at));
        Assert.Contains("si chiudono prima", await ReadAsync($"/percorsi/{at.Process.Slug}/aggiornamenti"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_writes_the_draft_does_not_take_back_what_was_opened()
    {
        var at = await OpenAsync();
        var davide = await _host.SignedInAsync(await _host.AccountAsync("Davide", at.Authority, Role.Facilitator, at.Process.Subject));
        var mine = await davide.ReadAsync(at.Edit);
        Assert.Null(mine.QuerySelector("#ritira"));
        Assert.Null(mine.QuerySelector("#accorcia"));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)mine.QuerySelector("main form[method='post']")!;
        foreach (var handler in new[] { "Withdraw", "Shorten" })
            Assert.Equal(HttpStatusCode.Forbidden, (await davide.Client.PostAsync($"{at.Edit}?handler={handler}", new FormUrlEncodedContent(
                [.. Visitor.Prefilled(form), new("WithdrawnWhy", Why), new("EarlyWhy", Why), new("LastDay", "2026-03-03")]), Cancel))
                .StatusCode);
        Assert.Contains("Aperta alle osservazioni", await ReadAsync(at.Show), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> DiscardAsync(Visitor who, Town at, bool sure) =>
        who.PostAsync(at.Edit, sure ? new() { ["Sure"] = "true" } : [], "#cancella");

    [Fact]
    public async Task A_draft_that_nobody_outside_ever_read_is_deleted_with_its_articles_and_what_it_cited_is_free()
    {
        var at = await OpenAsync();
        var draft = await _host.DocumentAsync(at.Authority, at.Process, published: false);
        var proposal = await _host.ProposalAsync(at.Authority, at.Process, await _host.VoiceAsync(at.Authority, at.Process, "Un bus"));
        at = at with { Document = draft };
        var node = await _host.InDb(db => db.Set<Node>().AsNoTracking().FirstAsync(n => n.Document == draft.Id
            && n.Kind == NodeKind.Comma, Cancel));
        await _host.Act(at.Authority, null, async write =>
        {
            await write.Get<Filo>().TieAsync(proposal.Subject, Relation.Grounds, node.Subject, at.Process.Subject,
                visibility: Visibility.Staff, cancel: Cancel);
            return 0;
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await DiscardAsync(at.Carla, at, sure: false)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await DiscardAsync(at.Carla, at, sure: true)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await at.Carla.GetAsync(at.Edit)).StatusCode);
        Assert.Equal((0, 0), await _host.InDb(async db => (await db.Set<Node>().CountAsync(n => n.Document == draft.Id, Cancel),
            await db.Set<Document>().CountAsync(d => d.Id == draft.Id, Cancel))));
        Assert.NotNull(await _host.InDb(db => db.Set<Link>().Where(l => l.To == node.Subject).Select(l => l.Closed).SingleAsync(Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await at.Carla.GetAsync($"/filo/{proposal.Code}")).StatusCode);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == "DocumentDiscarded", Cancel)));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
    }

    [Fact]
    public async Task What_was_published_is_not_deleted_nor_by_who_may_not_write()
    {
        var at = await OpenAsync();
        var page = await at.Carla.ReadAsync(at.Edit);
        Assert.Null(page.QuerySelector("#cancella"));
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("main form[method='post']")!;
        var sent = await at.Carla.Client.PostAsync($"{at.Edit}?handler=Discard",
            new FormUrlEncodedContent([.. Visitor.Prefilled(form), new("Sure", "true")]), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync(at.Show)).StatusCode);
        var draft = at with { Document = await _host.DocumentAsync(at.Authority, at.Process, published: false) };
        var davide = await _host.SignedInAsync(await _host.AccountAsync("Davide", at.Authority, Role.Facilitator, at.Process.Subject));
        var mine = await davide.ReadAsync(draft.Edit);
        Assert.Null(mine.QuerySelector("#cancella"));
        Assert.Equal(HttpStatusCode.Forbidden, (await davide.Client.PostAsync($"{draft.Edit}?handler=Discard", new FormUrlEncodedContent(
            [.. Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)mine.QuerySelector("main form[method='post']")!),
                new("Sure", "true")]), Cancel)).StatusCode);
        var member = await _host.SignedInAsync(await _host.AccountAsync("Giorgio", at.Authority, Role.Guarantor, at.Process.Subject));
        Assert.NotEqual(HttpStatusCode.OK, (await member.GetAsync(draft.Edit)).StatusCode);
    }
}
