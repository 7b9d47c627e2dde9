namespace Deliberation.Opinions;

/// <summary>The votes of one group on one statement, and how they differ from those of the others.</summary>
/// <param name="Agree">Members who agree.</param>
/// <param name="Disagree">Members who disagree.</param>
/// <param name="Seen">Members who voted, passes included.</param>
/// <param name="AgreeShare">(agree + 1) / (seen + 2), 0 to 1.</param>
/// <param name="DisagreeShare">(disagree + 1) / (seen + 2), 0 to 1.</param>
/// <param name="AgreeTest">z of "more than half agree", successes and trials each with one added.</param>
/// <param name="DisagreeTest">z of "more than half disagree".</param>
/// <param name="AgreeRatio">Share that agrees here over the share that agrees in the other groups.</param>
/// <param name="DisagreeRatio">The same for disagreeing.</param>
/// <param name="AgreeRatioTest">z of the difference between the two shares that agree.</param>
/// <param name="DisagreeRatioTest">The same for disagreeing.</param>
public sealed record GroupOnStatement(
    int Agree, int Disagree, int Seen, double AgreeShare, double DisagreeShare, double AgreeTest, double DisagreeTest,
    double AgreeRatio, double DisagreeRatio, double AgreeRatioTest, double DisagreeRatioTest)
{
    /// <summary>Members who passed.</summary>
    public int Pass => Seen - Agree - Disagree;
}

/// <summary>A statement that says what a group thinks and the others do not.</summary>
/// <param name="Statement">Its column.</param>
/// <param name="ForAgreeing">The group is characterised by agreeing; otherwise by disagreeing.</param>
/// <param name="IsBestAgreement">It is the one that the group most agrees on, put there in any case.</param>
/// <param name="Numbers">The group's votes on it.</param>
public sealed record RepresentativeStatement(int Statement, bool ForAgreeing, bool IsBestAgreement, GroupOnStatement Numbers)
{
    /// <summary>Members on that side.</summary>
    public int Successes => ForAgreeing ? Numbers.Agree : Numbers.Disagree;

    /// <summary>Smoothed share on that side.</summary>
    public double Share => ForAgreeing ? Numbers.AgreeShare : Numbers.DisagreeShare;

    /// <summary>z of "more than half".</summary>
    public double ShareTest => ForAgreeing ? Numbers.AgreeTest : Numbers.DisagreeTest;

    /// <summary>How many times more often than in the other groups.</summary>
    public double Ratio => ForAgreeing ? Numbers.AgreeRatio : Numbers.DisagreeRatio;

    /// <summary>z of the difference from the other groups.</summary>
    public double RatioTest => ForAgreeing ? Numbers.AgreeRatioTest : Numbers.DisagreeRatioTest;
}

/// <summary>A statement on which everybody, group or no group, is on one side.</summary>
/// <param name="Statement">Its column.</param>
/// <param name="Successes">People on that side.</param>
/// <param name="Seen">People who voted on it.</param>
/// <param name="Share">Smoothed share on that side.</param>
/// <param name="Test">z of "more than half".</param>
public sealed record ConsensusStatement(int Statement, int Successes, int Seen, double Share, double Test);

/// <summary>A statement that divides the groups.</summary>
/// <param name="Statement">Its column.</param>
/// <param name="Spread">Largest less smallest smoothed share that agrees, 0 to 1.</param>
/// <param name="MostFavourable">The group that agrees most.</param>
/// <param name="LeastFavourable">The group that agrees least.</param>
public sealed record DividingStatement(int Statement, double Spread, int MostFavourable, int LeastFavourable);

/// <summary>Groups compared statement by statement: what represents each, what unites them, what divides them.</summary>
/// <remarks>
/// The tests and the choice of representative statements follow Polis: a statement represents a group if one side is
/// significant at 90 % (one-sided) both against one half and against the other groups. On groups found from the same
/// votes these tests rank statements; they do not prove anything. Shapes: g groups, m statements; time linear in the votes.
/// </remarks>
public sealed class GroupComparison
{
    private const int MostRepresentative = 5;
    private const double MetaPriority = 49;

    private readonly GroupOnStatement[][] _cells;
    private readonly double[] _extremities;

    /// <summary>Compares groups given from outside, for example the interests that people represent.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="groups">For each participant the group, from 0; −1 for none.</param>
    /// <param name="count">How many groups.</param>
    /// <exception cref="ArgumentException">There is not one group a participant, or a group is out of bounds.</exception>
    public GroupComparison(VoteTable votes, IReadOnlyList<int> groups, int count)
        : this(votes, groups, count, null)
    {
    }

    internal GroupComparison(VoteTable votes, IReadOnlyList<int> groups, int count, double[]? extremities)
    {
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != votes.Participants.Count || groups.Any(group => group < -1 || group >= count))
            throw new ArgumentException("Each participant needs a group from -1 to the number of groups less one.", nameof(groups));

