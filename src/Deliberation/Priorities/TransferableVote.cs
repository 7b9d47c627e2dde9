using System.Collections.Immutable;
using System.Numerics;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>How surpluses are passed on in a transferable vote. All use the Droop quota, floor(ballots / (seats + 1)) + 1.</summary>
public enum CountingRule
{
    /// <summary>
    /// Weighted inclusive Gregory in exact fractions, one winner at a time, each transfer done before the next decision;
    /// among equals the first listed wins and the last listed leaves. Stops when those left are no more than the seats.
    /// The count of Belenios, without its rounding.
    /// </summary>
    ExactGregory,

    /// <summary>
    /// The Scottish Local Government Elections Order 2007, rules 45 to 52: transfer values cut to five decimals, everybody
    /// who reaches the quota is elected at once, largest surplus first; equals by the latest earlier stage that differed, then by
    /// the order of the list in place of the returning officer's lot.
    /// </summary>
    Scottish2007,
}

/// <summary>What happened at one stage of the count.</summary>
/// <param name="Elected">Who reached the quota, most votes first.</param>
/// <param name="Excluded">Who left with fewest votes; null at stages that elect.</param>
/// <param name="Votes">Votes of each candidate before the transfer; 0 for those who are out.</param>
public sealed record Stage(ImmutableArray<int> Elected, int? Excluded, ImmutableArray<Fraction> Votes);

/// <summary>The result of a transferable vote.</summary>
/// <param name="Rule">The rule's name and how it settles ties.</param>
/// <param name="Winners">In the order of election.</param>
/// <param name="Verdicts">One for each candidate.</param>
/// <param name="Ties">Ties that the order of the list settled.</param>
/// <param name="Quota">Votes that elect.</param>
/// <param name="Stages">The count, stage by stage.</param>
public sealed record TransferableVoteOutcome(
    Bilingual Rule,
    ImmutableArray<int> Winners,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<Bilingual> Ties,
    long Quota,
    ImmutableArray<Stage> Stages)
    : Outcome(Rule, Winners, Verdicts, Ties);

/// <summary>Single transferable vote, and with one seat instant run-off: who reaches the quota wins, surplus and hopeless votes go to the
/// next choice.</summary>
public static class TransferableVote
{
    /// <summary>Counts the ballots. O(candidates × ballots × places).</summary>
    /// <exception cref="FormatError">A ballot ranks two candidates equal: these rules need one choice a place.</exception>
    public static TransferableVoteOutcome Run(RankedElection election, CountingRule rule = CountingRule.ExactGregory)
    {
        ArgumentNullException.ThrowIfNull(election);
        foreach (Ranking ballot in election.Ballots)
        {
            if (ballot.Places.Any(place => place.Length > 1))
            {
                throw new FormatError(
                    ballot.Line, 0,
                    "La scheda mette due candidati alla pari: qui serve un solo candidato per posto.",
                    "The ballot ranks two candidates equal: this rule needs one candidate a place.");
            }
        }

        return new TransferCount(election, rule).Run();
    }

    /// <summary>Instant run-off: the hopeless leave one by one until somebody has more than half of the ballots, or stands alone.</summary>
    public static TransferableVoteOutcome InstantRunoff(RankedElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        return Run(election.Seats == 1 ? election : new RankedElection(election.Candidates, election.Ballots));
    }
}

internal sealed class TransferCount
{
    private readonly RankedElection _election;
    private readonly CountingRule _rule;
    private readonly int[][] _order;      // a ballot's candidates, first choice first
    private readonly int[] _at;           // where each ballot lies: index into its order; beyond the end when exhausted
    private readonly Fraction[] _value;   // what one paper of a ballot is worth now
    private readonly bool[] _out;         // elected and passed on, or excluded
    private readonly List<int> _winners = [];
    private readonly List<Stage> _stages = [];
    private readonly List<Bilingual> _ties = [];

