using System.Net;
using System.Net.Sockets;

namespace Patto.Journeys;

/// <summary>The line between a room and the town, at an address of its own: cut, nothing answers there, neither to a page nor to a service
/// worker, which refusing requests in the browser would not reach.</summary>
public sealed class Wire(string town) : IAsyncDisposable
{
    private readonly Uri _town = new(town);
    private readonly List<TcpClient> _ends = [];
    private TcpListener? _listener;
    private int _port;

    public string Address => $"http://127.0.0.1:{_port}";

    public void Mend()
    {
        _listener = new(IPAddress.Loopback, _port);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = CarryAllAsync(_listener);
    }

    public void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        lock (_ends)
        {
            foreach (var end in _ends) end.Dispose();
            _ends.Clear();
        }
    }

    private async Task CarryAllAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is ObjectDisposedException or SocketException) { }
    }

    private async Task CarryAsync(TcpClient near)
    {
        var far = new TcpClient();
        lock (_ends) _ends.AddRange([near, far]);
        try
        {
            await far.ConnectAsync(_town.Host, _town.Port);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception cut) when (cut is IOException or ObjectDisposedException or SocketException or InvalidOperationException) { }
        near.Dispose();
        far.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }
}
