using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Patto.Journeys.Journey;

/// <summary>A mail server of our own: it takes letters over SMTP with STARTTLS and keeps them, so that a test reads what really left the
/// house.</summary>
public sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<ReceivedLetter> _letters = new();
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly Task _doorman;

    public MailSink()
    {
        _listener.Start();
        _doorman = OpenDoorAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
    public IReadOnlyList<ReceivedLetter> Letters => [.. _letters];

    /// <summary>How many sessions were encrypted, and how many letters came in clear.</summary>
    public int Encrypted { get; private set; }
    public int InClear { get; private set; }

    /// <summary>The SHA-256 of its certificate, for the setting that trusts it.</summary>
    public string Certificate => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>TLS from the first byte, as on port 465.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>What it answers to every letter instead of taking it.</summary>
    public string? Refusal { get; set; }

    /// <summary>Takes connections and never says a word.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Waits until so many letters that fit have arrived.</summary>
    public async Task<IReadOnlyList<ReceivedLetter>> WaitAsync(Func<ReceivedLetter, bool> fits, int count = 1)
    {
        var patience = TimeSpan.FromSeconds(60);
        for (var waited = TimeSpan.Zero; waited < patience; waited += TimeSpan.FromMilliseconds(50))
        {
            if (Letters.Where(fits).ToList() is var found && found.Count >= count) return found;
            await Task.Delay(50);
        }
        throw new TimeoutException($"{Letters.Count(fits)} of {count} letters came. All:\n"
            + string.Join("\n", Letters.Select(l => $"{l.To}: {l.Subject}")));
    }

    private async Task OpenDoorAsync()
    {
        try
        {
            while (!_closing.IsCancellationRequested)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The sink is being closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
            try
            {
                if (IsSilent) await Task.Delay(Timeout.Infinite, _closing.Token);
                var session = new Session(this, client.GetStream());
                if (IsImplicit) await session.EncryptAsync(_closing.Token);
                await session.RunAsync(_closing.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or AuthenticationException)
            {
                // Who hangs up in the middle has delivered nothing.
            }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _doorman;
        _certificate.Dispose();
        _closing.Dispose();
    }

    /// <summary>One conversation: RFC 5321 as far as a client that sends letters needs it.</summary>
    private sealed class Session(MailSink sink, Stream stream)
    {
        private Stream _stream = stream;
        private string? _from;
        private readonly List<string> _to = [];
        private bool _encrypted;

        public async Task RunAsync(CancellationToken cancel)
        {
            await SayAsync("220 sink ESMTP", cancel);
            while (await LineAsync(cancel) is { } line)
            {
                var word = line.Split(' ', 2)[0].ToUpperInvariant();
                if (word == "QUIT") { await SayAsync("221 bye", cancel); return; }
                await AnswerAsync(word, line, cancel);
            }
        }

        private Task AnswerAsync(string word, string line, CancellationToken cancel) => word switch
        {
            "EHLO" => SayAsync(_encrypted ? "250-sink\r\n250 8BITMIME" : "250-sink\r\n250-STARTTLS\r\n250 8BITMIME", cancel),
            "HELO" => SayAsync("250 sink", cancel),
            "STARTTLS" when !_encrypted => GoOverAsync(cancel),
            "MAIL" when sink.Refusal is { } refusal => SayAsync(refusal, cancel),
            "MAIL" => Begin(AddressIn(line), cancel),
            "RCPT" when _from is not null => Add(AddressIn(line), cancel),
            "DATA" when _to.Count > 0 => TakeAsync(cancel),
            "RSET" => Forget(cancel),
            "NOOP" => SayAsync("250 ok", cancel),
            _ => SayAsync("503 not now", cancel),
        };

        private async Task GoOverAsync(CancellationToken cancel)
        {
            await SayAsync("220 go ahead", cancel);
            await EncryptAsync(cancel);
        }

        public async Task EncryptAsync(CancellationToken cancel)
        {
            var secure = new SslStream(_stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink._certificate }, cancel);
            (_stream, _encrypted, _from) = (secure, true, null);
            _to.Clear();
            sink.Encrypted++;
        }

        private Task Begin(string from, CancellationToken cancel)
        {
            _from = from;
            _to.Clear();
            return SayAsync("250 ok", cancel);
        }

        private Task Add(string to, CancellationToken cancel)
        {
            _to.Add(to);
            return SayAsync("250 ok", cancel);
        }

        private Task Forget(CancellationToken cancel)
        {
            _from = null;
            _to.Clear();
            return SayAsync("250 ok", cancel);
        }

        private async Task TakeAsync(CancellationToken cancel)
        {
            await SayAsync("354 end with a dot on its own line", cancel);
            StringBuilder written = new();
            while (await LineAsync(cancel) is { } line && line != ".") written.Append(line.StartsWith('.') ? line[1..] : line)
                .Append("\r\n");
            foreach (var to in _to) sink._letters.Enqueue(ReceivedLetter.Read(_from!, to, written.ToString()));
            if (!_encrypted) sink.InClear++;
            await Forget(cancel);
        }

        private static string AddressIn(string line) =>
            line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private Task SayAsync(string line, CancellationToken cancel) =>
            _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancel).AsTask();

        /// <summary>A line without its end; byte by byte, so that nothing of what follows STARTTLS is read in advance.</summary>
        private async Task<string?> LineAsync(CancellationToken cancel)
        {
            List<byte> read = [];
            var one = new byte[1];
            while (await _stream.ReadAsync(one, cancel) == 1)
            {
                if (one[0] == '\n') return Encoding.Latin1.GetString([.. read]).TrimEnd('\r');
                read.Add(one[0]);
            }
            return null;
        }
    }
}
