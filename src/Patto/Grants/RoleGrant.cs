using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Grants;

/// <summary>An account holds a role in an authority, a process or a group, for a time.</summary>
public sealed class RoleGrant : Entity<RoleGrant>
{
    private RoleGrant() { }

    /// <param name="scope">The authority, process or group it holds in.</param>
    public static RoleGrant Give(Guid account, Role role, Id<Authority> authority, Subject scope, DateTimeOffset now,
        Subject? process = null)
    {
        RuleViolation.Unless(role is not (Role.Visitor or Role.Participant), "grant.role", "Questo ruolo non si assegna: lo ha chiunque.");
        var grant = new RoleGrant { Account = account, Role = role, Authority = authority, Scope = scope, Since = now };
        grant.Raise(new RoleGranted(grant.Id, role, scope, process));
        return grant;
    }

    public Guid Account { get; private set; }
    public Role Role { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public Subject Scope { get; private set; }
    public DateTimeOffset Since { get; private set; }
    public DateTimeOffset? Until { get; private set; }

    public void End(DateTimeOffset now, Subject? process = null)
    {
        if (Until is not null) return;
        Until = now;
        Raise(new RoleEnded(Id, Role, Scope, process));
    }

    /// <summary>It runs, in this authority, wherever.</summary>
    internal bool IsOf(Id<Authority> authority, DateTimeOffset now) =>
        Since <= now && (Until is not { } end || now < end) && Authority == authority;

    public bool Holds(Place place, DateTimeOffset now) =>
        Since <= now && (Until is not { } end || now < end) && Authority == place.Authority
        && (Scope.Kind == "authority" || Scope == place.Process || Scope == place.Group);
}

[Sentence("È stato assegnato un ruolo.")]
public sealed record RoleGranted(Id<RoleGrant> Grant, Role Role, Subject Scope, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("grant", Grant);
}

[Sentence("Un ruolo è finito.")]
public sealed record RoleEnded(Id<RoleGrant> Grant, Role Role, Subject Scope, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("grant", Grant);
}

internal sealed class RoleGrantMapping : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("RoleGrants");
        builder.HasIndex(g => g.Account);
        builder.HasIndex(g => g.Scope);
    }
}
