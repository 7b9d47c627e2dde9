using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deliberation.Formats;
using Deliberation.Proof;
using FsCheck;
using FsCheck.Fluent;

namespace Deliberation.Tests.Proof;

public sealed class MerkleLogTests
{
    private static readonly string[] KnownEntries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_known_roots_of_Certificate_Transparency_come_out(int size, string root)
    {
        MerkleLog log = Log([.. KnownEntries.Take(size).Select(Convert.FromHexString)]);
        Assert.Equal(root, Convert.ToHexStringLower(log.Root().AsSpan()));
    }

    [Fact]
    public void The_root_of_nothing_is_the_hash_of_nothing() =>
        Assert.Equal(SHA256.HashData([]), new MerkleLog().Root());

    [Fact]
    public void Every_proof_of_every_small_list_holds()
    {
        MerkleLog log = Numbers(33);
        for (int size = 1; size <= log.Count; size++)
        {
            for (int entry = 0; entry < size; entry++)
                Assert.True(log.Inclusion(entry, size).Holds(Bytes(entry), log.Root(size).AsSpan()));
            for (int before = 1; before <= size; before++)
                Assert.True(log.Consistency(before, size).Holds(log.Root(before).AsSpan(), log.Root(size).AsSpan()));
        }
    }

    [Fact]
    public void Any_single_bit_changed_is_found()
    {
        MerkleLog log = Numbers(13);
        byte[] root = [.. log.Root()], rootBefore = [.. log.Root(7)], entry = Bytes(5);
        InclusionProof inclusion = log.Inclusion(5, 13);
        ConsistencyProof consistency = log.Consistency(7, 13);

        AssertEveryBitMatters(entry, changed => inclusion.Holds(changed, root));
        AssertEveryBitMatters(root, changed => inclusion.Holds(entry, changed));
        AssertEveryBitMatters(rootBefore, changed => consistency.Holds(changed, root));
        AssertEveryBitMatters(root, changed => consistency.Holds(rootBefore, changed));
        for (int hash = 0; hash < inclusion.Path.Length; hash++)
            AssertEveryBitMatters([.. inclusion.Path[hash]], changed =>
                (inclusion with { Path = inclusion.Path.SetItem(hash, [.. changed]) }).Holds(entry, root));
        for (int hash = 0; hash < consistency.Path.Length; hash++)
            AssertEveryBitMatters([.. consistency.Path[hash]], changed =>
                (consistency with { Path = consistency.Path.SetItem(hash, [.. changed]) }).Holds(rootBefore, root));
    }

    [Fact]
    public void Any_entry_changed_changes_the_root() => Prop.ForAll(
        Gen.Choose(1, 200).ToArbitrary(), Gen.Choose(0, 199).ToArbitrary(),
        (size, entry) =>
        {
            byte[][] entries = [.. Enumerable.Range(0, size).Select(Bytes)];
            entries[entry % size][0] ^= 1;
            return !Log(entries).Root().SequenceEqual(Numbers(size).Root());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_proof_does_not_hold_for_another_place_or_size()
    {
        MerkleLog log = Numbers(20);
        byte[] root = [.. log.Root()];
        InclusionProof proof = log.Inclusion(11, 20);
        Assert.All(Enumerable.Range(-1, 22).Where(place => place != 11), place =>
            Assert.False((proof with { Entry = place }).Holds(Bytes(11), root)));
        Assert.False((proof with { Path = proof.Path.Add(proof.Path[0]) }).Holds(Bytes(11), root));
        Assert.False((proof with { Path = proof.Path.RemoveAt(0) }).Holds(Bytes(11), root));
        Assert.False((log.Consistency(8, 20) with { Before = 9 }).Holds(log.Root(8).AsSpan(), root));
    }

    [Fact]
    public void A_signed_head_holds_only_as_it_was_signed()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SignedHead head = SignedHead.Sign(Numbers(9), new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), key);
        Assert.True(head.Holds(key));
        Assert.False(head.Holds(other));
        Assert.False((head with { Size = 8 }).Holds(key));
        Assert.False((head with { Time = head.Time.AddMilliseconds(1) }).Holds(key));
        Assert.False((head with { Root = Numbers(8).Root() }).Holds(key));
    }

    [Fact]
    public void A_receipt_shows_that_the_ballot_is_in_and_not_what_it_says()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ImmutableArray<byte> seal = BallotReceipt.SealOf(RandomNumberGenerator.GetBytes(BallotReceipt.SaltSize),
            Encoding.UTF8.GetBytes("sì"));
        MerkleLog log = Numbers(6);
        int entry = log.Append(seal.AsSpan());
        BallotReceipt receipt = BallotReceipt.For(log, seal, entry, SignedHead.Sign(log, DateTimeOffset.UnixEpoch, key));

