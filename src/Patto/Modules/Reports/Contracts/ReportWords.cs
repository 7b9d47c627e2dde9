namespace Patto.Modules.Reports.Contracts;

/// <summary>The two documents that tell a process: one is for everybody and is decided on, the other accounts for it.</summary>
public enum ReportKind
{
    /// <summary>*Documento di proposta partecipata* (DocPP), L.R. Emilia-Romagna 15/2018, art. 19.</summary>
    ProposalDocument,
    /// <summary>*Relazione finale*.</summary>
    FinalReport,
}

/// <summary>Where it stands; in each state one side owes the next step.</summary>
public enum ReportState
{
    /// <summary>The office writes it.</summary>
    Draft,
    /// <summary>The members of the table say yes or no; the office records what came of it.</summary>
    AtTheTable,
    /// <summary>The table has said its word, or the office why it has none: the office sends it to the guarantor.</summary>
    ToValidate,
    /// <summary>The guarantor validates it or sends it back.</summary>
    AtTheGuarantor,
    /// <summary>The guarantor sent it back: the office mends it.</summary>
    Returned,
    /// <summary>The guarantor has judged: the office sends it to the body that decides.</summary>
    Judged,
    Sent,
}

/// <summary>How the table was heard.</summary>
public enum TableWay
{
    /// <summary>Each member with the own account.</summary>
    Page,
    /// <summary>In a meeting, that is named.</summary>
    Meeting,
    /// <summary>Not at all; why is said.</summary>
    None,
}

public enum TableAnswer { Yes, WithReserve, No }

/// <summary>What the guarantor says. One that is not validated may still be sent, and says so.</summary>
public enum VerdictKind { Validated, NotValidated, Returned }

public enum NoteKind
{
    /// <summary>Asks for an answer by a day.</summary>
    Question,
    /// <summary>*Rilievo*: read by everybody, with the answer of whoever leads beside it.</summary>
    Finding,
}

public static class ReportWords
{
    public static string Italian(this ReportKind kind) => kind switch
    {
        ReportKind.ProposalDocument => "Documento di proposta partecipata",
        ReportKind.FinalReport => "Relazione finale",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Italian(this ReportState state) => state switch
    {
        ReportState.Draft => "Si sta scrivendo.",
        ReportState.AtTheTable => "Lo sta verificando il Tavolo.",
        ReportState.ToValidate => "Il Tavolo ha concluso: va mandato al garante.",
        ReportState.AtTheGuarantor => "È dal garante, che lo valida o lo rimanda.",
        ReportState.Returned => "Il garante l'ha rimandato: va corretto.",
        ReportState.Judged => "Il garante si è espresso: va inviato a chi decide.",
        ReportState.Sent => "È stato inviato.",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Tag(this ReportState state) => state switch
    {
        ReportState.Sent => "ok",
        ReportState.Returned => "no",
        ReportState.Draft => "wait",
        _ => "now",
    };

    public static string Italian(this TableAnswer answer) => answer switch
    {
        TableAnswer.Yes => "Sì",
        TableAnswer.WithReserve => "Sì, con riserva",
        TableAnswer.No => "No, perché",
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };

    public static string Italian(this VerdictKind verdict) => verdict switch
    {
        VerdictKind.Validated => "Validato",
        VerdictKind.NotValidated => "Non validato",
        VerdictKind.Returned => "Rimandato con i motivi",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Italian(this NoteKind kind) => kind switch
    {
        NoteKind.Question => "Domanda del garante",
        NoteKind.Finding => "Rilievo del garante",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
