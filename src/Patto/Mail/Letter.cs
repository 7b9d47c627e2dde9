using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.People;

namespace Patto.Mail;

/// <summary>A letter that waits in the database, written in the same transaction as what it tells. Without e-mail it waits to be
/// printed.</summary>
public sealed partial class Letter : Entity<Letter>
{
    private Letter() { }

    internal static Letter To(Id<Authority> authority, Recipient to, Message message, string? sealedSecret, DateTimeOffset now) => new()
    {
        Authority = authority,
        Person = to.Person,
        Channel = to.Channel,
        Address = to.Address,
        Name = to.Name,
        Language = message.Language ?? to.Language,
        Subject = message.Subject,
        Body = message.Body,
        LinkLabel = message.LinkLabel,
        LinkUrl = message.LinkUrl,
        Sealed = sealedSecret,
        About = message.About,
        Keeping = message.Keeping,
        Enclosed = string.Join(' ', message.Enclosed.Select(id => id.ToString("N"))),
        Calendar = to.Channel == Channel.Email ? message.Calendar : null,
        IsCertified = to.Channel == Channel.Email && message.IsCertified,
        Process = message.Process,
        IsCalm = message.IsCalm,
        Unsubscribe = to.Channel == Channel.Email ? message.Unsubscribe : null,
        Id = message.Id is { } given ? new(given) : Id<Letter>.New(),
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
    /// <summary>How long the text stays after it was sent.</summary>
    public Keeping Keeping { get; private set; }
    /// <summary>Plain text, paragraphs parted by an empty line. Purged 30 days after it was sent, unless it is kept as proof.</summary>
    public string Body { get; private set; } = "";
    public string? LinkLabel { get; private set; }
    /// <summary>Absolute address.</summary>
    public string? LinkUrl { get; private set; }
    /// <summary>The secret that belongs where the <see cref="LetterSeals.Mark"/> stands, sealed; gone as soon as the letter has
    /// left.</summary>
    public string? Sealed { get; private set; }
    /// <summary>The files that go with it, their identities parted by blanks; empty without.</summary>
    public string Enclosed { get; private set; } = "";
    /// <summary>The iCalendar that goes with it; gone as soon as the letter has left.</summary>
    public string? Calendar { get; private set; }
    public Subject? About { get; private set; }
    public Subject? Process { get; private set; }
    public DateTimeOffset Created { get; private set; }
    public DateTimeOffset Due { get; private set; }
    /// <summary>The act that it tells and that may be taken back until it is due; null for most.</summary>
    public Id<UndoableAct>? Undoable { get; private set; }

    internal void Hold(Id<UndoableAct> act, DateTimeOffset until) => (Undoable, Due) = (act, until);
    public DateTimeOffset? Sent { get; private set; }
    public int Attempts { get; private set; }
    public string? LastError { get; private set; }
    public DateTimeOffset? GivenUp { get; private set; }

    /// <summary>It leaves from the body's certified mailbox (*PEC*).</summary>
    public bool IsCertified { get; private set; }

    /// <summary>It does not leave in the quiet hours (<see cref="QuietHours"/>).</summary>
    public bool IsCalm { get; private set; }

    /// <summary>Where a mail program ends with one click what it belongs to; the secret as in <see cref="LinkUrl"/>, gone as soon as the
    /// letter has left.</summary>
    public string? Unsubscribe { get; private set; }

    /// <summary>It left, and a server that could not deliver it sent it back: somebody must look.</summary>
    internal void ComeBack(string why, DateTimeOffset now)
    {
        (GivenUp, LastError) = (now, Excerpt.Cut(why, 500));
        Raise(new LetterCameBack(Id));
    }

    /// <summary>Somebody has looked at what came back; the receipt stays.</summary>
    public void Settle()
    {
        RuleViolation.Unless(Sent is not null && GivenUp is not null, "letter.not-back", "Questa lettera non è tornata indietro.");
        GivenUp = null;
        Raise(new ReturnedLetterSettled(Id));
    }

    /// <summary>What was carried keeps no way in: its link goes, and every address in its text.</summary>
    public void Deliver(DateTimeOffset now)
    {
        (Sent, GivenUp, LastError, LinkLabel, LinkUrl, Sealed, Calendar, Unsubscribe) = (now, null, null, null, null, null, null, null);
        Body = WebAddress().Replace(Body, Gone);
    }

    /// <summary>Stands where an address was.</summary>
    public const string Gone = "[…]";

    [System.Text.RegularExpressions.GeneratedRegex(@"https?://\S+")]
    private static partial System.Text.RegularExpressions.Regex WebAddress();

    internal void Fail(string error, DateTimeOffset? retry, DateTimeOffset now)
    {
        (Attempts, LastError) = (Attempts + 1, Excerpt.Cut(error, 500));
        if (retry is { } later) Due = later;
        else GivenUp = now;
    }

    /// <summary>The contact was corrected: what has not arrived goes there.</summary>
    public void Readdress(Channel channel, string address, DateTimeOffset now)
    {
        if (Sent is not null) return;
        (Channel, Address) = (channel, address);
        Retry(now);
    }

    internal void Retry(DateTimeOffset now) =>
        (Due, GivenUp, Attempts) = (Undoable is not null && Due > now && Attempts == 0 ? Due : now, null, 0);

    /// <summary>Whether its link is its reader's alone. Letters of 0.1.0 carry theirs in clear.</summary>
    public bool HasSecretLink => LinkUrl is { } url && (url.Contains(LetterSeals.Mark, StringComparison.Ordinal)
        || Array.Exists(SecretPaths, p => url.Contains(p, StringComparison.Ordinal)));

    internal static readonly string[] SecretPaths = ["/invito/", "/password/", "/conferma/", "/avvisi/", "/mie-voci/", "/iscritto?t="];

    /// <summary>The files that go with it.</summary>
    public IEnumerable<Guid> EnclosedFiles => Enclosed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse);