    public TransferCount(RankedElection election, CountingRule rule)
    {
        (_election, _rule) = (election, rule);
        _order = [.. election.Ballots.Select(ballot => ballot.Places.SelectMany(place => place).ToArray())];
        _at = new int[_order.Length];
        _value = new Fraction[_order.Length];
        Array.Fill(_value, 1);
        _out = new bool[election.Candidates.Length];
        Quota = (election.Voters / (election.Seats + 1)) + 1;
    }

    private long Quota { get; }

    private int SeatsLeft => _election.Seats - _winners.Count;

    public TransferableVoteOutcome Run()
    {
        while (SeatsLeft > 0) Step();
        return new TransferableVoteOutcome(Name(), [.. _winners], Explain(), [.. _ties], Quota, [.. _stages]);
    }

    private void Step()
    {
        Fraction[] votes = Votes();
        int[] running = [.. Enumerable.Range(0, _out.Length).Where(candidate => !_out[candidate] && !_winners.Contains(candidate))];
        if (running.Length <= SeatsLeft) ElectTheRest(running, votes);
        else if (_rule == CountingRule.Scottish2007) StepScottish(running, votes);
        else StepExact(running, votes);
    }

    private void ElectTheRest(int[] running, Fraction[] votes)
    {
        int[] elected = [.. running.OrderByDescending(candidate => votes[candidate])];
        _winners.AddRange(elected);
        _stages.Add(new Stage([.. elected], null, [.. votes]));
    }

    private void StepExact(int[] running, Fraction[] votes)
    {
        int first = running.MaxBy(candidate => votes[candidate]); // the first listed among equals
        if (votes[first] >= Quota)
        {
            NoteTie(running.Where(candidate => votes[candidate] == votes[first]));
            Elect(first, votes);
            PassOn(first, (votes[first] - Quota) / votes[first]);
            return;
        }

        int last = running.Reverse().MinBy(candidate => votes[candidate]); // the last listed among equals
        NoteTie(running.Where(candidate => votes[candidate] == votes[last]));
        Exclude(last, votes);
    }

    private void StepScottish(int[] running, Fraction[] votes)
    {
        int[] reached = [.. running.Where(candidate => votes[candidate] >= Quota).OrderByDescending(candidate => votes[candidate])];
        if (reached.Length > 0)
        {
            int[] elected = [.. reached.Take(SeatsLeft)];
            _winners.AddRange(elected);
            _stages.Add(new Stage([.. elected], null, [.. votes]));
            return;
        }

        int[] waiting = [.. _winners.Where(candidate => !_out[candidate])];
        if (waiting.Length > 0) PassOnLargest(waiting, votes);
        else Exclude(ByEarlierStages(running, votes, fewest: true), votes);
    }

    private void PassOnLargest(int[] waiting, Fraction[] votes)
    {
        int largest = ByEarlierStages(waiting, votes, fewest: false);
        Fraction surplus = votes[largest] - Quota;
        if (surplus > 0) PassOnCut(largest, surplus, votes[largest]);
        else _out[largest] = true; // the papers stay: they make the quota
    }

    /// <summary>Each paper's value × surplus ÷ votes, cut to five decimals (rule 48).</summary>
    private void PassOnCut(int candidate, Fraction surplus, Fraction votes)
    {
        for (int ballot = 0; ballot < _order.Length; ballot++)
            if (HeldBy(ballot) == candidate) _value[ballot] = Cut(_value[ballot] * surplus / votes);
        Leave(candidate);
    }

    private static Fraction Cut(Fraction value) =>
        new(BigInteger.Divide(value.Numerator * 100_000, value.Denominator), 100_000);

    /// <summary>The one with most or fewest votes; equals by the latest stage where they differed, then by the list.</summary>
    private int ByEarlierStages(int[] candidates, Fraction[] votes, bool fewest)
    {
        Fraction Sign(Fraction value) => fewest ? value : 0 - value;
        int[] equal = Extreme(candidates, candidate => Sign(votes[candidate]));
        for (int stage = _stages.Count - 1; stage >= 0 && equal.Length > 1; stage--)
        {
            ImmutableArray<Fraction> before = _stages[stage].Votes;
            equal = Extreme(equal, candidate => Sign(before[candidate]));
        }

        NoteTie(equal);
        return fewest ? equal[^1] : equal[0];
    }

