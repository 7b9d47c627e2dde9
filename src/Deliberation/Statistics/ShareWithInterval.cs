namespace Deliberation.Statistics;

/// <summary>A share with what chance alone leaves open.</summary>
/// <param name="Share">Successes over trials, 0 to 1.</param>
/// <param name="Low">Lower end of the 95 % Wilson interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Trials">How many it is out of.</param>
public sealed record ShareWithInterval(double Share, double Low, double High, int Trials)
{
    private const double Z95 = 1.959963984540054;

    /// <summary>The share of successes, with Wilson's score interval (Wilson 1927), which holds for few trials too.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">0 or more; nothing is known of 0, so the interval is 0 to 1.</param>
    /// <returns>The share (0 of 0 trials) and its interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or there are more successes than trials.</exception>
    public static ShareWithInterval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        if (trials == 0) return new ShareWithInterval(0, 0, 1, 0);

        double n = trials, share = successes / n, z2 = Z95 * Z95;
        double middle = (share + (z2 / (2 * n))) / (1 + (z2 / n));
        double reach = Z95 * Math.Sqrt((share * (1 - share) / n) + (z2 / (4 * n * n))) / (1 + (z2 / n));
        return new ShareWithInterval(share, successes == 0 ? 0 : middle - reach, successes == trials ? 1 : middle + reach, trials);
    }
}
