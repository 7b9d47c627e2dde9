using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Patto.Tests.Administration;

/// <summary>A mailbox of our own: RFC 3501 as far as a client that only reads needs it. Whoever tries to change something in it is
/// refused, and remembered.</summary>
public sealed class ImapMailbox : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly List<byte[]> _messages = [];
    private readonly Task _doorman;

    public ImapMailbox()
    {
        _listener.Start();
        _doorman = OpenDoorAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public string Password { get; init; } = "pesce-luna-42";
    /// <summary>The generation of the numbers.</summary>
    public int Epoch { get; set; } = 7;
    /// <summary>How many messages were handed out whole.</summary>
    public int Handed { get; private set; }
    /// <summary>Commands that would have changed something.</summary>
    public List<string> Meddling { get; } = [];

    public void Put(byte[] message)
    {
        lock (_messages) _messages.Add(message);
    }

    private async Task OpenDoorAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The mailbox is being closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                await SayAsync(stream, "* OK [CAPABILITY IMAP4rev1] casella");
                while (await reader.ReadLineAsync(_closing.Token) is { } line)
                {
                    var parts = line.Split(' ', 3);
                    await AnswerAsync(stream, parts[0], parts[1].ToUpperInvariant(), parts.Length > 2 ? parts[2] : "");
                    if (parts[1].Equals("LOGOUT", StringComparison.OrdinalIgnoreCase)) return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // Who hangs up in the middle has read nothing.
            }
    }

    private async Task AnswerAsync(NetworkStream stream, string tag, string word, string rest)
    {
        switch (word)
        {
            case "CAPABILITY": await SayAsync(stream, "* CAPABILITY IMAP4rev1"); break;
            case "LOGIN" when !rest.Contains(Password, StringComparison.Ordinal):
                await SayAsync(stream, $"{tag} NO [AUTHENTICATIONFAILED] chi sei?");
                return;
            case "LIST":
                await SayAsync(stream, rest.EndsWith("\"\"", StringComparison.Ordinal) ? "* LIST (\\Noselect) \"/\" \"\""
                : "* LIST (\\HasNoChildren) \"/\" INBOX"); break;
            case "EXAMINE":
                await SayAsync(stream, $"* FLAGS (\\Seen)\r\n* {_messages.Count} EXISTS\r\n* 0 RECENT\r\n"
                    + $"* OK [UIDVALIDITY {Epoch}] ok\r\n* OK [UIDNEXT {_messages.Count + 1}] ok");
                await SayAsync(stream, $"{tag} OK [READ-ONLY] ok");
                return;
            case "UID" when rest.StartsWith("SEARCH", StringComparison.OrdinalIgnoreCase): await SearchAsync(stream, rest); break;
            case "UID" when rest.StartsWith("FETCH", StringComparison.OrdinalIgnoreCase): await FetchAsync(stream, rest); break;
            case "SELECT" or "STORE" or "EXPUNGE" or "COPY" or "APPEND" or "UID":
                Meddling.Add($"{word} {rest}");
                await SayAsync(stream, $"{tag} NO qui si legge soltanto");
                return;
            case "LOGOUT": await SayAsync(stream, "* BYE"); break;
        }
        await SayAsync(stream, $"{tag} OK fatto");
    }

    private Task SearchAsync(NetworkStream stream, string rest)
    {
        // "UID n:*" names the last one in any case, as the standard has it.
        var from = rest.IndexOf("UID ", StringComparison.OrdinalIgnoreCase) is > 0 and var at
            ? int.Parse(rest[(at + 4)..].Split(':')[0], System.Globalization.CultureInfo.InvariantCulture) : 1;
        var found = Enumerable.Range(1, _messages.Count).Where(n => n >= Math.Min(from, _messages.Count));
        return SayAsync(stream, ("* SEARCH " + string.Join(' ', found)).TrimEnd());
    }

    private async Task FetchAsync(NetworkStream stream, string rest)
    {
        foreach (var n in Numbers(rest.Split(' ')[1]))
        {
            var message = _messages[n - 1];
            if (!rest.Contains("BODY", StringComparison.OrdinalIgnoreCase))
            {
                await SayAsync(stream, $"* {n} FETCH (UID {n} RFC822.SIZE {message.Length})");
                continue;
            }
            if (!rest.Contains("BODY.PEEK", StringComparison.OrdinalIgnoreCase)) Meddling.Add(rest);
            Handed++;
            await SayAsync(stream, $"* {n} FETCH (UID {n} BODY[] {{{message.Length}}}", Encoding.Latin1.GetString(message) + ")");
        }
    }

    private static IEnumerable<int> Numbers(string set) => set.Split(',').Select(p => p.Split(':')
        .Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray())
        .SelectMany(p => Enumerable.Range(p[0], p[^1] - p[0] + 1));

    private Task SayAsync(NetworkStream stream, params string[] lines) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n"), _closing.Token).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _doorman;
        _closing.Dispose();
    }
}
