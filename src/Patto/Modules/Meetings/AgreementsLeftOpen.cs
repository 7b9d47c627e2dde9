using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Meetings;

/// <summary>What was agreed in a meeting, and was not done by its day.</summary>
internal sealed class AgreementsLeftOpen(AppDb db, Texts L, TimeProvider clock) : IOpenEnds
{
    public int Order => 70;
    public string Key => "accordi";
    public string Title => L["Accordi scaduti"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var today = Texts.RomeDay(clock.GetUtcNow());
        var found = await (from agreement in db.Agreements.AsNoTracking()
                           join meeting in db.Meetings on agreement.Meeting equals meeting.Id
                           where meeting.Process == process.Id && agreement.Kept == null && agreement.Due < today
                           orderby agreement.Due
                           select new
                           {
                               agreement.Id,
                               agreement.Text,
                               agreement.Owner,
                               agreement.Due,
                               agreement.Meeting,
                               meeting.Title,
                               meeting.State
                           }).ToListAsync(cancel);
        return [.. found.Select(a => new OpenEnd(Subject.Of("agreement", a.Id),
            a.State == MeetingState.Draft ? "Un accordo di un incontro" : $"Un accordo dell'incontro «{a.Title}»", a.Text,
            L["{0} entro il {1}.", a.Owner, L.Day(a.Due!.Value)], MeetingUrls.Part(process.Slug, a.Meeting.Value, "verbale")))];
    }
}
