using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>The day by which the table promised to answer whoever wrote on a text; kept when the last amendment has its answer.</summary>
internal sealed class DutiesOfTheTexts(AppDb db, Texts L, TimeProvider clock) : ITellDuties
{
    public async Task<IReadOnlyList<Duty>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var promised = await db.Documents.AsNoTracking().Where(d => d.Process == process.Id && d.State != DocumentState.Draft
            && d.AnswerBy != null).OrderBy(d => d.AnswerBy).Select(d => new { d.Id, d.Title, d.OpenTo, d.AnswerBy })
            .ToListAsync(cancel);
        if (promised.Count == 0) return [];
        List<Id<Document>> ids = [.. promised.Select(d => d.Id)];
        var asked = (await db.Amendments.Where(a => ids.Contains(a.Document) && a.Reading != Reading.Hidden)
            .Select(a => new { a.Document, a.Answer, a.AnsweredAt }).ToListAsync(cancel)).ToLookup(a => a.Document);
        var today = Texts.RomeDay(clock.GetUtcNow());
        return [.. promised.Where(d => today <= d.OpenTo || asked[d.Id].Any()).Select(d => new Duty(
            L["Rispondere agli emendamenti su «{0}»", d.Title].Value, L["Il Tavolo"].Value, L["Promesso all'apertura delle osservazioni"].Value, d.OpenTo, d.AnswerBy,
            today > d.OpenTo && asked[d.Id].All(a => a.Answer != Answer.Waiting)
                ? asked[d.Id].Max(a => a.AnsweredAt) is { } last ? Texts.RomeDay(last) : d.OpenTo : null,
            DocumentUrls.Show(process.Slug, d.Id)))];
    }
}
