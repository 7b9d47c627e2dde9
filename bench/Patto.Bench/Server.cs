using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Patto.Bench;

/// <summary>A program that answers on a port of its own, and what it costs while it does.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private Server(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>From the start of the program to its first page: clock time, and the time it kept a core busy.</summary>
    public TimeSpan StartUp { get; private set; }
    public TimeSpan StartUpCpu { get; private set; }

    /// <summary>Starts it and waits until <c>/</c> answers 200.</summary>
    /// <param name="room">The control group that it runs in, set up with its limit; null: it may take what memory there is.</param>
    /// <param name="variables">Set for the program on top of what is set here.</param>
    public static async Task<Server> StartAsync(string program, IEnumerable<string> words, string? room, CancellationToken cancel,
        params (string Name, string Value)[] variables)
    {
        int port = FreePort();
        string[] asked = [program, .. words, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")];
        // The shell goes in before it becomes the program: the program asks at its start how much there is.
        string[] said = room is null ? asked : ["sh", "-c", "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"", room, .. asked];
        var start = new ProcessStartInfo(said[0], said[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        long began = Stopwatch.GetTimestamp();
        var server = new Server(Process.Start(start)!, port);
        server._process.OutputDataReceived += (_, _) => { };
        server._process.BeginOutputReadLine();
        await server.AwaitAsync(cancel);
        (server.StartUp, server.StartUpCpu) = (Stopwatch.GetElapsedTime(began), server.Cpu);
        return server;
    }

    private async Task AwaitAsync(CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        while (!_process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
        {
            try
            {
                using var line = new Line(Port);
                if ((await line.AskAsync(Requests.Get("/"), cancel)).Status == 200) return;
            }
            catch (Exception fault) when (fault is SocketException or IOException) { }
            await Task.Delay(5, cancel);
        }
        throw new InvalidOperationException(_process.HasExited ? $"The program ended with {_process.ExitCode}."
            : "The program gave no page within a minute.");
    }

    /// <summary>User and system time since the start: the honest measure where the client competes for the cores.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in MB, and of it what is not a file on the disk.</summary>
    public (double All, double Private) Memory
    {
        get
        {
            var lines = File.ReadLines($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/status").Select(l => l.Split(':', 2))
                .ToDictionary(l => l[0], l => l[1].Trim());
            double Of(string name) => double.Parse(lines[name].Split(' ')[0], CultureInfo.InvariantCulture) / 1024;
            return (Of("VmRSS"), Of("VmRSS") - Of("RssFile"));
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
