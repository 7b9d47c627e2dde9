using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Deliberation.Proof;

/// <summary>The state of a list that its keeper stands by: size, root and time, signed.</summary>
/// <remarks>
/// ECDSA over P-256 with SHA-256, signature in DER (as RFC 6962 signs). Signed bytes: the UTF-8 text
/// <c>patto-tree-head-v1</c> and a zero byte, the size and the Unix time in milliseconds (8 bytes each, big-endian), the root.
/// </remarks>
/// <param name="Size">Entries in the list.</param>
/// <param name="Time">When it was signed; whole milliseconds, UTC.</param>
/// <param name="Root">Root of the list, 32 bytes.</param>
/// <param name="Signature">The signature, DER.</param>
public sealed record SignedHead(int Size, DateTimeOffset Time, ImmutableArray<byte> Root, ImmutableArray<byte> Signature)
{
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("patto-tree-head-v1\0");

    /// <summary>Signs the present state of a list.</summary>
    /// <param name="log">The list.</param>
    /// <param name="now">The time to state.</param>
    /// <param name="key">A private key on P-256.</param>
    public static SignedHead Sign(MerkleLog log, DateTimeOffset now, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(key);
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        ImmutableArray<byte> root = log.Root();
        byte[] signature = key.SignData(Bytes(log.Count, time, root), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new SignedHead(log.Count, time, root, [.. signature]);
    }

    /// <summary>Whether the holder of the key signed exactly this.</summary>
    public bool Holds(ECDsa publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        if (Root.IsDefault || Root.Length != MerkleLog.HashSize || Signature.IsDefault) return false;
        return publicKey.VerifyData(Bytes(Size, Time, Root), Signature.AsSpan(), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence);
    }

    private static byte[] Bytes(int size, DateTimeOffset time, ImmutableArray<byte> root)
    {
        var bytes = new byte[Purpose.Length + 16 + root.Length];
        Purpose.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Purpose.Length), size);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Purpose.Length + 8), time.ToUnixTimeMilliseconds());
        root.CopyTo(bytes.AsSpan(Purpose.Length + 16));
        return bytes;
    }
}
