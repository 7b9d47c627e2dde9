namespace Deliberation.LinearPrograms;

/// <summary>More work was asked for than is granted; whoever granted it goes on with what there is.</summary>
internal sealed class OutOfWorkException() : Exception("The work granted is used up.");

/// <summary>
/// Counts arithmetic instead of time, so that a search that gives up does so at the same point on every machine.
/// </summary>
internal sealed class WorkMeter
{
    /// <summary>About a second of a processor of 2026; a pure number of multiplications.</summary>
    public const long Second = 1_000_000_000;

    public long Done { get; private set; }

    public long Limit { get; set; } = long.MaxValue;

    /// <exception cref="OutOfWorkException">The limit is passed; nothing else has changed.</exception>
    public void Spend(long units)
    {
        Done += units;
        if (Done > Limit) throw new OutOfWorkException();
    }
}
