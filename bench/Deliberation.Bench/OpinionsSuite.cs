using Deliberation.Formats;
using Deliberation.Opinions;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Opinion maps of public conversations: their groups next to the published ones in both modes, the times next to
/// red-dwarf's.</summary>
internal static class OpinionsSuite
{
    private const string Peer = "red-dwarf, stessa macchina";

    public static IEnumerable<Row> Rows()
    {
        (string Name, string Others)[] conversations =
            [("vtaiwan.uberx", "ARI 0,826; 0,49–0,76 s"), ("scoop-hivemind.biodiversity", "ARI 0,954"), ("scoop-hivemind.taxes", ""),
                ("15-per-hour-seattle", "")];
        foreach ((string name, string others) in conversations)
            foreach (OpinionMode mode in Enum.GetValues<OpinionMode>())
                yield return Conversation(name, mode, others);
        yield return AgreementRows.Polis();
        VoteTable large = MadeUp(2000, 900);
        foreach (OpinionMode mode in Enum.GetValues<OpinionMode>())
        {
            double time = Cpu(() => OpinionMap.Draw(large, new OpinionOptions { Mode = mode }));
            yield return new Row($"gruppi di opinione, 2.000 persone × 900 frasi, {Name(mode)}",
                Text($"{time:N0} ms per {large.VoteCount:N0} voti"), "sotto 200 ms");
        }
    }

    /// <summary>Three camps, a vote in eight cast.</summary>
    internal static VoteTable MadeUp(int people, int statements)
    {
        var random = new Random(7);
        int[][] minds = [.. Enumerable.Range(0, 3)
            .Select(_ => Enumerable.Range(0, statements).Select(_ => random.Next(2) == 0 ? 1 : -1).ToArray())];
        var votes = new List<Vote>();
        for (int p = 0; p < people; p++)
            for (int s = 0; s < statements; s++)
                if (random.Next(8) == 0) votes.Add(new Vote($"p{p}", $"s{s}", random.NextDouble() < 0.9 ? minds[p % 3][s]
                    : random.Next(3) - 1));
        return new VoteTable(votes, Enumerable.Range(0, statements).Select(s => new Statement($"s{s}")));
    }

    private static string Name(OpinionMode mode) => mode == OpinionMode.Robust ? "robusto" : "compatibile con Polis";

    private static Row Conversation(string name, OpinionMode mode, string others)
    {
        string what = $"gruppi di opinione, {name}, {Name(mode)}", source = others.Length > 0 ? Peer : "";
        if (Data("opinion", "opendata", name) is not { } folder) return Row.Missing(what, "", others, source);
        (VoteTable votes, KnownGroups published) = Read(folder);
        var options = new OpinionOptions { Mode = mode };
        OpinionMap map = OpinionMap.Draw(votes, options);
        double time = Cpu(() => OpinionMap.Draw(votes, options));
        string replay = mode == OpinionMode.Robust ? ""
            : Text($"; ripetendo i voti in ordine di tempo, 20 passi, {Ari(published, votes, Replay(folder, votes)):N3}");
        return new Row(what,
            Text($"ARI con i gruppi pubblicati {Ari(published, votes, map):N3}{replay}; {map.GroupCount} gruppi, {time:N0} ms"), "",
            others, source);
    }

    private static OpinionMap Replay(string folder, VoteTable votes)
    {
        const int Steps = 20;
        using var file = new StreamReader(Path.Combine(folder, "votes.csv"));
        var known = votes.Statements.Select(statement => statement.Id).ToHashSet();
        List<Vote> cast = [.. VotesReader.ReadInOrder(file).Where(vote => known.Contains(vote.Statement))];
        var history = new OpinionHistory();
        OpinionMap? map = null;
        for (int step = 1; step <= Steps; step++) map = history.Continue(new VoteTable(cast.Take(cast.Count * step / Steps),
            votes.Statements));
        return map!;
    }

    /// <summary>Adjusted Rand index over those who have a group in both.</summary>
    private static double Ari(KnownGroups published, VoteTable votes, OpinionMap map)
    {
        var group = votes.Participants.Zip(published.OfParticipant).ToDictionary(pair => pair.First, pair => pair.Second);
        (int Published, int Here)[] both = [.. map.Votes.Participants.Select((person, row) =>
            (group.GetValueOrDefault(person, -1), map.Groups[row])).Where(pair => pair.Item1 >= 0 && pair.Item2 >= 0)];
        return Partition.AdjustedRandIndex([.. both.Select(pair => pair.Published)], [.. both.Select(pair => pair.Here)]);
    }

    private static (VoteTable Votes, KnownGroups Published) Read(string folder)
    {
        string file = Path.Combine(folder, "participants-votes.csv");
        using StreamReader comments = new(Path.Combine(folder, "comments.csv")), wide = new(file), groups = new(file);
        var statements = StatementsReader.Read(comments).ToDictionary(statement => statement.Id);
        VoteTable votes = VotesReader.Read(wide);
        var listed = votes.Statements.Select(statement => statements.GetValueOrDefault(statement.Id, statement)).ToList();
        votes = new VoteTable(votes.Participants.SelectMany((person, row) => votes.Row(row)
            .Select(vote => new Vote(person, votes.Statements[vote.Statement].Id, vote.Value))), listed);
        return (votes, VotesGroupsReader.Read(groups, votes));
    }
}
