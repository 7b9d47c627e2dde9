namespace Deliberation;

/// <summary>
/// Random numbers that are the same for a seed on every machine and every version of the framework: SplitMix64
/// (Steele, Lea, Flood, OOPSLA 2014). Not for secrets.
/// </summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1; bias below bound / 2^32.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>A number from 0 (included) to 1 (excluded), a multiple of 2^-53.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// A number of the exponential distribution of mean 1, by comparisons alone (von Neumann 1951): logarithms differ in the
    /// last bit between machines.
    /// </summary>
    public double Exponential()
    {
        for (int whole = 0; ; whole++)
        {
            double first = Unit(), last = first;
            bool odd = true;
            for (double next = Unit(); next < last; next = Unit()) (last, odd) = (next, !odd);
            if (odd) return whole + first;
        }
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
