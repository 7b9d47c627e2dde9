using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Moderation;
using Patto.Modules.Moderation.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Moderation;

/// <summary>What a report passes through.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class ReportRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private const string Why = "Dice chi è una persona che non ha scelto di parlare.";

    private static TextReport Report(ReportGround? ground = ReportGround.Insult, string words = "") => TextReport.Send(
        new(Id<Process>.New(), Id<Authority>.New(), "LWF", "laboratorio", "Laboratorio", "", true, false), "LWF-R0001",
        new("contribution", Guid.CreateVersion7()), ground, words, Now);

    private static readonly Guid Carla = Guid.CreateVersion7(), Anna = Guid.CreateVersion7();

    private static string Refused(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    public void A_report_says_what_is_wrong_and_another_ground_says_it_in_words()
    {
        Assert.Equal("report.ground", Refused(() => Report(ground: null)));
        Assert.Equal("report.words", Refused(() => Report(ReportGround.Other, " ")));
        Assert.Equal("report.long", Refused(() => Report(words: new string('a', TextReport.Longest + 1))));
        Assert.Equal(ReportedState.Waiting, Report().State);
        Assert.Null(Report().Days);
    }

    [Fact]
    public void It_is_decided_once_with_a_reason_and_the_days_are_counted()
    {
        var report = Report();
        Assert.Equal("report.why", Refused(() => report.Decide(pause: true, "  no  ", Carla, Now)));
        report.Decide(pause: false, Why, Carla, Now.AddHours(30));
        Assert.Equal((ReportedState.Kept, 2, Why), (report.State, report.Days, report.Why));
        Assert.Equal("report.decided", Refused(() => report.Decide(pause: true, Why, Carla, Now)));
        Assert.Equal("report.no-appeal", Refused(() => report.AppealAgainst("Non è vero.", Now)));
        Assert.Equal("report.not-paused", Refused(() => report.Close(resume: true, Why, Carla, Now)));
    }

    [Fact]
    public void Against_a_pause_its_author_appeals_once_and_it_ends_or_stays_with_another_reason()
    {
        var report = Report();
        report.Decide(pause: true, Why, Carla, Now);
        Assert.Equal("report.not-appealed", Refused(() => report.Close(resume: false, Why, Carla, Now)));
        Assert.Equal("report.appeal", Refused(() => report.AppealAgainst("", Now)));
        report.AppealAgainst("È la mia storia.", Now);
        Assert.Equal("report.own-pause", Refused(() => report.Close(resume: false, Why, Carla, Now)));
        Assert.Equal("report.no-appeal", Refused(() => report.AppealAgainst("Ancora.", Now)));
        report.Close(resume: false, "Il nome resta quello di un'altra persona.", Anna, Now);
        Assert.Equal((ReportedState.Confirmed, Why), (report.State, report.Why));
        // Even then whoever leads may end it; what was decided before stays in the log.
        report.Close(resume: true, "La persona ha detto che va bene.", Carla, Now);
        Assert.Equal([ReportedState.Confirmed, ReportedState.Resumed], report.Decisions.Select(d => d.State));
        Assert.Equal("Il nome resta quello di un'altra persona.", report.Decisions[0].Why);
        Assert.Equal((ReportedState.Resumed, false), (report.State, report.IsPaused));
    }

    [Fact]
    public void A_paused_voice_keeps_its_words_where_no_page_looks_and_gets_them_back()
    {
        var voice = Contribution.Record(new(Id<Process>.New(), Id<Authority>.New(), "LWF", "laboratorio", "Laboratorio", "", true, false),
            "LWF-C0001", "hash", new("Serve un autobus.", Via.Web), null, Now);
        Assert.Equal("contribution.not-public", Refused(() => voice.Pause(Why, Now)));
        voice.Publish(Now);
        voice.Pause(Why, Now);
        Assert.Equal((false, null, Why), (voice.IsPublic, voice.PublicText, voice.PauseWhy));
        Assert.False(voice.MayUndo(Now));
        voice.Resume();
        Assert.Equal((true, "Serve un autobus.", null), (voice.IsPublic, voice.PublicText, voice.PauseWhy));
        voice.Pause(Why, Now);
        voice.Withdraw();
        voice.Resume();
        Assert.Equal((false, null, ContributionState.Withdrawn), (voice.IsPublic, voice.PublicText, voice.State));
    }
}

