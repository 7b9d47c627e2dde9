using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Privacy;

namespace Patto.Modules.Pacts;

/// <summary>Who signs a pact for a body, or as a person who did not agree to be named.</summary>
internal sealed class WhoSigns(AppDb db) : IKnowNames
{
    public async Task<IReadOnlyList<string>> OfAsync(Subject process, CancellationToken cancel)
    {
        var id = new Id<Process>(process.Id);
        return await db.Signatories.AsNoTracking().Where(s => s.Process == id && s.Delegate != "").Select(s => s.Delegate)
            .Union(db.Signatories.Where(s => s.Process == id && s.Kind == SignatoryKind.Citizen && !s.IsNamed && s.Name != "")
                .Select(s => s.Name)).ToListAsync(cancel);
    }
}
