using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Authorities;

/// <summary>Which address leads to which authority, where several share the installation.</summary>
public static class HostNames
{
    /// <summary>The only authority; else the one that the host belongs to; else the only one that has no host of its own.</summary>
    public static Authority? Lead(IReadOnlyList<Authority> all, string host)
    {
        if (all is [var alone]) return alone;
        host = host.ToLowerInvariant();
        return all.FirstOrDefault(a => a.Hosts.Contains(host))
            ?? (all.Where(a => a.Hosts.Count == 0).Take(2).ToList() is [var rest] ? rest : null);
    }

    /// <summary>Nobody else's address, and one at all where another authority has none either.</summary>
    public static async Task DemandOwnHostsAsync(this AppDb db, Authority authority, CancellationToken cancel)
    {
        var others = await db.Set<Authority>().AsNoTracking().Where(a => a.Id != authority.Id).OrderBy(a => a.Name).ToListAsync(cancel);
        foreach (var host in authority.Hosts)
            if (others.Find(a => a.Hosts.Contains(host)) is { } owner) throw Taken(host, owner);
        var first = authority.Hosts.Count > 0 ? null : others.Find(a => a.Hosts.Count == 0);
        RuleViolation.UnlessAt("Hosts", first is null, "authority.no-host",
            "Scrivi l'indirizzo del sito: anche {0} non ne ha uno suo, e qui nessuno arriverebbe.", first?.Name ?? "");
    }

    internal static RuleViolation Taken(string host, Authority owner) =>
        new RuleViolation("authority.host-taken", "«{0}» porta già a {1}: scrivi un altro indirizzo.", host,
            owner.Name)
        { Field = "Hosts" };
}
