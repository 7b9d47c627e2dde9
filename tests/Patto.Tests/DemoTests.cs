using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Demo;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Observatory;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Provenance;
using Patto.Tests.Processes;

namespace Patto.Tests;

public sealed class DemoTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Playing_the_story_again_changes_nothing()
    {
        var rows = await RowsAsync();
        Assert.False(await demo.PlayAsync());
        Assert.Equal(rows, await RowsAsync());
    }

    [Fact]
    public async Task The_audit_chain_of_the_demo_holds()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        Assert.True(await RowsAsync() > 0);
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(demo.Town.Id.Value, cancel: Cancel));
    }

    [Fact]
    public async Task The_story_happens_in_the_order_of_time_and_never_later_than_now()
    {
        var instants = await demo.Host.InDb(db => db.Set<AuditRow>().Where(r => r.Authority == demo.Town.Id.Value).OrderBy(r => r.Seq)
            .Select(r => r.At).ToListAsync(Cancel));
        Assert.Equal(instants.Order(), instants);
        Assert.True(instants[^1] <= demo.Host.Clock.Now);
    }

    [Fact]
    public async Task Everybody_of_the_cast_can_sign_in()
    {
        foreach (var account in await demo.Host.InDb(db => db.Set<Account>().AsNoTracking().ToListAsync(Cancel)))
        {
            var answer = await demo.Host.Visitor()
                .PostAsync("/accedi", new() { ["Email"] = account.Email!, ["Password"] = Fontelieta.Password });
            Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_process_is_half_way_through_its_template()
    {
        var process = await ProcessAsync();
        Assert.Equal(("LWF", "lwp", true), (process.Info.Key, process.TemplateId, process.Info.IsPublic));
        Assert.Equal("co-progettazione", process.Current?.Key);
        Assert.Equal("verbale-tavolo-5", Assert.Single(process.Activities, a => a.State == PlanState.Late).Key);
        Assert.Equal(4, process.Themes.Count);
        Assert.Equal(18_500, process.Money.Cost);
        Assert.Contains(process.LegalSteps, s => s.State == LegalStepState.Done);
        Assert.Contains(process.LegalSteps, s => s.State == LegalStepState.Waiting || s.State == LegalStepState.Due);
    }

    [Fact]
    public async Task Every_state_of_a_voice_is_to_be_seen()
    {
        var states = await demo.Host.InDb(db => db.Contributions.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, Cancel));
        Assert.Equal(141, states[ContributionState.Published]);
        Assert.Equal(2, states[ContributionState.Redacted]);
        Assert.Equal(4, states[ContributionState.Refused]);
        Assert.Equal(5, states[ContributionState.Reading]);
    }

    [Fact]
    public async Task Every_content_of_the_story_stands_as_its_last_act_left_it()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<AuditCheck>().ContentsAsync(Cancel);
        Assert.Empty(report.Faults);
        Assert.True(report.Whole > 500, $"{report.Whole}");
        var untold = await demo.Host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ContentChanged), Cancel));
        TestContext.Current.SendDiagnosticMessage($"{report.Whole} contents, {untold} changed by something that told nothing else");
    }

    [Fact]
    public async Task Hidden_words_are_nowhere_in_what_the_public_reads()
    {
        var texts = await demo.Host.InDb(db =>
            db.Contributions.Where(c => c.State == ContributionState.Redacted).Select(c => c.PublicText!).ToListAsync(Cancel));
        Assert.All(texts, t => Assert.Contains(Contribution.Hidden, t));
        Assert.DoesNotContain(texts, t => t.Contains("Mazzoli", StringComparison.Ordinal) || t.Contains("347", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_regulation_has_twelve_articles_in_three_editions_and_is_open_to_the_public()
    {
        var regulation = await demo.Host.InDb(db => db.Documents.Include(d => d.Editions)
            .SingleAsync(d => d.Kind == DocumentKind.Regulation, Cancel));
        Assert.Equal(3, regulation.Editions.Count);
        Assert.Equal(12, Article.All(regulation.Editions.Single(e => e.Number == 3).Parts).Count);
        Assert.True(regulation.IsOpen(demo.Host.Clock.Now));
        var changed = ArticleChange.Between(regulation.Editions.Single(e => e.Number == 1).Parts,
            regulation.Editions.Single(e => e.Number == 3).Parts).Count(a => a.Changed);
        Assert.InRange(changed, 7, 11);
    }

    [Fact]
    public async Task Amendments_show_every_answer_and_comments_are_read()
    {
        var answers = await demo.Host.InDb(db => db.Amendments.GroupBy(a => a.Answer).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, Cancel));
        Assert.Equal(new Dictionary<Answer, int>
        {
            [Answer.Waiting] = 8,
            [Answer.Accepted] = 1,
            [Answer.InPart] = 2,
            [Answer.Refused] = 1,
            [Answer.Absorbed] = 1
        }, answers);
        Assert.Contains(Reading.Unread, await demo.Host.InDb(db => db.Amendments.Select(a => a.Reading).Distinct().ToListAsync(Cancel)));
        Assert.Equal(18, await demo.Host.InDb(db => db.Comments.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Proposals_gather_three_to_nine_voices_and_stand_at_every_step()
    {
        var gathered = await demo.Host.InDb(db => db.Set<Link>().Where(l => l.Relation == Relation.GatheredInto).GroupBy(l => l.To)
            .Select(g => g.Count()).ToListAsync(Cancel));
        Assert.Equal(23, gathered.Count);
        Assert.All(gathered, count => Assert.InRange(count, 3, 9));
        var states = await demo.Host.InDb(db => db.Proposals.Select(p => p.State).Distinct().ToListAsync(Cancel));
        Assert.Superset(new HashSet<ProposalState> { ProposalState.Idea, ProposalState.Feasibility, ProposalState.Priority,
            ProposalState.Design, ProposalState.Incorporated, ProposalState.Dropped }, states.ToHashSet());
    }

    [Fact]
    public async Task People_met_in_four_focus_groups_and_an_open_space_and_will_meet_again()
    {
        var meetings = await demo.Host.InDb(db => db.Meetings.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(96, meetings.Where(m => m.Method == Method.FocusGroup).Sum(m => m.Counted!.Total));
        Assert.Equal(118, Assert.Single(meetings, m => m.Method == Method.OpenSpace).Counted!.Total);
        Assert.Contains(meetings, m => m.Method == Method.Presentation && m.Start > demo.Host.Clock.Now);
        Assert.Equal(11, await demo.Host.InDb(db => db.Sessions.CountAsync(s => s.Reported != null, Cancel)));
        Assert.Equal(12, await demo.Host.InDb(db => db.DraftingOffers.CountAsync(Cancel)));
        Assert.Equal(54, await demo.Host.InDb(db => db.Meetings.Where(m => m.Method == Method.Presentation)
            .Select(m => m.Registrations.Count).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task The_thread_leads_from_a_focus_group_to_the_article()
    {
        var voice = await demo.Host.InDb(db => db.Contributions.SingleAsync(c => c.Text.StartsWith("Se dite di no, spiegateci"), Cancel));
        await using var scope = demo.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(demo.Town);
        var thread = await scope.ServiceProvider.GetRequiredService<Filo>().FollowAsync(voice.Subject, Patto.Grants.Reader.Anybody, Cancel);
        Assert.Equal("meeting", Assert.Single(thread.Before(voice.Subject)).Card.Subject.Kind);
        var proposal = Assert.Single(thread.After(voice.Subject), n => !Relations.Aside.Contains(n.Link.Relation)).Card;
        Assert.Equal("proposal", proposal.Subject.Kind);
        Assert.Contains(thread.After(proposal.Subject), next => next.Card.Subject.Kind == "comma");
    }

    [Fact]
    public async Task The_giunta_gave_every_kind_of_answer_after_it_had_taken_note()
    {
        var outcomes = await demo.Host.InDb(db => db.Set<Outcome>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(new Dictionary<Settled, int>
        {
            [Settled.Accepted] = 3,
            [Settled.InPart] = 2,
            [Settled.Refused] = 1,
            [Settled.Deferred] = 1
        }, outcomes.CountBy(o => o.Settled).ToDictionary());
        Assert.All(outcomes, o => Assert.NotEqual("", o.Reason));
        var acts = await demo.Host.InDb(db =>
            db.AdministrativeActs.AsNoTracking().OrderBy(a => a.Day).Select(a => a.Kind).ToListAsync(Cancel));
        Assert.Equal([ActKind.Suspension, ActKind.TakingNote, ActKind.Decision], acts);
        Assert.Equal(5, await demo.Host.InDb(db => db.FollowUps.CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_table_has_fourteen_seats_three_of_them_filled_after_the_open_space()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(demo.Town);
        var table = (await scope.ServiceProvider.GetRequiredService<GroupBook>().TableAsync((await ProcessAsync()).Info.Id, Cancel))!;
        Assert.Equal(14, table.Seats.Count);
        Assert.All(table.Seats, seat => Assert.Single(seat.Members, m => !m.IsSubstitute));
        Assert.Equal(3, table.Seats.Count(s => s.Widening));
        Assert.Single(table.Seats, s => s.Former.Count > 0);
    }

    [Fact]
    public async Task The_maps_name_forty_holders_and_the_checklist_says_who_is_missing()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<StakeholderBook>();
        var process = (await ProcessAsync()).Info.Id;
        Assert.Equal(42, (await book.MapAsync(process, Cancel)).Count);
        var coverage = (await book.CoverageAsync(process, Cancel)).CountBy(c => c.Coverage).ToDictionary();
        Assert.Superset(new HashSet<Coverage> { Coverage.Missing, Coverage.Contacted, Coverage.Represented }, coverage.Keys.ToHashSet());
        Assert.InRange(coverage[Coverage.Missing], 2, 4);
    }

    [Fact]
    public async Task The_thread_goes_on_from_the_decision_to_the_indicator_that_moved()
    {
        var indicators = await demo.Host.InDb(db => db.Indicators.Include(i => i.Measurements).AsNoTracking().OrderBy(i => i.Code)
            .ToListAsync(Cancel));
        Assert.Equal(4, indicators.Count);
        Assert.All(indicators, i => Assert.True(i.Measurements.Count >= 3 && i.Last!.Value > i.Baseline));
        var voice = await demo.Host.InDb(db =>
            db.Contributions.SingleAsync(c => c.Text.StartsWith("Le assistenti sociali ricevono solo la mattina"), Cancel));
        await using var scope = demo.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(demo.Town);
        var thread = await scope.ServiceProvider.GetRequiredService<Filo>().FollowAsync(voice.Subject, Patto.Grants.Reader.Anybody, Cancel);
        Assert.Superset(new HashSet<string> { "meeting", "contribution", "proposal", "outcome", "action", "indicator" },
            thread.Cards.Keys.Select(s => s.Kind).ToHashSet());
    }

    [Fact]
    public async Task The_catalogue_holds_two_real_records_as_the_register_printed_them()
    {
        var records = await demo.Host.InDb(db => db.Records.AsNoTracking().OrderBy(r => r.Title).ToListAsync(Cancel));
        Assert.Equal(["Patto per il welfare - Istituzioni e società civile per il futuro della comunità",
            "Welfare dell'aggancio. Pratiche partecipative per l'attivazione delle competente delle sentinelle di comunità"],
                records.Select(r => r.Title));
        var (reggio, cervia) = (records[0].Sheet, records[1].Sheet);
        Assert.Equal("8 / 30", reggio["index"]!.Text);
        Assert.Equal(FieldState.NotIndicated, reggio["women_present"]!.State);
        Assert.Equal(FieldState.NotForeseen, reggio["bonus_gender"]!.State);
        Assert.Equal(FieldState.Blank, cervia["index"]!.State);
        Assert.NotEmpty(cervia.Warnings); // 63 % does not follow from 20.000 of 45.000 euro: told, never mended
        Assert.True(cervia["goals"]!.Summarised);
    }

    private async Task<ProcessView> ProcessAsync()
    {
        await using var scope = demo.Host.Services.CreateAsyncScope();
        var id = await demo.Host.InDb(db => db.Processes.Select(p => p.Id).SingleAsync(Cancel));
        return (await scope.ServiceProvider.GetRequiredService<ProcessBook>().ReadAsync(id, Cancel))!;
    }

    private Task<int> RowsAsync() => demo.Host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Authority == demo.Town.Id.Value, Cancel));
}

/// <summary>The crowd that benchmarks speak to.</summary>
public sealed class CrowdTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_crowd_speaks_with_codes_of_its_own_and_leaves_the_audit_chain_whole()
    {
        var town = await _host.AuthorityAsync();
        var process = await ProcessAsync(town);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await new Crowd(_host.Services).SpeakAsync(town, process, 2300, cancel: Cancel);
        TestContext.Current.SendDiagnosticMessage(
            $"2300 voices in {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        var codes = await _host.InDb(db => db.Contributions.Select(c => c.Code).ToListAsync(Cancel));
        Assert.Equal(2300, codes.Distinct().Count());
        Assert.Equal(69, await _host.InDb(db => db.Contributions.CountAsync(c => c.State == ContributionState.Reading, Cancel)));
        Assert.Equal(2231, await _host.InDb(db => db.Set<Patto.Search.SearchEntry>().CountAsync(e => e.Title.StartsWith("FOL-C"), Cancel)));
        Assert.True(await _host.InDb(db => db.Contributions.Select(c => c.Text).Distinct().CountAsync(Cancel)) > 2000);
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<AuditCheck>().FirstBreakAsync(town.Id.Value, cancel: Cancel));
    }

    [Fact]
    public async Task What_is_written_in_bulk_reads_as_what_is_written_one_by_one()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        var process = new ProcessInfo(made.Id, town.Id, made.Key, made.Slug, made.Title, "", true, false);
        await new Crowd(_host.Services).SpeakAsync(town, process, 3, unread: 0, cancel: Cancel);
        var crowd = await _host.InDb(db => db.Contributions.AsNoTracking().OrderBy(c => c.Number).ToListAsync(Cancel));
        await _host.Act(town, null, async write =>
        {
            foreach (var said in crowd)
            {
                var alone = Contribution.Record(process, $"{process.Key}-C{1000 + said.Number}",
                    Secrets.Hash(Secrets.New(), write.Get<Patto.Database.InstallationKey>()),
                    new(said.Text, said.Via) { Kind = said.Kind, Theme = said.Theme, Area = said.Area }, null, write.Now);
                write.Db.Add(alone);
                await write.Db.SaveChangesAsync(Cancel);
                alone.Publish(write.Now);
            }
            return 0;
        });
        var alone = await _host.InDb(db =>
            db.Contributions.AsNoTracking().Where(c => c.Number > 1000).OrderBy(c => c.Number).ToListAsync(Cancel));
        Assert.Equal(crowd.Select(Shown), alone.Select(Shown));
        Assert.Equal(await FoundAsync(crowd[0].Id), await FoundAsync(alone[0].Id));
        foreach (var voice in new[] { crowd[2], alone[2] })
            Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync($"/filo/{voice.Code}")).StatusCode);
        var words = string.Join(' ', crowd[1].Text.Split(' ').Take(4));
        Assert.Contains((await _host.Act(town, null, write => write.Get<Patto.Search.SearchBook>()
            .FindAsync(words, Patto.Grants.Reader.Anybody))), f => f.Subject == crowd[1].Subject);
    }

    private static object Shown(Contribution c) => new
    {
        c.Authority,
        c.Process,
        c.Text,
        c.PublicText,
        c.Language,
        c.Kind,
        c.Theme,
        c.Area,
        c.Source,
        c.Speaker,
        c.Via,
        c.Said,
        c.Entered,
        c.EnteredBy,
        c.State,
        c.IsPublic,
        c.Read,
        c.PublishedAt
    };

    private Task<object> FoundAsync(Id<Contribution> voice) => _host.InDb(async db =>
    {
        var entry = await db.Set<Patto.Search.SearchEntry>().AsNoTracking()
            .SingleAsync(e => e.Subject == Kernel.Subject.Of("contribution", voice), Cancel);
        return (object)new { entry.Text, entry.At, entry.Visibility, entry.Scope, entry.Authority };
    });

    private Task<ProcessInfo> ProcessAsync(Authority town) => _host.Act(town, null, write =>
    {
        var process = Process.Open(town.Id, "FOL", "folla", "Una folla", write.Now);
        write.Db.Add(process);
        return Task.FromResult(new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false));
    });
}

/// <summary>The story is told in days from the nearest Saturday: it must play whatever today is.</summary>
public sealed class DemoDayTests
{
    [Theory, InlineData("2027-03-17T02:10:00Z"), InlineData("2028-02-29T12:00:00Z")]
    public async Task The_story_plays_on_any_day_and_nothing_of_it_lies_in_the_future(string today)
    {
        var now = DateTimeOffset.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        await using var host = new PlatformHost();
        Assert.True(await Fontelieta.PlayAsync(host.Services, at => host.Clock.Now = at, now));
        Assert.True(await host.InDb(db => db.Set<AuditRow>().MaxAsync(r => r.At, TestContext.Current.CancellationToken)) <= now);
    }
}
