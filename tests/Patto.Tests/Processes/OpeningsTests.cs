using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>What is open, to whom, when: one page says it, one page changes it, and no consultation disagrees with it.</summary>
public sealed class OpeningsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Carla)
    {
        public string Page => ProcessUrls.Openings(Process.Slug);
        public string Of(string phase) => ProcessUrls.OpeningsOf(Process.Slug, Process.PhaseOf(phase).Id.Value);
    }

    // The phase "co-progettazione" runs from 23 February to 21 May 2026, and today is 2 March.
    private async Task<Town> FoundAsync(string template = "lwp")
    {
        var town = await _host.AuthorityAsync();
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Authority>().SingleAsync(a => a.Id == town.Id, Cancel)).Reach("", "Ufficio di piano", "0532 000000", "", "",
                "", "");
            return 0;
        });
        var process = await _host.ProcessAsync(town, template, starts: _host.InCoDesign());
        return new(town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat,
            process.Subject)));
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    // The fields of the row of an act and a role, as the form orders them.
    private static Dictionary<string, string> Row(string act, Role role, bool open, string from = "", string until = "",
        string reason = "Così ha chiesto il Tavolo")
    {
        var i = OpenableActs.All.ToList().IndexOf((act, role));
        return new()
        {
            [$"Rows[{i}].Open"] = open ? "true" : "false",
            [$"Rows[{i}].From"] = from,
            [$"Rows[{i}].Until"] = until,
            ["Reason"] = reason,
        };
    }

    [Fact]
    public async Task Anybody_reads_what_is_open_to_whom_and_when_in_words()
    {
        var at = await FoundAsync();
        var text = await TextOf(await _host.Visitor().GetAsync(at.Page));
        var phase = at.Process.PhaseOf("co-progettazione");
        Assert.Contains($"Chiunque può commentare un articolo dal {phase.From.Day} ", text, StringComparison.Ordinal);
        Assert.Contains("; poi nessuno.", text, StringComparison.Ordinal);
        Assert.Contains("Chi è componente del Tavolo può rispondere agli emendamenti", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fase per fase", text, StringComparison.Ordinal);
        Assert.Contains("Fase per fase", await TextOf(await at.Carla.GetAsync(at.Page)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _host.SignedInAsync(await _host.AccountAsync("Fabio Verdi", at.Authority,
            Role.Facilitator, at.Process.Subject))).GetAsync(at.Of("co-progettazione"))).StatusCode);
    }

    [Fact]
    public async Task What_a_phase_opens_is_changed_with_a_reason_seen_beforehand_and_kept_in_the_history()
    {
        var at = await FoundAsync();
        var (url, write) = (at.Of("co-progettazione"), Row("contributions.write", Role.Visitor, true, "2026-03-10", "2026-03-20"));
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync($"/percorsi/{at.Process.Slug}/contributi/nuovo")).StatusCode);

        // Outside of the phase, without a reason, and only looked at: nothing changes.
        var outside = await at.Carla.PostAsync(url, Row("contributions.write", Role.Visitor, true, "2026-01-10"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, outside.StatusCode);
        Assert.Contains("scegli giorni che stanno dentro", await TextOf(outside), StringComparison.Ordinal);
        var silent = await at.Carla.PostAsync(url, Row("contributions.write", Role.Visitor, true, "2026-03-10", reason: ""));
        Assert.Contains("Scrivi il motivo", await TextOf(silent), StringComparison.Ordinal);
        var page = await at.Carla.ReadAsync(url);
        var look = page.QuerySelector("#aperture button[formaction]")!.GetAttribute("formaction")!;
        var seen = await at.Carla.Client.PostAsync(look, new FormUrlEncodedContent(Visitor.Prefilled(
            (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("#aperture")!).Where(f => !write.ContainsKey(f.Key)).Concat(write)));
        Assert.Contains(" e poi dal 10 al 20 marzo 2026; poi nessuno.",
            (await Visitor.ParseAsync(seen)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Kind == nameof(OpeningsChanged)).ToListAsync(Cancel)));

        Assert.Equal(HttpStatusCode.Redirect, (await at.Carla.PostAsync(url, write)).StatusCode);
        var closed = await _host.Visitor().GetAsync($"/percorsi/{at.Process.Slug}/contributi/nuovo");
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        var said = await TextOf(closed);
        Assert.Contains("Si apre martedì 10 marzo 2026", said, StringComparison.Ordinal);
        Assert.Contains("Per saperne di più chiedi a: Ufficio di piano, 0532 000000", said, StringComparison.Ordinal);
        var history = await TextOf(await _host.Visitor().GetAsync(ProcessUrls.Plan(at.Process.Slug)));
        Assert.Contains("Così ha chiesto il Tavolo. Aperto: scrivere un contributo (chiunque dal 10 marzo 2026 al 20 marzo 2026). "
            + "Chiuso: scrivere un contributo (chiunque).", history, StringComparison.Ordinal);
        Assert.Single(await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Kind == nameof(OpeningsChanged)).ToListAsync(Cancel)));

        _host.Clock.Now = new(2026, 3, 12, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync($"/percorsi/{at.Process.Slug}/contributi/nuovo")).StatusCode);
        _host.Clock.Now = new(2026, 3, 21, 9, 0, 0, TimeSpan.Zero);
        Assert.Contains("Il periodo per farlo è finito", await TextOf(await _host.Visitor()
            .GetAsync($"/percorsi/{at.Process.Slug}/contributi/nuovo")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_may_not_close_what_a_consultation_promised_and_a_consultation_not_promise_what_no_phase_opens()
    {
        var at = await FoundAsync();
        var document = await _host.DocumentAsync(at.Authority, at.Process);
        var phase = at.Process.PhaseOf("co-progettazione");
        var edit = DocumentUrls.Edit(at.Process.Slug, document.Id);
        // At the end of the phase: the act taken away, days of its own that are too short, the phase shortened, closed, moved.
        var row = Row("documents.amend", Role.Visitor, true, until: "2026-03-05");
        var refused = await at.Carla.PostAsync(at.Of("co-progettazione"), row);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Su «Regolamento della Consulta» si raccolgono osservazioni dal 2 marzo 2026 al 12 marzo 2026",
            await TextOf(refused), StringComparison.Ordinal);
        var item = ProcessUrls.PlanItem(at.Process.Slug, phase.Id.Value);
        foreach (var (fields, form) in new[]
        {
            (new Dictionary<string, string> { ["Until"] = "2026-03-05", ["Reason"] = "Si finisce prima" }, "#date"),
            (new() { ["On"] = "2026-03-02" }, "#fine"),
        })
        {
            var answer = await at.Carla.PostAsync(item, fields, form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("la fase non lo permetterebbe più", await TextOf(answer), StringComparison.Ordinal);
        }
        await Assert.ThrowsAsync<RuleViolation>(() => _host.Act(at.Authority, null, async write => await write.Get<PlanBook>().MoveAsync(
            at.Process.Id, at.Process.Starts.AddDays(60), null, "Si comincia dopo", Cancel)));
        // At the end of the text.
        var far = await at.Carla.PostAsync(edit, new()
        {
            ["To"] = phase.Until.AddDays(1).ToString("yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture),
            ["AnswerBy"] = ""
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, far.StatusCode);
        Assert.Contains("Le fasi del percorso lo permettono in altri giorni", await TextOf(far), StringComparison.Ordinal);
        Assert.Contains("Chiunque può commentare un articolo", await TextOf(await at.Carla.GetAsync(edit)), StringComparison.Ordinal);
        // Once the consultation is closed earlier, the phase follows.
        Assert.Equal(HttpStatusCode.Redirect, (await at.Carla.PostAsync(edit, new()
        {
            ["LastDay"] = "2026-03-05",
            ["EarlyWhy"] = "Abbiamo sbagliato"
        }, "#accorcia")).StatusCode);
        row["Rows[3].Until"] = "2026-03-05";
        Assert.Equal(HttpStatusCode.Redirect, (await at.Carla.PostAsync(at.Of("co-progettazione"), row)).StatusCode);
    }

    [Theory]
    [InlineData(11), InlineData(12)]
    public async Task Whatever_is_edited_in_any_order_no_consultation_disagrees_with_the_phases(int seed)
    {
        var at = await FoundAsync();
        var random = new Random(seed);
        List<Document> texts = [await _host.DocumentAsync(at.Authority, at.Process, open: false),
            await _host.DocumentAsync(at.Authority, at.Process, open: false)];
        SortedDictionary<string, (int Done, int Refused)> count = [];
        var disagreed = 0;
        for (var i = 0; i < 250; i++)
        {
            var (name, edit) = Edits[Math.Max(0, random.Next(-3, Edits.Length))]; // texts are opened more often
            var refused = false;
            try { await _host.Act(at.Authority, null, async write => { await edit(at, texts[random.Next(2)], write, random); return 0; }); }
            catch (RuleViolation broken)
            {
                refused = true;
                if (broken.Code is "opening.none" or "opening.other-days" or "opening.promised") disagreed++;
            }
            var (done, no) = count.GetValueOrDefault(name);
            count[name] = refused ? (done, no + 1) : (done + 1, no);
            await AgreeAsync(at, $"seed {seed}, after {i} {name}");
            if (random.Next(8) == 0) _host.Clock.Now = _host.Clock.Now.AddDays(1);
        }
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join("; ", count.Select(c =>
            $"{c.Key}: {c.Value.Done} done, {c.Value.Refused} refused")) + $"; refused because they would disagree: {disagreed}");
        Assert.All(count, c => Assert.True(c.Value.Done >= 3, $"{c.Key}: {c.Value.Done} done"));
        Assert.True(disagreed >= 10, $"{disagreed}");
    }

    private static DateOnly Near(WriteScope write, Random random) => Texts.RomeDay(write.Now).AddDays(random.Next(-10, 60));

    private static DateOnly Soon(WriteScope write, int days) => Texts.RomeDay(write.Now).AddDays(days);

    private static Task<Process> WholeAsync(Town at, WriteScope write) =>
        write.Db.Set<Process>().Include(p => p.Phases).Include(p => p.Activities).Include(p => p.LegalSteps).AsSplitQuery()
            .SingleAsync(p => p.Id == at.Process.Id, Cancel);

    // By key: a database gives the phases in an order of its own, and a seed is to mean the same edits always.
    private static IOrderedEnumerable<Phase> ByKey(Process process) => process.Phases.OrderBy(p => p.Key, StringComparer.Ordinal);

    private static Phase Drawn(Process process, Random random) => ByKey(process).ElementAt(random.Next(process.Phases.Count));

    private static readonly (string Name, Func<Town, Document, WriteScope, Random, Task> Edit)[] Edits =
    [
        ("open a text", async (at, text, write, random) => (await write.Get<Drafting>().LoadAsync(text.Id, Cancel))
            .Open(Soon(write, random.Next(4)), Soon(write, random.Next(4, 30)), null, write.Now)),
        ("close it earlier", async (at, text, write, random) => (await write.Get<Drafting>().LoadAsync(text.Id, Cancel))
            .Shorten(Soon(write, random.Next(10)), "Prima", write.Now)),
        ("withdraw it", async (at, text, write, random) => await write.Get<Drafting>().WithdrawAsync(
            await write.Get<Drafting>().LoadAsync(text.Id, Cancel), "Sbagliata", write.Now, Cancel)),
        ("change openings", async (at, text, write, random) =>
        {
            var process = await WholeAsync(at, write);
            var phase = Drawn(process, random);
            process.OpenActs(phase, OpenableActs.All.Where(_ => random.Next(6) > 0).Select(o => random.Next(5) > 0
                ? new PhaseOpening(o.Act, o.Role)
                : new(o.Act, o.Role, phase.From.AddDays(random.Next(5)), phase.Until.AddDays(-random.Next(20)))), "Prova", write.Now);
        }),
        ("replan a phase", async (at, text, write, random) =>
        {
            var process = await WholeAsync(at, write);
            process.Replan(Drawn(process, random), Soon(write, -random.Next(40)), Near(write, random), "Prova",
                write.Now);
        }),
        ("close a phase", async (at, text, write, random) =>
        {
            var process = await WholeAsync(at, write);
            process.Finish(Drawn(process, random), Soon(write, -random.Next(3)), write.Now);
        }),
        ("reopen a phase", async (at, text, write, random) =>
        {
            var process = await WholeAsync(at, write);
            var phase = ByKey(process).FirstOrDefault(p => p.ActualUntil is not null) ?? ByKey(process).First();
            process.Reopen(phase, Near(write, random), "Prova", write.Now);
        }),
        ("move the plan", async (at, text, write, random) => (await WholeAsync(at, write)).Move(
            at.Process.Starts.AddDays(random.Next(-30, 30)), "Prova", write.Now)),
    ];

    // What the gate opens on each day that a text promises, from today on.
    private async Task AgreeAsync(Town at, string after)
    {
        var today = Texts.RomeDay(_host.Clock.Now);
        using var scope = _host.Services.CreateScope();
        var openings = (await scope.ServiceProvider.GetServices<IActOpenings>().Single().OpeningsAsync(at.Process.Subject, Cancel))
            .Where(o => o.Role == Role.Visitor).ToList();
        bool Open(Act act, DateOnly day) => Texts.RomeTime(day, new(12, 0)) is var noon
            && openings.Any(o => o.Act == act.Name && o.Start <= noon && (o.End is not { } end || noon < end));
        foreach (var text in await _host.InDb(db => db.Set<Document>().AsNoTracking().Where(d => d.Process == at.Process.Id
            && d.OpenTo >= today).ToListAsync(Cancel)))
        {
            var from = text.OpenFrom > today ? text.OpenFrom.Value : today;
            List<DateOnly> days = [.. Enumerable.Range(0, text.OpenTo!.Value.DayNumber - from.DayNumber + 1).Select(from.AddDays)];
            var (comment, amend) = (days.Count(d => Open(DocumentActs.Comment, d)), days.Count(d => Open(DocumentActs.Amend, d)));
            Assert.True(comment == days.Count || amend == days.Count, $"{after}: {text.OpenFrom}–{text.OpenTo} open to nobody on some days");
            Assert.True((comment == 0 || comment == days.Count) && (amend == 0 || amend == days.Count), $"{after}: half open");
        }
    }
}
