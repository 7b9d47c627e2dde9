using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>All that other modules and pages read of a process, on a given day.</summary>
public sealed record ProcessView(
    ProcessInfo Info, DateOnly Today, string Subtitle, string Commitment, DateOnly Starts, DateOnly? Ends, DateTimeOffset? Published,
        DateTimeOffset? Concluded,
    ProcessNature Nature, string Law, ParticipationLevel Level, bool CoDecision, int? ExpectedParticipants, Bodies Bodies, Money Money,
    IReadOnlyList<Track> Tracks, IReadOnlyList<Theme> Themes, IReadOnlyList<Area> Areas, IReadOnlyList<InvolvementMethod> Ways,
    IReadOnlyList<string> UpForDecision, IReadOnlyList<string> NotUpForDecision, IReadOnlyList<string> Goals, IReadOnlyList<string> Results,
    IReadOnlyList<PhaseView> Phases, IReadOnlyList<ActivityView> Activities, IReadOnlyList<LegalStepView> LegalSteps, string? TemplateId,
    int TemplateVersion, string TemplateSha256, bool TakesFiles = false, string Easy = "")
{
    /// <summary>Themes that are still asked about.</summary>
    public IEnumerable<Theme> AskedThemes => Themes.Where(t => !t.Retired);

    /// <summary>The phases that run today; several may.</summary>
    public IEnumerable<PhaseView> Running => Phases.Where(p => p.State is PlanState.Now or PlanState.Late);

    /// <summary>The phase to name where there is room for one: the latest that runs on time, else the latest that is late; null before the
    /// first and after the last.</summary>
    public PhaseView? Current =>
        Phases.LastOrDefault(p => p.State == PlanState.Now) ?? Phases.LastOrDefault(p => p.State == PlanState.Late);

    /// <summary>What comes next with a day, the nearest first: legal steps still to do, ends of running phases, activities to
    /// finish.</summary>
    public IEnumerable<DeadlineView> Ahead =>
        LegalSteps.Where(s => s.State == LegalStepState.Due).Select(s => new DeadlineView(s.Name, s.Due!.Value, "step"))
            .Concat(Phases.Where(p => p.State == PlanState.Now).Select(p => new DeadlineView(p.Name, p.PlannedUntil, "phase")))
            .Concat(Activities.Where(a => a.State is PlanState.Now or PlanState.Next)
                .Select(a => new DeadlineView(a.Name, a.PlannedUntil, "activity")))
            .OrderBy(d => d.On);

    public DeadlineView? NextDeadline => Ahead.FirstOrDefault();

    /// <summary>What should have been done already, the longest late first.</summary>
    public IEnumerable<DeadlineView> Overdue =>
        LegalSteps.Where(s => s.State == LegalStepState.Late).Select(s => new DeadlineView(s.Name, s.Due!.Value, "step"))
            .Concat(Activities.Where(a => a.State == PlanState.Late)
                .Select(a => new DeadlineView(a.Name, a.ActualFrom is null ? a.PlannedFrom : a.PlannedUntil, "activity")))
            .Concat(Phases.Where(p => p.State == PlanState.Late).Select(p => new DeadlineView(p.Name, p.PlannedUntil, "phase")))
            .OrderBy(d => d.On);

    /// <summary>For the small phase bar of a card: the number of the current phase, 0 before the first, one more than all after the
    /// last.</summary>
    public int CurrentNumber => Current is { } now ? Phases.ToList().IndexOf(now) + 1 : Phases.Count > 0
        && Phases.All(p => p.State is PlanState.Done or PlanState.Dropped) ? Phases.Count + 1
        : Phases.Count(p => p.State == PlanState.Done);
}

/// <param name="PlannedUntil">Last day, included; so are all the others.</param>
public sealed record PhaseView(
    Id<Phase> Id, string Key, int Number, string Track, string Name, string Output, DateOnly PlannedFrom, DateOnly PlannedUntil,
        DateOnly? ActualFrom, DateOnly? ActualUntil,
    PlanState State, IReadOnlyList<PhaseOpening> Opens)
{
    public DateOnly From => ActualFrom ?? PlannedFrom;
    public DateOnly Until => ActualUntil ?? PlannedUntil;
}

public sealed record ActivityView(
    Id<Activity> Id, string Key, Id<Phase> Phase, string Name, string Owner, string Output, string Note, bool IsMilestone, string Dropped,
    DateOnly PlannedFrom, DateOnly PlannedUntil, DateOnly? ActualFrom, DateOnly? ActualUntil, PlanState State)
{
    public DateOnly From => ActualFrom ?? PlannedFrom;
    public DateOnly Until => ActualUntil ?? PlannedUntil;
}

public sealed record LegalStepView(Id<LegalStep> Id, string Key, string Name, string Basis, string Owner, DeadlineRule Rule, DateOnly? Due,
    DateOnly? DoneOn, string Evidence, string Skipped, LegalStepState State, IReadOnlyList<StepDelay>? Delays = null)
{
    /// <summary>As files name it that prove it.</summary>
    public const string Kind = "road-step";
    public Subject Subject => Subject.Of(Kind, Id);
}

/// <param name="Kind"><c>step</c>, <c>phase</c> or <c>activity</c>.</param>
public sealed record DeadlineView(string What, DateOnly On, string Kind);

/// <summary>A process in a list, with its phases as a small bar.</summary>
/// <param name="Now">Number of the current phase, 0 before the first, <paramref name="Phases"/> + 1 after the last.</param>
public sealed record ProcessCard(Id<Process> Id, string Key, string Slug, string Title, string Subtitle, string Summary, DateOnly Starts,
    DateOnly? Ends, bool IsPublic, bool IsConcluded, int Phases, int Now, string PhaseName);
