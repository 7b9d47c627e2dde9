using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Decisions;

/// <summary>Rules of deciding, on plain objects.</summary>
public sealed class DecidingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Process> Process = Id<Process>.New();
    private static readonly HandedItem Article = new($"article:{Guid.NewGuid()}", "art. 1", "Finalità", true, []),
        Amendment = new($"amendment:{Guid.NewGuid()}", "X-E0001", "Due.", false, []);
    private static readonly IReadOnlySet<Subject> Nothing = new HashSet<Subject>();

    private static HandOver HandOver() => Modules.Decisions.HandOver.Make(Process, Id<Authority>.New(), null, "Proposte", "Tavolo",
        "Giunta comunale", new(2026, 3, 1), [Article, Amendment], Now);
    private static AdministrativeAct Act(ActKind kind, DateOnly? day = null) =>
        AdministrativeAct.Cite(Process, Id<Authority>.New(), kind, new("Giunta comunale", "88/2026", day ?? new(2026, 3, 2)), Now);
    private static Entry On(HandedItem item, Settled? settled, string? reason = null) => new(item.Subject, settled, reason, null, null);
    private static string Code(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void Taking_note_is_not_deciding_and_deciding_is_not_taking_note()
    {
        Assert.Equal("decision.kind",
            Code(() => Decision.Take(HandOver(), Act(ActKind.TakingNote), [On(Article, Settled.Accepted)], Nothing, Now)));
        Assert.Equal("note.kind", Code(() => HandOver().TakeNote(Act(ActKind.Decision))));
    }

    [Theory]
    [InlineData(Settled.Accepted, true)]
    [InlineData(Settled.InPart, false)]
    [InlineData(Settled.Refused, false)]
    [InlineData(Settled.Deferred, false)]
    public void Whatever_is_not_fully_accepted_has_a_reason(Settled settled, bool withoutReason)
    {
        var take = () => Decision.Take(HandOver(), Act(ActKind.Decision), [On(Article, settled, " ")], Nothing, Now);
        if (withoutReason) Assert.Single(take().Outcomes);
        else Assert.Equal("Items[0].Reason", Assert.Throws<RuleViolation>(() => take()).Field);
        Assert.Equal(settled, Decision.Take(HandOver(), Act(ActKind.Decision), [On(Article, settled, "Perché sì.")], Nothing,
            Now).Outcomes[0].Settled);
    }

    [Fact]
    public void Every_article_and_proposal_gets_an_answer_and_amendments_may_have_one()
    {
        Assert.Equal("Items[0].Settled", Assert.Throws<RuleViolation>(() =>
            Decision.Take(HandOver(), Act(ActKind.Decision), [On(Amendment, Settled.Accepted)], Nothing, Now)).Field);
        Assert.Equal(2, Decision.Take(HandOver(), Act(ActKind.Decision),
            [On(Article, Settled.Accepted), On(Amendment, Settled.Refused, "No.")], Nothing, Now).Outcomes.Count);
    }

    [Fact]
    public void What_is_answered_for_good_is_not_decided_twice()
    {
        var handOver = HandOver();
        Assert.Equal("decision.empty", Code(() => Decision.Take(handOver, Act(ActKind.Decision),
            [On(Article, Settled.Refused, "Ripensato.")], new HashSet<Subject> { Article.Subject, Amendment.Subject }, Now)));
    }

    [Fact]
    public void Acts_have_organ_number_and_a_day_that_has_come()
    {
        Assert.Equal("act.day", Code(() => Act(ActKind.Decision, new(2026, 3, 3))));
        Assert.Equal("act.number",
            Code(() => AdministrativeAct.Cite(Process, Id<Authority>.New(), ActKind.Decision, new("Giunta", " ", new(2026, 3, 1)), Now)));
        Assert.Equal("act.albo", Code(() => AdministrativeAct.Cite(Process, Id<Authority>.New(), ActKind.Decision,
            new("Giunta", "1", new(2026, 3, 1), null, new(2026, 3, 1), null), Now)));
        Assert.Equal("decision.early",
            Code(() => Decision.Take(HandOver(), Act(ActKind.Decision, new(2026, 2, 1)), [On(Article, Settled.Accepted)], Nothing, Now)));
        Assert.Equal("Giunta comunale, n. 88/2026 del 2 marzo 2026", Act(ActKind.Decision).Cited);
    }
}

