using System.Diagnostics;
using Deliberation.Opinions;
using Deliberation.Proof;
using Deliberation.Schedules;
using Deliberation.Similarity;
using Deliberation.Sortition;
using Deliberation.Tests.Sortition;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>How long each long computation goes on after it is told to stop, by the clock: the worst of stops at several points of its
/// way.</summary>
internal static class StoppingSuite
{
    public static IEnumerable<Row> Rows()
    {
        Pool pool = MadeUpPools.Skewed(321, 30, [2, 5, 4, 6, 3, 8, 2, 4], 1);
        yield return Stop("sorteggio, 321 persone e 8 categorie", effort => Selection.Run(pool, effort: effort));
        VoteTable votes = OpinionsSuite.MadeUp(2000, 900);
        yield return Stop("gruppi di opinione, 2.000 × 900, robusto", effort =>
            OpinionMap.Draw(votes, new OpinionOptions { Mode = OpinionMode.Robust }, effort));
        OpenSpace market = MadeUpMarket(new Random(1));
        yield return Stop("Open Space, 150 sessioni e 3.000 persone", effort => OpenSpaceScheduler.Run(market, effort));
        var tables = new MixedTables([.. Enumerable.Range(0, 90).Select(i => new Guest($"p{i}", [$"{i % 3}", $"{i % 5}"]))], 12, 6);
        yield return Stop("tavoli, 90 persone, 6 turni", effort => TablePlanner.Run(tables, effort));
        var texts = new TextCollection(SimilaritySuite.MadeUp(new Random(2)).Take(5000)
            .Select((text, i) => new Contribution($"{i}", text)));
        yield return Stop("temi di 5.000 testi", effort => ThemeFinder.Find(texts, effort: effort));
        ReadOnlyMemory<byte>[] entries = ProofSuite.MadeUp();
        yield return Stop("un milione di voci nell'albero", effort => new MerkleLog().AppendRange(entries, effort));
        if (Data("priorities", "pabulib", "France_Toulouse_2022.pb") is not { } file) yield break;
        var town = PrioritiesSuite.Read(file);
        yield return Stop("quote uguali, Toulouse", effort => Priorities.EqualShares.Run(town, effort: effort));
    }

    private static Row Stop(string what, Action<Effort> work)
    {
        long start = Stopwatch.GetTimestamp();
        work(Effort.Default);
        TimeSpan whole = Stopwatch.GetElapsedTime(start);
        double worst = new[] { 0.05, 0.2, 0.4, 0.6, 0.8 }.Max(share => Late(work, whole * share));
        return new Row($"si ferma quando glielo si dice: {what}", Text($"{worst:N0} ms (dura {whole.TotalSeconds:N2} s)"), "100 ms");
    }

    private static double Late(Action<Effort> work, TimeSpan after)
    {
        using var stop = new CancellationTokenSource();
        var running = Task.Factory.StartNew(() => work(new Effort { Cancel = stop.Token }), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Thread.Sleep(after);
        long told = Stopwatch.GetTimestamp();
        stop.Cancel();
        try
        {
            running.Wait();
            return 0; // it was done before
        }
        catch (AggregateException stopped) when (stopped.InnerException is OperationCanceledException)
        {
            return Stopwatch.GetElapsedTime(told).TotalMilliseconds;
        }
    }

    internal static OpenSpace MadeUpMarket(Random random, int sessions = 150, int slots = 6, int places = 25, int people = 3000) => new(
        [.. Enumerable.Range(0, sessions).Select(i => new Session($"s{i}", $"s{i}", []))],
        slots,
        [.. Enumerable.Range(0, places).Select(i => new Place($"p{i}"))],
        [.. Enumerable.Range(0, people)
        .Select(_ => new Wish([.. Enumerable.Range(0, 6).Select(_ => random.Next(sessions)).Distinct()], 1))]);
}
