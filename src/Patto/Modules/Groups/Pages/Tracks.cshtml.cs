using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Groups.Pages;

/// <summary>The parallel ways of a process, for everybody: which are internal, who reads them, which have flowed out.</summary>
public sealed class TracksModel(ProcessBook processes, GroupBook groups, PaperBook papers) : ProcessPage
{
    public override Act DemandsToPost => ProcessActs.Edit;

    [BindProperty, StringLength(120)] public string? Name { get; set; }
    [BindProperty] public TrackKind Kind { get; set; }
    [BindProperty] public Guid? Group { get; set; }

    public ProcessView View { get; private set; } = null!;
    public IReadOnlyList<GroupView> Groups { get; private set; } = [];
    public bool MayEdit { get; private set; }
    private Reader _reader = Reader.Anybody;

    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<TrackKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));
    public IEnumerable<SelectListItem> Choosable => Groups.Select(g => new SelectListItem(g.Name, g.Id.ToString()));
    public IReadOnlyList<PhaseView> PhasesOf(Track track) => [.. View.Phases.Where(p => p.Track == track.Key)];

    /// <summary>An internal group is named to who knows of it.</summary>
    public GroupView? GroupOf(Track track) => Groups.FirstOrDefault(g => g.Id.Value == track.Group
        && (g.Kind != GroupKind.Internal || Enters(g)));

    public bool Enters(GroupView group) => _reader.Groups.Contains(group.Id.Value) || _reader.IsInside(Process.Id.Value, Process.Authority);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await processes.ReadAsync(Process.Id, cancel) is not { } view) return false;
        (View, Groups, _reader) = (view, await groups.OfProcessAsync(Process.Id, cancel), await papers.ReaderAsync(cancel));
        MayEdit = await MayAsync(ProcessActs.Edit);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await DemandOurGroupAsync(write, Process, Group, nameof(Group), cancel);
            await write.Get<TrackBook>().AddAsync(Process.Id, Name ?? "", Kind, Group, cancel);
            return GroupUrls.Tracks(Process.Slug);
        }, L["Filone aggiunto."]);
    }

    internal static async Task DemandOurGroupAsync(WriteScope write, ProcessInfo process, Guid? group, string field,
        CancellationToken cancel) => RuleViolation.UnlessAt(field, group is not { } id || await write.Db.Groups.AnyAsync(g =>
            g.Id == new Id<Group>(id) && g.Process == process.Id, cancel), "track.no-group", "Scegli un gruppo di questo percorso.");
}

/// <summary>A page of one track: its route has <c>{track}</c>.</summary>
public abstract class TrackPage(ProcessBook processes) : ProcessPage
{
    public Track Track { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel) =>
        (Track = ((await processes.ReadAsync(Process.Id, cancel))?.Tracks ?? []).FirstOrDefault(t =>
            t.Key == RouteData.Values["track"] as string)!) is not null;
}

/// <summary>What came out of a track that was internal. Before it flowed out there is no such page.</summary>
public sealed class TrackModel(ProcessBook processes, PaperBook papers) : TrackPage(processes)
{
    public IReadOnlyList<OpenedPaper> Papers { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel) =>
        await base.FindHereAsync(cancel) && Track.Converged is not null;

    public async Task OnGetAsync(CancellationToken cancel) => Papers = await papers.OpenedAsync(Process.Id, Track.Key, cancel);
}

/// <summary>Another name for a track, with its reason; a group for one that has none.</summary>
public sealed class EditTrackModel(ProcessBook processes, GroupBook groups) : TrackPage(processes)
{
    public override Act Demands => ProcessActs.Edit;

    [BindProperty, StringLength(120)] public string? NewName { get; set; }
    [BindProperty] public Guid? NewGroup { get; set; }
    [BindProperty, StringLength(500)] public string? Reason { get; set; }

    public IEnumerable<SelectListItem> Choosable { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Choosable = [.. (await groups.OfProcessAsync(Process.Id, cancel)).Select(g => new SelectListItem(g.Name, g.Id.ToString()))];
        return await base.FindHereAsync(cancel);
    }

    protected internal override void Fill() => (NewName, NewGroup, Reason) = (Track.Name, Track.Group, null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var group = Track.Group ?? NewGroup;
            await TracksModel.DemandOurGroupAsync(write, Process, group, nameof(NewGroup), cancel);
            await write.Get<TrackBook>().ChangeAsync(Process.Id, Track.Key, NewName ?? "", group, Reason ?? "", cancel);
            return GroupUrls.Tracks(Process.Slug);
        }, L["Filone cambiato."]);
    }
}

/// <summary>An internal track flows into the public one: what becomes public stands there before.</summary>
public sealed class ConvergeModel(ProcessBook processes, PaperBook papers) : TrackPage(processes)
{
    public override Act Demands => ProcessActs.Edit;

    [BindProperty] public List<Guid> Listed { get; set; } = [];
    [BindProperty, StringLength(500)] public string? Reason { get; set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!await base.FindHereAsync(cancel) || !Track.IsClosed) return false;
        Papers = await papers.ClosedOfAsync(Process.Id, Track.Key, cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<PaperBook>().ConvergeAsync(Process, Track.Key, Reason ?? "", Listed, cancel);
            return GroupUrls.Track(Process.Slug, Track.Key);
        }, L["Il filone è confluito: da adesso tutto quello che leggi qui è di tutti."]);
    }
}
