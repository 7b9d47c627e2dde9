using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.People;

namespace Patto.Mail;

/// <summary>A letter that waits in the database, written in the same transaction as what it tells. Without e-mail it waits to be printed.</summary>
public sealed class Letter : Entity<Letter>
{
    private Letter() { }

    internal static Letter To(Id<Authority> authority, Recipient to, Message message, DateTimeOffset now) => new()
    {
        Authority = authority,
        Person = to.Person,
        Channel = to.Channel,
        Address = to.Address,
        Name = to.Name,
        Language = to.Language,
        Subject = message.Subject,
        Body = message.Body,
        LinkLabel = message.LinkLabel,
        LinkUrl = message.LinkUrl,
        About = message.About,
        Process = message.Process,
        Created = now,
        Due = now,
    };

    public Id<Authority> Authority { get; private set; }
    public Id<Person>? Person { get; private set; }
    /// <summary>E-mail leaves by itself; post, phone and desk wait for somebody to print, call or hand over.</summary>
    public Channel Channel { get; private set; }
    public string Address { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Language { get; private set; } = "it";
    public string Subject { get; private set; } = "";
    /// <summary>Plain text, paragraphs parted by an empty line. Purged 30 days after it was sent.</summary>
    public string Body { get; private set; } = "";
    public string? LinkLabel { get; private set; }
    /// <summary>Absolute address.</summary>
    public string? LinkUrl { get; private set; }
    public Subject? About { get; private set; }
    public Subject? Process { get; private set; }
    public DateTimeOffset Created { get; private set; }
    public DateTimeOffset Due { get; private set; }
    public DateTimeOffset? Sent { get; private set; }
    public int Attempts { get; private set; }
    public string? LastError { get; private set; }
    public DateTimeOffset? GivenUp { get; private set; }

    internal void Deliver(DateTimeOffset now) => (Sent, LastError) = (now, null);

    internal void Fail(string error, DateTimeOffset? retry, DateTimeOffset now)
    {
        (Attempts, LastError) = (Attempts + 1, Excerpt.Cut(error, 500));
        if (retry is { } later) Due = later;
        else GivenUp = now;
    }

    internal void Retry(DateTimeOffset now) => (Due, GivenUp, Attempts) = (now, null, 0);

    internal void Purge() => (Body, Name, Address) = ("", "", "");
}

/// <summary>Where acts post their letters. What leaves the house leaves from here.</summary>
public sealed class Outbox(AppDb db, Here here, TimeProvider clock) : IPostLetters
{
    /// <inheritdoc />
    public void Post(Recipient to, Message message)
    {
        if (to.Channel == Channel.None) return;
        var absolute = message.LinkUrl is { } path && path.StartsWith('/') ? message with { LinkUrl = here.Address + path } : message;
        db.Add(Letter.To(here.Required.Id, to, absolute, clock.GetUtcNow()));
    }
}

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        builder.HasIndex(l => new { l.Channel, l.Sent, l.Due });
        builder.HasIndex(l => new { l.Process, l.Channel });
    }
}
