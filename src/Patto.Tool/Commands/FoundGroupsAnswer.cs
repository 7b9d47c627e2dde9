using System.Globalization;
using System.Text;
using Deliberation.Opinions;
using Deliberation.Statistics;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary>What <c>patto groups</c> says of groups found.</summary>
internal static class FoundGroupsAnswer
{
    public static Answer Of(OpinionMap map, GroupStability? stability, int fewest)
    {
        var text = new StringBuilder();
        text.Append(map.Explanation).Append('\n');
        if (stability is not null) text.Append(stability.Explanation).Append('\n');
        for (int group = 0; group < map.GroupCount; group++) Group(text, map, group, fewest);
        Consensus(text, map, true);
        Consensus(text, map, false);
        Section(text, Say(
            "Che cosa unisce i gruppi",
            "What unites the groups"),
            Uniting(map).Select(s => Line(map.Votes, s, Figures.Percent(map.Comparison.GroupInformedConsensus(s)))));
        Section(text, Say(
            "Che cosa divide i gruppi",
            "What divides the groups"), map.Comparison.Dividing().Select(found => Line(map.Votes, found.Statement,
            Say(
                $"distanza {Figures.Percent(found.Spread)}, più d'accordo {Name(found.MostFavourable)}, meno {Name(found.LeastFavourable)}",
                $"spread {Figures.Percent(found.Spread)}, most in favour {Name(found.MostFavourable)}, least {Name(found.LeastFavourable)}"))));
        return new Answer(text.ToString(), Json(map, stability, fewest));
    }

    internal static string Line(VoteTable votes, int statement, string numbers) =>
        $"  {votes.Statements[statement].Id}{(votes.Statements[statement].Text.Length > 0 ? " «" + votes.Statements[statement].Text + "»" : "")}: {numbers}";

    internal static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append('\n').Append(title).Append('\n');
        string[] all = [.. lines];
        foreach (string line in all) text.Append(line).Append('\n');
        if (all.Length == 0) text.Append("  ").Append(Say("niente.", "nothing.")).Append('\n');
    }

    private static string Name(int group) => ((char)('A' + group)).ToString();

    private static void Group(StringBuilder text, OpinionMap map, int group, int fewest)
    {
        int size = map.Comparison.Sizes[group];
        if (size < fewest)
        {
            Section(text, Say(
                $"Gruppo {Name(group)}: meno di {fewest} persone, non si mostra",
                $"Group {Name(group)}: fewer than {fewest} people, not shown"), []);
            return;
        }

        Section(text, Say($"Gruppo {Name(group)}: {size} persone. Lo rappresenta:",
            $"Group {Name(group)}: {size} people. It is represented by:"),
            map.Comparison.Representative[group].Where(found => found.Numbers.Seen >= fewest)
            .Select(found => Line(map.Votes, found.Statement, Side(found))));
    }

    private static string Side(RepresentativeStatement found) => found.ForAgreeing
        ? Say($"d'accordo {found.Successes} su {found.Numbers.Seen}", $"agree {found.Successes} of {found.Numbers.Seen}")
        : Say($"contrari {found.Successes} su {found.Numbers.Seen}", $"disagree {found.Successes} of {found.Numbers.Seen}");

    private static void Consensus(StringBuilder text, OpinionMap map, bool agreeing) => Section(text,
        agreeing ? Say(
            "Su che cosa è d'accordo la maggior parte",
            "What most people agree with") : Say("A che cosa è contraria la maggior parte", "What most people disagree with"),
        map.Comparison.Consensus(agreeing).Select(found => Line(map.Votes, found.Statement, Say(
            $"{found.Successes} su {found.Seen}",
            $"{found.Successes} of {found.Seen}"))));

    /// <summary>The statements that every group is most in favour of; each group's share is above one half.</summary>
    private static IEnumerable<int> Uniting(OpinionMap map) => Enumerable.Range(0, map.Votes.Statements.Count)
        .Where(s => !map.Votes.Statements[s].IsZeroed && Enumerable.Range(0, map.GroupCount)
            .All(group => map.Comparison.Cell(group, s).AgreeShare > 0.5))
        .OrderByDescending(map.Comparison.GroupInformedConsensus).Take(5);

    private static object Json(OpinionMap map, GroupStability? stability, int fewest) => new
    {
        explanation = map.Explanation.ToString(),
        silhouettes = map.Silhouettes.ToDictionary(pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value),
        stability = stability is null ? null : new { stability.Resamples, stability.MeanAri, stability.LowAri, stability.SameCount },
        participants = map.Votes.Participants.Select((id, row) => new
        {
            id,
            x = map.Positions[row].X,
            y = map.Positions[row].Y,
            group = map.Groups[row] < 0 ? (int?)null : map.Groups[row] + 1
        }),
        groups = Enumerable.Range(0, map.GroupCount).Select(group => new
        {
            group = group + 1,
            size = map.Comparison.Sizes[group],
            representative = map.Comparison.Representative[group].Where(found => found.Numbers.Seen >= fewest).Select(found => new
            {
                statement = map.Votes.Statements[found.Statement].Id,
                agree = found.ForAgreeing,
                bestAgreement = found.IsBestAgreement,
                successes = found.Successes,
                seen = found.Numbers.Seen,
                share = found.Share,
                shareTest = found.ShareTest,
                ratio = found.Ratio,
                ratioTest = found.RatioTest,
            }),
        }),
        statements = map.Votes.Statements.Select((statement, s) => new
        {
            id = statement.Id,
            zeroed = statement.IsZeroed,
            centre = map.Centre[s],
            axes = map.Axes.Select(axis => axis[s]),
            groupInformedConsensus = map.Comparison.GroupInformedConsensus(s),
            groupInformedRejection = map.Comparison.GroupInformedRejection(s),
            priority = map.Comparison.Priority(s),
            groups = Cells(map, s, fewest),
        }),
        consensus = new { agree = Ids(map, true), disagree = Ids(map, false) },
        dividing = map.Comparison.Dividing(10)
        .Select(found => new
        {
            statement = map.Votes.Statements[found.Statement].Id,
            found.Spread,
            most = found.MostFavourable + 1,
            least = found.LeastFavourable + 1
        }),
    };

    /// <summary>The votes of each group; null for groups with too few voters, and for those from which they could be worked out.</summary>
    private static IEnumerable<object?> Cells(OpinionMap map, int statement, int fewest)
    {
        var cells = Enumerable.Range(0, map.GroupCount).Select(group => map.Comparison.Cell(group, statement)).ToList();
        bool[] hidden = SmallCells.Hide([.. cells.Select(cell => cell.Seen)], fewest);
        return cells.Zip(hidden, (cell, hide) => hide ? null : (object)new { cell.Agree, cell.Disagree, cell.Pass });
    }

    private static IEnumerable<object> Ids(OpinionMap map, bool agreeing) =>
        map.Comparison.Consensus(agreeing).Select(found => (object)new
        {
            statement = map.Votes.Statements[found.Statement].Id,
            found.Successes,
            found.Seen,
            found.Share,
            found.Test
        });
}
