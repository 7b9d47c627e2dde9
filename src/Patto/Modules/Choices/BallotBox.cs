using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Localization;

namespace Patto.Modules.Choices;

/// <summary>Who asks to vote: by account or by the code of a paper ballot.</summary>
internal readonly record struct VoterClaim(Guid? Account, string? Code);

/// <summary>Where somebody stands with a choice.</summary>
public enum Standing { MayVote, HasVoted, IsNotListed, MustSignIn }

/// <summary>What was not taken in of the ballots typed at the desk, line by line.</summary>
internal sealed record RefusedLine(int Number, string Line, string Why);

/// <summary>The box and its register: both are written together, or neither is.</summary>
/// <remarks>Nothing of a ballot but its envelope reaches the database; nobody is told of a vote by an event, since the audit would say who
/// acted when.</remarks>
internal sealed class BallotBox(AppDb db, InstallationKey installation, VoteKeys keys, Texts L)
{
    private const int CodeLetters = 10;

    private static string LineOf(Id<Choice> choice) => $"ballot box of {choice}";

    public static string NewCode() => RandomNumberGenerator.GetString(Ballot.Letters, CodeLetters);

    /// <summary>In two groups of five.</summary>
    public static string Shown(string code) => string.Join('-', code.Chunk(5).Select(c => new string(c)));

    public string HashOf(Id<Choice> choice, string code) => installation.Keyed(Invitation.HashOf($"{choice}{code}"));

    public async Task<Standing> StandingAsync(Choice choice, Guid? account, CancellationToken cancel)
    {
        if (choice.Electorate == Electorate.Codes) return Standing.IsNotListed;
        if (account is not { } id) return Standing.MustSignIn;
        var known = await db.Voters.AsNoTracking().Where(v => v.Choice == choice.Id && v.Account == id).Select(v => new { v.Voted })
            .SingleOrDefaultAsync(cancel);
        return known is null ? choice.Electorate == Electorate.Accounts ? Standing.MayVote : Standing.IsNotListed
            : known.Voted is null ? Standing.MayVote : Standing.HasVoted;
    }

    /// <summary>One ballot from the site, in the running act: the line of the register and the envelope.</summary>
    /// <exception cref="RuleViolation">It is not the time, they are not in the register, or they have voted.</exception>
    public async Task CastAsync(Id<Choice> id, VoterClaim who, byte[] envelope, DateTimeOffset now, CancellationToken cancel)
    {
        await db.PassAsync(LineOf(id), cancel);
        var choice = await db.Choices.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        RuleViolation.Unless(choice.IsVoting(now), "ballot.time", "Ora non si vota: il voto va da {0} a {1}. La scheda non è stata registrata.",
            L.Moment(choice.Opens), L.Moment(choice.Closes));
        RuleViolation.Unless(envelope.Length == Ballot.LengthOf(choice.Options.Count) + Envelope.Overhead, "ballot.envelope",
            "La scheda non è arrivata intera: ricarica la pagina e vota di nuovo. Non è stato registrato niente.");
        await MarkAsync(choice, who, cancel);
        db.Add(SealedBallot.Of(id, envelope));
    }

    private async Task MarkAsync(Choice choice, VoterClaim who, CancellationToken cancel)
    {
        var lines = who.Code is { } code ? ByCode(choice, code) : db.Voters.Where(v => v.Choice == choice.Id && v.Account == who.Account);
        // The engine decides who comes first: of two at the same instant, one finds nothing left to change.
        var marked = await lines.Where(v => v.Voted == null)
            .ExecuteUpdateAsync(set => set.SetProperty(v => v.Voted, (BallotChannel?)BallotChannel.Web), cancel);
        if (marked == 1) return;
        RuleViolation.Unless(!await lines.AnyAsync(cancel), "ballot.twice",
            "Risulta che hai già votato: vale la prima scheda arrivata, dal sito o su carta, e non si sostituisce.");
        RuleViolation.UnlessAt("SecretCode", who.Code is null, "ballot.code",
            "Questo codice non è fra quelli del voto: controlla di averlo copiato bene dalla tua scheda.");
        RuleViolation.Unless(choice.Electorate == Electorate.Accounts && who.Account is not null, "ballot.list",
            "Non sei nell'elenco di chi vota: se pensi che sia un errore, chiedi a chi tiene il percorso.");
        var voter = Voter.Of(choice, who.Account);
        voter.Vote(BallotChannel.Web);
        db.Add(voter);
    }

