using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Audit;

/// <summary>Writes one row per event, in the act's own transaction, on the authority's chain.</summary>
internal sealed class AuditWriter(AppDb db, CurrentUser currentUser, CurrentAuthority currentAuthority, TimeProvider clock) : IAuditWriter
{
    public async Task WriteAsync(IReadOnlyList<IDomainEvent> told, IReadOnlyList<LeftBehind> left, CancellationToken cancel) =>
        db.AddRange(await ChainAsync(told, left, cancel));

    /// <summary>The rows that follow on the chain; the chain's head goes forward with them, so whoever asks writes them.
    /// The last one answers for the content, whose own lines are written here.</summary>
    internal async Task<IReadOnlyList<AuditRow>> ChainAsync(IReadOnlyList<IDomainEvent> told, IReadOnlyList<LeftBehind> left,
        CancellationToken cancel)
    {
        // A change that nobody told of is told as what it is: the chain leaves nothing of the content out.
        if (told.Count == 0) told = [new ContentChanged(left[0].Subject, left.Count)];
        var authority = currentAuthority.Authority?.Id.Value ?? Guid.Empty;
        var head = await LockHeadAsync(authority, cancel);
        var now = clock.GetUtcNow();
        var sealing = left.Count == 0 ? null : await ContentSeal.WriteAsync(db, authority, head.Seq + told.Count, left, cancel);
        return [.. told.Select((one, n) =>
            AuditRow.After(head, now, StoredAsAttribute.Of(one.GetType()), one.About.ToString(), one.Process?.ToString(), currentUser.Actor,
            JsonSerializer.Serialize(one, one.GetType(), Json.Options), one.IsPublic, n == told.Count - 1 ? sealing : null))];
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

/// <summary>Follows the chains and says where one breaks. Each question looks at one instant: acts that people do meanwhile are in
/// all that it reads, or in none of it.</summary>
public sealed class AuditCheck(AppDb db)
{
    /// <summary>The first row that does not follow from the one before it; null when the chain is whole.</summary>
    /// <param name="published">A head that was published earlier (sequence and hash): a chain computed anew is caught against it.</param>
    public async Task<string?> FirstBreakAsync(Guid authority, (long Seq, string Hash)? published = null,
        CancellationToken cancel = default)
    {
        await using var instant = await OneInstant.OfAsync(db, cancel);
        var (seq, previous) = (0L, "");
        var sealing = await RootsAsync(authority, cancel);
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().Where(r => r.Authority == authority).OrderBy(r => r.Seq)
            .AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Seq != ++seq) return $"manca la riga {seq}";
            if (row.Previous != previous) return $"riga {seq}: non segue la precedente";
            if (row.Compute() != row.Hash) return $"riga {seq}: il contenuto è stato cambiato";
            if (row.Content != sealing.GetValueOrDefault(seq)) return $"riga {seq}: le impronte dei contenuti non sono quelle dell'atto";
            if (published is { } known && known.Seq == seq
                && known.Hash != row.Hash) return $"riga {seq}: diversa dall'impronta pubblicata";
            previous = row.Hash;
        }
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(h => h.Authority == authority, cancel);
        if (head is not null && (head.Seq != seq || head.Hash != previous)) return $"riga {head.Seq}: la catena finisce prima";
        return published is { } later && later.Seq > seq ? $"riga {later.Seq}: pubblicata ma non più presente" : null;
    }

