using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Which texts are written, by title and kind; none of their words.</summary>
internal sealed class TellTheTexts(AppDb db) : ITellTemplate
{
    public int Order => 40;
    public string Key => "testi";
    public string Title => "I testi da scrivere: titolo e tipo, senza le parole";

    public async Task<Template> TellAsync(Id<Process> process, DateOnly starts, Template soFar, CancellationToken cancel)
    {
        var texts = await db.Documents.AsNoTracking().Where(d => d.Process == process).OrderByDescending(d => d.Created).ThenBy(d => d.Id)
            .Select(d => new { d.Title, d.Kind, d.OpenFrom }).ToListAsync(cancel);
        return soFar with
        {
            Documents = [.. texts.Select((d, n) => new TemplateDocument($"testo-{n + 1}", d.Title, TemplateWriter.Kebab(d.Kind),
                d.OpenFrom is { } day ? soFar.PhaseAt(starts, day) : soFar.Phases[^1].Key))],
        };
    }
}
