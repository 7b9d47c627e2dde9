using Patto.Database;

namespace Patto.Modules.Processes.Contracts;

/// <summary>Something of a process that still waits for its answer: it gets one before the process closes, or a public reason.</summary>
/// <param name="Name">What it is called in public, in Italian and without a word that people wrote: its code, "Un commento non
/// pubblicato".</param>
/// <param name="Words">What it says, in short, for who closes.</param>
/// <param name="Why">Why it is open, in the reader's language.</param>
/// <param name="Url">Where it gets its answer.</param>
public sealed record OpenEnd(Subject Subject, string Name, string Words, string Why, string Url);

/// <summary>A module says what of its own waits for an answer. Closing asks all of them; the same thing told twice is told by the later
/// one.</summary>
public interface IOpenEnds
{
    /// <summary>From what was said to what was promised; tens.</summary>
    int Order { get; }

    /// <summary>In addresses: <c>contributi</c>.</summary>
    string Key { get; }

    /// <summary>What they are, in the reader's language.</summary>
    string Title { get; }

    /// <summary>All of them, the oldest first.</summary>
    Task<IReadOnlyList<OpenEnd>> OfAsync(ProcessInfo process, CancellationToken cancel);
}