    /// <summary>Whether a head that was published (<c>SEQ:HASH</c>) is still in one of the chains; null when it is.</summary>
    public async Task<string?> HeadBreakAsync(string published, CancellationToken cancel = default)
    {
        if (published.Split(':') is not [var number, { Length: 64 } hash]
            || !long.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var seq))
            return "L'impronta pubblicata si scrive RIGA:IMPRONTA, per esempio 1562:90a1c5…";
        hash = hash.ToLowerInvariant();
        return await db.Set<AuditRow>().AsNoTracking().AnyAsync(r => r.Seq == seq && r.Hash == hash, cancel) ? null
            : $"riga {seq}: nessuna catena ha l'impronta pubblicata";
    }

    private async Task<Dictionary<long, string>> RootsAsync(Guid authority, CancellationToken cancel) =>
        (await db.Set<ContentSeal>().AsNoTracking().Where(s => s.Authority == authority).Select(s => new { s.Seq, s.Subject, s.Hash })
            .ToListAsync(cancel))
            .GroupBy(s => s.Seq).ToDictionary(g => g.Key, g => ContentSeal.Root(g.Select(s => (s.Subject, s.Hash))));

    /// <summary>What was changed, added or taken away outside of acts: each content as it stands against what its last act left
    /// behind.</summary>
    /// <returns>The faults, in Italian; how many contents agree; what was erased, and when.</returns>
    public async Task<ContentReport> ContentsAsync(CancellationToken cancel = default)
    {
        await using var instant = await OneInstant.OfAsync(db, cancel);
        var seals = await db.Set<ContentSeal>().AsNoTracking().Where(s => s.Salt != null || s.Fields == "").ToListAsync(cancel);
        var known = (await db.Set<ContentSeal>().AsNoTracking().Select(s => s.Subject).Distinct().ToListAsync(cancel)).ToHashSet();
        var report = new ContentReport();
        foreach (var (kind, type) in Contents.Kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var live = seals.Where(s => s.Salt is not null && s.Subject.Kind == kind).ToLookup(s => s.Subject);
            var gone = seals.Where(s => s.Fields.Length == 0 && s.Subject.Kind == kind).Select(s => s.Subject).ToHashSet();
            await ((Task)Compare.MakeGenericMethod(type).Invoke(this, [live, gone, report, cancel])!);
            foreach (var lost in known.Where(k => k.Kind == kind && !report.Seen.Contains(k) && !gone.Contains(k)))
                report.Faults.Add($"{lost}: cancellato senza un atto (riga {live[lost].FirstOrDefault()?.Seq})");
        }
        report.Erased.AddRange((await db.Set<ContentSeal>().AsNoTracking().Where(s => s.Fields == "")
            .Join(db.Set<AuditRow>(), s => new { s.Authority, s.Seq }, r => new { r.Authority, r.Seq }, (s, r) => new { s.Subject, r.At })
            .ToListAsync(cancel)).Select(e => (e.Subject, e.At)));
        return report;
    }

    private static readonly System.Reflection.MethodInfo Compare =
        typeof(AuditCheck).GetMethod(nameof(CompareAsync),
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;

    private async Task CompareAsync<T>(ILookup<Subject, ContentSeal> live, HashSet<Subject> gone, ContentReport report,
        CancellationToken cancel) where T : Entity
    {
        var (type, declared) = (db.Model.FindEntityType(typeof(T))!, Contents.Declared[typeof(T)]);
        var all = Contents.FieldsOf(type, declared).ToList();
        await foreach (var one in db.Set<T>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            var now = LeftBehind.Of(type, declared, all, one);
            report.Seen.Add(now.Subject);
            if (live[now.Subject].ToList() is not [var sealing])
            {
                report.Faults.Add(gone.Contains(now.Subject)
                ? $"{now.Subject}: cancellato, ma c'è di nuovo" : $"{now.Subject}: aggiunto senza un atto"); continue;
            }
            var names = sealing.Fields.Split(',');
            var line = sealing.Fields == now.Fields ? now.Line : Contents.Line([.. Contents.FieldsOf(type, declared, names)], one);
            if (Contents.Hash(sealing.Salt!,
                line) != sealing.Hash) report.Faults.Add($"{now.Subject}: il testo è cambiato dopo l'atto della riga {sealing.Seq}");
            else report.Whole++;
        }
    }
}

/// <summary>How the contents stand against the acts.</summary>
public sealed class ContentReport
{
    public List<string> Faults { get; } = [];
    public int Whole { get; internal set; }
    public List<(Subject Subject, DateTimeOffset At)> Erased { get; } = [];
    internal HashSet<Subject> Seen { get; } = [];
}
