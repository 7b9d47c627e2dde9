using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Modules.Processes.Contracts;

/// <summary>How a process ended, for everybody.</summary>
/// <param name="DecidedBy">Who decided that it ends; empty where it ended before that was asked.</param>
/// <param name="Reasons">How many things stayed without an answer, each with its reason.</param>
public sealed record ClosingInfo(DateTimeOffset At, string DecidedBy, string Words, IReadOnlyList<ResultFound> Results, int Reasons);

/// <summary>Open ends of a kind.</summary>
public sealed record EndsOfKind(string Key, string Title, IReadOnlyList<OpenEnd> Ends);

/// <summary>What is open in a process, and how it ended.</summary>
public sealed class ClosingBook(AppDb db, IEnumerable<IOpenEnds> kinds)
{
    /// <summary>The last closing of a process that is closed; null where it never was told.</summary>
    public Task<ClosingInfo?> LastAsync(Id<Process> process, CancellationToken cancel) => db.Set<Closing>().AsNoTracking()
        .Where(c => c.Process == process && c.At != null && c.Reopened == null).OrderByDescending(c => c.Number)
        .Select(c => new ClosingInfo(c.At!.Value, c.DecidedBy, c.Words, c.Results, c.Reasons.Count)).FirstOrDefaultAsync(cancel);

    /// <summary>All that waits for an answer, kind by kind; each thing once.</summary>
    public async Task<IReadOnlyList<EndsOfKind>> OpenAsync(ProcessInfo process, CancellationToken cancel)
    {
        List<(IOpenEnds Kind, IReadOnlyList<OpenEnd> Ends)> found = [];
        foreach (var kind in kinds.OrderBy(k => k.Order)) found.Add((kind, await kind.OfAsync(process, cancel)));
        HashSet<Subject> told = [];
        found.Reverse();
        List<EndsOfKind> asked = [.. found.Select(f => new EndsOfKind(f.Kind.Key, f.Kind.Title,
            [.. f.Ends.Where(e => told.Add(e.Subject))]))];
        asked.Reverse();
        return asked;
    }

    /// <summary>In a running act: from here to its end the process does not close, and nothing new comes into one that is closed.</summary>
    public async Task DemandOpenAsync(Id<Process> process, CancellationToken cancel)
    {
        await db.PassAsync(LineOf(process), cancel);
        RuleViolation.Unless(!await db.Processes.AnyAsync(p => p.Id == process && p.Concluded != null, cancel), "process.is-concluded",
            "Il percorso è concluso: per aggiungere o togliere qualcosa va prima riaperto, con un motivo.");
    }

    /// <summary>Whoever closes a process stands here alone.</summary>
    internal static string LineOf(Id<Process> process) => $"closing of {process}";
}
