namespace Deliberation.Similarity;

/// <summary>A text found in an index, with how alike it is.</summary>
/// <param name="Id">The identifier it was added with.</param>
/// <param name="Likeness">Its lexical likeness to what was asked.</param>
public sealed record SimilarText(string Id, Likeness Likeness);

/// <summary>Two texts of an index that say nearly the same with nearly the same letters.</summary>
/// <param name="One">The one added first.</param>
/// <param name="Other">The other.</param>
/// <param name="Likeness">Their lexical likeness.</param>
public sealed record NearDuplicates(string One, string Other, Likeness Likeness);

/// <summary>
/// Texts ready to be compared: "is there already something like this?" while somebody types, and the pairs that are
/// nearly the same. An inverted index of stems and character 3-grams; texts come and go one at a time.
/// </summary>
/// <remarks>
/// The weights are those of the model and do not depend on what is in the index, so that adding and removing in any
/// order gives the same answers. Thread-safe: one operation at a time. Adding: time linear in the distinct 3-grams;
/// removing: linear in the texts that share a 3-gram with it; asking: linear in the postings of the asked text's units.
/// </remarks>
/// <param name="model">The model to compare with; <see cref="LexicalModel.With"/> makes one that knows the collection.</param>
public sealed class TextIndex(LexicalModel model)
{
    /// <summary>At least so many candidates, the best by the two cosines, are compared in full.</summary>
    private const int FewestCandidates = 40;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private readonly List<Entry?> _entries = [];
    private readonly Stack<int> _free = new();
    private readonly Postings<string> _stems = new(StringComparer.Ordinal);
    private readonly Postings<ulong> _grams = new(EqualityComparer<ulong>.Default);
    private long _added;

    private sealed record Entry(string Id, TextProfile Profile, long Order);

    /// <summary>How many texts are in the index.</summary>
    public int Count
    {
        get
        {
            lock (_turn) return _slots.Count;
        }
    }

    /// <summary>Makes an index of a collection, weighed with its own counts.</summary>
    /// <param name="texts">The collection.</param>
    /// <exception cref="ArgumentNullException"><paramref name="texts"/> is null.</exception>
    public static TextIndex Of(TextCollection texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var index = new TextIndex(LexicalModel.Italian.With(texts.Contributions.Select(each => each.Text)));
        foreach (var each in texts.Contributions) index.Add(each.Id, each.Text);
        return index;
    }

    /// <summary>Adds a text.</summary>
    /// <param name="id">Not yet in the index.</param>
    /// <param name="text">Any text.</param>
    /// <exception cref="ArgumentException">A text with this identifier is there already.</exception>
    public void Add(string id, string text)
    {
        var profile = model.Profile(text);
        lock (_turn)
        {
            if (_slots.ContainsKey(id)) throw new ArgumentException($"A text named \"{id}\" is already in the index.", nameof(id));
            int slot = Place(new Entry(id, profile, _added++));
            _slots.Add(id, slot);
            _stems.Add(slot, profile.Stems, profile.StemWeights);
            _grams.Add(slot, profile.Grams, profile.GramWeights);
        }
    }

    /// <summary>Removes a text.</summary>
    /// <param name="id">The identifier it was added with.</param>
    /// <returns>False if it was not there.</returns>
    public bool Remove(string id)
    {
        lock (_turn)
        {
            if (!_slots.Remove(id, out int slot)) return false;
            var profile = _entries[slot]!.Profile;
            _stems.Remove(slot, profile.Stems);
            _grams.Remove(slot, profile.Grams);
            _entries[slot] = null;
            _free.Push(slot);
            return true;
        }
    }

