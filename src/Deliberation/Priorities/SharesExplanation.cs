using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>Equal Shares in sentences, with numbers from the exact accounts.</summary>
/// <param name="table">Who supports what.</param>
/// <param name="shares">What everybody has left after the last purchase.</param>
/// <param name="prices">The purchases.</param>
/// <param name="election">As it was voted, with those that may not win.</param>
/// <param name="rules">Which may win.</param>
internal sealed class SharesExplanation(
    SupportTable table, ExactShares shares, PriceSystem prices, BudgetElection election, BudgetRules rules)
{
    private readonly Bilingual _perPoint = table.Points.Any(points => points > 1) ? new(" per ogni punto dato", " for every point given")
        : new("", "");

    public ImmutableArray<Verdict> Verdicts(int[] winners)
    {
        var verdicts = new Verdict[table.Projects];
        foreach ((int at, int winner) in winners.Index())
            verdicts[winner] = new Verdict(winner, true, at < prices.Payments.Length ? WhyBought(at) : WhyAdded(winner));
        for (int project = 0; project < verdicts.Length; project++)
            verdicts[project] ??= new Verdict(project, false, WhyOut(project, winners) ?? WhyNot(project));
        return [.. verdicts];
    }

    public static Bilingual Completion(Completion completion, int raises) => completion switch
    {
        Priorities.Completion.None => new("Nessun completamento: il denaro avanzato resta.", "No completion: the money left stays."),
        Priorities.Completion.Add1 => Bilingual.Of(
            $"Completamento «add1»: la quota a testa è stata alzata {raises:N0} volte di 1.",
            $"Completion “add1”: the share each was raised {raises:N0} times by 1."),
        _ => Bilingual.Of(
            $"Completamento «add1» e poi più voti: la quota a testa è stata alzata {raises:N0} volte di 1, e con il resto si sono presi i progetti più votati.",
            $"Completion “add1”, then most votes: the share each was raised {raises:N0} times by 1, and the rest went to the projects with most votes."),
    };

    /// <summary>Shares can leave money while everything would fit: whoever decides must know.</summary>
    public static ImmutableArray<Bilingual> Warnings(BudgetElection open, BudgetRules rules, int[] winners)
    {
        var points = Tally.Points(open);
        int[] left = [.. Enumerable.Range(0, points.Length)
            .Where(project => points[project] > 0 && !winners.Contains(project) && rules.Rival(project, winners) is null)];
        decimal all = winners.Concat(left).Sum(project => open.Projects[project].Cost);
        if (left.Length == 0 || all > open.Budget) return [];
        return [Bilingual.Of(
            $"Il budget basterebbe per tutti i progetti votati ({all:N2} su {open.Budget:N2}), ma con le quote {left.Length:N0} restano fuori: decidete se finanziarli lo stesso.",
            $"The budget would do for all projects with votes ({all:N2} of {open.Budget:N2}), but by shares {left.Length:N0} stay out: decide whether to fund them all the same.")];
    }

    private Bilingual? WhyOut(int project, int[] winners)
    {
        if (rules.WhyOut(project, BudgetRules.Supporters(election)[project]) is { } reason) return reason;
        if (rules.Rival(project, winners) is not { } rival) return null;
        string id = election.Projects[rival].Id;
        return Bilingual.Of($"Incompatibile con «{id}», che ha vinto.", $"Incompatible with “{id}”, which won.");
    }

    public static ImmutableArray<Bilingual> Ties(BudgetElection election, SharesRun run) =>
        [.. run.Ties.Select(tie => Bilingual.Of(
            $"«{election.Projects[tie.Chosen].Id}» e «{election.Projects[tie.Other].Id}» a pari sostegno effettivo: preso prima «{election.Projects[tie.Chosen].Id}».",
            $"“{election.Projects[tie.Chosen].Id}” and “{election.Projects[tie.Other].Id}” had equal effective support: “{election.Projects[tie.Chosen].Id}” came first."))];

    private Bilingual WhyBought(int at)
    {
        Payment payment = prices.Payments[at];
        if (table.ExactCost[payment.Project].IsZero) return Bilingual.Of(
            $"Non costa nulla e ha {payment.PaidInFull:N0} sostenitori.", $"It costs nothing and has {payment.PaidInFull:N0} supporters.");
        double price = payment.PricePerPoint.ToDouble(), support = table.Cost[payment.Project] / price;
        Bilingual paid = Bilingual.Of(
            $"Acquistato per {at + 1}º: {payment.PaidInFull:N0} persone pagano {price:N2} a testa{_perPoint.Italian}",
            $"Bought no. {at + 1}: {payment.PaidInFull:N0} people pay {price:N2} each{_perPoint.English}");
        Bilingual rest = payment.GaveAllTheyHad == 0
            ? new(".", ".")
            : Bilingual.Of($", altre {payment.GaveAllTheyHad:N0} tutto quel che resta loro.",
                $", another {payment.GaveAllTheyHad:N0} all they have left.");
        Bilingual effective = Bilingual.Of(
            $" Sostegno effettivo {support:N1} su {table.TotalPoints[payment.Project]:N0}.",
            $" Effective support {support:N1} of {table.TotalPoints[payment.Project]:N0}.");
        return new(paid.Italian + rest.Italian + effective.Italian, paid.English + rest.English + effective.English);
    }

    private Bilingual WhyAdded(int project) => Bilingual.Of(
        $"Aggiunto alla fine con il denaro avanzato: {table.TotalPoints[project]:N0} punti.",
        $"Added at the end with the money left: {table.TotalPoints[project]:N0} points.");

    /// <summary>What it lacked as the count went. What would have been enough is another question: <see cref="Counterfactuals"/>.</summary>
    private Bilingual WhyNot(int project)
    {
        if (table.TotalPoints[project] == 0) return new("Nessun sostenitore.", "No supporters.");
        Fraction money = shares.MoneyBehind(project), cost = new(table.ExactCost[project], table.Unit);
        decimal enough = (decimal)(money * 100).Floor() / 100, missing = (decimal)((cost - money) * 100).Ceiling() / 100;
        return Bilingual.Of(
            $"Ai suoi {table.TotalPeople[project]:N0} sostenitori, dopo gli altri acquisti, restavano {enough:N2}: ne mancavano {missing:N2} su {cost.ToDouble():N2}.",
            $"Its {table.TotalPeople[project]:N0} supporters had {enough:N2} left after the other purchases: {missing:N2} short of {cost.ToDouble():N2}.");
    }
}
