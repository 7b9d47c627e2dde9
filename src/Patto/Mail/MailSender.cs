using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.Mail.Returned;
using Patto.People;

namespace Patto.Mail;

/// <summary>The mail server that the installation is started with, for public bodies that set none on their page.</summary>
public sealed class MailSettings
{
    public string Host { get; init; } = "";
    [Range(1, 65535)] public int Port { get; init; } = 587;
    public bool StartTls { get; init; } = true;
    /// <summary>TLS from the first byte, as usual on port 465; goes before <see cref="StartTls"/>.</summary>
    public bool Tls { get; init; }
    public string User { get; init; } = "";
    public string Password { get; init; } = "";
    /// <summary>Sender address; when empty the authority's own.</summary>
    public string From { get; init; } = "";
    /// <summary>SHA-256 of a certificate that is trusted beside those of the system.</summary>
    public string Certificate { get; init; } = "";
    /// <summary>Seconds that a server has for each letter, also for one that was set on a page.</summary>
    [Range(2, 300)] public int Patience { get; init; } = 20;

    /// <summary>Invented people must get no letters, whatever is configured.</summary>
    internal bool IsDemo { get; set; }

    public bool IsOn => Host.Length > 0 && !IsDemo;

    internal TimeSpan Wait => TimeSpan.FromSeconds(Patience);

    internal MailRoute? Route => !IsOn ? null : new(Host, Port,
        Tls ? MailSecurity.Tls : StartTls ? MailSecurity.StartTls : MailSecurity.None, User, Password, From,
        MailServer.Print(Certificate), Wait);
}

/// <summary>Carries the letters that wait to the mail server: at least once, again later when the server does not answer.</summary>
internal sealed class MailSender(IServiceScopeFactory scopes, LetterSeals seals, AuthorityDirectory authorities, TimeProvider clock,
    ILogger<MailSender> log)
    : Loop(scopes, log, TimeSpan.FromSeconds(5))
{
    private const int Batch = 20;
    /// <summary>Beside the server's patience: a letter taken but never marked as sent falls due again then. It may arrive twice, it is not
    /// lost.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => await RunAsync(services, cancel);

    /// <summary>One round of every public body; true when there may be more to do at once.</summary>
    internal async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (routes, more) = (services.GetRequiredService<MailRoutes>(), false);
        foreach (var authority in await authorities.AllAsync(cancel))
        {
            if (await routes.OfAsync(authority.Id, cancel) is { } route)
                more |= await CarryAsync(services, authority, route, false, cancel);
            if (await routes.CertifiedAsync(authority.Id, cancel) is { } certified)
                more |= await CarryAsync(services, authority, certified, true, cancel);
        }
        return more;
    }

    private async Task<bool> CarryAsync(IServiceProvider services, Authority authority, MailRoute route, bool certified,
        CancellationToken cancel)
    {
        var (db, turn, storage) = (services.GetRequiredService<AppDb>(), services.GetRequiredService<WriteTurn>(),
            services.GetRequiredService<Storage>());
        var ids = await Waiting(db, authority.Id, certified).OrderBy(l => l.Due).Select(l => l.Id).Take(Batch).ToListAsync(cancel);
        await using var carrier = new Carrier(route);
        foreach (var id in ids)
        {
            Letter? letter;
            using (await turn.WaitAsync(storage, cancel)) letter = await TakeAsync(db, authority.Id, id, route, cancel);
            if (letter is null) continue;
            if (await StoppedAsync(db, letter, cancel) is { } why) letter.Fail(why, null, clock.GetUtcNow());
            var fault = letter.GivenUp is not null ? null : await CarryAsync(services, carrier, letter, authority, route, cancel);
            using (await turn.WaitAsync(storage, cancel)) await db.SaveChangesAsync(cancel);
            // The others would wait as long for nothing, and with them the letters of other public bodies.
            if (fault is MailFault.Silent or MailFault.Unreachable or MailFault.Untrusted) return false;
        }
        return ids.Count == Batch;
    }

    // An address that sends everything back gets nothing more until somebody corrects it.
    private static Task<string?> StoppedAsync(AppDb db, Letter letter, CancellationToken cancel)
    {
        var (authority, address) = (letter.Authority, letter.Address.Trim().ToLowerInvariant());
        return db.Set<TroubledAddress>().Where(a => a.Authority == authority && a.Address == address && a.Stopped != null)
            .Select(a => (string?)("l'indirizzo ha rimandato indietro le lettere: " + a.Why)).SingleOrDefaultAsync(cancel);
    }

    private IQueryable<Letter> Waiting(AppDb db, Id<Authority> authority, bool? certified = null)
    {
        var now = clock.GetUtcNow();
        var quiet = QuietHours.Are(now);
        return db.Set<Letter>().Where(l => l.Authority == authority && l.Channel == Channel.Email && l.Sent == null && l.GivenUp == null
            && l.Due <= now && (certified == null || l.IsCertified == certified) && (!quiet || !l.IsCalm));
    }

    // Another node may have been faster: then it is not ours.
    private async Task<Letter?> TakeAsync(AppDb db, Id<Authority> authority, Id<Letter> id, MailRoute route, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + Lease + route.Patience;
        return await Waiting(db, authority).Where(l => l.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Due, until), cancel) == 1
            ? await db.Set<Letter>().SingleAsync(l => l.Id == id, cancel) : null;
    }

    private async Task<MailFault?> CarryAsync(IServiceProvider services, Carrier carrier, Letter letter, Authority authority,
        MailRoute route, CancellationToken cancel)
    {
        try
        {
            using var message = LetterText.Envelope(letter, seals, authority, route);
            if (letter.Unsubscribe is { } way) LetterText.OfferToEnd(message, seals.Open(letter, way));
            await Enclosures.PutInAsync(services, message, letter, cancel);
            await carrier.SendAsync(message, cancel);
            letter.Deliver(clock.GetUtcNow());
            return null;
        }
        catch (Exception fault) when (fault is LetterNotTaken or FormatException)
        {
            var now = clock.GetUtcNow();
            letter.Fail(fault.Message, letter.Attempts < Pauses.Length ? now + Pauses[letter.Attempts] : null, now);
            log.LogWarning("A letter was not delivered (attempt {Attempt}): {Fault}", letter.Attempts, fault.Message);
            return (fault as LetterNotTaken)?.Fault;
        }
    }
}