    /// <summary>The texts most like this one, best first; the same likeness in order of arrival.</summary>
    /// <param name="text">Any text, also one still being typed.</param>
    /// <param name="count">How many at most; at least 1.</param>
    /// <param name="least">The least <see cref="Likeness.Score"/> worth showing, 0 to 1.</param>
    /// <returns>At most <paramref name="count"/> texts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public IReadOnlyList<SimilarText> Similar(string text, int count = 5, double least = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var asked = model.Profile(text);
        lock (_turn)
        {
            return [.. Candidates(asked, Math.Max(FewestCandidates, 2 * count))
                .Select(entry => (entry, Likeness: model.Compare(asked, entry.Profile)))
                .Where(found => found.Likeness.Score >= least)
                .OrderByDescending(found => found.Likeness.Score).ThenBy(found => found.entry.Order)
                .Take(count)
                .Select(found => new SimilarText(found.entry.Id, found.Likeness))];
        }
    }

    /// <summary>All pairs whose character 3-grams are alike: copies, resubmissions, slips of the pen.</summary>
    /// <param name="least">The least <see cref="Likeness.Characters"/>, above 0 and up to 1.</param>
    /// <param name="effort">Who hears of the progress and who may stop it; null for nobody.</param>
    /// <returns>The pairs, most alike first. Time: as many questions as texts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="least"/> is outside its bounds.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<NearDuplicates> NearDuplicates(double least = 0.75, Effort? effort = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(least, 1);
        effort ??= Effort.Default;
        lock (_turn)
        {
            return [.. PairsAlike(least, effort)
                .OrderByDescending(pair => pair.Likeness.Characters).ThenBy(pair => pair.First.Order).ThenBy(pair => pair.Second.Order)
                .Select(pair => new NearDuplicates(pair.First.Id, pair.Second.Id, pair.Likeness))];
        }
    }

    private List<(Entry First, Entry Second, Likeness Likeness)> PairsAlike(double least, Effort effort)
    {
        var pairs = new List<(Entry, Entry, Likeness)>();
        var cosines = new float[_entries.Count];
        for (int slot = 0; slot < _entries.Count; slot++)
        {
            effort.Cancel.ThrowIfCancellationRequested();
            effort.Progress?.Report((double)slot / _entries.Count);
            if (_entries[slot] is not { } entry) continue;
            Array.Clear(cosines);
            _grams.Accumulate(entry.Profile.Grams, entry.Profile.GramWeights, cosines);
            for (int other = slot + 1; other < cosines.Length; other++)
            {
                if (cosines[other] < least - RoundingOfFloats) continue;
                var likeness = model.Compare(entry.Profile, _entries[other]!.Profile);
                if (likeness.Characters >= least - RoundingOfFloats) pairs.Add(InOrder(entry, _entries[other]!, likeness));
            }
        }

        effort.Progress?.Report(1);
        return pairs;
    }

    /// <summary>Sums of hundreds of single-precision products, each below 1: an identical text must reach 1.</summary>
    private const float RoundingOfFloats = 1e-5f;

    private static (Entry, Entry, Likeness) InOrder(Entry one, Entry other, Likeness likeness) =>
        one.Order < other.Order ? (one, other, likeness) : (other, one, likeness);

    private IEnumerable<Entry> Candidates(TextProfile asked, int most)
    {
        var cosines = new float[_entries.Count];
        _stems.AccumulateRarest(asked.Stems, asked.StemWeights, cosines);
        _grams.AccumulateRarest(asked.Grams, asked.GramWeights, cosines);
        var best = new PriorityQueue<int, (float, long)>();
        for (int slot = 0; slot < cosines.Length; slot++)
        {
            if (cosines[slot] == 0) continue;
            var rank = (cosines[slot], -_entries[slot]!.Order);
            if (best.Count < most) best.Enqueue(slot, rank);
            else if (best.TryPeek(out _, out var worst) && rank.CompareTo(worst) > 0) best.EnqueueDequeue(slot, rank);
        }

        return best.UnorderedItems.Select(item => _entries[item.Element]!);
    }

    private int Place(Entry entry)
    {
        if (_free.TryPop(out int slot))
        {
            _entries[slot] = entry;
            return slot;
        }

        _entries.Add(entry);
        return _entries.Count - 1;
    }
}

/// <summary>For each unit, the slots of the texts that hold it and its weight there.</summary>
internal sealed class Postings<TUnit>(IEqualityComparer<TUnit> comparer) where TUnit : notnull
{
    private readonly Dictionary<TUnit, List<(int Slot, float Weight)>> _lists = new(comparer);

    internal void Add(int slot, TUnit[] units, float[] weights)
    {
        for (int i = 0; i < units.Length; i++)
        {
            if (!_lists.TryGetValue(units[i], out var list)) _lists.Add(units[i], list = []);
            list.Add((slot, weights[i]));
        }
    }

    internal void Remove(int slot, TUnit[] units)
    {
        foreach (TUnit unit in units)
        {
            var list = _lists[unit];
            int at = list.FindIndex(posting => posting.Slot == slot);
            list[at] = list[^1];
            list.RemoveAt(list.Count - 1);
            if (list.Count == 0) _lists.Remove(unit);
        }
    }

    /// <summary>Adds to each slot the product of the weights of the units that it shares.</summary>
    internal void Accumulate(TUnit[] units, float[] weights, float[] sums)
    {
        for (int i = 0; i < units.Length; i++) Accumulate(units[i], weights[i], sums);
    }

    /// <summary>
    /// As <see cref="Accumulate(TUnit[], float[], float[])"/> with only the weightiest units, which make up most of the
    /// length: the common rest has by far the longest lists and hardly changes which texts come first.
    /// </summary>
    internal void AccumulateRarest(TUnit[] units, float[] weights, float[] sums)
    {
        const float Enough = 0.8f;
        var order = Enumerable.Range(0, units.Length).OrderByDescending(i => weights[i]);
        float covered = 0;
        foreach (int i in order)
        {
            if (covered >= Enough) break;
            covered += weights[i] * weights[i];
            Accumulate(units[i], weights[i], sums);
        }
    }

    private void Accumulate(TUnit unit, float weight, float[] sums)
    {
        if (!_lists.TryGetValue(unit, out var list)) return;
        foreach (var (slot, other) in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list)) sums[slot] += weight * other;
    }
}
