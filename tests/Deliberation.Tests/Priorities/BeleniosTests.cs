using System.Diagnostics;
using System.Text.Json;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

/// <summary>The same ballots counted by belenios-tool, where it is installed (Debian package of that name).</summary>
public sealed class BeleniosTests
{
    [Fact]
    public void Schulze_ranks_like_Belenios()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            RankedElection election = RandomElections.Ranked(new Random(seed), complete: false, equals: true);
            JsonElement counted = Count(["schulze", "--blank-allowed=true"], election);
            Assert.Equal(
                counted.GetProperty("winners").EnumerateArray().Select(group => string.Join(',', group.EnumerateArray().Select(x => x.GetInt32()).Order())),
                Schulze.Run(election).Ranking.Select(group => string.Join(',', group.Order())));
        }
    }

    [Fact]
    public void The_exact_transferable_vote_elects_like_Belenios_where_no_tie_and_no_unnamed_candidate_arises()
    {
        int compared = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            RankedElection election = RandomElections.Ranked(new Random(seed), complete: true, equals: false);
            TransferableVoteOutcome outcome = TransferableVote.Run(election);
            if (outcome.Ties.Length > 0) continue; // its doubles may break what is exactly equal
            compared++;
            JsonElement counted = Count(["stv", $"--nseats={election.Seats}"], election);
            Assert.Equal(counted.GetProperty("winners").EnumerateArray().Select(x => x.GetInt32()).Order(), outcome.Winners.Order());
        }

        Assert.True(compared >= 15, $"only {compared} elections without ties");
    }

    private static JsonElement Count(string[] method, RankedElection election)
    {
        var start = new ProcessStartInfo("belenios-tool", ["method", .. method]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process tool;
        try
        {
            tool = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("belenios-tool is not installed");
            throw;
        }

        using (tool)
        {
            tool.StandardInput.Write(JsonSerializer.Serialize(election.Ballots.SelectMany(ballot => Enumerable.Repeat(Ranks(ballot, election.Candidates.Length), ballot.Voters))));
            tool.StandardInput.Close();
            string answer = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit();
            return JsonElement.Parse(answer);
        }
    }

    private static int[] Ranks(Ranking ballot, int candidates)
    {
        var ranks = new int[candidates]; // 0 = not ranked
        for (int place = 0; place < ballot.Places.Length; place++)
            foreach (int candidate in ballot.Places[place]) ranks[candidate] = place + 1;
        return ranks;
    }
}
