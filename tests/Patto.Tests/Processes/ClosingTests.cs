using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Offices;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>A process closes when everything has its answer or a public reason.</summary>
public sealed class ClosingTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private const string Why = "È arrivato dopo la consegna del regolamento al Consiglio.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Officer)
    {
        public string Close => ProcessUrls.Close(Process.Slug);
    }

    private async Task<Town> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        return new(town, process, await _host.SignedInAsync(await _host.AccountAsync("Paola", town, Role.Officer)));
    }

    private static ProcessInfo InfoOf(Town at) =>
        new(at.Process.Id, at.Authority.Id, at.Process.Key, at.Process.Slug, at.Process.Title, "", true, false);

    private Task<List<(string Code, string Secret)>> SayAsync(Town at, int published, int unread) => _host.Act(at.Authority, null,
        async write =>
        {
            List<(string, string)> said = [];
            for (var n = 0; n < published + unread; n++)
            {
                var voice = await write.Get<ContributionBook>().RecordAsync(InfoOf(at), new NewContribution($"Servono panchine, {n}",
                    Via.Web),
                    Cancel);
                if (n < published) await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
                said.Add((voice.Code, voice.Secret));
            }
            return said;
        });

    private static Dictionary<string, string> Ending(Town at, string by = "Giunta comunale, n. 88/2026")
    {
        Dictionary<string, string> fields = new() { ["DecidedBy"] = by, ["Words"] = "Due anni di incontri." };
        for (var i = 0; i < at.Process.Results.Count; i++) fields[$"Came[{i}].Text"] = $"Risultato {i}: approvato";
        return fields;
    }

    private static Task<HttpResponseMessage> ConcludeAsync(Town at) => at.Officer.PostAsync(at.Close, Ending(at), "#concludi");

    private static async Task<HttpResponseMessage> ExplainAsync(Town at, string kind, string why, bool all, params string[] chosen)
    {
        var page = await at.Officer.ReadAsync(at.Close);
        var form = page.QuerySelector($"#motiva-{kind}")!;
        var button = all ? form.QuerySelector("button[formaction]")! : null;
        var target = button?.GetAttribute("formaction") ?? form.GetAttribute("action")!;
        return await at.Officer.Client.PostAsync(target,
            new FormUrlEncodedContent([.. Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)form)
            .Where(f => f.Key is not "Reason"), new("Reason", why), .. chosen.Select(c => new KeyValuePair<string, string>("Chosen", c))]));
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task A_process_with_unread_and_unanswered_voices_closes_only_with_a_public_reason_for_each()
    {
        var at = await TownAsync();
        var said = await SayAsync(at, published: 40, unread: 7);

        var refused = await ConcludeAsync(at);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await TextOf(refused);
        Assert.Contains("Aspettano ancora una risposta in 47", page, StringComparison.Ordinal);
        Assert.Contains(said[0].Code, page, StringComparison.Ordinal);
        Assert.Contains("47 cose aspettano ancora", page, StringComparison.Ordinal);
        // Who decided and what came of it stay as typed.
        Assert.Equal("Giunta comunale, n. 88/2026", (await Visitor.ParseAsync(refused)).QuerySelector("#concludi input[name=DecidedBy]")!
            .GetAttribute("value"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ExplainAsync(at, "contributi", "breve", all: true)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ExplainAsync(at, "contributi", Why, all: false)).StatusCode);
        var first = (await at.Officer.ReadAsync(at.Close)).QuerySelectorAll("input[name=Chosen]").Take(2)
            .Select(i => i.GetAttribute("value")!).ToArray();
        Assert.Equal(HttpStatusCode.Redirect, (await ExplainAsync(at, "contributi", "Ne parla già il piano di zona.", false,
            first)).StatusCode);
        Assert.Contains("45 cose aspettano ancora", await TextOf(await ConcludeAsync(at)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ExplainAsync(at, "contributi", Why, all: true)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);

        Assert.DoesNotContain("aspettano di essere letti",
            (await at.Officer.ReadAsync(ProcessUrls.Dashboard(at.Process.Slug))).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        var anybody = _host.Visitor();
        var told = (await anybody.ReadAsync(ProcessUrls.Closing(at.Process.Slug))).QuerySelector("main")!.TextContent;
        foreach (var words in new[] { Why, "Ne parla già il piano di zona.", "Giunta comunale, n. 88/2026", "Due anni di incontri.",
            "Risultato 0: approvato", at.Process.Results[0], said[5].Code, "Un contributo non pubblicato" })
            Assert.Contains(words, told, StringComparison.Ordinal);
        // Of what nobody has read not even the code is public.
        Assert.DoesNotContain(said[^1].Code, told, StringComparison.Ordinal);
        Assert.Contains("47 cose sono rimaste senza risposta", (await anybody.ReadAsync(ProcessUrls.Show(at.Process.Slug)))
            .QuerySelector("#chiusura")!.TextContent, StringComparison.Ordinal);
        var thread = (await anybody.ReadAsync("/filo/" + said[5].Code)).QuerySelector("main")!.TextContent;
        Assert.Contains(Why, thread, StringComparison.Ordinal);
        Assert.Contains("Giunta comunale, n. 88/2026", thread, StringComparison.Ordinal);
        Assert.Contains(Why, (await anybody.ReadAsync("/filo/" + said[^1].Code)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains(Why, (await anybody.ReadAsync(ContributionUrls.Mine(said[^1].Secret))).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        var table = await (await anybody.GetAsync(OpenDataUrls.Show(at.Process.Slug, "chiusura", "csv"))).Content.ReadAsStringAsync(Cancel);
        Assert.Equal(48, table.Trim().Split('\n').Length);
        Assert.Contains(said[5].Code, table, StringComparison.Ordinal);
        Assert.DoesNotContain(said[^1].Code, table, StringComparison.Ordinal);
        Assert.Contains("Risultato 0: approvato", await (await anybody.GetAsync(OpenDataUrls.Show(at.Process.Slug, "risultati",
            "csv"))).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_process_takes_nothing_in_and_is_reopened_with_a_reason_and_closed_again()
    {
        var at = await TownAsync();
        var said = await SayAsync(at, published: 3, unread: 0);
        await ExplainAsync(at, "contributi", Why, all: true);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);

        var late = await Assert.ThrowsAsync<RuleViolation>(() => SayAsync(at, 1, 0));
        Assert.Equal("process.is-concluded", late.Code);
        var reading = await at.Officer.ReadAsync(ContributionUrls.Reading(at.Process.Slug));
        var undone = await at.Officer.PostAsync(ContributionUrls.Reading(at.Process.Slug),
            new() { ["Id"] = await IdOfAsync(said[0].Code) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, undone.StatusCode);
        Assert.Contains("va prima riaperto", await TextOf(undone), StringComparison.Ordinal);

        var without = await at.Officer.PostAsync(at.Close, new() { ["ReopenedBy"] = "Giunta", ["Why"] = "" }, "#riapri");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        var again = await at.Officer.PostAsync(at.Close, new()
        {
            ["ReopenedBy"] = "Giunta comunale",
            ["Why"] = "La Regione ha chiesto un incontro in più."
        }, "#riapri");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        var anybody = _host.Visitor();
        Assert.Contains("La Regione ha chiesto un incontro in più.",
            (await anybody.ReadAsync(ProcessUrls.Closing(at.Process.Slug))).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("aspetta di nuovo una risposta",
            (await anybody.ReadAsync("/filo/" + said[1].Code)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);

        // What had a reason waits again, together with what is new; the reasons of then are kept with a click.
        await SayAsync(at, published: 1, unread: 0);
        Assert.Contains("Aspettano ancora una risposta in 4", await TextOf(await ConcludeAsync(at)), StringComparison.Ordinal);
        var kept = await at.Officer.PostAsync(at.Close, [], "form[action*=Keep]");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Contains("Aspettano ancora una risposta in 1", await TextOf(await ConcludeAsync(at)), StringComparison.Ordinal);
        await ExplainAsync(at, "contributi", "È arrivato mentre si chiudeva.", all: true);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);
        var told = (await anybody.ReadAsync(ProcessUrls.Closing(at.Process.Slug))).QuerySelector("main")!.TextContent;
        Assert.Equal(2, told.Split("Concluso il").Length - 1);
        Assert.Equal(3, (await _host.InDb(db => db.Set<Audit.AuditRow>().CountAsync(r => r.Kind == "ProcessConcluded"
            || r.Kind == "ProcessReopened", Cancel))));
    }

    private async Task<string> IdOfAsync(string code) => (await _host.InDb(db => db.Set<Modules.Contributions.Contribution>()
        .SingleAsync(c => c.Code == code, Cancel))).Id.ToString();

    [Fact]
    public async Task A_reason_is_taken_back_until_the_process_closes()
    {
        var at = await TownAsync();
        await SayAsync(at, published: 2, unread: 0);
        await ExplainAsync(at, "contributi", Why, all: true);
        Assert.DoesNotContain(Why, await (await _host.Visitor().GetAsync(ProcessUrls.Closing(at.Process.Slug))).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await at.Officer.PostAsync(at.Close, new() { ["Taken"] = Why })).StatusCode);
        Assert.Contains("2 cose aspettano ancora", await TextOf(await ConcludeAsync(at)), StringComparison.Ordinal);
    }

    /// <summary>For each kind of open end, what is called open in words; the test fails on a kind that nobody listed here.</summary>
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["contributi"] = "Nessuno l'ha letto.",
        ["proposte"] = "Nessuno ha ancora deciso.",
        ["testi"] = "Non è definitivo",
        ["emendamenti"] = "Nessuno l'ha letto.",
        ["commenti"] = "Un commento non pubblicato",
        ["consegnati"] = "senza una risposta definitiva",
        ["accordi"] = "Un accordo di un incontro",
        ["richieste"] = "Una richiesta di entrare nel Tavolo",
        ["uffici"] = "Una domanda a un ufficio",
        ["documenti-finali"] = "Il documento finale n. 1",
        ["filoni"] = "Un filone interno",
        ["chi-manca"] = "Una risposta a «Manca qualcuno?»",
    };

    [Fact]
    public async Task All_that_waits_for_an_answer_is_listed_each_kind_with_its_door()
    {
        var at = await TownAsync();
        await SayAsync(at, 0, 1);
        var document = await _host.DocumentAsync(at.Authority, at.Process);
        await _host.Act(at.Authority, null, async write =>
        {
            var voice = await write.Get<ContributionBook>().RecordAsync(InfoOf(at), new NewContribution("Una panchina", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Gathering>().GatherAsync(InfoOf(at), "Panchine", "Si chiedono.", null, [voice.Id], write.Now);
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == document.Id, Cancel);
            write.Db.Add(Amendment.Propose(document, edition.Parts.First(p => p.Kind == NodeKind.Comma), 1, $"{at.Process.Key}-E0001",
                "Altro",
                "Perché", "", null, write.Now));
            write.Db.Add(Comment.Write(document, edition.Parts.First(p => p.Kind == NodeKind.Article), "Un commento", "", null, write.Now));
            var table = await write.Db.Groups.FirstAsync(g => g.Process == at.Process.Id, Cancel);
            var ada = write.Get<PeopleBook>().Meet("Ada Prova", Channel.None, "");
            write.Db.Add(Application.Send(table, ada.Id, "Ada Prova", "scuola", "", "", write.Now));
            write.Db.Add(Suggestion.Send(at.Authority.Id, at.Process.Id, "Chi lavora di notte", "Non c'è mai", null, write.Now));
            var office = Office.Of(at.Authority.Id, "Ufficio mobilità", "mobilita@fontelieta.example");
            write.Db.Add(office);
            write.Db.Add(OfficeQuestion.Ask(InfoOf(at), office, Subject.Of("contribution", voice.Id), "una voce", "Si può?",
                Texts.RomeDay(write.Now).AddDays(9), true, write.Now));
            write.Db.Add(Modules.Reports.Report.Begin(InfoOf(at), Modules.Reports.Contracts.ReportKind.ProposalDocument, 1, "DocPP", false,
                write.Now));
            var inside = await write.Db.Groups.OrderBy(g => g.Id).LastAsync(g => g.Process == at.Process.Id, Cancel);
            var whole = await write.Db.Set<Process>().SingleAsync(p => p.Id == at.Process.Id, Cancel);
            write.Db.Add(Paper.Write(inside, whole.AddTrack("Dentro", TrackKind.Internal, inside.Id.Value), PaperKind.Text, "Appunti",
                "Si comincia.", null, "", null, write.Now));
            var yesterday = Texts.RomeDay(write.Now).AddDays(-1);
            write.Db.Add(HandOver.Make(at.Process.Id, at.Authority.Id, null, "Le proposte", "Tavolo", "Giunta", yesterday,
                [new HandedItem($"proposal:{Guid.NewGuid()}", "P1", "Una proposta", true, [])], write.Now));
            var held = await write.Get<MeetingBook>().PlanAsync(InfoOf(at), "Tavolo di marzo", Method.Table, write.Now.AddDays(-5),
                write.Now.AddDays(-5).AddHours(2), Cancel);
            write.Db.Add(Agreement.Make(held, "Chiedere il preventivo", "Ufficio tecnico", yesterday));
            return 0;
        });
        var page = await at.Officer.ReadAsync(at.Close);
        var found = page.QuerySelectorAll("form[id^=motiva-]").ToDictionary(f => f.Id!["motiva-".Length..], f => f.TextContent);
        TestContext.Current.TestOutputHelper!.WriteLine("{0} kinds of open ends", found.Count);
        Assert.Equal(Kinds.Keys.Order(), found.Keys.Order());
        foreach (var (kind, words) in Kinds) Assert.Contains(words, found[kind], StringComparison.Ordinal);
        Assert.Equal(Kinds.Count, OwnTypes.All.Count(t => !t.IsAbstract && t.IsAssignableTo(typeof(IOpenEnds))));
        foreach (var door in page.QuerySelectorAll("form[id^=motiva-] li a").Select(a => a.GetAttribute("href")!).Distinct())
            Assert.Equal(HttpStatusCode.OK, (await at.Officer.GetAsync(door)).StatusCode);
        foreach (var kind in found.Keys) Assert.Equal(HttpStatusCode.Redirect, (await ExplainAsync(at, kind, Why, all: true)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);
        // The words of people stay where they are.
        var told = (await _host.Visitor().ReadAsync(ProcessUrls.Closing(at.Process.Slug))).QuerySelector("main")!.TextContent;
        foreach (var words in new[] { "Ada", "Un commento non pubblicato e", "Chiedere il preventivo", "Servono panchine" })
            Assert.DoesNotContain(words, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_wait_are_read_piece_by_piece_and_get_one_reason_together()
    {
        var at = await TownAsync();
        await SayAsync(at, published: 120, unread: 0);
        HashSet<string> seen = [];
        for (string? url = $"{at.Close}?che=contributi"; url is not null;)
        {
            var page = await at.Officer.ReadAsync(url);
            seen.UnionWith(page.QuerySelectorAll("input[name=Chosen]").Select(i => i.GetAttribute("value")!));
            url = page.QuerySelector("a[href*='dopo=']")?.GetAttribute("href");
        }
        Assert.Equal(120, seen.Count);
        await ExplainAsync(at, "contributi", Why, all: true);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);
    }

    [Fact]
    public async Task A_process_that_closed_before_reasons_were_asked_for_opens_again()
    {
        var at = await TownAsync();
        await _host.Act(at.Authority, null, async write =>
        {
            await write.Db.Processes.Where(p => p.Id == at.Process.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Concluded, write.Now),
                Cancel);
            return 0;
        });
        Assert.Contains("prima che se ne scrivessero i motivi",
            (await _host.Visitor().ReadAsync(ProcessUrls.Closing(at.Process.Slug))).QuerySelector("main")!.TextContent,
                StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await at.Officer.PostAsync(at.Close, new()
        {
            ["ReopenedBy"] = "Giunta comunale",
            ["Why"] = "C'era ancora da rispondere a molti."
        }, "#riapri")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ConcludeAsync(at)).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_close_does_not_and_a_draft_has_no_end()
    {
        var at = await TownAsync();
        foreach (var role in new[] { Role.Facilitator, Role.TableMember, Role.DecisionMaker, Role.Guarantor })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Vera {role}", at.Authority, role));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(at.Close)).StatusCode);
        }
        var draft = await _host.ProcessAsync(at.Authority, published: false);
        Assert.Equal(HttpStatusCode.NotFound, (await at.Officer.GetAsync(ProcessUrls.Close(draft.Slug))).StatusCode);
    }
}
