using System.Security.Cryptography;

namespace Patto.Modules.Choices;

/// <summary>The inner envelope: a ballot closed with the public key of its choice, as the browser closes it too
/// (assets/js/ballot.js).</summary>
/// <remarks>ECDH on P-256 with a key of its own for each ballot, HKDF-SHA256, AES-256-GCM. All envelopes of a choice are of one length,
/// since all its ballots are: the length says nothing.</remarks>
internal static class Envelope
{
    private const byte Version = 1;
    private const int Point = 65, Tag = 16, KeyBytes = 32, NonceBytes = 12;

    /// <summary>Longer than what it holds by this.</summary>
    public const int Overhead = 1 + Point + Tag;

    public static byte[] Seal(byte[] publicKey, Guid choice, ReadOnlySpan<byte> ballot)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var theirs = ReadPublic(publicKey);
        var point = PointOf(own);
        var (key, nonce) = Derive(own, theirs.PublicKey, point, choice);
        var sealing = new byte[Overhead + ballot.Length];
        sealing[0] = Version;
        point.CopyTo(sealing, 1);
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(nonce, ballot, sealing.AsSpan(1 + Point, ballot.Length), sealing.AsSpan(1 + Point + ballot.Length));
        return sealing;
    }

    /// <summary>Null where it was not closed with this key for this choice, or was touched.</summary>
    public static byte[]? Open(ECDiffieHellman privateKey, Guid choice, ReadOnlySpan<byte> sealing)
    {
        if (sealing.Length <= Overhead || sealing[0] != Version) return null;
        try
        {
            var point = sealing.Slice(1, Point).ToArray();
            using var theirs = ReadPublic(point);
            var (key, nonce) = Derive(privateKey, theirs.PublicKey, point, choice);
            var ballot = new byte[sealing.Length - Overhead];
            using var cipher = new AesGcm(key, Tag);
            cipher.Decrypt(nonce, sealing[(1 + Point)..^Tag], sealing[^Tag..], ballot);
            return ballot;
        }
        catch (CryptographicException) { return null; }
    }

    private static (byte[] Key, byte[] Nonce) Derive(ECDiffieHellman own, ECDiffieHellmanPublicKey theirs, byte[] point, Guid choice)
    {
        var secret = own.DeriveRawSecretAgreement(theirs);
        var bits = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes + NonceBytes, salt: point,
            info: [.. "patto ballot 1 "u8, .. System.Text.Encoding.ASCII.GetBytes(choice.ToString())]);
        return (bits[..KeyBytes], bits[KeyBytes..]);
    }

    /// <summary>The public half, as it is kept and sent: an uncompressed point.</summary>
    public static byte[] PointOf(ECDiffieHellman key)
    {
        var q = key.ExportParameters(false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    private static ECDiffieHellman ReadPublic(byte[] point) => point is [4, ..] && point.Length == Point
        ? ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = QOf(point) })
        : throw new CryptographicException("No point.");

    internal static ECPoint QOf(byte[] point) => new() { X = point[1..33], Y = point[33..] };
}
