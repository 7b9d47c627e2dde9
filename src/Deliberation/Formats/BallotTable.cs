using System.Collections.Immutable;
using System.Globalization;
using Deliberation.Priorities;

namespace Deliberation.Formats;

/// <summary>
/// Ballots as a table: one column an option, one row a ballot; an optional column <c>voter</c> is not read, an optional
/// column <c>voters</c> says how many people cast the row, and an optional first row <c>cost</c> (in column <c>voter</c>) gives costs.
/// </summary>
/// <remarks>Comma or semicolon, whichever the header uses. An empty cell is no mark, no rank, no grade.</remarks>
public sealed class BallotTable
{
    private readonly List<(Field[] Cells, int Voters, int Line)> _rows = [];
    private readonly Field[]? _costs;
    private readonly int _costLine;

    private BallotTable(ImmutableArray<string> options, List<(Field[] Cells, int Voters, int Line)> rows, Field[]? costs, int costLine) =>
        (Options, _rows, _costs, _costLine) = (options, rows, costs, costLine);

    /// <summary>The options, in the order of the columns.</summary>
    public ImmutableArray<string> Options { get; }

    /// <summary>Reads a whole table; cells are read later, as ranks, points or grades.</summary>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static BallotTable Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var lines = new TextLines(reader);
        string header = lines.NextFilled()
            ?? throw new FormatError(1, 0, "Il file è vuoto: la prima riga elenca le opzioni.",
                "The file is empty: the first line lists the options.");
        var columns = new Columns(lines, header, header.Contains(';', StringComparison.Ordinal) ? ';' : ',');
        int voter = columns.Optional("voter"), voters = columns.Optional("voters");
        int[] options = [.. Enumerable.Range(0, columns.Names.Length).Where(column => column != voter && column != voters)];
        if (options.Length == 0 || options.Any(option => columns.Names[option].Text.Length == 0))
            throw new FormatError(lines.Number, 1, "La prima riga deve dare un nome a ogni opzione.",
                "The first line must give each option a name.");

        var rows = new List<(Field[] Cells, int Voters, int Line)>();
        Field[]? costs = null;
        int costLine = 0;
        while (lines.NextFilled() is { } line)
        {
            Field[] values = columns.Values(line);
            Field[] cells = [.. options.Select(option => values[option])];
            if (voter >= 0 && values[voter].Text == "cost" && costs is null) (costs, costLine) = (cells, lines.Number);
            else rows.Add((cells, voters < 0 || values[voters].Text.Length == 0 ? 1 : Whole(values[voters], lines.Number, 1, int.MaxValue),
                lines.Number));
        }

        return new BallotTable([.. options.Select(option => columns.Names[option].Text)], rows, costs, costLine);
    }

    /// <summary>Cells are points, 1 for an approval.</summary>
    /// <param name="budget">What may be spent; without a row of costs every option costs 1, so this is the number of winners.</param>
    public BudgetElection ToPoints(decimal budget) => new(
        [.. Options.Select((option, i) => new Project(option, option, _costs is null ? 1 : Cost(_costs[i]), _costLine))],
        budget,
        [.. _rows.Select(row => new Ballot(Marks(row.Cells, row.Line), row.Voters, row.Line))]);

    /// <summary>Cells are ranks: 1 for the best, equal numbers for equals.</summary>
    /// <param name="seats">How many are to win.</param>
    public RankedElection ToRankings(int seats) =>
        new(Candidates(), [.. _rows.Select(row => new Ranking(Places(row.Cells, row.Line), row.Voters, row.Line))], seats);

    /// <summary>Cells are names of grades.</summary>
    /// <param name="grades">The names, best first.</param>
    public GradedElection ToGrades(ImmutableArray<string> grades)
    {
        var ballots = new List<ImmutableArray<int?>>();
        var lines = new List<int>();
        foreach ((Field[] cells, int voters, int line) in _rows)
        {
            ImmutableArray<int?> ballot = [.. cells.Select(cell => Grade(cell, grades, line))];
            for (int i = 0; i < Math.Min(voters, 10_000_000 - ballots.Count); i++)
            {
                ballots.Add(ballot);
                lines.Add(line);
            }
        }

        return new GradedElection(Candidates(), grades, [.. ballots], [.. lines]);
    }

    private ImmutableArray<Candidate> Candidates() => [.. Options.Select(option => new Candidate(option, option, 1))];

    private static ImmutableArray<Mark> Marks(Field[] cells, int line) => [.. cells
        .Select((cell, option) => new Mark(option, cell.Text.Length == 0 ? 0 : Whole(cell, line, 0, 1_000_000)))
        .Where(mark => mark.Points > 0)];

    private static ImmutableArray<ImmutableArray<int>> Places(Field[] cells, int line) => [.. cells
        .Select((cell, option) => (Option: option, Rank: cell.Text.Length == 0 ? 0 : Whole(cell, line, 1, 1_000_000)))
        .Where(choice => choice.Rank > 0)
        .GroupBy(choice => choice.Rank)
        .OrderBy(place => place.Key)
        .Select(place => place.Select(choice => choice.Option).ToImmutableArray())];

    private static int? Grade(Field cell, ImmutableArray<string> grades, int line)
    {
        if (cell.Text.Length == 0) return null;
        int grade = grades.IndexOf(cell.Text);
        if (grade >= 0) return grade;
        string names = string.Join(", ", grades);
        throw new FormatError(line, cell.Column, $"«{cell.Text}» non è un giudizio: usa {names}.",
            $"“{cell.Text}” is not a grade: use {names}.");
    }

    private decimal Cost(Field cell) =>
        decimal.TryParse(cell.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal cost)
            ? cost
            : throw new FormatError(_costLine, cell.Column, $"«{cell.Text}» non è un costo.", $"“{cell.Text}” is not a cost.");

    private static int Whole(Field cell, int line, int least, int most) =>
        int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new FormatError(
                line, cell.Column,
                $"«{cell.Text}» non va bene: qui ci vuole un numero intero da {least} a {most}, o niente.",
                $"“{cell.Text}” will not do: a whole number from {least} to {most} is needed here, or nothing.");
}
