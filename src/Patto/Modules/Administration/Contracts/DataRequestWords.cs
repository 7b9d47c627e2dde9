using Patto.Database;

namespace Patto.Modules.Administration.Contracts;

/// <summary>What a person may ask of whoever keeps data about them (GDPR, art. 15, 16, 17, 21).</summary>
public enum DataRequestKind { Copy, Correction, Objection, Erasure }

/// <summary>How far a request has come.</summary>
public enum DataRequestState
{
    Open,
    Fulfilled,
    /// <summary>With the reason, and the way to complain.</summary>
    Refused,
    /// <summary>The data of whoever asked were erased before there was an answer: nobody is left to be written to.</summary>
    Dropped,
}

/// <summary>The Italian of requests.</summary>
public static class DataRequestWords
{
    public static string Italian(this DataRequestKind kind) => kind switch
    {
        DataRequestKind.Copy => "Avere una copia dei dati",
        DataRequestKind.Correction => "Correggere un dato",
        DataRequestKind.Objection => "Opporsi a un uso dei dati",
        DataRequestKind.Erasure => "Cancellare i dati",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this DataRequestState state) => state switch
    {
        DataRequestState.Open => "In esame",
        DataRequestState.Fulfilled => "Accolta",
        DataRequestState.Refused => "Non accolta",
        DataRequestState.Dropped => "Chiusa: i dati sono stati cancellati",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Tag(this DataRequestState state) => state switch
    {
        DataRequestState.Open => "wait",
        DataRequestState.Refused => "no",
        _ => "ok",
    };
}

[Sentence("Una persona ha esercitato un diritto sui suoi dati.")]
public sealed record DataRequested(Id<DataRequest> Request, DataRequestKind Kind, bool AtTheDesk) : IDomainEvent
{
    public Subject About => DataRequest.SubjectOf(Request);
}

[Sentence("È stato prorogato il termine per rispondere a una richiesta sui dati personali.")]
public sealed record DataRequestExtended(Id<DataRequest> Request, DateOnly Due) : IDomainEvent
{
    public Subject About => DataRequest.SubjectOf(Request);
}

[Sentence("È stata data risposta a una richiesta sui dati personali.")]
public sealed record DataRequestAnswered(Id<DataRequest> Request, DataRequestKind Kind, DataRequestState State) : IDomainEvent
{
    public Subject About => DataRequest.SubjectOf(Request);
}
