using Patto.Database;
using Patto.Modules.Groups;
using Patto.Modules.Processes;

namespace Patto.Modules.Groups.Contracts;

[Sentence("È nato un gruppo di lavoro o un tavolo.")]
public sealed record GroupFormed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("La scheda di un gruppo è stata aggiornata.")]
public sealed record GroupDescribed(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>The group may take in the people of its widening seats.</summary>
[Sentence("Un gruppo si è allargato con nuovi posti.")]
public sealed record GroupEnlarged(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="Seats">How many seats join.</param>
[Sentence("È previsto che un gruppo si allarghi per una fase, e poi si restringa.")]
public sealed record WideningPlanned(Id<Group> Group, Id<Process> In, DateOnly From, DateOnly Until, int Seats) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="Begun">It had begun: the group is narrower before its day.</param>
[Sentence("L'allargamento previsto di un gruppo è stato annullato, o finisce prima.")]
public sealed record WideningTakenBack(Id<Group> Group, Id<Process> In, bool Begun) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un gruppo si è allargato per una fase.")]
public sealed record GroupWidened(Id<Group> Group, Id<Process> In, int Seats, DateOnly Until) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un gruppo si è ristretto: la fase per cui si era allargato è finita.")]
public sealed record GroupNarrowed(Id<Group> Group, Id<Process> In, int Seats) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un posto in un gruppo ha un nuovo componente.")]
public sealed record MemberSeated(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat, bool IsSubstitute) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un componente ha lasciato il suo posto in un gruppo.")]
public sealed record MemberLeft(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un posto di un gruppo è stato descritto in un altro modo.")]
public sealed record SeatDescribed(Id<Group> Group, Id<Process> In, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Ciò che era scritto di un componente di un gruppo è stato corretto.")]
public sealed record MemberCorrected(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("L'uscita di un componente da un gruppo, appena registrata, è stata annullata.")]
public sealed record LeavingUndone(Id<Group> Group, Id<Process> In, Id<Membership> Membership, int Seat) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("L'allargamento di un gruppo, appena registrato, è stato annullato.")]
public sealed record EnlargementUndone(Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("group", Group);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("La risposta a una candidatura, appena data, è stata annullata.")]
public sealed record RefusalUndone(Id<Application> Application, Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È arrivata una candidatura a un gruppo.")]
public sealed record ApplicationReceived(Id<Application> Application, Id<Group> Group, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Una candidatura ha avuto risposta.")]
public sealed record ApplicationAnswered(Id<Application> Application, Id<Group> Group, Id<Process> In, bool Accepted) : IDomainEvent
{
    public Subject About => Subject.Of("application", Application);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È stato scritto qualcosa nello spazio riservato di un gruppo.")]
public sealed record PaperWritten(Id<Paper> Paper, Id<Group> Group, Id<Process> In, PaperKind What) : IDomainEvent
{
    public Subject About => Subject.Of("paper", Paper);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Qualcosa nello spazio riservato di un gruppo è stato corretto.")]
public sealed record PaperCorrected(Id<Paper> Paper, Id<Group> Group, Id<Process> In, PaperKind What) : IDomainEvent
{
    public Subject About => Subject.Of("paper", Paper);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Qualcosa è stato tolto dallo spazio riservato di un gruppo.")]
public sealed record PaperRemoved(Id<Paper> Paper, Id<Group> Group, Id<Process> In, PaperKind What) : IDomainEvent
{
    public Subject About => Subject.Of("paper", Paper);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Quello che era riservato a un gruppo è aperto a tutti.")]
public sealed record PaperOpened(Id<Paper> Paper, Id<Group> Group, Id<Process> In, PaperKind What) : IDomainEvent
{
    public Subject About => Subject.Of("paper", Paper);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