    private IQueryable<Voter> ByCode(Choice choice, string code)
    {
        var hash = HashOf(choice.Id, code);
        return db.Voters.Where(v => v.Choice == choice.Id && v.CodeHash == hash);
    }

    /// <summary>The register of a group on the day of the opening: a vote for each seat, its member's before a substitute's.</summary>
    public void List(Choice choice, Groups.Contracts.GroupView group)
    {
        List<Voter> voters = [.. group.Seats.Where(s => s.Members.Count > 0).Select(s => s.Members[0])
            .DistinctBy(m => m.Person).Select(m => Voter.Of(choice, m.Account, m.Person))];
        RuleViolation.Unless(voters.Count > 0, "choice.nobody", "Nel gruppo non siede ancora nessuno: nessuno potrebbe votare.");
        db.AddRange(voters);
    }

    /// <summary>New codes for ballots that anybody may be handed.</summary>
    /// <returns>The codes; they are shown once and kept nowhere.</returns>
    public async Task<List<string>> PrintAsync(Choice choice, int count, CancellationToken cancel)
    {
        List<string> codes = [.. Enumerable.Range(0, count).Select(_ => NewCode())];
        await db.InsertAsync([.. codes.Select(code => Voter.Of(choice, codeHash: HashOf(choice.Id, code)))], cancel);
        return codes;
    }

    /// <summary>A new code for everybody in the register who has not voted; the one before is worth nothing any more.</summary>
    public async Task<List<(Voter Voter, string Code)>> PrintForSeatsAsync(Choice choice, CancellationToken cancel)
    {
        await db.StandAsync(LineOf(choice.Id), cancel);
        List<(Voter, string)> printed = [];
        foreach (var voter in await db.Voters.Where(v => v.Choice == choice.Id && v.Voted == null && v.Person != null).ToListAsync(cancel))
        {
            var code = NewCode();
            voter.HandOut(HashOf(choice.Id, code));
            printed.Add((voter, code));
        }
        return printed;
    }

    /// <summary>Paper ballots, a line each: the code of the envelope, then what stands on the ballot. The code is looked up before the rest
    /// is read.</summary>
    /// <param name="inTime">They were handed in before the closing.</param>
    /// <returns>How many were taken in, and what was not.</returns>
    public async Task<(int Taken, List<RefusedLine> Refused)> EnterAsync(Id<Choice> id, string typed, bool inTime, DateTimeOffset now,
        CancellationToken cancel)
    {
        await db.StandAsync(LineOf(id), cancel);
        var choice = await db.Choices.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        RuleViolation.Unless(choice.State != ChoiceState.Draft && choice.OnPaper, "desk.not-open", "In questo voto non ci sono schede di carta.");
        var lines = typed.ReplaceLineEndings("\n").Split('\n').Select((text, n) => PaperLine.Read(n + 1,
            text)).OfType<PaperLine>().ToList();
        RuleViolation.UnlessAt("Lines", lines.Count > 0, "desk.empty", "Scrivi almeno una scheda: il codice, poi la scelta.");
        RuleViolation.UnlessAt("Lines", lines.Count <= PaperLine.Most, "desk.many", "Sono troppe in una volta: il massimo è {0}.", PaperLine.Most);
        var late = choice.State != ChoiceState.Open || !inTime && now >= choice.Closes;
        List<string> hashes = [.. lines.Select(l => HashOf(id, l.Code))];
        var voters = late ? [] : await db.Voters.Where(v => v.Choice == id && v.CodeHash != null && hashes.Contains(v.CodeHash))
            .ToDictionaryAsync(v => v.CodeHash!, cancel);
        var refused = new List<RefusedLine>();
        var envelopes = new List<SealedBallot>();
        foreach (var (line, hash) in lines.Zip(hashes))
        {
            var (why, ballot) = late ? (L["È arrivata dopo la chiusura, {0}: non si conta.", L.Moment(choice.Closes)].Value, null)
                : Look(choice, line, voters.GetValueOrDefault(hash));
            if (ballot is null) refused.Add(new(line.Number, line.Text, why!));
            else envelopes.Add(SealedBallot.Of(id, Envelope.Seal(choice.PublicKey!, id.Value, ballot.Write())));
        }
        // In the order in which they were typed they would stand beside the codes.
        var mixed = envelopes.ToArray();
        RandomNumberGenerator.Shuffle<SealedBallot>(mixed);
        db.AddRange(mixed);
        return (mixed.Length, refused);
    }

