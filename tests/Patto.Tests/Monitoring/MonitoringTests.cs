using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Monitoring;

/// <summary>Rules of measuring, on plain objects.</summary>
public sealed class IndicatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly IndicatorData Trained = new("Persone formate", "persone", "Foglio firme", 0, new(2026, 1, 1), 12,
        new(2026, 12, 31), 2);

    private static Indicator Define(IndicatorData data) => Indicator.Define(Id<Process>.New(), Id<Authority>.New(), "X-I0001", data, Now);
    private static string Code(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void An_indicator_has_unit_source_and_days_that_run_forward()
    {
        Assert.Equal("indicator.unit", Code(() => Define(Trained with { Unit = " " })));
        Assert.Equal("indicator.source", Code(() => Define(Trained with { Source = null })));
        Assert.Equal("indicator.target", Code(() => Define(Trained with { TargetDay = null })));
        Assert.Equal("indicator.days", Code(() => Define(Trained with { TargetDay = new(2025, 12, 31) })));
    }

    [Fact]
    public void The_next_measurement_is_due_in_its_rhythm_until_the_target()
    {
        var indicator = Define(Trained);
        Assert.Equal(new DateOnly(2026, 3, 1), indicator.NextDue);
        Assert.True(indicator.IsLate(new(2026, 3, 2)));
        Assert.False(indicator.IsLate(new(2026, 3, 1)));
        indicator.Measure(new(2026, 3, 1), 5, "", Now);
        Assert.Equal(new DateOnly(2026, 5, 1), indicator.NextDue);
        indicator.Measure(new(2026, 12, 1), 11, "", Now.AddDays(300));
        Assert.Equal(new DateOnly(2026, 12, 31), indicator.NextDue);
        indicator.Measure(new(2026, 12, 31), 12, "", Now.AddDays(320));
        Assert.Null(indicator.NextDue);
        Assert.True(indicator.Reached);
    }

    [Fact]
    public void Less_may_be_better() => Assert.False(Reached(Trained with { Baseline = 30, Target = 10, LessIsBetter = true }, 11));

    private static bool? Reached(IndicatorData data, decimal value)
    {
        var indicator = Define(data);
        indicator.Measure(new(2026, 3, 1), value, "", Now);
        return indicator.Reached;
    }

    [Fact]
    public void A_measurement_is_corrected_only_with_a_note_and_never_in_the_future()
    {
        var indicator = Define(Trained);
        indicator.Measure(new(2026, 3, 1), 5, "", Now);
        Assert.Equal("measure.correct", Code(() => indicator.Measure(new(2026, 3, 1), 6, " ", Now)));
        indicator.Measure(new(2026, 3, 1), 6, "Mancava un foglio firme.", Now);
        Assert.Equal(6, Assert.Single(indicator.Measurements).Value);
        Assert.Equal("measure.day", Code(() => indicator.Measure(new(2026, 3, 3), 6, "", Now)));
        Assert.Equal("measure.early", Code(() => indicator.Measure(new(2025, 12, 31), 6, "", Now)));
    }
}

