using System.Collections.Immutable;
using System.Globalization;
using Deliberation.Priorities;

namespace Deliberation.Formats;

/// <summary>An election in the format of Pabulib, the public library of participatory budgets (<c>.pb</c>).</summary>
/// <param name="Election">Projects, budget, ballots. Ordinal votes count as approvals here.</param>
/// <param name="Rankings">The same votes as rankings, when the file says <c>vote_type;ordinal</c>; else null.</param>
/// <param name="Facts">The META section.</param>
/// <param name="Selected">Projects that the town selected, where the file tells; else null.</param>
public sealed record PabulibFile(
    BudgetElection Election,
    RankedElection? Rankings,
    ImmutableDictionary<string, string> Facts,
    ImmutableArray<int>? Selected);

/// <summary>Reads <c>.pb</c> files: sections META, PROJECTS and VOTES of values between semicolons (Faliszewski et al., IJCAI
/// 2023).</summary>
public static class Pabulib
{
    /// <summary>Reads a whole file.</summary>
    /// <remarks>
    /// Linear in its length. Equal votes become one ballot with several voters. An approval named twice in one vote counts
    /// once: published files have such votes.
    /// </remarks>
    /// <exception cref="FormatError">Something is wrong; says where and how to mend it.</exception>
    public static PabulibFile Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new PabulibReader(new TextLines(reader)).Read();
    }
}

internal sealed class PabulibReader(TextLines lines)
{
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lineOfFact = new(StringComparer.Ordinal);
    private readonly List<Project> _projects = [];
    private readonly Dictionary<string, int> _projectById = new(StringComparer.Ordinal);
    private readonly List<int> _selected = [];
    private readonly Dictionary<string, int> _ballotByText = new(StringComparer.Ordinal);
    private readonly List<Ballot> _ballots = [];
    private bool _tellsSelected, _hasVotes;

    public PabulibFile Read()
    {
        string? heading = lines.NextFilled();
        while (heading is not null)
        {
            heading = heading.Trim().ToUpperInvariant() switch
            {
                "META" => ReadMeta(),
                "PROJECTS" => ReadProjects(),
                "VOTES" => ReadVotes(),
                _ => throw Wrong(1, "Mi aspettavo una sezione: META, PROJECTS o VOTES.", "Expected a section: META, PROJECTS or VOTES."),
            };
        }

        if (_projects.Count == 0) throw Wrong(0, "Manca la sezione PROJECTS, o è vuota.", "The PROJECTS section is missing or empty.");
        if (!_hasVotes) throw Wrong(0, "Manca la sezione VOTES.", "The VOTES section is missing.");
        return Result();
    }

    private PabulibFile Result()
    {
        (decimal budget, int line) = Budget();
        bool ordinal = _facts.GetValueOrDefault("vote_type") == "ordinal";
        return new PabulibFile(
            new BudgetElection([.. _projects], budget, [.. _ballots], line),
            ordinal ? Rankings() : null,
            _facts.ToImmutableDictionary(StringComparer.Ordinal),
            _tellsSelected ? [.. _selected] : null);
    }

    private RankedElection Rankings() => new(
        [.. _projects.Select(project => new Candidate(project.Id, project.Name, project.Line))],
        [.. _ballots.Select(ballot =>
        new Ranking([.. ballot.Marks.Select(mark => ImmutableArray.Create(mark.Project))], ballot.Voters, ballot.Line))]);

    private (decimal Budget, int Line) Budget()
    {
        if (!_facts.TryGetValue("budget", out string? text))
            throw Wrong(0, "In META manca la riga «budget;…».", "META lacks the line “budget;…”.");
        int line = _lineOfFact["budget"];
        return (Number(text.Replace(',', '.'), line, "budget;".Length + 1), line);
    }

    private string? ReadMeta()
    {
        string? line = lines.NextFilled(); // key;value
        while ((line = lines.NextFilled()) is not null && !IsHeading(line))
        {
            Field[] fields = lines.Split(line, ';');
            if (fields.Length < 2)
                throw Wrong(1, "In META ogni riga è «chiave;valore».", "In META each line is “key;value”.");
            _facts[fields[0].Text] = fields[1].Text;
            _lineOfFact[fields[0].Text] = lines.Number;
        }

        return line;
    }

