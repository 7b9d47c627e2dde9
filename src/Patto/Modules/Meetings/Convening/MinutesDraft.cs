using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings.Convening;

/// <summary>The first draft of a meeting's minutes: what the platform knows of it, to be gone on from.</summary>
public sealed class MinutesDraft(AppDb db, ConvocationBook book, ContributionBook contributions, Texts L)
{
    /// <summary>Day and place, who was there, the agenda, what was noted and agreed; in Italian, as minutes are.</summary>
    public async Task<string> WriteAsync(ProcessInfo process, Meeting meeting, CancellationToken cancel)
    {
        var notes = (await contributions.OfSourceAsync(process.Id, meeting.Subject, forStaff: true, cancel))
            .Where(n => n.State is not (ContributionState.Refused or ContributionState.Withdrawn)).ToList();
        var agreements = await db.Agreements.AsNoTracking().Where(a => a.Meeting == meeting.Id).OrderBy(a => a.Due).ToListAsync(cancel);
        var asked = await db.RoomVotes.AsNoTracking()
            .Where(v => v.Meeting == meeting.Id && v.State == RoomVoteState.Closed && !v.IsEvaluation)
            .OrderBy(v => v.Number).ToListAsync(cancel);
        var group = await book.GroupOfAsync(meeting, cancel);
        var seats = await db.SeatAttendances.AsNoTracking().Where(a => a.Meeting == meeting.Id).ToListAsync(cancel);
        var quorum = (await book.OfAsync(meeting.Id, cancel))?.Quorum ?? group?.QuorumOn(meeting.Day);
        return Texts.In("it", () =>
        {
            List<string> parts = [$"{meeting.Title}\n{L.Moment(meeting.Start)}{(meeting.Place.Length > 0 ? ", " + meeting.Place : "")}"];
            if (group is not null && seats.Count > 0) parts.Add(Attendance(group, seats, quorum));
            else if (meeting.Counted is { } counted) parts.Add(L.Count(counted.Total, "Presenti: {0} persona.", "Presenti: {0} persone."));
            if (meeting.Agenda.Count > 0) parts.Add(Part(L["Ordine del giorno"], meeting.Agenda.Select((item, n) => $"{n + 1}. {item}")));
            if (notes.Count > 0) parts.Add(Part(L["Che cosa si è detto"],
                notes.Select(n => $"- {n.Text.ReplaceLineEndings(" ")} ({n.Code})")));
            foreach (var vote in asked) parts.Add(Part($"{L["Voto in sala: {0}", vote.Question]} ({vote.Turnout(L)})",
                vote.Order.Select(n => $"- {vote.Options[n]}: {vote.TotalOf(n)}")));
            if (agreements.Count > 0) parts.Add(Part(L["Che cosa si è deciso"], agreements.Select(a => $"- {a.Text}: {a.Owner}"
                + (a.Due is { } due ? ", " + L["entro il {0}", L.Day(due)] : ""))));
            return string.Join("\n\n", parts) + "\n";
        });
    }

    private static string Part(string title, IEnumerable<string> lines) => $"{title}\n{string.Join('\n', lines)}";

    private string Attendance(GroupView group, List<SeatAttendance> marked, int? quorum)
    {
        var open = group.Seats.Where(s => s.Members.Count > 0 || marked.Exists(a => a.Seat == s.Id)).ToList();
        // Whoever has left was there: the hour says until when.
        var count = SeatCount.Present([.. marked], open.Count, quorum);
        var lines = open.Select(seat => $"{seat.Number}. {seat.Interest}: {Words(group, seat, marked.Find(a => a.Seat == seat.Id))}");
        var came = open.Count(s => marked.Exists(a => a.Seat == s.Id && a.WasThere));
        var met = quorum is not { } needed ? L.Count(came, "È venuto {0} posto su {1}.", "Sono venuti {0} posti su {1}.", open.Count)
            : came >= needed ? L.Count(came, "È venuto {0} posto su {1}: il numero legale, {2}, c'è.",
                "Sono venuti {0} posti su {1}: il numero legale, {2}, c'è.", open.Count, needed)
            : L.Count(came, "È venuto {0} posto su {1}: il numero legale, {2}, non c'è.",
                "Sono venuti {0} posti su {1}: il numero legale, {2}, non c'è.", open.Count, needed);
        if (count.Proxies > 0) met += " " + L.Count(count.Proxies, "{0} delega.", "{0} deleghe.");
        return Part(L["Presenti"], [.. lines, met]);
    }

    // Who sits in a group is public; a substitute from outside its list is not named.
    private string Words(GroupView group, SeatView seat, SeatAttendance? marked)
    {
        var holder = seat.Members.FirstOrDefault(m => !m.IsSubstitute)?.Name ?? "";
        return marked switch
        {
            null or { Presence: SeatPresence.Absent } => L["assente"],
            { Presence: SeatPresence.Proxy, ProxyTo: { } to } => L["delega a {0}",
                group.Seats.FirstOrDefault(s => s.Id == to)?.Interest ?? ""],
            { Presence: SeatPresence.Substitute } => (seat.Members.FirstOrDefault(m => m.IsSubstitute
                && m.Person == marked.Person)?.Name is { } name
                ? L["{0}, sostituto", name].Value : L["un sostituto"].Value) + Until(marked),
            _ => holder + Until(marked),
        };
    }

    private string Until(SeatAttendance marked) => marked.Left is not { } left ? ""
        : ", " + L["fino alle {0}", MeetingHours.Clock(left)];
}
