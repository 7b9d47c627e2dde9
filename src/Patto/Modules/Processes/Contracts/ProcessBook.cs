using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What later modules know of a process.</summary>
/// <param name="Key">First part of every code: <c>LWF</c>.</param>
/// <param name="IsPublic">False: only its staff knows that it exists.</param>
public sealed record ProcessInfo(Id<Process> Id, Id<Authority> Authority, string Key, string Slug, string Title, string Summary, bool IsPublic, bool IsConcluded)
{
    public Subject Subject => Subject.Of("process", Id);
    public Place Place => new(Authority, Subject);
}

/// <summary>A process by its name only.</summary>
public sealed record ProcessName(Id<Process> Id, string Slug, string Title)
{
    public Subject Subject => Subject.Of("process", Id);
}

/// <summary>Processes, for whoever needs to find one.</summary>
public sealed class ProcessBook(AppDb db, Gate gate, Who who, Here here, TimeProvider clock)
{
    /// <summary>The process at that address, if this person may know of it; null otherwise.</summary>
    public async Task<ProcessInfo?> FindAsync(string slug, Id<Authority> authority, CancellationToken cancel)
    {
        var found = await Infos(db.Processes.Where(p => p.Slug == slug && p.Authority == authority)).SingleOrDefaultAsync(cancel);
        return found is null || found.IsPublic || await gate.MayAsync(ProcessActs.SeeDraft, found.Place, cancel) ? found : null;
    }

    /// <summary>The process by identity, whoever asks: for handlers and jobs.</summary>
    public Task<ProcessInfo?> GetAsync(Id<Process> id, CancellationToken cancel) => Infos(db.Processes.Where(p => p.Id == id)).SingleOrDefaultAsync(cancel);

    /// <summary>The slugs of those among these processes that a reader may know of here: public ones, and drafts from the inside. What belongs to the others is not shown.</summary>
    public async Task<IReadOnlyDictionary<Id<Process>, string>> SlugsAsync(IEnumerable<Id<Process>> ids, Reader reader, CancellationToken cancel)
    {
        List<Id<Process>> asked = [.. ids.Distinct()];
        if (asked.Count == 0 || here.Authority is not { Id: var authority }) return new Dictionary<Id<Process>, string>();
        var found = await Infos(db.Processes.Where(p => asked.Contains(p.Id) && p.Authority == authority)).ToListAsync(cancel);
        return found.Where(p => p.IsPublic || reader.IsInside(p.Id.Value, p.Authority)).ToDictionary(p => p.Id, p => p.Slug);
    }

    /// <summary>All of a process as it is today in the town: four statements.</summary>
    public async Task<ProcessView?> ReadAsync(Id<Process> id, CancellationToken cancel = default) =>
        await db.Processes.AsNoTracking().Where(p => p.Id == id).Whole().SingleOrDefaultAsync(cancel) is { } process ? ViewOf(process, Today) : null;

    /// <summary>The themes that are asked about, in their order.</summary>
    public async Task<IReadOnlyList<Theme>> ThemesAsync(Id<Process> id, CancellationToken cancel = default) =>
        [.. (await db.Processes.AsNoTracking().Where(p => p.Id == id).Select(p => p.Themes).SingleOrDefaultAsync(cancel) ?? []).Where(t => !t.Retired)];

    /// <summary>The neighbourhoods, in their order.</summary>
    public async Task<IReadOnlyList<Area>> AreasAsync(Id<Process> id, CancellationToken cancel = default) =>
        await db.Processes.AsNoTracking().Where(p => p.Id == id).Select(p => p.Areas).SingleOrDefaultAsync(cancel) ?? [];

    /// <summary>The processes of an authority that this person may know of, the open ones first, the newest first.</summary>
    public async Task<IReadOnlyList<ProcessCard>> ListAsync(Id<Authority> authority, CancellationToken cancel = default)
    {
        var found = await (await KnownAsync(authority, cancel)).Include(p => p.Phases).AsSplitQuery()
            .OrderBy(p => p.Concluded != null).ThenByDescending(p => p.Starts).ThenBy(p => p.Key).Take(500).ToListAsync(cancel);
        return [.. found.Select(p => CardOf(ViewOf(p, Today)))];
    }

    /// <summary>The names of the processes that this person may know of.</summary>
    public async Task<IReadOnlyList<ProcessName>> NamesAsync(Id<Authority> authority, CancellationToken cancel = default) =>
        await (await KnownAsync(authority, cancel)).Select(p => new ProcessName(p.Id, p.Slug, p.Title)).ToListAsync(cancel);

    private async Task<IQueryable<Process>> KnownAsync(Id<Authority> authority, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var grants = (await who.GrantsAsync(db, cancel)).Where(g => g.Authority == authority && g.Since <= now && (g.Until is not { } end || now < end) && ProcessActs.SeeDraft.Standing.Contains(g.Role)).ToList();
        var everywhere = grants.Any(g => g.Scope.Kind == "authority");
        var drafts = grants.Where(g => g.Scope.Kind == "process").Select(g => new Id<Process>(g.Scope.Id)).ToList();
        return db.Processes.AsNoTracking().Where(p => p.Authority == authority && (p.Published != null || everywhere || drafts.Contains(p.Id)));
    }

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    private static ProcessCard CardOf(ProcessView p) =>
        new(p.Info.Id, p.Info.Key, p.Info.Slug, p.Info.Title, p.Subtitle, p.Info.Summary, p.Starts, p.Ends, p.Info.IsPublic, p.Info.IsConcluded, p.Phases.Count,
            p.Info.IsConcluded ? p.Phases.Count + 1 : p.CurrentNumber, p.Info.IsConcluded ? "" : p.Current?.Name ?? "");

    internal static ProcessView ViewOf(Process p, DateOnly today) => new(
        new(p.Id, p.Authority, p.Key, p.Slug, p.Title, p.Summary, p.Published != null, p.Concluded != null), today, p.Subtitle, p.Commitment, p.Starts, p.Ends, p.Published, p.Concluded,
        p.Nature, p.Law, p.Level, p.CoDecision, p.ExpectedParticipants, p.Bodies, p.Money, p.Tracks, p.Themes, p.Areas, p.Ways, p.UpForDecision, p.NotUpForDecision, p.Goals, p.Results,
        [.. p.Phases.OrderBy(f => f.PlannedFrom).ThenBy(f => f.Number).Select(f => new PhaseView(f.Id, f.Key, f.Number, f.Track, f.Name, f.Output, f.PlannedFrom, f.PlannedUntil, f.ActualFrom, f.ActualUntil, f.StateOn(today), f.Opens))],
        [.. p.Activities.OrderBy(a => a.PlannedFrom).ThenBy(a => a.Number).Select(a => new ActivityView(a.Id, a.Key, a.Phase, a.Name, a.Owner, a.Output, a.Note, a.IsMilestone, a.Dropped, a.PlannedFrom, a.PlannedUntil, a.ActualFrom, a.ActualUntil, a.StateOn(today)))],
        [.. p.Road.OrderBy(s => s.Number).Select(s => new StepView(s.Id, s.Key, s.Name, s.Basis, s.Owner, s.Rule, s.Due, s.DoneOn, s.Evidence, s.Skipped, s.StateOn(today)))],
        p.TemplateId, p.TemplateVersion, p.TemplateSha256);

    private static IQueryable<ProcessInfo> Infos(IQueryable<Process> processes) => processes.AsNoTracking()
        .Select(p => new ProcessInfo(p.Id, p.Authority, p.Key, p.Slug, p.Title, p.Summary, p.Published != null, p.Concluded != null));
}