public sealed class DecisionPageTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Carla, Document Document)> FinalAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var document = await _host.DocumentAsync(town, process, open: false);
        await _host.Act(town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            await drafting.PublishAsync(await drafting.LoadAsync(document.Id, Cancel), "Testo definitivo", final: true, write.Now, Cancel);
            return 0;
        });
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)),
            document);
    }

    private async Task<HandOver> HandedAsync(Visitor carla, Process process)
    {
        await Redirected(carla.PostAsync(DecisionUrls.HandOver(process.Slug),
            new() { ["What"] = "Regolamento della Consulta", ["To"] = "Consiglio comunale", ["Day"] = "2026-03-01" }));
        return await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Process == process.Id, Cancel));
    }

    private static Dictionary<string, string> Act(string number) =>
        new() { ["Organ"] = "Consiglio comunale", ["Number"] = number, ["Day"] = "2026-03-02" };

    [Fact]
    public async Task A_text_is_handed_over_noted_and_decided_article_by_article()
    {
        var (_, process, carla, document) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        Assert.Equal(["art. 1", "art. 2"], handOver.Items.Select(i => i.Label));
        await Redirected(carla.PostAsync(DecisionUrls.TakeNote(process.Slug, handOver.Id), Act("79/2026")));
        var between = await _host.Visitor().ReadAsync(DecisionUrls.List(process.Slug));
        Assert.Contains("79/2026", between.Body!.TextContent);
        Assert.Contains("non decide niente", between.Body.TextContent);
        Assert.DoesNotContain("Accolta", between.Body.TextContent);
        Assert.DoesNotContain("79/2026", (await _host.Visitor().ReadAsync("/decisioni")).Body!.TextContent);

        var decide = Act("88/2026");
        (decide["Items[0].Settled"], decide["Items[1].Settled"], decide["Items[1].Reason"]) = ("Accepted", "InPart", "");
        (decide["Items[0].Office"], decide["Items[0].Due"]) = ("Servizio sociale", "2026-06-30");
        var refused = await carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visitor.ParseAsync(refused);
        Assert.Equal("Servizio sociale", again.QuerySelector("input[name='Items[0].Office']")!.GetAttribute("value"));
        Assert.Equal("2026-06-30", again.QuerySelector("input[name='Items[0].Due']")!.GetAttribute("value"));
        Assert.NotNull(again.QuerySelector("select[name='Items[1].Settled'] option[value='InPart'][selected]"));
        decide["Items[1].Reason"] = "Tredici componenti bastano.";
        var taken = await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide));
        var page = await _host.Visitor().ReadAsync(taken.Headers.Location!.ToString());
        Assert.Contains("Tredici componenti bastano.", page.Body!.TextContent);
        Assert.Contains("Servizio sociale", page.Body.TextContent);
        Assert.Contains("88/2026", (await _host.Visitor().ReadAsync("/decisioni")).Body!.TextContent);
        Assert.Contains("88/2026", (await _host.Visitor().ReadAsync(DocumentUrls.Show(process.Slug, document.Id))).Body!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), Act("90/2026"))).StatusCode);
    }

    [Fact]
    public async Task What_has_no_outcome_is_accepted_on_the_page_and_recorded_only_when_it_is_sent()
    {
        var (_, process, carla, _) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        var url = DecisionUrls.Record(process.Slug, handOver.Id);
        var form = (await carla.ReadAsync(url)).Forms.OfType<IHtmlFormElement>().Single(f => f.QuerySelector("[name=Number]") is not null);
        var accept = form.QuerySelector("button[formaction*=AcceptRest]")!.GetAttribute("formaction")!;
        Dictionary<string, string> typed = new() { ["Items[0].Settled"] = "Refused", ["Items[0].Reason"] = "Costa troppo.", ["Day"] = "" };
        var answer = await carla.Client.PostAsync(accept, new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => !typed.ContainsKey(f.Key)).Concat(typed)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Contains("Un punto senza esito è ora segnato «Accolta».", page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".err"));
        Assert.NotNull(page.QuerySelector("select[name='Items[0].Settled'] option[value='Refused'][selected]"));
        Assert.Equal("Costa troppo.", page.QuerySelector("textarea[name='Items[0].Reason']")!.TextContent.Trim());
        var second = (IHtmlFormElement)page.QuerySelector("select[name='Items[1].Settled'] option[value='Accepted'][selected]")!
            .Closest("form")!;
        Assert.Equal(0, await _host.InDb(db => db.Decisions.CountAsync(Cancel)));
        var act = Act("88/2026");
        await Redirected(carla.Client.PostAsync(second.GetAttribute("action"), new FormUrlEncodedContent(Visitor.Prefilled(second)
            .Where(f => !act.ContainsKey(f.Key)).Concat(act))));
        Assert.Equal([Settled.Refused, Settled.Accepted], (await _host.InDb(db => db.Set<Outcome>().AsNoTracking().OrderBy(o => o.Position)
            .ToListAsync(Cancel))).Select(o => o.Settled));
    }

    [Fact]
    public async Task A_voice_is_followed_to_the_decision_and_to_the_action()
    {
        var (town, process, carla, _) = await FinalAsync();
        var voice = await _host.VoiceAsync(town, process, "Serve chi risponde al telefono.", "anna@esempio.it");
        var proposal = await _host.ProposalAsync(town, process, voice);
        await Redirected(carla.PostAsync(DecisionUrls.HandOver(process.Slug), new()
        {
            ["Document"] = "",
            ["Proposals"] = proposal.Code,
            ["What"] = "Proposta stralcio",
            ["To"] = "Giunta comunale",
            ["Day"] = "2026-03-01"
        }));
        var handOver = await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Process == process.Id, Cancel));
        var decide = Act("88/2026");
        decide["Items[0].Settled"] = "Accepted";
        var taken = await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide));
        var outcome = await _host.InDb(db => db.Set<Outcome>().AsNoTracking().SingleAsync(o => o.Item == proposal.Subject, Cancel));
        var added = await Redirected(carla.PostAsync($"/percorsi/{process.Slug}/azioni/nuova?esito={outcome.Id}",
            new() { ["Text"] = "Formazione del personale dello sportello", ["Due"] = "2026-05-01" }));
        Assert.Contains("Formazione del personale",
            (await _host.Visitor().ReadAsync(taken.Headers.Location!.ToString())).Body!.TextContent);
        await Redirected(carla.PostAsync(added.Headers.Location!.ToString(),
            new() { ["State"] = "Done", ["Note"] = "Undici persone formate." }));
        Assert.Contains("Undici persone formate.", (await _host.Visitor().ReadAsync(added.Headers.Location!.ToString())).Body!.TextContent);
        var thread = await _host.Visitor().ReadAsync($"/filo/{voice.Code}");
        Assert.Contains("88/2026", thread.Body!.TextContent);
        Assert.Contains("Formazione del personale", thread.Body.TextContent);
        var api = await (await _host.Visitor().GetAsync($"/api/v1/processes/{process.Slug}/decisions")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"outcome\":\"accepted\"", api, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commi_of_an_article_are_settled_with_it()
    {
        var (_, process, carla, _) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        var decide = Act("88/2026");
        (decide["Items[0].Settled"], decide["Items[1].Settled"]) = ("Accepted", "Accepted");
        await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide));
        var links = await _host.InDb(db =>
            db.Set<Link>().AsNoTracking().Where(l => l.Scope == process.Id.Value && l.Relation == Relation.SettledBy).ToListAsync(Cancel));
        Assert.Equal((2, 3), (links.Count(l => l.From.Kind == "article"), links.Count(l => l.From.Kind == "comma")));
    }

    [Fact]
    public async Task A_postponed_item_is_decided_again_later()
    {
        var (_, process, carla, _) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        var first = Act("88/2026");
        (first["Items[0].Settled"], first["Items[1].Settled"], first["Items[1].Reason"]) = ("Accepted", "Deferred",
            "Serve il parere della Provincia.");
        await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), first));
        var second = Act("99/2026");
        (second["Items[1].Settled"], second["Adopts"]) = ("Accepted", "false");
        var taken = await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), second));
        Assert.Single((await _host.Visitor().ReadAsync(taken.Headers.Location!.ToString())).QuerySelectorAll("article.note"));
    }

    [Fact]
    public async Task Who_may_not_is_refused()
    {
        var (town, process, carla, _) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        var elsewhere = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno Verdi", town, Role.TableMember, process.Subject));
        foreach (var url in new[] { DecisionUrls.HandOver(process.Slug), DecisionUrls.TakeNote(process.Slug, handOver.Id),
            DecisionUrls.Record(process.Slug, handOver.Id) })
        {
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(url)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(DecisionUrls.Record(elsewhere.Slug, handOver.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(DecisionUrls.Show(process.Slug, Id<Decision>.New()))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync(DecisionUrls.Action(process.Slug, Id<FollowUp>.New()))).StatusCode);
        Assert.Contains("Niente è ancora stato consegnato",
            (await _host.Visitor().ReadAsync(DecisionUrls.List(elsewhere.Slug))).Body!.TextContent);
    }

    [Fact]
    public async Task Handing_over_taking_note_and_deciding_tick_the_steps_of_the_road()
    {
        var (_, process, carla, _) = await FinalAsync();
        var handOver = await HandedAsync(carla, process);
        await DoneAsync(process, new(2026, 3, 1), "consegna a Consiglio comunale", "docpp", "invio", "consegna");
        await Redirected(carla.PostAsync(DecisionUrls.TakeNote(process.Slug, handOver.Id), Act("79/2026")));
        await DoneAsync(process, new(2026, 3, 2), "n. 79/2026", "presa-atto");
        var view = await ViewAsync(process);
        Assert.Null(view.LegalSteps.Single(s => s.Key == "decisione").DoneOn);
        Assert.Null(view.Activities.Single(a => a.Key == "voto").ActualUntil);
        var decide = Act("88/2026");
        (decide["Items[0].Settled"], decide["Items[1].Settled"]) = ("Accepted", "Accepted");
        await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide));
        await DoneAsync(process, new(2026, 3, 2), "n. 88/2026", "decisione", "voto");
        Assert.Contains("79/2026", (await _host.Visitor().ReadAsync($"/percorsi/{process.Slug}/passi")).Body!.TextContent);
        var told = await _host.InDb(db =>
            db.Set<Audit.AuditRow>().AsNoTracking().Where(r => r.Kind == "RoadStepSettled").ToListAsync(Cancel));
        Assert.Equal(4, told.Count);
        Assert.All(told, row => Assert.NotNull(row.Actor));
    }

    [Fact]
    public async Task Proposals_handed_over_on_the_way_move_nothing_on_the_road()
    {
        var (town, process, carla, _) = await FinalAsync();
        var proposal = await _host.ProposalAsync(town, process,
            await _host.VoiceAsync(town, process, "Serve chi risponde al telefono.", "anna@esempio.it"));
        await Redirected(carla.PostAsync(DecisionUrls.HandOver(process.Slug), new()
        {
            ["Document"] = "",
            ["Proposals"] = proposal.Code,
            ["What"] = "Proposta stralcio",
            ["To"] = "Giunta comunale",
            ["Day"] = "2026-03-01"
        }));
        var handOver = await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Process == process.Id, Cancel));
        await Redirected(carla.PostAsync(DecisionUrls.TakeNote(process.Slug, handOver.Id), Act("79/2026")));
        Assert.All((await ViewAsync(process)).LegalSteps, step => Assert.Null(step.DoneOn));
    }

    private async Task<ProcessView> ViewAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ProcessBook>().ReadAsync(process.Id, Cancel))!;
    }

    // Each of the names is done on that day, on the road with its proof, on the plan with its reason.
    private async Task DoneAsync(Process process, DateOnly on, string how, params string[] keys)
    {
        var view = await ViewAsync(process);
        var days = view.LegalSteps.Where(s => keys.Contains(s.Key)).Select(s => s.DoneOn)
            .Concat(view.Activities.Where(a => keys.Contains(a.Key)).Select(a => a.ActualUntil)).ToList();
        Assert.NotEmpty(days);
        Assert.All(days, day => Assert.Equal(on, day));
        Assert.All(view.LegalSteps.Where(s => keys.Contains(s.Key)), step => Assert.Contains(how, step.Evidence, StringComparison.Ordinal));
        var names = view.Activities.Where(a => keys.Contains(a.Key)).Select(a => a.Name).ToList();
        var noted = await _host.InDb(db => db.Set<PlanChange>().AsNoTracking()
            .Where(c => c.Process == process.Id && c.What == PlanChangeKind.Done && names.Contains(c.ItemName)).ToListAsync(Cancel));
        Assert.Equal(names.Count, noted.Count);
        Assert.All(noted, change => Assert.Contains(how, change.Reason, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> Redirected(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect,
            $"{(int)answer.StatusCode}: {(await Visitor.ParseAsync(answer)).QuerySelector(".errors")?.TextContent}");
        return answer;
    }
}
