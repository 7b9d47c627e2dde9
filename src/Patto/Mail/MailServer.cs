using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Patto.Authorities;
using Patto.Database;
using Patto.Mail.Returned;

namespace Patto.Mail;

public enum MailSecurity
{
    /// <summary>Opens in clear and goes over to TLS: port 587.</summary>
    StartTls,
    /// <summary>TLS from the first byte: port 465.</summary>
    Tls,
    /// <summary>In clear: only to a server on the same network.</summary>
    None,
}

/// <summary>A mail account of a public body, set on a page: the ordinary one, or the certified one (*PEC*). Its password is kept sealed
/// under the key of the installation and never shown again.</summary>
public sealed class MailServer : Entity<MailServer>
{
    private MailServer() { }

    public static MailServer Of(Id<Authority> authority, bool certified) => new() { Authority = authority, IsCertified = certified };

    public Id<Authority> Authority { get; private set; }
    /// <summary>Letters with receipts leave from here; of each sort a body has one.</summary>
    public bool IsCertified { get; private set; }
    /// <summary>Empty: none of its own.</summary>
    public string Host { get; private set; } = "";
    public int Port { get; private set; } = 587;
    public MailSecurity Security { get; private set; }
    public string User { get; private set; } = "";
    public string SealedPassword { get; private set; } = "";
    /// <summary>Sender address; when empty the authority's own.</summary>
    public string From { get; private set; } = "";
    /// <summary>SHA-256 of a certificate that is trusted beside those of the system, for a server with one of its own.</summary>
    public string Certificate { get; private set; } = "";

    /// <summary>The mailbox where receipts and returned letters arrive (IMAP), read with the same account; empty: nobody reads it.</summary>
    public string MailboxHost { get; private set; } = "";
    public int MailboxPort { get; private set; } = Mailbox.UsualPort;
    public MailSecurity MailboxSecurity { get; private set; } = MailSecurity.Tls;
    /// <summary>How far it was read: the generation of the mailbox's numbers (UIDVALIDITY of RFC 3501) and the last of them.</summary>
    public long MailboxEpoch { get; private set; }
    public long MailboxLast { get; private set; }
    /// <summary>When it was last read to its end, and what was wrong since; empty: nothing.</summary>
    public DateTimeOffset? MailboxRead { get; private set; }
    public string MailboxFault { get; private set; } = "";

    /// <summary>When a test letter was last taken by the server that is set; null: never, or not since it was changed.</summary>
    public DateTimeOffset? Proved { get; private set; }

    /// <summary>A test letter left.</summary>
    public void Prove(DateTimeOffset now)
    {
        Proved = now;
        Raise(new MailServerProved(Id));
    }

    /// <param name="sealedPassword">Null: the password stays as it was.</param>
    public void Set(string host, int port, MailSecurity security, string user, string? sealedPassword, string from, string certificate)
    {
        var name = host.Trim();
        RuleViolation.UnlessAt(nameof(Host), name.Length == 0 || Uri.CheckHostName(name) != UriHostNameType.Unknown, "mail.host",
            "«{0}» non è il nome di un server: scrivi solo il nome, per esempio smtp.comune.it.", name);
        RuleViolation.UnlessAt(nameof(Port), port is > 0 and <= 65535, "mail.port",
            "La porta è un numero da 1 a 65535: di solito 587 o 465.");
        var print = Print(certificate);
        RuleViolation.UnlessAt(nameof(Certificate), print.Length is 0 or 64, "mail.certificate",
            "L'impronta SHA-256 ha 64 cifre esadecimali.");
        // The password of one server is never told to another.
        if (sealedPassword is null && (name, user.Trim()) != (Host, User)) sealedPassword = "";
        RuleViolation.UnlessAt(nameof(User), MailboxHost.Length == 0 || user.Trim().Length > 0, "mail.mailbox-user-away",
            "La casella si legge con questo nome utente: per toglierlo, cancella prima la casella.");
        var before = (Host, Port, Security, User, From, Certificate);
        (Host, Port, Security, User, From, Certificate) = (name, port, security, user.Trim(), from, print);
        if (before != (Host, Port, Security, User, From, Certificate) || sealedPassword is not null) Proved = null;
        if (sealedPassword is not null) SealedPassword = sealedPassword;
        Raise(new MailServerSet(Id));
    }

    /// <param name="host">Empty: the mailbox is not read.</param>
    public void ReadFrom(string host, int port, MailSecurity security)
    {
        var name = host.Trim();
        RuleViolation.UnlessAt(nameof(MailboxHost), name.Length == 0 || Uri.CheckHostName(name) != UriHostNameType.Unknown, "mail.host",
            "«{0}» non è il nome di un server: scrivi solo il nome, per esempio imaps.comune.it.", name);
        RuleViolation.UnlessAt(nameof(MailboxHost), name.Length == 0 || User.Length > 0, "mail.mailbox-user",
            "Per leggere la casella servono il nome utente e la password, qui sopra.");
        RuleViolation.UnlessAt(nameof(MailboxPort), port is > 0 and <= 65535, "mail.mailbox-port",
            "La porta è un numero da 1 a 65535: di solito 993.");
        if ((name, port, security) == (MailboxHost, MailboxPort, MailboxSecurity)) return;
        // Another mailbox has other numbers.
        if (name != MailboxHost) (MailboxEpoch, MailboxLast, MailboxRead) = (0, 0, null);
        (MailboxHost, MailboxPort, MailboxSecurity, MailboxFault) = (name, port, security, "");
        Raise(new MailServerSet(Id));
    }

