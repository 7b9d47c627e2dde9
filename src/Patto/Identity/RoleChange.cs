using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Identity;

/// <summary>Who stood by as the second person.</summary>
public enum SecondPerson
{
    /// <summary>Another administrator, signed in.</summary>
    Administrator,
    /// <summary>The code of the sealed sheet, typed on the page.</summary>
    Sheet,
    /// <summary>Somebody at the machine: <c>bin/run --second</c>.</summary>
    Machine,
}

/// <summary>A role that one administrator asks to give or to end, and that a second person confirms: administrator and guarantor.</summary>
public sealed class RoleChange : Entity<RoleChange>
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    private RoleChange() { }

    internal static RoleChange ToGive(Id<Authority> authority, Guid by, string email, string name, Role role, Subject scope,
        Subject? process, string place, DateTimeOffset now) =>
        Ask(new()
        {
            Authority = authority,
            AskedBy = by,
            Email = email,
            Name = name,
            Role = role,
            Scope = scope,
            Process = process,
            Where = place,
            Asked = now
        });

    internal static RoleChange ToEnd(RoleGrant grant, Guid by, string name, Subject? process, DateTimeOffset now) =>
        Ask(new()
        {
            Authority = grant.Authority,
            AskedBy = by,
            Grant = grant.Id,
            Account = grant.Account,
            Name = name,
            Role = grant.Role,
            Scope = grant.Scope,
            Process = process,
            Asked = now
        });

    private static RoleChange Ask(RoleChange change)
    {
        change.Raise(new RoleChangeAsked(change.Id, change.Role, change.IsEnd, change.Scope, change.Process));
        return change;
    }

    public Id<Authority> Authority { get; private set; }
    public Guid AskedBy { get; private set; }
    /// <summary>The grant to end; null when a role is to be given.</summary>
    public Id<RoleGrant>? Grant { get; private set; }
    /// <summary>Whose grant is to end.</summary>
    public Guid? Account { get; private set; }
    /// <summary>Whom a role is to be given; empty once it is settled.</summary>
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Role Role { get; private set; }
    public Subject Scope { get; private set; }
    public Subject? Process { get; private set; }
    /// <summary>For the letter: the title of the process, or the name of the authority.</summary>
    public string Where { get; private set; } = "";
    public DateTimeOffset Asked { get; private set; }
    public DateTimeOffset? Confirmed { get; private set; }
    public Guid? ConfirmedBy { get; private set; }
    public SecondPerson? Second { get; private set; }
    public DateTimeOffset? Dropped { get; private set; }

    public bool IsEnd => Grant is not null;
    public DateTimeOffset Expires => Asked + Life;
    public bool IsOpen(DateTimeOffset now) => Confirmed is null && Dropped is null && now < Expires;

    /// <summary>How somebody at the machine names it.</summary>
    public string Code => Id.Value.ToString("N")[^6..].ToUpperInvariant();

    internal void DemandOpen(DateTimeOffset now) =>
        RuleViolation.Unless(IsOpen(now), "role-change.closed",
            "Questa richiesta non aspetta più: è già stata decisa, oppure sono passati quattordici giorni.");

    internal void Confirm(Guid? by, SecondPerson second, DateTimeOffset now)
    {
        DemandOpen(now);
        (Confirmed, ConfirmedBy, Second, Email) = (now, by, second, "");
        Raise(new RoleChangeConfirmed(Id, Role, IsEnd, second, Scope, Process));
    }

    internal void Forget() => (Name, Email) = ("", "");

    internal void Drop(DateTimeOffset now)
    {
        DemandOpen(now);
        (Dropped, Email) = (now, "");
        Raise(new RoleChangeDropped(Id, Process));
    }
}

[Sentence("È stato chiesto di dare o togliere un ruolo: aspetta una seconda persona.")]
public sealed record RoleChangeAsked(Id<RoleChange> Change, Role Role, bool Ends, Subject Scope, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("role-change", Change);
}

[Sentence("Una seconda persona ha confermato che un ruolo si dia o si tolga.")]
public sealed record RoleChangeConfirmed(Id<RoleChange> Change, Role Role, bool Ends, SecondPerson Second, Subject Scope, Subject? Process)
    : IDomainEvent
{
    public Subject About => Subject.Of("role-change", Change);
}

[Sentence("La richiesta di dare o togliere un ruolo è stata lasciata cadere.")]
public sealed record RoleChangeDropped(Id<RoleChange> Change, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("role-change", Change);
}

internal sealed class RoleChangeMapping : IEntityTypeConfiguration<RoleChange>
{
    public void Configure(EntityTypeBuilder<RoleChange> builder)
    {
        builder.ToTable("RoleChanges");
        builder.Property(c => c.Email).HasMaxLength(256);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Where).HasMaxLength(300);
        builder.HasIndex(c => new { c.Authority, c.Asked });
    }
}
