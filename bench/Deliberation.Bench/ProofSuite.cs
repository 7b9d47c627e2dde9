using System.Buffers.Binary;
using Deliberation.Proof;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>The Merkle log at the size of a large region.</summary>
internal static class ProofSuite
{
    public static IEnumerable<Row> Rows()
    {
        MerkleLog log = Million();
        double build = Cpu(() => Million()), root = Cpu(() => log.Root(999_999)), proof = Cpu(() => log.Inclusion(123_456, 999_999));
        yield return new Row("un milione di voci da 200 byte nell'albero RFC 6962", Text($"{build / 1000:N2} s"), "sotto 1,5 s");
        yield return new Row("radice e prova di inclusione in quell'albero", Text($"{root * 1000:N0} µs e {proof * 1000:N0} µs"), "");
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
