using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Offices;

/// <summary>Questions to other offices whose answer anybody will read; until then not what they are about, which may not be
/// public.</summary>
internal sealed class DutiesAsked(AppDb db, Texts L) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var asked = await (from question in db.Set<OfficeQuestion>().AsNoTracking()
                           join office in db.Set<Office>() on question.Office equals office.Id
                           where question.Process == process.Id && question.IsPublic && question.Withdrawn == null && question.Due != null
                           orderby question.Due
                           select new { office.Name, question.Label, question.At, question.Due, question.AnsweredAt }).ToListAsync(cancel);
        return [.. asked.Select(q => new Duty(q.AnsweredAt is null
            ? L["Rispondere a una domanda del percorso"].Value : L["Rispondere a una domanda su {0}", q.Label].Value, q.Name,
            L["Chiesto il {0}", L.Day(q.At)].Value, Texts.RomeDay(q.At), q.Due, q.AnsweredAt is { } day ? Texts.RomeDay(day) : null,
            OfficeUrls.Answers(process.Slug)))];
    }
}
