using System.Diagnostics;
using System.Globalization;

namespace Patto.Bench;

/// <summary>One figure: how many answers in what time, and what they cost the server.</summary>
internal readonly record struct Figure(long Requests, TimeSpan Took, TimeSpan Cpu)
{
    public double Milliseconds => Cpu.TotalMilliseconds / Requests;
    public double PerSecond => Requests / Took.TotalSeconds;
    public static Figure operator +(Figure a, Figure b) => new(a.Requests + b.Requests, a.Took + b.Took, a.Cpu + b.Cpu);
}

/// <summary>Asks a server again and again over a few connections, each waiting for its answer before it asks on.</summary>
internal static class Load
{
    /// <summary>Loads for so long, or so many times, whatever comes first.</summary>
    /// <param name="next">The n-th request.</param>
    /// <exception cref="InvalidOperationException">An answer had another status: what was to be measured did not happen.</exception>
    public static async Task<Figure> RunAsync(Server server, int connections, TimeSpan time, int status, Func<long,
        ReadOnlyMemory<byte>> next, CancellationToken cancel, long most = long.MaxValue)
    {
        (long began, long asked, long answered) = (Stopwatch.GetTimestamp(), 0, 0);
        var cpu = server.Cpu;
        async Task AskOnAsync()
        {
            using var line = new Line(server.Port);
            while (Stopwatch.GetElapsedTime(began) < time && Interlocked.Increment(ref asked) is var n && n <= most)
            {
                var answer = await line.AskAsync(next(n - 1), cancel);
                if (answer.Status != status) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"Answered {answer.Status} instead of {status}: {answer.Head.Text()}"));
                Interlocked.Increment(ref answered);
            }
        }
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(AskOnAsync, cancel)));
        return new(answered, Stopwatch.GetElapsedTime(began), server.Cpu - cpu);
    }

    public static Task<Figure> RunAsync(Server server, int connections, TimeSpan time, byte[] request, CancellationToken cancel) =>
        RunAsync(server, connections, time, 200, _ => request, cancel);
}
