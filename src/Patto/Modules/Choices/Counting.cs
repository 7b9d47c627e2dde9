using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Deliberation;
using Deliberation.Priorities;
using Prio = Deliberation.Priorities;

namespace Patto.Modules.Choices;

/// <summary>What became of one option, in the order of the list.</summary>
/// <param name="Place">From 1.</param>
/// <param name="Total">Marks, points, wins against the others; with the majority judgment the people who gave it the middle grade or
/// better.</param>
/// <param name="Supporters">How many people gave it anything.</param>
/// <param name="Grades">How many people gave it each grade, best first; empty for other rules.</param>
public sealed record OptionResult(bool Wins, int Place, long Total, long Supporters, Bilingual Why, IReadOnlyList<long> Grades);

/// <summary>What came out, in totals only.</summary>
/// <param name="Ballots">All that lay in the box.</param>
/// <param name="Blank">On which nothing was marked.</param>
/// <param name="Spoilt">Which could not be counted.</param>
/// <param name="OnPaper">How many of all came on paper.</param>
/// <param name="Entitled">How many might have voted; null where whoever has an account may.</param>
/// <param name="Winners">Places in the list of options, first winner first; empty where the quorum was missed.</param>
/// <param name="Pairs">For a ranking: how many people put the row above the column.</param>
/// <param name="Stages">For a vote that passes on: the count step by step; null for other rules, and where there are so few ballots that it
/// would tell of somebody.</param>
/// <param name="Quota">For a vote that passes on: the votes that win; null for other rules.</param>
/// <param name="Share">Where money is shared: what each person had at last, in euro.</param>
public sealed record ChoiceResult(int Ballots, int Blank, int Spoilt, int OnPaper, int? Entitled, bool IsQuorate,
    IReadOnlyList<int> Winners, IReadOnlyList<OptionResult> Options, Bilingual Rule, IReadOnlyList<Bilingual> Ties,
    IReadOnlyList<IReadOnlyList<long>> Pairs, decimal? Share, IReadOnlyList<CountStage>? Stages = null, long? Quota = null)
{
    [JsonIgnore] public int Valid => Ballots - Blank - Spoilt;
}

/// <summary>A step of the count of a vote that passes on.</summary>
/// <param name="Elected">Places in the list of options of those that reached the quota at this step, most votes first.</param>
/// <param name="Excluded">Place of the one that left with fewest votes; null where somebody was elected.</param>
/// <param name="Votes">Votes of each option before the step, to two decimals; 0 for those that were out before.</param>
public sealed record CountStage(IReadOnlyList<int> Elected, int? Excluded, IReadOnlyList<decimal> Votes);

/// <summary>What is known of a vote besides its ballots.</summary>
internal readonly record struct Turnout(int OnPaper, int? Entitled);

/// <summary>Counts the ballots of a choice by its rule. The rules themselves stand in Deliberation.</summary>
internal static class Counting
{
    public static ChoiceResult Count(Choice choice, IReadOnlyList<Ballot> ballots, Turnout turnout)
    {
        var valid = ballots.Where(b => !b.IsSpoilt && !b.IsBlank).Select(b => b.Marks).ToList();
        var counted = choice.Rule switch
        {
            ChoiceRule.Ranking => Ranked(choice, valid),
            ChoiceRule.Judgment => Judged(choice, valid),
            ChoiceRule.Transferable => Passed(choice, valid),
            ChoiceRule.EqualShares => Shared(choice, valid),
            _ => Summed(choice, valid),
        };
        if (choice.Rule == ChoiceRule.Transferable && ballots.Count < Choice.FewestWhole) counted = OfFew(counted);
        else if (ballots.Count >= Choice.FewestWhole) counted = WithWhatWasEnough(choice, valid, counted);
        var quorate = choice.Quorum is not { } needed || ballots.Count >= needed;
        var stands = quorate && valid.Count > 0;
        return new(ballots.Count, ballots.Count(b => b.IsBlank), ballots.Count(b => b.IsSpoilt), turnout.OnPaper, turnout.Entitled, quorate,
            stands ? counted.Winners : [], [.. counted.Options.Select(o => stands ? o : o with { Wins = false })], counted.Rule,
            counted.Ties, counted.Pairs, counted.Share, counted.Stages, counted.Quota);
    }

