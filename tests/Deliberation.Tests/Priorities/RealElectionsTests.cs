using System.Text.Json;
using Deliberation.Formats;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

/// <summary>Towns that really voted, and what a widely used tool computes for them.</summary>
public sealed class RealElectionsTests
{
    [Theory]
    [InlineData("Poland_Wieliczka_2023_Green_Budget.pb", 30, 995_079)]
    [InlineData("Poland_Swiecie_2023.pb", 17, 1_040_337)]
    public void Equal_Shares_elects_what_the_town_elected(string file, int winners, int spent)
    {
        PabulibFile town = Read(PublicData.Path("priorities", file));
        EqualSharesOutcome outcome = EqualShares.Run(town.Election);

        Assert.Equal(town.Selected!.Value.Order(), outcome.Winners.Order());
        Assert.Equal(winners, outcome.Winners.Length);
        Assert.Equal(spent, outcome.Winners.Sum(project => town.Election.Projects[project].Cost));
        Assert.Null(outcome.Prices.Refutation(town.Election));
    }

    [Fact]
    public void Equal_Shares_elects_what_the_reference_tool_elects()
    {
        string folder = PublicData.Path("priorities", "pabulib");
        var different = new List<string>();
        foreach (string line in File.ReadLines(Path.Combine(folder, "expected_add1.jsonl")))
        {
            JsonElement expected = JsonElement.Parse(line);
            string name = expected.GetProperty("file").GetString()!;
            BudgetElection election = Read(Path.Combine(folder, name)).Election;
            IEnumerable<string> ours = EqualShares.Run(election).Winners.Select(project => election.Projects[project].Id);
            IEnumerable<string> theirs = expected.GetProperty("winners").EnumerateArray().Select(id => id.GetString()!);
            if (!theirs.ToHashSet().SetEquals(ours)) different.Add(name);
        }

        Assert.Empty(different);
    }

    private static PabulibFile Read(string path)
    {
        using var reader = new StreamReader(path);
        return Pabulib.Read(reader);
    }
}
