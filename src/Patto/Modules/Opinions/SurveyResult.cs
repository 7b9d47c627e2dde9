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
