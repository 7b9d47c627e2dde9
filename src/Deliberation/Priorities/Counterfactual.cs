using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>What alone would have made a loser win, each found by counting the whole election again with that one change.</summary>
/// <param name="Item">Index of the project or candidate.</param>
/// <param name="Cost">A lower cost at which it wins while one step dearer it does not, in units of currency; null where there is none, or
/// where nothing has a cost. The step is the last decimal place of the election's amounts.</param>
/// <param name="Voters">So many further voters who vote for it alone make it win while one fewer do not; null where not even
/// <see cref="Counterfactuals.MostVoters"/> would have been enough.</param>
/// <param name="Why">The same in a sentence.</param>
public sealed record Counterfactual(int Item, decimal? Cost, long? Voters, Bilingual Why);

/// <summary>Asks of a loser what would have been enough. Nothing is concluded from the count as it was: a change may move the shares, the
/// quota or the order of the transfers, so every answer was counted, and so was the step before it.</summary>
/// <remarks>
/// The answers are found by halving: O(log) counts each. Rules that are not monotone (transferable votes, Equal Shares with raised
/// shares) may have a smaller change that is enough too; none is claimed not to be.
/// </remarks>
public static class Counterfactuals
{
    /// <summary>Of a project that did not win.</summary>
    /// <param name="election">The election as it was.</param>
    /// <param name="project">Index of a project that loses.</param>
    /// <param name="winners">The rule: who wins an election. It is asked some tens of times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such project.</exception>
    /// <exception cref="ArgumentException">It wins.</exception>
    public static Counterfactual Of(BudgetElection election, int project, Func<BudgetElection, ImmutableArray<int>> winners)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(winners);
        DemandLoser(project, election.Projects.Length, winners(election));
        decimal step = StepOf(election);
        Project asked = election.Projects[project];
        // The marks of a further voter: the project alone, with as many points as anybody gave to anything.
        int most = election.Ballots.SelectMany(ballot => ballot.Marks).Select(mark => mark.Points).DefaultIfEmpty(1).Max();
        var alone = new Mark(project, most);

        bool WinsAt(long steps) => winners(new BudgetElection(
            election.Projects.SetItem(project, asked with { Cost = steps * step }), election.Budget, election.Ballots)).Contains(project);
        bool WinsWith(long more) => winners(new BudgetElection(
            election.Projects, election.Budget, election.Ballots.Add(new Ballot([alone], (int)more)))).Contains(project);

        long dearest = (long)(asked.Cost / step);
        long? cheap = dearest > 1 && WinsAt(1) ? Between(1, dearest, WinsAt).Yes : null;
        long? voters = asked.Cost <= election.Budget ? Fewest(MostVoters(election.Voters), WinsWith) : null;
        return new Counterfactual(project, cheap * step, voters, Say(cheap * step, step, voters, alone.Points));
    }

    /// <summary>Of a candidate that did not win: how many further ballots that rank it alone.</summary>
    /// <param name="election">The election as it was.</param>
    /// <param name="candidate">Index of a candidate that loses.</param>
    /// <param name="winners">The rule: who wins an election. It is asked some tens of times.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate.</exception>
    /// <exception cref="ArgumentException">It wins.</exception>
    public static Counterfactual Of(RankedElection election, int candidate, Func<RankedElection, ImmutableArray<int>> winners)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(winners);
        DemandLoser(candidate, election.Candidates.Length, winners(election));
        bool WinsWith(long more) => winners(new RankedElection(election.Candidates,
            election.Ballots.Add(Ranking.Of(candidate) with { Voters = (int)more }), election.Seats)).Contains(candidate);
        long? voters = Fewest(MostVoters(election.Voters), WinsWith);
        return new Counterfactual(candidate, null, voters, voters switch
        {
            null => new("Ricontando: non vinceva nemmeno con dieci volte le schede.", "Counting again: ten times the ballots would not have done."),
            1 => new("Ricontando: vinceva con una scheda in più che mettesse solo quello.",
                "Counting again: it won with one more ballot that ranks it alone."),
            { } enough => Bilingual.Of(
                $"Ricontando: vinceva con {enough:N0} schede in più che mettessero solo quello; con {enough - 1:N0} no.",
                $"Counting again: it won with {enough:N0} more ballots that rank it alone; with {enough - 1:N0} it did not."),
        });
    }

    /// <summary>How many further voters are asked about at most: ten for each that there was, and at least a hundred.</summary>
    public static long MostVoters(long voters) => Math.Min(Math.Max(100, voters * 10), int.MaxValue / 2);

    private static void DemandLoser(int item, int items, ImmutableArray<int> winners)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(item, items);
        if (winners.Contains(item)) throw new ArgumentException("It wins as it is.", nameof(item));
    }

    /// <summary>One in the last decimal place that costs and budget are written with.</summary>
    private static decimal StepOf(BudgetElection election)
    {
        int places = election.Projects.Select(project => Places(project.Cost)).Append(Places(election.Budget)).Max();
        return new decimal(1, 0, 0, false, (byte)places);
    }

    private static int Places(decimal amount) => (amount / 1.0000000000000000000000000000m).Scale;

    /// <summary>The least that wins, looked for by doubling and then halving; null when the most does not.</summary>
    private static long? Fewest(long most, Func<long, bool> wins)
    {
        long no = 0;
        for (long tried = 1; no < most; tried = Math.Min(most, tried * 2))
        {
            if (wins(tried)) return Between(tried, no, wins).Yes;
            no = tried;
        }

        return null;
    }

    /// <summary>Two neighbours, the one winning and the other not, between one that wins and one that does not.</summary>
    private static (long Yes, long No) Between(long yes, long no, Func<long, bool> wins)
    {
        while (Math.Abs(yes - no) > 1)
        {
            long middle = (yes + no) / 2;
            if (wins(middle)) yes = middle;
            else no = middle;
        }

        return (yes, no);
    }

    private static Bilingual Say(decimal? cost, decimal step, long? voters, int points)
    {
        Bilingual byCost = cost is { } cheap
            ? Bilingual.Of($"costando {cheap:#,##0.00####} (non {cheap + step:#,##0.00####})",
                $"at a cost of {cheap:#,##0.00####} (not {cheap + step:#,##0.00####})") : new("", "");
        Bilingual given = points > 1 ? Bilingual.Of($" con {points:N0} punti", $" with {points:N0} points") : new("", "");
        Bilingual byVoters = voters switch
        {
            null => new("", ""),
            1 => Bilingual.Of($"con una persona in più che votasse solo quello{given.Italian}",
                $"with one more person voting for it alone{given.English}"),
            { } more => Bilingual.Of($"con {more:N0} persone in più che votassero solo quello{given.Italian} (non {more - 1:N0})",
                $"with {more:N0} more people voting for it alone{given.English} (not {more - 1:N0})"),
        };
        return (cost, voters) switch
        {
            (null, null) => new("Ricontando: non vinceva né costando meno né con dieci volte i votanti.",
                "Counting again: neither a lower cost nor ten times the voters would have done."),
            (not null, null) => Bilingual.Of($"Ricontando: vinceva {byCost.Italian}.", $"Counting again: it won {byCost.English}."),
            (null, not null) => Bilingual.Of($"Ricontando: vinceva {byVoters.Italian}.", $"Counting again: it won {byVoters.English}."),
            _ => Bilingual.Of($"Ricontando: vinceva {byCost.Italian}, o {byVoters.Italian}.",
                $"Counting again: it won {byCost.English}, or {byVoters.English}."),
        };
    }
}
