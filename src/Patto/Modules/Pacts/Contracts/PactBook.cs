using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Pacts.Contracts;

/// <summary>How a commitment stands on a day, as people read it.</summary>
public enum CommitmentStanding { Late, ToBegin, UnderWay, Changed, Kept, NotKept }

/// <summary>A pact with what everybody may read of it: who signed, and the commitments of who signed. Nobody is shown as bound before
/// they sign.</summary>
/// <param name="Signatories">Who signed, in order of day; who withdrew too.</param>
/// <param name="Missing">How many were asked to sign and did not answer.</param>
/// <param name="Commitments">In order of day; those that have none last.</param>
public sealed record PactView(Pact Pact, IReadOnlyList<Signatory> Signatories, int Missing, IReadOnlyList<Commitment> Commitments)
{
    public IEnumerable<Signatory> Holding => Signatories.Where(s => s.Holds);
    public IEnumerable<Signatory> Gone => Signatories.Where(s => !s.Holds);
    /// <summary>Who signed when the pact was in force already.</summary>
    public bool CameLater(Signatory signatory) => Pact.Since < signatory.SignedOn;
    public IEnumerable<Commitment> Of(Signatory signatory) => Commitments.Where(c => c.IsKeptBy(signatory));
    /// <summary>Those that somebody who did not withdraw keeps.</summary>
    public IReadOnlyList<Commitment> Standing => [.. Commitments.Where(c => Holding.Any(c.IsKeptBy))];
    public IReadOnlyList<Commitment> Late(DateOnly today) => Pact.IsInForce ? [.. Standing.Where(c => c.IsLate(today))] : [];

    public CommitmentStanding StandingOf(Commitment commitment, DateOnly today) =>
        Pact.IsInForce && commitment.IsLate(today) && Holding.Any(commitment.IsKeptBy) ? CommitmentStanding.Late : commitment.State switch
        {
            CommitmentState.ToBegin => CommitmentStanding.ToBegin,
            CommitmentState.UnderWay => CommitmentStanding.UnderWay,
            CommitmentState.Changed => CommitmentStanding.Changed,
            CommitmentState.Kept => CommitmentStanding.Kept,
            _ => CommitmentStanding.NotKept,
        };
}

/// <summary>Pacts, their signatories and what each keeps.</summary>
public sealed class PactBook(AppDb db)
{
    /// <summary>The pacts of a process that can be signed or are in force, the newest first.</summary>
    public async Task<IReadOnlyList<PactView>> PublicAsync(Id<Process> process, CancellationToken cancel) => await ViewsAsync(
        await db.Pacts.AsNoTracking().Where(p => p.Process == process && p.State != PactState.Draft).OrderByDescending(p => p.Opened)
            .ToListAsync(cancel), cancel);

    /// <summary>One pact, drafts too.</summary>
    public async Task<PactView?> ReadAsync(Id<Process> process, Id<Pact> pact, CancellationToken cancel) =>
        (await ViewsAsync(await db.Pacts.AsNoTracking().Where(p => p.Process == process && p.Id == pact).ToListAsync(cancel), cancel))
            .SingleOrDefault();

    /// <summary>Of the commitments of pacts in force whose day has passed, or of which it was said that they are kept or not, how many
    /// are kept; per cent, null where there is none yet.</summary>
    public async Task<decimal?> KeptShareAsync(Id<Process> process, DateOnly today, CancellationToken cancel)
    {
        var due = (await PublicAsync(process, cancel)).Where(v => v.Pact.IsInForce).SelectMany(v => v.Standing)
            .Where(c => c.State is CommitmentState.Kept or CommitmentState.NotKept || c.IsLate(today)).ToList();
        return due.Count == 0 ? null : Math.Round(100m * due.Count(c => c.State == CommitmentState.Kept) / due.Count, 1);
    }

    private async Task<IReadOnlyList<PactView>> ViewsAsync(IReadOnlyList<Pact> pacts, CancellationToken cancel)
    {
        if (pacts.Count == 0) return [];
        var ids = pacts.Select(p => p.Id).ToList();
        var signatories = (await db.Signatories.AsNoTracking().Where(s => ids.Contains(s.Pact)).ToListAsync(cancel)).ToLookup(s => s.Pact);
        var commitments = (await db.Commitments.AsNoTracking().Where(c => ids.Contains(c.Pact)).ToListAsync(cancel)).ToLookup(c => c.Pact);
        return [.. pacts.Select(p => Of(p, [.. signatories[p.Id]], [.. commitments[p.Id]]))];
    }

    private static PactView Of(Pact pact, IReadOnlyList<Signatory> signatories, IReadOnlyList<Commitment> commitments)
    {
        List<Signatory> signed = [.. signatories.Where(s => s.SignedOn is not null).OrderBy(s => s.SignedOn)
            .ThenByDescending(s => s.Kind == SignatoryKind.Municipality).ThenBy(s => s.PublicName, StringComparer.CurrentCulture)];
        return new(pact, signed, signatories.Count(s => s.IsMissing),
            [.. commitments.Where(c => signed.Exists(c.IsKeptBy)).OrderBy(c => c.Due ?? DateOnly.MaxValue).ThenBy(c => c.Code)]);
    }
}
