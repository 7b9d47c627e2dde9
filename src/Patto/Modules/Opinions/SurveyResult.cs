using Deliberation.Opinions;
using Deliberation.Statistics;

namespace Patto.Modules.Opinions;

/// <summary>Answers of some people to one statement; who did not answer it is not in it.</summary>
public sealed record AnswerCount(int Agree, int Disagree, int Seen);

/// <summary>A statement and how it was answered.</summary>
/// <param name="Groups">One for each group that was found; null where too few answered to be shown.</param>
/// <param name="Interests">One for each interest; null where too few answered to be shown, or the total would give them away.</param>
/// <param name="InterestsDiffer">The interests answer differently, more than by chance.</param>
public sealed record StatementCount(Guid Statement, AnswerCount All, IReadOnlyList<AnswerCount?> Groups,
    IReadOnlyList<AnswerCount?> Interests, bool InterestsDiffer);

/// <summary>At least three people of one group who stand close; 0 to 1 from left to right and from top to bottom.</summary>
public sealed record MapDot(double X, double Y, int People, int Group);

/// <summary>What places somebody on the map by their answers: a centre, two axes, and where the groups stand.</summary>
public sealed record MapPlane(IReadOnlyList<Guid> Statements, IReadOnlyList<double> Centre, IReadOnlyList<double> Across,
    IReadOnlyList<double> Down, IReadOnlyList<MapSpot> Groups);

public sealed record MapSpot(double X, double Y);

/// <summary>What the answers to a survey show. Nobody is in it, and no group or number of fewer people than said here.</summary>
/// <param name="Answers">How many answers it was made of.</param>
/// <param name="Groups">How many people each group has, the largest first; empty: no different groups are seen, or too few answered.</param>
/// <param name="Chance">How likely such groups are in shuffled answers; null where none were looked for.</param>
/// <param name="Holds">How far the groups are found again without a fifth of the people, 0 by chance to 1 alike; null without groups.</param>
/// <param name="NotDrawn">People with rare answers, who would stand alone on the map.</param>
public sealed record SurveyResult(int People, int Answers, IReadOnlyList<int> Groups, double? Chance, double? Holds,
    IReadOnlyList<MapDot> Dots, int NotDrawn, IReadOnlyList<StatementCount> Statements, MapPlane? Plane);

/// <summary>One answer as it is counted.</summary>
internal readonly record struct Answered(Guid Participant, Guid Statement, int Value);

/// <summary>From answers to what unites, what divides, and groups where there are any.</summary>
internal static class Maps
{
    /// <summary>With fewer people no map is drawn and nothing is told, so that nobody recognises anybody.</summary>
    public const int FewestPeople = 50;
    /// <summary>A smaller group is not shown.</summary>
    public const int FewestInGroup = 10;
    /// <summary>Fewer people with the same answers are not drawn.</summary>
    public const int FewestInDot = 3;
    /// <summary>Fewer answers of a group to a statement are not shown.</summary>
    public const int FewestAnswers = 5;
    private const int Simulations = 39, Resamples = 20, Wide = 14, High = 9;
    private static readonly OpinionOptions Options = new() { Mode = OpinionMode.Robust };

