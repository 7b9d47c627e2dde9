namespace Patto.Provenance;

/// <summary>Why something got no answer before its process closed.</summary>
/// <param name="Reopened">When the process was opened again, so that it waits again; null while it is closed.</param>
public sealed record ToldEnd(Subject Of, DateTimeOffset At, string DecidedBy, string Reason, DateTimeOffset? Reopened);

/// <summary>Whoever knows why things stayed without an answer tells it to their threads.</summary>
public interface ITellEnds
{
    Task<IReadOnlyList<ToldEnd>> OfAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel);
}
