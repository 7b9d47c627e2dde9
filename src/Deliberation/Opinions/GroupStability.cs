namespace Deliberation.Opinions;

/// <summary>How far the groups hold when some of the people had stayed at home.</summary>
/// <param name="Resamples">How many times the map was drawn again.</param>
/// <param name="MeanAri">Mean adjusted Rand index between the groups and those of the resamples, on the people in both.</param>
/// <param name="LowAri">The fifth percentile of the same.</param>
/// <param name="SameCount">Share of the resamples with the same number of groups, 0 to 1.</param>
/// <param name="OfParticipant">For each participant the share of the resamples, of those that drew the person, in which
/// the person was with most of the group's other members; NaN for people in no group or never drawn.</param>
public sealed record GroupStability(int Resamples, double MeanAri, double LowAri, double SameCount, IReadOnlyList<double> OfParticipant)
{
    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => Wording.Both(
        $"Togliendo a caso un quinto delle persone, i gruppi si ritrovano {Quality("it")} (indice {MeanAri:F2}; 1 = identici, 0 = a caso).",
        $"Leaving out a fifth of the people at random, the groups are found again {Quality("en")} (index {MeanAri:F2}; 1 = identical, 0 = by chance).");

    private string Quality(string language) => (MeanAri, language) switch
    {
        ( >= 0.9, "en") => "almost the same",
        ( >= 0.65, "en") => "with some people changing side",
        (_, "en") => "quite different: do not rely on them",
        ( >= 0.9, _) => "quasi uguali",
        ( >= 0.65, _) => "con alcune persone che cambiano gruppo",
        _ => "piuttosto diversi: meglio non farci affidamento",
    };

    /// <summary>Draws the map again on random four fifths of the participants.</summary>
    /// <param name="map">The map whose groups are tested.</param>
    /// <param name="options">The options it was drawn with; null for the defaults.</param>
    /// <param name="resamples">How many times; at least 1.</param>
    /// <param name="effort">Seed, progress and stop; null for the defaults. After the time limit no new resample is made.</param>
    /// <returns>The stability. Time: as many maps as resamples.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="map"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resamples"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GroupStability Measure(OpinionMap map, OpinionOptions? options = null, int resamples = 20, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        effort ??= Effort.Default;
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var random = new SeededRandom(effort.Seed);
        var tally = new StabilityTally(map);
        for (int i = 0; i < resamples; i++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            int[] rows = FourFifths(map.Votes.Participants.Count, ref random);
            tally.Add(rows, OpinionMap.Draw(map.Votes.Rows(rows), options, new Effort { Seed = effort.Seed, Cancel = effort.Cancel }));
            effort.Progress?.Report((i + 1.0) / resamples);
            if (effort.TimeLimit is { } limit && System.Diagnostics.Stopwatch.GetElapsedTime(start) > limit) break;
        }

        return tally.Result();
    }

    private static int[] FourFifths(int count, ref SeededRandom random)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(rows);
        int[] kept = rows[..Math.Max(1, count * 4 / 5)];
        Array.Sort(kept);
        return kept;
    }
}

/// <summary>Counts how often the groups of a map come back.</summary>
internal sealed class StabilityTally(OpinionMap map)
{
    private readonly List<double> _indices = [];
    private readonly int[] _drawn = new int[map.Groups.Count];
    private readonly int[] _together = new int[map.Groups.Count];
    private int _sameCount;

    internal void Add(int[] rows, OpinionMap again)
    {
        int[] both = [.. Enumerable.Range(0, rows.Length).Where(i => map.Groups[rows[i]] >= 0 && again.Groups[i] >= 0)];
        if (both.Length == 0) return;
        _indices.Add(Partition.AdjustedRandIndex([.. both.Select(i => map.Groups[rows[i]])], [.. both.Select(i => again.Groups[i])]));
        if (again.GroupCount == map.GroupCount) _sameCount++;
        var home = both.GroupBy(i => map.Groups[rows[i]]).ToDictionary(
            group => group.Key, group => group.CountBy(i => again.Groups[i]).MaxBy(pair => pair.Value).Key);
        foreach (int i in both)
        {
            _drawn[rows[i]]++;
            if (home[map.Groups[rows[i]]] == again.Groups[i]) _together[rows[i]]++;
        }
    }

    internal GroupStability Result()
    {
        _indices.Sort();
        double mean = _indices.Count == 0 ? 0 : _indices.Average(), low = _indices.Count == 0 ? 0 : _indices[_indices.Count / 20];
        return new GroupStability(_indices.Count, mean, low, (double)_sameCount / Math.Max(1, _indices.Count),
            [.. _together.Zip(_drawn, (t, d) => d == 0 ? double.NaN : (double)t / d)]);
    }
}
