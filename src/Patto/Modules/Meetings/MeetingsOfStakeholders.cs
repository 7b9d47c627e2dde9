using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Meetings;

/// <summary>To which meetings a body was called, and what it answered.</summary>
internal sealed class CallsOfStakeholders(AppDb db, GroupBook groups, Texts L) : ITellOfStakeholders
{
    public int Order => 20;
    public string Title => "Convocazioni";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var seated = await groups.SeatsOfAsync(process.Id, body, cancel);
        List<Id<Person>> people = [.. seated.Select(s => s.Member.Person).Distinct()];
        if (people.Count == 0) return [];
        var (calls, meetings) = (db.Convocations, db.Meetings);
        var found = await (from summons in db.Set<Summons>()
                           where people.Contains(summons.Person)
                           join call in calls on summons.Convocation equals call.Id
                           join meeting in meetings on call.Meeting equals meeting.Id
                           where meeting.Process == process.Id
                           orderby meeting.Start, summons.Id
                           select new
                           {
                               meeting.Id,
                               meeting.Title,
                               meeting.Start,
                               summons.Way,
                               summons.Answer
                           }).AsNoTracking().ToListAsync(cancel);
        return [.. found.Select(f => new StakeholderFact(L.Phrase($"{f.Title}, {L[f.Way.Italian()]}: {L[f.Answer.Italian()]}"),
            Texts.RomeDay(f.Start), MeetingUrls.Convocation(process.Slug, f.Id.Value)))];
    }
}

/// <summary>At which meetings with published minutes the seats of a body were taken; nobody is named.</summary>
internal sealed class AttendanceOfStakeholders(AppDb db, GroupBook groups, ProcessBook processes, Texts L) : ITellOfStakeholders
{
    public bool IsPublic => true;
    public int Order => 6;
    public string Title => "Presenza alle sedute con verbale pubblicato";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var known = (await processes.NamesAsync(process.Authority, cancel)).ToDictionary(p => p.Id);
        var mandates = await groups.MandatesAsync([.. known.Keys], body, cancel);
        List<Id<Seat>> seats = [.. mandates.Select(m => m.Seat).Distinct()];
        if (seats.Count == 0) return [];
        var (meetings, minutes) = (db.Meetings, db.Minutes);
        var found = await (from mark in db.SeatAttendances.AsNoTracking()
                           where seats.Contains(mark.Seat)
                           join meeting in meetings on mark.Meeting equals meeting.Id
                           where meeting.State != MeetingState.Draft
                               && minutes.Any(x => x.Meeting == meeting.Id && x.State == MinutesState.Published)
                           orderby meeting.Start, mark.Id
                           select new { meeting.Id, meeting.Process, meeting.Title, meeting.Start, mark.Seat, mark.Presence })
            .ToListAsync(cancel);
        var marks = found.Where(f => known.ContainsKey(f.Process)
            && mandates.Any(m => m.Seat == f.Seat && m.Covers(Texts.RomeDay(f.Start)))).ToList();
        var there = marks.Where(f => f.Presence is SeatPresence.Holder or SeatPresence.Substitute).Select(f => f.Id).Distinct().Count();
        var all = marks.Select(f => f.Id).Distinct().Count();
        return all == 0 ? [] : [new(L.Count(there, "Presente a {0} seduta su {1}.", "Presente a {0} sedute su {1}.", all), null, null),
            .. marks.Select(f => new StakeholderFact(L.Phrase($"{f.Title}: {L[f.Presence.Italian()]}"), Texts.RomeDay(f.Start),
                MeetingUrls.Show(known[f.Process].Slug, f.Id.Value)))];
    }
}

/// <summary>At which meetings somebody of a body was there, on its seat or by themselves.</summary>
internal sealed class PresenceOfStakeholders(AppDb db, GroupBook groups, Texts L) : ITellOfStakeholders
{
    public int Order => 30;
    public string Title => "Presenza agli incontri";

    public async Task<IReadOnlyList<StakeholderFact>> OfAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        var seated = await groups.SeatsOfAsync(process.Id, body, cancel);
        var facts = await OnSeatsAsync(process, seated, cancel);
        facts.AddRange(await AloneAsync(process, body, cancel));
        return [.. facts.OrderBy(f => f.On)];
    }

    private async Task<List<StakeholderFact>> OnSeatsAsync(ProcessInfo process, IReadOnlyList<(GroupView Group, SeatView Seat, MemberView Member)>
        seated, CancellationToken cancel)
    {
        List<Id<Seat>> seats = [.. seated.Select(s => s.Seat.Id).Distinct()];
        if (seats.Count == 0) return [];
        var (marks, meetings) = (db.SeatAttendances, db.Meetings);
        var found = await (from mark in marks
                           where seats.Contains(mark.Seat)
                           join meeting in meetings on mark.Meeting equals meeting.Id
                           select new
                           {
                               meeting.Id,
                               meeting.Title,
                               meeting.Start,
                               mark.Seat,
                               mark.Presence
                           }).AsNoTracking().ToListAsync(cancel);
        // Only while somebody sat there for this body.
        return [.. from f in found
                   let day = Texts.RomeDay(f.Start)
                   where seated.Any(s => s.Seat.Id == f.Seat && s.Member.Since <= day && (s.Member.Until is null || day <= s.Member.Until))
                   select new StakeholderFact(L.Phrase($"{f.Title}: {L[f.Presence.Italian()]}"), day, MeetingUrls.Seats(process.Slug,
                       f.Id.Value))];
    }

    private async Task<List<StakeholderFact>> AloneAsync(ProcessInfo process, KnownStakeholder body, CancellationToken cancel)
    {
        List<string> emails = [.. body.Emails.Select(e => e.ToUpperInvariant())];
        if (emails.Count == 0) return [];
        var (attendances, meetings, people) = (db.Attendances, db.Meetings, db.Set<Person>());
#pragma warning disable CA1304, CA1311 // the database makes the letters large
        var found = await (from there in attendances
                           join person in people on there.Person equals person.Id
                           where person.Channel == Channel.Email && emails.Contains(person.Address.ToUpper())
                           join meeting in meetings on there.Meeting equals meeting.Id
                           where meeting.Process == process.Id
                           select new { meeting.Id, meeting.Title, meeting.Start }).AsNoTracking().ToListAsync(cancel);
#pragma warning restore CA1304, CA1311
        return [.. found.Select(f => new StakeholderFact(L.Phrase($"{f.Title}: {L["Presente"]}"), Texts.RomeDay(f.Start),
            MeetingUrls.Part(process.Slug, f.Id.Value, "presenze")))];
    }
}
