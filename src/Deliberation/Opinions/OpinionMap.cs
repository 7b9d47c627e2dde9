namespace Deliberation.Opinions;

/// <summary>
/// A map of opinions: from agree, disagree and pass to a plane where people who vote alike stand close, and to groups
/// of them.
/// </summary>
/// <remarks>
/// The method of Polis (Small, Bjorkegren, Erkkilä, Shaw, Megill, Recerca 2021), re-implemented from its description
/// and outputs: missing votes at the statement's mean; statements moderated out or about the person set to 0 for
/// everybody; two principal components; each position scaled by √(statements / votes of the person), zeroed statements
/// counting as votes; at most 100 base clusters, grouped into 2 to 5 by silhouette. Deterministic for a seed.
/// </remarks>
public sealed class OpinionMap
{
    private OpinionMap(VoteTable votes, CentredVotes centred, double[][] axes)
    {
        Votes = votes;
        Centre = centred.Centre;
        Axes = axes;
        Positions = [.. Enumerable.Range(0, votes.Participants.Count).Select(row => Position(centred, axes, row))];
    }

    /// <summary>The votes it was made of.</summary>
    public VoteTable Votes { get; }

    /// <summary>The mean vote on each statement, −1 to 1; m long.</summary>
    public IReadOnlyList<double> Centre { get; }

    /// <summary>Two unit vectors, m long: how each statement pulls along x and along y. The sign is a convention.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Axes { get; }

    /// <summary>Where each participant stands; n long.</summary>
    public IReadOnlyList<Point> Positions { get; }

    /// <summary>For each participant the group, from 0, the largest first; −1 for those with too few votes to be placed.</summary>
    public IReadOnlyList<int> Groups { get; private init; } = [];

    /// <summary>How many groups there are; 1 when the people placed all stand in one point.</summary>
    public int GroupCount { get; private init; }

    /// <summary>For each number of groups tried, how well they part: −1 to 1.</summary>
    public IReadOnlyDictionary<int, double> Silhouettes { get; private init; } = new Dictionary<int, double>();

    /// <summary>The groups compared statement by statement.</summary>
    public GroupComparison Comparison { get; private init; } = null!;

    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => new(
        $"{Groups.Count(group => group >= 0)} persone su {Groups.Count} hanno votato abbastanza da stare in un gruppo; i gruppi sono {GroupCount}{Parting("it")}. I gruppi descrivono questi voti, non la popolazione.",
        $"{Groups.Count(group => group >= 0)} people of {Groups.Count} voted enough to be placed; there are {GroupCount} groups{Parting("en")}. The groups describe these votes, not the population.");

    /// <summary>Draws the map and finds the groups.</summary>
    /// <param name="votes">The votes.</param>
    /// <param name="options">What is wanted; null for the defaults.</param>
    /// <param name="effort">Seed, progress and stop; null for the defaults.</param>
    /// <returns>The map. Time: some tens of passes over the votes, then the square of 100 base clusters.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="votes"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static OpinionMap Draw(VoteTable votes, OpinionOptions? options = null, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(votes);
        options ??= new OpinionOptions();
        effort ??= Effort.Default;
        options.Check();

        var map = Place(votes, effort);
        effort.Progress?.Report(0.6);
        int[] placed = InConversation(votes, options);
        var found = GroupFinder.Find([.. placed.Select(row => map.Positions[row])], options, effort);
        effort.Progress?.Report(0.9);
        return map.With(placed, found);
    }

    /// <summary>The map without groups.</summary>
    internal static OpinionMap Place(VoteTable votes, Effort effort)
    {
        var centred = new CentredVotes(votes);
        return new OpinionMap(votes, centred, PrincipalAxes.Find(centred, effort));
    }

    /// <summary>Rows of the people with votes enough, or else (fewer than 15) the 15 who voted most.</summary>
    internal static int[] InConversation(VoteTable votes, OpinionOptions options)
    {
        const int Fewest = 15;
        int least = Math.Min(options.LeastVotes, votes.Statements.Count);
        var all = Enumerable.Range(0, votes.Participants.Count);
        var placed = all.Where(row => votes.VotesOf(row) >= least || options.AlwaysIn.Contains(votes.Participants[row])).ToHashSet();
        if (placed.Count < Fewest)
            placed.UnionWith(all.Where(row => !placed.Contains(row)).OrderByDescending(votes.VotesOf).Take(Fewest - placed.Count).ToList());
        return [.. placed.Order()];
    }

    internal OpinionMap With(int[] placed, FoundGroups found)
    {
        var groups = Enumerable.Repeat(-1, Votes.Participants.Count).ToArray();
        for (int i = 0; i < placed.Length; i++) groups[placed[i]] = found.Labels[i];
        return new OpinionMap(this)
        {
            Groups = groups,
            GroupCount = found.Count,
            Silhouettes = found.Silhouettes,
            Comparison = new GroupComparison(Votes, groups, found.Count, Extremities()),
        };
    }

    private OpinionMap(OpinionMap other)
    {
        (Votes, Centre, Axes, Positions) = (other.Votes, other.Centre, other.Axes, other.Positions);
    }

    /// <summary>
    /// How far from the centre somebody would stand who agreed with this statement and did nothing else: a statement
    /// that parts people is extreme.
    /// </summary>
    internal double[] Extremities()
    {
        double scale = Math.Sqrt(Votes.Statements.Count);
        return [.. Enumerable.Range(0, Votes.Statements.Count).Select(s => Votes.Statements[s].IsZeroed ? 0
            : scale * Math.Abs(1 - Centre[s]) * Math.Sqrt((Axes[0][s] * Axes[0][s]) + (Axes[1][s] * Axes[1][s])))];
    }

    private static Point Position(CentredVotes centred, double[][] axes, int row)
    {
        int zeroed = centred.Zeroed.Count(each => each);
        double scale = Math.Sqrt((double)centred.Statements / Math.Max(1, centred.LiveVotes(row) + zeroed));
        return new Point(scale * centred.Along(row, axes[0]), scale * centred.Along(row, axes[1]));
    }

    private string Parting(string language) => Silhouettes.TryGetValue(GroupCount, out double silhouette)
        ? (language == "en" ? ", parted " : ", separati ") + Quality(silhouette, language)
        : "";

    /// <summary>The words of Kaufman and Rousseeuw (1990) for a silhouette.</summary>
    private static string Quality(double silhouette, string language) => (silhouette, language) switch
    {
        ( > 0.7, "en") => "sharply",
        ( > 0.5, "en") => "reasonably",
        ( > 0.25, "en") => "weakly",
        (_, "en") => "hardly at all",
        ( > 0.7, _) => "nettamente",
        ( > 0.5, _) => "in modo ragionevole",
        ( > 0.25, _) => "debolmente",
        _ => "appena",
    };
}
