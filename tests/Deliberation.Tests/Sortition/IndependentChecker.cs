using Deliberation.LinearPrograms;
using Deliberation.Sortition;
namespace Deliberation.Tests.Sortition;

/// <summary>Checks a selection from the pool and the certificate alone: it adds up and compares, and solves nothing.</summary>
internal static class IndependentChecker
{
    /// <summary>Accepts a lottery that was cut short: all panels keep the rules, and the first level proves the bound.</summary>
    public static bool AcceptsCutShort(Pool pool, SelectionResult result) =>
        !result.IsProven && result.MinimumBound == result.Certificate.Levels[0].Level
        && Accepts(pool, result.Probabilities, result.Certificate, SelectionRule.Maximin, result.Gap);

    public static bool Accepts(Pool pool, IReadOnlyList<double> chances, Certificate c, SelectionRule rule = SelectionRule.Leximin,
        double gap = 0)
    {
        int T = c.TypeOfPerson.Max() + 1, size = pool.Quotas.Count;
        var people = Enumerable.Range(0, T).Select(t => Enumerable.Range(0, pool.People.Count).Where(i => c.TypeOfPerson[i] == t)
            .ToArray()).ToArray();
        var features = pool.People.Select(p => string.Join(',', pool.Categories.Select((k, j) => RowOf(pool, k, p.Features[j])))).ToArray();
        var homes = Enumerable.Range(0, pool.People.Count).GroupBy(i => string.IsNullOrWhiteSpace(pool.People[i].Address) ? "#" + i
            : pool.People[i].Address!.Trim().ToUpperInvariant()).ToArray();
        var home = new string[pool.People.Count];
        foreach (var h in homes) foreach (int i in h) home[i] = h.Count() == 1 ? ""
            : string.Join(';', h.Select(j => features[j]).Order(StringComparer.Ordinal));
        if (people.Any(m => m.Length == 0 || m.Any(i => features[i] != features[m[0]] || home[i] != home[m[0]]))) return false;
        var kinds = homes.Where(h => h.Count() > 1).GroupBy(h => home[h.First()]).ToArray();
        double[] min = [.. pool.Quotas.Select(q => (double)q.Min), pool.PanelSize, .. kinds.Select(_ => 0.0)];
        double[] max = [.. pool.Quotas.Select(q => (double)q.Max), pool.PanelSize, .. kinds.Select(k => (double)k.Count())];
        var rows = people.Select(m => features[m[0]].Split(',').Select(int.Parse).Append(size)
            .Concat(Enumerable.Range(0, kinds.Length).Where(k => kinds[k].Key == home[m[0]]).Select(k => size + 1 + k))
                .ToArray()).ToArray();
        double[] none = new double[T],
            all = [.. people.Select(m =>
            (double)Math.Min(m.Length, kinds.Where(k => k.Key == home[m[0]]).Select(k => k.Count()).FirstOrDefault(m.Length)))];

        var expected = new double[T];
        foreach (var panel in c.Panels)
        {
            var load = new double[min.Length];
            if (panel.Probability < 0 || panel.Seats.Select(s => s.Type).Distinct().Count() != panel.Seats.Count) return false;
            foreach (var (t, seats) in panel.Seats)
            {
                if (t < 0 || t >= T || seats < 1 || seats > all[t]) return false;
                foreach (int r in rows[t]) load[r] += seats;
                expected[t] += panel.Probability * seats;
            }
            if (load.Where((l, r) => l < min[r] || l > max[r]).Any()) return false;
        }
        if (Math.Abs(c.Panels.Sum(p => p.Probability) - 1) > 1e-9) return false;
        if (chances.Where((p, i) => Math.Abs(p - (expected[c.TypeOfPerson[i]] / people[c.TypeOfPerson[i]].Length)) > 1e-9)
            .Any()) return false;
        if (c.Cuts.Any(k => !Proves(k.Proof, [.. k.Coefficients], k.Bound, none, all, rows, min, max))) return false;
        double[] settled = [.. Enumerable.Repeat(double.NaN, T)];
        foreach (var level in c.Levels)
        {
            double bound = 0, least = double.MaxValue, total = 0;
            for (int r = 0; r < min.Length; r++) bound += Math.Max(level.RowMultipliers[r] * min[r], level.RowMultipliers[r] * max[r]);
            if (level.RowMultipliers.Where((m, r) => m != 0 && !rows.Any(x => x.Contains(r))).Any()
                || level.CutMultipliers.Any(m => m < 0)) return false;
            for (int k = 0; k < level.CutMultipliers.Count; k++) bound += level.CutMultipliers[k] * c.Cuts[k].Bound;
            for (int t = 0; t < T; t++)
            {
                double pull = rows[t].Sum(r => level.RowMultipliers[r])
                    + level.CutMultipliers.Select((m, k) => m * c.Cuts[k].Coefficients[t]).Sum();
                double weight = level.Weights[t], seat = level.SeatMultipliers[t];
                if (weight < 0 || seat < -1e-12 || Math.Abs(weight - pull - seat) > 1e-9) return false;
                bound += seat * all[t];
                if (double.IsNaN(settled[t])) total += weight * people[t].Length; else bound -= weight * people[t].Length * settled[t];
            }
            foreach (int t in level.Settled)
            {
                if (t < 0 || t >= T || !double.IsNaN(settled[t])) return false;
                least = Math.Min(least, level.Weights[t] * people[t].Length);
                settled[t] = level.Level;
            }
            if (Math.Abs(total - 1) > 1e-9 || bound - level.Level < -1e-8 || !((bound - level.Level) / least <= 1e-6)) return false;
        }
        if (rule == SelectionRule.Maximin) return c.Levels.Count == 1 && chances.Min() >= (c.Levels[0].Level * (1 - gap)) - 1e-6;
        return !settled.Where((level, t) => !(Math.Abs(level - (expected[t] / people[t].Length)) <= 1e-6)).Any();
    }
    private static bool Proves(BoundProof proof, double[] score, double bound, double[] low, double[] high, int[][] rows, double[] min,
        double[] max)
    {
        if (proof is BoundProof.Split p)
            return Proves(p.Below, score, bound, low, With(high, p.Type, Math.Min(high[p.Type], p.AtMost)), rows, min, max)
                && Proves(p.Above, score, bound, With(low, p.Type, Math.Max(low[p.Type], p.AtMost + 1)), high, rows, min, max);
        var (y, empty) = (BoundProof.Leaf)proof;
        double total = min.Select((m, r) => Math.Max(y[r] * m, y[r] * max[r])).Sum();
        double[] gains = [.. score.Select((s, t) => (empty ? 0 : s) - rows[t].Sum(r => y[r]))];
        total += gains.Select((gain, t) => Math.Max(gain * low[t], gain * high[t])).Sum();
        return empty ? total < -1e-7 : total <= bound + 1e-8;
    }
    private static double[] With(double[] values, int index, double value) => [.. values.Select((v, i) => i == index ? value : v)];
    private static int RowOf(Pool pool, string category, string feature) =>
        pool.Quotas.ToList().FindIndex(q => (q.Category.Trim(), q.Feature.Trim()) is var (c, f) && c.Equals(category.Trim(),
            StringComparison.OrdinalIgnoreCase) && f.Equals(feature.Trim(), StringComparison.OrdinalIgnoreCase));
}