    /// <param name="statements">Those that are asked, in their order.</param>
    /// <param name="interests">For each participant the interest they said, if any.</param>
    public static SurveyResult Draw(OpinionSurvey survey, IReadOnlyList<SurveyStatement> statements,
        IReadOnlyDictionary<Guid, int> interests, IEnumerable<Answered> answers, CancellationToken cancel)
    {
        var known = statements.Select(s => s.Id.Value).ToHashSet();
        List<Answered> counted = [.. answers.Where(a => known.Contains(a.Statement)).OrderBy(a => a.Participant).ThenBy(a => a.Statement)];
        var people = counted.Select(a => a.Participant).Distinct().Count();
        if (people < FewestPeople || statements.Count(s => !s.IsAbout) < OpinionSurvey.FewestStatements)
            return new(people, counted.Count, [], null, null, [], 0, Counted(statements, counted), null);

        var effort = new Deliberation.Effort { Seed = 1, Cancel = cancel };
        var votes = new VoteTable(counted.Select(a => new Vote($"{a.Participant:N}", $"{a.Statement:N}", a.Value)),
            statements.Select(s => new Statement($"{s.Id.Value:N}", "", Moderation.In, s.IsAbout)));
        var map = OpinionMap.Draw(votes, Options, effort);
        var chance = GroupEvidence.Measure(map, Simulations, effort).PValue;
        var grouped = chance <= GroupEvidence.Sure ? WithoutSmall(votes, map, effort) : null;
        var belong = votes.Participants.Select(p => interests.GetValueOrDefault(Guid.Parse(p), -1)).ToList();
        var said = survey.Interests.Count == 0 ? null
            : KnownGroupReport.Of(votes, belong, survey.Interests.Count, FewestAnswers, effort);
        var (dots, notDrawn) = Dots(map, grouped);
        return new(people, counted.Count, grouped?.Comparison.Sizes.ToList() ?? [], chance,
            grouped is null ? null : Math.Clamp(GroupStability.Measure(grouped, Options with { Groups = grouped.GroupCount }, Resamples,
                effort).MeanAri, 0, 1), dots, notDrawn, [.. Counted(statements, counted).Select((c, s) => c with
                {
                    Groups = grouped is null ? [] : Cells(grouped.Comparison, s),
                    Interests = said is null ? [] : Cells(said.Comparison, s),
                    InterestsDiffer = said?.Differences.Any(d => d.Statement == s && d.Adjusted < KnownGroupReport.Sure) == true,
                })], PlaneOf(map, grouped, statements));
    }

    // Fewer groups as long as one of them is so small that it would be known by face.
    private static OpinionMap? WithoutSmall(VoteTable votes, OpinionMap map, Deliberation.Effort effort)
    {
        while (map.GroupCount > 1)
        {
            if (map.Comparison.Sizes.All(size => size >= FewestInGroup)) return map;
            if (map.GroupCount == 2) return null;
            map = OpinionMap.Draw(votes, Options with { Groups = map.GroupCount - 1 }, effort);
        }
        return null;
    }

    private static List<StatementCount> Counted(IReadOnlyList<SurveyStatement> statements, List<Answered> answers)
    {
        var of = answers.ToLookup(a => a.Statement, a => a.Value);
        return [.. statements.Select(s => new StatementCount(s.Id.Value, new(of[s.Id.Value].Count(v => v > 0),
            of[s.Id.Value].Count(v => v < 0), of[s.Id.Value].Count()), [], [], false))];
    }

    // One hidden number alone would follow from the others and the total, so a second one goes with it.
    private static List<AnswerCount?> Cells(GroupComparison comparison, int statement)
    {
        var cells = Enumerable.Range(0, comparison.Sizes.Count).Select(g => comparison.Cell(g, statement)).ToList();
        var hidden = SmallCells.Hide([.. cells.Select(c => c.Seen)], FewestAnswers);
        return [.. cells.Select((c, g) => hidden[g] ? null : new AnswerCount(c.Agree, c.Disagree, c.Seen))];
    }

    private static (List<MapDot> Dots, int NotDrawn) Dots(OpinionMap map, OpinionMap? grouped)
    {
        var (left, right) = (map.Positions.Min(p => p.X), map.Positions.Max(p => p.X));
        var (top, bottom) = (map.Positions.Min(p => p.Y), map.Positions.Max(p => p.Y));
        double Part(double at, double from, double to) => to - from < 1e-9 ? 0.5 : (at - from) / (to - from);
        var spots = map.Positions.Select((p, row) => (X: Part(p.X, left, right), Y: Part(p.Y, top, bottom),
            Group: grouped?.Groups[row] ?? -1)).ToList();
        var gathered = spots.GroupBy(s => ((int)(s.X * Wide), (int)(s.Y * High), s.Group)).ToLookup(g => g.Count() >= FewestInDot);
        return ([.. gathered[true].Select(g => new MapDot(Math.Round(g.Average(s => s.X), 3), Math.Round(g.Average(s => s.Y), 3),
            g.Count(), g.Key.Group)).OrderBy(d => d.Group).ThenBy(d => d.X).ThenBy(d => d.Y)], gathered[false].Sum(g => g.Count()));
    }

