using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Database;

namespace Patto.Authorities;

/// <summary>A public body on this installation (*ente*): a municipality, a union of them.</summary>
public sealed class Authority : Entity<Authority>
{
    private Authority() { }

    /// <param name="name">As on its letterhead: "Comune di Fontelieta".</param>
    /// <param name="siteName">As on the pages: "Fontelieta Partecipa".</param>
    /// <param name="hosts">Names without <c>https://</c>; needed where the installation has another authority.</param>
    public static Authority Found(string name, string siteName, params IEnumerable<string> hosts)
    {
        RuleViolation.UnlessAt(nameof(Name), !string.IsNullOrWhiteSpace(name), "authority.name", "Scrivi il nome dell'ente.");
        RuleViolation.UnlessAt(nameof(SiteName), !string.IsNullOrWhiteSpace(siteName), "authority.site-name", "Scrivi il nome del sito.");
        var authority = new Authority { Name = name.Trim(), SiteName = siteName.Trim(), Hosts = Read(hosts) };
        authority.Raise(new AuthorityFounded(authority.Id));
        return authority;
    }

    public string Name { get; private set; } = "";
    public string SiteName { get; private set; } = "";
    public string Tagline { get; private set; } = "";
    /// <summary>Host names that lead here, lower case. With one authority on the installation every host does.</summary>
    public List<string> Hosts { get; private set; } = [];
    /// <summary>Code in the index of public administrations (IPA).</summary>
    public string IpaCode { get; private set; } = "";
    /// <summary>ISTAT code of the municipality, six digits.</summary>
    public string IstatCode { get; private set; } = "";
    /// <summary>The compiled theme: <c>acqua</c> or <c>mattone</c>.</summary>
    public string Theme { get; private set; } = "acqua";
    public string? LogoUrl { get; private set; }
    /// <summary>What the pages speak to who has not chosen: <c>it</c> or <c>en</c>.</summary>
    public string Language { get; private set; } = "it";
    /// <summary>After so many minutes without doing anything a signed-in person is signed out.</summary>
    public int IdleMinutes { get; private set; } = 120;
    /// <summary>After so many hours they are, whatever they do.</summary>
    public int SessionHours { get; private set; } = 12;
    /// <summary>How large one file may be.</summary>
    public int FileMegabytes { get; private set; } = UsualFileMegabytes;
    /// <summary>How much all files together may take.</summary>
    public int FileSpaceMegabytes { get; private set; } = UsualFileSpace;
    public string Address { get; private set; } = "";
    public string Office { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Pec { get; private set; } = "";
    /// <summary>Neighbourhoods and villages, one a line: every process begins with them.</summary>
    public string Neighbourhoods { get; private set; } = "";
    /// <summary>Where the yearly accessibility statement stands: the national platform gives the address.</summary>
    public List<FooterLink> FooterLinks { get; private set; } = [];

    public static readonly string[] Themes = ["acqua", "mattone"];

    public void Describe(string name, string siteName, string tagline, string theme, IEnumerable<string> hosts)
    {
        RuleViolation.UnlessAt(nameof(Name), !string.IsNullOrWhiteSpace(name), "authority.name", "Scrivi il nome dell'ente.");
        RuleViolation.UnlessAt(nameof(Theme), Themes.Contains(theme), "authority.theme", "Scegli uno dei temi della lista.");
        (Name, SiteName, Tagline, Theme) = (name.Trim(), siteName.Trim(), tagline.Trim(), theme);
        Hosts = Read(hosts);
        Raise(new AuthorityDescribed(Id));
    }

    private static List<string> Read(IEnumerable<string> hosts)
    {
        List<string> read = [.. hosts.Select(h => h.Trim().ToLowerInvariant()).Where(h => h.Length > 0).Distinct()];
        foreach (var host in read)
            RuleViolation.UnlessAt(nameof(Hosts), Uri.CheckHostName(host) != UriHostNameType.Unknown, "authority.host",
                "«{0}» non è un indirizzo di sito: scrivi solo il nome, per esempio partecipa.comune.it.", host);
        return read;
    }

    public void Reach(string address, string office, string phone, string email, string pec, string ipaCode, string istatCode)
    {
        (Address, Office, Phone, Email, Pec, IpaCode, IstatCode) = (address.Trim(), office.Trim(), phone.Trim(), email.Trim(), pec.Trim(),
            ipaCode.Trim(), istatCode.Trim());
        Raise(new AuthorityDescribed(Id));
    }

    public void Consist(IEnumerable<string> neighbourhoods)
    {
        List<string> names = [.. neighbourhoods.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct()];
        RuleViolation.UnlessAt(nameof(Neighbourhoods), names.TrueForAll(n => n.Length <= 80), "authority.neighbourhood",
            "Il nome di un quartiere ha al massimo 80 caratteri.");
        if (Neighbourhoods == string.Join('\n', names)) return;
        Neighbourhoods = string.Join('\n', names);
        Raise(new AuthorityDescribed(Id));
    }

    public const int LeastIdleMinutes = 10, MostIdleMinutes = 600, MostSessionHours = 24;

    /// <summary>How long who works here stays signed in.</summary>
    public void LimitSessions(int idleMinutes, int hours)
    {
        RuleViolation.UnlessAt(nameof(IdleMinutes), idleMinutes is >= LeastIdleMinutes and <= MostIdleMinutes, "authority.idle",
            "Scrivi un numero di minuti da {0} a {1}.", LeastIdleMinutes, MostIdleMinutes);
        RuleViolation.UnlessAt(nameof(SessionHours), hours is >= 1 and <= MostSessionHours, "authority.session",
            "Scrivi un numero di ore da 1 a {0}.", MostSessionHours);
        if ((IdleMinutes, SessionHours) == (idleMinutes, hours)) return;
        (IdleMinutes, SessionHours) = (idleMinutes, hours);
        Raise(new AuthorityDescribed(Id));
    }

    public const int UsualFileMegabytes = 25, MostFileMegabytes = 50, UsualFileSpace = 5_120, MostFileSpace = 1_048_576;

    /// <summary>How large a file may be, and all of them together.</summary>
    public void LimitFiles(int file, int space)
    {
        RuleViolation.UnlessAt(nameof(FileMegabytes), file is >= 1 and <= MostFileMegabytes, "authority.file-size",
            "Scrivi un numero di megabyte da 1 a {0}.", MostFileMegabytes);
        RuleViolation.UnlessAt(nameof(FileSpaceMegabytes), space >= file && space <= MostFileSpace, "authority.file-space",
            "Scrivi un numero di megabyte, almeno quanto un file e al massimo {0}.", MostFileSpace);
        if ((FileMegabytes, FileSpaceMegabytes) == (file, space)) return;
        (FileMegabytes, FileSpaceMegabytes) = (file, space);
        Raise(new AuthorityDescribed(Id));
    }

    public void Link(IEnumerable<FooterLink> links)
    {
        FooterLinks = [.. links];
        Raise(new AuthorityDescribed(Id));
    }

    public static readonly string[] Languages = ["it", "en"];

    public void Speak(string language)
    {
        RuleViolation.UnlessAt(nameof(Language), Languages.Contains(language), "authority.language",
            "Scegli una delle lingue della lista.");
        if (Language == language) return;
        Language = language;
        Raise(new AuthorityDescribed(Id));
    }

    public void WearLogo(string? url)
    {
        LogoUrl = url;
        Raise(new AuthorityDescribed(Id));
    }
}

/// <param name="DataElement">The mark that the national validator looks for: <c>accessibility-link</c>; null for none.</param>
public sealed record FooterLink(string Label, string Url, string? DataElement = null);

[Sentence("L'ente è stato creato su questa piattaforma.")]
public sealed record AuthorityFounded(Id<Authority> Authority) : IDomainEvent
{
    public Subject About => Subject.Of("authority", Authority);
}

[Sentence("I dati dell'ente sono stati aggiornati.")]
public sealed record AuthorityDescribed(Id<Authority> Authority) : IDomainEvent
{
    public Subject About => Subject.Of("authority", Authority);
}

/// <summary>What the authority tells people about their data; a new text is a new version, the old ones stay readable.</summary>
[Content("privacy-notice", "version", "text")]
public sealed class PrivacyNotice : Entity<PrivacyNotice>
{
    private PrivacyNotice() { }

