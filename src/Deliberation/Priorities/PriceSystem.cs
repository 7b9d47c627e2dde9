using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>One purchase of Equal Shares.</summary>
/// <param name="Project">What was bought.</param>
/// <param name="PricePerPoint">What a supporter paid for each point given to it, unless less was left; currency, exact.</param>
/// <param name="PaidInFull">How many people paid that.</param>
/// <param name="GaveAllTheyHad">How many people paid less: all they had left.</param>
public sealed record Payment(int Project, Fraction PricePerPoint, long PaidInFull, long GaveAllTheyHad);

/// <summary>
/// The certificate of an Equal Shares outcome: who paid what. Anybody can recount it with fractions; it shows that nobody
/// paid more than the common share, that every winner was paid for, and that no group left out could still pay.
/// </summary>
/// <param name="Endowment">Everybody's share, in currency.</param>
/// <param name="Payments">The purchases in order.</param>
public sealed record PriceSystem(Fraction Endowment, ImmutableArray<Payment> Payments)
{
    /// <summary>Recounts the certificate with plain fractions, ballot by ballot, independently of the search.</summary>
    /// <param name="election">The election that it claims to settle.</param>
    /// <param name="everyChoice">Check also that no other project had more effective support when one was chosen: O(winners × marks)
    /// fractions.</param>
    /// <param name="rules">Which projects may win; null for all.</param>
    /// <returns>The first thing that is wrong; null when the certificate holds.</returns>
    public Bilingual? Refutation(BudgetElection election, bool everyChoice = false, BudgetRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(election);
        rules ??= BudgetRules.None;
        if (Payments.Select(payment => payment.Project).Distinct().Count() != Payments.Length)
            return new("Un progetto è pagato due volte.", "A project is paid for twice.");
        if (Payments.Sum(payment => election.Projects[payment.Project].Cost) > election.Budget)
            return new("I vincitori costano più del budget.", "The winners cost more than the budget.");

        var left = new Fraction[election.Ballots.Length];
        Array.Fill(left, Endowment);
        var open = MayWin(election, rules).ToHashSet();
        if (Payments.FirstOrDefault(payment => !open.Contains(payment.Project)) is { } barred)
            return Bilingual.Of($"«{election.Projects[barred.Project].Id}» non poteva vincere.",
                $"“{election.Projects[barred.Project].Id}” could not win.");
        foreach (Payment payment in Payments)
        {
            if (everyChoice && BetterThan(election, payment, left, open) is { } better) return better;
            if (Pay(election, payment, left) is { } wrong) return wrong;
            if (!open.Remove(payment.Project)) return Bilingual.Of(
                $"«{election.Projects[payment.Project].Id}» è incompatibile con un altro vincitore.",
                $"“{election.Projects[payment.Project].Id}” is incompatible with another winner.");
            open.RemoveWhere(other => rules.Groups.Any(group => group.Contains(other) && group.Contains(payment.Project)));
        }

        return StillAffordable(election, left, open);
    }

    private static IEnumerable<int> MayWin(BudgetElection election, BudgetRules rules) =>
        Enumerable.Range(0, election.Projects.Length).Where(project => !rules.Out.Contains(project) && rules.LeastSupporters
            <= election.Ballots.Where(ballot => PointsFor(ballot, project) > 0).Sum(ballot => (long)ballot.Voters));

    private static Bilingual? Pay(BudgetElection election, Payment payment, Fraction[] left)
    {
        Fraction paid = 0;
        for (int i = 0; i < left.Length; i++)
        {
            if (PointsFor(election.Ballots[i], payment.Project) is not (> 0 and int points)) continue;
            Fraction due = Min(left[i], payment.PricePerPoint * points);
            paid += due * election.Ballots[i].Voters;
            left[i] -= due;
        }

        Project project = election.Projects[payment.Project];
        return paid == Fraction.From(project.Cost)
            ? null
            : Bilingual.Of(
                $"I pagamenti per «{project.Id}» fanno {paid}, non {project.Cost}.",
                $"The payments for “{project.Id}” come to {paid}, not {project.Cost}.");
    }

    /// <summary>More effective support than s means a price below cost / s, that is payments above the cost at cost / s.</summary>
    private static Bilingual? BetterThan(BudgetElection election, Payment payment, Fraction[] left, HashSet<int> open)
    {
        if (payment.PricePerPoint == 0) return null; // costs nothing: nobody has more effective support
        Fraction support = Fraction.From(election.Projects[payment.Project].Cost) / payment.PricePerPoint;
        foreach (int other in open.Where(other => other != payment.Project))
        {
            Fraction cost = Fraction.From(election.Projects[other].Cost);
            if (Reach(election, other, left, cost / support) > cost)
            {
                return Bilingual.Of(
                    $"«{election.Projects[other].Id}» aveva più sostegno effettivo di «{election.Projects[payment.Project].Id}».",
                    $"“{election.Projects[other].Id}” had more effective support than “{election.Projects[payment.Project].Id}”.");
            }
        }

        return null;
    }

    private static Bilingual? StillAffordable(BudgetElection election, Fraction[] left, HashSet<int> open)
    {
        foreach (int project in open.Order())
        {
            Fraction money = 0;
            bool supported = false;
            for (int i = 0; i < left.Length; i++)
            {
                if (PointsFor(election.Ballots[i], project) == 0) continue;
                supported = true;
                money += left[i] * election.Ballots[i].Voters;
            }

            if (supported && money >= Fraction.From(election.Projects[project].Cost))
            {
                return Bilingual.Of(
                    $"I sostenitori di «{election.Projects[project].Id}» potevano ancora pagarlo.",
                    $"The supporters of “{election.Projects[project].Id}” could still pay for it.");
            }
        }

        return null;
    }

    private static Fraction Reach(BudgetElection election, int project, Fraction[] left, Fraction price)
    {
        Fraction money = 0;
        for (int i = 0; i < left.Length; i++)
        {
            int points = PointsFor(election.Ballots[i], project);
            if (points > 0) money += Min(left[i], price * points) * election.Ballots[i].Voters;
        }

        return money;
    }

    private static int PointsFor(Ballot ballot, int project)
    {
        foreach (Mark mark in ballot.Marks)
            if (mark.Project == project) return mark.Points;
        return 0;
    }

    private static Fraction Min(Fraction a, Fraction b) => a < b ? a : b;
}
