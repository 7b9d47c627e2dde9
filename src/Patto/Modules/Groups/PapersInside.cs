using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;

namespace Patto.Modules.Groups;

/// <summary>Who is inside a group: its members, who works in the process, who watches over it. The one rule that every page, list, thread
/// and export of papers asks.</summary>
internal static class PapersInside
{
    /// <summary>Whether this person may come in at all.</summary>
    public static bool Enters(this Reader reader, Group group) =>
        reader.Groups.Contains(group.Id.Value) || reader.IsInside(group.Process.Value, group.Authority);

    /// <summary>Those that this person may read.</summary>
    public static IQueryable<Paper> ReadBy(this IQueryable<Paper> papers, Reader reader)
    {
        List<Id<Group>> groups = [.. reader.Groups.Select(g => new Id<Group>(g))];
        List<Id<Process>> processes = [.. reader.Staff.Concat(reader.Guarded).Select(p => new Id<Process>(p))];
        List<Id<Authority>> authorities = [.. reader.StaffAuthorities, .. reader.GuardedAuthorities];
        return papers.Where(p => p.Opened != null || groups.Contains(p.Group) || processes.Contains(p.Process)
            || authorities.Contains(p.Authority));
    }
}