    private static MapPlane? PlaneOf(OpinionMap map, OpinionMap? grouped, IReadOnlyList<SurveyStatement> statements) =>
        grouped is null ? null : new([.. statements.Select(s => s.Id.Value)], [.. map.Centre], [.. map.Axes[0]], [.. map.Axes[1]],
            [.. Enumerable.Range(0, grouped.GroupCount).Select(g => grouped.Positions.Where((_, row) => grouped.Groups[row] == g).ToList())
                .Select(members => new MapSpot(members.Average(p => p.X), members.Average(p => p.Y)))]);
}

/// <summary>What a result says, statement by statement.</summary>
internal static class Findings
{
    private const double Half = 0.5, Apart = 0.3;

    private static ShareWithInterval Share(AnswerCount count, bool agrees) =>
        ShareWithInterval.Of(agrees ? count.Agree : count.Disagree, count.Seen);

    /// <summary>Share of who answered that agrees, with its 95 % interval.</summary>
    public static ShareWithInterval AgreeShare(this AnswerCount count) => Share(count, true);

    /// <summary>Statements on which more than half of every group is on the same side, beyond the doubt of few answers; the surest
    /// first.</summary>
    public static IReadOnlyList<StatementCount> Uniting(this SurveyResult result) =>
        [.. result.Statements.Select(s => (Statement: s, Least: Math.Max(Least(s, true), Least(s, false)))).Where(s => s.Least > Half)
            .OrderByDescending(s => s.Least).Select(s => s.Statement)];

    private static double Least(StatementCount statement, bool agrees) => statement.Groups.Contains(null) ? 0
        : statement.Groups.OfType<AnswerCount>().DefaultIfEmpty(statement.All).Min(c => c.Seen == 0 ? 0 : Share(c, agrees).Low);

    /// <summary>Statements on which two groups are at least thirty points apart, beyond the doubt of few answers; the widest
    /// first.</summary>
    public static IReadOnlyList<StatementCount> Dividing(this SurveyResult result) =>
        [.. result.Statements.Where(s => s.Spread() is { } spread && spread.Points >= Apart && spread.Sure)
            .OrderByDescending(s => s.Spread()!.Value.Points)];

    /// <summary>Between which groups the share that agrees differs most; null with fewer than two groups shown.</summary>
    public static (int Least, int Most, double Points, bool Sure)? Spread(this StatementCount statement)
    {
        var shown = statement.Groups.Select((c, g) => (Count: c, Group: g)).Where(c => c.Count is { Seen: > 0 })
            .Select(c => (c.Group, Share: Share(c.Count!, true))).OrderBy(c => c.Share.Share).ToList();
        return shown.Count < 2 ? null : (shown[0].Group, shown[^1].Group, shown[^1].Share.Share - shown[0].Share.Share,
            shown[0].Share.High < shown[^1].Share.Low);
    }

    /// <summary>Which group answers most like these answers; null where there are no groups or too few answers to tell.</summary>
    public static int? NearestTo(this SurveyResult result, IReadOnlyDictionary<Guid, int> answers)
    {
        if (result.Plane is not { } plane) return null;
        var own = plane.Statements.Select((id, s) => (Column: s, Value: answers.TryGetValue(id, out var v) ? v : (int?)null))
            .Where(a => a.Value is not null).ToList();
        if (own.Count < Math.Min(7, plane.Statements.Count)) return null;
        var scale = Math.Sqrt((double)plane.Statements.Count / own.Count);
        var (x, y) = (scale * own.Sum(a => (a.Value!.Value - plane.Centre[a.Column]) * plane.Across[a.Column]),
            scale * own.Sum(a => (a.Value!.Value - plane.Centre[a.Column]) * plane.Down[a.Column]));
        return Enumerable.Range(0, plane.Groups.Count).MinBy(g => Math.Pow(x - plane.Groups[g].X, 2) + Math.Pow(y - plane.Groups[g].Y, 2));
    }
}
