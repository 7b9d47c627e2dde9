using System.Collections.Immutable;
using Deliberation.Formats;

namespace Deliberation.Priorities;

/// <summary>Something that ballots rank.</summary>
/// <param name="Id">Unique name, used in results.</param>
/// <param name="Name">Title for people.</param>
/// <param name="Line">Line of the file it came from; 0 when there is none.</param>
public sealed record Candidate(string Id, string Name, int Line = 0);

/// <summary>One ranked ballot, or several equal ones.</summary>
/// <param name="Places">First place first; candidates in one place are ranked equal. Those not named are equal last.</param>
/// <param name="Voters">How many people cast this very ballot; 1 or more.</param>
/// <param name="Line">Line of the file the first of them came from; 0 when there is none.</param>
public sealed record Ranking(ImmutableArray<ImmutableArray<int>> Places, int Voters = 1, int Line = 0)
{
    /// <summary>A ballot without equal ranks.</summary>
    public static Ranking Of(params ReadOnlySpan<int> order)
    {
        var places = ImmutableArray.CreateBuilder<ImmutableArray<int>>(order.Length);
        foreach (int candidate in order) places.Add([candidate]);
        return new Ranking(places.ToImmutable());
    }
}

/// <summary>Candidates and ranked ballots; checked when made, unchangeable afterwards.</summary>
/// <remarks>The order of the candidates is the last word in every tie: draw it by a public lot before the vote.</remarks>
public sealed class RankedElection
{
    /// <summary>Checks and keeps an election.</summary>
    /// <param name="candidates">At least one; ids differ.</param>
    /// <param name="ballots">The ballots; may be empty.</param>
    /// <param name="seats">How many are to win, from 1 to the number of candidates.</param>
    /// <param name="seatsLine">Line of the file that states the seats; 0 when there is none.</param>
    /// <exception cref="FormatError">Something is wrong; says what, on which line.</exception>
    public RankedElection(ImmutableArray<Candidate> candidates, ImmutableArray<Ranking> ballots, int seats = 1, int seatsLine = 0)
    {
        CheckCandidates(candidates);
        if (seats < 1 || seats > candidates.Length)
        {
            throw new FormatError(
                seatsLine, 0,
                $"I posti sono {seats} e i candidati {candidates.Length}: i posti vanno da 1 al numero dei candidati.",
                $"There are {seats} seats and {candidates.Length} candidates: seats go from 1 to the number of candidates.");
        }

        CheckBallots(ballots, candidates.Length);
        Candidates = candidates;
        Ballots = ballots;
        Seats = seats;
        Voters = ballots.Sum(ballot => (long)ballot.Voters);
    }

    /// <summary>The candidates, in the order that settles ties.</summary>
    public ImmutableArray<Candidate> Candidates { get; }

    /// <summary>The ballots.</summary>
    public ImmutableArray<Ranking> Ballots { get; }

    /// <summary>How many are to win.</summary>
    public int Seats { get; }

    /// <summary>How many people voted.</summary>
    public long Voters { get; }

    private static void CheckCandidates(ImmutableArray<Candidate> candidates)
    {
        if (candidates.IsDefaultOrEmpty)
            throw new FormatError(0, 0, "Non c'è nessun candidato: elencane almeno uno.", "There is no candidate: list at least one.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Candidate candidate in candidates)
        {
            if (!seen.Add(candidate.Id))
            {
                throw new FormatError(
                    candidate.Line, 0,
                    $"Il candidato «{candidate.Id}» compare due volte: usa nomi diversi.",
                    $"Candidate “{candidate.Id}” appears twice: use different names.");
            }
        }
    }

    private static void CheckBallots(ImmutableArray<Ranking> ballots, int candidates)
    {
        if (ballots.IsDefault) throw new FormatError(0, 0, "Mancano le schede.", "The ballots are missing.");
        var lastBallotWith = new int[candidates];
        for (int i = 0; i < ballots.Length; i++)
        {
            Ranking ballot = ballots[i];
            if (ballot.Voters < 1)
                throw new FormatError(ballot.Line, 0, "Una scheda deve valere almeno una persona.",
                    "A ballot must count for at least one person.");
            foreach (int candidate in ballot.Places.SelectMany(place => place))
            {
                if (candidate < 0 || candidate >= candidates)
                    throw new FormatError(ballot.Line, 0, "La scheda nomina un candidato che non esiste.",
                        "The ballot names a candidate that does not exist.");
                if (lastBallotWith[candidate] == i + 1)
                    throw new FormatError(ballot.Line, 0, "La scheda nomina due volte lo stesso candidato.",
                        "The ballot names the same candidate twice.");
                lastBallotWith[candidate] = i + 1;
            }
        }
    }
}
