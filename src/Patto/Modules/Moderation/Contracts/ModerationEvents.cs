using Patto.Database;

namespace Patto.Modules.Moderation.Contracts;

/// <summary>Somebody reported a published text.</summary>
[Sentence("Qualcuno ha segnalato un testo pubblicato.")]
public sealed record TextReported(Id<TextReport> Report, Subject? Process, Subject Of, ReportGround Ground) : IDomainEvent
{
    public Subject About => Subject.Of("text-report", Report);
}

/// <summary>A report was decided, or decided anew: the text stays, is paused, or is read again.</summary>
[Sentence("Una segnalazione ha avuto il suo esito, con un motivo pubblico.")]
public sealed record ReportDecided(Id<TextReport> Report, Subject? Process, Subject Of, ReportedState State) : IDomainEvent
{
    public Subject About => Subject.Of("text-report", Report);
    public bool IsPublic => true;
}

/// <summary>The author of a paused text asks that it be read again.</summary>
[Sentence("L'autore di un testo in pausa ha fatto ricorso.")]
public sealed record PauseAppealed(Id<TextReport> Report, Subject? Process, Subject Of) : IDomainEvent
{
    public Subject About => Subject.Of("text-report", Report);
}
