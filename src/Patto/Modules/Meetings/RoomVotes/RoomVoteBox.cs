using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Modules.Meetings.RoomVotes;

/// <summary>Takes in what phones answer and adds it up. Of an answer no event tells: the audit would say who answered when.</summary>
public sealed class RoomVoteBox(AppDb db, InstallationKey key)
{
    private static string LineOf(Id<RoomVote> vote) => $"room vote {vote}";

    /// <summary>What is stored of the key on a phone.</summary>
    public string Hashed(string phoneKey) =>
        key.Keyed(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"room-vote/{phoneKey}"))));

    /// <summary>What this phone answered to those that are open.</summary>
    public async Task<IReadOnlyDictionary<Id<RoomVote>, IReadOnlyList<int>>> OfPhoneAsync(IReadOnlyCollection<Id<RoomVote>> open,
        string? phoneKey, CancellationToken cancel)
    {
        if (phoneKey is null || open.Count == 0) return new Dictionary<Id<RoomVote>, IReadOnlyList<int>>();
        var phone = Hashed(phoneKey);
        return await db.RoomBallots.AsNoTracking().Where(b => open.Contains(b.Vote) && b.KeyHash == phone)
            .ToDictionaryAsync(b => b.Vote, b => (IReadOnlyList<int>)b.Marks, cancel);
    }

    /// <summary>How many phones have answered each of those that are open.</summary>
    public Task<Dictionary<Id<RoomVote>, int>> AnsweredAsync(IReadOnlyCollection<Id<RoomVote>> open, CancellationToken cancel) =>
        open.Count == 0 ? Task.FromResult(new Dictionary<Id<RoomVote>, int>()) : db.RoomBallots.Where(b => open.Contains(b.Vote))
            .GroupBy(b => b.Vote).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>In a running act: what one phone says, new or changed.</summary>
    /// <exception cref="RuleViolation">It was closed meanwhile, or does not hold what may be given.</exception>
    public async Task CastAsync(Id<RoomVote> id, string phoneKey, IReadOnlyList<int> marks, CancellationToken cancel)
    {
        // A count that has begun ends first: what is said to have arrived is counted.
        await db.PassAsync(LineOf(id), cancel);
        var vote = await db.RoomVotes.AsNoTracking().SingleAsync(v => v.Id == id, cancel);
        RuleViolation.Unless(vote.IsOpen, "room-vote.closed", "Il voto «{0}» si è chiuso mentre rispondevi: la tua risposta non si conta.",
            vote.Question);
        if (vote.Fault(marks) is { } fault) throw fault;
        var phone = Hashed(phoneKey);
        if (await db.RoomBallots.SingleOrDefaultAsync(b => b.Vote == id && b.KeyHash == phone, cancel) is { } given) given.Change(marks);
        else db.Add(RoomBallot.Of(vote, phone, marks));
    }

    /// <summary>In a running act: adds up and destroys what lay in the phones.</summary>
    public async Task CloseAsync(Meeting meeting, RoomVote vote, DateTimeOffset now, CancellationToken cancel)
    {
        await db.StandAsync(LineOf(vote.Id), cancel);
        var answers = await db.RoomBallots.AsNoTracking().Where(b => b.Vote == vote.Id).Select(b => b.Marks).ToListAsync(cancel);
        vote.Close(meeting, answers, now);
        await DestroyAsync(vote, cancel);
    }

    /// <summary>In a running act: it is worth nothing, nor is what lay in the phones.</summary>
    public async Task AnnulAsync(Meeting meeting, RoomVote vote, string why, CancellationToken cancel)
    {
        await db.StandAsync(LineOf(vote.Id), cancel);
        vote.Annul(meeting, why);
        await DestroyAsync(vote, cancel);
    }

    private Task<int> DestroyAsync(RoomVote vote, CancellationToken cancel) =>
        db.RoomBallots.Where(b => b.Vote == vote.Id).ExecuteDeleteAsync(cancel);
}
