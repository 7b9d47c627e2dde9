using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>One point of view from which options are measured.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Weight">How much it counts next to the others; 0 or more, any unit.</param>
/// <param name="LessIsBetter">For costs, times, distances.</param>
public sealed record Criterion(string Id, double Weight, bool LessIsBetter = false);

/// <summary>How far the weight of one criterion can move before the winner changes, the others keeping their proportions.</summary>
/// <param name="Criterion">Its index.</param>
/// <param name="Weight">Its share of all weight now, from 0 to 1.</param>
/// <param name="Least">The winner stays down to this share.</param>
/// <param name="Most">The winner stays up to this share.</param>
public sealed record WeightRange(int Criterion, double Weight, double Least, double Most);

/// <summary>The result of a weighted comparison.</summary>
/// <param name="Rule">The rule's name and how it settles ties.</param>
/// <param name="Winners">All options, best first.</param>
/// <param name="Verdicts">One for each option.</param>
/// <param name="Ties">Options of equal score.</param>
/// <param name="Scores">From 0 (worst in everything) to 1 (best in everything), in the input's order.</param>
/// <param name="Ranges">How sure the winner is of each weight.</param>
/// <param name="WinShare">Share of all possible weights (10,000 drawn evenly) for which each option wins.</param>
public sealed record MultiCriteriaOutcome(
    Bilingual Rule,
    ImmutableArray<int> Winners,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<Bilingual> Ties,
    ImmutableArray<double> Scores,
    ImmutableArray<WeightRange> Ranges,
    ImmutableArray<double> WinShare)
    : Outcome(Rule, Winners, Verdicts, Ties);

/// <summary>
/// Weighted sum of measures brought to 0–1 between the worst and the best option, with the sensitivity of the winner to the weights.
/// </summary>
/// <remarks>
/// Sensitivity: exact ranges for one weight at a time, and stochastic acceptability over all weights (SMAA; Lahdelma, Hokkanen,
/// Salminen, EJOR 106, 1998). O(options × criteria × 10,000).
/// </remarks>
public static class MultiCriteria
{
    private const int Draws = 10_000;

    private static readonly Bilingual Name = new(
        "Somma pesata su scala 0–1 (parità: la prima in elenco)", "Weighted sum on a 0–1 scale (ties: the first listed)");

    /// <summary>Ranks options.</summary>
    /// <param name="options">Names; at least one.</param>
    /// <param name="criteria">At least one, not all of weight 0.</param>
    /// <param name="measures">One row for each option, one finite number for each criterion, in the criterion's own unit.</param>
    /// <param name="effort">The seed draws the weights; stop.</param>
    /// <exception cref="FormatError">A size, weight or measure is wrong.</exception>
    public static MultiCriteriaOutcome Run(
        ImmutableArray<string> options, ImmutableArray<Criterion> criteria, ImmutableArray<ImmutableArray<double>> measures,
            Effort? effort = null)
    {
        Check(options, criteria, measures);
        double[][] scale = Scaled(criteria, measures);
        double total = criteria.Sum(criterion => criterion.Weight);
        double[] weights = [.. criteria.Select(criterion => criterion.Weight / total)];
        double[] scores = [.. scale.Select(row => Dot(row, weights))];
        int[] order = [.. Enumerable.Range(0, options.Length).OrderByDescending(option => scores[option])];
        ImmutableArray<WeightRange> ranges = [.. Enumerable.Range(0, criteria.Length).Select(k => Range(scale, weights, order[0], k))];
        double[] share = WinShares(scale, criteria.Length, effort ?? Effort.Default);
        return new MultiCriteriaOutcome(
            Name, [.. order], Explain(options, criteria, scores, order, ranges, share), Ties(options, scores, order), [.. scores], ranges,
                [.. share]);
    }

    private static void Check(ImmutableArray<string> options, ImmutableArray<Criterion> criteria,
        ImmutableArray<ImmutableArray<double>> measures)
    {
        if (options.IsDefaultOrEmpty || criteria.IsDefaultOrEmpty)
            throw new FormatError(0, 0, "Servono almeno un'opzione e un criterio.", "At least one option and one criterion are needed.");
        if (criteria.Any(criterion => !(criterion.Weight >= 0) || double.IsInfinity(criterion.Weight))
            || criteria.All(criterion => criterion.Weight == 0))
            throw new FormatError(0, 0, "I pesi devono essere zero o più, e non tutti zero.",
                "Weights must be zero or more, and not all zero.");
        if (measures.IsDefault || measures.Length != options.Length)
            throw new FormatError(0, 0, "Serve una riga di misure per ogni opzione.", "One row of measures for each option is needed.");
        for (int row = 0; row < measures.Length; row++)
        {
            if (measures[row].Length != criteria.Length || !measures[row].All(double.IsFinite))
            {
                throw new FormatError(
                    row + 1, 0,
                    $"L'opzione «{options[row]}» deve avere un numero per ciascuno dei {criteria.Length} criteri.",
                    $"Option “{options[row]}” needs one number for each of the {criteria.Length} criteria.");
            }
        }
    }

