using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Texts that are open to remarks, or are to be: the phases let people write on all of those days.</summary>
internal sealed class OpenTexts(AppDb db) : IRestOnOpenings
{
    public async Task<IReadOnlyList<OpeningNeed>> OfAsync(ProcessInfo process, DateOnly today, CancellationToken cancel)
    {
        var found = await db.Documents.AsNoTracking().Where(d => d.Process == process.Id && d.State == DocumentState.Published
            && d.OpenTo >= today).OrderBy(d => d.OpenFrom).ThenBy(d => d.Title)
            .Select(d => new { d.Id, d.Title, From = d.OpenFrom!.Value, To = d.OpenTo!.Value }).ToListAsync(cancel);
        return [.. found.Select(d => Of(d.Title, DocumentUrls.Edit(process.Slug, d.Id), d.From, d.To, today))];
    }

    internal static OpeningNeed Of(string title, string url, DateOnly from, DateOnly to, DateOnly today) =>
        new(title, url, [DocumentActs.Comment, DocumentActs.Amend], Role.Visitor, from < today ? today : from, to);
}

/// <summary>A text is opened to remarks only on days on which a phase lets people write.</summary>
internal sealed class KeepToThePhases(AppDb db, OpeningsBook openings, TimeProvider clock) : IHandle<ConsultationSet>
{
    public async Task HandleAsync(ConsultationSet happened, CancellationToken cancel)
    {
        var document = (await db.Documents.FindAsync([happened.Document], cancel))!;
        await openings.DemandAsync(document.Process, OpenTexts.Of(document.Title, "", happened.From, happened.To,
            Texts.RomeDay(clock.GetUtcNow())), "To", cancel);
    }
}
