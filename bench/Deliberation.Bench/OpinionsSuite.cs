using Deliberation.Formats;
using Deliberation.Opinions;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Opinion maps of public conversations, next to red-dwarf.</summary>
internal static class OpinionsSuite
{
    public static IEnumerable<Row> Rows()
    {
        (string Name, string Others)[] conversations = [("vtaiwan.uberx", "0,49–0,76 s"), ("scoop-hivemind.biodiversity", ""), ("15-per-hour-seattle", "")];
        foreach ((string name, string others) in conversations)
        {
            string what = $"gruppi di opinione, {name}", source = others.Length > 0 ? "red-dwarf, stessa macchina" : "";
            if (Data("opinion", "opendata", name, "participants-votes.csv") is not { } file)
            {
                yield return Row.Missing(what, "10 volte meno", others, source);
                continue;
            }

            using var reader = new StreamReader(file);
            VoteTable votes = VotesReader.Read(reader);
            OpinionMap map = OpinionMap.Draw(votes);
            double time = Cpu(() => OpinionMap.Draw(votes));
            yield return new Row(what, Text($"{time:N0} ms, {map.GroupCount} gruppi, {map.Groups.Count} persone"), "10 volte meno", others, source);
        }
    }
}
