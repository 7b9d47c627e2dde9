using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes;
using Patto.Provenance;

namespace Patto.Modules.Decisions;

/// <summary>An answer as it is typed; without outcome it is left for another time.</summary>
public sealed record Entry(Subject Item, Settled? Settled, string? Reason, string? Office, DateOnly? Due);

/// <summary>What the deciding body decided on the merits, item by item. It cites its act, and is never a *presa d'atto*.</summary>
public sealed class Decision : Entity<Decision>
{
    private readonly List<Outcome> _outcomes = [];
    private Decision() { }

    /// <param name="settled">Items that earlier decisions have answered for good.</param>
    public static Decision Take(HandOver handOver, AdministrativeAct act, IReadOnlyList<Entry> entries, IReadOnlySet<Subject> settled,
        DateTimeOffset now)
    {
        RuleViolation.Unless(act.Kind == ActKind.Decision, "decision.kind",
            "Una presa d'atto dice solo che il documento è arrivato: non è una decisione.");
        RuleViolation.UnlessAt("Day", act.Day >= handOver.Day, "decision.early", "La decisione non può venire prima della consegna.");
        var decision = new Decision
        {
            HandOver = handOver.Id,
            Process = handOver.Process,
            Authority = handOver.Authority,
            Act = act.Id,
            At = now
        };
        for (var i = 0; i < handOver.Items.Count; i++)
        {
            var item = handOver.Items[i];
            if (settled.Contains(item.Subject)) continue;
            var entry = entries.FirstOrDefault(e => e.Item == item.Subject);
            RuleViolation.UnlessAt($"Items[{i}].Settled", entry?.Settled is not null || !item.Owed, "decision.missing",
                "Manca l'esito di «{0}».", item.Label);
            if (entry?.Settled is not { } outcome) continue;
            RuleViolation.UnlessAt($"Items[{i}].Reason", outcome == Settled.Accepted || !string.IsNullOrWhiteSpace(entry.Reason),
                "decision.reason", "Scrivi il motivo per «{0}»: è obbligatorio se non è accolta per intero.", item.Label);
            decision._outcomes.Add(new(decision.Id, i, item, outcome, entry));
        }
        RuleViolation.Unless(decision._outcomes.Count > 0, "decision.empty", "Non c'è più niente da decidere su questa consegna.");
        decision.Raise(new DecisionTaken(decision.Id, act.Id, handOver.Process, act.Number, act.Day,
            [.. decision._outcomes.Select(o => new OutcomeFact(o.Id, o.Item, o.Settled))]));
        return decision;
    }

    public Id<HandOver> HandOver { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public Id<AdministrativeAct> Act { get; private set; }
    public DateTimeOffset At { get; private set; }
    public IReadOnlyList<Outcome> Outcomes => _outcomes;
}

/// <summary>The answer on one article, proposal or amendment.</summary>
[Content("outcome", "label", "title", "settled", "reason", "office")]
public sealed class Outcome : Entity<Outcome>
{
    private Outcome() { }
    internal Outcome(Id<Decision> decision, int position, HandedItem item, Settled settled, Entry entry) =>
        (Decision, Position, Item, Label, Title, Settled, Reason, Office, Due) = (decision, position, item.Subject, item.Label, item.Title,
            settled, (entry.Reason ?? "").Trim(), (entry.Office ?? "").Trim(), entry.Due);

    public Id<Decision> Decision { get; private set; }
    public int Position { get; private set; }
    public Subject Item { get; private set; }
    public string Label { get; private set; } = "";
    public string Title { get; private set; } = "";
    public Settled Settled { get; private set; }
    public string Reason { get; private set; } = "";
    /// <summary>Who carries it out.</summary>
    public string Office { get; private set; } = "";
    /// <summary>By when, that day included.</summary>
    public DateOnly? Due { get; private set; }

    public Subject Subject => Subject.Of("outcome", Id);
}

/// <summary>A step of an action, with what happened.</summary>
public sealed record ActionStep(ActionState State, string Note, DateTimeOffset At);

/// <summary>What somebody does because of an outcome (*azione*): staff training, a new opening hour, a bench.</summary>
[Content("action", "code", "text", "office", "state", "steps")]
public sealed class FollowUp : Entity<FollowUp>
{
    private FollowUp() { }

    public static FollowUp Plan(Id<Process> process, Id<Authority> authority, string code, string text, string office, DateOnly? from,
        DateOnly? due, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Text", text.Trim().Length is > 0 and <= 400, "action.text", "Scrivi che cosa si fa, in una frase.");
        RuleViolation.UnlessAt("Due", from is null || due is null || from <= due, "action.days",
            "L'ultimo giorno viene prima del primo: controlla le date.");
        var action = new FollowUp
        {
            Process = process,
            Authority = authority,
            Code = code,
            Text = text.Trim(),
            Office = office.Trim(),
            From = from,
            Due = due,
            Steps = [new(ActionState.ToDo, "", now)]
        };
        action.Raise(new ActionPlanned(action.Id, process, code));
        return action;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public string Code { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Office { get; private set; } = "";
    public DateOnly? From { get; private set; }
    /// <summary>That day included.</summary>
    public DateOnly? Due { get; private set; }
    public ActionState State { get; private set; }
    public List<ActionStep> Steps { get; private set; } = [];

    public Subject Subject => Subject.Of("action", Id);

    public bool IsLate(DateOnly today) => State is ActionState.ToDo or ActionState.InProgress && Due < today;

    public void Move(ActionState state, string note, DateTimeOffset now)
    {
        RuleViolation.UnlessAt("Note", state != ActionState.Dropped || !string.IsNullOrWhiteSpace(note), "action.note",
            "Scrivi perché non si fa più.");
        State = state;
        Steps = [.. Steps, new(state, note.Trim(), now)];
        Raise(new ActionMoved(Id, Process, Code, state));
    }
}
