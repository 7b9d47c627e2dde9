using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Deliberation.Proof;

/// <summary>
/// An append-only list that cannot be changed unnoticed: the Merkle tree of RFC 6962 (Certificate Transparency), SHA-256.
/// Whoever keeps its 32-byte root can check that an entry is in the list, and that a later list only added to it.
/// </summary>
/// <remarks>
/// Laurie, Langley, Kasper, RFC 6962, section 2.1. Appending is O(1) amortised, a root or proof O(log n) hashes; all complete
/// subtrees are kept: 64 bytes an entry. Many entries at once are hashed on all cores. Not safe for several threads at once.
/// </remarks>
public sealed class MerkleLog
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = 32;

    private const int FewestForAllCores = 4096; // below, starting threads costs more than they save (about 4 ms of hashing)
    private const int PartSize = 1024;
    private const int BlockSize = 1 << 16; // entries between two words of progress

    private readonly List<HashList> _levels = [new()]; // level k: the roots of complete subtrees of 2^k entries

    /// <summary>How many entries there are.</summary>
    public int Count => _levels[0].Count;

    /// <summary>Adds an entry.</summary>
    /// <param name="entry">Its bytes; may be empty.</param>
    /// <returns>Its 0-based place.</returns>
    public int Append(ReadOnlySpan<byte> entry)
    {
        Span<byte> hash = stackalloc byte[HashSize];
        MerkleHash.Leaf(entry, hash);
        _levels[0].Add(hash);
        for (int level = 0; (_levels[level].Count & 1) == 0; level++)
        {
            if (level + 1 == _levels.Count) _levels.Add(new HashList());
            int right = _levels[level].Count - 1;
            MerkleHash.Node(_levels[level][right - 1], _levels[level][right], hash);
            _levels[level + 1].Add(hash);
        }

        return Count - 1;
    }

    /// <summary>Adds many entries, hashed on all cores when there are thousands: the same tree as one <see cref="Append"/> after the
    /// other.</summary>
    /// <param name="entries">Their bytes, in order; each may be empty. They must not change meanwhile.</param>
    /// <param name="effort">Progress and cancellation, heard within one entry (the time limit is not used); null for the defaults.</param>
    /// <returns>The 0-based place of the first.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: the list is as it was before.</exception>
    public int AppendRange(IReadOnlyList<ReadOnlyMemory<byte>> entries, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        effort ??= Effort.Default;
        int before = Count, size = checked(before + entries.Count);
        for (int level = 0; size >> level > 0; level++)
        {
            if (level == _levels.Count) _levels.Add(new HashList());
            _levels[level].Reserve(size >> level);
        }

        for (int start = before; start < size; start += BlockSize)
        {
            int end = Math.Min(size, start + BlockSize);
            HashLeaves(entries, before, start, end, effort.Cancel);
            effort.Progress?.Report((end - before) / (2.0 * entries.Count));
        }

        HashNodes(before, size, effort);
        for (int level = 0; level < _levels.Count; level++) _levels[level].Count = size >> level;
        effort.Progress?.Report(1);
        return before;
    }

    private void HashLeaves(IReadOnlyList<ReadOnlyMemory<byte>> entries, int before, int start, int end, CancellationToken cancel)
    {
        HashList leaves = _levels[0];
        InParts(start, end, i => MerkleHash.Leaf(entries[i - before].Span, leaves.At(i)), cancel);
    }

    /// <summary>Every level's new subtrees from those of the level below.</summary>
    private void HashNodes(int before, int size, Effort effort)
    {
        for (int level = 1; size >> level > 0; level++)
        {
            HashList below = _levels[level - 1], here = _levels[level];
            InParts(before >> level, size >> level, i =>
                MerkleHash.Node(below.At(2 * i), below.At((2 * i) + 1), here.At(i)), effort.Cancel);
            effort.Progress?.Report(1 - (0.5 / (1 << Math.Min(level, 30))));
        }
    }

    /// <summary>Runs a step for each index, on all cores if there are many; each writes a place of its own, so the order does not
    /// matter.</summary>
    private static void InParts(int start, int end, Action<int> step, CancellationToken cancel)
    {
        if (end - start < FewestForAllCores)
        {
            Part(start, end);
            return;
        }

        int parts = (end - start + PartSize - 1) / PartSize;
        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancel }, part =>
            Part(start + (part * PartSize), Math.Min(end, start + ((part + 1) * PartSize))));

        void Part(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                cancel.ThrowIfCancellationRequested();
                step(i);
            }
        }
    }

    /// <summary>The hash of an entry, as it stands in the tree.</summary>
    public ImmutableArray<byte> LeafHash(int entry)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entry);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry, Count);
        return [.. _levels[0][entry]];
    }

    /// <summary>The root of the whole list; of an empty one, the hash of nothing.</summary>
    public ImmutableArray<byte> Root() => Root(Count);

    /// <summary>The root of the first <paramref name="size"/> entries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public ImmutableArray<byte> Root(int size)
    {
        CheckSize(size);
        if (size == 0) return [.. SHA256.HashData([])];
        return [.. Subtree(0, size)];
    }

    /// <summary>Proof that an entry is in the list of the first <paramref name="size"/> entries (RFC 6962, 2.1.1: audit path).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry or size.</exception>
    public InclusionProof Inclusion(int entry, int size)
    {
        CheckSize(size);
        ArgumentOutOfRangeException.ThrowIfNegative(entry);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry, size);
        var path = new List<ImmutableArray<byte>>();
        Path(entry, 0, size, path);
        return new InclusionProof(entry, size, [.. path]);
    }

    /// <summary>Proof that the list of <paramref name="size"/> entries begins with the list of <paramref name="before"/> (2.1.2).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt; before ≤ size ≤ Count.</exception>
    public ConsistencyProof Consistency(int before, int size)
    {
        CheckSize(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(before);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(before, size);
        var path = new List<ImmutableArray<byte>>();
        SubProof(before, 0, size, whole: true, path);
        return new ConsistencyProof(before, size, [.. path]);
    }

    private void CheckSize(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Count);
    }

    /// <summary>PATH(m, D[n]) of the RFC, for the entries from start.</summary>
    private void Path(int entry, int start, int size, List<ImmutableArray<byte>> path)
    {
        if (size == 1) return;
        int left = LargestPowerBelow(size);
        if (entry < left)
        {
            Path(entry, start, left, path);
            path.Add([.. Subtree(start + left, size - left)]);
        }
        else
        {
            Path(entry - left, start + left, size - left, path);
            path.Add([.. Subtree(start, left)]);
        }
    }

    /// <summary>SUBPROOF(m, D[n], b) of the RFC, for the entries from start.</summary>
    private void SubProof(int before, int start, int size, bool whole, List<ImmutableArray<byte>> path)
    {
        if (before == size)
        {
            if (!whole) path.Add([.. Subtree(start, size)]);
            return;
        }

        int left = LargestPowerBelow(size);
        if (before <= left)
        {
            SubProof(before, start, left, whole, path);
            path.Add([.. Subtree(start + left, size - left)]);
        }
        else
        {
            SubProof(before - left, start + left, size - left, whole: false, path);
            path.Add([.. Subtree(start, left)]);
        }
    }

    /// <summary>Hash of the entries start … start + size - 1; start is a multiple of the power of two that size needs.</summary>
    private byte[] Subtree(int start, int size)
    {
        if (int.IsPow2(size))
        {
            int level = int.Log2(size);
            return _levels[level][start >> level].ToArray();
        }

        int left = LargestPowerBelow(size);
        var hash = new byte[HashSize];
        MerkleHash.Node(Subtree(start, left), Subtree(start + left, size - left), hash);
        return hash;
    }

    private static int LargestPowerBelow(int size) => 1 << int.Log2(size - 1);

    /// <summary>Many hashes in few arrays.</summary>
    private sealed class HashList
    {
        private byte[] _bytes = new byte[16 * HashSize];

        public int Count { get; set; }

        public ReadOnlySpan<byte> this[int index] => At(index);

        /// <summary>A place within the reserve, also beyond <see cref="Count"/>.</summary>
        public Span<byte> At(int index) => _bytes.AsSpan(index * HashSize, HashSize);

        public void Reserve(int count)
        {
            if ((long)count * HashSize > _bytes.Length) Array.Resize(ref _bytes,
                checked(Math.Max(count * HashSize, (int)Math.Min(Array.MaxLength, _bytes.Length * 2L))));
        }

        public void Add(ReadOnlySpan<byte> hash)
        {
            Reserve(Count + 1);
            hash.CopyTo(_bytes.AsSpan(Count++ * HashSize));
        }
    }
}

/// <summary>The two hashes of RFC 6962: different first bytes keep entries and nodes apart.</summary>
internal static class MerkleHash
{
    // One context for each thread: opening one for every hash costs a third of the time.
    [ThreadStatic]
    private static IncrementalHash? s_context;

    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> hash)
    {
        byte[]? rented = null;
        Span<byte> input = entry.Length < 512
            ? stackalloc byte[entry.Length + 1]
            : (rented = System.Buffers.ArrayPool<byte>.Shared.Rent(entry.Length + 1)).AsSpan(0, entry.Length + 1);
        input[0] = 0;
        entry.CopyTo(input[1..]);
        Hash(input, hash);
        if (rented is not null) System.Buffers.ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[(2 * MerkleLog.HashSize) + 1];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(MerkleLog.HashSize + 1)..]);
        Hash(input, hash);
    }

    private static void Hash(ReadOnlySpan<byte> input, Span<byte> hash)
    {
        IncrementalHash context = s_context ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        context.AppendData(input);
        context.GetHashAndReset(hash);
    }
}
