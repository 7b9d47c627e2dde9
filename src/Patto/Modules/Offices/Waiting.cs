using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Offices;

/// <summary>Questions to offices whose term has passed, and how many still run.</summary>
internal sealed class OfficesThatWait(AppDb db, Texts L, TimeProvider clock) : IWhatWaits
{
    public IReadOnlyCollection<Enum> States => [];
    public bool EndsWithTheProcess => true;

    public async Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        if (!await may(OfficeActs.Ask)) return [];
        var today = Texts.RomeDay(clock.GetUtcNow());
        var late = await db.Set<OfficeQuestion>().AsNoTracking().Where(q => q.Process == process.Id && q.AnsweredAt == null
            && q.Withdrawn == null && q.Due != null && q.Due < today).OrderBy(q => q.Due).Select(q => q.Label).ToListAsync(cancel);
        return late.Count == 0 ? [] : [new(L.Count(late.Count, "Un ufficio non ha risposto entro il termine",
            "{0} risposte di uffici sono in ritardo"), L.List(late.Distinct()), L["Guarda le domande agli uffici"],
            OfficeUrls.Questions(process.Slug), Late: true)];
    }
}

/// <summary>What offices were asked and did not answer.</summary>
internal sealed class QuestionsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 65;
    public string Key => "uffici";
    public string Title => L["Domande agli uffici"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel)
    {
        var offices = db.Set<Office>();
        var open = await (from q in db.Set<OfficeQuestion>().AsNoTracking()
                          join office in offices on q.Office equals office.Id
                          where q.Process == process.Id && q.AnsweredAt == null && q.Withdrawn == null && q.Due != null
                          orderby q.Due
                          select new { q.Id, q.Label, q.Text, q.Due, office.Name }).ToListAsync(cancel);
        return [.. open.Select(q => new OpenEnd(Subject.Of("office-question", q.Id), $"Una domanda a un ufficio su {q.Label}",
            $"{q.Name}: {Excerpt.Of(q.Text, 160)}", L["L'ufficio non ha risposto; il termine era il {0}.", L.Day(q.Due!.Value)],
            OfficeUrls.Question(process.Slug, q.Id.Value)))];
    }
}
