using Patto.Provenance;

namespace Patto.Modules.Decisions.Contracts;

/// <summary>The kinds of act of a public body that a process cites. A *presa d'atto* says that a document arrived; it decides
/// nothing.</summary>
public enum ActKind { TakingNote, Decision, Suspension, Other }

/// <summary>How far what follows from a decision has come.</summary>
public enum ActionState { ToDo, InProgress, Done, Dropped }

/// <summary>The Italian of the module's terms.</summary>
public static class DecisionWords
{
    public static string Italian(this ActKind kind) => kind switch
    {
        ActKind.TakingNote => "Presa d'atto",
        ActKind.Decision => "Decisione sul merito",
        ActKind.Suspension => "Sospensione degli atti che anticipano l'esito",
        ActKind.Other => "Altro atto",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this Settled outcome) => outcome switch
    {
        Settled.Accepted => "Accolta",
        Settled.InPart => "Accolta in parte",
        Settled.Refused => "Non accolta",
        Settled.Deferred => "Rinviata",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static string Italian(this ActionState state) => state switch
    {
        ActionState.ToDo => "Da fare",
        ActionState.InProgress => "In corso",
        ActionState.Done => "Fatta",
        ActionState.Dropped => "Non si fa più",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>The kind of a tag: never colour alone.</summary>
    public static string Tag(this Settled outcome) =>
        outcome switch { Settled.Accepted => "ok", Settled.InPart => "part", Settled.Refused => "no", _ => "wait" };

    /// <inheritdoc cref="Tag(Settled)"/>
    public static string Tag(this ActionState state) =>
        state switch { ActionState.Done => "ok", ActionState.InProgress => "now", ActionState.Dropped => "no", _ => "wait" };
}
