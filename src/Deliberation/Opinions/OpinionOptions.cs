namespace Deliberation.Opinions;

/// <summary>How groups of opinion are found.</summary>
public enum OpinionMode
{
    /// <summary>The rules of the Polis engine: the same map, the same starts, hence groups that depend on who came first.</summary>
    PolisCompatible,

    /// <summary>The same map; the groups are the best of 50 seeded starts, then settled on all participants.</summary>
    Robust,
}

/// <summary>What is wanted of a map of opinions.</summary>
public sealed record OpinionOptions
{
    /// <summary>How groups are found.</summary>
    public OpinionMode Mode { get; init; } = OpinionMode.PolisCompatible;

    /// <summary>How many groups, 2 to 5; null to let the silhouette choose.</summary>
    public int? Groups { get; init; }

    /// <summary>Fewest votes to be placed in a group (or all statements if they are fewer); at least 1. Polis: 7.</summary>
    public int LeastVotes { get; init; } = 7;

    /// <summary>Participants kept in the groups although they voted less, as the engine keeps whoever once was in.</summary>
    public IReadOnlySet<string> AlwaysIn { get; init; } = new HashSet<string>();

    internal void Check()
    {
        if (Groups is { } groups)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2, nameof(Groups));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(groups, 5, nameof(Groups));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(LeastVotes, 1, nameof(LeastVotes));
    }
}
