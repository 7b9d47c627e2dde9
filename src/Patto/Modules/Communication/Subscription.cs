using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>Somebody without account wants to be told what happens in a process. Nothing is sent before they confirm, and one click ends
/// it.</summary>
public sealed class Subscription : Entity<Subscription>, IFromOutside
{
    private Subscription() { }

    public static Subscription Ask(Id<Process> process, Id<Authority> authority, string email, string language, DateTimeOffset now)
    {
        email = EmailAddress.Read(email, "Email");
        var subscription = new Subscription
        {
            Process = process,
            Authority = authority,
            Email = email.ToLowerInvariant(),
            Language = language,
            Asked = now,
            Token = Guid.NewGuid()
        };
        subscription.Raise(new NoticesAsked(subscription.Id, process));
        return subscription;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    /// <summary>Empty once it has ended.</summary>
    public string Email { get; private set; } = "";
    public string Language { get; private set; } = "it";
    /// <summary>In the links of its letters; random, says nothing about the person.</summary>
    public Guid Token { get; private set; }
    public DateTimeOffset Asked { get; private set; }
    public DateTimeOffset? Confirmed { get; private set; }
    public DateTimeOffset? Ended { get; private set; }

    public void Confirm(DateTimeOffset now)
    {
        RuleViolation.Unless(Ended is null, "notices.ended",
            "Questi avvisi sono stati disdetti: se li vuoi di nuovo, chiedili dalla pagina del percorso.");
        if (Confirmed is not null) return;
        Confirmed = now;
        Raise(new NoticesConfirmed(Id, Process));
    }

    public void End(DateTimeOffset now)
    {
        if (Ended is not null) return;
        (Ended, Email) = (now, "");
        Raise(new NoticesEnded(Id, Process));
    }
}

/// <summary>Something that happened in a process, for its page and its feed.</summary>
[Content("update", "kind", "what")]
public sealed class Update : Entity<Update>
{
    private Update() { }
    internal static Update Of(UpdateKind kind, Id<Process> process, string what, string url, DateTimeOffset at) =>
        new() { Kind = kind, Process = process, What = what, Url = url, At = at };

    public UpdateKind Kind { get; private set; }
    public Id<Process> Process { get; private set; }
    /// <summary>The title of the text, the act as people cite it.</summary>
    public string What { get; private set; } = "";
    public string Url { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
}

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
        builder.HasIndex(u => new { u.Process, u.At });
    }
}
