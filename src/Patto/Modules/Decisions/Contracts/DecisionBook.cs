using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Documents;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Provenance;

namespace Patto.Modules.Decisions.Contracts;

/// <summary>What was decided of one article, proposal or amendment.</summary>
/// <param name="Cited">The act, as people cite it.</param>
public sealed record OutcomeInfo(Id<Outcome> Id, Id<Decision> Decision, Subject Of, string Label, string Title, Settled Settled,
    string Reason, string Office, DateOnly? Due, string Cited, DateOnly Day)
{
    public Subject Subject => Subject.Of("outcome", Id);
}

public sealed record ActionInfo(Id<FollowUp> Id, Id<Process> Process, string Code, string Text, string Office, DateOnly? Due,
    ActionState State)
{
    public Subject Subject => Subject.Of("action", Id);
}

/// <summary>An act of a public body.</summary>
/// <param name="Cited">As people cite it.</param>
public sealed record ActInfo(ActKind Kind, string Organ, string Number, DateOnly Day, string About, string Cited);

/// <summary>What went to the body that decides.</summary>
public sealed record HandOverInfo(Id<HandOver> Id, string What, string To, DateOnly Day);

/// <summary>Decisions and what follows, for the modules that measure and tell.</summary>
public sealed class DecisionBook(AppDb db, Deciding deciding)
{
    /// <summary>What was handed over, in order of day.</summary>
    public async Task<IReadOnlyList<HandOverInfo>> HandOversAsync(Id<Process> process, CancellationToken cancel) =>
        await db.HandOvers.AsNoTracking().Where(h => h.Process == process).OrderBy(h => h.Day).ThenBy(h => h.At)
            .Select(h => new HandOverInfo(h.Id, h.What, h.To, h.Day)).ToListAsync(cancel);

    /// <summary>In a running act: proposals and a final text go to the body that decides, with a document that tells them.</summary>
    /// <param name="concludes">The document ends the process in law.</param>
    public async Task<Id<HandOver>> HandOverAsync(ProcessInfo process, Id<Document>? text, IReadOnlyCollection<Id<Proposal>> chosen,
        string what, string by, string to, DateOnly day, bool concludes, DateTimeOffset now, CancellationToken cancel)
    {
        var made = await deciding.HandOverAsync(process, text, chosen, what, by, to, day, now, cancel);
        if (concludes) made.Conclude();
        return made.Id;
    }

    /// <summary>In a running act: what was handed over before goes with the document that ends the process.</summary>
    public async Task ConcludeAsync(Id<HandOver> handOver, Id<Process> process, CancellationToken cancel) =>
        (await db.HandOvers.SingleOrDefaultAsync(h => h.Id == handOver && h.Process == process, cancel) ?? throw new Unknown()).Conclude();

    /// <summary>All outcomes of a process, decision by decision in order of day.</summary>
    public async Task<IReadOnlyList<OutcomeInfo>> OutcomesAsync(Id<Process> process, CancellationToken cancel)
    {
        var found = await (from decision in db.Decisions.AsNoTracking()
                           join act in db.Set<AdministrativeAct>() on decision.Act equals act.Id
                           join outcome in db.Set<Outcome>() on decision.Id equals outcome.Decision
                           where decision.Process == process
                           orderby act.Day, decision.At, outcome.Position
                           select new { outcome, act }).ToListAsync(cancel);
        return [.. found.Select(f => new OutcomeInfo(f.outcome.Id, f.outcome.Decision, f.outcome.Item, f.outcome.Label, f.outcome.Title,
            f.outcome.Settled, f.outcome.Reason, f.outcome.Office, f.outcome.Due, f.act.Cited, f.act.Day))];
    }

    /// <summary>How many days each hand-over that was decided waited for its first decision.</summary>
    public async Task<IReadOnlyList<int>> DaysToAnswerAsync(Id<Process> process, CancellationToken cancel)
    {
        var answered = await (from decision in db.Decisions.AsNoTracking()
                              join act in db.Set<AdministrativeAct>() on decision.Act equals act.Id
                              join handOver in db.Set<HandOver>() on decision.HandOver equals handOver.Id
                              where decision.Process == process
                              select new { handOver.Id, From = handOver.Day, To = act.Day }).ToListAsync(cancel);
        return [.. answered.GroupBy(a => a.Id).Select(g => g.Min(a => a.To).DayNumber - g.First().From.DayNumber)];
    }

    public async Task<IReadOnlyList<ActionInfo>> ActionsAsync(Id<Process> process, CancellationToken cancel) =>
        await db.FollowUps.AsNoTracking().Where(a => a.Process == process).OrderBy(a => a.Code)
        .Select(a => new ActionInfo(a.Id, a.Process, a.Code, a.Text, a.Office, a.Due, a.State)).ToListAsync(cancel);

    /// <summary>The acts of a process that a page may cite, in order of day.</summary>
    public async Task<IReadOnlyList<ActInfo>> ActsAsync(Id<Process> process, CancellationToken cancel) =>
        [.. (await db.AdministrativeActs.AsNoTracking().Where(a => a.Process == process).OrderBy(a => a.Day).ToListAsync(cancel))
            .Select(a => new ActInfo(a.Kind, a.Organ, a.Number, a.Day, a.About, a.Cited))];
}
