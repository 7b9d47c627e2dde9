using System.Linq.Expressions;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Grants;

/// <summary>Who may read something, from the widest to the narrowest.</summary>
public enum Visibility { Public, Participants, Group, Staff, Guarantor }

/// <summary>What is read by some and not by others.</summary>
public interface IVisible
{
    Visibility Visibility { get; }
    /// <summary>The process, group or authority whose people may read it.</summary>
    Guid Scope { get; }
    Id<Authority> Authority { get; }
}

/// <summary>What somebody may read: computed once per request from the grants.</summary>
/// <param name="Staff">Processes and groups that they work in.</param>
/// <param name="StaffAuthorities">Authorities whose every process they work in.</param>
/// <param name="Groups">Groups that they sit in.</param>
public sealed record Reader(IReadOnlyList<Guid> Staff, IReadOnlyList<Id<Authority>> StaffAuthorities, IReadOnlyList<Guid> Groups,
    IReadOnlyList<Guid> Guarded, IReadOnlyList<Id<Authority>> GuardedAuthorities)
{
    public static readonly Reader Anybody = new([], [], [], [], []);

    /// <summary>Whether they work in that process.</summary>
    public bool WorksIn(Guid process, Id<Authority> authority) => Staff.Contains(process) || StaffAuthorities.Contains(authority);

    /// <summary>Whether they see that process from the inside: they work in it, or watch over it.</summary>
    public bool IsInside(Guid process, Id<Authority> authority) =>
        WorksIn(process, authority) || Guarded.Contains(process) || GuardedAuthorities.Contains(authority);

    public static Reader Of(IEnumerable<RoleGrant> grants, DateTimeOffset now)
    {
        var held = grants.Where(g => g.Since <= now && (g.Until is not { } end || now < end)).ToList();
        var staff = held.Where(g => Roles.Staff.Contains(g.Role)).ToList();
        var guard = held.Where(g => g.Role is Role.Guarantor or Role.GuaranteeMember).ToList();
        return new(
            [.. staff.Where(g => g.Scope.Kind != "authority").Select(g => g.Scope.Id)],
                [.. staff.Where(g => g.Scope.Kind == "authority").Select(g => g.Authority)],
            [.. held.Where(g => g.Scope.Kind == "group").Select(g => g.Scope.Id)],
            [.. guard.Where(g => g.Scope.Kind != "authority").Select(g => g.Scope.Id)],
            [.. guard.Where(g => g.Scope.Kind == "authority").Select(g => g.Authority)]);
    }
}

public static class Visible
{
    /// <summary>The one expression of who reads what; use it in every query, compile it for one item.</summary>
    public static Expression<Func<T, bool>> To<T>(Reader reader) where T : IVisible
    {
        var (staff, authorities, groups, guarded, guardedAuthorities) = reader;
        return x => x.Visibility == Visibility.Public
            || (x.Visibility == Visibility.Group && groups.Contains(x.Scope))
            || ((x.Visibility == Visibility.Staff || x.Visibility == Visibility.Group || x.Visibility == Visibility.Participants)
                && (staff.Contains(x.Scope) || authorities.Contains(x.Authority)))
            || guarded.Contains(x.Scope) || guardedAuthorities.Contains(x.Authority);
    }
}
