using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Offices;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Web;

namespace Patto.Tests.Processes;

/// <summary>The promise of the platform: whatever people do, in whatever order, when a process closes every voice has an answer, something
/// that answers for it, or a public reason.</summary>
public sealed class NoVoiceIsLostTests : IAsyncDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    // On each engine, with a seed of its own: 200 in a whole run.
    private static readonly int Days = TestRun.IsLong ? 10_000 : PlatformHost.OnPostgres ? 60 : 90;
    private const int ActsOfADay = 20, MoreDays = 30;
    private const string Why = "Il tempo non è bastato, e lo diciamo a chi aspettava.";

    private PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Acts that take no part, and why; an act that is neither here nor done fails the test.</summary>
    private static readonly Dictionary<string, string> TakeNoPart = new()
    {
        ["administration.confirm-role"] = "accounts of the authority, nothing of a process",
        ["administration.hand-letters"] = "a letter that waits on paper, nothing of a process",
        ["administration.hand-personal-data"] = "a person's data, by a second person; the words of voices stay (PersonalDataTests)",
        ["administration.invite"] = "accounts of the authority, nothing of a process",
        ["administration.print-code"] = "a colleague's sign-in, nothing of a process",
        ["administration.see-history"] = "reads only",
        ["administration.see-mail"] = "a letter that was not delivered, nothing of a process",
        ["administration.see-role-changes"] = "reads only",
        ["administration.settle"] = "settings of the authority, nothing of a process",
        ["administration.suspend"] = "accounts of the authority, nothing of a process",
        ["choices.enter"] = "ballots, which are no voices (ChoicePagesTests)",
        ["choices.keep"] = "a vote answers no voice: who decides does (ChoicePagesTests)",
        ["choices.recount"] = "reads only",
        ["moderation.judge"] = "of a pause, which answers no voice; one that lasts is explained at the closing (ModerationTests)",
        ["moderation.moderate"] = "a pause answers no voice; one that lasts is explained at the closing (ModerationTests)",
        ["moderation.read"] = "reads only",
        ["contributions.translate"] = "what a voice says in Italian, beside it; its state stays (TranslationTests)",
        ["opinions.enter"] = "answers without a name, which are no voices (OpinionPagesTests)",
        ["opinions.keep"] = "a map answers no voice: who decides does (OpinionPagesTests)",
        ["draws.check"] = "reads only",
        ["draws.enter"] = "applications to a draw, which are no voices (DrawPagesTests)",
        ["draws.keep"] = "a draw answers no voice: each candidate gets what came out (DrawPagesTests)",
        ["contributions.see-unread"] = "reads only",
        ["processes.watch"] = "reads only",
        ["decisions.decide"] = "says to whom a thing waits; the office records what they decide",
        ["files.attach"] = "a file hangs on what is there (AttachmentTests)",
        ["groups.read-applications"] = "reads only",
        ["meetings.see-inside"] = "reads only",
        ["pacts.keep"] = "promises of others: a pact answers no voice, and outlives its process (PactPagesTests)",
        ["processes.appoint"] = "accounts and roles",
        ["processes.create"] = "opens another process",
        ["processes.retract"] = "what is out of public view does not close; a draft in which somebody wrote does not go (RetractTests)",
        ["processes.see-draft"] = "reads only",
        ["processes.work"] = "reads only",
        ["records.import"] = "records of other towns",
        ["reports.answer"] = "the guarantor is answered, no voice (ReportPagesTests)",
        ["reports.ask"] = "a question of the guarantor is no voice (ReportPagesTests)",
        ["reports.follow"] = "reads only",
        ["reports.judge"] = "says of a document, answers no voice (ReportPagesTests)",
        ["reports.lead"] = "a document on its way; its hand-over is the one of decisions.hand-over (ReportPagesTests)",
        ["reports.names"] = "reads only",
        ["reports.read"] = "reads only",
        ["reports.say"] = "says of a document, answers no voice (ReportPagesTests)",
        ["reports.write"] = "tells what was said and changes none of it (ReportPagesTests)",
        ["stakeholders.read"] = "reads only",
        ["contributions.ask"] = "asks more on the form: no voice changes its state",
    };

    /// <summary>Handlers that are not run because their page asks for what no form of a page holds.</summary>
    private static bool IsRun(HandlersTests.Handler handler) => handler.Act is { } act ? !TakeNoPart.ContainsKey(act.Name)
        && !(handler.Route.StartsWith("/percorsi/", StringComparison.Ordinal)
            && handler.Route.EndsWith("/importa", StringComparison.Ordinal)) : handler.Route == "/voce/{secret}";

    [Fact]
    public async Task Whatever_people_do_when_a_process_closes_no_voice_is_without_an_answer_an_owner_or_a_reason()
    {
        var seed = TestRun.Seed(int.MaxValue - 1) + (PlatformHost.OnPostgres ? 1 : 0);
        var (output, chance) = (TestContext.Current.TestOutputHelper!, new Random(seed));
        output.WriteLine("PATTO_TEST_SEED={0}, {1} days of {2} acts", seed, Days, ActsOfADay);
        var acts = HandlersTests.HandlersOf(_host).Where(IsRun).ToLookup(h => h.Act?.Name ?? "by the letters of the receipt");
        Assert.DoesNotContain(Act.All.Keys, a => !acts.Contains(a) && !TakeNoPart.ContainsKey(a));
        Assert.DoesNotContain(TakeNoPart.Keys, a => !Act.All.ContainsKey(a));
        List<IGrouping<string, HandlersTests.Handler>> drawn = [.. acts.OrderBy(a => a.Key, StringComparer.Ordinal)];
        Dictionary<string, (int Done, int Refused, int Nothing)> told = drawn.ToDictionary(a => a.Key, _ => (0, 0, 0));
        Dictionary<string, int> byHandler = [];
        var (closings, voices, refused) = (0, 0, 0);
        Dictionary<(string Act, string Why), int> whys = [];
        Town? at = null;
        AnybodysDay.Cast? cast = null;
        // In a hundred days a decision and the letters of the receipt come about a few times or never; three rare acts at once do not.
        var (least, spared) = TestRun.IsLong ? (50, 0) : (1, 2);
        List<string> rare = [];
        // When half of the days are over every other act is one that was hardly done; where that is not enough some days more are.
        for (var day = 0; day < Days || day < Days + MoreDays && rare.Count > spared; day++)
        {
            // A town has hundreds of processes, not thousands; a session lasts a working day.
            if (day % 250 == 0) at = await TownAsync(afresh: day > 0);
            var town = at!.Authority;
            if (day % 20 == 0)
                cast = new(await _host.SignedInAsync(at.Officer), await _host.SignedInAsync(at.Administrator), _host.Visitor());
            cast!.Anybody.Client.DefaultRequestHeaders.Remove("X-Test-From");
            cast.Anybody.Client.DefaultRequestHeaders.Add("X-Test-From", $"10.{day / 65_000}.{day / 250 % 250}.{day % 250 + 1}");
            var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
            var here = new AnybodysDay(_host, town, process, chance, cast);
            await here.BeginAsync();
            for (var n = 0; n < ActsOfADay; n++)
            {
                List<IGrouping<string, HandlersTests.Handler>> from = day > Days / 2 && rare.Count > 0 && chance.Next(2) == 0
                    ? [.. drawn.Where(a => rare.Contains(a.Key))] : drawn;
                var act = from[chance.Next(from.Count)];
                var handler = act.ElementAt(chance.Next(act.Count()));
                var (done, why) = await here.DoAsync(handler);
                if (done == false) whys[(handler.ToString(), why)] = whys.GetValueOrDefault((handler.ToString(), why)) + 1;
                var (yes, no, nothing) = told[act.Key];
                told[act.Key] = (yes + (done == true ? 1 : 0), no + (done == false ? 1 : 0), nothing + (done is null ? 1 : 0));
                if (done == true) byHandler[handler.ToString()] = byHandler.GetValueOrDefault(handler.ToString()) + 1;
                if (act.Key == "processes.conclude" && done == true && await IsConcludedAsync(process)) voices += await LookAsync(process,
                    seed, day);
                _host.Clock.Now += TimeSpan.FromSeconds(chance.Next(5, 120));
            }
            if (await IsConcludedAsync(process)) await ReopenAsync(cast.Officer, process);
            if (!await ConcludeAsync(cast.Officer, process))
            {
                refused++;
                await ExplainAllAsync(cast.Officer, process);
                Assert.True(await ConcludeAsync(cast.Officer, process), $"seed {seed}, day {day}: does not close with all reasons");
            }
            closings++;
            voices += await LookAsync(process, seed, day);
            if (day % 10 == 0) await ReadAsync(process);
            rare = [.. told.Where(t => t.Value.Done < least).Select(t => t.Key).Order(StringComparer.Ordinal)];
        }
        output.WriteLine("{0} closings, {1} of them refused until the reasons stood, {2} voices looked at", closings, refused, voices);
        foreach (var (act, (done, no, nothing)) in told)
            output.WriteLine("{0,-34} done {1,6}, refused {2,6}, nothing to do it on {3,6}", act, done, no, nothing);
        output.WriteLine("{0} of {1} handlers were done; never: {2}", byHandler.Count, drawn.Sum(a => a.Count()),
            string.Join(", ", drawn.SelectMany(a => a).Select(h => h.ToString()).Where(h => !byHandler.ContainsKey(h))));
        foreach (var ((act, why), count) in whys.OrderByDescending(w => w.Value).Take(40))
            output.WriteLine("refused {0,6}  {1}: {2}", count, act, why.Length > 160 ? why[..160] : why);
        Assert.True(refused > Days / 2 && voices > Days, "too little happened to say anything");
        Assert.True(rare.Count <= spared, string.Join("\n", rare.Select(act => $"{act}: done {told[act].Done} times")));
    }

    private sealed record Town(Authority Authority, Identity.Account Officer, Identity.Account Administrator);

    private async Task<Town> TownAsync(bool afresh)
    {
        if (afresh)
        {
            var now = _host.Clock.Now;
            await _host.DisposeAsync();
            _host = new();
            _host.Clock.Now = now;
        }
        var town = await _host.AuthorityAsync();
        await _host.Act(town, null, write =>
        {
            write.Db.Add(Office.Of(town.Id, "Ufficio mobilità", "mobilita@fontelieta.example"));
            return Task.FromResult(0);
        });
        return new(town, await _host.AccountAsync("Paola", town, Role.Officer), await _host.AccountAsync("Lorenzo", town,
            Role.Administrator));
    }

    private Task<bool> IsConcludedAsync(Process process) =>
        _host.InDb(db => db.Processes.AnyAsync(p => p.Id == process.Id && p.Concluded != null, Cancel));

    private static async Task ReopenAsync(Visitor officer, Process process) => Assert.Equal(HttpStatusCode.Redirect,
        (await officer.PostAsync(ProcessUrls.Close(process.Slug), new() { ["ReopenedBy"] = "Giunta", ["Why"] = Why },
            "#riapri")).StatusCode);

    private static async Task<bool> ConcludeAsync(Visitor officer, Process process)
    {
        var page = await officer.ReadAsync(ProcessUrls.Close(process.Slug));
        Dictionary<string, string> fields = new() { ["DecidedBy"] = "Giunta" };
        foreach (var area in page.QuerySelectorAll("#concludi textarea[name^=Came]")) fields[area.GetAttribute("name")!] = "Fatto";
        return (await officer.PostAsync(ProcessUrls.Close(process.Slug), fields, "#concludi")).StatusCode == HttpStatusCode.Redirect;
    }

    private static async Task ExplainAllAsync(Visitor officer, Process process)
    {
        var url = ProcessUrls.Close(process.Slug);
        while ((await officer.ReadAsync(url)).QuerySelector("form[id^=motiva-]") is AngleSharp.Html.Dom.IHtmlFormElement form)
        {
            var target = form.QuerySelector("button[formaction]")!.GetAttribute("formaction")!;
            var sent = await officer.Client.PostAsync(target, new FormUrlEncodedContent([.. Visitor.Prefilled(form)
                .Where(f => f.Key != "Reason"), new("Reason", Why)]));
            Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        }
    }

    // By the tables alone, with nothing of what closing itself asks: every voice is refused with a reason, taken back, answered, or
    // somebody
    // gave a public reason to it or to what it entered.
    private async Task<int> LookAsync(Process process, int seed, int day) => await _host.InDb(async db =>
    {
        var reasons = (await (from reason in db.Set<ClosingReason>()
                              join closing in db.Set<Closing>() on reason.Closing equals closing.Id
                              where closing.Process == process.Id && closing.At != null && closing.Reopened == null && reason.Reason != ""
                              select reason.Of).ToListAsync(Cancel)).ToHashSet();
        var links = (await db.Set<Link>().Where(l => l.Scope == process.Id.Value && l.Closed == null).ToListAsync(Cancel))
            .ToLookup(l => l.From, l => l.To);
        var proposals = await db.Proposals.Where(p => p.Process == process.Id).ToDictionaryAsync(p => p.Subject, Cancel);
        var documents = await db.Documents.Where(d => d.Process == process.Id).ToDictionaryAsync(d => d.Id, Cancel);
        var written = documents.Keys.ToList();
        var texts = (await db.Nodes.Where(n => written.Contains(n.Document)).Select(n => new { n.Id, n.Document }).ToListAsync(Cancel))
            .ToDictionary(n => n.Id.Value, n => documents[n.Document]);
        var parents = (await db.HandOvers.Where(h => h.Process == process.Id).ToListAsync(Cancel)).SelectMany(h => h.Items)
            .SelectMany(i => i.Parts.Append(i.Item).Select(p => (Part: Subject.Parse(p, null), i.Subject))).ToLookup(p => p.Part,
                p => p.Subject);
        var outcomes = await db.Set<Outcome>().Where(o => db.Set<Decision>().Any(d => d.Id == o.Decision && d.Process == process.Id))
            .ToDictionaryAsync(o => o.Subject, o => o.Settled, Cancel);

        bool Answered(Subject thing, HashSet<Subject> passed)
        {
            if (!passed.Add(thing)) return false;
            if (reasons.Contains(thing) || parents[thing].Any(reasons.Contains)) return true;
            if (thing.Kind == "outcome") return outcomes[thing] != Settled.Deferred;
            if (proposals.TryGetValue(thing, out var proposal) && proposal.State == ProposalState.Dropped)
                return proposal.Steps[^1].Reason.Length > 0;
            if (thing.Kind is "article" or "comma" && texts.TryGetValue(thing.Id, out var text) && (reasons.Contains(text.Subject)
                || text.State == DocumentState.Final && !text.Kind.IsProposal() || text.State == DocumentState.Adopted)) return true;
            // A comma that has left the text before it was handed over is answered by the text as it was decided.
            if (thing.Kind is "article" or "comma" && texts.TryGetValue(thing.Id,
                out var handed) && handed.State == DocumentState.HandedOver
                && !parents[thing].Any()) return true;
            return links[thing].Any(to => Answered(to, passed)) || parents[thing].Any(p => p != thing && Answered(p, passed));
        }

        var voices = await db.Contributions.Where(c => c.Process == process.Id).ToListAsync(Cancel);
        var amendments = await db.Amendments.Where(a => a.Process == process.Id).ToListAsync(Cancel);
        var comments = await db.Comments.Where(c => c.Process == process.Id).ToListAsync(Cancel);
        List<string> lost = [.. voices.Where(v => !(v.State == ContributionState.Withdrawn
            || v.State == ContributionState.Refused && !string.IsNullOrEmpty(v.Reason) || reasons.Contains(v.Subject)
            || v.IsPublic && Answered(v.Subject, []))).Select(v => $"{v.Code} {v.State}"),
            .. amendments.Where(a => !(a.Answer != Answer.Waiting || a.Reading == Reading.Hidden && !string.IsNullOrEmpty(a.HiddenWhy)
                || reasons.Contains(a.Subject))).Select(a => $"{a.Code} {a.Answer} {a.Reading}"),
            .. comments.Where(c => !(c.Reading == Reading.Published || c.Reading == Reading.Hidden && !string.IsNullOrEmpty(c.HiddenWhy)
                || reasons.Contains(Subject.Of("comment", c.Id)))).Select(c => $"comment {c.Reading}")];
        Assert.True(lost.Count == 0, $"PATTO_TEST_SEED={seed}, day {day}: lost {string.Join(", ", lost)}");
        return voices.Count + amendments.Count + comments.Count;
    });

    // What has a reason is told by its thread, to anybody.
    private async Task ReadAsync(Process process)
    {
        var given = await _host.InDb(db => (from reason in db.Set<ClosingReason>()
                                            join closing in db.Set<Closing>() on reason.Closing equals closing.Id
                                            where closing.Process == process.Id && closing.Reopened == null && closing.At != null
                                            select new { reason.Called, reason.Reason }).ToListAsync(Cancel));
        foreach (var one in given.Where(g => Codes.Read(g.Called) == g.Called).Take(3))
            Assert.Contains(one.Reason, (await _host.Visitor().ReadAsync("/filo/" + one.Called)).QuerySelector("main")!.TextContent,
                StringComparison.Ordinal);
    }
}
