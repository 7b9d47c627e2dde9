using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

/// <summary>The judge of small pools: lists every panel and solves LEXIMIN over all of them with a textbook tableau.</summary>
internal static class BruteForce
{
    public static List<int[]> Panels(Pool pool)
    {
        var panels = new List<int[]>();
        Extend(pool, [], 0, panels);
        return panels;
    }

    /// <summary>Raise the lowest; settle those that cannot be raised alone; repeat.</summary>
    public static double[] Leximin(int people, List<int[]> panels)
    {
        var level = new double[people];
        var settled = new bool[people];
        while (settled.Contains(false))
        {
            var open = Enumerable.Range(0, people).Where(i => !settled[i]).ToArray();
            double lowest = Raise(panels, people, level, settled, open);
            foreach (int i in open) level[i] = lowest;
            var now = open.Where(i => Raise(panels, people, level, [.. Enumerable.Repeat(true, people)], [i]) <= lowest + 1e-7).ToArray();
            foreach (int i in now) settled[i] = true;
        }
        return level;
    }

    /// <summary>The highest common chance of some while the settled keep their level.</summary>
    private static double Raise(List<int[]> panels, int people, double[] level, bool[] settled, int[] some)
    {
        var a = new double[people + 1][];
        var b = new double[people + 1];
        for (int i = 0; i <= people; i++) a[i] = new double[panels.Count + 1 + people];
        for (int p = 0; p < panels.Count; p++)
        {
            foreach (int i in panels[p]) a[i][p] = 1;
            a[people][p] = 1;
        }
        b[people] = 1;
        for (int i = 0; i < people; i++)
        {
            a[i][panels.Count + 1 + i] = -1;
            if (some.Contains(i)) a[i][panels.Count] = -1;
            else b[i] = settled[i] ? Math.Max(0, level[i] - 1e-9) : 0;
        }
        return Tableau.Maximise(a, b, panels.Count);
    }

    private static void Extend(Pool pool, List<int> chosen, int from, List<int[]> panels)
    {
        if (chosen.Count == pool.PanelSize)
        {
            if (Allowed(pool, chosen)) panels.Add([.. chosen]);
            return;
        }
        for (int i = from; i < pool.People.Count; i++)
        {
            chosen.Add(i);
            Extend(pool, chosen, i + 1, panels);
            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    public static bool Allowed(Pool pool, IReadOnlyList<int> panel)
    {
        var homes = panel.Select(i => pool.People[i].Address).Where(a => !string.IsNullOrWhiteSpace(a))
            .Select(a => a!.Trim().ToUpperInvariant()).ToList();
        return panel.Count == pool.PanelSize && panel.Distinct().Count() == panel.Count && homes.Distinct().Count() == homes.Count
            && pool.Quotas.All(q =>
            {
                int category = pool.Categories.ToList().FindIndex(c => string.Equals(c, q.Category, StringComparison.OrdinalIgnoreCase));
                int seats = panel.Count(i =>
                    string.Equals(pool.People[i].Features[category], q.Feature, StringComparison.OrdinalIgnoreCase));
                return seats >= q.Min && seats <= q.Max;
            });
    }
}

/// <summary>Two-phase simplex on a full tableau, smallest index (Bland): slow, short and never cycling.</summary>
internal static class Tableau
{
    /// <summary>Maximises x[objective] subject to a·x = b ≥ 0, x ≥ 0; the program must be feasible and bounded.</summary>
    public static double Maximise(double[][] a, double[] b, int objective)
    {
        int rows = b.Length, columns = a[0].Length;
        var basis = Enumerable.Range(columns, rows).ToArray();
        var table = new double[rows + 1][];
        for (int r = 0; r < rows; r++) table[r] = [.. a[r], b[r]];
        table[rows] = new double[columns + 1];
        for (int r = 0; r < rows; r++) for (int c = 0; c <= columns; c++) table[rows][c] += table[r][c];
        Pivot(table, basis, columns);
        if (Math.Abs(table[rows][columns]) > 1e-7) throw new InvalidOperationException("The judge's program is infeasible.");
        Array.Clear(table[rows]);
        table[rows][objective] = 1;
        int at = Array.IndexOf(basis, objective);
        if (at >= 0) for (int c = 0; c <= columns; c++) table[rows][c] -= table[at][c];
        Pivot(table, basis, columns);
        return -table[rows][columns];
    }

    private static void Pivot(double[][] table, int[] basis, int columns)
    {
        int rows = basis.Length;
        while (true)
        {
            int enter = Array.FindIndex(table[rows], 0, columns, v => v > 1e-9);
            if (enter < 0) return;
            int leave = -1;
            double least = double.MaxValue;
            for (int r = 0; r < rows; r++)
            {
                // A basic artificial sits at zero in phase two and must not grow: it leaves first.
                bool stuck = basis[r] >= columns && Math.Abs(table[r][enter]) > 1e-9 && table[r][columns] < 1e-11;
                if (table[r][enter] <= 1e-9 && !stuck) continue;
                double ratio = stuck ? 0 : table[r][columns] / table[r][enter];
                if (ratio < least - 1e-12 || (ratio < least + 1e-12 && basis[r] < basis[leave])) (leave, least) = (r, ratio);
            }
            if (leave < 0) return;
            double pivot = table[leave][enter];
            for (int c = 0; c <= columns; c++) table[leave][c] /= pivot;
            for (int r = 0; r <= rows; r++)
            {
                double factor = table[r][enter];
                if (r == leave || factor == 0) continue;
                for (int c = 0; c <= columns; c++) table[r][c] -= factor * table[leave][c];
            }
            basis[leave] = enter;
        }
    }
}
