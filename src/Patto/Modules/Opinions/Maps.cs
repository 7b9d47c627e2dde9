using Deliberation.Opinions;
using Deliberation.Statistics;

namespace Patto.Modules.Opinions;

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
            statements.Select(s => new Statement($"{s.Id.Value:N}", "", Deliberation.Opinions.Moderation.In, s.IsAbout)));
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
