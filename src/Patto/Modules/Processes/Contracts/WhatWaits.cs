using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>Something that waits for somebody, in words, with the door to it.</summary>
/// <param name="Late">Overdue, not only due.</param>
public sealed record Waiting(string Fact, string Hint, string Action, string Url, bool Late = false);

/// <summary>What waits in a module for who works on a process: the dashboard asks all of them.</summary>
/// <remarks>Every state of an enumeration in which a thing waits for somebody is named by one of these; a test reads the enumerations and
/// fails on one that is neither named here nor told apart there.</remarks>
public interface IWhatWaits
{
    IReadOnlyCollection<Enum> States { get; }

    /// <summary>Whether all of it got an answer or a public reason when the process closed, and so waits for nobody.</summary>
    bool EndsWithTheProcess => false;

    /// <param name="may">Whether this person may do it: only doors that open are shown.</param>
    Task<IReadOnlyList<Waiting>> OfAsync(ProcessInfo process, Func<Act, ValueTask<bool>> may, CancellationToken cancel);
}

internal static class WhatWaits
{
    /// <summary>What waits in all of the modules.</summary>
    /// <param name="waits">The modules.</param>
    /// <param name="process">Whose things.</param>
    /// <param name="may">Whether this person may do it.</param>
    /// <param name="cancel">Of the request.</param>
    public static async Task<List<Waiting>> OfAsync(this IEnumerable<IWhatWaits> waits, ProcessInfo process,
        Func<Act, ValueTask<bool>> may, CancellationToken cancel)
    {
        List<Waiting> found = [];
        foreach (var module in waits.Where(m => !process.IsConcluded || !m.EndsWithTheProcess))
            found.AddRange(await module.OfAsync(process, may, cancel));
        return found;
    }
}
