using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings.Convening;

/// <summary>What is to be reminded of by itself: calls a week and a day before the sitting, agreements before and after their day.</summary>
internal sealed class Reminders(AppDb db, ConvocationBook book, ProcessBook processes, Outbox outbox, Texts texts, TimeProvider clock)
{
    private const int Week = 7, AgreementDays = 3;
    /// <summary>Nobody is woken: reminders leave from this hour on.</summary>
    private const int Morning = 9, Evening = 20;

    private sealed record Due(Convocation Convocation, Meeting Meeting, bool TheDayBefore);

    /// <summary>Whose reminders are due now.</summary>
    public async Task<List<Id<Authority>>> TownsAsync(CancellationToken cancel) => !IsDaytime ? []
        : [.. (await CallsAsync(cancel)).Select(d => d.Meeting.Authority).Concat((await AgreementsAsync(cancel)).Select(a =>
            a.Town)).Distinct()];

    public async Task RunAsync(Id<Authority> town, CancellationToken cancel)
    {
        foreach (var due in (await CallsAsync(cancel)).Where(d => d.Meeting.Authority == town))
        {
            if (await processes.GetAsync(due.Meeting.Process, cancel) is not { } process) continue;
            // A day before, who said no is left in peace; a week before, who said anything is.
            var told = await book.PostAsync(process, due.Meeting, due.Convocation, s => due.TheDayBefore
                ? s.Answer != SummonsAnswer.Absent : s.Answer == SummonsAnswer.None, cancel);
            due.Convocation.RemindByItself(due.Meeting, due.TheDayBefore, told, clock.GetUtcNow());
        }
        foreach (var (agreement, meeting, _) in (await AgreementsAsync(cancel)).Where(a => a.Town == town))
            await RemindAsync(agreement, meeting, cancel);
    }

    private bool IsDaytime => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Texts.Rome).Hour is >= Morning and < Evening;

    private async Task<List<Due>> CallsAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), Texts.RomeDay(clock.GetUtcNow()));
        var latest = now.AddDays(Week + 1);
        var near = await (from convocation in db.Convocations.Include(c => c.Summonses)
                          join meeting in db.Meetings on convocation.Meeting equals meeting.Id
                          where !convocation.Stopped && meeting.State != MeetingState.Cancelled && meeting.Opened == null
                              && meeting.Start > now && meeting.Start < latest
                              && (convocation.RemindedDay == null || convocation.RemindedWeek == null)
                          select new { convocation, meeting }).ToListAsync(cancel);
        List<Due> due = [];
        foreach (var found in near)
        {
            var (days, sent) = (Texts.RomeDay(found.meeting.Start).DayNumber - today.DayNumber, Texts.RomeDay(found.convocation.Sent));
            // Who was called only the day before needs no reminder.
            if (days <= 1 && found.convocation.RemindedDay is null && sent < today) due.Add(new(found.convocation, found.meeting, true));
            else if (days is > 1 and <= Week && found.convocation.RemindedWeek is null && today.DayNumber - sent.DayNumber >= 1
                && sent.DayNumber <= Texts.RomeDay(found.meeting.Start).DayNumber - Week)
                due.Add(new(found.convocation, found.meeting, false));
        }
        return due;
    }

    private async Task<List<(Agreement Agreement, Meeting Meeting, Id<Authority> Town)>> AgreementsAsync(CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        var soon = today.AddDays(AgreementDays);
        var found = await (from agreement in db.Agreements
                           join meeting in db.Meetings on agreement.Meeting equals meeting.Id
                           where agreement.Kept == null && agreement.Person != null && agreement.Due != null && agreement.Due <= soon
                               && (agreement.Due >= today ? agreement.RemindedBefore == null : agreement.RemindedAfter == null)
                           select new { agreement, meeting }).ToListAsync(cancel);
        return [.. found.Select(f => (f.agreement, f.meeting, f.meeting.Authority))];
    }

    private async Task RemindAsync(Agreement agreement, Meeting meeting, CancellationToken cancel)
    {
        var (now, isLate) = (clock.GetUtcNow(), agreement.Due < Texts.RomeDay(clock.GetUtcNow()));
        agreement.Remind(meeting, isLate, now);
        if (await processes.GetAsync(meeting.Process, cancel) is not { } process
            || await db.Set<Person>().SingleOrDefaultAsync(p => p.Id == agreement.Person && p.Erased == null,
                cancel) is not { } person) return;
        outbox.Post(Recipient.Of(person), Texts.In(person.Language, () => new Message(
            isLate ? texts["È passato il giorno: {0}", Excerpt.Of(agreement.Text, 80)]
                : texts["Ti ricordiamo l'impegno: {0}", Excerpt.Of(agreement.Text, 80)],
            texts["In «{0}» hai preso questo impegno, entro il {1}:", meeting.Title, texts.Day(agreement.Due!.Value)] + "\n\n" + agreement.Text
                + "\n\n" + texts["Se è fatto, dillo all'ufficio: lo segna. Se serve più tempo, scrivi fino a quando."],
            texts["L'incontro"], MeetingUrls.Show(process.Slug, meeting.Id.Value), meeting.Subject, meeting.ProcessSubject)));
    }
}

/// <summary>Looks every quarter of an hour for reminders that are due.</summary>
internal sealed class RemindByItself(IServiceScopeFactory scopes, ILogger<RemindByItself> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(15))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<Reminders>().TownsAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, town) => write.Get<Reminders>().RunAsync(town, cancel), cancel);
    }
}
