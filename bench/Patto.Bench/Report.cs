using System.Globalization;
using System.Runtime.InteropServices;

namespace Patto.Bench;

/// <summary>The figures as Markdown, ready for <c>docs/benchmarks.md</c>.</summary>
internal static class Report
{
    public static void Write(TextWriter said, IReadOnlyList<Town> towns, IReadOnlyList<TownFigures> few, IReadOnlyList<TownFigures> many)
    {
        said.WriteLine(
            Text($"{Environment.ProcessorCount} cores shared with the client, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.OSDescription.Split(' ')[0]} {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}; load average {File.ReadAllText("/proc/loadavg").Split(' ')[1]} over the last five minutes; {DateTime.UtcNow:yyyy-MM-dd}."));
        for (int n = 0; n < towns.Count; n++)
        {
            said.WriteLine(Text($"\n### {towns[n].Engine}\n"));
            Pages(said, towns[n], few[n], many[n]);
            said.WriteLine();
            Memory(said, few[n], many[n]);
        }
    }

    private static void Pages(TextWriter said, Town town, TownFigures few, TownFigures many)
    {
        said.WriteLine(
            Text($"| server CPU, ms per request (requests/s) | goal | {few.Voices} contributions | {many.Voices} contributions | ratio |"));
        said.WriteLine("|---|---|---|---|---|");
        foreach (var (a, b) in few.Pages.Zip(many.Pages))
            said.WriteLine(
                Text($"| {a.Page.Name}, signed in | ≤ 5 | {Cost(a.SignedIn)} | {Cost(b.SignedIn)} | {b.SignedIn.Milliseconds / a.SignedIn.Milliseconds:0.00}{(a.Page.Name.StartsWith("list", StringComparison.Ordinal) ? " (goal ≤ 2)" : "")} |"));
        said.WriteLine(
            Text($"| posting a contribution | ≤ 3 | {Cost(few.Post)} | {Cost(many.Post)} | {many.Post.Milliseconds / few.Post.Milliseconds:0.00} |"));
        said.WriteLine(
            Text($"| start to first page, s (CPU s) | ≤ 4 | {few.StartUp.TotalSeconds:0.0} ({few.StartUpCpu.TotalSeconds:0.0}) | {many.StartUp.TotalSeconds:0.0} ({many.StartUpCpu.TotalSeconds:0.0}) | |"));
        string given = town.Megabytes is { } limit ? Text($"{limit}; ") : "";
        said.WriteLine(
            Text($"| memory, MB: {(given.Length > 0 ? "given by the kernel; " : "")}resident after the run (of it not files) | ≤ 200 | {given}{few.Memory:0} ({few.PrivateMemory:0}) | {given}{many.Memory:0} ({many.PrivateMemory:0}) | |"));
    }

    private static void Memory(TextWriter said, TownFigures few, TownFigures many)
    {
        said.WriteLine(
            "| cached page, anonymous: requests/s (server CPU, ms) | bytes, br | product | same bytes from memory | ratio (goal ≥ 0.45) |");
        said.WriteLine("|---|---|---|---|---|");
        foreach (var (town, page) in few.Pages.Select(p => (few, p)).Concat(many.Pages.Select(p => (many, p))))
            said.WriteLine(
                Text($"| {page.Page.Name}, {town.Voices} | {page.Bytes} | {Rate(page.Cached)} | {Rate(page.FromMemory)} | {page.Cached.PerSecond / page.FromMemory.PerSecond:0.00} |"));
    }

    private static string Cost(Figure figure) => Text($"{figure.Milliseconds:0.00} ({figure.PerSecond:0})");
    private static string Rate(Figure figure) => Text($"{figure.PerSecond:0} ({figure.Milliseconds:0.000})");
    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
