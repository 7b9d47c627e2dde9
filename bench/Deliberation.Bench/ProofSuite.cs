using System.Buffers.Binary;
using System.Security.Cryptography;
using Deliberation.Proof;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>The Merkle log at the size of a large region.</summary>
internal static class ProofSuite
{
    public static IEnumerable<Row> Rows()
    {
        MerkleLog log = Million();
        double build = Cpu(() => Million()), bare = Cpu(BareHashes), root = Cpu(() => log.Root(999_999)), proof = Cpu(() => log.Inclusion(123_456, 999_999));
        yield return new Row("un milione di voci da 200 byte nell'albero RFC 6962", Text($"{build / 1000:N2} s"), "sotto 1,5 s",
            Text($"i due milioni di impronte da soli, nella stessa prova: {bare / 1000:N2} s"), "SHA256.HashData del framework");
        yield return new Row("radice e prova di inclusione in quell'albero", Text($"{root * 1000:N0} µs e {proof * 1000:N0} µs"), "");
    }

    /// <summary>The least that any such tree must compute: a million leaves and a million nodes.</summary>
    private static void BareHashes()
    {
        Span<byte> leaf = stackalloc byte[201], node = stackalloc byte[65], hash = stackalloc byte[32];
        for (int i = 0; i < 1_000_000; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(leaf, i);
            SHA256.HashData(leaf, hash);
            BinaryPrimitives.WriteInt32LittleEndian(node, i);
            SHA256.HashData(node, hash);
        }
    }

    private static MerkleLog Million()
    {
        var log = new MerkleLog();
        Span<byte> entry = stackalloc byte[200];
        for (int i = 0; i < 1_000_000; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(entry, i);
            log.Append(entry);
        }

        return log;
    }
}
