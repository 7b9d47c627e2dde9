using Deliberation.Bench;

// The peers were run once each on public data, so the same is done here, by plain timing: best of three, in CPU time of this
// process. "precisione" is BenchmarkDotNet's, on inputs made here. One after the other; a name typed runs only that suite.
(string Name, Func<IEnumerable<Row>> Rows)[] suites =
[
    ("sorteggio", SortitionSuite.Rows),
    ("opinioni", OpinionsSuite.Rows),
    ("priorita", PrioritiesSuite.Rows),
    ("prove", ProofSuite.Rows),
    ("calendari", SchedulesSuite.Rows),
    ("somiglianza", SimilaritySuite.Rows),
    ("fermarsi", StoppingSuite.Rows),
    ("precisione", Precise.Rows),
];

if (args is ["pictures", var folder])
{
    Pictures.Draw(folder);
    return;
}

Console.WriteLine(
    $"{Environment.ProcessorCount} core, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}; tempi di CPU, migliore di tre\n");
Console.WriteLine("| misura | qui | obiettivo | altri | fonte dei dati altrui |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var suite in suites.Where(suite => args.Length == 0 || args.Contains(suite.Name)))
{
    TimeSpan start = Environment.CpuUsage.TotalTime;
    foreach (Row row in suite.Rows()) Print(row);
    using var here = System.Diagnostics.Process.GetCurrentProcess();
    Print(new(
        $"{suite.Name}, tutte le misure",
        Measure.Text(
        $"{(Environment.CpuUsage.TotalTime - start).TotalSeconds:N0} s di CPU; memoria al massimo fin qui {here.PeakWorkingSet64 / 1e6:N0} MB"), ""));
}

static void Print(Row row) => Console.WriteLine($"| {row.What} | {row.Here} | {row.Target} | {row.Others} | {row.Source} |");
