using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Proposals;

/// <summary>What was mistaken is corrected, and the thread tells it.</summary>
public sealed class ReleaseTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Why = "Parlava di un'altra strada.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Carla)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }

    private static Task<HttpResponseMessage> ReleaseAsync(Visitor who, string url, string voice, string why) =>
        who.PostAsync(url, new() { ["Voice"] = voice, ["Why"] = why }, "#togli");

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task A_voice_gathered_by_mistake_leaves_the_proposal_and_thread_author_and_history_are_told()
    {
        var (town, process, carla) = await TownAsync();
        var (right, wrong) = (await _host.VoiceAsync(town, process, "Un bus"), await _host.VoiceAsync(town, process, "Una strada",
            "anna@esempio.it"));
        var elsewhere = await _host.VoiceAsync(town, process, "Un parco");
        var proposal = await _host.ProposalAsync(town, process, right, wrong);
        var url = ProposalUrls.Edit(process.Slug, proposal.Code);

        Assert.Contains("non è fra i contributi", await TextOf(await ReleaseAsync(carla, url, elsewhere.Code, Why)),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ReleaseAsync(carla, url, wrong.Code, "")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ReleaseAsync(carla, url, wrong.Code.ToLowerInvariant(), Why)).StatusCode);

        var page = (await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, proposal.Code))).QuerySelector("main")!.TextContent;
        Assert.Contains(right.Code, page, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong.Code, page, StringComparison.Ordinal);
        foreach (var code in new[] { wrong.Code, proposal.Code })
            Assert.Contains(Why, (await _host.Visitor().ReadAsync("/filo/" + code)).QuerySelector("main")!.TextContent,
                StringComparison.Ordinal);
        await _host.WriteMailingsAsync();
        var letters = await _host.InDb(db => db.Set<Letter>().OrderBy(l => l.Created).ToListAsync(Cancel));
        Assert.Equal(2, letters.Count);
        Assert.Contains(Why, _host.TextOf(letters.Single(l => l.Subject.Contains("uscito", StringComparison.Ordinal))),
            StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<Audit.AuditRow>().CountAsync(r => r.Kind == "VoiceReleased", Cancel)));
        var last = await ReleaseAsync(carla, url, right.Code, Why);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
        Assert.Contains("È l'ultimo contributo", await TextOf(last), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_voice_that_left_by_mistake_comes_back()
    {
        var (town, process, carla) = await TownAsync();
        var (one, two) = (await _host.VoiceAsync(town, process, "Un bus"), await _host.VoiceAsync(town, process, "Una strada"));
        var proposal = await _host.ProposalAsync(town, process, one, two);
        await ReleaseAsync(carla, ProposalUrls.Edit(process.Slug, proposal.Code), two.Code, Why);
        await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            await write.Get<Gathering>().AddAsync(info, await write.Db.Proposals.SingleAsync(p => p.Id == proposal.Id, Cancel), [two.Id],
                Cancel);
            return 0;
        });
        Assert.Contains(two.Code, (await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, proposal.Code))).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facilitators_gather_and_do_not_take_out_and_a_closed_process_is_opened_first()
    {
        var (town, process, carla) = await TownAsync();
        var (one, two) = (await _host.VoiceAsync(town, process, "Un bus"), await _host.VoiceAsync(town, process, "Una strada"));
        var proposal = await _host.ProposalAsync(town, process, one, two);
        var url = ProposalUrls.Edit(process.Slug, proposal.Code);
        var davide = await _host.SignedInAsync(await _host.AccountAsync("Davide", town, Role.Facilitator, process.Subject));
        Assert.Null((await davide.ReadAsync(url)).QuerySelector("#togli"));
        var form = (await carla.ReadAsync(url)).QuerySelector("#togli")!;
        var sent = await davide.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(
            [.. Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)(await davide.ReadAsync(url)).QuerySelector("form#riscrivi")!),
                new("Voice", one.Code), new("Why", Why)]));
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        Assert.Contains("va prima riaperto", await TextOf(await ReleaseAsync(carla, url, one.Code, Why)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbourhood_that_is_taken_away_keeps_its_name_on_what_was_said_of_it()
    {
        var (town, process, _) = await TownAsync();
        async Task Cover(params Area[] areas) => await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().Include(p => p.LegalSteps).SingleAsync(p => p.Id == process.Id, Cancel)).Cover(areas);
            return 0;
        });
        await Cover(new("centro", "Centro"), new("borgo", "Borgo Panigale"));
        var said = await _host.Act(town, null, async write => await write.Get<ContributionBook>().RecordAsync(
            (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!, new("Una fontana", Via.Web) { Area = "borgo" }, Cancel));
        await _host.Act(town, null, async write => { await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel); return 0; });
        await Cover(new Area("centro", "Il centro"));
        var anybody = _host.Visitor();
        var table = await (await anybody.GetAsync(OpenDataUrls.Show(process.Slug, "contributi", "csv"))).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Borgo Panigale", table, StringComparison.Ordinal);
        var asked = (await anybody.ReadAsync(ContributionUrls.Write(process.Slug))).QuerySelectorAll("select[name=Area] option")
            .Select(o => o.TextContent).ToList();
        Assert.Contains("Il centro", asked);
        Assert.DoesNotContain("Borgo Panigale", asked);
    }
}
