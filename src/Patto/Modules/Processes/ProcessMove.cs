using Patto.Database;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>The plan as a whole: moved with its first day, or taken up where the process already is.</summary>
public sealed partial class Process
{
    /// <summary>Where everything that is still to be done would stand, if the process began on that day. What has begun keeps its
    /// beginning, what is done stays.</summary>
    public IReadOnlyList<PlanShift> Shifted(DateOnly starts)
    {
        var days = starts.DayNumber - Starts.DayNumber;
        PlanShift Phase(Phase p) => new(Subject.Of("phase", p.Id), p.Name, true, p.From, p.PlannedUntil,
            p.ActualFrom ?? p.PlannedFrom.AddDays(days), Later(p.ActualFrom, p.PlannedUntil.AddDays(days)), DayShift.Plain);
        PlanShift Activity(Activity a)
        {
            var from = a.ActualFrom ?? ShiftedDays.Of(a.PlannedFrom, days);
            var until = Later(from, ShiftedDays.Of(a.PlannedUntil, days));
            return new(Subject.Of("activity", a.Id), a.Name, false, a.From, a.PlannedUntil, from, until,
                ShiftedDays.WhyOf(a.PlannedUntil, days));
        }
        return [.. _phases.Where(p => p.ActualUntil is null && p.Dropped.Length == 0).Select(Phase)
            .Concat(_activities.Where(a => a.ActualUntil is null && a.Dropped.Length == 0).Select(Activity))
            .OrderBy(s => s.From).ThenBy(s => !s.IsPhase)];
    }

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    /// <summary>Moves all of it; each line keeps in the history where it stood.</summary>
    public void Move(DateOnly starts, string reason, DateTimeOffset now)
    {
        RuleViolation.UnlessAt(nameof(Starts), starts != Starts, "plan.same-start",
            "Il percorso comincia già quel giorno: scegline un altro.");
        RuleViolation.Unless(Concluded is null, "process.concluded", "Il percorso è già concluso.");
        DemandReason(reason);
        foreach (var shift in Shifted(starts))
        {
            if (_phases.Find(p => Subject.Of("phase", p.Id) == shift.Item) is { } phase)
            {
                phase.MoveOpenings(starts.DayNumber - Starts.DayNumber);
                Replan(phase, phase.ActualFrom is null ? shift.NewFrom : phase.PlannedFrom, shift.NewUntil, reason, now);
            }
            else if (_activities.Find(a => Subject.Of("activity", a.Id) == shift.Item) is { } activity) Replan(activity,
                activity.ActualFrom is null ? shift.NewFrom : activity.PlannedFrom, shift.NewUntil, reason, now);
        }
        Last(starts, Ends?.AddDays(starts.DayNumber - Starts.DayNumber), reason, now);
    }

    /// <summary>The phases that come before one: those of its track, and those of the others that were to end before it.</summary>
    public IEnumerable<Phase> Before(Phase phase) => _phases.Where(p => p.Id != phase.Id && p.Dropped.Length == 0
        && (p.Track == phase.Track ? (p.PlannedFrom, p.Number).CompareTo((phase.PlannedFrom, phase.Number)) < 0
            : p.PlannedUntil < phase.PlannedFrom));

    /// <summary>The process was under way before it came here: what lies before the phase is marked as done, on its planned days as far as
    /// they lie before <paramref name="on"/>, and the phase began on that day. No step of the law is ticked: each needs its
    /// proof.</summary>
    public void TakeUp(Phase phase, DateOnly on, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("On", on <= Texts.RomeDay(now), "plan.future",
            "Non può essere già iniziata in un giorno che deve ancora venire.");
        RuleViolation.Unless(phase.ActualUntil is null, "plan.taken-up", "Questa fase è già conclusa: scegline un'altra.");
        foreach (var earlier in Before(phase).OrderBy(p => p.PlannedFrom).ToList())
        {
            foreach (var activity in _activities.Where(a => a.Phase == earlier.Id && a.ActualUntil is null && a.Dropped.Length == 0)
                .ToList())
                Finish(activity, Ended(activity, on), now, BeforeTheSite);
            if (earlier.ActualUntil is not null) continue;
            var last = Ended(earlier, on);
            if (earlier.From > last) Start(earlier, last, now);
            Finish(earlier, last, now, BeforeTheSite);
        }
        Start(phase, on, now);
    }

    private const string BeforeTheSite = "fatto prima di usare il sito";

    // Its planned last day, or the day before the phase that is taken up; never before it began.
    private static DateOnly Ended<T>(Planned<T> item, DateOnly on) where T : Planned<T>
    {
        var last = item.PlannedUntil < on ? item.PlannedUntil : on.AddDays(-1);
        return item.ActualFrom > last ? item.ActualFrom.Value : last;
    }
}
