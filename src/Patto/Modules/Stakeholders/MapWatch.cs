using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Jobs;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;

namespace Patto.Modules.Stakeholders;

/// <summary>Somebody looked the map over.</summary>
public sealed record MapLook(DateTimeOffset At, string Note);

/// <summary>The map of a process is looked over every half year: bodies begin and end, and who was missing may be here.</summary>
public sealed class MapWatch : Entity<MapWatch>
{
    private MapWatch() { }

    /// <summary>Whoever begins to watch a map stands here alone.</summary>
    public static string LineOf(Id<Process> process) => $"map watch of {process}";

    public static MapWatch Begin(Id<Authority> authority, Id<Process> process) => new() { Authority = authority, Process = process };

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public DateTimeOffset? Looked { get; private set; }
    public DateTimeOffset? Reminded { get; private set; }
    /// <summary>All the times, the earliest first.</summary>
    public List<MapLook> Looks { get; private set; } = [];

    public void LookOver(string note, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("LookNote", note.Trim().Length is >= 5 and <= 300, "map.note",
            "Scrivi in poche parole che cosa avete guardato o cambiato.");
        Looked = now;
        Looks = [.. Looks, new(now, note.Trim())];
        Raise(new MapLookedOver(Id, Process));
    }

    internal void Remind(DateTimeOffset now)
    {
        Reminded = now;
        Raise(new MapReminded(Id, Process));
    }
}

/// <summary>Tells who takes care of a process that its map is half a year old, once in each half year.</summary>
internal sealed class MapReviews(AppDb db, ProcessBook processes, Outbox outbox, Texts texts, TimeProvider clock)
{
    public const int Months = 6;

    public static DateTimeOffset LimitAt(DateTimeOffset now) => now.AddMonths(-Months);

    /// <summary>Whose processes are due now.</summary>
    public async Task<List<Id<Authority>>> TownsAsync(CancellationToken cancel) =>
        [.. (await DueAsync(cancel)).Select(p => p.Authority).Distinct()];

    public async Task RunAsync(Id<Authority> town, CancellationToken cancel)
    {
        var due = (await DueAsync(cancel)).Where(p => p.Authority == town).OrderBy(p => p.Id.Value).ToList();
        foreach (var process in due) await db.PassAsync(MapWatch.LineOf(process.Id), cancel);
        List<Id<Process>> ids = [.. due.Select(p => p.Id)];
        var watches = await db.Watches.Where(w => ids.Contains(w.Process)).ToDictionaryAsync(w => w.Process, cancel);
        var curators = await CuratorsAsync(town, cancel);
        foreach (var process in due)
        {
            var watch = watches.GetValueOrDefault(process.Id) ?? db.Add(MapWatch.Begin(town, process.Id)).Entity;
            foreach (var curator in curators.Where(c => c.Scope.Kind == "authority" || c.Scope == process.Subject)
                .DistinctBy(c => c.Email)) Tell(process, curator.Email, curator.Name);
            watch.Remind(clock.GetUtcNow());
        }
    }

    private void Tell(ProcessInfo process, string email, string name) => outbox.Post(Recipient.Email(email, name), Texts.In("it", () =>
        new Message(texts["È ora di riguardare la mappa dei portatori di interesse"],
            texts["Nel percorso «{0}» la mappa non si riguarda da sei mesi.", process.Title] + "\n\n"
            + texts["Ci sono enti nuovi, enti chiusi, qualcuno che mancava e ora c'è? Guardala, poi scrivi che cosa avete visto."],
            texts["Apri il registro"], StakeholderUrls.Registry(process.Slug), Process: process.Subject)));

    private sealed record Curator(Subject Scope, string Email, string Name);

    private async Task<List<Curator>> CuratorsAsync(Id<Authority> town, CancellationToken cancel)
    {
        var grants = db.Set<RoleGrant>();
        return await (from account in db.Set<Account>().AsNoTracking()
                      where account.Disabled == null && account.Email != null
                      join grant in grants on account.Id equals grant.Account
                      where grant.Authority == town && grant.Role == Role.Curator && grant.Until == null
                      orderby account.Email
                      select new Curator(grant.Scope, account.Email!, account.Name)).ToListAsync(cancel);
    }

    // Somebody is in the register for so long, and nobody looked or was reminded since.
    private async Task<List<ProcessInfo>> DueAsync(CancellationToken cancel)
    {
        var limit = LimitAt(clock.GetUtcNow());
        var watches = db.Watches;
        var found = await db.Stakeholders.Where(s => s.Archived == null && s.Since < limit && !watches.Any(w => w.Process == s.Process
            && (w.Looked >= limit || w.Reminded >= limit))).Select(s => s.Process).Distinct().ToListAsync(cancel);
        List<ProcessInfo> due = [];
        foreach (var id in found)
            if (await processes.GetAsync(id, cancel) is { IsPublic: true, IsConcluded: false } process) due.Add(process);
        return due;
    }
}

/// <summary>Looks every few hours for maps that are half a year old.</summary>
internal sealed class RemindOfTheMap(IServiceScopeFactory scopes, ILogger<RemindOfTheMap> log) : Loop(scopes, log, TimeSpan.FromHours(6))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services, cancel);
        return false;
    }

    internal static async Task RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var towns = await services.GetRequiredService<MapReviews>().TownsAsync(cancel);
        await TownByTown.ActAsync(services, towns, (write, town) => write.Get<MapReviews>().RunAsync(town, cancel), cancel);
    }
}
