using System.Text;
using Deliberation;
using Deliberation.Formats;
using Deliberation.Opinions;
using Patto.Tool.Cli;
using static Patto.Tool.Cli.Language;

namespace Patto.Tool.Commands;

/// <summary>What <c>patto groups --known</c> says of groups known beforehand.</summary>
internal static class KnownGroupsAnswer
{
    public static Answer Of(KnownGroups known, VoteTable votes, int fewest, Effort effort)
    {
        var report = KnownGroupReport.Of(votes, known.OfParticipant, known.Names.Count, fewest, effort);
        var text = new StringBuilder();
        text.Append(report.Explanation).Append('\n');
        FoundGroupsAnswer.Section(text, Say("Gruppi", "Groups"),
            known.Names.Select((name, group) => "  " + name + ": " + (report.Shown[group]
            ? Say($"{report.Comparison.Sizes[group]} persone", $"{report.Comparison.Sizes[group]} people")
            : Say($"meno di {fewest} persone, non si mostra", $"fewer than {fewest} people, not shown"))));
        FoundGroupsAnswer.Section(text, Say("Che cosa li divide (p corretto sotto 0,05)", "What divides them (corrected p under 0.05)"),
            report.Differences.Where(each => each.Adjusted < KnownGroupReport.Sure)
            .Select(each => FoundGroupsAnswer.Line(votes, each.Statement, Shares(known, each))));
        text.Append('\n').Append(Say(
            "I voti di meno persone di quante ne chiede --fewest non si mostrano, né quelli da cui si ricaverebbero.",
            "Votes of fewer people than --fewest asks for are not shown, nor those they could be worked out from.")).Append('\n');
        return new Answer(text.ToString(), Json(known, votes, report));
    }

    private static string Shares(KnownGroups known, KnownGroupDifference each) => string.Join(", ", known.Names.Zip(each.Agree)
        .Where(pair => pair.Second is not null).Select(pair => $"{pair.First} {Figures.Percent(pair.Second!.Share)}"))
            + $" (p {Figures.PValue(each.Adjusted ?? 1)})";

    private static object Json(KnownGroups known, VoteTable votes, KnownGroupReport report) => new
    {
        groups = known.Names.Select((name, group) =>
            new { name, size = report.Shown[group] ? (int?)report.Comparison.Sizes[group] : null }),
        statements = report.Differences.Select(each => new
        {
            id = votes.Statements[each.Statement].Id,
            p = each.PValue,
            adjusted = each.Adjusted,
            agree = known.Names.Zip(each.Agree)
            .Select(pair => new
            {
                group = pair.First,
                share = pair.Second?.Share,
                low = pair.Second?.Low,
                high = pair.Second?.High,
                seen = pair.Second?.Trials
            }),
        }),
    };
}
