using System.Globalization;
using Deliberation.Formats;
using Deliberation.Opinions;

namespace Deliberation.Tests.Opinions;

/// <summary>Groups that are there are found to be there; where nobody's answers hang together, "one group" is the answer.</summary>
public sealed class GroupEvidenceTests(ITestOutputHelper output)
{
    private const int Cases = 100, Simulations = 19;
    private static readonly ulong s_seed = 20261130;

    private delegate double Agrees(int person, int statement, ref SeededRandom random);

    private static VoteTable Table(int people, int statements, double answered, Agrees agrees, ref SeededRandom random)
    {
        var votes = new List<Vote>();
        for (int p = 0; p < people; p++)
        {
            for (int s = 0; s < statements; s++)
            {
                if (random.Unit() > answered) continue;
                double chance = agrees(p, s, ref random);
                votes.Add(new($"{p}", $"{s}", random.Unit() < 0.1 ? 0 : random.Unit() < chance ? 1 : -1));
            }
        }

        return new VoteTable(votes);
    }

    private static GroupEvidence Ask(VoteTable votes, ulong seed)
    {
        var map = OpinionMap.Draw(votes, new OpinionOptions { Mode = OpinionMode.Robust }, new Effort { Seed = seed });
        return GroupEvidence.Measure(map, Simulations, new Effort { Seed = seed });
    }

    private int Exist(string kind, Func<ulong, VoteTable> table)
    {
        int found = 0;
        for (int i = 0; i < Cases; i++)
        {
            if (Ask(table(s_seed + (ulong)i), s_seed + (ulong)i).GroupsExist) found++;
        }


        output.WriteLine($"{kind}: groups in {found} of {Cases} tables, seed {s_seed}");
        return found;
    }

    [Fact]
    public void Camps_that_answer_alike_are_groups()
    {
        int found = Exist("camps", seed =>
        {
            var random = new SeededRandom(seed);
            int camps = 2 + random.Below(2), statements = 12 + random.Below(12);
            var sides = Enumerable.Range(0, camps * statements).Select(_ => 0).ToArray();
            for (int i = 0; i < sides.Length; i++) sides[i] = random.Below(2);
            return Table(60 + random.Below(90), statements, 0.85,
                (int p, int s, ref SeededRandom _) => sides[(p % camps * statements) + s] == 1 ? 0.92 : 0.08, ref random);
        });
        Assert.InRange(found, Cases * 95 / 100, Cases);
    }

    /// <summary>Each statement divides as it likes, one of them in two halves: nobody's answers hang together.</summary>
    [Fact]
    public void Answers_that_do_not_hang_together_make_no_groups()
    {
        int found = Exist("by chance", seed =>
        {
            var random = new SeededRandom(seed);
            int statements = 8 + random.Below(20);
            var shares = new double[statements];
            for (int s = 0; s < statements; s++) shares[s] = s == 0 ? 0.5 : 0.05 + (0.9 * random.Unit());
            return Table(60 + random.Below(120), statements, 0.8, (int _, int s, ref SeededRandom _) => shares[s], ref random);
        });
        // Five in a hundred are expected; eleven or more come once in a hundred seeds.
        Assert.InRange(found, 0, Cases / 10);
    }

    [Fact]
    public void Where_all_say_the_same_there_is_one_group()
    {
        var votes = Enumerable.Range(0, 30).SelectMany(p => Enumerable.Range(0, 8).Select(s => new Vote($"{p}", $"{s}", 1)));
        var evidence = GroupEvidence.Measure(OpinionMap.Draw(new VoteTable(votes)));
        Assert.Equal((1, 1, 0), (evidence.Index, evidence.PValue, evidence.Simulations));
        Assert.False(evidence.GroupsExist);
        Assert.Contains("Non si vedono gruppi", evidence.Explanation.Italian, StringComparison.Ordinal);
    }

    /// <summary>A conversation whose groups were published and acted upon: drivers and passengers (vTaiwan, Uber, 2015).</summary>
    [Fact]
    public void The_two_sides_of_a_real_conversation_are_groups()
    {
        using var participants = new StreamReader(PublicData.Path("opinion", "opendata", "vtaiwan.uberx", "participants-votes.csv"));
        var votes = VotesReader.Read(participants);
        var map = OpinionMap.Draw(votes, new OpinionOptions { Mode = OpinionMode.Robust, Groups = 2 });
        var evidence = GroupEvidence.Measure(map, 39);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{evidence}"));
        Assert.True(evidence.GroupsExist, evidence.Explanation.English);
    }

    [Fact]
    public void It_is_the_same_for_the_same_seed_and_can_be_stopped()
    {
        var random = new SeededRandom(7);
        var votes = Table(60, 12, 1, (int p, int _, ref SeededRandom _) => p % 2 == 0 ? 0.9 : 0.1, ref random);
        var map = OpinionMap.Draw(votes);
        Assert.Equal(GroupEvidence.Measure(map, 19, new Effort { Seed = 3 }), GroupEvidence.Measure(map, 19, new Effort { Seed = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupEvidence.Measure(map, 18));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => GroupEvidence.Measure(map, 19, new Effort { Cancel = stop.Token }));
    }
}
