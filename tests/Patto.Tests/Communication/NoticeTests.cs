using System.Net;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Communication;

public sealed class NoticeTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<List<Letter>> LettersAsync(Process process, string address)
    {
        await _host.WriteMailingsAsync();
        return await _host.InDb(db => db.Set<Letter>().AsNoTracking()
            .Where(l => l.Process == process.Subject && l.Address == address).OrderBy(l => l.Created).ToListAsync(Cancel));
    }

    private Task<Subscription> SubscriptionAsync(Process process) =>
        _host.InDb(db => db.Set<Subscription>().AsNoTracking().SingleAsync(s => s.Process == process.Id, Cancel));

    [Fact]
    public async Task Notices_begin_with_a_confirmation_and_end_with_one_click()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var anna = _host.Visitor();
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await anna.PostAsync(ProcessUrls.Follow(process.Slug), new() { ["Email"] = "anna.esempio.it" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await anna.PostAsync(ProcessUrls.Follow(process.Slug), new() { ["Email"] = "Anna@esempio.it" })).StatusCode);
        var asked = Assert.Single(await LettersAsync(process, "anna@esempio.it"));
        var confirm = new Uri(_host.LinkOf(asked)).AbsolutePath;
        await _host.DocumentAsync(town, process, open: false);
        Assert.Single(await LettersAsync(process, "anna@esempio.it"));

        await anna.ReadAsync(confirm);
        Assert.Null((await SubscriptionAsync(process)).Confirmed);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(confirm, [])).StatusCode);
        await _host.DocumentAsync(town, process, text: DocumentMaking.TwoArticles + "\n3. In più.");
        var letters = await LettersAsync(process, "anna@esempio.it");
        Assert.Equal(3, letters.Count);
        Assert.Contains(letters, l => l.Subject.StartsWith("Aperto alle osservazioni", StringComparison.Ordinal));

        var end = CommunicationUrls.Unsubscribe((await SubscriptionAsync(process)).Token);
        Assert.Contains(end, _host.TextOf(letters[^1]), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(end, [], "form[id^=disdici]")).StatusCode);
        Assert.Equal("", (await SubscriptionAsync(process)).Email);
        await _host.DocumentAsync(town, process, open: false, text: DocumentMaking.TwoArticles + "\n3. Ancora.");
        Assert.Equal(3, (await LettersAsync(process, "anna@esempio.it")).Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostTokenAsync(anna, confirm)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(CommunicationUrls.Confirm(Guid.NewGuid()))).StatusCode);
    }

    [Fact]
    public async Task A_script_cannot_send_confirmations_without_end()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var script = _host.Visitor();
        HttpResponseMessage last = null!;
        for (var n = 0; n <= Patto.Web.Limit.Anonymous.Times; n++) last = await script.PostAsync(ProcessUrls.Follow(process.Slug),
            new() { ["Email"] = $"nessuno{n}@esempio.it" });
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
    }

    [Fact]
    public async Task The_feed_tells_what_the_page_tells()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        Assert.Contains("Ancora nessun aggiornamento",
            (await _host.Visitor().ReadAsync(CommunicationUrls.Updates(process.Slug))).Body!.TextContent);
        await _host.DocumentAsync(town, process);
        Assert.Contains("Aperto alle osservazioni: Regolamento",
            (await _host.Visitor().ReadAsync(CommunicationUrls.Updates(process.Slug))).Body!.TextContent);
        var answer = await _host.Visitor().GetAsync(CommunicationUrls.Feed(process.Slug));
        Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).Root!.Elements(atom + "entry").ToList();
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.StartsWith("http", e.Element(atom + "link")!.Attribute("href")!.Value, StringComparison.Ordinal));
        var draft = await _host.ProcessAsync(town, published: false);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(CommunicationUrls.Feed(draft.Slug))).StatusCode);
    }

    [Fact]
    public async Task A_decision_is_told_to_everybody_who_took_part()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Una voce.", "anna@esempio.it"));
        await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var handOver = await write.Get<Deciding>().HandOverAsync(info, null, [proposal.Id], "Proposta", "Tavolo", "Giunta",
                new(2026, 3, 1), write.Now, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            return await write.Get<Deciding>().DecideAsync(handOver, new("Giunta", "88/2026", new(2026, 3, 2)),
                [new(proposal.Subject, Settled.Refused, "Non è competenza.", null, null)], adopts: false, write.Now, Cancel);
        });
        Assert.Contains(await LettersAsync(process, "anna@esempio.it"), l => l.Subject.StartsWith("C'è la decisione",
            StringComparison.Ordinal) && l.LinkUrl!.Contains("/decisioni/", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> PostTokenAsync(Visitor visitor, string url)
    {
        var token = (await visitor.ReadAsync(url)).QuerySelector("input[name='__RequestVerificationToken']")?.GetAttribute("value")
            ?? (await visitor.ReadAsync("/accedi")).QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await visitor.Client.PostAsync(url,
            new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token }), Cancel);
    }
}
