using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>What somebody asked to be told of: a process, one of its themes, one thing on the thread, or the whole municipality.</summary>
/// <param name="Process">Null: the whole municipality, or a thing of no known process.</param>
/// <param name="Theme">Only what is of this theme.</param>
/// <param name="Thing">A voice, a proposal, a text, an article…: what happens to it and to whatever came out of it.</param>
public sealed record Followed(Id<Process>? Process, string? Theme = null, Subject? Thing = null)
{
    public static readonly Followed Town = new((Id<Process>?)null);
}

/// <summary>Somebody wants to be told what happens. Without account nothing is sent before they confirm, and one click ends it.</summary>
public sealed class Subscription : Entity<Subscription>, IFromOutside
{
    private Subscription() { }

    public static Subscription Ask(Id<Process> process, Id<Authority> authority, string email, string language, DateTimeOffset now) =>
        Ask(new Followed(process), authority, email, language, now);

    public static Subscription Ask(Followed followed, Id<Authority> authority, string email, string language, DateTimeOffset now,
        Frequency frequency = Frequency.AtOnce)
    {
        email = EmailAddress.Read(email, "Email");
        var subscription = new Subscription
        {
            Process = followed.Process,
            Theme = followed.Theme,
            Thing = followed.Thing,
            Authority = authority,
            Email = email.ToLowerInvariant(),
            Language = language,
            Frequency = frequency,
            Asked = now,
            Token = Guid.NewGuid()
        };
        subscription.Raise(new NoticesAsked(subscription.Id, followed.Process));
        return subscription;
    }

    /// <summary>The theme that is followed went into another one.</summary>
    internal void MoveTo(string theme) => Theme = theme;

    /// <summary>Null: the whole municipality, or a thing of no known process.</summary>
    public Id<Process>? Process { get; private set; }
    /// <summary>The key of a theme; null: all of the process.</summary>
    public string? Theme { get; private set; }
    /// <summary>What is followed where that is one thing on the thread.</summary>
    public Subject? Thing { get; private set; }
    public Id<Authority> Authority { get; private set; }
    /// <summary>Empty once it has ended.</summary>
    public string Email { get; private set; } = "";
    public string Language { get; private set; } = "it";
    public Frequency Frequency { get; private set; }
    /// <summary>In the links of its letters; random, says nothing about the person.</summary>
    public Guid Token { get; private set; }
    /// <summary>Who follows what they said themselves: confirmed with their address, and told also why it is not published.</summary>
    public Id<Person>? Person { get; private set; }
    /// <summary>Who asked signed in; null without account.</summary>
    public Guid? Account { get; private set; }
    public DateTimeOffset Asked { get; private set; }
    public DateTimeOffset? Confirmed { get; private set; }
    /// <summary>When the frequency was last changed; null: never.</summary>
    public DateTimeOffset? Changed { get; private set; }
    /// <summary>From when on nothing had been told when the frequency changed.</summary>
    public DateTimeOffset? Untold { get; private set; }
    public DateTimeOffset? Ended { get; private set; }

    public Followed Followed => new(Process, Theme, Thing);

    public void Confirm(DateTimeOffset now)
    {
        RuleViolation.Unless(Ended is null, "notices.ended",
            "Questi avvisi sono stati disdetti: se li vuoi di nuovo, chiedili dalla pagina del percorso.");
        if (Confirmed is not null) return;
        Confirmed = now;
        Raise(new NoticesConfirmed(Id, Process));
    }

    /// <summary>The address is the account's own, and known to be.</summary>
    internal void AskedBy(Guid account, DateTimeOffset now)
    {
        Account = account;
        Confirm(now);
    }

    /// <summary>The author of what is followed: their address is confirmed once for both.</summary>
    internal void AskedBy(Person author, DateTimeOffset now)
    {
        Person = author.Id;
        if (author.Confirmed is not null) Confirm(now);
    }

    /// <summary>The author's address was corrected: it is confirmed anew.</summary>
    internal void Readdress(string email) => (Email, Confirmed) = (email.ToLowerInvariant(), null);

