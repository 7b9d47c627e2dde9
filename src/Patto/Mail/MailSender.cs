using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;
using Patto.People;

namespace Patto.Mail;

/// <summary>How letters leave the house. Without a host none leaves: they wait, and a page shows them.</summary>
public sealed class MailSettings
{
    public string Host { get; init; } = "";
    [Range(1, 65535)] public int Port { get; init; } = 587;
    public bool StartTls { get; init; } = true;
    public string User { get; init; } = "";
    public string Password { get; init; } = "";
    /// <summary>Sender address; when empty the authority's own.</summary>
    public string From { get; init; } = "";

    /// <summary>Invented people must get no letters, whatever is configured.</summary>
    internal bool IsDemo { get; set; }

    public bool IsOn => Host.Length > 0 && !IsDemo;
}

/// <summary>Carries the letters that wait to the mail server: at least once, again later when the server does not answer.</summary>
internal sealed class MailSender(IServiceScopeFactory scopes, IOptions<MailSettings> settings, LetterSeals seals,
    AuthorityDirectory authorities, TimeProvider clock, ILogger<MailSender> log)
    : Loop(scopes, log, TimeSpan.FromSeconds(5))
{
    private const int Batch = 20;
    /// <summary>A letter taken but never marked as sent falls due again after this: it may arrive twice, it is not lost.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        if (!settings.Value.IsOn) return false;
        var db = services.GetRequiredService<AppDb>();
        var turn = services.GetRequiredService<WriteTurn>();
        var storage = services.GetRequiredService<Storage>();
        var letters = await TakeAsync(db, turn, storage, cancel);
        using var server = Connect();
        foreach (var letter in letters)
        {
            await CarryAsync(server, letter, cancel);
            using (await turn.WaitAsync(storage, cancel)) await db.SaveChangesAsync(cancel);
        }
        return letters.Count == Batch;
    }

    private async Task<List<Letter>> TakeAsync(AppDb db, WriteTurn turn, Storage storage, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var waiting = db.Set<Letter>().Where(l => l.Channel == Channel.Email && l.Sent == null && l.GivenUp == null && l.Due <= now);
        var ids = await waiting.OrderBy(l => l.Due).Select(l => l.Id).Take(Batch).ToListAsync(cancel);
        if (ids.Count == 0) return [];
        var until = now + Lease;
        List<Letter> mine = [];
        using (await turn.WaitAsync(storage, cancel))
            foreach (var id in ids)
                if (await waiting.Where(l => l.Id == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Due, until), cancel) == 1)
                    mine.Add(await db.Set<Letter>().SingleAsync(l => l.Id == id, cancel));
        return mine;
    }

    private async Task CarryAsync(SmtpClient server, Letter letter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        try
        {
            var authority = (await authorities.AllAsync(cancel)).FirstOrDefault(a => a.Id == letter.Authority);
            using var message = Write(letter, authority);
            await server.SendMailAsync(message, cancel);
            letter.Deliver(now);
        }
        catch (Exception fault) when (fault is SmtpException or FormatException or IOException)
        {
            var retry = letter.Attempts < Pauses.Length ? now + Pauses[letter.Attempts] : (DateTimeOffset?)null;
            letter.Fail(fault.InnerException is { } inner ? $"{fault.Message} {inner.Message}" : fault.Message, retry, now);
            log.LogWarning("A letter was not delivered (attempt {Attempt}): {Fault}", letter.Attempts, fault.Message);
        }
    }

    private SmtpClient Connect()
    {
        var (host, port) = (settings.Value.Host, settings.Value.Port);
        var server = new SmtpClient(host, port) { EnableSsl = settings.Value.StartTls, Timeout = 20_000 };
        if (settings.Value.User.Length > 0) server.Credentials = new NetworkCredential(settings.Value.User, settings.Value.Password);
        return server;
    }

    /// <summary>A backslash in a name is escaped, as RFC 5322 wants it between quotes; the framework does so for quotes only. What is not
    /// ASCII goes
    /// as an encoded word, whole; line ends go.</summary>
    internal static MailAddress Addressee(string address, string name)
    {
        var line = string.Join(' ', name.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (Ascii.IsValid(line)) line = line.Replace("\\", "\\\\", StringComparison.Ordinal);
        return new MailAddress(address, line, Encoding.UTF8);
    }

    private MailMessage Write(Letter letter, Authority? authority)
    {
        var from = settings.Value.From is { Length: > 0 } configured ? configured : authority?.Email is { Length: > 0 } own ? own
            : "partecipa@localhost";
        var message = new MailMessage
        {
            From = new MailAddress(from, authority?.SiteName ?? "", Encoding.UTF8),
            Subject = letter.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = seals.Open(letter, LetterText.Plain(letter, authority)),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.To.Add(Addressee(letter.Address, letter.Name));
        // The same letter carried twice has the same identity: the receiver may drop one.
        message.Headers.Add("Message-ID", $"<{letter.Id.Value:N}@{message.From.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(seals.Open(letter, LetterText.Html(letter, authority)),
            Encoding.UTF8, "text/html"));
        return message;
    }
}

/// <summary>A letter as text, and as the simplest HTML that every program shows.</summary>
public static class LetterText
{
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
        return $"<!doctype html><html lang=\"{letter.Language}\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(letter.Subject)}</title></head>"
            + $"<body>{string.Concat(paragraphs)}{link}<hr><p>{WebUtility.HtmlEncode(Signature(authority)).Replace("\n", "<br>", StringComparison.Ordinal)}</p></body></html>";
    }

    private static string Signature(Authority? authority) => authority is null ? "PattoComune"
        : string.Join('\n', new[] { authority.Name, authority.Office, authority.Address, authority.Phone }.Where(l => l.Length > 0));
}
