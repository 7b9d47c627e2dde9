using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>
/// Most points first; what does not fit into the money left is skipped. The rule of most participatory budgets:
/// simple, but a majority may take everything (Peters, Pierczyński, Skowron, NeurIPS 2021).
/// </summary>
public static class Greedy
{
    private static readonly Bilingual Name = new(
        "Più punti prima, salta chi non entra nel budget (parità: il meno caro, poi il primo in elenco)",
        "Most points first, skip what does not fit (ties: the cheaper, then the first listed)");

    /// <summary>Chooses projects.</summary>
    /// <remarks>O(marks + projects log projects).</remarks>
    /// <returns>The winners in the order of choice and, for each loser, what was left when its turn came.</returns>
    public static Outcome Run(BudgetElection election)
    {
        ArgumentNullException.ThrowIfNull(election);
        ImmutableArray<long> points = Tally.Points(election);
        ImmutableArray<int> order = Tally.Order(election);
        var left = new decimal[order.Length]; // money left when the turn of order[i] comes
        List<int> winners = Spend(election, order, points, left);
        return new Outcome(Name, [.. winners], Explain(election, points, order, left, winners),
            TiesAmong(election, points, order, winners));
    }

    private static List<int> Spend(BudgetElection election, ImmutableArray<int> order, ImmutableArray<long> points, decimal[] left)
    {
        var winners = new List<int>();
        decimal money = election.Budget;
        for (int i = 0; i < order.Length; i++)
        {
            left[i] = money;
            decimal cost = election.Projects[order[i]].Cost;
            if (points[order[i]] == 0 || cost > money) continue;
            money -= cost;
            winners.Add(order[i]);
        }

        return winners;
    }

    private static ImmutableArray<Verdict> Explain(
        BudgetElection election, ImmutableArray<long> points, ImmutableArray<int> order, decimal[] left, List<int> winners)
    {
        var verdicts = new Verdict[order.Length];
        var won = winners.ToHashSet();
        for (int i = 0; i < order.Length; i++)
        {
            int project = order[i];
            verdicts[project] = won.Contains(project)
                ? new(project, true, Bilingual.Of(
                    $"{points[project]:N0} punti, {i + 1}º; costa {election.Projects[project].Cost:N2} e restavano {left[i]:N2}.",
                    $"{points[project]:N0} points, no. {i + 1}; costs {election.Projects[project].Cost:N2} and {left[i]:N2} was left."))
                : new(project, false, WhyNot(election, points, order, left, i));
        }

        return [.. verdicts];
    }

    private static Bilingual WhyNot(
        BudgetElection election, ImmutableArray<long> points, ImmutableArray<int> order, decimal[] left, int place)
    {
        int project = order[place];
        decimal cost = election.Projects[project].Cost;
        if (points[project] == 0) return new("Nessun punto.", "No points.");
        Bilingual found = Bilingual.Of(
            $"{points[project]:N0} punti, {place + 1}º; costa {cost:N2} ma restavano {left[place]:N2}.",
            $"{points[project]:N0} points, no. {place + 1}; costs {cost:N2} but {left[place]:N2} was left.");

        return cost > election.Budget ? found.Then(new("Costa più dell'intero budget.", "It costs more than the whole budget.")) : found;
    }

    private static ImmutableArray<Bilingual> TiesAmong(
        BudgetElection election, ImmutableArray<long> points, ImmutableArray<int> order, List<int> winners)
    {
        var won = winners.ToHashSet();
        return [.. order.Zip(order.Skip(1))
            .Where(pair => points[pair.First] == points[pair.Second] && won.Contains(pair.First) != won.Contains(pair.Second))
            .Select(pair => Bilingual.Of(
                $"«{election.Projects[pair.First].Id}» e «{election.Projects[pair.Second].Id}» a pari punti ({points[pair.First]:N0}).",
                $"“{election.Projects[pair.First].Id}” and “{election.Projects[pair.Second].Id}” have equal points ({points[pair.First]:N0})."))];
    }
}