    internal void Purge() => (Body, Name, Address, Calendar) = ("", "", "", null);
}

[Sentence("Una lettera è tornata indietro.")]
public sealed record LetterCameBack(Id<Letter> Letter) : IDomainEvent
{
    public Subject About => Subject.Of("letter", Letter);
}

[Sentence("Qualcuno ha provveduto a una lettera tornata indietro.")]
public sealed record ReturnedLetterSettled(Id<Letter> Letter) : IDomainEvent
{
    public Subject About => Subject.Of("letter", Letter);
}

/// <summary>Where acts post their letters. What leaves the house leaves from here, with links that begin with the body's own
/// address.</summary>
public sealed class Outbox(AppDb db, CurrentAuthority currentAuthority, Sites sites, LetterSeals seals, TimeProvider clock,
    IHttpContextAccessor accessor) : IPostLetters
{
    /// <summary>Whether this request has posted a letter that leaves by itself.</summary>
    public static bool HasPosted(HttpContext http) => http.Items.ContainsKey(typeof(Outbox));

    internal static void Mark(HttpContext http) => http.Items[typeof(Outbox)] = true;

    /// <inheritdoc />
    public void Post(Recipient to, Message message)
    {
        if (to.Channel == Channel.None) return;
        if (to.Channel == Channel.Email && accessor.HttpContext is { } http) Mark(http);
        var absolute = message with { LinkUrl = Absolute(message.LinkUrl), Unsubscribe = Absolute(message.Unsubscribe) };
        if (message.Secret is not { Length: > 0 } secret) { Add(to, absolute, null); return; }
        // Nobody copies a sealed address from paper.
        if (to.Channel != Channel.Email) { Add(to, Marked(absolute, secret) with { LinkLabel = null, LinkUrl = null }, null); return; }
        if (seals.Console is { } console) db.AfterCommit(() =>
            console.WriteLineAsync($"Demo, lettera «{message.Subject}» a {to.Address}: {absolute.LinkUrl}"));
        Add(to, Marked(absolute, secret), seals.Seal(secret));
    }

    private string? Absolute(string? path) => path?.StartsWith('/') == true ? sites.Of(currentAuthority.Required) + path : path;

    private void Add(Recipient to, Message message, string? sealedSecret) =>
        db.Add(Letter.To(currentAuthority.Required.Id, to, message, sealedSecret, clock.GetUtcNow()));

    private static Message Marked(Message message, string secret) => message with
    {
        Body = message.Body.Replace(secret, LetterSeals.Mark, StringComparison.Ordinal),
        LinkUrl = message.LinkUrl?.Replace(secret, LetterSeals.Mark, StringComparison.Ordinal),
        Unsubscribe = message.Unsubscribe?.Replace(secret, LetterSeals.Mark, StringComparison.Ordinal),
    };
}

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        builder.Property(l => l.Keeping).HasDefaultValue(Keeping.AWhile);
        builder.Property(l => l.IsCalm).HasDefaultValue(false);
        builder.Property(l => l.Unsubscribe).HasMaxLength(500);
        builder.Ignore(l => l.EnclosedFiles);
        builder.HasIndex(l => new { l.Channel, l.Sent, l.Due });
        builder.HasIndex(l => new { l.Process, l.Channel });
        builder.HasIndex(l => l.Undoable);
    }
}