/// <summary>A letter as text, and as the simplest HTML that every program shows.</summary>
public static class LetterText
{
    /// <exception cref="FormatException">Its secret cannot be opened, or it has no address.</exception>
    internal static MimeMessage Envelope(Letter letter, LetterSeals seals, Authority authority, MailRoute route) =>
        // The same letter carried twice has the same identity: the receiver may drop one.
        Envelope(letter.Id.Value, letter.Name, letter.Address, letter.Subject, seals.Open(letter, Plain(letter, authority)),
            seals.Open(letter, Html(letter, authority)), authority, route);

    /// <summary>A letter that says only that letters arrive.</summary>
    public static MimeMessage Test(string address, string name, string subject, string body, Authority authority, MailRoute route) =>
        Envelope(Guid.CreateVersion7(), name, address, subject, $"{body}\n\n-- \n{Signature(authority)}",
            Html(Localization.Texts.IsEnglish ? "en" : "it", subject, $"<p>{WebUtility.HtmlEncode(body)}</p>", authority), authority,
            route);

    private static MimeMessage Envelope(Guid id, string name, string address, string subject, string plain, string html,
        Authority authority, MailRoute route)
    {
        var from = Mailbox(route.From is { Length: > 0 } said ? said : authority.Email is { Length: > 0 } own ? own
            : "partecipa@localhost");
        var message = new MimeMessage { Subject = subject, MessageId = $"{id:N}@{authority.Hosts.FirstOrDefault() ?? from.Domain}" };
        message.From.Add(new MailboxAddress(authority.SiteName, from.Address));
        message.To.Add(Addressee(address, name));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = plain, ContentTransferEncoding = ContentEncoding.Base64 },
            new TextPart("html") { Text = html, ContentTransferEncoding = ContentEncoding.Base64 },
        };
        return message;
    }

    /// <summary>One click ends it (RFC 2369, RFC 8058); the click itself is offered where its address cannot be read on the way.</summary>
    internal static void OfferToEnd(MimeMessage message, string address)
    {
        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{address}>");
        if (address.StartsWith("https:", StringComparison.Ordinal))
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    /// <summary>Line ends of a name go; what is left is quoted or encoded.</summary>
    internal static MailboxAddress Addressee(string address, string name) => new(string.Join(' ', name.Split(['\r', '\n', '\t'],
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), Mailbox(address).Address);

    private static MailboxAddress Mailbox(string address) => MailboxAddress.TryParse(address, out var read) ? read
        : throw new FormatException($"«{address}» non è un indirizzo e-mail.");

    public static string Plain(Letter letter, Authority? authority)
    {
        var link = letter.LinkUrl is { } url ? $"\n\n{letter.LinkLabel}:\n{url}" : "";
        return $"{letter.Body}{link}\n\n-- \n{Signature(authority)}";
    }

    public static string Html(Letter letter, Authority? authority)
    {
        var paragraphs = letter.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        var link = letter.LinkUrl is { } url
            ? $"<p><a href=\"{WebUtility.HtmlEncode(url)}\">{WebUtility.HtmlEncode(letter.LinkLabel)}</a></p>" : "";
        return Html(letter.Language, letter.Subject, string.Concat(paragraphs) + link, authority);
    }

    private static string Html(string language, string subject, string body, Authority? authority) =>
        $"<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(subject)}</title></head>"
            + $"<body>{body}<hr><p>{WebUtility.HtmlEncode(Signature(authority)).Replace("\n", "<br>", StringComparison.Ordinal)}</p></body></html>";

    private static string Signature(Authority? authority) => authority is null ? "PattoComune"
        : string.Join('\n', new[] { authority.Name, authority.Office, authority.Address, authority.Phone }.Where(l => l.Length > 0));
}