public sealed class MonitoringPageTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Carla)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }

    /// <summary>A voice gathered, accepted and carried out by a staff training.</summary>
    private async Task<(Recorded Voice, FollowUp Action)> DecidedAsync(Authority town, Process process, string? mail)
    {
        var voice = await _host.VoiceAsync(town, process, "Serve chi risponde al telefono.", mail);
        var proposal = await _host.ProposalAsync(town, process, voice);
        var action = await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var deciding = write.Get<Deciding>();
            var handOver = await deciding.HandOverAsync(info, null, [proposal.Id], "Proposta", "Tavolo", "Giunta comunale", new(2026, 3, 1),
                write.Now, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            var decision = await deciding.DecideAsync(handOver, new("Giunta comunale", "88/2026", new(2026, 3, 2)),
                [new(proposal.Subject, Settled.Accepted, null, "Servizio sociale", null)], adopts: false, write.Now, Cancel);
            return await deciding.PlanAsync(info, decision.Outcomes[0], "Formazione del personale", "Servizio sociale", null,
                new(2026, 6, 30), write.Now, Cancel);
        });
        return (voice, action);
    }

    [Fact]
    public async Task An_action_is_measured_and_its_line_drawn()
    {
        var (town, process, carla) = await TownAsync();
        var (voice, action) = await DecidedAsync(town, process, null);
        var made = await Redirected(carla.PostAsync(MonitoringUrls.NewIndicator(process.Slug) + $"?azione={action.Code}", new()
        {
            ["Name"] = "Persone formate",
            ["Unit"] = "persone",
            ["Source"] = "Foglio firme",
            ["Baseline"] = "0",
            ["BaselineDay"] = "2026-01-01",
            ["Target"] = "12.5",
            ["TargetDay"] = "2026-12-31",
            ["EveryMonths"] = "6",
            ["Actions"] = action.Code,
        }));
        var url = made.Headers.Location!.ToString();
        await Redirected(carla.PostAsync(url, new() { ["Day"] = "2026-03-01", ["Value"] = "7", ["Note"] = "Primo incontro" }));
        var page = await _host.Visitor().ReadAsync(url);
        Assert.Equal(2, page.QuerySelectorAll("svg.chart circle").Length);
        Assert.Contains("obiettivo 12,5", page.QuerySelector("svg.chart")!.TextContent);
        Assert.Contains("Primo incontro", page.QuerySelector("table")!.TextContent);
        Assert.Contains(action.Code, page.Body!.TextContent);
        Assert.Contains("Persone formate", (await _host.Visitor().ReadAsync(MonitoringUrls.Indicators(process.Slug))).Body!.TextContent);
        Assert.Contains("Persone formate", (await _host.Visitor().ReadAsync($"/filo/{voice.Code}")).Body!.TextContent);
        Assert.Contains("Persone formate",
            (await _host.Visitor().ReadAsync(DecisionUrls.Action(process.Slug, action.Id))).Body!.TextContent);
        var api = await (await _host.Visitor().GetAsync($"/api/v1/processes/{process.Slug}/indicators")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"day\":\"2026-03-01\",\"value\":7", api, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_indicator_chosen_by_mistake_is_withdrawn_with_a_reason_and_taken_up_again()
    {
        var (town, process, carla) = await TownAsync();
        var made = await Redirected(carla.PostAsync(MonitoringUrls.NewIndicator(process.Slug), new()
        {
            ["Name"] = "Persone formate",
            ["Unit"] = "persone",
            ["Source"] = "Foglio firme",
            ["Baseline"] = "0",
            ["BaselineDay"] = "2026-01-01",
        }));
        var url = made.Headers.Location!.ToString();
        await Redirected(carla.PostAsync(url, new() { ["Day"] = "2026-03-01", ["Value"] = "7" }));
        async Task<bool> IsListedAsync()
        {
            var list = await _host.Visitor().ReadAsync(MonitoringUrls.Indicators(process.Slug));
            var api = await (await _host.Visitor().GetAsync($"/api/v1/processes/{process.Slug}/indicators")).Content
                .ReadAsStringAsync(Cancel);
            var table = await (await _host.Visitor().GetAsync(OpenDataUrls.Show(process.Slug, "indicatori", "csv"))).Content
                .ReadAsStringAsync(Cancel);
            var said = new[] { list.QuerySelector("main")!.TextContent, api, table }
                .Select(t => t.Contains("Persone formate", StringComparison.Ordinal)).Distinct().ToList();
            return Assert.Single(said);
        }
        Assert.True(await IsListedAsync());
        var page = await carla.ReadAsync(url);
        var measuring = page.QuerySelector("form:has([name=Value])")!;
        var refused = await carla.PostAsync(url, new() { ["Why"] = " " }, "#ritira");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.True(await IsListedAsync());
        await Redirected(carla.PostAsync(url, new() { ["Why"] = "Contava anche chi non era formato." }, "#ritira"));
        Assert.False(await IsListedAsync());
        var shown = (await _host.Visitor().ReadAsync(url)).QuerySelector("main")!.TextContent;
        Assert.Contains("Contava anche chi non era formato.", shown, StringComparison.Ordinal);
        Assert.Contains("7", shown, StringComparison.Ordinal);
        var late = await carla.Client.PostAsync(url, new FormUrlEncodedContent([.. Visitor.Prefilled(
            (AngleSharp.Html.Dom.IHtmlFormElement)measuring).Where(f => f.Key is not ("Day" or "Value")), new("Day", "2026-03-02"),
            new("Value", "9")]), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        var member = await _host.SignedInAsync(await _host.AccountAsync("Rita", town, Role.TableMember, process.Subject));
        Assert.Null((await member.ReadAsync(url)).QuerySelector("main form[method=post]"));
        Assert.Empty(await _host.InDb(async db => (await new Audit.AuditCheck(db).ContentsAsync(Cancel)).Faults));
        var back = (AngleSharp.Html.Dom.IHtmlFormElement)(await carla.ReadAsync(url)).QuerySelector("main form[action*=TakeUp]")!;
        Assert.Equal(HttpStatusCode.Redirect, (await carla.Client.PostAsync(back.GetAttribute("action"),
            new FormUrlEncodedContent([.. Visitor.Prefilled(back)]), Cancel)).StatusCode);
        Assert.True(await IsListedAsync());
    }

    [Fact]
    public async Task The_account_goes_to_everybody_who_took_part_with_their_own_codes()
    {
        var (town, process, carla) = await TownAsync();
        var (voice, _) = await DecidedAsync(town, process, "anna@esempio.it");
        await _host.Act(town, null, async write =>
        {
            var person = write.Get<PeopleBook>().Meet("Bruno Verdi", Channel.Post, "Via Roma 1, Fontelieta");
            await write.Get<PeopleBook>().TakePartAsync(person.Id, process.Subject, ParticipationKind.Meeting, Cancel);
            // Anna also came to a meeting, where nobody knew that it was she who had written: one letter box, one letter.
            var again = write.Get<PeopleBook>().Meet("Anna", Channel.Email, "Anna@Esempio.it");
            await write.Get<PeopleBook>().TakePartAsync(again.Id, process.Subject, ParticipationKind.Meeting, Cancel);
            var silent = write.Get<PeopleBook>().Meet("", Channel.None, "");
            await write.Get<PeopleBook>().TakePartAsync(silent.Id, process.Subject, ParticipationKind.Meeting, Cancel);
            return 0;
        });
        await _host.VoiceAsync(town, process, "Questo lo dico senza nome.");
        var published = await Redirected(carla.PostAsync(MonitoringUrls.Reports(process.Slug),
            new() { ["Intro"] = "Il telefono ora risponde." }));
        var url = published.Headers.Location!.ToString();
        var page = await _host.Visitor().ReadAsync(url);
        Assert.Contains("Il telefono ora risponde.", page.Body!.TextContent);
        Assert.Contains("Formazione del personale", page.Body.TextContent);
        Assert.DoesNotContain("Bruno", page.Body.TextContent);
        // Anna twice by the same address, Bruno, and one who left nothing but came.
        Assert.Contains("Hanno partecipato 3 persone.", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("In più c'è 1 contributo senza nome.", page.Body.TextContent, StringComparison.Ordinal);
        await Redirected(carla.PostAsync(url, [], $"form[action='{url}']"));
        Assert.Contains("si stanno scrivendo", (await carla.ReadAsync(MonitoringUrls.Letters(process.Slug, 1))).Body!.TextContent,
            StringComparison.Ordinal);
        await _host.WriteMailingsAsync();
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking()
            .Where(l => l.Process == process.Subject && l.Subject.StartsWith("Che cosa è successo")).ToListAsync(Cancel));
        Assert.Equal([Channel.Email, Channel.Post], letters.Select(l => l.Channel).Order());
        Assert.Contains($"/filo/{voice.Code}", letters.Single(l => l.Channel == Channel.Email).Body, StringComparison.Ordinal);
        var toPrint = await carla.ReadAsync(MonitoringUrls.Letters(process.Slug, 1));
        Assert.Contains("Via Roma 1, Fontelieta", Assert.Single(toPrint.QuerySelectorAll("article.letter")).TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.Client.PostAsync(url,
            new FormUrlEncodedContent(new Dictionary<string,
            string>
            { ["__RequestVerificationToken"] = Token(await carla.ReadAsync(MonitoringUrls.Reports(process.Slug))) }),
            Cancel)).StatusCode);
    }

    [Fact]
    public async Task An_account_published_before_nameless_voices_were_told_apart_says_what_it_said()
    {
        var (town, process, _) = await TownAsync();
        await DecidedAsync(town, process, null);
        await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var content = await write.Get<Accounting>().ContentAsync(info, Cancel);
            write.Db.Add(MonitoringReport.Publish(process.Id, town.Id, 1, "Come allora.",
                content with { Participants = 7, Nameless = null }, write.Now));
            return 0;
        });
        var said = (await _host.Visitor().ReadAsync(MonitoringUrls.Report(process.Slug, 1))).Body!.TextContent;
        Assert.Contains("Hanno partecipato 7 persone.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("senza nome", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_stays_as_it_was_published()
    {
        var (town, process, carla) = await TownAsync();
        var (_, action) = await DecidedAsync(town, process, null);
        var url = (await Redirected(carla.PostAsync(MonitoringUrls.Reports(process.Slug),
            new() { ["Intro"] = "Primo." }))).Headers.Location!.ToString();
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<FollowUp>().SingleAsync(a => a.Id == action.Id, Cancel))
            .Move(ActionState.Done, "", write.Now); return 0;
        });
        Assert.Contains("Da fare", (await _host.Visitor().ReadAsync(url + "/stampa")).Body!.TextContent);
    }

    [Fact]
    public async Task Letters_and_forms_are_for_the_office_only()
    {
        var (town, process, carla) = await TownAsync();
        Assert.Contains("Non c'è ancora nessun documento",
            (await _host.Visitor().ReadAsync(MonitoringUrls.Reports(process.Slug))).Body!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(MonitoringUrls.Reports(process.Slug), new() { ["Intro"] = "Niente." })).StatusCode);
        await DecidedAsync(town, process, "anna@esempio.it");
        await Redirected(carla.PostAsync(MonitoringUrls.Reports(process.Slug), new() { ["Intro"] = "Primo." }));
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno Verdi", town, Role.TableMember, process.Subject));
        foreach (var url in new[] { MonitoringUrls.Letters(process.Slug, 1), MonitoringUrls.NewIndicator(process.Slug) })
        {
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(url)).StatusCode);
        }
        foreach (var url in new[] { MonitoringUrls.Report(process.Slug, 9), MonitoringUrls.Indicator(process.Slug, "X-I9999"),
            MonitoringUrls.Report(process.Slug, 1).Replace(process.Slug, "altro", StringComparison.Ordinal) })
            Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(url)).StatusCode);
    }

    private static string Token(AngleSharp.Html.Dom.IHtmlDocument page) =>
        page.QuerySelector("main input[name='__RequestVerificationToken']")!.GetAttribute("value")!;

    private static async Task<HttpResponseMessage> Redirected(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect,
            $"{(int)answer.StatusCode}: {(await Visitor.ParseAsync(answer)).QuerySelector(".errors")?.TextContent}");
        return answer;
    }
}
