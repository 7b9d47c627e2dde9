using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups;

/// <summary>Who asked to sit and was never answered; nobody outside knows who.</summary>
internal sealed class RequestsLeftOpen(AppDb db, Texts L) : IOpenEnds
{
    public int Order => 80;
    public string Key => "richieste";
    public string Title => L["Richieste di entrare nel Tavolo"];

    public async Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel) =>
        [.. (await db.Applications.AsNoTracking().Where(a => a.Process == process.Id && a.State == ApplicationState.Waiting)
            .OrderBy(a => a.At).Select(a => new { a.Id, a.Name, a.Interest }).ToListAsync(cancel))
            .Select(a => new OpenEnd(Subject.Of("application", a.Id), "Una richiesta di entrare nel Tavolo", $"{a.Name}: {a.Interest}",
                L["Aspetta una risposta."], GroupUrls.Applications(process.Slug)))];
}
