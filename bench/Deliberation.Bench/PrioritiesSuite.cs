using System.Text.Json;
using Deliberation.Formats;
using Deliberation.Priorities;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Equal Shares on towns that voted, next to the reference tool (JavaScript, floats) on the same machine.</summary>
internal static class PrioritiesSuite
{
    private const string Peer = "equalshares-compute-tool sotto node, stessa macchina: expected_add1.jsonl";

    public static IEnumerable<Row> Rows() => [.. Official(), .. Pabulib(), AgreementRows.Belenios()];

    public static BudgetElection Read(string file)
    {
        using var reader = new StreamReader(file);
        return Formats.Pabulib.Read(reader).Election;
    }

    private static IEnumerable<Row> Official()
    {
        foreach (string file in (string[])["Poland_Wieliczka_2023_Green_Budget.pb", "Poland_Swiecie_2023.pb"])
        {
            string what = $"{file}: vincitori ufficiali";
            if (Data("priorities", file) is not { } path)
            {
                yield return Row.Missing(what, "identici");
                continue;
            }

            using var reader = new StreamReader(path);
            PabulibFile town = Formats.Pabulib.Read(reader);
            EqualSharesOutcome outcome = EqualShares.Run(town.Election);
            bool same = outcome.Winners.Order().SequenceEqual(town.Selected!.Value.Order());
            double run = Cpu(() => EqualShares.Run(town.Election));
            yield return new Row(
                what, Text($"{(same ? "identici" : "DIVERSI")} ({outcome.Winners.Length}), {run:N0} ms, pagamenti in frazioni esatte"),
                    "identici",
                file.Contains("Wieliczka", StringComparison.Ordinal) ? "0,82 s in virgola mobile, 11,3 s in frazioni" : "",
                file.Contains("Wieliczka", StringComparison.Ordinal) ? "equalshares-compute-tool sotto node, stessa macchina" : "");
        }
    }

    private static IEnumerable<Row> Pabulib()
    {
        if (Data("priorities", "pabulib") is not { } folder)
            return [Row.Missing("50 elezioni Pabulib: stessi vincitori", "50 su 50", "", Peer),
                Row.Missing("50 elezioni Pabulib: CPU", "30 volte meno", "", Peer)];

        int same = 0;
        var runs = new List<(double Ours, double Theirs)>();
        foreach (string line in File.ReadLines(Path.Combine(folder, "expected_add1.jsonl")))
        {
            JsonElement expected = JsonElement.Parse(line);
            BudgetElection election = Read(Path.Combine(folder, expected.GetProperty("file").GetString()!));
            EqualSharesOutcome outcome = EqualShares.Run(election);
            var theirs = expected.GetProperty("winners").EnumerateArray().Select(id => id.GetString()!).ToHashSet();
            if (theirs.SetEquals(outcome.Winners.Select(project => election.Projects[project].Id))) same++;
            runs.Add((Cpu(() => EqualShares.Run(election)), expected.GetProperty("peer_cpu_ms").GetDouble()));
        }

        return
        [
            new Row("50 elezioni Pabulib: stessi vincitori", $"{same} su {runs.Count}", "50 su 50", "", Peer),
            new Row(
                "50 elezioni Pabulib: CPU in tutto, pagamenti in frazioni esatte compresi",
                Text($"{runs.Sum(run => run.Ours) / 1000:N2} s = {runs.Sum(run => run.Theirs) / runs.Sum(run => run.Ours):N0} volte meno"),
                "30 volte meno",
                Text($"{runs.Sum(run => run.Theirs) / 1000:N1} s in virgola mobile"), Peer),
            new Row(
                "50 elezioni Pabulib: rapporto mediano", Text($"{Median(runs.Select(run => run.Theirs / run.Ours)):N0} volte meno"),
                    "30 volte meno",
                Text($"mediana {Median(runs.Select(run => run.Theirs)):N0} ms"), Peer),
        ];
    }
}
