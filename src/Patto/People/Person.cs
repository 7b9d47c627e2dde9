using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;

namespace Patto.People;

/// <summary>How a person wants the answer.</summary>
public enum Channel { None, Email, Post, Phone, Desk }

/// <summary>Somebody who took part, with or without an account. Never merged automatically.</summary>
public sealed class Person : Entity<Person>, IListedByName
{
    private Person() { }

    /// <param name="name">Name or pseudonym; empty when they prefer not to say.</param>
    /// <param name="address">E-mail, postal address or phone number, as <paramref name="channel"/> needs.</param>
    /// <param name="field">Where a form asks for the contact.</param>
    public static Person Meet(Id<Authority> authority, string name, Channel channel, string address, DateTimeOffset now,
        string language = "it", string field = "Address")
    {
        var read = Contacts.Read(channel, address, field);
        var person = new Person
        {
            Authority = authority,
            Name = name.Trim(),
            Channel = channel,
            Address = read,
            Since = now,
            Language = language
        };
        person.Raise(new PersonMet(person.Id));
        return person;
    }

    public Id<Authority> Authority { get; private set; }
    public string Name { get; private set; } = "";
    public Channel Channel { get; private set; }
    public string Address { get; private set; } = "";
    /// <summary>An address given without account gets one letter to confirm it; notices follow only after the click.</summary>
    public DateTimeOffset? Confirmed { get; private set; }
    public string Language { get; private set; } = "it";
    public Guid? Account { get; private set; }
    /// <summary>Deleted 30 days after the meeting they were given for.</summary>
    public string AccessNeeds { get; private set; } = "";
    public DateTimeOffset? AccessNeedsUntil { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? Erased { get; private set; }
    /// <summary>When they last said that they had read what became of what they did; null: never.</summary>
    public DateTimeOffset? Looked { get; private set; }

    public void Look(DateTimeOffset now) => Looked = now;

    /// <summary>Where they are reached. Who came several times is several persons here, never merged; but one letter box gets one letter
    /// and counts once.</summary>
    public string Door =>
        Address.Length == 0 ? Account?.ToString() ?? Id.ToString()
        : Channel == Channel.Email ? Address.ToUpperInvariant()
        : $"{Channel} {Name.ToUpperInvariant()} {Address.ToUpperInvariant()}";

    /// <summary>The contact was wrong or has changed. A new e-mail address is confirmed anew.</summary>
    public void Correct(Channel channel, string address)
    {
        RuleViolation.Unless(Erased is null, "person.erased",
            "I dati di questa persona sono stati cancellati: non c'è un recapito da correggere.");
        RuleViolation.UnlessAt(nameof(Channel), channel != Channel.None, "person.channel", "Scegli come vuoi la risposta.");
        var read = Contacts.Read(channel, address, nameof(Address));
        if ((channel, read) == (Channel, Address)) return;
        (Channel, Address, Confirmed) = (channel, read, null);
        Raise(new ContactCorrected(Id));
    }

    public void Need(string accessNeeds, DateTimeOffset until) => (AccessNeeds, AccessNeedsUntil) = (accessNeeds.Trim(), until);

    public void ForgetNeeds() => (AccessNeeds, AccessNeedsUntil) = ("", null);

    public void Confirm(DateTimeOffset now)
    {
        Confirmed ??= now;
        Raise(new ChannelConfirmed(Id));
    }

    public void Attach(Guid account, DateTimeOffset now)
    {
        Account = account;
        Confirm(now);
    }

    /// <summary>Name and address go; what the person said stays, said by nobody known.</summary>
    public void Erase(DateTimeOffset now)
    {
        (Name, Address, Channel, AccessNeeds, Account, Looked, Erased) = ("", "", Channel.None, "", null, null, now);
        Raise(new PersonErased(Id));
    }
}

/// <summary>In what way a person took part in a process.</summary>
public enum ParticipationKind { Contribution, Meeting, Seat, Amendment, Signature, Vote }

/// <summary>A person took part in a process: whom "sent to everybody who took part" means.</summary>
public sealed class Participation : Entity<Participation>
{
    private Participation() { }
    internal static Participation Of(Id<Person> person, Id<Authority> authority, Subject process, ParticipationKind kind, int notice,
        DateTimeOffset now) =>
        new() { Person = person, Authority = authority, Process = process, Kind = kind, NoticeVersion = notice, At = now };

