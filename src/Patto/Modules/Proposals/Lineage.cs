using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Provenance;

namespace Patto.Modules.Proposals;

/// <summary>Which voices stand behind a proposal, also through those that it was made of.</summary>
public sealed class Lineage(AppDb db)
{
    internal async Task<HashSet<Subject>> VoicesOfAsync(IReadOnlyCollection<Subject> proposals, CancellationToken cancel) =>
        [.. await db.Set<Link>().Where(l => l.Relation == Relation.GatheredInto && l.Closed == null && proposals.Contains(l.To))
            .Select(l => l.From).ToListAsync(cancel)];

    // Merges and splits are few: a handful of steps back reaches the first ones.
    internal async Task<IReadOnlyCollection<Subject>> OfAsync(Subject proposal, CancellationToken cancel)
    {
        HashSet<Subject> all = [proposal];
        List<Subject> edge = [proposal];
        for (var step = 0; step < 5 && edge.Count > 0; step++)
        {
            var at = edge;
            edge = [.. (await db.Set<Link>()
                .Where(l => at.Contains(l.To) && (l.Relation == Relation.MergedInto || l.Relation == Relation.SplitInto))
                .Select(l => l.From).ToListAsync(cancel)).Where(all.Add)];
        }
        return all;
    }
}
