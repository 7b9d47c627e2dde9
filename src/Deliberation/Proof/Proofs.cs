using System.Collections.Immutable;

namespace Deliberation.Proof;

/// <summary>Shows that an entry is in a list, to whoever trusts the list's root.</summary>
/// <param name="Entry">0-based place of the entry.</param>
/// <param name="Size">Entries in the list.</param>
/// <param name="Path">Hashes of the neighbours on the way to the root, lowest first; at most 31 of 32 bytes each.</param>
public sealed record InclusionProof(int Entry, int Size, ImmutableArray<ImmutableArray<byte>> Path)
{
    /// <summary>Whether it shows that these bytes are at this place under this root.</summary>
    public bool Holds(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> root)
    {
        Span<byte> hash = stackalloc byte[MerkleLog.HashSize];
        MerkleHash.Leaf(entry, hash);
        return HoldsForLeaf(hash, root);
    }

    /// <summary>Whether it shows that an entry of this hash is at this place under this root (RFC 9162, 2.1.3.2).</summary>
    public bool HoldsForLeaf(ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> root)
    {
        if (Entry < 0 || Entry >= Size || Path.IsDefault || leafHash.Length != MerkleLog.HashSize) return false;
        byte[] hash = leafHash.ToArray();
        uint place = (uint)Entry, last = (uint)Size - 1;
        foreach (ImmutableArray<byte> neighbour in Path)
        {
            if (last == 0 || neighbour.Length != MerkleLog.HashSize) return false;
            if ((place & 1) == 1 || place == last)
            {
                MerkleHash.Node(neighbour.AsSpan(), hash, hash);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                MerkleHash.Node(hash, neighbour.AsSpan(), hash);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }
}

/// <summary>Shows that a longer list begins with a shorter one: nothing was taken away or changed.</summary>
/// <param name="Before">Entries of the shorter list; 1 or more.</param>
/// <param name="Size">Entries of the longer list.</param>
/// <param name="Path">Hashes that lead to both roots.</param>
public sealed record ConsistencyProof(int Before, int Size, ImmutableArray<ImmutableArray<byte>> Path)
{
    /// <summary>Whether it leads to both roots (RFC 9162, 2.1.4.2).</summary>
    public bool Holds(ReadOnlySpan<byte> rootBefore, ReadOnlySpan<byte> root)
    {
        if (Before < 1 || Before > Size || Path.IsDefault || Path.Any(hash => hash.Length != MerkleLog.HashSize)) return false;
        if (Before == Size) return Path.IsEmpty && rootBefore.SequenceEqual(root);
        ImmutableArray<ImmutableArray<byte>> path = int.IsPow2(Before) ? Path.Insert(0, [.. rootBefore]) : Path;
        if (path.IsEmpty || path[0].Length != MerkleLog.HashSize) return false;

        uint place = (uint)Before - 1, last = (uint)Size - 1;
        while ((place & 1) == 1) (place, last) = (place >> 1, last >> 1);
        byte[] shorter = [.. path[0]], longer = [.. path[0]];
        foreach (ImmutableArray<byte> neighbour in path.Skip(1))
        {
            if (last == 0) return false;
            if ((place & 1) == 1 || place == last)
            {
                MerkleHash.Node(neighbour.AsSpan(), shorter, shorter);
                MerkleHash.Node(neighbour.AsSpan(), longer, longer);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                MerkleHash.Node(longer, neighbour.AsSpan(), longer);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 && rootBefore.SequenceEqual(shorter) && root.SequenceEqual(longer);
    }
}
