using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Web;

namespace Patto.Modules.Portal;

/// <summary>What the page "come partecipare" says in one language: the same sentences in all, by key.</summary>
public sealed class WelcomeText
{
    private readonly FrozenDictionary<string, string> _said;

    private WelcomeText(string language, Dictionary<string, string> said)
    {
        (Language, _said) = (language, said.ToFrozenDictionary());
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Join('\n', said.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")))));
    }

    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<WelcomeText> All = [.. WelcomeLanguages.All.Select(l => Read(l.Code))];

    public string Language { get; }
    /// <summary>Of its sentences: a check is of these words, and not of others.</summary>
    public string Sha256 { get; }
    public IEnumerable<string> Keys => _said.Keys;
    public string this[string key] => _said[key];
    public string Name => WelcomeLanguages.All.First(l => l.Code == Language).Name;
    public string Direction => WelcomeLanguages.DirectionOf(Language);
    /// <summary>The Italian words are the town's own: nobody translated them.</summary>
    public bool IsTranslation => Language != "it";

    public static WelcomeText? Of(string language) => All.FirstOrDefault(t => t.Language == language);

    private static WelcomeText Read(string language)
    {
        using var stream = typeof(WelcomeText).Assembly.GetManifestResourceStream($"welcome/{language}.json")!;
        return new(language, JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!);
    }
}

/// <summary>Somebody who speaks the language looked the page over for this body, and says that it is right.</summary>
[Content("welcome-check", "language", "by", "on")]
public sealed class WelcomeCheck : Entity<WelcomeCheck>
{
    private WelcomeCheck() { }

    internal static WelcomeCheck Of(Id<Authority> authority, WelcomeText text) => new() { Authority = authority, Language = text.Language };

    public Id<Authority> Authority { get; private set; }
    public string Language { get; private set; } = "";
    /// <summary>The service or association, never the name of a person: it is public.</summary>
    public string By { get; private set; } = "";
    public DateOnly On { get; private set; }
    /// <summary>Of the words that were looked over.</summary>
    public string TextSha256 { get; private set; } = "";

    /// <summary>Whether it is of the words that stand there now.</summary>
    public bool IsOf(WelcomeText text) => TextSha256 == text.Sha256;

    internal void Note(WelcomeText text, string by, DateOnly? on, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Language), text.IsTranslation, "welcome.own", "L'italiano è il testo di partenza: non si verifica.");
        by = by.Trim();
        RuleViolation.UnlessAt(nameof(By), by.Length is >= 3 and <= 200, "welcome.by",
            "Scrivi chi l'ha verificata: il servizio o l'associazione, non il nome di una persona.");
        RuleViolation.UnlessAt(nameof(On), on is not null, "welcome.when", "Scrivi il giorno in cui è stata verificata.");
        RuleViolation.UnlessAt(nameof(On), on <= Texts.RomeDay(now), "welcome.future",
            "Il giorno della verifica non può essere nel futuro.");
        (By, On, TextSha256) = (by, on!.Value, text.Sha256);
        Raise(new WelcomeChecked(Id));
    }

    /// <summary>A mistake was found: it is to be checked again.</summary>
    internal void TakeBack()
    {
        RuleViolation.Unless(TextSha256.Length > 0, "welcome.unchecked", "Questa pagina è già da verificare.");
        TextSha256 = "";
        Raise(new WelcomeUnchecked(Id));
    }
}

/// <summary>The page "come partecipare" was looked over in a language.</summary>
[Sentence("La pagina «come partecipare» è stata verificata in una lingua.")]
public sealed record WelcomeChecked(Id<WelcomeCheck> Check) : IDomainEvent
{
    public Subject About => Subject.Of("welcome-check", Check);
}

/// <summary>The page "come partecipare" is to be checked again in a language.</summary>
[Sentence("La pagina «come partecipare» è di nuovo da verificare in una lingua.")]
public sealed record WelcomeUnchecked(Id<WelcomeCheck> Check) : IDomainEvent
{
    public Subject About => Subject.Of("welcome-check", Check);
}

/// <summary>What may be done with the page "come partecipare"; anybody reads it.</summary>
public static class WelcomeActs
{
    public static readonly Act Check = new("welcome.check", "dire chi ha verificato una traduzione", Role.Administrator, Role.Curator)
    {
        FromAnyProcess = true,
    };
}

public static class WelcomeUrls
{
    public const string Checks = "/benvenuto/verifiche";
}

internal sealed class WelcomeCheckMapping : IEntityTypeConfiguration<WelcomeCheck>
{
    public void Configure(EntityTypeBuilder<WelcomeCheck> builder)
    {
        builder.ToTable("WelcomeChecks");
        builder.Property(c => c.Language).HasMaxLength(8);
        builder.Property(c => c.By).HasMaxLength(200);
        builder.Property(c => c.TextSha256).HasMaxLength(64);
        builder.HasIndex(c => new { c.Authority, c.Language }).IsUnique();
    }
}