/// <summary>Anybody reports, the staff decides in public, the author appeals; nothing is deleted.</summary>
public sealed class ModerationTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task A_text_is_reported_paused_appealed_and_read_again_and_the_log_names_nobody()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var slug = process.Slug;
        var said = await _host.Act(town, null, async write =>
        {
            var one = await write.Get<ContributionBook>().RecordAsync((await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!,
                new("Il signor Brambilla della piazza ruba.", Via.Web), Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<ContributionBook>().PublishAsync(one.Id, Cancel);
            return one;
        });
        var (show, send, queue, log) = (ContributionUrls.Show(slug, said.Code), ProcessUrls.Report(slug, said.Code),
            ModerationUrls.Queue(slug), ModerationUrls.Log(slug));
        var anybody = _host.Visitor();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat));
        var anna = await _host.SignedInAsync(await _host.AccountAsync("Anna Ferri", town, Role.Officer));
        Assert.NotNull((await anybody.ReadAsync(show)).QuerySelector($"a[href='{send}']"));
        Assert.NotEqual(HttpStatusCode.OK, (await anybody.GetAsync(queue)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(ProcessUrls.Report(slug, "LWF-C9999"))).StatusCode);

        // Two neighbours report it; what one forgot to choose keeps what they typed.
        var refused = await anybody.PostAsync(send, new() { ["Ground"] = "", ["Words"] = "Lo conosco: non è vero." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Lo conosco", (await Visitor.ParseAsync(refused)).QuerySelector("textarea[name=Words]")!.TextContent,
            StringComparison.Ordinal);
        List<string> codes = [];
        foreach (var words in new[] { "Lo conosco: non è vero.", "" })
        {
            var sent = await anybody.PostAsync(send, new() { ["Ground"] = nameof(ReportGround.Names), ["Words"] = words });
            Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
            codes.Add(sent.Headers.Location!.ToString().Split('/')[^1]);
        }
        Assert.Contains("Aspetta una decisione", await TextOf(anybody, ModerationUrls.Entry(slug, codes[0])), StringComparison.Ordinal);
        Assert.Contains("2 segnalazioni e ricorsi", await TextOf(carla, ProcessUrls.Dashboard(slug)), StringComparison.Ordinal);
        Assert.Contains("Brambilla", await TextOf(anybody, show), StringComparison.Ordinal);

        // The secretariat pauses it: both are decided, and nobody outside reads the words on any page.
        var one = ModerationUrls.One(slug, codes[0]);
        Assert.Contains("Lo conosco", await TextOf(carla, one), StringComparison.Ordinal);
        Dictionary<string, string> why = new() { ["Why"] = "Accusa una persona per nome, e lei non può rispondere." };
        var form = (await carla.ReadAsync(one)).QuerySelector("#decidi")!;
        var button = form.QuerySelectorAll("button").Single(b => b.TextContent.Contains("in pausa", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, (await carla.Client.PostAsync(button.GetAttribute("formaction")!, new FormUrlEncodedContent(
            Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)form).Where(f => f.Key != "Why").Concat(why)))).StatusCode);
        foreach (var url in new[] { show, log, ModerationUrls.Entry(slug, codes[1]), $"/filo/{said.Code}" })
        {
            var text = await TextOf(anybody, url);
            Assert.DoesNotContain("Brambilla", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Lo conosco", text, StringComparison.Ordinal);
        }
        Assert.Contains("Accusa una persona per nome", await TextOf(anybody, show), StringComparison.Ordinal);
        // A pause loses no voice: the process does not close over it without a reason.
        var open = await _host.Act(town, null, async write => await write.Get<ClosingBook>().OpenAsync(
            (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!, Cancel));
        Assert.Contains(open.SelectMany(k => k.Ends), e => e.Subject == said.Subject
            && e.Why.Contains("È in pausa", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Code, await TextOf(anybody, ContributionUrls.List(slug)), StringComparison.Ordinal);
        Assert.Null((await anybody.ReadAsync("/cerca?parole=Brambilla")).QuerySelector($"main a[href='{show}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(send)).StatusCode);

        // The author appeals with the letters; of the appeal decides who leads.
        Assert.NotNull((await anybody.ReadAsync(ContributionUrls.Mine(said.Secret))).QuerySelector($"a[href='/ricorso/{said.Secret}']"));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/ricorso/ZZZZZZZZ")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.PostAsync($"/ricorso/{said.Secret}",
            new() { ["Words"] = "Ho le prove, le ho portate in Comune." })).StatusCode);
        var appealed = await _host.InDb(db => db.Set<TextReport>().AsNoTracking()
            .SingleAsync(r => r.State == ReportedState.Appealed, Cancel));
        one = ModerationUrls.One(slug, appealed.Code);
        Assert.Null((await carla.ReadAsync(one)).QuerySelector("#decidi"));
        Assert.Contains("Ho le prove", await TextOf(anna, one), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(one,
            new() { ["Why"] = "Il fatto è stato accertato da una sentenza." }, "#decidi")).StatusCode);
        Assert.Contains("Brambilla", await TextOf(anybody, show), StringComparison.Ordinal);
        var read = await TextOf(anybody, ModerationUrls.Entry(slug, appealed.Code));
        Assert.Contains("Si legge di nuovo", read, StringComparison.Ordinal);
        Assert.Contains("accertato da una sentenza", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Ho le prove", read, StringComparison.Ordinal);
        Assert.Contains("Ha avuto una risposta", await TextOf(anybody, $"/filo/{codes[0]}"), StringComparison.Ordinal);
        Assert.All(await _host.InDb(db => db.Set<TextReport>().AsNoTracking().ToListAsync(Cancel)),
            r => Assert.Equal(ReportedState.Resumed, r.State));
    }
}
