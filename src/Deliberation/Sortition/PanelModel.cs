using System.Globalization;
using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>
/// The pool as numbers: people who are alike in every respect become one type, and every rule is a row
/// min ≤ Σ seats of its types ≤ max.
/// </summary>
/// <remarks>
/// LEXIMIN treats alike people alike, so nothing is lost by merging. Two people are alike when their features are the same
/// and their households are made of the same features. Rows: quotas in pool order, the size of the panel, then one row a kind of
/// household with several people: no more seats than such households.
/// </remarks>
internal sealed class PanelModel
{
    /// <summary>Households of the same composition; each gives at most one person.</summary>
    public sealed record HouseholdKind(int Row, int[][] Homes);

    public PanelModel(Pool pool)
    {
        Pool = pool;
        var rows = pool.People.Select(pool.QuotaRows).ToArray();
        var homes = Homes(pool);
        var kindOfPerson = new string[rows.Length];
        foreach (int[] home in homes)
        {
            string kind = home.Length == 1 ? "" : string.Join(';', home.Select(i => Key(rows[i])).Order(StringComparer.Ordinal));
            foreach (int i in home) kindOfPerson[i] = kind;
        }
        MergeAlike(rows, kindOfPerson);
        Kinds = [.. homes.Where(h => h.Length > 1).GroupBy(h => kindOfPerson[h[0]], StringComparer.Ordinal)
            .Select((g, i) => new HouseholdKind(pool.Quotas.Count + 1 + i, [.. g]))];
        RowMin = [.. pool.Quotas.Select(q => (double)q.Min), pool.PanelSize, .. Kinds.Select(_ => 0.0)];
        RowMax = [.. pool.Quotas.Select(q => (double)q.Max), pool.PanelSize, .. Kinds.Select(k => (double)k.Homes.Length)];
        AttachRows(rows);
    }

    public Pool Pool { get; }
    public int[] TypeOf { get; private set; } = [];
    public int[][] Members { get; private set; } = [];
    public int[][] TypeRows { get; private set; } = [];
    public int[] Seats { get; private set; } = [];
    public HouseholdKind[] Kinds { get; }
    public double[] RowMin { get; }
    public double[] RowMax { get; }
    public int Types => Members.Length;
    public int Rows => RowMin.Length;

    /// <summary>People of a type.</summary>
    public int Count(int type) => Members[type].Length;

    /// <summary>A program with a column a type (its seats) and the rows above.</summary>
    public BoundedSimplex Program()
    {
        var program = new BoundedSimplex(RowMin, RowMax);
        for (int t = 0; t < Types; t++) program.AddColumn(TypeRows[t], Vectors.Ones(TypeRows[t].Length), 0, 0, Seats[t]);
        return program;
    }

    /// <summary>Quotas and the size of the panel: the rows before those of households.</summary>
    public int QuotaRows => Rows - Kinds.Length;

    /// <summary>The same without the rows of households, which <see cref="Households"/> adds where a point needs them.</summary>
    public BoundedSimplex QuotaProgram(WorkMeter? meter = null)
    {
        var program = new BoundedSimplex(RowMin.AsSpan(0, QuotaRows), RowMax.AsSpan(0, QuotaRows)) { Meter = meter };
        for (int t = 0; t < Types; t++)
        {
            int[] rows = [.. TypeRows[t].Where(row => row < QuotaRows)];
            program.AddColumn(rows, Vectors.Ones(rows.Length), 0, 0, Seats[t]);
        }
        return program;
    }

    /// <summary>A row a kind of household for a <see cref="QuotaProgram"/>.</summary>
    public DeferredRows Households(BoundedSimplex program) =>
        new(program, [.. Kinds.Select(kind => kind.Homes[0].Select(i => TypeOf[i]).Distinct().ToArray())]);

    /// <summary>Exact: is this a panel that the rules allow?</summary>
    public bool Allows(int[] panel)
    {
        var load = new int[Rows];
        for (int t = 0; t < Types; t++)
        {
            if (panel[t] < 0 || panel[t] > Seats[t]) return false;
            if (panel[t] > 0) foreach (int row in TypeRows[t]) load[row] += panel[t];
        }
        for (int r = 0; r < load.Length; r++) if (load[r] < RowMin[r] || load[r] > RowMax[r]) return false;
        return true;
    }

    private static string Key(int[] rows) => string.Join(',', rows.Select(r => r.ToString(CultureInfo.InvariantCulture)));

    private static int[][] Homes(Pool pool) => [.. pool.People
        .Select((person, index) =>
            (index, home: string.IsNullOrWhiteSpace(person.Address) ? $"#{index}" : $"@{person.Address.Trim().ToUpperInvariant()}"))
        .GroupBy(p => p.home, StringComparer.Ordinal).Select(g => g.Select(p => p.index).ToArray())];

    private void MergeAlike(int[][] rows, string[] kindOfPerson)
    {
        var groups = Enumerable.Range(0, rows.Length).GroupBy(i => Key(rows[i]) + "|" + kindOfPerson[i], StringComparer.Ordinal).ToArray();
        Members = [.. groups.Select(g => g.ToArray())];
        TypeOf = new int[rows.Length];
        for (int t = 0; t < Members.Length; t++) foreach (int i in Members[t]) TypeOf[i] = t;
    }

    private void AttachRows(int[][] rows)
    {
        int size = Pool.Quotas.Count;
        TypeRows = [.. Members.Select(m => (int[])[.. rows[m[0]], size])];
        Seats = [.. Members.Select(m => m.Length)];
        foreach (var kind in Kinds)
        {
            foreach (int type in kind.Homes[0].Select(i => TypeOf[i]).Distinct())
            {
                TypeRows[type] = [.. TypeRows[type], kind.Row];
                Seats[type] = Math.Min(Seats[type], kind.Homes.Length);
            }
        }
    }
}
