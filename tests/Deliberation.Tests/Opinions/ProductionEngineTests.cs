using System.Globalization;
using System.Text.Json;
using Deliberation.Opinions;

namespace Deliberation.Tests.Opinions;

/// <summary>Field by field, what the production engine published and what is computed here from the same votes.</summary>
public sealed class ProductionEngineTests(ITestOutputHelper output)
{
    public static TheoryData<string> Conversations => [.. PolisFixture.Names];

    [Theory, MemberData(nameof(Conversations))]
    public void Centre_axes_and_positions_are_the_production_engines(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        var map = Draw(fixture);
        double[][] axes = fixture.Axes;
        int signX = Sign(map.Axes[0], axes[0]), signY = Sign(map.Axes[1], axes[1]);

        // the engine stores agreement as −1
        Holds(name, "centre", fixture.Numbers("pca", "center").Zip(map.Centre, (theirs, ours) => theirs + ours), 1e-8);
        Holds(name, "axis 1", axes[0].Zip(map.Axes[0], (theirs, ours) => (signX * theirs) - ours), 1e-8);
        Holds(name, "axis 2", axes[1].Zip(map.Axes[1], (theirs, ours) => (signY * theirs) - ours), 1e-8);
        Holds(name, "positions", fixture.PublishedPositions()
            .SelectMany(p => new[] { (signX * p.X) + map.Positions[p.Row].X, (signY * p.Y) + map.Positions[p.Row].Y }), 1e-8);
        Holds(name, "extremity", fixture.Numbers("pca", "comment-extremity").Zip(map.Extremities(), (theirs, ours) => theirs - ours), 1e-8);
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Votes_of_groups_and_consensus_are_the_production_engines(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        var comparison = Compare(fixture);

        var counts = fixture.Math.GetProperty("group-votes").EnumerateObject()
            .SelectMany(group => group.Value.GetProperty("votes").EnumerateObject().Select(statement =>
        {
            var ours = comparison.Cell(int.Parse(group.Name, CultureInfo.InvariantCulture), Column(fixture, statement.Name));
            return Math.Abs(statement.Value.GetProperty("A").GetInt32() - ours.Agree)
                + Math.Abs(statement.Value.GetProperty("D").GetInt32() - ours.Disagree)
                + (double)Math.Abs(statement.Value.GetProperty("S").GetInt32() - ours.Seen);
        }));
        Holds(name, "group-votes", counts, 0);
        Holds(name, "group-aware-consensus", fixture.Math.GetProperty("group-aware-consensus").EnumerateObject()
            .Select(statement => statement.Value.GetDouble() - comparison.GroupInformedConsensus(Column(fixture, statement.Name))), 1e-14);
        foreach (bool agreeing in (bool[])[true, false])
        {
            var theirs = fixture.Math.GetProperty("consensus").GetProperty(agreeing ? "agree" : "disagree").EnumerateArray().ToList();
            var ours = comparison.Consensus(agreeing);
            Assert.Equal(theirs.Select(each => fixture.Column(each.GetProperty("tid").GetInt32())), ours.Select(each => each.Statement));
            Holds(name, $"consensus {(agreeing ? "agree" : "disagree")} ({ours.Count})",
                theirs.Zip(ours, (t, o) => Math.Abs(t.GetProperty("n-success").GetInt32() - o.Successes)
                + Math.Abs(t.GetProperty("n-trials").GetInt32() - o.Seen) + Math.Abs(t.GetProperty("p-success").GetDouble() - o.Share)
                    + Math.Abs(t.GetProperty("p-test").GetDouble() - o.Test)), 1e-13);
        }
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Representative_statements_are_the_production_engines(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        var comparison = Compare(fixture);
        foreach (var group in fixture.Math.GetProperty("repness").EnumerateObject())
        {
            var theirs = group.Value.EnumerateArray().ToList();
            var ours = comparison.Representative[int.Parse(group.Name, CultureInfo.InvariantCulture)];
            Assert.Equal(
                theirs.Select(each => (fixture.Column(each.GetProperty("tid").GetInt32()), each.GetProperty("repful-for")
                    .GetString() == "agree", each.TryGetProperty("best-agree", out _))),
                ours.Select(each => (each.Statement, each.ForAgreeing, each.IsBestAgreement)));
            Holds(name, $"repness of group {group.Name} ({ours.Count})",
                theirs.Zip(ours, (t, o) => Math.Abs(t.GetProperty("n-success").GetInt32() - o.Successes)
                + Math.Abs(t.GetProperty("n-trials").GetInt32() - o.Numbers.Seen)
                + Math.Abs(t.GetProperty("p-success").GetDouble() - o.Share) + Math.Abs(t.GetProperty("p-test").GetDouble() - o.ShareTest)
                    + Math.Abs(t.GetProperty("repness").GetDouble() - o.Ratio)), 1e-12);
            // published with seven significant digits
            Holds(name, $"repness-test of group {group.Name}", theirs.Zip(ours,
                (t, o) => (t.GetProperty("repness-test").GetDouble() - o.RatioTest) / Math.Max(1, Math.Abs(o.RatioTest))), 1.2e-7);
        }
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Priorities_are_the_production_engines(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        var comparison = Compare(fixture);
        Holds(name, "comment-priorities", fixture.Math.GetProperty("comment-priorities").EnumerateObject()
            .Select(statement => statement.Value.GetDouble() - comparison.Priority(Column(fixture, statement.Name))), 1e-8);
    }

    /// <summary>The engine keeps whoever once was in; the plain rule on the final votes cannot know who that was.</summary>
    [Theory, MemberData(nameof(Conversations))]
    public void People_in_the_conversation_by_the_plain_rule_were_all_let_in(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        string[] plain = [.. OpinionMap.InConversation(fixture.Votes, new OpinionOptions()).Select(row => fixture.Votes.Participants[row])];
        output.WriteLine($"{name}: in conversation {plain.Length} by the plain rule, {fixture.InConversation.Count} published");
        Assert.Subset(fixture.InConversation.ToHashSet(), plain.ToHashSet());
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Groups_from_scratch_are_reported(string name)
    {
        var fixture = new PolisFixture(PublicData.Path("opinion", name));
        foreach (var mode in Enum.GetValues<OpinionMode>())
        {
            foreach (int? count in (int?[])[null, fixture.GroupCount])
            {
                var map = OpinionMap.Draw(fixture.Votes,
                    new OpinionOptions { Mode = mode, Groups = count, AlwaysIn = fixture.InConversation });
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name} {mode} k={count?.ToString(CultureInfo.InvariantCulture) ?? "auto"}: {map.GroupCount} groups of {fixture.GroupCount}, ARI {Ari(fixture, map):F3}"));
                Assert.Equal(fixture.InConversation.Count, map.Groups.Count(group => group >= 0));
            }
        }
    }

    private static double Ari(PolisFixture fixture, OpinionMap map)
    {
        int[] rows = [.. Enumerable.Range(0, fixture.Groups.Length).Where(row => fixture.Groups[row] >= 0 && map.Groups[row] >= 0)];
        return Partition.AdjustedRandIndex([.. rows.Select(row => fixture.Groups[row])], [.. rows.Select(row => map.Groups[row])]);
    }

    private static OpinionMap Draw(PolisFixture fixture) =>
        OpinionMap.Draw(fixture.Votes, new OpinionOptions { AlwaysIn = fixture.InConversation });

    private static GroupComparison Compare(PolisFixture fixture) =>
        new(fixture.Votes, fixture.Groups, fixture.GroupCount, Draw(fixture).Extremities());

    private static int Column(PolisFixture fixture, string tid) => fixture.Column(int.Parse(tid, CultureInfo.InvariantCulture));

    private static int Sign(IEnumerable<double> ours, double[] theirs) => Math.Sign(ours.Zip(theirs, (o, t) => o * t).Sum());

    private void Holds(string name, string field, IEnumerable<double> differences, double most)
    {
        double[] all = [.. differences.Select(Math.Abs)];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} {field}: {all.Length} values, largest difference {(all.Length == 0 ? 0 : all.Max()):E1}"));
        Assert.All(all, difference => Assert.InRange(difference, 0, most));
    }
}
