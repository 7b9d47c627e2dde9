using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Deliberation.Sortition;

/// <summary>
/// Random numbers that anybody can compute again from a published seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014),
/// whole-number arithmetic only, the same on every machine.
/// </summary>
/// <param name="seed">Any number; the same seed gives the same sequence.</param>
public sealed class PublicRandom(ulong seed)
{
    private SeededRandom _random = new(seed);

    /// <summary>A generator whose seed is the first eight bytes (big-endian) of the SHA-256 of a text in UTF-8.</summary>
    /// <param name="text">Such as the hash of the published list and the numbers drawn in public.</param>
    public static PublicRandom From(string text) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Share() => _random.Unit();

    /// <summary>Uniform from 0 to <paramref name="count"/> − 1, without bias: numbers beyond the last full cycle are thrown away.</summary>
    /// <param name="count">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong limit = ulong.MaxValue - (ulong.MaxValue % (ulong)count);
        ulong bits = _random.Next();
        while (bits >= limit) bits = _random.Next();
        return (int)(bits % (ulong)count);
    }

    /// <summary>Fisher–Yates: every order is equally likely.</summary>
    public void Shuffle<T>(IList<T> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        for (int i = list.Count - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
