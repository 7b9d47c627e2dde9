using System.Globalization;
using System.Text.Json;
using Deliberation.Opinions;

namespace Deliberation.Tests.Opinions;

/// <summary>A real conversation with the full output of the production engine (fixtures of red-dwarf, MPL-2.0).</summary>
internal sealed class PolisFixture
{
    internal static readonly string[] Names = ["25ptpt-3gp-no-strict-with-meta", "150ptpt-3gp-no-strict-no-meta", "above-100-ptpts"];

    /// <param name="folder">Where the conversation's files are.</param>
    internal PolisFixture(string folder)
    {
        Math = Json(folder, "math-pca2.json");
        var moderatedOut = Math.GetProperty("mod-out").EnumerateArray().Select(x => x.GetInt32()).ToHashSet();
        var meta = Math.GetProperty("meta-tids").EnumerateArray().Select(x => x.GetInt32()).ToHashSet();
        Statements = [.. Math.GetProperty("tids").EnumerateArray().Select(x => x.GetInt32())];
        var statements = Statements.Select(tid => new Statement(Text(tid), "", moderatedOut.Contains(tid) ? Moderation.Out : Moderation.In,
            meta.Contains(tid)));
        var votes = Json(folder, "votes.json").EnumerateArray().OrderBy(vote => Time(vote.GetProperty("modified"))).Select(Vote);
        Votes = new VoteTable(votes, statements);
        InConversation = Math.GetProperty("in-conv").EnumerateArray().Select(x => Text(x.GetInt32())).ToHashSet();
        Groups = PublishedGroups();
        GroupCount = Math.GetProperty("group-clusters").GetArrayLength();
    }

    internal JsonElement Math { get; }

    internal int[] Statements { get; }

    internal VoteTable Votes { get; }

    internal IReadOnlySet<string> InConversation { get; }

    /// <summary>For each row the published group, −1 for none.</summary>
    internal int[] Groups { get; }

    internal int GroupCount { get; }

    internal int Column(int tid) => Array.IndexOf(Statements, tid);

    internal double[] Numbers(params string[] path) =>
        [.. path.Aggregate(Math, (at, name) => at.GetProperty(name)).EnumerateArray().Select(x => x.GetDouble())];

    internal double[][] Axes => [.. Math.GetProperty("pca").GetProperty("comps").EnumerateArray()
        .Select(axis => axis.EnumerateArray().Select(x => x.GetDouble()).ToArray())];

    /// <summary>The published place of the participants who are alone in their base cluster, by row.</summary>
    internal IEnumerable<(int Row, double X, double Y)> PublishedPositions()
    {
        var rows = Votes.Participants.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        double[] x = Numbers("base-clusters", "x"), y = Numbers("base-clusters", "y");
        return Members().Index().Where(pair => pair.Item.Length == 1).Select(pair => (rows[pair.Item[0]], x[pair.Index], y[pair.Index]));
    }

    private int[] PublishedGroups()
    {
        int[] ids = [.. Math.GetProperty("base-clusters").GetProperty("id").EnumerateArray().Select(x => x.GetInt32())];
        var members = Members();
        var groups = new Dictionary<string, int>();
        foreach (var group in Math.GetProperty("group-clusters").EnumerateArray())
        {
            foreach (var cluster in group.GetProperty("members").EnumerateArray())
            {
                foreach (string person in members[Array.IndexOf(ids, cluster.GetInt32())]) groups[person] = group.GetProperty("id")
                    .GetInt32();
            }
        }

        return [.. Votes.Participants.Select(person => groups.GetValueOrDefault(person, -1))];
    }

    private string[][] Members() =>
        [.. Math.GetProperty("base-clusters").GetProperty("members").EnumerateArray()
            .Select(cluster => cluster.EnumerateArray().Select(x => Text(x.GetInt32())).ToArray())];

    private static Vote Vote(JsonElement vote) => new(
        Text(vote.GetProperty("participant_id").GetInt32()), Text(vote.GetProperty("statement_id").GetInt32()), vote.GetProperty("vote")
            .GetInt32());

    private static double Time(JsonElement time) =>
        time.ValueKind == JsonValueKind.String ? double.Parse(time.GetString()!, CultureInfo.InvariantCulture) : time.GetDouble();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonElement Json(string folder, string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file))).RootElement;
}
