using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>Options and the grades that people gave them; checked when made, unchangeable afterwards.</summary>
public sealed class GradedElection
{
    private readonly long[,] _count;

    /// <summary>Checks and counts the ballots.</summary>
    /// <param name="options">At least one; ids differ. Their order is the last word in every tie.</param>
    /// <param name="grades">Names of the grades, best first; at least two.</param>
    /// <param name="ballots">For each ballot one grade for each option: index in <paramref name="grades"/>; missing = the worst
    /// grade.</param>
    /// <param name="lines">Line of the file for each ballot; empty when there is none.</param>
    /// <exception cref="FormatError">Something is wrong; says what, on which line.</exception>
    public GradedElection(
        ImmutableArray<Candidate> options, ImmutableArray<string> grades, ImmutableArray<ImmutableArray<int?>> ballots,
            ImmutableArray<int> lines = default)
    {
        if (options.IsDefaultOrEmpty)
            throw new FormatError(0, 0, "Non c'è nessuna opzione: elencane almeno una.", "There is no option: list at least one.");
        if (grades.IsDefault || grades.Length < 2)
            throw new FormatError(0, 0, "Servono almeno due giudizi.", "At least two grades are needed.");
        (Options, Grades, Voters) = (options, grades, ballots.Length);
        _count = new long[options.Length, grades.Length];
        for (int i = 0; i < ballots.Length; i++) Count(ballots[i], lines.IsDefaultOrEmpty ? 0 : lines[i]);
    }

    /// <summary>What is graded.</summary>
    public ImmutableArray<Candidate> Options { get; }

    /// <summary>The grades, best first.</summary>
    public ImmutableArray<string> Grades { get; }

    /// <summary>How many people voted.</summary>
    public int Voters { get; }

    /// <summary>How many people gave an option a grade.</summary>
    public long Count(int option, int grade) => _count[option, grade];

    private void Count(ImmutableArray<int?> ballot, int line)
    {
        if (ballot.Length != Options.Length)
            throw new FormatError(line, 0, $"La scheda ha {ballot.Length} giudizi per {Options.Length} opzioni.",
                $"The ballot has {ballot.Length} grades for {Options.Length} options.");
        for (int option = 0; option < ballot.Length; option++)
        {
            int grade = ballot[option] ?? Grades.Length - 1;
            if (grade < 0 || grade >= Grades.Length)
                throw new FormatError(line, 0, "La scheda usa un giudizio che non esiste.", "The ballot uses a grade that does not exist.");
            _count[option, grade]++;
        }
    }
}

/// <summary>Majority judgment: the option whose middle grade is best.</summary>
/// <remarks>
/// Balinski and Laraki, “Majority Judgment”, MIT Press 2011. With an even number of votes the middle grade is the worse of the
/// two; equals are compared after taking one middle vote away from each, again and again. O(options × voters).
/// </remarks>
public static class MajorityJudgment
{
    private static readonly Bilingual Name = new(
        "Giudizio maggioritario (parità: si toglie un voto mediano alla volta, poi il primo in elenco)",
        "Majority judgment (ties: one median vote after the other is taken away, then the first listed)");

    /// <summary>Ranks the options.</summary>
    /// <param name="election">Options and grades.</param>
    /// <param name="seats">How many win; 1 or more.</param>
    public static Outcome Run(GradedElection election, int seats = 1)
    {
        ArgumentNullException.ThrowIfNull(election);
        ArgumentOutOfRangeException.ThrowIfLessThan(seats, 1);
        int[][] medians = [.. Enumerable.Range(0, election.Options.Length).Select(option => Medians(election, option))];
        int[] order = [.. Enumerable.Range(0, medians.Length).Order(Comparer<int>.Create((a, b) => Compare(medians[a], medians[b])))];
        var verdicts = new Verdict[order.Length];
        for (int at = 0; at < order.Length; at++) verdicts[order[at]] = new(order[at], at < seats, Why(election, medians, order, at));
        bool tie = seats < order.Length && Compare(medians[order[seats - 1]], medians[order[seats]]) == 0;
        return new Outcome(Name, [.. order.Take(seats)], [.. verdicts], tie
            ? [Bilingual.Of($"«{election.Options[order[seats - 1]].Id}» e «{election.Options[order[seats]].Id}» hanno gli stessi giudizi.",
                $"“{election.Options[order[seats - 1]].Id}” and “{election.Options[order[seats]].Id}” have the same grades.")]
            : []);
    }

    /// <summary>The middle grade, then the middle grade after taking that vote away, and so on to the last vote.</summary>
    internal static int[] Medians(GradedElection election, int option)
    {
        long[] left = [.. Enumerable.Range(0, election.Grades.Length).Select(grade => election.Count(option, grade))];
        var medians = new int[election.Voters];
        for (int taken = 0; taken < medians.Length; taken++)
        {
            long place = (medians.Length - taken) / 2; // 0-based from the best: the worse of two middles
            int grade = 0;
            while (place >= left[grade]) place -= left[grade++];
            medians[taken] = grade;
            left[grade]--;
        }

        return medians;
    }

    private static int Compare(int[] a, int[] b) => a.AsSpan().SequenceCompareTo(b);

    private static Bilingual Why(GradedElection election, int[][] medians, int[] order, int at)
    {
        int option = order[at];
        if (election.Voters == 0) return new("Nessun voto.", "No votes.");
        int median = medians[option][0];
        long better = Enumerable.Range(0, median).Sum(grade => election.Count(option, grade));
        long worse = election.Voters - better - election.Count(option, median);
        Bilingual grade = Bilingual.Of(
            $"{at + 1}º: giudizio mediano «{election.Grades[median]}»; {better:N0} voti migliori, {worse:N0} peggiori.",
            $"No. {at + 1}: median grade “{election.Grades[median]}”; {better:N0} better votes, {worse:N0} worse.");
        if (at == 0) return grade;
        int same = medians[order[at - 1]].Zip(medians[option]).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == 0 || same == election.Voters
            ? grade
            : grade.Then(Bilingual.Of(
                $"Dietro «{election.Options[order[at - 1]].Id}» tolti {same:N0} voti mediani a entrambi.",
                $"Behind “{election.Options[order[at - 1]].Id}” after taking {same:N0} median votes from both."));
    }
}