    public static PrivacyNotice Publish(Id<Authority> authority, int version, string text, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Text), text.Trim().Length >= 200, "privacy.short",
            "L'informativa è troppo breve: deve dire chi tratta i dati, perché, per quanto tempo e quali diritti ha la persona.");
        var notice = new PrivacyNotice { Authority = authority, Version = version, Text = text.Trim(), Since = now };
        notice.Raise(new PrivacyNoticePublished(notice.Id, version));
        return notice;
    }

    public Id<Authority> Authority { get; private set; }
    public int Version { get; private set; }
    /// <summary>Markdown, Italian.</summary>
    public string Text { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }
}

[Sentence("È stata pubblicata una nuova versione dell'informativa sui dati personali.")]
public sealed record PrivacyNoticePublished(Id<PrivacyNotice> Notice, int Version) : IDomainEvent
{
    public Subject About => Subject.Of("privacy-notice", Notice);
}

internal sealed class AuthorityMapping : IEntityTypeConfiguration<Authority>
{
    public void Configure(EntityTypeBuilder<Authority> builder)
    {
        builder.ToTable("Authorities");
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Language).HasMaxLength(2).HasDefaultValue("it");
        builder.Property(a => a.Neighbourhoods).HasDefaultValue("");
        builder.Property(a => a.IdleMinutes).HasDefaultValue(120);
        builder.Property(a => a.SessionHours).HasDefaultValue(12);
        builder.Property(a => a.FileMegabytes).HasDefaultValue(Authority.UsualFileMegabytes);
        builder.Property(a => a.FileSpaceMegabytes).HasDefaultValue(Authority.UsualFileSpace);
        builder.Property(a => a.FooterLinks).HasConversion(Json.Of<List<FooterLink>>(), Json.Same<List<FooterLink>>());
    }
}

internal sealed class PrivacyNoticeMapping : IEntityTypeConfiguration<PrivacyNotice>
{
    public void Configure(EntityTypeBuilder<PrivacyNotice> builder)
    {
        builder.ToTable("PrivacyNotices");
        builder.HasIndex(n => new { n.Authority, n.Version }).IsUnique();
    }
}
