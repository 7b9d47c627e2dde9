using System.Text.Json;
using Deliberation.Formats;
using Deliberation.Priorities;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Equal Shares on towns that voted, next to the reference tool (JavaScript, floats) on the same machine.</summary>
internal static class PrioritiesSuite
{
    private const string Peer = "equalshares-compute-tool sotto node, stessa macchina: expected_add1.jsonl";

    public static IEnumerable<Row> Rows() => [.. Official(), .. Pabulib(), AgreementRows.Belenios(), .. WhatWasMissing()];

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

    // What would have been enough, of every loser of a town of 10,000 voters made here: seed 1.
    private static IEnumerable<Row> WhatWasMissing()
    {
        var random = new Random(1);
        var budget = new BudgetElection(
            [.. Enumerable.Range(0, 30).Select(i => new Project($"p{i}", $"p{i}", random.Next(5, 120) * 1000))], 500_000,
            [.. Enumerable.Range(0, 10_000).Select(_ => new Ballot([.. Few(random, 30, random.Next(1, 8)).Select(i => new Mark(i))]))]);
        var ranked = new RankedElection([.. Enumerable.Range(0, 12).Select(i => new Candidate($"c{i}", $"c{i}"))],
            [.. Enumerable.Range(0, 10_000).Select(_ => Ranking.Of([.. Few(random, 12, random.Next(1, 9))]))], 3);
        yield return Missing("quote uguali, 30 progetti", 30, EqualShares.Winners(budget),
            loser => Counterfactuals.Of(budget, loser, e => EqualShares.Winners(e)));
        yield return Missing("Schulze, 12 candidati", 12, Schulze.Run(ranked).Winners,
            loser => Counterfactuals.Of(ranked, loser, e => Schulze.Run(e).Winners));
        yield return Missing("voto trasferibile, 12 candidati", 12, TransferableVote.Run(ranked).Winners,
            loser => Counterfactuals.Of(ranked, loser, e => TransferableVote.Run(e).Winners));
    }

    private static IEnumerable<int> Few(Random random, int among, int count) =>
        Enumerable.Range(0, among).OrderBy(i => random.NextDouble() * (i + 3)).Take(count);

    private static Row Missing(string what, int items, IEnumerable<int> winners, Func<int, Counterfactual> ask)
    {
        double[] runs = [.. Enumerable.Range(0, items).Except(winners).Select(loser =>
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            ask(loser);
            return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        })];
        return new Row($"che cosa sarebbe bastato, 10.000 votanti: {what}",
            Text($"{Median(runs):N0} ms per perdente, il più lungo {runs.Max():N0} ms ({runs.Length})"), "meno di 1.000 ms");
    }
}
