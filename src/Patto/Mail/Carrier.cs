using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Patto.Mail;

/// <summary>Why the mail server did not take a letter.</summary>
public enum MailFault
{
    /// <summary>It did not answer in time.</summary>
    Silent,
    /// <summary>There is no such server, or it hung up.</summary>
    Unreachable,
    /// <summary>It answered no, in words of its own.</summary>
    Refused,
    /// <summary>The connection could not be encrypted as asked for.</summary>
    Untrusted,
}

/// <summary>The mail server did not take a letter.</summary>
/// <param name="words">The server's own, or what is known.</param>
/// <param name="message">The whole in one sentence, as the list of letters shows it.</param>
public sealed class LetterNotTaken(MailFault fault, string words, string message, Exception? inner = null) : Exception(message, inner)
{
    public MailFault Fault { get; } = fault;
    public string Words { get; } = words;
}

/// <summary>One connection to a mail server, opened when the first letter leaves; each letter has its own time.</summary>
public sealed class Carrier(MailRoute route) : IAsyncDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);
    private SmtpClient? _server;
    private string? _shown;

    /// <exception cref="LetterNotTaken">The server does not answer, or refuses.</exception>
    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(route.Patience);
        try
        {
            var server = await ConnectAsync(patience.Token);
            await server.SendAsync(message, patience.Token);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && Told(fault) is { } told)
        {
            HangUp();
            throw told;
        }
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancel)
    {
        if (_server is { IsConnected: true } open) return open;
        _server?.Dispose();
        _server = new() { Timeout = (int)route.Patience.TotalMilliseconds };
        _server.ServerCertificateValidationCallback = (_, shown, _, faults) =>
        {
            _shown = MailConnection.Print(shown);
            return MailConnection.IsTrusted(shown, faults, route.Certificate);
        };
        await _server.ConnectAsync(route.Host, route.Port, route.Security.Options(), cancel);
        if (route.User.Length > 0) await _server.AuthenticateAsync(route.User, route.Password, cancel);
        return _server;
    }

    // Null: a fault of ours, not of the server.
    private LetterNotTaken? Told(Exception fault) => fault switch
    {
        OperationCanceledException or TimeoutException => new(MailFault.Silent, "",
            $"{route.Place}: nessuna risposta entro {route.Patience.TotalSeconds:0} secondi.", fault),
        SmtpCommandException said => Refused($"{(int)said.StatusCode} {said.Message}", fault),
        AuthenticationException said => Refused(said.Message, fault),
        SslHandshakeException => Untrusted(_shown is { Length: > 0 } print ? $"certificato sconosciuto, impronta {print}"
            : "non risponde in TLS", fault),
        NotSupportedException => Untrusted("non offre quello che è stato chiesto (STARTTLS o l'accesso con password)", fault),
        SocketException or IOException or ProtocolException or ServiceNotConnectedException =>
            new(MailFault.Unreachable, MailConnection.Line(fault.Message), $"{route.Place} non si raggiunge: {MailConnection.Line(fault.Message)}", fault),
        ServiceNotAuthenticatedException => Refused(fault.Message, fault),
        _ => null,
    };

    private static LetterNotTaken Refused(string words, Exception fault) =>
        new(MailFault.Refused, MailConnection.Line(words), $"rifiutata dal server: {MailConnection.Line(words)}", fault);

    private LetterNotTaken Untrusted(string words, Exception fault) =>
        new(MailFault.Untrusted, words, $"{route.Place}: il collegamento cifrato non riesce ({words})", fault);

    // Whoever is late or broken is not said goodbye to: that would wait once more.
    private void HangUp()
    {
        _server?.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsConnected: true } server)
            try
            {
                using var patience = new CancellationTokenSource(Goodbye);
                await server.DisconnectAsync(true, patience.Token);
            }
            catch (Exception gone) when (Told(gone) is not null) { /* What had to leave has left. */ }
        _server?.Dispose();
    }
}
