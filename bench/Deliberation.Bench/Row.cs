using System.Diagnostics;
using System.Globalization;

namespace Deliberation.Bench;

/// <summary>One figure, with what others reach and where that is from.</summary>
internal sealed record Row(string What, string Here, string Target, string Others = "", string Source = "")
{
    public const string NotMeasured = "non misurato";

    public static Row Missing(string what, string target, string others = "", string source = "") =>
        new(what, NotMeasured, target, others, source);
}

internal static class Measure
{
    /// <summary>Public data below the folder that PATTO_DATA names; null where they are not at hand.</summary>
    public static string? Data(params string[] path)
    {
        string root = Environment.GetEnvironmentVariable("PATTO_DATA") ?? "";
        string full = Path.Combine([root, .. path]);
        return root.Length > 0 && Path.Exists(full) ? full : null;
    }

    /// <summary>CPU milliseconds of one call, the best of three; short calls are repeated until 20 ms have passed.</summary>
    public static double Cpu(Action work)
    {
        double best = double.MaxValue;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            int calls = 0;
            TimeSpan start = Environment.CpuUsage.TotalTime, used;
            do
            {
                work();
                calls++;
                used = Environment.CpuUsage.TotalTime - start;
            }
            while (used.TotalMilliseconds < 20);
            best = Math.Min(best, used.TotalMilliseconds / calls);
        }

        return best;
    }

    /// <summary>CPU milliseconds of one call: for work of seconds, after it has run once.</summary>
    public static double CpuOnce(Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    /// <summary>Milliseconds by the clock and of CPU (all cores together) of one call; of each the best of three.</summary>
    public static (double Wall, double Cpu) Time(Action work)
    {
        double wall = double.MaxValue, cpu = double.MaxValue;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            work();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        return (wall, cpu);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.GetCultureInfo("it-IT"));
}
