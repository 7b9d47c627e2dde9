using System.Collections.Immutable;
using System.Globalization;
using Deliberation.Formats.Tables;
using Deliberation.Priorities;

namespace Deliberation.Formats;

/// <summary>
/// Ballots as a table: one column an option, one row a ballot; an optional column <c>voter</c> is not read, an optional
/// column <c>voters</c> says how many people cast the row, and an optional first row <c>cost</c> (in column <c>voter</c>) gives costs.
/// </summary>
/// <remarks>
/// Any separator; an empty cell is no mark, no rank, no grade, and an empty row no ballot. As online forms export it, a mark may be
/// <c>x</c> or <c>sì</c> (and <c>no</c> none), a rank <c>2ª scelta</c> or <c>2nd choice</c>, and a ranking may have a column a choice
/// (<c>1ª scelta</c>, <c>2ª scelta</c>, …) whose cells name the options.
/// </remarks>
public sealed class BallotTable
{
    private readonly List<(TableCell[] Cells, int Voters, int Line)> _rows = [];
    private readonly TableCell[]? _costs;
    private readonly bool _italian;
    private readonly DecimalStyle? _decimals;

    private BallotTable(TextsTable table, int[] options, DecimalStyle? decimals)
    {
        Options = [.. options.Select(option => table.Headings[option].Text)];
        (_italian, _decimals) = (table.IsItalian, decimals);
        int? voter = table.OptionalColumn("voter", "votante"), voters = table.OptionalColumn("voters", "votanti");
        foreach (var row in table.Rows)
        {
            TableCell[] cells = [.. options.Select(option => row[option])];
            if (voter is { } named && row[named].Text is "cost" or "costo" && _costs is null) _costs = cells;
            else _rows.Add((cells, voters is { } many && row[many].Text.Length > 0 ? Whole(row[many], 1, int.MaxValue) : 1, row[0].Line));
        }
    }

    /// <summary>The options, in the order of the columns.</summary>
    public ImmutableArray<string> Options { get; }

