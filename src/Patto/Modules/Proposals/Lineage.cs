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

    // As far back as there is something: what was merged again and again still has its first voices. None is asked for twice.
    internal async Task<IReadOnlyCollection<Subject>> OfAsync(Subject proposal, CancellationToken cancel)
    {
        HashSet<Subject> all = [proposal];
        List<Subject> edge = [proposal];
        while (edge.Count > 0)
        {
            var at = edge;
            edge = [.. (await db.Set<Link>()
                .Where(l => at.Contains(l.To) && (l.Relation == Relation.MergedInto || l.Relation == Relation.SplitInto))
                .Select(l => l.From).ToListAsync(cancel)).Where(all.Add)];
        }
        return all;
    }
}
