using Deliberation.Formats;
using Deliberation.Priorities;

namespace Deliberation.Tests.Examples;

/// <summary>The worked example of docs/deliberation/priorita.md, step by step.</summary>
public sealed class PrioritiesExample
{
    private const string Ballots = """
        voter,voters,piazza,parco,frazione
        cost,,50,50,35
        centro,60,1,1,
        frazione,40,,,1
        """;

    [Fact]
    public void A_hundred_people_share_a_hundred_thousand_euros()
    {
        BudgetElection election = BallotTable.Read(new StringReader(Ballots)).ToPoints(budget: 100);

        // Most points first: the sixty take everything.
        Assert.Equal(["piazza", "parco"], Greedy.Run(election).Winners.Select(i => election.Projects[i].Id));

        // Equal shares: 1 each. The sixty pay 0.83 each for the square; 0.17 × 60 = 10 is left, too little for the park.
        EqualSharesOutcome outcome = EqualShares.Run(election);
        Assert.Equal(["piazza", "frazione"], outcome.Winners.Select(i => election.Projects[i].Id));
        Assert.Equal((Fraction)1, outcome.Endowment);

        // Who paid what, in exact fractions, and a recount that anybody can make.
        PriceSystem prices = outcome.Prices;
        Assert.Equal(new Fraction(5, 6), prices.Payments[0].PricePerPoint);
        Assert.Equal(new Fraction(7, 8), prices.Payments[1].PricePerPoint);
        Assert.Null(prices.Refutation(election, everyChoice: true));
    }
}
