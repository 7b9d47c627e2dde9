using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Deliberation.Proof;

/// <summary>
/// What a voter takes home: that a sealed ballot is in the list, not what it says. The seal is a hash over the ballot and a
/// random salt; whoever knows the salt could show the vote to a buyer, so the salt must be thrown away, not given to the voter.
/// </summary>
/// <param name="Seal">SHA-256 over salt and ballot: the list's entry, 32 bytes.</param>
/// <param name="Inclusion">Proof that the seal is in the list.</param>
/// <param name="Head">The signed state of the list that the proof leads to.</param>
public sealed record BallotReceipt(ImmutableArray<byte> Seal, InclusionProof Inclusion, SignedHead Head)
{
    /// <summary>Bytes of salt: enough that a ballot cannot be guessed from its seal.</summary>
    public const int SaltSize = 32;

    /// <summary>The entry that stands for a ballot in the list.</summary>
    /// <param name="salt">32 bytes that nobody can guess, used once.</param>
    /// <param name="ballot">The ballot's bytes.</param>
    /// <exception cref="ArgumentException">The salt has another length.</exception>
    public static ImmutableArray<byte> SealOf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> ballot)
    {
        if (salt.Length != SaltSize) throw new ArgumentException("The salt must have 32 bytes.", nameof(salt));
        return [.. SHA256.HashData([.. salt, .. ballot])];
    }

    /// <summary>Issues the receipt of an entry of the list.</summary>
    /// <exception cref="ArgumentException">The head is not of this list, or does not reach the entry.</exception>
    public static BallotReceipt For(MerkleLog log, ImmutableArray<byte> seal, int entry, SignedHead head)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(head);
        if (head.Size > log.Count || !log.Root(head.Size).SequenceEqual(head.Root))
            throw new ArgumentException("The signed head is not of this list.", nameof(head));
        InclusionProof proof = log.Inclusion(entry, head.Size);
        if (!proof.Holds(seal.AsSpan(), head.Root.AsSpan()))
            throw new ArgumentException("The seal is not this entry of the list.", nameof(seal));
        return new BallotReceipt(seal, proof, head);
    }

    /// <summary>Whether the seal is in the list that the holder of the key signed.</summary>
    public bool Holds(ECDsa publicKey) =>
        Inclusion.Size == Head.Size && Head.Holds(publicKey) && Inclusion.Holds(Seal.AsSpan(), Head.Root.AsSpan());
}