        Votes = votes;
        Sizes = [.. Enumerable.Range(0, count).Select(group => groups.Count(each => each == group))];
        var tally = new VoteTally(votes, groups, count);
        Totals = [.. tally.All];
        _cells = [.. Enumerable.Range(0, count).Select(group => Compare(tally, group))];
        _extremities = extremities ?? new double[votes.Statements.Count];
        Representative = [.. _cells.Select(RepresentativeChoice.Of(votes, MostRepresentative))];
    }

    /// <summary>The votes compared.</summary>
    public VoteTable Votes { get; }

    /// <summary>How many members each group has.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>For each group its representative statements, agreements before disagreements, at most five.</summary>
    public IReadOnlyList<IReadOnlyList<RepresentativeStatement>> Representative { get; }

    /// <summary>Votes of everybody on each statement, in a group or not.</summary>
    internal IReadOnlyList<VoteCount> Totals { get; }

    /// <summary>The votes of a group on a statement.</summary>
    /// <param name="group">From 0.</param>
    /// <param name="statement">Column, from 0.</param>
    public GroupOnStatement Cell(int group, int statement) => _cells[group][statement];

    /// <summary>The product over the groups of the smoothed share that agrees: high only if every group agrees.</summary>
    /// <param name="statement">Column, from 0.</param>
    public double GroupInformedConsensus(int statement) => Product(statement, cell => cell.AgreeShare);

    /// <summary>The same for disagreeing.</summary>
    /// <param name="statement">Column, from 0.</param>
    public double GroupInformedRejection(int statement) => Product(statement, cell => cell.DisagreeShare);

    /// <summary>The statements that most people agree (or disagree) with, strongest first, at most five.</summary>
    /// <param name="agreeing">Which side.</param>
    public IReadOnlyList<ConsensusStatement> Consensus(bool agreeing) =>
        [.. Live()
            .Select(s => (s, Count: agreeing ? Totals[s].Agree : Totals[s].Disagree))
            .Select(pair => new ConsensusStatement(pair.s, pair.Count, Totals[pair.s].Seen,
                VoteTests.Share(pair.Count, Totals[pair.s].Seen), VoteTests.MoreThanHalf(pair.Count, Totals[pair.s].Seen)))
            .Where(found => found.Share > 0.5 && found.Test > VoteTests.Significant)
            .OrderByDescending(found => found.Share * found.Test)
            .Take(MostRepresentative)];

    /// <summary>The statements that most part the groups, widest first.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<DividingStatement> Dividing(int most = 5) =>
        _cells.Length < 2 ? [] : [.. Live().Select(Division).OrderByDescending(found => found.Spread).ThenBy(found => found.Statement)
            .Take(most)];

    /// <summary>
    /// How much is to be learned from asking about a statement: high for new ones, for those that part people, for those
    /// that people take sides on. The square of Polis's importance × novelty; 49 for statements about the person.
    /// </summary>
    /// <param name="statement">Column, from 0.</param>
    public double Priority(int statement)
    {
        if (Votes.Statements[statement].IsMeta) return MetaPriority;
        int agree = _cells.Sum(group => group[statement].Agree), seen = _cells.Sum(group => group[statement].Seen);
        int pass = _cells.Sum(group => group[statement].Pass);
        double importance = (1 - VoteTests.Share(pass, seen)) * (_extremities[statement] + 1) * VoteTests.Share(agree, seen);
        double novelty = 1 + (8 * Math.Pow(2, -seen / 5.0));
        return Math.Pow(importance * novelty, 2);
    }

    private IEnumerable<int> Live() => Enumerable.Range(0, Votes.Statements.Count).Where(s => !Votes.Statements[s].IsZeroed);

    private double Product(int statement, Func<GroupOnStatement, double> share) =>
        _cells.Aggregate(1.0, (product, group) => product * share(group[statement]));

    private DividingStatement Division(int statement)
    {
        var order = Enumerable.Range(0, _cells.Length).OrderBy(group => _cells[group][statement].AgreeShare).ToList();
        double spread = _cells[order[^1]][statement].AgreeShare - _cells[order[0]][statement].AgreeShare;
        return new DividingStatement(statement, spread, order[^1], order[0]);
    }

    private static GroupOnStatement[] Compare(VoteTally tally, int group) =>
        [.. tally.Groups[group].Zip(tally.Grouped, (inside, all) =>
            Compare(inside, new VoteCount(all.Agree - inside.Agree, all.Disagree - inside.Disagree, all.Seen - inside.Seen)))];

    private static GroupOnStatement Compare(VoteCount inside, VoteCount others) => new(
        inside.Agree, inside.Disagree, inside.Seen,
        VoteTests.Share(inside.Agree, inside.Seen), VoteTests.Share(inside.Disagree, inside.Seen),
        VoteTests.MoreThanHalf(inside.Agree, inside.Seen), VoteTests.MoreThanHalf(inside.Disagree, inside.Seen),
        VoteTests.Share(inside.Agree, inside.Seen) / VoteTests.Share(others.Agree, others.Seen),
        VoteTests.Share(inside.Disagree, inside.Seen) / VoteTests.Share(others.Disagree, others.Seen),
        VoteTests.MoreThan(inside.Agree, inside.Seen, others.Agree, others.Seen),
        VoteTests.MoreThan(inside.Disagree, inside.Seen, others.Disagree, others.Seen));
}