        Assert.True(receipt.Holds(key));
        Assert.False((receipt with { Seal = BallotReceipt.SealOf(new byte[BallotReceipt.SaltSize], Encoding.UTF8.GetBytes("sì")) })
            .Holds(key));
        Assert.Throws<ArgumentException>(() => BallotReceipt.For(Numbers(7), seal, entry, receipt.Head));
    }

    [Fact]
    public void An_independent_checker_agrees()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        MerkleLog log = Log([.. Enumerable.Range(0, 21).Select(i => Encoding.UTF8.GetBytes($"voce {i}"))]);
        string pem = key.ExportSubjectPublicKeyInfoPem();
        var cases = new JsonArray();
        var expected = new List<string>();
        for (int i = 0; i < log.Count; i++)
        {
            var proof = new ProofFile(
                log.Count, log.Root(), log.LeafHash(i), log.Inclusion(i, log.Count), log.Root(i + 1), log.Consistency(i + 1, log.Count),
                SignedHead.Sign(log, DateTimeOffset.UnixEpoch.AddSeconds(i), key));
            cases.Add(new JsonObject { ["proof"] = proof.ToJson(), ["entry"] = $"voce {i}", ["publicKey"] = pem });
            cases.Add(new JsonObject { ["proof"] = proof.ToJson(), ["entry"] = $"voce {i + 1}", ["publicKey"] = pem });
            cases.Add(new JsonObject { ["proof"] = (proof with { Root = log.Root(20) }).ToJson() });
            expected.AddRange(["holds", "fails", "fails"]);
        }

        Assert.Equal(expected, Node(cases.ToJsonString()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(3, 6)]
    [InlineData(4095, 4097)]
    [InlineData(5000, 20_001)]
    public void Many_at_once_make_the_tree_that_one_by_one_makes(int before, int more)
    {
        byte[][] entries = [.. Enumerable.Range(0, before + more).Select(Bytes)];
        MerkleLog single = Log(entries), many = Log(entries[..before]);

        Assert.Equal(before, many.AppendRange([.. entries[before..].Select(entry => new ReadOnlyMemory<byte>(entry))]));

        Assert.Equal(single.Count, many.Count);
        Assert.Equal(single.Root(), many.Root());
        Assert.Equal(single.Append([1]), many.Append([1]));
        foreach (int size in Enumerable.Range(1, 40).Select(i => i * single.Count / 40).Where(size => size > 0))
        {
            Assert.Equal(single.Root(size), many.Root(size));
            Assert.Equal(single.Inclusion(size / 2, size).Path.SelectMany(hash => hash),
                many.Inclusion(size / 2, size).Path.SelectMany(hash => hash));
        }
    }

    [Fact]
    public void Stopped_while_many_are_added_the_list_is_as_before()
    {
        MerkleLog log = Numbers(77);
        var before = log.Root();
        using var stop = new CancellationTokenSource();
        var entries = new MadeOnDemand(200_000, at => { if (at == 150_000) stop.Cancel(); });

        Assert.Throws<OperationCanceledException>(() => log.AppendRange(entries, new Effort { Cancel = stop.Token }));

        Assert.Equal((77, before), (log.Count, log.Root()), (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
        log.Append(Bytes(77));
        Assert.Equal(Numbers(78).Root(), log.Root());
    }

    [Fact]
    public void Progress_only_rises_and_ends_at_one()
    {
        var heard = new List<double>();
        new MerkleLog().AppendRange(new MadeOnDemand(150_000, _ => { }), new Effort { Progress = new Listener(heard) });
        Assert.Equal(heard.Order(), heard);
        Assert.Equal(1, heard[^1]);
        Assert.InRange(heard.Count, 3, 40);
    }

    private sealed class Listener(List<double> heard) : IProgress<double>
    {
        public void Report(double value) => heard.Add(value);
    }

    /// <summary>Entries made when they are read, so that a test can act in the middle.</summary>
    private sealed class MadeOnDemand(int count, Action<int> read) : IReadOnlyList<ReadOnlyMemory<byte>>
    {
        public int Count => count;

        public ReadOnlyMemory<byte> this[int index]
        {
            get
            {
                read(index);
                return Bytes(index);
            }
        }

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private static string[] Node(string input, [CallerFilePath] string here = "")
    {
        string script = Path.Combine(Path.GetDirectoryName(here)!, "check.mjs");
        try
        {
            using Process node = Process.Start(new ProcessStartInfo("node", [script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true
            })!;
            node.StandardInput.Write(input);
            node.StandardInput.Close();
            return node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed");
            throw;
        }
    }

    private static void AssertEveryBitMatters(byte[] bytes, Func<byte[], bool> holds)
    {
        Assert.True(holds(bytes));
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(holds(changed), $"bit {bit}");
        }
    }

    private static MerkleLog Numbers(int count) => Log([.. Enumerable.Range(0, count).Select(Bytes)]);

    private static MerkleLog Log(byte[][] entries)
    {
        var log = new MerkleLog();
        foreach (byte[] entry in entries) log.Append(entry);
        return log;
    }

    private static byte[] Bytes(int number) => Encoding.UTF8.GetBytes($"entry {number}");
}
