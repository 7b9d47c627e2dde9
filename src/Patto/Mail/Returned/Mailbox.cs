using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Patto.Mail.Returned;

/// <summary>The way into a mailbox (IMAP).</summary>
/// <param name="Certificate">SHA-256 of a certificate that is trusted beside those of the system; empty without.</param>
/// <param name="Patience">A server that does not answer within this is given up for now.</param>
public sealed record MailboxRoute(string Host, int Port, MailSecurity Security, string User, string Password, string Certificate,
    TimeSpan Patience)
{
    public string Place => $"{Host}:{Port}";
}

/// <summary>The mailbox could not be read.</summary>
/// <param name="message">One sentence: what happened.</param>
public sealed class MailboxNotRead(string message, Exception inner) : Exception(message, inner);

/// <summary>One visit to a mailbox. It is only read: nothing in it is deleted, moved or marked.</summary>
public sealed class Mailbox(MailboxRoute route) : IDisposable
{
    public const int UsualPort = 993;
    private readonly ImapClient _server = new() { Timeout = (int)route.Patience.TotalMilliseconds };

    /// <summary>The messages that came after the last one, the oldest first.</summary>
    /// <param name="epoch">The generation of the numbers when the last one was read; another one means that all begins anew.</param>
    /// <param name="since">Begins there where nothing was read yet.</param>
    /// <returns>Number and whole text of each; null where it is larger than what is read.</returns>
    /// <exception cref="MailboxNotRead">The server does not answer, or does not let us in.</exception>
    public async Task<(long Epoch, IReadOnlyList<(long Number, byte[]? Source)> Messages)> ReadAsync(long epoch, long last,
        DateTimeOffset since, int most, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(route.Patience * 3);
        try
        {
            var folder = await OpenAsync(patience.Token);
            var found = folder.UidValidity == epoch && last > 0
                ? await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)last + 1), UniqueId.MaxValue)),
                    patience.Token)
                : await folder.SearchAsync(SearchQuery.DeliveredAfter(since.UtcDateTime), patience.Token);
            // "n:*" names the last message even when there is none after it (RFC 3501, 6.4.8).
            var fresh = found.Where(u => folder.UidValidity != epoch || u.Id > last).OrderBy(u => u.Id).Take(most).ToList();
            var sizes = fresh.Count == 0 ? [] : (await folder.FetchAsync(fresh, MessageSummaryItems.UniqueId | MessageSummaryItems.Size,
                patience.Token)).ToDictionary(s => s.UniqueId.Id, s => s.Size ?? 0);
            List<(long, byte[]?)> read = [];
            foreach (var one in fresh)
                read.Add((one.Id, sizes.GetValueOrDefault(one.Id) > ReturnedMail.Largest ? null
                    : await SourceAsync(folder, one, patience.Token)));
            await _server.DisconnectAsync(true, patience.Token);
            return (folder.UidValidity, read);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && Told(fault) is { } told)
        {
            throw new MailboxNotRead(told, fault);
        }
    }

    private async Task<IMailFolder> OpenAsync(CancellationToken cancel)
    {
        _server.ServerCertificateValidationCallback = (_, shown, _, faults) =>
            MailConnection.IsTrusted(shown, faults, route.Certificate);
        await _server.ConnectAsync(route.Host, route.Port, route.Security.Options(), cancel);
        await _server.AuthenticateAsync(route.User, route.Password, cancel);
        await _server.Inbox.OpenAsync(FolderAccess.ReadOnly, cancel);
        return _server.Inbox;
    }

    private static async Task<byte[]> SourceAsync(IMailFolder folder, UniqueId one, CancellationToken cancel)
    {
        using var copy = new MemoryStream();
        await using (var stream = await ((ImapFolder)folder).GetStreamAsync(one, "", cancel)) await stream.CopyToAsync(copy, cancel);
        return copy.ToArray();
    }

    // Null: a fault of ours, not of the server.
    private string? Told(Exception fault) => fault switch
    {
        OperationCanceledException or TimeoutException => $"{route.Place}: nessuna risposta entro {route.Patience.TotalSeconds:0} secondi",
        AuthenticationException => $"{route.Place} non accetta nome utente e password",
        SslHandshakeException => $"{route.Place}: il collegamento cifrato non riesce",
        ImapCommandException said => $"{route.Place}: {MailConnection.Line(said.Message)}",
        NotSupportedException => $"{route.Place} non offre quello che è stato chiesto",
        SocketException or IOException or ImapProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException =>
            $"{route.Place} non si raggiunge: {MailConnection.Line(fault.Message)}",
        _ => null,
    };

    public void Dispose() => _server.Dispose();
}
