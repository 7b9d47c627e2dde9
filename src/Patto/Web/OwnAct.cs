using Patto.Database;

namespace Patto.Web;

/// <summary>Under which heading people find what they did.</summary>
public enum OwnKind { Voice, Remark, Meeting, Seat, Vote, Signature, Notice }

/// <summary>Something that one person did, told to themselves: in any process, in any state.</summary>
/// <param name="What">In their own words, or the title of what it belongs to.</param>
/// <param name="Process">Null where it belongs to none.</param>
/// <param name="At">When they did it; null where that is not kept, as of a vote.</param>
/// <param name="State">What became of it, in the reader's language.</param>
/// <param name="Tag">The colour of the state.</param>
public sealed record OwnAct(OwnKind Kind, string What, Subject? Process, DateTimeOffset? At, string State, string Tag = "open")
{
    /// <summary>As people read it aloud; null where it has none.</summary>
    public string? Code { get; init; }
    /// <summary>Of <see cref="What"/> where it is what the person said; null for the interface's or the town's.</summary>
    public string? Language { get; init; }
    /// <summary>Its page, from the slug of the process; null where it has none.</summary>
    public Func<string, string>? Url { get; init; }
    /// <summary>When its state last changed without the person; null where it never did.</summary>
    public DateTimeOffset? Changed { get; init; }
}

/// <summary>A module tells one person what they did there. One statement for each kind of thing, however many they are.</summary>
public interface ITellOwnActs
{
    Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel);
}
