using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Mathematics.Common;
using Perfolizer.Mathematics.OutlierDetection;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>One typical use of each method by BenchmarkDotNet, on inputs made here: mean by the clock, its error, bytes
/// allocated.</summary>
internal static class Precise
{
    private const int Iterations = 8;

    private static readonly (string Method, string What, string Target)[] Uses =
    [
        (nameof(Workloads.Leximin), "sorteggio LEXIMIN, 150 persone per 22 posti", ""),
        (nameof(Workloads.Opinions), "gruppi di opinione, 2.000 × 900, compatibile con Polis", "sotto 200 ms"),
        (nameof(Workloads.EqualShares), "quote uguali, 60 progetti, 2.000 schede", ""),
        (nameof(Workloads.Schulze), "Schulze, 20 candidati, 2.000 schede", ""),
        (nameof(Workloads.OpenSpace), "Open Space, 40 sessioni, 4 turni, 400 persone", ""),
        (nameof(Workloads.Similar), "un testo nuovo contro 20.000", "sotto 5 ms"),
        (nameof(Workloads.Append), "100.000 voci da 200 byte nell'albero", ""),
        (nameof(Workloads.Prove), "una prova di inclusione fra 100.000 voci, e il suo controllo", ""),
    ];

    public static IEnumerable<Row> Rows()
    {
        string folder = Directory.CreateTempSubdirectory("patto-bench-").FullName;
        try
        {
            Summary summary = BenchmarkRunner.Run<Workloads>(Config(folder));
            return [.. Uses.Select(use => Row(summary, use.Method, use.What, use.Target))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>In this very process, so that nothing is generated, restored or built; silent, its files in a folder that goes
    /// away.</summary>
    private static ManualConfig Config(string folder) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.DontLogOutput)
            .WithStrategy(RunStrategy.Throughput)
            .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(250))
            .WithWarmupCount(2)
            .WithIterationCount(Iterations)
            .WithOutlierMode(OutlierMode.DontRemove))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(folder);

    private static Row Row(Summary summary, string method, string what, string target)
    {
        BenchmarkReport? report = summary.Reports.FirstOrDefault(each => each.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);
        if (report?.ResultStatistics is not { } times) throw new InvalidOperationException($"BenchmarkDotNet did not measure {method}.");
        double error = times.GetConfidenceInterval(ConfidenceLevel.L999).Margin;
        long bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        return new Row($"precisione: {what}", $"{Time(times.Mean, error)}, {Bytes(bytes)} allocati", target, "",
            Text($"BenchmarkDotNet, {times.N} giri, orologio, errore al 99,9 %"));
    }

    private static string Time(double nanoseconds, double error) => nanoseconds switch
    {
        >= 1e9 => Text($"{nanoseconds / 1e9:N2} ± {error / 1e9:N2} s"),
        >= 1e6 => Text($"{nanoseconds / 1e6:N1} ± {error / 1e6:N1} ms"),
        >= 1e3 => Text($"{nanoseconds / 1e3:N1} ± {error / 1e3:N1} µs"),
        _ => Text($"{nanoseconds:N0} ± {error:N0} ns"),
    };

    private static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000 => Text($"{bytes / 1e6:N1} MB"),
        >= 1_000 => Text($"{bytes / 1e3:N1} kB"),
        _ => Text($"{bytes} byte"),
    };
}
