using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>What stands on the plan: days that were planned, days that it really took. Last days are included.</summary>
public abstract class Planned<TSelf> : Entity<TSelf>, ICachedEntity where TSelf : Planned<TSelf>
{
    public Id<Process> Process { get; internal init; }
    public string Key { get; internal init; } = "";
    public int Number { get; internal init; }
    public string Name { get; internal set; } = "";
    public string Output { get; internal set; } = "";
    public DateOnly PlannedFrom { get; internal set; }
    public DateOnly PlannedUntil { get; internal set; }
    public DateOnly? ActualFrom { get; internal set; }
    public DateOnly? ActualUntil { get; internal set; }
    public string Dropped { get; internal set; } = "";

    public DateOnly From => ActualFrom ?? PlannedFrom;
    public DateOnly Until => ActualUntil ?? PlannedUntil;

    internal void Replan(DateOnly from, DateOnly until)
    {
        RuleViolation.UnlessAt("Until", from <= until, "plan.reversed", "L'ultimo giorno viene prima del primo: controlla le date.");
        RuleViolation.Unless(Dropped.Length == 0, "plan.dropped", "Questa voce è stata tolta dal programma.");
        (PlannedFrom, PlannedUntil) = (from, until);
    }

    internal void Start(DateOnly on, DateOnly today)
    {
        RuleViolation.UnlessAt("On", on <= today, "plan.future", "Non può essere già iniziata in un giorno che deve ancora venire.");
        RuleViolation.Unless(Dropped.Length == 0, "plan.dropped", "Questa voce è stata tolta dal programma.");
        RuleViolation.UnlessAt("On", ActualUntil is not { } end || on <= end, "plan.reversed",
            "L'ultimo giorno viene prima del primo: controlla le date.");
        ActualFrom = on;
    }

    internal void Finish(DateOnly on, DateOnly today)
    {
        RuleViolation.UnlessAt("On", on <= today, "plan.future-end", "Non può essere già conclusa in un giorno che deve ancora venire.");
        RuleViolation.Unless(Dropped.Length == 0, "plan.dropped", "Questa voce è stata tolta dal programma.");
        ActualFrom ??= PlannedFrom <= on ? PlannedFrom : on;
        RuleViolation.UnlessAt("On", ActualFrom <= on, "plan.reversed", "L'ultimo giorno viene prima del primo: controlla le date.");
        ActualUntil = on;
    }

    internal void Reopen(DateOnly until)
    {
        RuleViolation.Unless(ActualUntil is not null, "plan.open", "Non è conclusa: per darle più tempo cambia le date.");
        RuleViolation.UnlessAt("Until", until >= From, "plan.reversed", "L'ultimo giorno viene prima del primo: controlla le date.");
        (ActualUntil, PlannedUntil) = (null, until);
    }
}

/// <summary>A phase: it may overlap with others and be reopened, and it opens acts to people while it runs.</summary>
public sealed class Phase : Planned<Phase>
{
    internal Phase() { }
    /// <summary>The key of its track.</summary>
    public string Track { get; internal init; } = "";
    public List<PhaseOpening> Opens { get; internal set; } = [];

    /// <summary>Between which days it really opens something, both included; null: on none. To the public it closes on the day that was
    /// promised; to those who work in it when somebody closes the phase (no last day until then).</summary>
    internal (DateOnly From, DateOnly? Until)? WindowOf(PhaseOpening opening)
    {
        if (Dropped.Length > 0) return null;
        var from = opening.From > From ? opening.From.Value : From;
        var until = opening.Role is Grants.Role.Visitor or Grants.Role.Participant ? Until : ActualUntil;
        if (opening.Until is { } own && (until is null || own < until)) until = own;
        return until < from ? null : (from, until);
    }

    // Of a phase that has begun the beginnings stay where they were.
    internal void MoveOpenings(int days)
    {
        if (Opens.TrueForAll(o => (o.From, o.Until) == (null, null))) return;
        Opens = [.. Opens.Select(o => o with
        {
            From = ActualFrom is null ? o.From?.AddDays(days) : o.From,
            Until = o.Until?.AddDays(days),
        })];
    }

    /// <summary>A phase begins on its planned day unless it is replanned; it ends when somebody closes it, and is late until
    /// then.</summary>
    public PlanState StateOn(DateOnly today) =>
        Dropped.Length > 0 ? PlanState.Dropped
        : ActualUntil <= today ? PlanState.Done
        : today < From ? PlanState.Next
        : today > PlannedUntil ? PlanState.Late : PlanState.Now;
}

/// <summary>A line of the work schedule.</summary>
public sealed class Activity : Planned<Activity>
{
    internal Activity() { }
    public Id<Phase> Phase { get; internal init; }
    /// <summary>An office, a role or a name, as the staff writes it.</summary>
    public string Owner { get; internal set; } = "";
    public string Note { get; internal set; } = "";
    public bool IsMilestone { get; internal init; }

    /// <summary>An activity begins when somebody says so: a planned first day that passed makes it late.</summary>
    public PlanState StateOn(DateOnly today) =>
        Dropped.Length > 0 ? PlanState.Dropped
        : ActualUntil <= today ? PlanState.Done
        : today > PlannedUntil ? PlanState.Late
        : ActualFrom is not null || IsMilestone && today == PlannedFrom ? PlanState.Now
        : today > PlannedFrom ? PlanState.Late : PlanState.Next;
}

/// <summary>One change of the plan, with its reason: kept for ever.</summary>
[Content("plan-change", "itemName", "what", "reason")]
public sealed class PlanChange : Entity<PlanChange>
{
    internal PlanChange() { }
    public Id<Process> Process { get; internal init; }
    public Subject Item { get; internal init; }
    /// <summary>Its name at that time.</summary>
    public string ItemName { get; internal init; } = "";
    public PlanChangeKind What { get; internal init; }
    public DateOnly? BeforeFrom { get; internal init; }
    public DateOnly? BeforeUntil { get; internal init; }
    public DateOnly AfterFrom { get; internal init; }
    public DateOnly AfterUntil { get; internal init; }
    public string Reason { get; internal init; } = "";
    public DateTimeOffset At { get; internal init; }
}

/// <summary>A legal step: the rule of its deadline, the day it gives, what proves that it was done.</summary>
public sealed class LegalStep : Entity<LegalStep>, ICachedEntity
{
    internal LegalStep() { }
    public Id<Process> Process { get; internal init; }
    public string Key { get; internal init; } = "";
    public int Number { get; internal init; }
    public string Name { get; internal init; } = "";
    public string Basis { get; internal init; } = "";
    public string Owner { get; internal set; } = "";
    public DeadlineRule Rule { get; internal set; } = new();
    /// <summary>Computed by the rule; null while the step it follows has no day.</summary>
    public DateOnly? Due { get; internal set; }
    public DateOnly? DoneOn { get; internal set; }
    /// <summary>What proves it: "Delibera di Giunta 52/2026", "PEC prot. 8902".</summary>
    public string Evidence { get; internal set; } = "";
    /// <summary>Why it was skipped; empty when it was not.</summary>
    public string Skipped { get; internal set; } = "";
    /// <summary>What was told about its being late, the oldest first; null for most.</summary>
    public List<StepDelay>? Delays { get; internal set; }

    public LegalStepState StateOn(DateOnly today) =>
        Skipped.Length > 0 ? LegalStepState.Skipped : DoneOn is not null ? LegalStepState.Done : Due is null ? LegalStepState.Waiting
            : Due < today ? LegalStepState.Late : LegalStepState.Due;
}
