using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Documents.Contracts;

[Sentence("È cominciata la scrittura di un testo.")]
public sealed record DocumentStarted(Id<Document> Document, Id<Process> In, DocumentKind Kind) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Articles">How many articles the draft has now.</param>
[Sentence("Il testo di una bozza è arrivato da un file o da un incolla.")]
public sealed record DocumentImported(Id<Document> Document, Id<Process> In, int Articles) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Una bozza mai pubblicata è stata cancellata.")]
public sealed record DocumentDiscarded(Id<Document> Document, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un testo è stato tolto dal pubblico, con un motivo.")]
public sealed record DocumentUnpublished(Id<Document> Document, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un articolo è stato riscritto.")]
public sealed record NodeRewritten(Id<Node> Node, Id<Document> Document, Id<Process> In, string EId, int Version) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="Hash">SHA-256 of the frozen text, in hexadecimal.</param>
[Sentence("È stata pubblicata una nuova versione di un testo.")]
public sealed record EditionPublished(Id<Document> Document, Id<Process> In, int Number, string Hash, bool Final) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="From">First day, included.</param>
/// <param name="To">Last day, included.</param>
[Sentence("Un testo è stato aperto alle osservazioni di tutti.")]
public sealed record ConsultationSet(Id<Document> Document, Id<Process> In, DateOnly From, DateOnly To) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Una consultazione aperta per errore è stata ritirata, con un motivo.")]
public sealed record ConsultationWithdrawn(Id<Document> Document, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <param name="To">The new last day, included.</param>
[Sentence("Una consultazione si chiude prima di quanto detto, con un motivo.")]
public sealed record ConsultationShortened(Id<Document> Document, Id<Process> In, DateOnly To) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È arrivato un emendamento.")]
public sealed record AmendmentProposed(Id<Amendment> Amendment, Id<Document> Document, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("amendment", Amendment);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un emendamento è stato letto e pubblicato.")]
public sealed record AmendmentRead(Id<Amendment> Amendment, Id<Process> In, string Code, bool Published) : IDomainEvent
{
    public Subject About => Subject.Of("amendment", Amendment);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => Published;
}

[Sentence("Il Tavolo ha risposto a un emendamento.")]
public sealed record AmendmentAnswered(Id<Amendment> Amendment, Id<Document> Document, Id<Process> In, string Code, Answer Answer)
    : IDomainEvent
{
    public Subject About => Subject.Of("amendment", Amendment);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Chi aveva proposto un emendamento lo ha ritirato.")]
public sealed record AmendmentWithdrawn(Id<Amendment> Amendment, Id<Process> In, string Code, bool Published) : IDomainEvent
{
    public Subject About => Subject.Of("amendment", Amendment);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => Published;
}

[Sentence("La risposta a un emendamento, data per errore, è stata annullata.")]
public sealed record AmendmentWaitsAgain(Id<Amendment> Amendment, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("amendment", Amendment);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("È arrivato un commento a un articolo.")]
public sealed record CommentWritten(Id<Comment> Comment, Id<Document> Document, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("comment", Comment);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un commento è stato letto.")]
public sealed record CommentRead(Id<Comment> Comment, Id<Process> In, bool Published) : IDomainEvent
{
    public Subject About => Subject.Of("comment", Comment);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="WasPublic">The code and "ritirato" stay visible.</param>
[Sentence("Un commento è stato ritirato da chi l'aveva scritto.")]
public sealed record CommentWithdrawn(Id<Comment> Comment, Id<Process> In, string? Code, bool WasPublic) : IDomainEvent
{
    public Subject About => Subject.Of("comment", Comment);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => WasPublic;
}

[Sentence("Un testo è stato consegnato a chi decide.")]
public sealed record DocumentHandedOver(Id<Document> Document, Id<Process> In, int Edition) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un testo è stato approvato da chi decide.")]
public sealed record DocumentAdopted(Id<Document> Document, Id<Process> In, int Edition) : IDomainEvent
{
    public Subject About => Subject.Of("document", Document);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
