using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>A voice that nobody has put into a proposal yet waits for those who read the voices together: the law gives them no day.
/// </summary>
internal sealed class VoicesOwed(AppDb db, ProcessBook processes, Texts L) : ITellOwed
{
    public IReadOnlyCollection<string> Kinds { get; } = [VoiceFiles.Kind];

    public async Task<IReadOnlyDictionary<Subject, Owed>> OwedAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel)
    {
        var ids = ends.Select(e => new Id<Contribution>(e.Id)).ToList();
        var found = await db.Contributions.AsNoTracking().Where(c => ids.Contains(c.Id) && c.IsPublic)
            .Select(c => new { c.Id, c.Process }).ToListAsync(cancel);
        var names = await processes.NamesAsync([.. found.Select(c => c.Process).Distinct()], cancel);
        return found.Where(c => names.TryGetValue(c.Process, out var name) && !name.IsConcluded).ToDictionary(
            c => Subject.Of(VoiceFiles.Kind, c.Id), c => new Owed(L["Metterla insieme ad altre in una proposta, o nel testo"],
                L["Chi cura il percorso"], null, ContributionUrls.List(names[c.Process].Slug)));
    }
}