    internal static string Print(string typed) => new([.. typed.ToUpperInvariant().Where(char.IsAsciiHexDigit)]);
}

[Sentence("Il server di posta dell'ente è stato impostato.")]
public sealed record MailServerSet(Id<MailServer> Server) : IDomainEvent
{
    public Subject About => Subject.Of("mail-server", Server);
}

[Sentence("Una lettera di prova è partita con il server di posta dell'ente.")]
public sealed record MailServerProved(Id<MailServer> Server) : IDomainEvent
{
    public Subject About => Subject.Of("mail-server", Server);
}

/// <summary>How the letters of a public body leave.</summary>
/// <param name="Patience">A server that does not answer within this has not taken the letter.</param>
public sealed record MailRoute(string Host, int Port, MailSecurity Security, string User, string Password, string From,
    string Certificate, TimeSpan Patience)
{
    public string Place => $"{Host}:{Port}";
}

/// <summary>Finds the way out: what the public body set on its page, otherwise what the installation was started with; none in the
/// demo.</summary>
public sealed class MailRoutes(AppDb db, IOptions<MailSettings> settings, IServiceProvider services, ILogger<MailRoutes> log)
{
    public bool IsDemo => settings.Value.IsDemo;

    /// <summary>Where letters leave from; null: they wait.</summary>
    public async Task<MailRoute?> OfAsync(Id<Authority> authority, CancellationToken cancel) =>
        IsDemo ? null : await OwnAsync(authority, certified: false, cancel) is { } own ? RouteOf(own) : settings.Value.Route;

    /// <summary>Where certified letters leave from; null: the body has no certified mailbox here, and its office sends them by hand.</summary>
    public async Task<MailRoute?> CertifiedAsync(Id<Authority> authority, CancellationToken cancel)
    {
        if (IsDemo || await OwnAsync(authority, certified: true, cancel) is not { } own) return null;
        // A provider of certified mail takes no other sender than its own mailbox.
        return own.From.Length > 0 ? RouteOf(own) : RouteOf(own) with
        {
            From = await db.Set<Authority>().Where(a => a.Id == authority).Select(a => a.Pec).SingleAsync(cancel),
        };
    }

    /// <summary>Whether the body's certified letters leave from here.</summary>
    public async Task<bool> HasCertifiedAsync(Id<Authority> authority, CancellationToken cancel) => !IsDemo
        && await db.Set<MailServer>().AnyAsync(s => s.Authority == authority && s.IsCertified && s.Host != "", cancel);

    /// <summary>The way into the mailbox of an account; null: it has none that is read.</summary>
    internal MailboxRoute? MailboxOf(MailServer own) => IsDemo || own.MailboxHost.Length == 0 ? null : new(own.MailboxHost,
        own.MailboxPort, own.MailboxSecurity, own.User, Open(own.SealedPassword), own.Certificate, settings.Value.Wait);

    private Task<MailServer?> OwnAsync(Id<Authority> authority, bool certified, CancellationToken cancel) => db.Set<MailServer>()
        .AsNoTracking().SingleOrDefaultAsync(s => s.Authority == authority && s.IsCertified == certified && s.Host != "", cancel);

    private MailRoute RouteOf(MailServer own) => new(own.Host, own.Port, own.Security, own.User, Open(own.SealedPassword), own.From,
        own.Certificate, settings.Value.Wait);

    public string Seal(string password) => password.Length == 0 ? "" : Key.Seal(password);

    // Under another key than the one it was sealed with the password is lost: the server says so, and it is typed again.
    private string Open(string sealedPassword)
    {
        if (sealedPassword.Length == 0) return "";
        try { return Key.Open(sealedPassword); }
        catch (System.Security.Cryptography.CryptographicException)
        {
            log.LogWarning("The password of the mail server cannot be opened with the key of this installation: type it again.");
            return "";
        }
    }

    // Asked for where it is needed only: a program that tells of its version has opened no database and holds no key.
    private InstallationKey Key => services.GetRequiredService<InstallationKey>();
}

internal sealed class MailServerMapping : IEntityTypeConfiguration<MailServer>
{
    public void Configure(EntityTypeBuilder<MailServer> builder)
    {
        builder.ToTable("MailServers");
        builder.HasIndex(s => new { s.Authority, s.IsCertified }).IsUnique();
        builder.Property(s => s.MailboxHost).HasMaxLength(200);
        builder.Property(s => s.MailboxFault).HasMaxLength(500);
        builder.Property(s => s.Host).HasMaxLength(200);
        builder.Property(s => s.User).HasMaxLength(200);
        builder.Property(s => s.From).HasMaxLength(254);
        builder.Property(s => s.Certificate).HasMaxLength(64);
        builder.Property(s => s.SealedPassword).HasMaxLength(2000);
    }
}