    private string? ReadProjects()
    {
        Columns columns = Header("PROJECTS");
        int id = columns.Required("project_id"), cost = columns.Required("cost");
        int name = columns.Optional("name"), selected = columns.Optional("selected");
        _tellsSelected |= selected >= 0;
        string? line;
        while ((line = lines.NextFilled()) is not null && !IsHeading(line))
        {
            Field[] fields = columns.Values(line);
            if (selected >= 0 && fields[selected].Text is not ("" or "0")) _selected.Add(_projects.Count);
            _projectById.TryAdd(fields[id].Text, _projects.Count);
            _projects.Add(new Project(
                fields[id].Text, name >= 0 ? fields[name].Text : fields[id].Text,
                Number(fields[cost].Text, lines.Number, fields[cost].Column), lines.Number));
        }

        return line;
    }

    private string? ReadVotes()
    {
        _hasVotes = true;
        Columns columns = Header("VOTES");
        int vote = columns.Required("vote"), points = columns.Optional("points");
        string? line;
        while ((line = lines.NextFilled()) is not null && !IsHeading(line))
        {
            Field[] fields = columns.Values(line);
            AddVote(fields[vote], points >= 0 ? fields[points] : null);
        }

        return line;
    }

    private void AddVote(Field vote, Field? points)
    {
        string text = points is { } given ? $"{vote.Text};{given.Text}" : vote.Text;
        if (_ballotByText.TryGetValue(text, out int known))
        {
            _ballots[known] = _ballots[known] with { Voters = _ballots[known].Voters + 1 };
            return;
        }

        _ballotByText[text] = _ballots.Count;
        _ballots.Add(new Ballot(Marks(vote, points), 1, lines.Number));
    }

    private ImmutableArray<Mark> Marks(Field vote, Field? points)
    {
        string[] ids = vote.Text.Length == 0 ? [] : vote.Text.Split(',');
        string[] numbers = points is { Text.Length: > 0 } given ? given.Text.Split(',') : [];
        if (points is { } asked && numbers.Length != ids.Length)
        {
            throw Wrong(
                asked.Column,
                $"I punti sono {numbers.Length} e i progetti votati {ids.Length}: devono essere altrettanti.",
                $"There are {numbers.Length} points and {ids.Length} projects: there must be as many.");
        }

        var marks = ImmutableArray.CreateBuilder<Mark>(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            int project = ProjectNamed(ids[i].Trim(), vote.Column);
            int worth = points is { } field ? Points(numbers[i], field.Column) : 1;
            bool again = marks.Any(mark => mark.Project == project);
            if (again && points is not null)
                throw Wrong(vote.Column, $"Il voto dà punti due volte a «{ids[i].Trim()}».",
                    $"The vote gives points to “{ids[i].Trim()}” twice.");
            if (worth > 0 && !again) marks.Add(new Mark(project, worth));
        }

        return marks.ToImmutable();
    }

    private int ProjectNamed(string id, int column) => _projectById.TryGetValue(id, out int project)
        ? project
        : throw Wrong(column, $"Il voto nomina «{id}», che non è tra i PROJECTS.",
            $"The vote names “{id}”, which is not among the PROJECTS.");

    private int Points(string text, int column) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int points)
            ? points
            : throw Wrong(column, $"«{text}» non è un numero intero di punti.", $"“{text}” is not a whole number of points.");

    private static decimal Number(string text, int line, int column) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out decimal number)
            ? number
            : throw new FormatError(
                line, column,
                $"«{text}» non è un importo: scrivi cifre con il punto per i decimali.",
                $"“{text}” is not an amount: write digits, with a point for decimals.");

    private static bool IsHeading(string line) =>
        line.Trim().ToUpperInvariant() is "META" or "PROJECTS" or "VOTES";

    private Columns Header(string section) =>
        lines.NextFilled() is { } line && !IsHeading(line)
            ? new Columns(lines, line, ';')
            : throw Wrong(0, $"Dopo {section} manca la riga con i nomi delle colonne.",
                $"After {section} the line with the column names is missing.");

    private FormatError Wrong(int column, string italian, string english) => new(lines.Number, column, italian, english);
}
