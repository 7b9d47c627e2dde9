namespace Deliberation.Tests.Priorities;

/// <summary>The same ballots counted by belenios-tool, where it is installed (Debian package of that name).</summary>
public sealed class BeleniosTests
{
    [Fact]
    public void Schulze_ranks_like_Belenios()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            var same = Belenios.RanksAlike(seed);
            if (same is null) Assert.Skip("belenios-tool is not installed");
            Assert.True(same, $"seed {seed}");
        }
    }

    [Fact]
    public void The_exact_transferable_vote_elects_like_Belenios_where_no_tie_and_no_unnamed_candidate_arises()
    {
        int compared = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            if (Belenios.HasTies(seed)) continue; // its doubles may break what is exactly equal
            var same = Belenios.ElectsAlike(seed);
            if (same is null) Assert.Skip("belenios-tool is not installed");
            Assert.True(same, $"seed {seed}");
            compared++;
        }

        Assert.True(compared >= 15, $"only {compared} elections without ties");
    }
}
