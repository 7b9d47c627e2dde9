using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Deliberation.Priorities;

namespace Deliberation.Tests.Priorities;

/// <summary>Small elections counted here and by belenios-tool; null where that is not installed.</summary>
internal static class Belenios
{
    /// <summary>Whether Schulze gives the same ranking, equals included; ballots may leave candidates out or put them level.</summary>
    public static bool? RanksAlike(int seed)
    {
        RankedElection election = RandomElections.Ranked(new Random(seed), complete: false, equals: true);
        if (Count(["schulze", "--blank-allowed=true"], election) is not { } theirs) return null;
        return theirs.EnumerateArray().Select(group => string.Join(',', group.EnumerateArray().Select(x => x.GetInt32()).Order()))
            .SequenceEqual(Schulze.Run(election).Ranking.Select(group => string.Join(',', group.Order())));
    }

    public static bool HasTies(int seed) => TransferableVote.Run(Complete(seed)).Ties.Length > 0;

    /// <summary>Whether the single transferable vote elects the same candidates from complete ballots.</summary>
    public static bool? ElectsAlike(int seed)
    {
        RankedElection election = Complete(seed);
        if (Count(["stv", $"--nseats={election.Seats}"], election) is not { } theirs) return null;
        return theirs.EnumerateArray().Select(x => x.GetInt32()).Order().SequenceEqual(TransferableVote.Run(election).Winners.Order());
    }

    private static RankedElection Complete(int seed) => RandomElections.Ranked(new Random(seed), complete: true, equals: false);

    private static JsonElement? Count(string[] method, RankedElection election)
    {
        var start = new ProcessStartInfo("belenios-tool", ["method", .. method])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true
        };
        Process tool;
        try
        {
            tool = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (tool)
        {
            tool.StandardInput.Write(JsonSerializer.Serialize(election.Ballots.SelectMany(ballot =>
                Enumerable.Repeat(Ranks(ballot, election.Candidates.Length), ballot.Voters))));
            tool.StandardInput.Close();
            string answer = tool.StandardOutput.ReadToEnd();
            tool.WaitForExit();
            return JsonElement.Parse(answer).GetProperty("winners");
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
