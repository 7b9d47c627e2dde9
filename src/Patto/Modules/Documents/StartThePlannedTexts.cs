using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>A process made from a template has its texts at once, as empty drafts that only its staff sees; a text of that title that is
/// there already is left alone.</summary>
internal sealed class StartThePlannedTexts(AppDb db, TimeProvider clock) : IHandle<ProcessOpened>
{
    public async Task HandleAsync(ProcessOpened happened, CancellationToken cancel)
    {
        var known = await db.Documents.Where(d => d.Process == happened.Id).Select(d => d.Title).ToListAsync(cancel);
        // Lists show the newest first: a microsecond apart they stand in the template's order.
        var now = clock.GetUtcNow();
        foreach (var (planned, n) in (happened.Template?.Documents ?? []).Where(d => !known.Contains(d.Title)).Select((d, n) => (d, n)))
            db.Add(Document.Start(happened.Id, happened.Authority, DocumentWords.Read(planned.Kind), planned.Title, "",
                now.AddMicroseconds(-n)));
    }
}
