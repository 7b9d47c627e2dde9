using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What a phase may open beyond what roles hold standing, and to whom; each act belongs to the module that is named
/// first.</summary>
public static class OpenableActs
{
    public static readonly IReadOnlyList<(string Act, Role Role)> All =
    [
        ("contributions.write", Role.Visitor), ("groups.apply", Role.Visitor), ("proposals.gather", Role.TableMember),
        ("documents.comment", Role.Visitor), ("documents.amend", Role.Visitor), ("documents.draft", Role.TableMember),
        ("documents.draft", Role.Drafter), ("documents.reply", Role.TableMember), ("decisions.record", Role.DecisionMaker),
    ];

    internal static bool Allows(PhaseOpening opening) => All.Contains((opening.Act, opening.Role));
}

/// <summary>An act is open to a role between two days, both included; without a last one: until the phase is closed.</summary>
public sealed record OpenWindow(string Act, Role Role, Id<Phase> Phase, string PhaseName, DateOnly From, DateOnly? Until)
{
    internal bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);
}

/// <summary>Something that was promised to people for certain days, and that a phase must leave open on all of them.</summary>
/// <param name="Acts">At least one of them is open on every day; none begins or ends in between.</param>
public sealed record OpeningNeed(string Name, string Url, IReadOnlyList<Act> Acts, Role Role, DateOnly From, DateOnly Until)
{
    internal bool IsMet(IReadOnlyList<OpenWindow> windows)
    {
        var days = Acts.Select(a => (Open: DaysOf(a, windows), All: Until.DayNumber - From.DayNumber + 1)).ToList();
        return days.TrueForAll(d => d.Open == 0 || d.Open == d.All) && days.Exists(d => d.Open == d.All);
    }

    /// <summary>Whether nothing that was open on these days is less so.</summary>
    internal bool Keeps(IReadOnlyList<OpenWindow> before, IReadOnlyList<OpenWindow> after) =>
        Acts.All(act => Days.All(day => !Open(act, before, day) || Open(act, after, day)));

    private int DaysOf(Act act, IReadOnlyList<OpenWindow> windows) => Days.Count(day => Open(act, windows, day));

    private bool Open(Act act, IReadOnlyList<OpenWindow> windows, DateOnly day) =>
        windows.Any(w => w.Act == act.Name && w.Role == Role && w.Covers(day));

    private IEnumerable<DateOnly> Days => Enumerable.Range(0, Math.Max(0, Until.DayNumber - From.DayNumber + 1)).Select(From.AddDays);
}

/// <summary>Whoever promises people something for certain days: texts that are open to remarks.</summary>
public interface IRestOnOpenings
{
    /// <summary>What runs on that day or is to run after it; its days from that day on.</summary>
    Task<IReadOnlyList<OpeningNeed>> OfAsync(ProcessInfo process, DateOnly today, CancellationToken cancel);
}

/// <summary>What is open, to whom, when; and that nothing that was promised disagrees with it.</summary>
public sealed class OpeningsBook(AppDb db, KnownProcesses processes, IEnumerable<IRestOnOpenings> resting, TimeProvider clock)
{
    public async Task<IReadOnlyList<OpenWindow>> OfAsync(Id<Process> process, CancellationToken cancel) =>
        await processes.OfAsync(process, cancel) is { } found ? WindowsOf(found) : [];

    /// <summary>What rests on the openings of a process from today on.</summary>
    public async Task<IReadOnlyList<OpeningNeed>> NeedsAsync(ProcessInfo process, CancellationToken cancel)
    {
        List<OpeningNeed> needs = [];
        foreach (var one in resting) needs.AddRange(await one.OfAsync(process, Today, cancel));
        return needs;
    }

    /// <summary>Inside an act: what is about to be promised is allowed by the phases on every one of its days.</summary>
    public async Task DemandAsync(Id<Process> id, OpeningNeed need, string field, CancellationToken cancel)
    {
        await db.StandAsync(LineOf(id), cancel);
        var process = db.Processes.Local.FirstOrDefault(p => p.Id == id)
            ?? await db.Processes.AsNoTracking().Whole().SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw new Unknown();
        var windows = WindowsOf(process);
        if (need.IsMet(windows)) return;
        var when = windows.Where(w => w.Role == need.Role && need.Acts.Any(a => a.Name == w.Act) && w.Until >= Today)
            .OrderBy(w => w.From).Select(w => $"{Act.All[w.Act].Title}: {Said(w.From)} – {Said(w.Until!.Value)}").Distinct().ToList();
        RuleViolation.UnlessAt(field, when.Count > 0, "opening.none",
            "In quei giorni nessuna fase del percorso lo permette: prima apri la fase, in «Che cosa è aperto, a chi, quando».");
        RuleViolation.UnlessAt(field, false, "opening.other-days",
            "Le fasi del percorso lo permettono in altri giorni ({0}). Scegli giorni che stanno dentro, o cambia le fasi in «Che cosa è aperto, a chi, quando».",
            string.Join("; ", when));
    }

    /// <summary>Inside an act that changed the plan: what was promised and is not over is still open on its days.</summary>
    internal async Task DemandKeptAsync(Id<Process> id, string field, CancellationToken cancel)
    {
        await db.StandAsync(LineOf(id), cancel);
        if (await db.Processes.AsNoTracking().Whole().SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } before) return;
        var after = await db.Processes.Whole().SingleAsync(p => p.Id == id, cancel);
        // A process that closes gives its public reason for every text that is left open.
        if (after.Concluded is not null) return;
        var (was, now) = (WindowsOf(before), WindowsOf(after));
        foreach (var need in await NeedsAsync(ProcessBook.InfoOf(after), cancel))
        {
            if (need.IsMet(now) || (!need.IsMet(was) && need.Keeps(was, now))) continue;
            RuleViolation.UnlessAt(field, false, "opening.promised",
                "Su «{0}» si raccolgono osservazioni dal {1} al {2}, e così in quei giorni la fase non lo permetterebbe più. Prima cambia i giorni della consultazione, sulla pagina del testo.",
                need.Name, Said(need.From), Said(need.Until));
        }
    }

    /// <summary>Whoever changes openings and whoever promises something on them stand here, one after the other.</summary>
    private static string LineOf(Id<Process> process) => $"openings of {process}";

    private DateOnly Today => Texts.RomeDay(clock.GetUtcNow());

    private static string Said(DateOnly day) => day.ToString("d MMMM yyyy", Texts.Italian);

    /// <param name="changed">The phase that would open something else.</param>
    internal static IReadOnlyList<OpenWindow> WindowsOf(Process process, Id<Phase>? changed = null,
        IEnumerable<PhaseOpening>? opens = null) =>
        [.. from phase in process.Phases
            from opening in phase.Id == changed ? opens! : phase.Opens
            let window = phase.WindowOf(opening)
            where window is not null
            select new OpenWindow(opening.Act, opening.Role, phase.Id, phase.Name, window.Value.From, window.Value.Until)];
}

/// <summary>The plan may not take away what people were promised.</summary>
internal sealed class KeepWhatWasPromised(OpeningsBook openings) : IHandle<PhaseChanged>, IHandle<OpeningsChanged>
{
    public Task HandleAsync(PhaseChanged happened, CancellationToken cancel) => openings.DemandKeptAsync(happened.In,
        happened.What is PlanChangeKind.Started or PlanChangeKind.Done ? "On" : "Until", cancel);

    public Task HandleAsync(OpeningsChanged happened, CancellationToken cancel) =>
        openings.DemandKeptAsync(happened.In, "", cancel);
}