    private static int[] Extreme(int[] candidates, Func<int, Fraction> value)
    {
        Fraction least = candidates.Min(value);
        return [.. candidates.Where(candidate => value(candidate) == least)];
    }

    private void Elect(int candidate, Fraction[] votes)
    {
        _winners.Add(candidate);
        _stages.Add(new Stage([candidate], null, [.. votes]));
    }

    private void Exclude(int candidate, Fraction[] votes)
    {
        _stages.Add(new Stage([], candidate, [.. votes]));
        Leave(candidate);
    }

    private void PassOn(int candidate, Fraction share)
    {
        for (int ballot = 0; ballot < _order.Length; ballot++)
            if (HeldBy(ballot) == candidate) _value[ballot] *= share;
        Leave(candidate);
    }

    /// <summary>The candidate's papers go to the next choice that is neither elected nor excluded.</summary>
    private void Leave(int candidate)
    {
        _out[candidate] = true;
        for (int ballot = 0; ballot < _order.Length; ballot++)
        {
            if (HeldBy(ballot) != candidate) continue;
            while (HeldBy(ballot) is { } holder && (_out[holder] || _winners.Contains(holder))) _at[ballot]++;
        }
    }

    private int? HeldBy(int ballot) => _at[ballot] < _order[ballot].Length ? _order[ballot][_at[ballot]] : null;

    private Fraction[] Votes()
    {
        var votes = new Fraction[_out.Length];
        for (int ballot = 0; ballot < _order.Length; ballot++)
            if (HeldBy(ballot) is { } holder) votes[holder] += _value[ballot] * _election.Ballots[ballot].Voters;
        return votes;
    }

    private void NoteTie(IEnumerable<int> equals)
    {
        string[] names = [.. equals.Select(candidate => _election.Candidates[candidate].Id)];
        if (names.Length < 2) return;
        string list = string.Join(", ", names);
        _ties.Add(Bilingual.Of(
            $"Turno {_stages.Count + 1}: a pari voti {list}; decide l'ordine dell'elenco.",
            $"Stage {_stages.Count + 1}: equal votes for {list}; the order of the list decides."));
    }

    private Bilingual Name() => _rule == CountingRule.Scottish2007
        ? new("Voto singolo trasferibile, regole scozzesi 2007 (parità: turni precedenti, poi l'elenco)",
            "Single transferable vote, Scottish rules 2007 (ties: earlier stages, then the list)")
        : new("Voto singolo trasferibile, Gregory inclusivo esatto (parità: l'ordine dell'elenco)",
            "Single transferable vote, exact inclusive Gregory (ties: the order of the list)");

    private ImmutableArray<Verdict> Explain()
    {
        var verdicts = new Verdict[_out.Length];
        for (int candidate = 0; candidate < verdicts.Length; candidate++)
        {
            int at = _stages.FindIndex(stage => stage.Elected.Contains(candidate) || stage.Excluded == candidate);
            bool wins = _winners.Contains(candidate);
            double votes = _stages[at < 0 ? ^1 : at].Votes[candidate].ToDouble();
            verdicts[candidate] = new Verdict(candidate, wins, wins
                ? Bilingual.Of($"Eletto al turno {at + 1} con {votes:N2} voti; la quota è {Quota:N0}.",
                    $"Elected at stage {at + 1} with {votes:N2} votes; the quota is {Quota:N0}.")
                : at >= 0
                    ? Bilingual.Of($"Escluso al turno {at + 1}: aveva meno voti di tutti, {votes:N2}.",
                        $"Excluded at stage {at + 1}: it had the fewest votes, {votes:N2}.")
                    : Bilingual.Of($"Ancora in corsa con {votes:N2} voti quando i posti erano finiti.",
                        $"Still running with {votes:N2} votes when the seats were filled."));
        }

        return [.. verdicts];
    }
}