    public Id<Person> Person { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public Subject Process { get; private set; }
    public ParticipationKind Kind { get; private set; }
    /// <summary>The version of the privacy notice that was read; 0 when it was told by voice.</summary>
    public int NoticeVersion { get; private set; }
    public DateTimeOffset At { get; private set; }
}

[Sentence("Una persona ha lasciato il suo nome o un recapito.")]
public sealed record PersonMet(Id<Person> Person) : IDomainEvent { public Subject About => Subject.Of("person", Person); }

[Sentence("Una persona ha confermato il suo recapito.")]
public sealed record ChannelConfirmed(Id<Person> Person) : IDomainEvent { public Subject About => Subject.Of("person", Person); }

[Sentence("Il recapito di una persona è stato corretto.")]
public sealed record ContactCorrected(Id<Person> Person) : IDomainEvent { public Subject About => Subject.Of("person", Person); }

[Sentence("I dati di una persona sono stati cancellati.")]
public sealed record PersonErased(Id<Person> Person) : IDomainEvent { public Subject About => Subject.Of("person", Person); }

/// <summary>Persons and their participation, for whoever meets them.</summary>
public sealed class PeopleBook(AppDb db, CurrentAuthority currentAuthority, TimeProvider clock)
{
    /// <summary>A person met now. Add their participation with <see cref="TakePartAsync"/>.</summary>
    public Person Meet(string name, Channel channel, string address, string language = "it", string field = "Address")
    {
        var person = Person.Meet(currentAuthority.Required.Id, name, channel, address, clock.GetUtcNow(), language, field);
        db.Add(person);
        return person;
    }

    /// <summary>Notes once that the person took part in this way.</summary>
    public async Task TakePartAsync(Id<Person> person, Subject process, ParticipationKind kind, CancellationToken cancel)
    {
        var all = db.Set<Participation>();
        if (all.Local.Any(p => p.Person == person && p.Process == process && p.Kind == kind)) return;
        if (!IsNew(person) && await all.AnyAsync(p => p.Person == person && p.Process == process && p.Kind == kind, cancel)) return;
        var authority = currentAuthority.Required.Id;
        var notice = await db.Set<PrivacyNotice>().Where(n => n.Authority == authority).MaxAsync(n => (int?)n.Version, cancel) ?? 0;
        db.Add(Participation.Of(person, authority, process, kind, notice, clock.GetUtcNow()));
    }

    /// <summary>The same for many who were met in this very act.</summary>
    public async Task TakePartTogetherAsync(IReadOnlyList<Person> met, Subject process, ParticipationKind kind, CancellationToken cancel)
    {
        if (met.Count == 0) return;
        var authority = currentAuthority.Required.Id;
        var notice = await db.Set<PrivacyNotice>().Where(n => n.Authority == authority).MaxAsync(n => (int?)n.Version, cancel) ?? 0;
        foreach (var person in met) db.Add(Participation.Of(person.Id, authority, process, kind, notice, clock.GetUtcNow()));
    }

    /// <summary>Somebody among these with the same contact or, failing that, with the same name: perhaps the same person.</summary>
    public static async Task<Person?> LikeAsync(IQueryable<Person> among, string name, Channel channel, string? address,
        CancellationToken cancel)
    {
        among = among.Where(p => p.Erased == null).OrderBy(p => p.Since).ThenBy(p => p.Id);
        return (channel is Channel.Email or Channel.Phone ? await AtAsync(among, channel, address ?? "", cancel) : null)
            ?? await among.Named(name).FirstOrDefaultAsync(cancel);
    }

    private static async Task<Person?> AtAsync(IQueryable<Person> among, Channel channel, string address, CancellationToken cancel)
    {
        var known = channel == Channel.Email ? EmailAddress.TryRead(address, out var read, out _)
            : PhoneNumber.TryRead(address, out read, out _);
        if (!known) return null;
        var all = await among.Where(p => p.Channel == channel).Select(p => new { p.Id, p.Address }).ToListAsync(cancel);
        return all.Find(p => channel == Channel.Email ? string.Equals(p.Address, read, StringComparison.OrdinalIgnoreCase)
            : PhoneNumber.Key(p.Address) == PhoneNumber.Key(read)) is { } found
            ? await among.FirstAsync(p => p.Id == found.Id, cancel) : null;
    }

    /// <summary>Everybody who took part in a process, e-mail or not, each once, the erased left out.</summary>
    public IQueryable<Person> WhoTookPart(Subject process) =>
        db.Set<Person>().Where(p => p.Erased == null && db.Set<Participation>().Any(t => t.Process == process && t.Person == p.Id));

    /// <summary>How many they are: who came in several ways, or several times with the same address, counts once.</summary>
    public async Task<int> CountAsync(Subject process, CancellationToken cancel)
    {
        var took = WhoTookPart(process);
#pragma warning disable CA1304, CA1311 // the database does it
        var doors = took.Where(p => p.Address != "")
            .Select(p => new { p.Channel, Name = p.Channel == Channel.Email ? "" : p.Name.ToUpper(), Address = p.Address.ToUpper() });
#pragma warning restore CA1304, CA1311
        return await doors.Distinct().CountAsync(cancel)
            + await took.Where(p => p.Address == "" && p.Account != null).Select(p => p.Account).Distinct().CountAsync(cancel)
            + await took.CountAsync(p => p.Address == "" && p.Account == null, cancel);
    }

    private bool IsNew(Id<Person> person) =>
        db.ChangeTracker.Entries<Person>().Any(e => e.State == EntityState.Added && e.Entity.Id == person);
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Address).HasMaxLength(300);
        builder.HasIndex(p => p.Authority);
        builder.HasIndex(p => p.Account);
    }
}

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.ToTable("Participations");
        builder.HasIndex(p => new { p.Person, p.Process, p.Kind }).IsUnique();
        builder.HasIndex(p => p.Process);
    }
}
