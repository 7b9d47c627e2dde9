using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Caching;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Search;
using Patto.Tests.Documents;
using Patto.Tests.Proposals;

namespace Patto.Tests.Processes;

/// <summary>What the other modules make of a process: what the template plans for them, and what their acts accomplish on the
/// plan.</summary>
public sealed class KeptPlanTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("lwp",
        "Carta dei Valori della Consulta: Charter; Regolamento della Consulta: Regulation; Progetti sperimentali: Other; Documento del processo partecipato: ProposalDocument; Documento di monitoraggio: Other",
        "Persone che hanno partecipato (persone) da Fogli firme e contributi; Proposte accolte, anche in parte (%) da Decisione della Giunta; Indicazioni recepite dagli uffici (indicazioni) da Servizi sociali")]
    [InlineData("stati-generali", "Programma di welfare locale: Programme",
        "Realtà collegate alla rete (realtà) da Mappa dei portatori di interesse; Responsabilità condivise nate dal percorso (accordi) da Responsabile del servizio")]
    [InlineData("welfare-aggancio", "Documento di proposta partecipata: ProposalDocument; Patto condiviso sul welfare partecipato: Pact",
        "Persone che hanno partecipato (persone) da Fogli firme; Aggiornamento al Tavolo (incontri) da Verbali del Tavolo; Bilancio annuale delle ricadute e del ruolo delle sentinelle (relazioni) da Responsabile del percorso")]
    [InlineData("nuovo-welfare",
        "Patto interno: Rules; Documento-proposta della visione: Vision; Patto fondativo del welfare: Pact; Documento di sintesi del percorso: Other",
        "Ritorni sul percorso al gruppo di coordinamento (ritorni) da Facilitatori; Valutazione restituita a chi ha partecipato (restituzioni) da Gruppo di coordinamento")]
    [InlineData("patto-welfare", "Patto per il welfare: Pact",
        "Chi ha firmato il patto (firmatari) da Elenco dei firmatari; Impegni mantenuti (%) da Verifica del patto")]
    public async Task Texts_and_indicators_that_the_template_names_are_there_from_the_first_day(string template, string texts,
        string indicators)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, template);
        var documents = await _host.InDb(db => db.Set<Document>().AsNoTracking().Where(d => d.Process == process.Id)
            .OrderByDescending(d => d.Created).ToListAsync(Cancel));
        Assert.Equal(texts, string.Join("; ", documents.Select(d => $"{d.Title}: {d.Kind}")));
        Assert.All(documents, d => Assert.Equal(DocumentState.Draft, d.State));
        var counted = await _host.InDb(db => db.Set<Indicator>().AsNoTracking().Where(i => i.Process == process.Id).OrderBy(i => i.Code)
            .ToListAsync(Cancel));
        Assert.Equal(indicators, string.Join("; ", counted.Select(i => $"{i.Name} ({i.Unit}) da {i.Source}")));
        var anybody = (await _host.Visitor().ReadAsync($"/percorsi/{process.Slug}/documenti")).Body!.TextContent;
        Assert.All(documents, d => Assert.DoesNotContain(d.Title, anybody, StringComparison.Ordinal));
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Role.Curator, process.Subject));
        var board = (await curator.ReadAsync(ProcessUrls.Dashboard(process.Slug))).QuerySelector("section[aria-labelledby=subito]")!;
        Assert.Contains(documents[0].Title, board.TextContent, StringComparison.Ordinal);
        // What the platform counts by itself waits for nobody.
        Assert.All(counted, i => Assert.Equal(!i.CountsItself, board.TextContent.Contains(i.Name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Planned_things_that_are_there_already_are_not_made_twice()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
        {
            var opened = new ProcessOpened(process.Id, town.Id, process.Key, process.Slug, process.Starts, "lwp", 1,
                "")
            { Template = new TemplateLibrary().Find("lwp")!.Template };
            foreach (var handler in write.Get<IEnumerable<IHandle<ProcessOpened>>>().Where(h => h.GetType().Name is "StartThePlannedTexts"
                or "DefineThePlannedIndicators"))
                await handler.HandleAsync(opened, Cancel);
            return 0;
        });
        Assert.Equal(5, await _host.InDb(db => db.Set<Document>().CountAsync(d => d.Process == process.Id, Cancel)));
        Assert.Equal(3, await _host.InDb(db => db.Set<Indicator>().CountAsync(i => i.Process == process.Id, Cancel)));
    }

    [Fact]
    public async Task A_planned_indicator_gets_its_start_and_goal_until_it_is_measured()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Role.Curator, process.Subject));
        var url = MonitoringUrls.Indicator(process.Slug, $"{process.Key}-I0001");
        var aim = new Dictionary<string, string>
        {
            ["Baseline"] = "0",
            ["BaselineDay"] = "2026-03-01",
            ["Target"] = "250",
            ["TargetDay"] = "2026-12-31"
        };
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity,
            (await curator.PostAsync(url, new(aim) { ["TargetDay"] = "2026-02-01" })).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await curator.PostAsync(url, aim)).StatusCode);
        Assert.Contains("L'obiettivo è 250", (await _host.Visitor().ReadAsync(url)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Redirect,
            (await curator.PostAsync(url, new() { ["Day"] = "2026-03-02", ["Value"] = "12" })).StatusCode);
        Assert.Null((await curator.ReadAsync(url)).QuerySelector("[name=Baseline]"));
    }

    [Fact]
    public async Task Remarks_open_and_end_on_the_plan_as_on_the_text()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        await _host.DocumentAsync(town, process);
        var opened = Texts.RomeDay(_host.Clock.Now);
        Assert.Equal(opened, (await ActivityAsync(process, "pubblicazione")).ActualUntil);
        await EndAsync();
        Assert.Null((await ActivityAsync(process, "osservazioni")).ActualUntil);
        _host.Clock.Now = _host.Clock.Now.AddDays(11);
        await EndAsync();
        await EndAsync();
        Assert.Equal(opened.AddDays(10), (await ActivityAsync(process, "osservazioni")).ActualUntil);
        Assert.Equal(1, await _host.InDb(db => db.Set<PlanChange>()
            .CountAsync(c => c.Process == process.Id && c.Reason.StartsWith("Chiuse le osservazioni"), Cancel)));
    }

    [Fact]
    public async Task A_round_that_finds_the_plan_up_to_date_writes_nothing_and_lets_pages_be_kept()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        await _host.DocumentAsync(town, process);
        await _host.DocumentAsync(town, await _host.ProcessAsync(town, "stati-generali", starts: _host.InCoDesign().AddDays(-82)));
        _host.Clock.Now = _host.Clock.Now.AddDays(11);
        var before = await WrittenAsync(town);
        await EndAsync();
        var once = await WrittenAsync(town);
        Assert.NotEqual(before, once);
        _host.Clock.Now = _host.Clock.Now.AddHours(1);
        await EndAsync();
        Assert.Equal(once, await WrittenAsync(town));
    }

    private async Task<(long Rows, string Pages)> WrittenAsync(Authority town) =>
        (await _host.InDb(db => db.Set<AuditRow>().LongCountAsync(r => r.Authority == town.Id.Value, Cancel)),
            _host.Services.GetRequiredService<CacheGenerations>().Of(town.Id.Value));

    [Fact]
    public async Task A_text_that_opens_on_a_later_day_is_ticked_on_that_day()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var text = await _host.DocumentAsync(town, process, open: false);
        var day = Texts.RomeDay(_host.Clock.Now).AddDays(3);
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Document>().Include(d => d.Editions).SingleAsync(d => d.Id == text.Id, Cancel))
                .Open(day, day.AddDays(20), null, write.Now);
            return 0;
        });
        await EndAsync();
        Assert.Null((await ActivityAsync(process, "pubblicazione")).ActualUntil);
        _host.Clock.Now = _host.Clock.Now.AddDays(4);
        await EndAsync();
        Assert.Equal(day, (await ActivityAsync(process, "pubblicazione")).ActualUntil);
    }

    [Fact]
    public async Task Remarks_on_the_charter_tick_nothing_that_the_plan_says_of_the_proposal()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        await _host.DocumentAsync(town, process, kind: DocumentKind.Charter);
        _host.Clock.Now = _host.Clock.Now.AddDays(11);
        await EndAsync();
        Assert.Null((await ActivityAsync(process, "pubblicazione")).ActualUntil);
        Assert.Null((await ActivityAsync(process, "osservazioni")).ActualUntil);
    }

    [Fact]
    public async Task A_plan_changed_by_hand_or_without_the_names_is_left_alone()
    {
        var town = await _host.AuthorityAsync();
        var bare = await _host.Act(town, null, write =>
        {
            var opened = Process.Open(town.Id, "SENZA", "senza-modello", "Senza modello", write.Now);
            var today = Texts.RomeDay(write.Now);
            opened.AddPhase("Osservazioni", today, today.AddDays(30), write.Now, opens: [new("documents.comment", Grants.Role.Visitor)]);
            write.Db.Add(opened);
            return Task.FromResult(opened);
        });
        var changed = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        await _host.Act(town, null, async write =>
        {
            var loaded = await write.Db.Set<Process>().Whole().SingleAsync(p => p.Id == changed.Id, Cancel);
            loaded.Drop(loaded.ActivityOf("osservazioni"), "Si raccolgono allo sportello", write.Now);
            loaded.AddActivity(loaded.Phases[0], "Osservazioni", new(2026, 3, 1), new(2026, 4, 1), write.Now);
            loaded.AddActivity(loaded.Phases[0], "Pubblicazione", new(2026, 3, 1), new(2026, 4, 1), write.Now);
            return 0;
        });
        await _host.DocumentAsync(town, bare);
        await _host.DocumentAsync(town, changed);
        _host.Clock.Now = _host.Clock.Now.AddDays(11);
        await EndAsync();
        Assert.Equal(Texts.RomeDay(_host.Clock.Now).AddDays(-11), (await ActivityAsync(changed, "pubblicazione")).ActualUntil);
        Assert.Null((await ActivityAsync(changed, "osservazioni")).ActualUntil);
        var added = await _host.InDb(db =>
            db.Set<Activity>().AsNoTracking().Where(a => a.Process == changed.Id && a.Key.StartsWith(Process.ByHand)).ToListAsync(Cancel));
        Assert.Equal(["Osservazioni", "Pubblicazione"], added.Select(a => a.Name).Order());
        Assert.All(added, a => Assert.Null(a.ActualUntil));
    }

    [Fact]
    public void What_was_skipped_or_dropped_stays_so_and_what_was_closed_early_is_done_today()
    {
        var now = _host.Clock.Now;
        var process = Process.FromTemplate(Id<Authority>.New(), "PRV", "prova", "Prova", new TemplateLibrary().Find("lwp")!,
            new(2026, 1, 7), now);
        process.Skip(process.StepOf("decisione"), "La Giunta non decide sul merito", now);
        process.Drop(process.ActivityOf("voto"), "La Giunta non decide sul merito", now);
        process.Describe(process.ActivityOf("osservazioni"), "Le tue proposte di modifica", "", "", "");
        process.Accomplish(PlanKeys.Decided, new(2026, 3, 1), "Giunta, n. 1/2026", now);
        Assert.Null(process.StepOf("decisione").DoneOn);
        Assert.Null(process.ActivityOf("voto").ActualUntil);
        process.Accomplish(PlanKeys.ConsultationClosed, new(2026, 3, 9), "Chiuse", now);
        Assert.Equal(Texts.RomeDay(now), process.ActivityOf("osservazioni").ActualUntil);
        process.Accomplish(["che-non-c-è"], new(2026, 3, 1), "Niente", now);
    }

    private async Task EndAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await FollowConsultations.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task A_meeting_that_was_held_and_its_public_minutes_are_ticked_on_the_plan()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var evening = Texts.RomeTime(new(2026, 3, 3), new(9, 30));
        var meeting = await _host.Act(town, null, async write =>
        {
            var loaded = await write.Db.Set<Process>().Include(p => p.Activities).Include(p => p.Phases).Include(p => p.Changes)
                .Include(p => p.LegalSteps).SingleAsync(p => p.Id == process.Id);
            loaded.AddActivity(loaded.Phases[0], "Verbale dell'Open Space", new(2026, 3, 4), new(2026, 3, 20), write.Now,
                key: "verbale-open-space");
            return await write.Db.Set<Meeting>().SingleAsync(m => m.Process == process.Id && m.PlannedKey == "open-space");
        });
        _host.Clock.Now = evening;
        await OnAsync(town, meeting, m =>
        {
            m.Describe(m.Title, Method.OpenSpace, "Che cosa serve?", null, null, evening, evening.AddHours(7), "Palestra", [], null, true);
            m.Publish();
            m.Open(evening);
            m.Close(evening.AddHours(7));
        });
        Assert.Equal(new DateOnly(2026, 3, 3), (await ActivityAsync(process, "open-space")).ActualUntil);
        Minutes? last = null;
        foreach (var state in new[] { MinutesState.Draft, MinutesState.Approved, MinutesState.Published })
        {
            Assert.Null((await ActivityAsync(process, "verbale-open-space")).ActualUntil);
            last = await _host.Act(town, null, async write =>
            {
                var written = Minutes.Write(await write.Db.Set<Meeting>().SingleAsync(m => m.Id == meeting.Id), last, "Eravamo in cento.",
                    state, null, write.Now);
                write.Db.Add(written);
                return written;
            });
        }
        Assert.Equal(new DateOnly(2026, 3, 3), (await ActivityAsync(process, "verbale-open-space")).ActualUntil);
    }

    private Task OnAsync(Authority town, Meeting meeting, Action<Meeting> act) => _host.Act(town, null, async write =>
    {
        act(await write.Db.Set<Meeting>().Include(m => m.Registrations).SingleAsync(m => m.Id == meeting.Id));
        return 0;
    });

    private Task<Activity> ActivityAsync(Process process, string key) =>
        _host.InDb(db => db.Set<Activity>().AsNoTracking().SingleAsync(a => a.Process == process.Id && a.Key == key, Cancel));

    [Fact]
    public async Task What_was_published_in_a_draft_is_found_by_everybody_once_the_process_is_public()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, published: false);
        await _host.VoiceAsync(town, process, "La corriera salta sempre la mattina.");
        Assert.Empty(await FoundAsync(town, "corriera"));
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().Include(p => p.Phases).SingleAsync(p => p.Id == process.Id)).Publish(write.Now);
            return 0;
        });
        Assert.Single(await FoundAsync(town, "corriera"));
        Assert.Contains("corriera", (await _host.Visitor().ReadAsync("/cerca?parole=corriera")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<Found>> FoundAsync(Authority town, string words) =>
        _host.Act(town, null, write => write.Get<SearchBook>().FindAsync(words, Reader.Anybody));
}