    /// <summary>Up to so much work (ballots times options squared) every loser is told what would have been enough; beyond, the count would
    /// hold up those who write meanwhile. Equal shares are five times the work.</summary>
    internal const int MostRecounted = 200_000;

    // Each is a count of the whole election with that one change: of few ballots it would tell how somebody voted.
    private static Outcome WithWhatWasEnough(Choice choice, List<int[]> valid, Outcome counted)
    {
        var work = (long)valid.Count * choice.Options.Count * choice.Options.Count * (choice.IsSharingMoney ? 5 : 1);
        Func<int, Counterfactual>? ask = null;
        if (work > MostRecounted || counted.Winners.Count == 0) return counted;
        if (choice.RanksOptions)
        {
            var election = new RankedElection(Candidates(choice), [.. valid.Select(RankingOf)], choice.Winners);
            ask = choice.Rule == ChoiceRule.Ranking ? loser => Counterfactuals.Of(election, loser, e => Schulze.Run(e).Winners)
                : loser => Counterfactuals.Of(election, loser, e => TransferableVote.Run(e).Winners);
        }
        else if (choice.IsSharingMoney)
        {
            var election = Election(choice, valid);
            ask = loser => Counterfactuals.Of(election, loser, e => EqualShares.Run(e).Winners);
        }
        return ask is null ? counted : counted with
        {
            Options = [.. counted.Options.Select((o, n) => o.Wins || o.Supporters == 0 ? o : o with { Why = o.Why.Then(ask(n).Why) })],
        };
    }

    private sealed record Outcome(IReadOnlyList<int> Winners, IReadOnlyList<OptionResult> Options, Bilingual Rule,
        IReadOnlyList<Bilingual> Ties, IReadOnlyList<IReadOnlyList<long>> Pairs, decimal? Share = null,
        IReadOnlyList<CountStage>? Stages = null, long? Quota = null);

    private static ImmutableArray<Candidate> Candidates(Choice choice) => [.. choice.Options.Select(o => new Candidate(o.Title, o.Title))];

    private static long SupportersOf(List<int[]> valid, int option) => valid.Count(b => b[option] > 0);

    /// <summary>The election of marks and points; where nothing costs anything, each option costs one.</summary>
    internal static BudgetElection Election(Choice choice, IEnumerable<int[]> valid) => new(
        [.. choice.Options.Select(o => new Project(o.Title, o.Title, choice.IsSharingMoney ? o.Cost!.Value : 1))],
        choice.IsSharingMoney ? choice.Budget!.Value : choice.Winners,
        [.. valid.Select(b => new Prio.Ballot([.. b.Select((points, n) => new Mark(n, points)).Where(m => m.Points > 0)]))]);

    private static Outcome Summed(Choice choice, List<int[]> valid)
    {
        var election = Election(choice, valid);
        var (totals, supporters, order) = (Tally.Points(election), Tally.Supporters(election), Tally.Order(election));
        int[] chosen = [.. order.Where(o => totals[o] > 0)];
        int[] winners = chosen[..Math.Min(choice.Winners, chosen.Length)];
        var options = choice.Options.Select((_, n) => new OptionResult(winners.Contains(n), order.IndexOf(n) + 1, totals[n], supporters[n],
            WhySummed(choice, totals, supporters, order, winners, n), [])).ToList();
        return new(winners, options, SumRule(choice.Rule), TiesAt(choice, totals, order, winners), []);
    }

    private static Bilingual SumRule(ChoiceRule rule) => rule switch
    {
        ChoiceRule.Approval => new("Più segni (parità: prima nell'elenco)", "Most marks (ties: the first listed)"),
        ChoiceRule.Points => new("Più punti (parità: prima nell'elenco)", "Most points (ties: the first listed)"),
        _ => new("Somma dei voti più alta (parità: prima nell'elenco)", "Highest sum of scores (ties: the first listed)"),
    };

