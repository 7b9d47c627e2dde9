namespace Deliberation.Sortition;

/// <summary>How even the chances in a pool are.</summary>
/// <param name="Minimum">The lowest chance, 0 to 1.</param>
/// <param name="Gini">Gini coefficient: 0 when all are equal, near 1 when few have everything.</param>
/// <param name="GeometricMean">0 when somebody has none; the arithmetic mean when all are equal.</param>
public sealed record FairnessMeasures(double Minimum, double Gini, double GeometricMean)
{
    /// <summary>Measures chances.</summary>
    /// <param name="chances">At least one, none negative.</param>
    /// <exception cref="ArgumentException">None given.</exception>
    public static FairnessMeasures Of(IReadOnlyList<double> chances)
    {
        ArgumentNullException.ThrowIfNull(chances);
        if (chances.Count == 0) throw new ArgumentException("No chances.", nameof(chances));
        double[] ordered = [.. chances.Order()];
        double total = ordered.Sum(), ranked = 0, logs = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            ranked += ((2 * (i + 1)) - ordered.Length - 1) * ordered[i];
            logs += Math.Log(ordered[i]);
        }
        double gini = total == 0 ? 0 : ranked / (ordered.Length * total);
        return new(ordered[0], gini, ordered[0] <= 0 ? 0 : Math.Exp(logs / ordered.Length));
    }
}