    /// <summary>Nothing is told twice and nothing lost by it: what waited for the old letter is told in the next one.</summary>
    public void Time(Frequency frequency, DateTimeOffset now)
    {
        RuleViolation.Unless(Ended is null, "notices.ended",
            "Questi avvisi sono stati disdetti: se li vuoi di nuovo, chiedili dalla pagina del percorso.");
        if (frequency == Frequency) return;
        // Changed again before any letter of a period left: what waited for it waits on, though some may have been told at once meanwhile.
        if (!(Changed > LetterTimes.LastEnd(Frequency, now - LetterTimes.Grace - LetterTimes.Grace)))
            Untold = From(LetterTimes.UntoldSince(Frequency, now));
        (Frequency, Changed) = (frequency, now);
        Raise(new NoticesTimed(Id, Process, frequency));
    }

    /// <summary>From when on a period that begins then tells it something.</summary>
    public DateTimeOffset From(DateTimeOffset begins) =>
        Changed >= begins && Untold is { } untold ? untold : Confirmed > begins ? Confirmed.Value : begins;

    /// <summary>Whether the letter of a period tells what happened then.</summary>
    public bool Awaits(DateTimeOffset begins, DateTimeOffset ends, DateTimeOffset at, DateTimeOffset? when) =>
        at >= From(begins) && at < ends && (at < Changed || LetterTimes.IsHeld(Frequency, at, when));

    public void End(DateTimeOffset now)
    {
        if (Ended is not null) return;
        (Ended, Email, Account, Person) = (now, "", null, null);
        Raise(new NoticesEnded(Id, Process));
    }
}

/// <summary>Something that happened in a process, for its page and its feed.</summary>
[Content("update", "kind", "what")]
public sealed class Update : Entity<Update>, IGoesWithItsTheme
{
    private Update() { }
    internal static Update Tell(UpdateKind kind, ProcessInfo process, string what, string url, DateTimeOffset at, Told told) =>
        new()
        {
            Kind = kind,
            Process = process.Id,
            Authority = process.Authority,
            What = what,
            Url = url,
            At = at,
            Text = told.Of,
            Theme = told.Theme,
            When = told.When
        };

    public Id<Authority> Authority { get; private set; }
    public UpdateKind Kind { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>The title of the text, the act as people cite it.</summary>
    public string What { get; private set; } = "";
    public string Url { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    /// <summary>The text that it is about; null where it is about the process.</summary>
    public Subject? Text { get; private set; }
    /// <summary>The key of a theme of the process.</summary>
    public string? Theme { get; private set; }
    /// <summary>The date that it tells of, as that of a meeting.</summary>
    public DateTimeOffset? When { get; private set; }

    /// <summary>Whoever follows the whole municipality is told of these.</summary>
    internal static readonly IReadOnlyList<UpdateKind> OfTheTown = [UpdateKind.ProcessStarted, UpdateKind.ProcessEnded];

    internal bool Concerns(Followed followed) =>
        followed.Thing is { } thing ? thing == Text
        : followed.Process is not { } process ? OfTheTown.Contains(Kind)
        : process == Process && (followed.Theme is null || followed.Theme == Theme);
}

/// <summary>Whom an update concerns besides who follows its process, and until when it is of use.</summary>
internal sealed record Told(Subject? Of = null, string? Theme = null, DateTimeOffset? When = null);

internal static class CommunicationTables
{
    extension(AppDb db)
    {
        public DbSet<Subscription> Subscriptions => db.Set<Subscription>();
        public DbSet<Update> Updates => db.Set<Update>();
    }
}

internal sealed class SubscriptionMapping : IEntityTypeConfiguration<Subscription>
{
    public void Configure(EntityTypeBuilder<Subscription> builder)
    {
        builder.ToTable("Subscriptions");
        builder.Property(s => s.Email).HasMaxLength(200);
        builder.Property(s => s.Theme).HasMaxLength(60);
        builder.Property(s => s.Frequency).HasDefaultValue(Frequency.AtOnce);
        builder.Ignore(s => s.Followed);
        builder.HasIndex(s => s.Thing);
        builder.HasIndex(s => s.Person);
        builder.HasIndex(s => new { s.Authority, s.Frequency, s.Email });
        builder.HasIndex(s => s.Token).IsUnique();
        builder.HasIndex(s => new { s.Process, s.Email });
    }
}

internal sealed class UpdateMapping : IEntityTypeConfiguration<Update>
{
    public void Configure(EntityTypeBuilder<Update> builder)
    {
        builder.ToTable("Updates");
        builder.Property(u => u.What).HasMaxLength(500);
        builder.Property(u => u.Url).HasMaxLength(300);
        builder.Property(u => u.Theme).HasMaxLength(60);
        builder.HasIndex(u => new { u.Process, u.At });
        builder.HasIndex(u => new { u.Authority, u.At });
    }
}
