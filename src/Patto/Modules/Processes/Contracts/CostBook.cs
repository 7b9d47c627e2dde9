using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What a phase costs in all: hours of work and euro.</summary>
/// <param name="Phase">Its name; null for the whole process.</param>
public sealed record PhaseTotal(string? Phase, decimal? HoursPlanned, decimal? HoursSpent, decimal? MoneyPlanned, decimal? MoneySpent);

/// <summary>What a process costs, for the account and the open data.</summary>
public sealed class CostBook(AppDb db, ProcessBook processes)
{
    /// <summary>Phase by phase in the order of the plan, what is of the whole process last; phases of which nothing was said are left
    /// out.</summary>
    public async Task<IReadOnlyList<PhaseTotal>> TotalsAsync(Id<Process> process, CancellationToken cancel = default)
    {
        var lines = await db.Set<PhaseCost>().AsNoTracking().Where(c => c.Process == process && c.Removed == null).ToListAsync(cancel);
        if (lines.Count == 0 || await processes.ReadAsync(process, cancel) is not { } view) return [];
        var order = view.Phases.Select((p, n) => (p.Id, p.Name, n)).ToDictionary(p => p.Id, p => (p.Name, p.n));
        return [.. lines.GroupBy(c => c.Phase is { } id && order.TryGetValue(id, out var at) ? at : (Name: "", n: int.MaxValue))
            .OrderBy(g => g.Key.n).Select(g => new PhaseTotal(g.Key.Name.Length > 0 ? g.Key.Name : null, Sum(g, c => c.HoursPlanned),
                Sum(g, c => c.HoursSpent), Sum(g, c => c.MoneyPlanned), Sum(g, c => c.MoneySpent)))];
    }

    /// <summary>All phases together; null where nothing was said.</summary>
    public static PhaseTotal? Whole(IReadOnlyList<PhaseTotal> totals) => totals.Count == 0 ? null : new(null,
        Sum(totals, t => t.HoursPlanned), Sum(totals, t => t.HoursSpent), Sum(totals, t => t.MoneyPlanned), Sum(totals, t => t.MoneySpent));

    // Nothing said is not zero.
    private static decimal? Sum<T>(IEnumerable<T> lines, Func<T, decimal?> number) =>
        lines.Select(number).Where(n => n is not null).ToList() is { Count: > 0 } said ? said.Sum() : null;
}

public static class CostWords
{
    /// <summary>A number as it is read in the reader's language; a dash where nothing was said.</summary>
    public static string Said(this decimal? number) => number is { } said
        ? Localization.Texts.Own(said.ToString(decimal.Truncate(said) == said ? "N0" : "N2",
            Localization.Texts.IsEnglish ? System.Globalization.CultureInfo.GetCultureInfo("en-GB") : Localization.Texts.Italian)) : "–";
}
