using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>What to do with the money that Equal Shares leaves.</summary>
public enum Completion
{
    /// <summary>Leave it.</summary>
    None,

    /// <summary>
    /// Raise everybody's share by one unit of currency at a time, as long as the budget suffices: the official rule. Like its
    /// reference count, it does not raise at all where the budget suffices for every project on the list.
    /// </summary>
    Add1,

    /// <summary><see cref="Add1"/>, and then most points first with what is left.</summary>
    Add1ThenGreedy,
}

/// <summary>The result of Equal Shares.</summary>
/// <param name="Rule">The rule's name and how it settles ties.</param>
/// <param name="Winners">Indices, in the order of purchase; then those of the greedy completion.</param>
/// <param name="Verdicts">One for each project.</param>
/// <param name="Ties">Where equal effective support had to be settled by the tie rule.</param>
/// <param name="Endowment">The share that each voter was given at last, exact.</param>
/// <param name="Prices">Who paid what, in exact fractions: the certificate. The first winners are those it pays for.</param>
/// <param name="Raises">How many times the share was raised.</param>
/// <param name="StoppedEarly">The time limit struck: a larger share might still have fitted the budget.</param>
public sealed record EqualSharesOutcome(
    Bilingual Rule,
    ImmutableArray<int> Winners,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<Bilingual> Ties,
    Fraction Endowment,
    PriceSystem Prices,
    int Raises,
    bool StoppedEarly)
    : Outcome(Rule, Winners, Verdicts, Ties)
{
    /// <summary>What was done with the money that was left, and how often: for the minutes.</summary>
    public Bilingual CompletionName { get; init; } = new("", "");

    /// <summary>What whoever decides should look at before accepting the result; empty when nothing is odd.</summary>
    public ImmutableArray<Bilingual> Warnings { get; init; } = [];
}

/// <summary>
/// The Method of Equal Shares: the budget is divided equally among the voters; a project is bought when its supporters can
/// pay for it together, the one first that asks least of each. Groups get their share, whatever the majority wants.
/// </summary>
/// <remarks>
/// Peters, Pierczyński, Skowron, “Proportional participatory budgeting with additive utilities”, NeurIPS 2021; cost
/// utilities (a project's worth to a supporter is points × cost), as in the official elections of Wieliczka and Świecie.
/// Every decision is that of exact arithmetic: doubles with proven bounds decide the clear cases, fractions the rest.
/// Ties: more points, then cheaper, then first listed. One run costs O(winners × marks) at worst.
/// </remarks>
public static class EqualShares
{
    private static readonly Bilingual Name = new(
        "Quote uguali (parità: più punti, poi il meno caro, poi il primo in elenco)",
        "Method of Equal Shares (ties: more points, then the cheaper, then the first listed)");

    /// <summary>Chooses projects.</summary>
    /// <param name="election">Projects, budget and ballots (approvals or points).</param>
    /// <param name="completion">What to do with the money that is left.</param>
    /// <param name="effort">Time limit, stop, progress; the seed is not used.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EqualSharesOutcome Run(BudgetElection election, Completion completion = Completion.Add1, Effort? effort = null) =>
        Run(election, BudgetRules.None, completion, effort);