    /// <summary>Reads a whole table; cells are read later, as ranks, points or grades.</summary>
    /// <param name="reader">The text of the file.</param>
    /// <param name="decimals">What parts the decimals of the costs; null to find it, and to stop where nothing settles it.</param>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static BallotTable Read(TextReader reader, DecimalStyle? decimals = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var table = TextsTable.ReadShort(reader, new("Il file è vuoto: la prima riga elenca le opzioni.",
            "The file is empty: the first line lists the options."));
        int[] options = [.. Enumerable.Range(0, table.Headings.Count).Where(column =>
            column != table.OptionalColumn("voter", "votante") && column != table.OptionalColumn("voters", "votanti"))];
        if (options.Length == 0 || options.Any(option => table.Headings[option].Text.Length == 0))
            throw new FormatError(table.Headings[0].Line, 1, "La prima riga deve dare un nome a ogni opzione.",
                "The first line must give each option a name.");
        return new BallotTable(table, options, decimals);
    }

    /// <summary>Cells are points, 1 for an approval.</summary>
    /// <param name="budget">What may be spent; without a row of costs every option costs 1, so this is the number of winners.</param>
    /// <exception cref="FormatError">A cost is none, or can be read in two ways.</exception>
    public BudgetElection ToPoints(decimal budget) => new(
        [.. Options.Zip(Costs(), (option, cost) => new Project(option, option, cost, _costs?[0].Line ?? 0))],
        budget,
        [.. _rows.Select(row => new Ballot(Marks(row.Cells), row.Voters, row.Line))]);

    /// <summary>Cells are ranks: 1 for the best, equal numbers for equals.</summary>
    /// <param name="seats">How many are to win.</param>
    public RankedElection ToRankings(int seats)
    {
        if (Options.All(option => RankIn(option) is not null) && Options.Select(RankIn).Distinct().Count() == Options.Length
            && _rows.Any(row => row.Cells.Any(cell => cell.Text.Length > 0 && RankIn(cell.Text) is null))) return ByChoice(seats);
        return new(Candidates(), [.. _rows.Select(row => new Ranking(Places(row.Cells), row.Voters, row.Line))], seats);
    }

    /// <summary>A column a choice: the options are what the cells say, in the order in which they first come.</summary>
    private RankedElection ByChoice(int seats)
    {
        int[] order = [.. Enumerable.Range(0, Options.Length).OrderBy(column => RankIn(Options[column]))];
        string[] named = [.. _rows.SelectMany(row => order.Select(column => row.Cells[column].Text)).Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)];
        Ranking Of((TableCell[] Cells, int Voters, int Line) row)
        {
            TableCell[] chosen = [.. order.Select(column => row.Cells[column]).Where(cell => cell.Text.Length > 0)];
            foreach (var (at, cell) in chosen.Index())
                if (chosen.Take(at).Any(before => before.Text == cell.Text))
                    throw cell.Refused($"«{cell.Shown}» è scelto due volte nella stessa scheda: tieni la prima volta.",
                        $"“{cell.Shown}” is chosen twice on one ballot: keep the first time.");
            return new Ranking([.. chosen.Select(cell => ImmutableArray.Create(Array.IndexOf(named, cell.Text)))], row.Voters, row.Line);
        }

        return new([.. named.Select(option => new Candidate(option, option, 1))], [.. _rows.Select(Of)], seats);
    }

    /// <summary>2 for <c>2</c>, <c>2°</c>, <c>2ª scelta</c>, <c>2nd choice</c>, <c>seconda scelta</c>, <c>scelta 2</c>; null for
    /// others.</summary>
    private static int? RankIn(string text)
    {
        string[] words = text.ToLowerInvariant().Split([' ', '\u00A0', ':'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 2 && s_choices.Contains(words[1])) words = [words[0]];
        else if (words.Length == 2 && s_choices.Contains(words[0])) words = [words[1]];
        if (words.Length != 1) return null;
        int spelled = Array.FindIndex(s_ordinals, ordinal => ordinal.Contains(words[0]));
        if (spelled >= 0) return spelled + 1;
        string digits = string.Concat(words[0].TakeWhile(char.IsAsciiDigit)), ending = words[0][digits.Length..];
        if (digits.Length is 0 or > 7 || !s_endings.Contains(ending)) return null;
        int rank = int.Parse(digits, CultureInfo.InvariantCulture);
        return rank > 0 ? rank : null;
    }

    private static readonly string[] s_choices = ["scelta", "preferenza", "posto", "choice", "preference", "place"];
    private static readonly string[] s_endings = ["", ".", ")", "°", "º", "ª", "^", "a", "o", "st", "nd", "rd", "th"];
    private static readonly string[][] s_ordinals =
        [["prima", "primo", "first"], ["seconda", "secondo", "second"], ["terza", "terzo", "third"], ["quarta", "quarto", "fourth"],
            ["quinta", "quinto", "fifth"]];
    private static readonly string[] s_yes = ["x", "✓", "✔", "sì", "si", "sí", "s", "yes", "y", "vero", "true"],
        s_no = ["no", "n", "falso", "false", "-"];

    /// <summary>Cells are names of grades.</summary>
    /// <param name="grades">The names, best first.</param>
    public GradedElection ToGrades(ImmutableArray<string> grades)
    {
        var ballots = new List<ImmutableArray<int?>>();
        var lines = new List<int>();
        foreach ((TableCell[] cells, int voters, int line) in _rows)
        {
            ImmutableArray<int?> ballot = [.. cells.Select(cell => Grade(cell, grades))];
            for (int i = 0; i < Math.Min(voters, 10_000_000 - ballots.Count); i++)
            {
                ballots.Add(ballot);
                lines.Add(line);
            }
        }

        return new GradedElection(Candidates(), grades, [.. ballots], [.. lines]);
    }

    private ImmutableArray<Candidate> Candidates() => [.. Options.Select(option => new Candidate(option, option, 1))];

    private static ImmutableArray<Mark> Marks(TableCell[] cells) => [.. cells
        .Select((cell, option) => new Mark(option, cell.Text.Length == 0 ? 0 : Points(cell)))
        .Where(mark => mark.Points > 0)];

    private static ImmutableArray<ImmutableArray<int>> Places(TableCell[] cells) => [.. cells
        .Select((cell, option) => (Option: option, Rank: cell.Text.Length == 0 ? 0
            : RankIn(cell.Text) ?? Whole(cell, 1, 1_000_000)))
        .Where(choice => choice.Rank > 0)
        .GroupBy(choice => choice.Rank)
        .OrderBy(place => place.Key)
        .Select(place => place.Select(choice => choice.Option).ToImmutableArray())];

    private static int Points(TableCell cell)
    {
        string word = cell.Text.ToLowerInvariant();
        return s_yes.Contains(word) ? 1 : s_no.Contains(word) ? 0 : Whole(cell, 0, 1_000_000);
    }

    private static int? Grade(TableCell cell, ImmutableArray<string> grades)
    {
        if (cell.Text.Length == 0) return null;
        int grade = grades.IndexOf(cell.Text);
        if (grade >= 0) return grade;
        string names = string.Join(", ", grades);
        throw cell.Refused($"«{cell.Text}» non è un giudizio: usa {names}.",
            $"“{cell.Text}” is not a grade: use {names}.");
    }

    private IEnumerable<decimal> Costs()
    {
        if (_costs is null) return Options.Select(_ => 1m);
        var costs = NumberColumn.Read(_costs, _italian, _decimals);
        foreach (var (cost, cell) in costs.Values.Zip(_costs))
        {
            if (cost is null && costs.Question?.Place != cell.Place && costs.Errors.Any(error => error.Place == cell.Place) || cell.Text.Length == 0 || cost < 0)
                throw cell.Refused($"«{cell.Shown}» non è un costo.", $"“{cell.Shown}” is not a cost.");
        }

        return costs.Question is { } open ? throw open.AsError("--decimal") : costs.Values.Select(cost => cost!.Value);
    }

    private static int Whole(TableCell cell, int least, int most) =>
        int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw cell.Refused(
                $"«{cell.Text}» non va bene: qui ci vuole un numero intero da {least} a {most}, o niente.",
                $"“{cell.Text}” will not do: a whole number from {least} to {most} is needed here, or nothing.");
}
