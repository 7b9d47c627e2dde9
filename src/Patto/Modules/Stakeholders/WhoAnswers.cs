using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.Privacy;

namespace Patto.Modules.Stakeholders;

/// <summary>Who answers for a body of the register, by name: so that no text tells it unseen.</summary>
internal sealed class WhoAnswers(AppDb db) : IKnowNames
{
    public async Task<IReadOnlyList<string>> OfAsync(Subject process, CancellationToken cancel)
    {
        var id = new Id<Process>(process.Id);
        return [.. (await db.Set<Stakeholder>().AsNoTracking().Where(s => s.Process == id && s.ContactPerson != "")
            .Select(s => s.ContactPerson).ToListAsync(cancel)).SelectMany(n => n.Split(';', StringSplitOptions.TrimEntries))];
    }
}
