using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Offices;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

/// <summary>Who owes what by when: counted in public from the steps of the law, the agreements, the actions, the questions.</summary>
public sealed class DutiesTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    private Authority _town = null!;
    private Process _process = null!;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Begun on a Monday; the table's document (six months) falls on 1 September, what follows is counted from it.
    private async Task BeginAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
    }

    private Task<int> ChangeAsync(Action<Process, DateTimeOffset> change) => _host.Act(_town, null, async write =>
    {
        change(await write.Db.Processes.Whole().SingleAsync(p => p.Id == _process.Id, Cancel), write.Now);
        return 0;
    });

    private void Go(string day) => _host.Clock.Now = new(DayOf(day), new(9, 0), TimeSpan.Zero);

    private static DateOnly DayOf(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private async Task<string> ReadAsync(string section, Visitor? who = null) =>
        string.Join(" ", (await (who ?? _host.Visitor()).ReadAsync(ProcessUrls.Duties(_process.Slug)))
            .QuerySelector($"section[aria-labelledby={section}]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("2026-09-01", "30 giorni"), InlineData("2026-09-29", "2 giorni"), InlineData("2026-10-01", "Oggi")]
    [InlineData("2026-10-02", "1 giorno di ritardo"), InlineData("2026-10-04", "3 giorni di ritardo")]
    public async Task The_note_is_counted_from_the_day_the_document_was_sent(string today, string said)
    {
        await BeginAsync();
        Go("2026-09-01");
        await ChangeAsync((p, now) => p.Settle(p.StepOf("invio"), new(2026, 9, 1), "PEC prot. 8902", now));
        Go(today);
        var text = await ReadAsync(said.Contains("ritardo", StringComparison.Ordinal) ? "tardi" : "prossime");
        Assert.Contains($"{said} Presa d'atto Giunta comunale", text, StringComparison.Ordinal);
        Assert.Contains("L.R. 15/2018, art. 19, 30 giorni da «Invio all'ente che decide: il percorso si conclude»", text,
            StringComparison.Ordinal);
        if (today == "2026-09-29") Assert.Contains("28 giorni su 30", text, StringComparison.Ordinal);
    }

    [Theory]
    // 30 days: over the end of February in a common year and a leap year, over the end of the year, onto a Sunday and a holiday.
    [InlineData("2027-01-29", 30, "2027-03-01"), InlineData("2028-01-30", 30, "2028-02-29"), InlineData("2026-12-07", 30, "2027-01-07")]
    [InlineData("2026-09-04", 30, "2026-10-05"), InlineData("2026-11-25", 30, "2026-12-28"), InlineData("2027-02-26", 15, "2027-03-13")]
    [InlineData("2028-02-14", 15, "2028-02-29"), InlineData("2026-12-17", 15, "2027-01-02")]
    public void A_term_moves_past_sundays_and_holidays(string from, int days, string term) =>
        Assert.Equal(DayOf(term), LegalDays.Term(DayOf(from), days));

    [Fact]
    public async Task What_waits_for_the_step_before_is_not_counted_yet_and_what_was_done_says_whether_in_time()
    {
        await BeginAsync();
        Go("2026-10-20");
        // The document was due on 2 September and is late; what is counted from it is nobody's delay.
        Assert.Contains("48 giorni di ritardo Documento di proposta partecipata", await ReadAsync("tardi"), StringComparison.Ordinal);
        Assert.DoesNotContain("Presa d'atto", await ReadAsync("tardi"), StringComparison.Ordinal);
        Assert.Contains("non si conta ancora Presa d'atto Giunta comunale", await ReadAsync("dopo"), StringComparison.Ordinal);
        await ChangeAsync((p, now) => p.Settle(p.StepOf("pagina"), new(2026, 3, 19), "https://www.fontelieta.example/percorso", now));
        await ChangeAsync((p, now) => p.Settle(p.StepOf("avvio"), new(2026, 3, 16), "PEC prot. 112", now));
        var kept = await ReadAsync("fatte");
        Assert.Contains("Pagina del percorso in rete Segreteria 19 marzo 2026 17 giorni, ne aveva 15 2 giorni dopo", kept, StringComparison.Ordinal);
        Assert.Contains("14 giorni, ne aveva 15 Sì", kept, StringComparison.Ordinal);
        await ChangeAsync((p, now) => p.Skip(p.StepOf("sospensione"), "Nessun atto anticipa l'esito.", now));
        Assert.DoesNotContain("sospensione", await ReadAsync("tardi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_late_says_why_beside_a_term_that_stays_what_it_was()
    {
        await BeginAsync();
        Go("2026-03-30");
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer));
        Assert.Contains("Nessuno ha ancora scritto perché.", await ReadAsync("tardi"), StringComparison.Ordinal);
        Assert.Contains("In ritardo, senza una ragione", await ReadAsync("tardi"), StringComparison.Ordinal);
        var steps = ProcessUrls.LegalSteps(_process.Slug);
        async Task<string?> RefusedAsync(string why, string day)
        {
            var answer = await carla.PostAsync(steps, new() { ["Why"] = why, ["NewDay"] = day }, "#ritardo-avvio");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return (await Visitor.ParseAsync(answer)).QuerySelector("#ritardo-avvio .err")?.TextContent.Trim();
        }
        Assert.Contains("lo legge chiunque", await RefusedAsync("", "2026-04-10"), StringComparison.Ordinal);
        Assert.Contains("La nuova data viene dopo il termine, che è il 17 marzo 2026.",
            await RefusedAsync("La PEC non partiva.", "2026-03-17"), StringComparison.Ordinal);
        Assert.Contains("è già passata", await RefusedAsync("La PEC non partiva.", "2026-03-20"), StringComparison.Ordinal);
        var told = await carla.PostAsync(steps, new() { ["Why"] = "La PEC non partiva.", ["NewDay"] = "2026-04-10" }, "#ritardo-avvio");
        Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
        var late = await ReadAsync("tardi");
        Assert.Contains("Perché: La PEC non partiva. Nuova data: 10 aprile 2026", late, StringComparison.Ordinal);
        Assert.Contains("Doveva essere fatto entro il 17 marzo 2026", late, StringComparison.Ordinal);
        Assert.Single(await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Kind == nameof(LegalStepExplained)).ToListAsync(Cancel)));
        Assert.Contains("Ritardo spiegato il 30 marzo 2026: La PEC non partiva. Nuova data: 10 aprile 2026.",
            string.Join(" ", (await _host.Visitor().ReadAsync(steps)).Body!.TextContent.Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        // What is done is not late; nobody but who keeps the plan explains.
        await ChangeAsync((p, now) => p.Settle(p.StepOf("avvio"), new(2026, 3, 30), "PEC prot. 112", now));
        await Assert.ThrowsAsync<RuleViolation>(() => ChangeAsync((p, now) => p.Explain(p.StepOf("avvio"), "Perché", null, now)));
        Assert.Null((await _host.Visitor().ReadAsync(steps)).QuerySelector("[id^=ritardo-]"));
    }

    [Fact]
    public async Task Agreements_and_public_questions_stand_beside_the_steps_and_nothing_inside_is_told()
    {
        await BeginAsync();
        var meeting = await _host.Act(_town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().FindAsync(_process.Slug, _town.Id, Cancel))!;
            var held = await write.Get<MeetingBook>().PlanAsync(info, "Prima seduta", Method.Table, write.Now.AddDays(-3),
                write.Now.AddDays(-3).AddHours(2), Cancel);
            held.Describe("Prima seduta", Method.Table, "", null, null, held.Start, held.End, "Sala civica", [], null, true);
            held.Publish();
            var minutes = Minutes.Write(held, null, "Si è deciso.", MinutesState.Draft, null, write.Now);
            write.Db.AddRange(minutes, Agreement.Make(held, "Scrivere alle frazioni", "Segreteria", new(2026, 3, 10)));
            var office = Office.Of(_town.Id, "Ufficio mobilità", "mobilita@fontelieta.example");
            write.Db.AddRange(office, OfficeQuestion.Ask(info, office, new Subject("contribution", Guid.NewGuid()), "T-C0001", "Si può?",
                new(2026, 3, 12), true, write.Now), OfficeQuestion.Ask(info, office, new Subject("contribution", Guid.NewGuid()), "T-C0002",
                "E questo?", new(2026, 3, 13), false, write.Now));
            return held;
        });
        var next = await ReadAsync("prossime");
        Assert.DoesNotContain("Scrivere alle frazioni", next, StringComparison.Ordinal);
        Assert.Contains("10 giorni Rispondere a una domanda del percorso Ufficio mobilità", next, StringComparison.Ordinal);
        Assert.DoesNotContain("C0001", next, StringComparison.Ordinal);
        Assert.DoesNotContain("13 marzo", next, StringComparison.Ordinal);
        await _host.InDb(db => db.Set<Minutes>().Where(m => m.Meeting == meeting.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MinutesState.Published), Cancel));
        // What is kept in memory ends with the next act.
        await ChangeAsync((p, now) => p.Settle(p.StepOf("sospensione"), new(2026, 3, 2), "Delibera 12", now));
        Assert.Contains("8 giorni Scrivere alle frazioni Segreteria Entro il 10 marzo 2026. Deciso nell'incontro «Prima seduta»",
            await ReadAsync("prossime"), StringComparison.Ordinal);
    }
}
