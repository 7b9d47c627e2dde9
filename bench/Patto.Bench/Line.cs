using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Patto.Bench;

/// <summary>What came back: the status, the head as it was sent, the body as it was sent (compressed, if so).</summary>
internal readonly record struct Answer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body);

/// <summary>One kept-alive HTTP/1.1 connection that costs as little as it can, because it shares the cores with what it measures.</summary>
internal sealed class Line(int port) : IDisposable
{
    private const int Largest = 8 * 1024 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _got = new byte[256 * 1024];
    private int _length;
    private bool _open;

    /// <summary>Sends one request and reads its answer; the answer's memory holds until the next one.</summary>
    public async ValueTask<Answer> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        if (!_open) await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        _open = true;
        await _socket.SendAsync(request, cancel);
        _length = 0;
        int head;
        while ((head = _got.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0) await MoreAsync(cancel);
        head += 4;
        int status = (int)Number(_got.AsSpan(9, 3));
        if (ContentLength(head) is not { } length)
        {
            while (!HasLastChunk(head)) await MoreAsync(cancel);
            return new(status, _got.AsMemory(0, head), _got.AsMemory(head, JoinChunks(head)));
        }
        while (_length < head + length) await MoreAsync(cancel);
        return new(status, _got.AsMemory(0, head), _got.AsMemory(head, length));
    }

    private async ValueTask MoreAsync(CancellationToken cancel)
    {
        if (_length == _got.Length) Array.Resize(ref _got, _length < Largest ? _length * 2
            : throw new InvalidDataException("The answer is too large."));
        int read = await _socket.ReceiveAsync(_got.AsMemory(_length), cancel);
        if (read == 0) throw new IOException("The connection was closed in the middle of an answer.");
        _length += read;
    }

    // Null: the body comes in chunks.
    private int? ContentLength(int head)
    {
        var lines = _got.AsSpan(0, head);
        int at = lines.IndexOf("\r\nContent-Length: "u8);
        if (at >= 0) return (int)Number(lines[(at + 18)..]);
        return lines.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0 ? null : 0;
    }

    private bool HasLastChunk(int at)
    {
        while (ChunkAt(at) is { } chunk)
        {
            if (chunk.Size == 0) return true;
            at = chunk.Start + chunk.Size + 2;
        }
        return false;
    }

    // Moves the chunks together; gives the length of the whole.
    private int JoinChunks(int head)
    {
        (int at, int end) = (head, head);
        while (ChunkAt(at) is { Size: > 0 } chunk)
        {
            _got.AsSpan(chunk.Start, chunk.Size).CopyTo(_got.AsSpan(end));
            (at, end) = (chunk.Start + chunk.Size + 2, end + chunk.Size);
        }
        return end - head;
    }

    // A chunk that has come whole, with the line's end behind it; null while it has not.
    private (int Start, int Size)? ChunkAt(int at)
    {
        if (at >= _length || _got.AsSpan(at, _length - at).IndexOf("\r\n"u8) is var line && line < 0) return null;
        if (!Utf8Parser.TryParse(_got.AsSpan(at, line), out int size, out _,
            'x')) throw new InvalidDataException("No size where a chunk begins.");
        return at + line + 2 + size + 2 <= _length ? (at + line + 2, size) : null;
    }

    private static long Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out _) ? number : throw new InvalidDataException("No number where one must be.");

    public void Dispose() => _socket.Dispose();
}