    private static Bilingual WhySummed(Choice choice, ImmutableArray<long> totals, ImmutableArray<long> supporters,
        ImmutableArray<int> order, int[] winners, int option)
    {
        var approval = choice.Rule == ChoiceRule.Approval;
        var (total, people) = (totals[option], supporters[option]);
        if (total == 0) return new("Nessuno l'ha scelta.", "Nobody chose it.");
        var at = order.IndexOf(option) + 1;
        var (persona, person) = people == 1 ? ("persona", "person") : ("persone", "people");
        var (punti, points) = total == 1 ? ("punto", "point") : ("punti", "points");
        var place = approval ? Bilingual.Of($"{at}ª: l'hanno segnata {people:N0} {persona}.", $"No. {at}: marked by {people:N0} {person}.")
            : Bilingual.Of($"{at}ª: {total:N0} {punti}, da {people:N0} {persona}.", $"No. {at}: {total:N0} {points}, from {people:N0} {person}.");
        return winners.Contains(option) ? place : place.Then(Missing(choice, totals, winners[^1], option));
    }

    // To be listed before is enough where the totals are equal.
    private static Bilingual Missing(Choice choice, ImmutableArray<long> totals, int last, int option)
    {
        var (name, needed) = (choice.Options[last].Title, NeededBy(totals, last, option));
        if (totals[option] == totals[last]) return Bilingual.Of($"È alla pari con «{name}», che viene prima nell'elenco tirato a sorte.",
            $"It is equal with “{name}”, which comes first in the list drawn by lot.");
        var what = choice.Rule == ChoiceRule.Approval ? needed == 1 ? ("un segno", "mark") : ($"{needed:N0} segni", "marks")
            : needed == 1 ? ("un punto", "point") : ($"{needed:N0} punti", "points");
        return Bilingual.Of($"Con {what.Item1} in più sarebbe stata davanti a «{name}», l'ultima che vince.",
            $"With {needed:N0} more {what.Item2} it would have been ahead of “{name}”, the last one that wins.");
    }

    internal static long NeededBy(ImmutableArray<long> totals, int last, int option) =>
        totals[last] - totals[option] + (option < last ? 0 : 1);

    private static Bilingual[] TiesAt(Choice choice, ImmutableArray<long> totals, ImmutableArray<int> order, int[] winners)
    {
        if (winners.Length == 0 || winners.Length == order.Length) return [];
        var (last, next) = (order[winners.Length - 1], order[winners.Length]);
        return totals[last] != totals[next] || totals[next] == 0 ? [] : [Bilingual.Of(
            $"Alla pari per l'ultimo posto: «{choice.Options[last].Title}» e «{choice.Options[next].Title}». Ha deciso l'ordine dell'elenco, tirato a sorte all'apertura.",
            $"Equal for the last place: “{choice.Options[last].Title}” and “{choice.Options[next].Title}”. The order of the list decided, drawn by lot at the opening.")];
    }

    private static Outcome Ranked(Choice choice, List<int[]> valid)
    {
        var election = new RankedElection(Candidates(choice), [.. valid.Select(RankingOf)], Math.Min(choice.Winners, choice.Options.Count));
        var schulze = Schulze.Run(election);
        List<int> order = [.. schulze.Ranking.SelectMany(group => group)];
        var all = Enumerable.Range(0, choice.Options.Count).ToList();
        return new([.. schulze.Winners], [.. schulze.Verdicts.Select(v => new OptionResult(v.Wins, order.IndexOf(v.Item) + 1,
            all.Count(other => schulze.Pairs.Beats(v.Item, other)), SupportersOf(valid, v.Item), v.Why, []))], schulze.Rule, schulze.Ties,
            [.. all.Select(a => (IReadOnlyList<long>)[.. all.Select(b => a == b ? 0 : schulze.Pairs.Above(a, b))])]);
    }

