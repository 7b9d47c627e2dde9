using System.Numerics;

namespace Deliberation.Priorities;

/// <summary>
/// The ballots of a budget election turned round: for each project, who supports it. Equal ballots are one type,
/// because people who vote alike keep equal shares throughout.
/// </summary>
internal sealed class SupportTable
{
    public SupportTable(BudgetElection election)
    {
        Election = election;
        Dictionary<Mark[], int> types = MergeEqualBallots(election);
        Voters = new long[types.Count];
        foreach (Ballot ballot in election.Ballots)
            if (ballot.Marks.Length > 0) Voters[types[Sorted(ballot)]] += ballot.Voters;
        Fill(types, election.Projects.Length);

        int scale = election.Projects.Max(project => project.Cost.Scale);
        Unit = BigInteger.Pow(10, scale);
        Cost = [.. election.Projects.Select(project => (double)project.Cost)];
        ExactCost = [.. election.Projects.Select(project => Scaled(project.Cost))];
    }

    public BudgetElection Election { get; }

    /// <summary>How many people are of each type.</summary>
    public long[] Voters { get; }

    /// <summary>Supporters of project p are the entries <c>First[p]</c> to <c>First[p + 1] - 1</c> of the arrays below.</summary>
    public int[] First { get; private set; } = [];

    /// <summary>The supporters' types.</summary>
    public int[] Type { get; private set; } = [];

    /// <summary>How many people each entry stands for (whole numbers).</summary>
    public double[] People { get; private set; } = [];

    /// <summary>Points each of them gives (whole numbers).</summary>
    public double[] Points { get; private set; } = [];

    /// <summary>Points in all, by project; exact below 2^53.</summary>
    public double[] TotalPoints { get; private set; } = [];

    /// <summary>People in all, by project; exact below 2^53.</summary>
    public double[] TotalPeople { get; private set; } = [];

    /// <summary>Costs in currency, rounded to double (relative error at most 2^-53).</summary>
    public double[] Cost { get; }

    /// <summary>Costs in 1 / <see cref="Unit"/> of currency, exact.</summary>
    public BigInteger[] ExactCost { get; }

    /// <summary>How many of the units of <see cref="ExactCost"/> make one unit of currency.</summary>
    public BigInteger Unit { get; }

    public int Projects => Cost.Length;

    private BigInteger Scaled(decimal cost)
    {
        Fraction exact = Fraction.From(cost);
        return exact.Numerator * Unit / exact.Denominator;
    }

    private static Dictionary<Mark[], int> MergeEqualBallots(BudgetElection election)
    {
        var types = new Dictionary<Mark[], int>(SameMarks.Instance);
        foreach (Ballot ballot in election.Ballots)
            if (ballot.Marks.Length > 0) types.TryAdd(Sorted(ballot), types.Count);
        return types;
    }

    private static Mark[] Sorted(Ballot ballot)
    {
        Mark[] marks = [.. ballot.Marks];
        Array.Sort(marks, static (a, b) => a.Project.CompareTo(b.Project));
        return marks;
    }

    private void Fill(Dictionary<Mark[], int> types, int projects)
    {
        First = new int[projects + 1];
        foreach (Mark[] marks in types.Keys)
            foreach (Mark mark in marks) First[mark.Project + 1]++;
        for (int p = 0; p < projects; p++) First[p + 1] += First[p];

        Type = new int[First[projects]];
        People = new double[Type.Length];
        Points = new double[Type.Length];
        TotalPoints = new double[projects];
        TotalPeople = new double[projects];
        int[] next = First[..projects];
        foreach ((Mark[] marks, int type) in types)
            foreach (Mark mark in marks) Add(next[mark.Project]++, type, mark);
    }

    private void Add(int entry, int type, Mark mark)
    {
        Type[entry] = type;
        People[entry] = Voters[type];
        Points[entry] = mark.Points;
        TotalPoints[mark.Project] += (double)Voters[type] * mark.Points;
        TotalPeople[mark.Project] += Voters[type];
    }

    private sealed class SameMarks : IEqualityComparer<Mark[]>
    {
        public static readonly SameMarks Instance = new();

        public bool Equals(Mark[]? x, Mark[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Mark[] marks)
        {
            var hash = default(HashCode);
            foreach (Mark mark in marks) hash.Add((mark.Project * 31) + mark.Points);
            return hash.ToHashCode();
        }
    }
}
