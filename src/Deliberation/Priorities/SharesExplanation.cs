using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>Equal Shares in sentences.</summary>
internal static class SharesExplanation
{
    public static ImmutableArray<Verdict> Verdicts(SupportTable table, SharesRun run, Fraction endowment, int[] winners)
    {
        var place = winners.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return [.. Enumerable.Range(0, table.Projects).Select(project => place.TryGetValue(project, out int at)
            ? new Verdict(project, true, at < run.Bought.Count ? WhyBought(table, run, at) : WhyAdded(table, project))
            : new Verdict(project, false, WhyNot(table, run, endowment, project)))];
    }

    public static ImmutableArray<Bilingual> Ties(BudgetElection election, SharesRun run) =>
        [.. run.Ties.Select(tie => Bilingual.Of(
            $"«{election.Projects[tie.Chosen].Id}» e «{election.Projects[tie.Other].Id}» a pari sostegno effettivo: preso prima «{election.Projects[tie.Chosen].Id}».",
            $"“{election.Projects[tie.Chosen].Id}” and “{election.Projects[tie.Other].Id}” had equal effective support: “{election.Projects[tie.Chosen].Id}” came first."))];

    private static Bilingual WhyBought(SupportTable table, SharesRun run, int at)
    {
        int project = run.Bought[at];
        double price = run.Prices[at], support = table.Cost[project] / price;
        return Bilingual.Of(
            $"Acquistato per {at + 1}º dai suoi {table.TotalPeople[project]:N0} sostenitori: {price:N2} a testa per punto al massimo, chi aveva meno ha dato quel che gli restava. Sostegno effettivo {support:N1} su {table.TotalPoints[project]:N0}.",
            $"Bought no. {at + 1} by its {table.TotalPeople[project]:N0} supporters: at most {price:N2} each per point, those with less gave what they had left. Effective support {support:N1} of {table.TotalPoints[project]:N0}.");
    }

    private static Bilingual WhyAdded(SupportTable table, int project) => Bilingual.Of(
        $"Aggiunto alla fine con il denaro avanzato: {table.TotalPoints[project]:N0} punti.",
        $"Added at the end with the money left: {table.TotalPoints[project]:N0} points.");

    /// <summary>
    /// Had it cost no more than its supporters have left now, it would have been bought: either on the way, or else the run
    /// would have been the same and it could be bought now.
    /// </summary>
    private static Bilingual WhyNot(SupportTable table, SharesRun run, Fraction endowment, int project)
    {
        if (table.TotalPoints[project] == 0) return new("Nessun sostenitore.", "No supporters.");
        double share = endowment.ToDouble(), money = run.MoneyBehind(project), missing = table.Cost[project] - money;
        double enough = Math.Floor(money * 100) / 100;
        Bilingual why = Bilingual.Of(
            $"Ai suoi {table.TotalPeople[project]:N0} sostenitori, dopo gli altri acquisti, restavano {enough:N2}: ne mancavano {missing:N2} su {table.Cost[project]:N2}.",
            $"Its {table.TotalPeople[project]:N0} supporters had {enough:N2} left after the other purchases: {missing:N2} short of {table.Cost[project]:N2}.");
        return why.Then(Bilingual.Of(
            $"A parità di quota ({share:N2} a testa) sarebbe entrato costando {enough:N2}, o con {Math.Ceiling(missing / share):N0} sostenitori in più che avessero ancora la quota intera.",
            $"With the same share ({share:N2} each) it would have been bought at a cost of {enough:N2}, or with {Math.Ceiling(missing / share):N0} more supporters who still had their whole share."));
    }
}
