using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Audit;

/// <summary>Writes one row per event, in the act's own transaction, on the authority's chain.</summary>
internal sealed class Witness(AppDb db, Who who, Here here, TimeProvider clock) : IWitness
{
    public async Task WriteAsync(IReadOnlyList<IDomainEvent> told, CancellationToken cancel) => db.AddRange(await ChainAsync(told, cancel));

    /// <summary>The rows that follow on the chain; the chain's head goes forward with them, so whoever asks writes them.</summary>
    internal async Task<IReadOnlyList<AuditRow>> ChainAsync(IReadOnlyList<IDomainEvent> told, CancellationToken cancel)
    {
        var authority = here.Authority?.Id.Value ?? Guid.Empty;
        var head = await LockHeadAsync(authority, cancel);
        var now = clock.GetUtcNow();
        return [.. told.Select(one => AuditRow.After(head, now, one.GetType().Name, one.About.ToString(), one.Process?.ToString(), who.Actor,
            JsonSerializer.Serialize(one, one.GetType(), Json.Options), one.IsPublic))];
    }

    // The update that changes nothing takes the row's lock on both engines, and gives back the row as it is once the lock is ours.
    private async Task<AuditHead> LockHeadAsync(Guid authority, CancellationToken cancel)
    {
        var heads = db.Set<AuditHead>();
        if (heads.Local.FirstOrDefault(h => h.Authority == authority) is { } held) return held;
        if (await heads.FromSql($"""UPDATE "AuditHeads" SET "Seq" = "Seq" WHERE "Authority" = {authority} RETURNING *""").ToListAsync(cancel) is [var head]) return head;
        var first = AuditHead.Of(authority);
        db.Add(first);
        return first;
    }
}

/// <summary>Follows the chains and says where one breaks.</summary>
public sealed class AuditCheck(AppDb db)
{
    /// <summary>The first row that does not follow from the one before it; null when the chain is whole.</summary>
    /// <param name="published">A head that was published earlier (sequence and hash): a chain computed anew is caught against it.</param>
    public async Task<string?> FirstBreakAsync(Guid authority, (long Seq, string Hash)? published = null, CancellationToken cancel = default)
    {
        var (seq, previous) = (0L, "");
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().Where(r => r.Authority == authority).OrderBy(r => r.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Seq != ++seq) return $"manca la riga {seq}";
            if (row.Previous != previous) return $"riga {seq}: non segue la precedente";
            if (row.Compute() != row.Hash) return $"riga {seq}: il contenuto è stato cambiato";
            if (published is { } known && known.Seq == seq && known.Hash != row.Hash) return $"riga {seq}: diversa dall'impronta pubblicata";
            previous = row.Hash;
        }
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(h => h.Authority == authority, cancel);
        if (head is not null && (head.Seq != seq || head.Hash != previous)) return $"riga {head.Seq}: la catena finisce prima";
        return published is { } later && later.Seq > seq ? $"riga {later.Seq}: pubblicata ma non più presente" : null;
    }
}
