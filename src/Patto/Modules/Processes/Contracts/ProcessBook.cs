using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What later modules know of a process.</summary>
/// <param name="Key">First part of every code: <c>LWF</c>.</param>
/// <param name="IsPublic">False: only its staff knows that it exists.</param>
public sealed record ProcessInfo(Id<Process> Id, Id<Authority> Authority, string Key, string Slug, string Title, string Summary,
    bool IsPublic, bool IsConcluded)
{
    public Subject Subject => Subject.Of("process", Id);
    public Place Place => new(Authority, Subject);
}

/// <summary>A process by its name only.</summary>
public sealed record ProcessName(Id<Process> Id, string Slug, string Title)
{
    public Subject Subject => Subject.Of("process", Id);
}

/// <summary>How a public process and its themes are called.</summary>
/// <param name="Themes">Names by key.</param>
public sealed record KnownName(string Slug, string Title, bool IsConcluded, IReadOnlyDictionary<string, string> Themes);

/// <summary>A theme or neighbourhood that is another one's now.</summary>
public sealed record MergedKey(string Key, string Name, string Into, string IntoName, string Why, bool IsTheme);

/// <summary>Processes, for whoever needs to find one.</summary>
public sealed class ProcessBook(AppDb db, KnownProcesses processes, Gate gate, CurrentUser currentUser, CurrentAuthority currentAuthority,
    TimeProvider clock)
{
    /// <summary>The process at that address, if this person may know of it; null otherwise.</summary>
    /// <exception cref="NoLongerPublic">It was public, was taken back, and this person does not work in it.</exception>
    public async Task<ProcessInfo?> FindAsync(string slug, Id<Authority> authority, CancellationToken cancel)
    {
        if (await processes.AtAsync(authority, slug, cancel) is not { } found) return null;
        var info = InfoOf(found);
        if (info.IsPublic || await gate.MayAsync(ProcessActs.SeeDraft, info.Place, cancel)) return info;
        return found.Unpublished is [.., var was] ? throw new NoLongerPublic(was.Until, was.Why) : null;
    }

    /// <summary>The process by identity, whoever asks: for handlers and jobs.</summary>
    public async Task<ProcessInfo?> GetAsync(Id<Process> id, CancellationToken cancel) =>
        await processes.OfAsync(id, cancel) is { } process ? InfoOf(process) : null;

    /// <summary>The slugs of those among these processes that a reader may know of here: public ones, and drafts from the inside. What
    /// belongs to the others is not shown.</summary>
    public async Task<IReadOnlyDictionary<Id<Process>,
        string>> SlugsAsync(IEnumerable<Id<Process>> ids, Reader reader, CancellationToken cancel)
    {
        HashSet<Id<Process>> asked = [.. ids];
        if (asked.Count == 0 || currentAuthority.Authority is not { Id: var authority }) return new Dictionary<Id<Process>, string>();
        return (await processes.OfAsync(authority, cancel)).Where(p => asked.Contains(p.Id)
            && (p.Published != null || reader.IsInside(p.Id.Value, p.Authority))).ToDictionary(p => p.Id, p => p.Slug);
    }

    /// <summary>How these public processes and their themes are called, from what is kept in memory.</summary>
    public async Task<IReadOnlyDictionary<Id<Process>, KnownName>> NamesAsync(IReadOnlyCollection<Id<Process>> ids,
        CancellationToken cancel)
    {
        Dictionary<Id<Process>, KnownName> names = [];
        if (ids.Count == 0 || currentAuthority.Authority is not { Id: var authority }) return names;
        foreach (var process in (await processes.OfAsync(authority, cancel)).Where(p => p.Published != null && ids.Contains(p.Id)))
            names[process.Id] = new(process.Slug, process.Title, process.Concluded is not null,
                process.Themes.ToDictionary(t => t.Key, t => t.Name));
        return names;
    }

    /// <summary>All of a process as it is today in the town.</summary>
    public async Task<ProcessView?> ReadAsync(Id<Process> id, CancellationToken cancel = default) =>
        await processes.OfAsync(id, cancel) is { } process ? ViewOf(process, Today) : null;

    /// <summary>How the plan would stand if the process began on that day.</summary>
    public async Task<IReadOnlyList<PlanShift>> ShiftedAsync(Id<Process> id, DateOnly starts, CancellationToken cancel = default) =>
        (await processes.OfAsync(id, cancel))?.Shifted(starts) ?? [];

    /// <summary>The themes that are asked about, in their order.</summary>
    public async Task<IReadOnlyList<Theme>> ThemesAsync(Id<Process> id, CancellationToken cancel = default) =>
        [.. (await processes.OfAsync(id, cancel))?.Themes.Where(t => !t.Retired) ?? []];

    /// <summary>The neighbourhoods that are asked about, in their order.</summary>
    public async Task<IReadOnlyList<Area>> AreasAsync(Id<Process> id, CancellationToken cancel = default) =>
        [.. (await processes.OfAsync(id, cancel))?.Areas.Where(a => !a.Retired) ?? []];

    /// <summary>The names of all neighbourhoods by key, those that were retired too: for what was said of them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AreaNamesAsync(Id<Process> id, CancellationToken cancel = default) =>
        ((await processes.OfAsync(id, cancel))?.Areas ?? []).ToDictionary(a => a.Key, a => a.Name);

    /// <summary>The names of all themes by key, those that were retired too: for what was sorted under them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ThemeNamesAsync(Id<Process> id, CancellationToken cancel = default) =>
        ((await processes.OfAsync(id, cancel))?.Themes ?? []).ToDictionary(t => t.Key, t => t.Name);

    /// <summary>Themes and neighbourhoods that were merged, as people read it; and where each leads.</summary>
    public async Task<IReadOnlyList<MergedKey>> MergedAsync(Id<Process> id, CancellationToken cancel = default) =>
        await processes.OfAsync(id, cancel) is not { } process ? [] :
        [
            .. from gone in process.Themes
               join stays in process.Themes on gone.Into equals stays.Key
               select new MergedKey(gone.Key, gone.Name, stays.Key, stays.Name, gone.Why, IsTheme: true),
            .. from gone in process.Areas
               join stays in process.Areas on gone.Into equals stays.Key
               select new MergedKey(gone.Key, gone.Name, stays.Key, stays.Name, gone.Why, IsTheme: false),
        ];

    /// <summary>Whoever takes themes or neighbourhoods away stands here alone; who sorts something under one passes.</summary>
    internal static string LineOfKeys(Id<Process> process) => $"themes and areas of {process}";

    /// <summary>What names a theme or a neighbourhood names one of this process; one that is retired still counts. Null and empty name
    /// none.</summary>
    public async Task DemandKnownAsync(Id<Process> id, string? theme, string? area, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(theme) && string.IsNullOrWhiteSpace(area)) return;
        await db.PassAsync(LineOfKeys(id), cancel);
        var process = await processes.OfAsync(id, cancel) ?? throw new Unknown();
        RuleViolation.UnlessAt("Theme", string.IsNullOrWhiteSpace(theme) || process.Themes.Any(t => t.Key == theme.Trim()), "process.theme",
            "«{0}» non è un tema di questo percorso: scegline uno dell'elenco.", Excerpt.Of(theme ?? "", 60));
        RuleViolation.UnlessAt("Area", string.IsNullOrWhiteSpace(area) || process.Areas.Any(a => a.Key == area.Trim()), "process.area",
            "«{0}» non è una zona di questo percorso: scegline una dell'elenco.", Excerpt.Of(area ?? "", 60));
    }

    /// <summary>In a running act: nobody takes a theme or a neighbourhood away while something is sorted under it.</summary>
    public static Task PassKeysAsync(WriteScope write, Id<Process> id, CancellationToken cancel = default) =>
        write.Db.PassAsync(LineOfKeys(id), cancel);

    /// <summary>In a running act: one more theme that is asked about; ask for <see cref="ProcessActs.Edit"/> first.</summary>
    /// <returns>Its key; that of the theme of this name where there is one.</returns>
    public static async Task<string> AddThemeAsync(WriteScope write, Id<Process> id, string name, CancellationToken cancel = default)
    {
        await write.StandInLineAsync(LineOfKeys(id), cancel);
        var process = await write.Db.Set<Process>().SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw new Unknown();
        var words = NameOrder.WordsOf(name);
        if (process.Themes.Find(t => t.Into.Length == 0
            && NameOrder.WordsOf(t.Name) == words) is { Retired: false } known) return known.Key;
        process.Ask([.. process.Themes.Where(t => !t.Retired), new("", name)], process.Themes.Select(t => t.Key).ToHashSet());
        return process.Themes.Last(t => !t.Retired).Key;
    }

    /// <summary>The processes of an authority that this person may know of, the open ones first, the newest first.</summary>
    public async Task<IReadOnlyList<ProcessCard>> ListAsync(Id<Authority> authority, CancellationToken cancel = default) =>
        [.. (await KnownAsync(authority, cancel)).Select(p => CardOf(ViewOf(p, Today)))];

    /// <summary>The names of the processes that this person may know of.</summary>
    public async Task<IReadOnlyList<ProcessName>> NamesAsync(Id<Authority> authority, CancellationToken cancel = default) =>
        [.. (await KnownAsync(authority, cancel)).Select(p => new ProcessName(p.Id, p.Slug, p.Title))];

    private async Task<IEnumerable<Process>> KnownAsync(Id<Authority> authority, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var grants = (await currentUser.GrantsAsync(db, cancel)).Where(g => g.Authority == authority && g.Since <= now
            && (g.Until is not { } end || now < end) && ProcessActs.SeeDraft.Standing.Contains(g.Role)).ToList();
        var everywhere = grants.Any(g => g.Scope.Kind == "authority");
        var drafts = grants.Where(g => g.Scope.Kind == "process").Select(g => new Id<Process>(g.Scope.Id)).ToHashSet();
        return (await processes.OfAsync(authority, cancel)).Where(p => p.Published != null || everywhere || drafts.Contains(p.Id));
    }

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    private static ProcessCard CardOf(ProcessView p) =>
        new(p.Info.Id, p.Info.Key, p.Info.Slug, p.Info.Title, p.Subtitle, p.Info.Summary, p.Starts, p.Ends, p.Info.IsPublic,
            p.Info.IsConcluded, p.Phases.Count,
            p.Info.IsConcluded ? p.Phases.Count + 1 : p.CurrentNumber, p.Info.IsConcluded ? "" : p.Current?.Name ?? "");

    internal static ProcessView ViewOf(Process p, DateOnly today) => new(
        InfoOf(p), today, p.Subtitle, p.Commitment, p.Starts, p.Ends, p.Published, p.Concluded,
        p.Nature, p.Law, p.Level, p.CoDecision, p.ExpectedParticipants, p.Bodies, p.Money, p.Tracks, p.Themes, p.Areas, p.Ways,
        p.UpForDecision, p.NotUpForDecision, p.Goals, p.Results,
        [.. p.Phases.OrderBy(f => f.PlannedFrom).ThenBy(f => f.Number)
        .Select(f => new PhaseView(f.Id, f.Key, f.Number, f.Track, f.Name, f.Output, f.PlannedFrom, f.PlannedUntil, f.ActualFrom,
        f.ActualUntil, f.StateOn(today), f.Opens))],
        [.. p.Activities.OrderBy(a => a.PlannedFrom).ThenBy(a => a.Number)
        .Select(a => new ActivityView(a.Id, a.Key, a.Phase, a.Name, a.Owner, a.Output, a.Note, a.IsMilestone, a.Dropped, a.PlannedFrom,
        a.PlannedUntil, a.ActualFrom, a.ActualUntil, a.StateOn(today)))],
        [.. p.LegalSteps.OrderBy(s => s.Number)
        .Select(s =>
        new LegalStepView(s.Id, s.Key, s.Name, s.Basis, s.Owner, s.Rule, s.Due, s.DoneOn, s.Evidence, s.Skipped,
            s.StateOn(today), s.Delays))],
        p.TemplateId, p.TemplateVersion, p.TemplateSha256, p.TakesFiles, p.Easy);

    internal static ProcessInfo InfoOf(Process p) =>
        new(p.Id, p.Authority, p.Key, p.Slug, p.Title, p.Summary, p.Published != null, p.Concluded != null);
}
