using Deliberation.Opinions;
using Deliberation.Similarity;
using Deliberation.Statistics;

namespace Deliberation.Tests.Examples;

/// <summary>Worked examples, small enough to be checked by hand.</summary>
public sealed class OpinionExamples
{
    /// <summary>
    /// Ten people vote on four statements. Six want the square for pedestrians, four want parking; all want more trees.
    /// </summary>
    [Fact]
    public void A_square_two_groups_and_what_unites_them()
    {
        var votes = new List<Vote>();
        for (int i = 1; i <= 10; i++)
        {
            int pedestrian = i <= 6 ? 1 : -1;
            votes.AddRange(
            [
                new($"p{i}", "pedonale", pedestrian), new($"p{i}", "parcheggio", -pedestrian),
                new($"p{i}", "alberi", 1), new($"p{i}", "dehors", i % 2 == 0 ? 0 : pedestrian)
            ]);
        }

        var map = OpinionMap.Draw(new VoteTable(votes));

        Assert.Equal(2, map.GroupCount);
        Assert.Equal([6, 4], map.Comparison.Sizes);
        // "alberi": 6 of 6 and 4 of 4 agree, smoothed (6+1)/(6+2) × (4+1)/(4+2)
        Assert.Equal(7.0 / 8 * (5.0 / 6), map.Comparison.GroupInformedConsensus(2), 12);
        Assert.Equal("pedonale", map.Votes.Statements[map.Comparison.Dividing()[0].Statement].Id);
        // 7/8 against 1/6
        Assert.Equal((7.0 / 8) - (1.0 / 6), map.Comparison.Dividing()[0].Spread, 12);
    }

    /// <summary>Maria writes; somebody has already asked for the same in other forms of the same words.</summary>
    [Fact]
    public void Before_sending_Maria_sees_that_somebody_asked_already()
    {
        var index = TextIndex.Of(new TextCollection(
        [
            new("1", "Vorremmo la biblioteca aperta anche la sera per gli studenti"),
            new("2", "Servono corsi di italiano per stranieri"),
            new("3", "Il parcheggio della stazione è sempre pieno"),
        ]));

        var found = index.Similar("Biblioteche aperte di sera per studentesse e studenti", least: 0.4);

        Assert.Equal("1", Assert.Single(found).Id);
    }

    /// <summary>40 at the assembly: 10 under 35 where the town has a quarter of them; 8 from the hamlets where half live.</summary>
    [Fact]
    public void An_assembly_mirrors_the_town_by_age_but_not_by_place()
    {
        var measures = Representation.Measure(new RepresentationTable(
        [
            new("età", "meno di 35", 10, 2500), new("età", "35 e più", 30, 7500),
            new("luogo", "centro", 32, 5000), new("luogo", "frazioni", 8, 5000),
        ]));

        Assert.Equal(0, measures[0].Dissimilarity!.Value, 12);
        Assert.Equal(1, measures[0].Test!.PValue, 9);
        // half of |32/40 − 1/2| + |8/40 − 1/2|
        Assert.Equal(0.3, measures[1].Dissimilarity!.Value, 12);
        // (32−20)²/20 + (8−20)²/20 = 14.4
        Assert.Equal(14.4, measures[1].Test!.Statistic, 12);
        Assert.Equal(0.4, measures[1].Features[1].Ratio!.Value, 12);
        Assert.Contains("30 partecipanti su cento", measures[1].Explanation.Italian, StringComparison.Ordinal);
    }
}
