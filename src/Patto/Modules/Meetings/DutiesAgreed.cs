using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>What was agreed with a day, in minutes that anybody reads; a person is named there only as the minutes name them.</summary>
internal sealed class DutiesAgreed(AppDb db, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var minutes = db.Minutes;
        var agreed = await (from agreement in db.Agreements.AsNoTracking()
                            join meeting in db.Meetings on agreement.Meeting equals meeting.Id
                            where meeting.Process == process.Id && meeting.State != MeetingState.Draft && agreement.Due != null
                                && minutes.Any(m => m.Meeting == meeting.Id && m.State == MinutesState.Published)
                            orderby agreement.Due
                            select new
                            {
                                agreement.Text,
                                agreement.Owner,
                                agreement.Due,
                                agreement.Kept,
                                meeting.Id,
                                meeting.Title,
                                meeting.Start
                            }).ToListAsync(cancel);
        return [.. agreed.Select(a => new Duty(a.Text, a.Owner, L["Deciso nell'incontro «{0}»", a.Title].Value,
            Texts.RomeDay(a.Start), a.Due, a.Kept is { } kept ? Texts.RomeDay(kept) : null, MeetingUrls.Show(process.Slug, a.Id.Value)))];
    }
}
