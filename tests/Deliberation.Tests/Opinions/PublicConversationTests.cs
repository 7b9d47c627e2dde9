using System.Globalization;
using Deliberation.Formats;
using Deliberation.Opinions;

namespace Deliberation.Tests.Opinions;

/// <summary>Public conversations (compdemocracy/openData, CC BY 4.0): groups found here against the groups published.</summary>
public sealed class PublicConversationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Conversations =>
        ["15-per-hour-seattle", "scoop-hivemind.biodiversity", "scoop-hivemind.taxes", "vtaiwan.uberx"];

    /// <summary>Both modes, the number of groups free and as published; the floors keep what was measured.</summary>
    [Theory]
    [InlineData("15-per-hour-seattle", 0.56, 0.88)]
    [InlineData("scoop-hivemind.biodiversity", 0.98, 0.95)]
    [InlineData("scoop-hivemind.taxes", 0.81, 0.9)]
    [InlineData("vtaiwan.uberx", 0.92, 0.72)]
    public void Groups_are_compared_with_the_published_ones(string name, double compatibleFloor, double robustFloor)
    {
        var (votes, published) = Read(name);
        foreach (var mode in Enum.GetValues<OpinionMode>())
        {
            var free = OpinionMap.Draw(votes, new OpinionOptions { Mode = mode });
            var asked = OpinionMap.Draw(votes, new OpinionOptions { Mode = mode, Groups = published.Names.Count });
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} | {mode} | in conversation {free.Groups.Count(group => group >= 0)}, published {published.OfParticipant.Count(group => group >= 0)} | free: {free.GroupCount} groups, ARI {Ari(published, free):F3} | as published: {published.Names.Count} groups, ARI {Ari(published, asked):F3}"));
            Assert.InRange(Ari(published, asked), mode == OpinionMode.Robust ? robustFloor : compatibleFloor, 1);
        }
    }

    [Theory, MemberData(nameof(Conversations))]
    public void Replaying_the_votes_in_the_order_they_were_cast_is_tried(string name)
    {
        var (wide, published) = Read(name);
        using var file = new StreamReader(PublicData.Path("opinion", "opendata", name, "votes.csv"));
        var known = wide.Statements.Select(statement => statement.Id).ToHashSet();
        var votes = VotesReader.ReadInOrder(file).Where(vote => known.Contains(vote.Statement)).ToList();
        foreach (int steps in (int[])[1, 20, 100])
        {
            var history = new OpinionHistory();
            OpinionMap? map = null;
            for (int step = 1; step <= steps; step++) map = history.Continue(new VoteTable(votes.Take(votes.Count * step / steps),
                wide.Statements));
            var groups = wide.Participants.Zip(published.OfParticipant).ToDictionary(pair => pair.First, pair => pair.Second);
            var here = new KnownGroups(published.Names,
                [.. map!.Votes.Participants.Select(person => groups.GetValueOrDefault(person, -1))]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name} | replay in {steps} steps | {map.GroupCount} groups, ARI {Ari(here, map):F3}"));
            Assert.Equal(votes.Select(vote => vote.Participant).Distinct().Count(), map.Groups.Count);
        }
    }

    internal static (VoteTable Votes, KnownGroups Published) Read(string name)
    {
        string folder = PublicData.Path("opinion", "opendata", name), file = Path.Combine(folder, "participants-votes.csv");
        using var comments = new StreamReader(Path.Combine(folder, "comments.csv"));
        using var wide = new StreamReader(file);
        using var groups = new StreamReader(file);
        var statements = StatementsReader.Read(comments).ToDictionary(statement => statement.Id);
        var votes = VotesReader.Read(wide);
        var listed = votes.Statements.Select(statement => statements.GetValueOrDefault(statement.Id, statement)).ToList();
        votes = new VoteTable(votes.Participants.SelectMany((person, row) => votes.Row(row)
            .Select(vote => new Vote(person, votes.Statements[vote.Statement].Id, vote.Value))), listed);
        return (votes, VotesGroupsReader.Read(groups, votes));
    }

    private static double Ari(KnownGroups published, OpinionMap map)
    {
        int[] rows = [.. Enumerable.Range(0, map.Groups.Count).Where(row => published.OfParticipant[row] >= 0 && map.Groups[row] >= 0)];
        return Partition.AdjustedRandIndex([.. rows.Select(row => published.OfParticipant[row])], [.. rows.Select(row => map.Groups[row])]);
    }
}