    /// <summary>Chooses projects within further rules: what is excluded, incompatible or below a threshold.</summary>
    /// <param name="election">Projects, budget and ballots (approvals or points).</param>
    /// <param name="rules">Which projects may win.</param>
    /// <param name="completion">What to do with the money that is left.</param>
    /// <param name="effort">Time limit, stop, progress; the seed is not used.</param>
    /// <exception cref="FormatError">The rules do not fit the election.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static EqualSharesOutcome Run(BudgetElection election, BudgetRules rules, Completion completion = Completion.Add1,
        Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(rules);
        rules.Check(election);
        BudgetElection open = rules.Without(election);
        var table = new SupportTable(open);
        var raise = new ShareRaise(table, rules, effort ?? Effort.Default);
        SharesRun run = raise.Raise(completion != Completion.None);
        int[] bought = [.. run.Bought], winners = Completed(open, rules, bought, completion);
        var shares = new ExactShares(table, raise.Endowment);
        var prices = new PriceSystem(raise.Endowment, [.. bought.Select(shares.Buy)]);
        return new EqualSharesOutcome(
            Name, [.. winners], new SharesExplanation(table, shares, prices, election, rules).Verdicts(winners),
            SharesExplanation.Ties(election, run), raise.Endowment, prices, raise.Raises, raise.StoppedEarly)
        {
            CompletionName = SharesExplanation.Completion(completion, raise.Raises),
            Warnings = SharesExplanation.Warnings(open, rules, winners),
        };
    }

    /// <summary>Who wins instead if a winner cannot be carried out: the count is made again without it.</summary>
    /// <param name="election">Projects, budget and ballots.</param>
    /// <param name="rules">Which projects may win.</param>
    /// <param name="fallen">The winner that falls away; an index.</param>
    /// <param name="completion">As in the first count.</param>
    /// <param name="effort">Stop.</param>
    /// <returns>Projects that win now and did not before, in order of purchase; often none or one. Other winners may change too: whoever
    /// wants to keep them takes the substitutes only as far as the money goes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such project.</exception>
    public static ImmutableArray<int> Substitutes(BudgetElection election, BudgetRules rules, int fallen,
        Completion completion = Completion.Add1, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfNegative(fallen);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fallen, election.Projects.Length);
        var before = Run(election, rules, completion, effort).Winners;
        return [.. Run(election, rules with { Excluded = rules.Out.Add(fallen) }, completion, effort).Winners.Except(before)];
    }

    /// <summary>The winners alone, as <c>Run</c> chooses them, without accounts and reasons: for who counts many times.</summary>
    /// <param name="election">Projects, budget and ballots (approvals or points).</param>
    /// <param name="completion">What to do with the money that is left.</param>
    /// <param name="effort">Stop; the time limit is not used, since who compares counts needs whole ones.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImmutableArray<int> Winners(BudgetElection election, Completion completion = Completion.Add1, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        var raise = new ShareRaise(new SupportTable(election), BudgetRules.None,
            new Effort { Cancel = (effort ?? Effort.Default).Cancel });
        return [.. Completed(election, BudgetRules.None, [.. raise.Raise(completion != Completion.None).Bought], completion)];
    }

    private static int[] Completed(BudgetElection election, BudgetRules rules, int[] bought, Completion completion) =>
        completion == Completion.Add1ThenGreedy ? [.. bought, .. GreedilyAfter(election, rules, bought)] : bought;

    private static IEnumerable<int> GreedilyAfter(BudgetElection election, BudgetRules rules, int[] bought)
    {
        List<int> chosen = [.. bought];
        decimal left = election.Budget - bought.Sum(project => election.Projects[project].Cost);
        ImmutableArray<long> points = Tally.Points(election);
        foreach (int project in Tally.Order(election).Except(bought))
        {
            if (points[project] == 0 || election.Projects[project].Cost > left || rules.Rival(project, chosen) is not null) continue;
            left -= election.Projects[project].Cost;
            chosen.Add(project);
            yield return project;
        }
    }

    /// <summary>Looks for the largest share, in whole units of currency above budget / voters, that keeps the first budget overrun
    /// away.</summary>
    private sealed class ShareRaise(SupportTable table, BudgetRules rules, Effort effort)
    {
        private readonly long _start = System.Diagnostics.Stopwatch.GetTimestamp();

        public Fraction Endowment { get; private set; }

        public int Raises { get; private set; }

        public bool StoppedEarly { get; private set; }

        public SharesRun Raise(bool complete)
        {
            BudgetElection election = table.Election;
            SharesRun kept = new(table, rules), tried = new(table, rules);
            if (election.Voters == 0) return kept;
            Endowment = Fraction.From(election.Budget) / election.Voters;
            kept.Run(Endowment);
            if (!complete || CostOfAll(election) <= election.Budget) return kept;
            while (!EverythingSupportedIs(kept) && !TimeIsUp())
            {
                effort.Cancel.ThrowIfCancellationRequested();
                tried.Run(Endowment + 1);
                if (Cost(tried) > election.Budget) break;
                (kept, tried) = (tried, kept);
                Endowment += 1;
                Raises++;
                if (Raises % 16 == 0 && election.Budget > 0) effort.Progress?.Report((double)(Cost(kept) / election.Budget));
            }

            effort.Progress?.Report(1);
            return kept;
        }

        /// <summary>As the reference counts it: of everything on the list, unless rules leave something out.</summary>
        private decimal CostOfAll(BudgetElection election) => election.Projects.Index()
            .Where(project => rules.SayNothing || table.TotalPoints[project.Index] > 0).Sum(project => project.Item.Cost);

        private bool EverythingSupportedIs(SharesRun bought) => table.TotalPoints.Index()
            .All(project => project.Item == 0 || bought.Bought.Contains(project.Index)
                || rules.Rival(project.Index, bought.Bought) is not null);

        private decimal Cost(SharesRun run) => run.Bought.Sum(project => table.Election.Projects[project].Cost);

        private bool TimeIsUp() =>
            StoppedEarly = effort.TimeLimit is { } limit && System.Diagnostics.Stopwatch.GetElapsedTime(_start) > limit;
    }
}
