using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>A change that would make the quotas possible.</summary>
/// <param name="Quota">As it is.</param>
/// <param name="Min">As it should be: not more than it is.</param>
/// <param name="Max">As it should be: not less than it is.</param>
public sealed record QuotaChange(Quota Quota, int Min, int Max);

/// <summary>No panel meets the quotas.</summary>
public sealed class InfeasibleQuotasException : Exception
{
    internal InfeasibleQuotasException(IReadOnlyList<QuotaChange> smallest, BoundProof? proof)
        : base(Say(smallest).English) => (Smallest, Proof, Explanation) = (smallest, proof, Say(smallest));

    /// <summary>The fewest seats by which quotas must be widened, summed over all; none smaller exists.</summary>
    public IReadOnlyList<QuotaChange> Smallest { get; }

    /// <summary>Why no panel exists; null when the proof is too long to keep.</summary>
    public BoundProof? Proof { get; }

    /// <summary>In the two languages.</summary>
    public Bilingual Explanation { get; }

    private static Bilingual Say(IReadOnlyList<QuotaChange> changes)
    {
        string list = string.Join("; ",
            changes.Select(c => $"{c.Quota.Category} «{c.Quota.Feature}» {c.Quota.Min}–{c.Quota.Max} → {c.Min}–{c.Max}"));
        return new(
            $"Nessun gruppo rispetta tutte le quote. Il cambiamento più piccolo che basta: {list}.",
            $"No panel meets all quotas. The smallest change that will do: {list}.");
    }
}

/// <summary>Finds the smallest widening of quotas that lets a panel exist.</summary>
internal static class QuotaRelaxation
{
    public static InfeasibleQuotasException Explain(PanelModel model, PanelSearch search, CancellationToken cancel)
    {
        var quotas = model.Pool.Quotas;
        var program = model.Program();
        for (int q = 0; q < quotas.Count; q++)
        {
            program.AddColumn([q], [1], -1, 0, quotas[q].Min);
            program.AddColumn([q], [-1], -1, 0, model.Pool.PanelSize);
        }
        var best = new IntegerSearch(program).Maximise(new(), point => Fits(model, point), cancel).Point
            ?? throw new NumericalTroubleException("No relaxation was found.");
        var changes = new List<QuotaChange>();
        for (int q = 0; q < quotas.Count; q++)
        {
            int down = best[model.Types + (2 * q)], up = best[model.Types + (2 * q) + 1];
            if (down + up > 0) changes.Add(new(quotas[q], quotas[q].Min - down, quotas[q].Max + up));
        }
        return new(changes, search.NoPanel(cancel));
    }

    private static bool Fits(PanelModel model, int[] point)
    {
        var load = new int[model.Rows];
        for (int t = 0; t < model.Types; t++) foreach (int row in model.TypeRows[t]) load[row] += point[t];
        for (int q = 0; q < model.Pool.Quotas.Count; q++) load[q] += point[model.Types + (2 * q)] - point[model.Types + (2 * q) + 1];
        return !Enumerable.Range(0, load.Length).Any(r => load[r] < model.RowMin[r] || load[r] > model.RowMax[r]);
    }
}
