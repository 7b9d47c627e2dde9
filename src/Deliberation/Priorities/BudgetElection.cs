using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>Something that can be chosen, and what it costs.</summary>
/// <param name="Id">Unique name, used in results.</param>
/// <param name="Name">Title for people.</param>
/// <param name="Cost">In units of currency, 0 or more; what costs nothing is chosen whenever somebody supports it. Where nothing costs
/// anything, give each 1 and let the budget be the number of winners.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Project(string Id, string Name, decimal Cost, int Line = 0);

/// <summary>What one ballot gives to one project.</summary>
/// <param name="Project">Index in <see cref="BudgetElection.Projects"/>.</param>
/// <param name="Points">1 for an approval; 1 or more for points, dots or a score.</param>
public readonly record struct Mark(int Project, int Points = 1);

/// <summary>One ballot, or several equal ones.</summary>
/// <param name="Marks">What it gives; projects without a mark get nothing. May be empty.</param>
/// <param name="Voters">How many people cast this very ballot; 1 or more.</param>
/// <param name="Line">Line of the file the first of them came from; 0 when there is none.</param>
public sealed record Ballot(ImmutableArray<Mark> Marks, int Voters = 1, int Line = 0);

/// <summary>Projects, a budget and the ballots cast; checked when made, unchangeable afterwards.</summary>
/// <remarks>The order of the projects is the last word in every tie: draw it by a public lot before the vote.</remarks>
public sealed class BudgetElection
{
    /// <summary>Checks and keeps an election.</summary>
    /// <param name="projects">At least one; ids differ.</param>
    /// <param name="budget">What may be spent, in the projects' currency; 0 or more.</param>
    /// <param name="ballots">The ballots; may be empty.</param>
    /// <param name="budgetLine">Line of the file that states the budget; 0 when there is none.</param>
    /// <exception cref="FormatError">Something is wrong; says what, on which line.</exception>
    public BudgetElection(ImmutableArray<Project> projects, decimal budget, ImmutableArray<Ballot> ballots, int budgetLine = 0)
    {
        CheckProjects(projects);
        if (budget < 0)
            throw new FormatError(budgetLine, 0, "Il budget è negativo: scrivi zero o più.", "The budget is negative: write zero or more.");
        CheckBallots(ballots, projects.Length);
        Projects = projects;
        Budget = budget;
        Ballots = ballots;
        Voters = ballots.Sum(ballot => (long)ballot.Voters);
    }

    /// <summary>The projects, in the order that settles ties.</summary>
    public ImmutableArray<Project> Projects { get; }

    /// <summary>What may be spent.</summary>
    public decimal Budget { get; }

    /// <summary>The ballots.</summary>
    public ImmutableArray<Ballot> Ballots { get; }

    /// <summary>How many people voted.</summary>
    public long Voters { get; }

    private static void CheckProjects(ImmutableArray<Project> projects)
    {
        if (projects.IsDefaultOrEmpty)
            throw new FormatError(0, 0, "Non c'è nessun progetto: elencane almeno uno.", "There is no project: list at least one.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Project project in projects)
        {
            if (!seen.Add(project.Id))
            {
                throw new FormatError(
                    project.Line, 0,
                    $"Il progetto «{project.Id}» compare due volte: usa codici diversi.",
                    $"Project “{project.Id}” appears twice: use different ids.");
            }

            if (project.Cost < 0)
            {
                throw new FormatError(
                    project.Line, 0,
                    $"Il costo del progetto «{project.Id}» è negativo: scrivi zero o più.",
                    $"The cost of project “{project.Id}” is negative: write zero or more.");
            }
        }
    }

    private static void CheckBallots(ImmutableArray<Ballot> ballots, int projects)
    {
        if (ballots.IsDefault)
            throw new FormatError(0, 0, "Mancano le schede.", "The ballots are missing.");
        var lastBallotWith = new int[projects];
        for (int i = 0; i < ballots.Length; i++)
        {
            Ballot ballot = ballots[i];
            if (ballot.Voters < 1)
                throw new FormatError(ballot.Line, 0, "Una scheda deve valere almeno una persona.",
                    "A ballot must count for at least one person.");
            foreach (Mark mark in ballot.Marks)
            {
                if (mark.Project < 0 || mark.Project >= projects)
                    throw new FormatError(ballot.Line, 0, "La scheda vota un progetto che non esiste.",
                        "The ballot marks a project that does not exist.");
                if (mark.Points < 1)
                    throw new FormatError(ballot.Line, 0, "I punti di una scheda devono essere 1 o più.",
                        "The points of a ballot must be 1 or more.");
                if (lastBallotWith[mark.Project] == i + 1)
                    throw new FormatError(ballot.Line, 0, "La scheda vota due volte lo stesso progetto.",
                        "The ballot marks the same project twice.");
                lastBallotWith[mark.Project] = i + 1;
            }
        }
    }
}
