using System.Security.Cryptography;
using System.Text;
using Deliberation.Proof;

namespace Deliberation.Tests.Examples;

/// <summary>The worked example of docs/deliberation/prove.md: a town hall that cannot change its minutes unnoticed.</summary>
public sealed class ProofExample
{
    [Fact]
    public void A_citizen_keeps_32_bytes_and_finds_out_any_change()
    {
        var minutes = new MerkleLog();
        string[] entries = ["12 marzo: presentate 41 proposte", "19 marzo: ammesse 38 proposte", "2 aprile: sorteggiate 24 persone"];
        foreach (string entry in entries)
            minutes.Append(Encoding.UTF8.GetBytes(entry));
        using var townHall = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SignedHead march = SignedHead.Sign(minutes, new DateTimeOffset(2026, 4, 2, 18, 0, 0, TimeSpan.Zero), townHall);

        // Later the list grows. The citizen, who kept the signed head, asks for two small proofs.
        minutes.Append(Encoding.UTF8.GetBytes("30 aprile: pubblicato il patto"));
        SignedHead april = SignedHead.Sign(minutes, new DateTimeOffset(2026, 4, 30, 18, 0, 0, TimeSpan.Zero), townHall);
        Assert.True(march.Holds(townHall) && april.Holds(townHall));
        Assert.True(minutes.Consistency(march.Size, april.Size).Holds(march.Root.AsSpan(), april.Root.AsSpan()));
        Assert.True(minutes.Inclusion(1, april.Size).Holds(Encoding.UTF8.GetBytes("19 marzo: ammesse 38 proposte"), april.Root.AsSpan()));

        // “Admitted 37” was never written there.
        Assert.False(minutes.Inclusion(1, april.Size).Holds(Encoding.UTF8.GetBytes("19 marzo: ammesse 37 proposte"), april.Root.AsSpan()));
    }
}
