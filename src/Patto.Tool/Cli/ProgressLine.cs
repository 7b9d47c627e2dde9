using System.Diagnostics;
using System.Globalization;

namespace Patto.Tool.Cli;

/// <summary>One line on the error stream, redrawn at most five times a second; silent for work under half a second and into
/// files.</summary>
internal sealed class ProgressLine(TextWriter error, string doing) : IProgress<double>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _intoFile = ReferenceEquals(error, Console.Error) && Console.IsErrorRedirected;
    private double _lastSecond;

    public void Report(double share)
    {
        double second = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        if (_intoFile || second < 0.5 || (second - _lastSecond < 0.2 && share < 1)) return;
        _lastSecond = second;
        error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{doing} {100 * share:F0} %{(share < 1 ? "" : "\n")}"));
    }
}