    private static Outcome Passed(Choice choice, List<int[]> valid)
    {
        var election = new RankedElection(Candidates(choice), [.. valid.Select(RankingOf)], Math.Min(choice.Winners, choice.Options.Count));
        var count = TransferableVote.Run(election);
        List<CountStage> stages = [.. count.Stages.Select(s => new CountStage([.. s.Elected], s.Excluded, [.. s.Votes.Select(Shown)]))];
        // An option's votes at the last step at which it was there: those that passed on from it are another's.
        long[] last = [.. choice.Options.Select((_, n) => count.Stages.Length == 0 ? SupportersOf(valid, n)
            : (long)(count.Stages.LastOrDefault(s => s.Votes[n] > 0)?.Votes[n] ?? 0).Floor())];
        var left = stages.Select(s => s.Excluded).OfType<int>().Reverse().ToList();
        List<int> order = [.. count.Winners];
        order.AddRange(Enumerable.Range(0, choice.Options.Count).Except(order).OrderBy(n => left.IndexOf(n))
            .ThenByDescending(n => last[n]).ToList());
        return new([.. count.Winners], [.. count.Verdicts.Select(v => new OptionResult(v.Wins, order.IndexOf(v.Item) + 1, last[v.Item],
            SupportersOf(valid, v.Item), v.Why, []))], count.Rule, count.Ties, [], null, stages, count.Quota);
    }

    // The way of a vote from one option to the next tells of few people how they voted: the reasons and ties say it as the steps do.
    private static Outcome OfFew(Outcome counted) => counted with
    {
        Stages = null,
        Ties = [],
        Options = [.. counted.Options.Select(o => o with
        {
            Total = o.Supporters,
            Why = o.Wins ? new("Vince con questa regola.", "It wins by this rule.")
                : new("Non vince con questa regola.", "It does not win by this rule."),
        })],
    };

    private static decimal Shown(Fraction votes) => Math.Round((decimal)votes.ToDouble(), 2);

    /// <summary>Those without a number are equal last: the rule takes them so when they are not named.</summary>
    internal static Ranking RankingOf(int[] places) => new([.. places.Select((place, option) => (place, option)).Where(p => p.place > 0)
        .GroupBy(p => p.place).OrderBy(g => g.Key).Select(g => g.Select(p => p.option).ToImmutableArray())]);

    private static Outcome Judged(Choice choice, List<int[]> valid)
    {
        var election = Graded(choice, valid);
        var judged = MajorityJudgment.Run(election, Math.Min(choice.Winners, choice.Options.Count));
        var order = MajorityJudgment.Run(election, choice.Options.Count).Winners;
        return new([.. judged.Winners], [.. judged.Verdicts.Select(v =>
        {
            long[] grades = [.. Choice.Grades.Select((_, g) => election.Count(v.Item, g))];
            return new OptionResult(v.Wins, order.IndexOf(v.Item) + 1, MedianOrBetter(grades, valid.Count), SupportersOf(valid, v.Item),
                v.Why,
                grades);
        })], judged.Rule, judged.Ties, []);
    }

    internal static GradedElection Graded(Choice choice, IEnumerable<int[]> valid) => new(Candidates(choice), [.. Choice.Grades],
        [.. valid.Select(b => b.Select(grade => grade == 0 ? (int?)null : grade - 1).ToImmutableArray())]);

    private static long MedianOrBetter(long[] grades, int voters)
    {
        var seen = 0L;
        foreach (var count in grades)
            if ((seen += count) > voters / 2) break;
        return seen;
    }

    private static Outcome Shared(Choice choice, List<int[]> valid)
    {
        var election = Election(choice, valid);
        var shared = EqualShares.Run(election);
        var (totals, order) = (Tally.Points(election), Tally.Order(election));
        List<int> places = [.. shared.Winners, .. order.Except(shared.Winners)];
        return new([.. shared.Winners], [.. shared.Verdicts.Select(v => new OptionResult(v.Wins, places.IndexOf(v.Item) + 1, totals[v.Item],
            SupportersOf(valid, v.Item), v.Why, []))], shared.Rule, shared.Ties, [],
            valid.Count == 0 ? null : Math.Round((decimal)shared.Endowment.ToDouble(), 2));
    }
}
