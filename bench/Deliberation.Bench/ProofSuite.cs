using System.Buffers.Binary;
using System.Security.Cryptography;
using Deliberation.Proof;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>The Merkle log at the size of a large region.</summary>
internal static class ProofSuite
{
    private const int Entries = 1_000_000;

    public static IEnumerable<Row> Rows()
    {
        ReadOnlyMemory<byte>[] entries = MadeUp();
        MerkleLog log = All(entries);
        (double wall, double cpu) = Time(() => All(entries));
        (double singleWall, double singleCpu) = Time(() => OneByOne(entries));
        (double bareWall, double bareCpu) = Time(BareHashes);
        string bare = Text($"i due milioni di impronte da soli, nella stessa prova: {bareWall / 1000:N2} s, CPU {bareCpu / 1000:N2} s");
        yield return new Row("un milione di voci da 200 byte nell'albero RFC 6962, tutte insieme",
            Text($"{wall / 1000:N2} s di orologio, CPU {cpu / 1000:N2} s"), "sotto 1,5 s", bare, "SHA256.HashData del framework");
        yield return new Row("le stesse, una alla volta", Text($"{singleWall / 1000:N2} s di orologio, CPU {singleCpu / 1000:N2} s"), "");
        double root = Cpu(() => log.Root(Entries - 1)), proof = Cpu(() => log.Inclusion(123_456, Entries - 1));
        yield return new Row("radice e prova di inclusione in quell'albero", Text($"{root * 1000:N0} µs e {proof * 1000:N0} µs"), "");
    }

    internal static ReadOnlyMemory<byte>[] MadeUp()
    {
        var bytes = new byte[Entries * 200];
        for (int i = 0; i < Entries; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 200), i);
        return [.. Enumerable.Range(0, Entries).Select(i => new ReadOnlyMemory<byte>(bytes, i * 200, 200))];
    }

    private static MerkleLog All(ReadOnlyMemory<byte>[] entries)
    {
        var log = new MerkleLog();
        log.AppendRange(entries);
        return log;
    }

    private static MerkleLog OneByOne(ReadOnlyMemory<byte>[] entries)
    {
        var log = new MerkleLog();
        foreach (ReadOnlyMemory<byte> entry in entries) log.Append(entry.Span);
        return log;
    }

    /// <summary>The least that any such tree must compute: a million leaves and a million nodes.</summary>
    private static void BareHashes()
    {
        Span<byte> leaf = stackalloc byte[201], node = stackalloc byte[65], hash = stackalloc byte[32];
        for (int i = 0; i < Entries; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(leaf, i);
            SHA256.HashData(leaf, hash);
            BinaryPrimitives.WriteInt32LittleEndian(node, i);
            SHA256.HashData(node, hash);
        }
    }
}