    private (string? Why, Ballot? Ballot) Look(Choice choice, PaperLine line, Voter? voter)
    {
        if (voter is null) return (L["Il codice non è fra quelli di questo voto: controlla di averlo copiato bene. La busta non si apre."], null);
        if (voter.HasVoted)
            return (L["Con questo codice si è già votato: vale la prima scheda arrivata, dal sito o su carta. La busta non si apre."], null);
        if (!line.TryRead(choice, out var marks, out var spoilt))
            return (L["Non si capisce che cosa c'è sulla scheda. {0} Se è la scheda a essere scritta male, scrivi «nulla».",
                L[PaperLine.HowTo(choice)].Value], null);
        if (!spoilt && Ballot.Fault(choice, marks) is { } fault)
            return (L["{0} Se sulla scheda c'è scritto così, scrivi «nulla».", L.Say(fault)], null);
        voter.Vote(BallotChannel.Paper);
        return (null, new(marks, spoilt, Ballot.ReceiptOf(line.Code)));
    }

    /// <summary>Opens the envelopes, checks, shuffles and counts what was in them, destroys what was closed and, once that is committed,
    /// the key.</summary>
    public async Task<ChoiceResult> CountAsync(Choice choice, string? typedKey, DateTimeOffset now, CancellationToken cancel)
    {
        choice.DemandCountable(now);
        using var key = keys.Find(choice, typedKey);
        var envelopes = await db.SealedBallots.AsNoTracking().Where(b => b.Choice == choice.Id).Select(b => b.Envelope).ToListAsync(cancel);
        var (voted, turnout) = await TurnoutAsync(choice, cancel);
        RuleViolation.Unless(voted == envelopes.Count, "choice.mismatch",
            "Il registro e l'urna non dicono lo stesso numero: {0} e {1}. Qualcuno ha toccato la banca dati. Non si conta: avvisa il garante.",
            voted, envelopes.Count);
        Ballot[] ballots = [.. envelopes.Select(e => Ballot.Read(choice, Envelope.Open(key, choice.Id.Value, e)))];
        RandomNumberGenerator.Shuffle<Ballot>(ballots);
        var result = Counting.Count(choice, ballots, turnout);
        await KeepAsync(choice, ballots, cancel);
        await DestroyAsync(choice, cancel);
        choice.Close(result, now);
        return result;
    }

    /// <summary>From here on nobody votes: whoever counts or annuls stands here first.</summary>
    public Task StandAsync(Id<Choice> choice, CancellationToken cancel) => db.StandAsync(LineOf(choice), cancel);

    private async Task<(int Voted, Turnout Turnout)> TurnoutAsync(Choice choice, CancellationToken cancel)
    {
        var lines = (await db.Voters.AsNoTracking().Where(v => v.Choice == choice.Id).GroupBy(v => v.Voted)
            .Select(g => new { How = g.Key, Count = g.Count() }).ToListAsync(cancel));
        return (lines.Where(l => l.How is not null).Sum(l => l.Count), new(
            lines.Where(l => l.How == BallotChannel.Paper).Sum(l => l.Count),
            choice.Electorate == Electorate.Accounts ? null : lines.Sum(l => l.Count)));
    }

    private async Task KeepAsync(Choice choice, Ballot[] ballots, CancellationToken cancel)
    {
        await db.InsertAsync([.. ballots.Select(b => b.Receipt).Order(StringComparer.Ordinal).Select(r => BallotReceipt.Of(choice.Id, r))],
            cancel);
        if (ballots.Length < Choice.FewestWhole) return;
        await db.InsertAsync([.. ballots.Where(b => !b.IsSpoilt).Select(b => CountedBallot.Of(choice.Id, string.Join(' ', b.Marks)))],
            cancel);
    }

    /// <summary>Nothing of a vote that is repeated stays: neither ballots nor who had voted.</summary>
    public async Task AnnulAsync(Choice choice, CancellationToken cancel)
    {
        await DestroyAsync(choice, cancel);
        await db.Voters.Where(v => v.Choice == choice.Id).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What was closed goes, and the key once that is committed.</summary>
    private async Task DestroyAsync(Choice choice, CancellationToken cancel)
    {
        await db.SealedBallots.Where(b => b.Choice == choice.Id).ExecuteDeleteAsync(cancel);
        db.AfterCommit(() =>
        {
            keys.Destroy(choice.Id);
            return Task.CompletedTask;
        });
    }
}
