namespace Deliberation;

/// <summary>How hard to try, from which seed, and who may stop it.</summary>
/// <remarks>
/// The same input and seed give the same result on every machine. A time limit is an emergency brake only: where it
/// strikes depends on the machine, so results that it cut short say so.
/// </remarks>
public sealed record Effort
{
    /// <summary>Seed 1, no time limit, nobody listening.</summary>
    public static Effort Default { get; } = new();

    /// <summary>Starts the deterministic random numbers; any value.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Wall time after which the best result so far is returned; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Stops the work with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Hears the share done, from 0 to 1, a few times a second at most.</summary>
    public IProgress<double>? Progress { get; init; }
}
