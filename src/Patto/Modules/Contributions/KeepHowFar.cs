using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>Keeps with each voice how far it has come: by statements of its own, since whoever ties a link of a thousand voices has not
/// loaded them.</summary>
internal sealed class KeepHowFar(AppDb db, TimeProvider clock) : IKeepReach
{
    private const int AtOnce = 500;

    public string Kind => "contribution";

    public async Task KeepAsync(IReadOnlyDictionary<Subject, Reach> reached, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var same in reached.GroupBy(r => r.Value, r => new Id<Contribution>(r.Key.Id)))
            foreach (var some in same.Chunk(AtOnce))
            {
                var (ids, reach) = (some.ToList(), same.Key);
                DateTimeOffset? at = reach is Reach.Said ? null : now;
                await db.Contributions.Where(c => ids.Contains(c.Id) && c.Reach != reach)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.Reach, reach).SetProperty(c => c.Reached, at), cancel);
            }
    }
}
