using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Processes.Contracts;

/// <summary>The names by which templates call the steps and activities that other modules' acts accomplish. A plan that does not know a
/// name is left alone.</summary>
public static class PlanKeys
{
    /// <summary>The page of the process is public.</summary>
    public static readonly string[] PagePublished = ["pagina"];

    /// <summary>The process is concluded.</summary>
    public static readonly string[] Concluded = ["fine"];

    /// <summary>The final text went to the body that decides: the table had approved it.</summary>
    public static readonly string[] HandedOver = ["docpp", "invio", "consegna"];

    /// <summary>The table approved the document of proposals.</summary>
    public static readonly string[] TableApproved = ["docpp"];

    /// <summary>The guarantor judged it.</summary>
    public static readonly string[] Validated = ["validazione"];

    /// <summary>It went to the body that decides: the process is over in law, and the days of the *presa d'atto* begin.</summary>
    public static readonly string[] SentToDecide = ["invio", "consegna"];

    /// <summary>The final report went to whoever pays.</summary>
    public static readonly string[] AccountedFor = ["relazione-finale"];

    /// <summary>The body took note (*presa d'atto*).</summary>
    public static readonly string[] NoteTaken = ["presa-atto"];

    /// <summary>The body decided on the merits.</summary>
    public static readonly string[] Decided = ["decisione", "documento-conclusivo", "voto"];

    /// <summary>The days for remarks on the text are over.</summary>
    public static readonly string[] ConsultationClosed = ["osservazioni"];

    /// <summary>A text was opened to everybody.</summary>
    public static readonly string[] TextOpened = ["pubblicazione"];

    /// <summary>The meeting that the template plans by that name is over.</summary>
    public static string[] Held(string meeting) => [meeting];

    /// <summary>Its minutes are public.</summary>
    public static string[] MinutesOf(string meeting) => [$"verbale-{meeting}"];
}

/// <summary>The plan of a process, for the modules whose acts accomplish part of it. Used inside an act.</summary>
public sealed class PlanBook(AppDb db, TimeProvider clock)
{
    /// <summary>The processes whose plan still has a step or an activity of these names to do; a plan that does not know them has
    /// none.</summary>
    public IQueryable<Id<Process>> StillToDo(IReadOnlyCollection<string> keys) =>
        db.LegalSteps.Where(s => keys.Contains(s.Key) && s.DoneOn == null && s.Skipped == "").Select(s => s.Process)
            .Union(db.Activities.Where(a => keys.Contains(a.Key) && a.ActualUntil == null && a.Dropped == "").Select(a => a.Process));

    /// <summary>Moves the whole plan with its first day.</summary>
    /// <param name="was">The first day that was shown when it was decided; null: not asked.</param>
    /// <returns>By how many days.</returns>
    public async Task<int> MoveAsync(Id<Process> id, DateOnly starts, DateOnly? was, string reason, CancellationToken cancel)
    {
        var process = await db.Processes.Whole().SingleOrDefaultAsync(p => p.Id == id, cancel) ?? throw new Unknown();
        RuleViolation.Unless(was is null || process.Starts == was, "plan.moved-meanwhile",
            "Nel frattempo il primo giorno è cambiato: guarda di nuovo le date.");
        var days = starts.DayNumber - process.Starts.DayNumber;
        process.Move(starts, reason, clock.GetUtcNow());
        return days;
    }

    /// <summary>Ticks the legal steps and the activities of these names that are still to do; who did it and when is in the
    /// history.</summary>
    /// <param name="on">The day it really happened.</param>
    /// <param name="how">What proves it, as people cite it: "Giunta comunale, n. 88/2026 del 10 novembre 2026".</param>
    public async Task AccomplishAsync(Id<Process> id, IReadOnlyCollection<string> keys, DateOnly on, string how, CancellationToken cancel)
    {
        if (await db.Processes.Whole().SingleOrDefaultAsync(p => p.Id == id, cancel) is { } process) process.Accomplish(keys, on, how,
            clock.GetUtcNow());
    }

    /// <summary>What had accomplished steps and activities of these names was taken back: they are to do again.</summary>
    /// <param name="how">What had proved it, word for word; what something else proves stays done.</param>
    public async Task TakeBackAsync(Id<Process> id, IReadOnlyCollection<string> keys, string how, string why, CancellationToken cancel)
    {
        if (await db.Processes.Whole().Include(p => p.Changes).SingleOrDefaultAsync(p => p.Id == id, cancel) is { } process)
            process.TakeBack(keys, how, why, clock.GetUtcNow());
    }

    /// <summary>What proved the steps and activities that an act accomplished is cited as it was corrected, with its day.</summary>
    public async Task ReciteAsync(Id<Process> id, (string How, DateOnly On) was, (string How, DateOnly On) now, CancellationToken cancel)
    {
        if (await db.Processes.Whole().Include(p => p.Changes).SingleOrDefaultAsync(p => p.Id == id, cancel) is { } process)
            process.Recite(was, now, clock.GetUtcNow());
    }
}