    /// <summary>0 for the worst option in a criterion, 1 for the best; 1 for all when they are equal.</summary>
    private static double[][] Scaled(ImmutableArray<Criterion> criteria, ImmutableArray<ImmutableArray<double>> measures)
    {
        double[][] scale = [.. measures.Select(row => new double[row.Length])];
        for (int k = 0; k < criteria.Length; k++)
        {
            double worst = measures.Min(row => row[k]), best = measures.Max(row => row[k]);
            if (criteria[k].LessIsBetter) (worst, best) = (best, worst);
            for (int option = 0; option < scale.Length; option++)
                scale[option][k] = best == worst ? 1 : (measures[option][k] - worst) / (best - worst);
        }

        return scale;
    }

    /// <summary>Scores are straight lines in one weight, so the winner stays in an interval: cut it with each rival's line.</summary>
    private static WeightRange Range(double[][] scale, double[] weights, int winner, int k)
    {
        double least = 0, most = 1, rest = 1 - weights[k];
        if (rest <= 0) return new WeightRange(k, weights[k], weights.Length == 1 ? 0 : 1, 1);
        for (int rival = 0; rival < scale.Length; rival++)
        {
            if (rival == winner) continue;
            double atOne = scale[winner][k] - scale[rival][k];
            double atZero = (Dot(scale[winner], weights) - Dot(scale[rival], weights) - (weights[k] * atOne)) / rest;
            if (atZero < 0 && atOne > atZero) least = Math.Max(least, atZero / (atZero - atOne));
            if (atOne < 0 && atZero > atOne) most = Math.Min(most, atZero / (atZero - atOne));
        }

        return new WeightRange(k, weights[k], Math.Min(least, weights[k]), Math.Max(most, weights[k]));
    }

    private static double[] WinShares(double[][] scale, int criteria, Effort effort)
    {
        var wins = new double[scale.Length];
        var random = new SeededRandom(effort.Seed);
        var weights = new double[criteria];
        for (int draw = 0; draw < Draws; draw++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            for (int k = 0; k < criteria; k++) weights[k] = random.Exponential(); // exponentials: even over all proportions
            int best = 0;
            for (int option = 1; option < scale.Length; option++)
                if (Dot(scale[option], weights) > Dot(scale[best], weights)) best = option;
            wins[best] += 1.0 / Draws;
        }

        return wins;
    }

    private static ImmutableArray<Verdict> Explain(
        ImmutableArray<string> options, ImmutableArray<Criterion> criteria, double[] scores, int[] order,
            ImmutableArray<WeightRange> ranges, double[] share)
    {
        var verdicts = new Verdict[options.Length];
        for (int at = 0; at < order.Length; at++)
        {
            int option = order[at];
            Bilingual place = Bilingual.Of(
                $"{at + 1}º: {scores[option]:N3} su 1; prima nel {share[option]:P0} dei pesi possibili.",
                $"No. {at + 1}: {scores[option]:N3} of 1; first for {share[option]:P0} of all possible weights.");
            verdicts[option] = new Verdict(option, at == 0, at == 0
                ? ranges.Aggregate(place, (text, range) => text.Then(Stays(criteria, range))) : place);
        }

        return [.. verdicts];
    }

    private static Bilingual Stays(ImmutableArray<Criterion> criteria, WeightRange range) => Bilingual.Of(
        $"«{criteria[range.Criterion].Id}» pesa {range.Weight:P0}: resta prima tra {range.Least:P0} e {range.Most:P0}.",
        $"“{criteria[range.Criterion].Id}” weighs {range.Weight:P0}: it stays first from {range.Least:P0} to {range.Most:P0}.");

    private static ImmutableArray<Bilingual> Ties(ImmutableArray<string> options, double[] scores, int[] order) =>
        [.. order.Zip(order.Skip(1)).Where(pair => scores[pair.First] == scores[pair.Second]).Select(pair => Bilingual.Of(
            $"«{options[pair.First]}» e «{options[pair.Second]}» a pari punteggio.",
            $"“{options[pair.First]}” and “{options[pair.Second]}” have equal scores."))];

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
