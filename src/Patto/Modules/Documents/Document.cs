using System.Security.Cryptography;
using System.Text;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Documents;

/// <summary>A text that people write together, by articles. What they read is an <see cref="Edition"/>; what the drafters change are its
/// <see cref="Node"/>s.</summary>
[Content("document", "kind", "title", "lead", "state")]
public sealed class Document : Entity<Document>, IListedByName
{
    private readonly List<Edition> _editions = [];
    private Document() { }

    public static Document Start(Id<Process> process, Id<Authority> authority, DocumentKind kind, string title, string lead,
        DateTimeOffset now)
    {
        var document = new Document { Process = process, Authority = authority, Kind = kind, Created = now };
        document.Name(title, lead);
        document.Raise(new DocumentStarted(document.Id, process, kind));
        return document;
    }

    public Id<Process> Process { get; private set; }
    public Id<Authority> Authority { get; private set; }
    public DocumentKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    string IListedByName.Name => Title;
    /// <summary>What the text is for, in a sentence or two.</summary>
    public string Lead { get; private set; } = "";
    public DocumentState State { get; private set; }
    public DateTimeOffset Created { get; private set; }
    /// <summary>First day of the public consultation, included.</summary>
    public DateOnly? OpenFrom { get; private set; }
    /// <summary>Last day of the public consultation, included.</summary>
    public DateOnly? OpenTo { get; private set; }
    /// <summary>Last day by which the table answers everybody.</summary>
    public DateOnly? AnswerBy { get; private set; }
    /// <summary>The act that adopted it, as people cite it: "deliberazione del Consiglio comunale n. 12 del 3 marzo 2026".</summary>
    public string? AdoptedBy { get; private set; }
    public IReadOnlyList<Edition> Editions => _editions;

    public Subject Subject => Subject.Of("document", Id);
    public bool IsPublic => State != DocumentState.Draft;
    /// <summary>While it is being written its articles may change.</summary>
    public bool IsBeingWritten => State is DocumentState.Draft or DocumentState.Published;

    public void Name(string title, string lead)
    {
        RuleViolation.UnlessAt("Title", !string.IsNullOrWhiteSpace(title), "document.title", "Scrivi il titolo del testo.");
        (Title, Lead) = (title.Trim(), lead.Trim());
    }

    public void DemandBeingWritten() =>
        RuleViolation.Unless(IsBeingWritten, "document.final",
            "Il testo è definitivo: non si cambia più. Se serve un altro testo, comincia un documento nuovo.");

    /// <summary>Freezes the text as it stands, so that people can read it, cite it and compare it.</summary>
    /// <param name="parts">The text in reading order.</param>
    /// <param name="why">What changed and why; compulsory from the second edition on.</param>
    public Edition Publish(IReadOnlyList<Part> parts, string why, DateTimeOffset now) => Freeze(parts, why, final: false, now);

    /// <summary>The last edition: the one that the deciding body gets.</summary>
    /// <param name="unanswered">Amendments that still wait for an answer.</param>
    public Edition Conclude(IReadOnlyList<Part> parts, string why, int unanswered, DateTimeOffset now)
    {
        RuleViolation.Unless(unanswered == 0, "document.unanswered",
            "Prima di chiudere il testo rispondi a tutti gli emendamenti: ne restano {0}.", unanswered);
        RuleViolation.Unless(OpenTo is not { } last || last < Texts.RomeDay(now), "document.open",
            "La consultazione è ancora aperta: il testo si chiude dal giorno dopo.");
        return Freeze(parts, why, final: true, now);
    }

    private Edition Freeze(IReadOnlyList<Part> parts, string why, bool final, DateTimeOffset now)
    {
        DemandBeingWritten();
        RuleViolation.Unless(parts.Any(p => p.Kind == NodeKind.Comma && p.Text.Length > 0), "document.empty",
            "Non c'è ancora niente da leggere: scrivi almeno un articolo.");
        RuleViolation.UnlessAt("Why", _editions.Count == 0 || !string.IsNullOrWhiteSpace(why), "document.why",
            "Scrivi che cosa cambia rispetto alla versione precedente, e perché.");
        var edition = new Edition(Id, _editions.Count + 1, [.. parts], why.Trim(), final, now);
        RuleViolation.Unless(final || _editions.LastOrDefault()?.Hash != edition.Hash, "document.same",
            "Non è cambiato niente rispetto alla versione {0}.", _editions.Count);
        _editions.Add(edition);
        State = final ? DocumentState.Final : DocumentState.Published;
        Raise(new EditionPublished(Id, Process, edition.Number, edition.Hash, final));
        return edition;
    }

    /// <summary>Between these days, both included, anybody may comment and amend.</summary>
    public void Open(DateOnly from, DateOnly to, DateOnly? answerBy, DateTimeOffset now)
    {
        DemandBeingWritten();
        RuleViolation.Unless(State == DocumentState.Published, "document.unpublished",
            "Prima pubblica il testo: nessuno può osservare ciò che non legge.");
        RuleViolation.UnlessAt("To", from <= to, "document.days", "L'ultimo giorno viene prima del primo: controlla le date.");
        RuleViolation.UnlessAt("To", to >= Texts.RomeDay(now), "document.past", "L'ultimo giorno è già passato.");
        RuleViolation.UnlessAt("AnswerBy", answerBy is not { } day || day > to, "document.answer-by",
            "Le risposte arrivano dopo la chiusura: scegli un giorno più avanti.");
        (OpenFrom, OpenTo, AnswerBy) = (from, to, answerBy);
        Raise(new ConsultationSet(Id, Process, from, to));
    }

    public bool IsOpen(DateTimeOffset now) =>
        State == DocumentState.Published && Texts.RomeDay(now) is var day && OpenFrom <= day && day <= OpenTo;

    public void DemandOpen(DateTimeOffset now)
    {
        RuleViolation.Unless(State == DocumentState.Published && OpenFrom is not null, "consultation.none",
            "Questo testo non è aperto alle osservazioni.");
        RuleViolation.Unless(OpenFrom <= Texts.RomeDay(now), "consultation.early", "Le osservazioni si aprono il {0}.",
            OpenFrom!.Value.ToString("d MMMM yyyy", Texts.Italian));
        RuleViolation.Unless(IsOpen(now), "consultation.over", "Le osservazioni si sono chiuse il {0}.",
            OpenTo!.Value.ToString("d MMMM yyyy", Texts.Italian));
    }

    public void HandOver()
    {
        RuleViolation.Unless(State == DocumentState.Final, "document.not-final",
            "Prima chiudi il testo: chi decide riceve la versione definitiva.");
        State = DocumentState.HandedOver;
        Raise(new DocumentHandedOver(Id, Process, _editions.Count));
    }

    /// <param name="act">The act, as people cite it.</param>
    public void Adopt(string act)
    {
        RuleViolation.Unless(State == DocumentState.HandedOver, "document.not-handed-over",
            "Il testo non è stato consegnato a chi decide.");
        (State, AdoptedBy) = (DocumentState.Adopted, act);
        Raise(new DocumentAdopted(Id, Process, _editions.Count));
    }
}

/// <summary>The text frozen on a day: never changed afterwards, recognisable by its hash.</summary>
[Content("edition", "number", "why", "hash", "parts")]
public sealed class Edition : Entity<Edition>
{
    private Edition() { }
    internal Edition(Id<Document> document, int number, List<Part> parts, string why, bool final, DateTimeOffset at) =>
        (Document, Number, Parts, Why, IsFinal, At, Hash) = (document, number, parts, why, final, at, HashOf(parts));

    public Id<Document> Document { get; private set; }
    public int Number { get; private set; }
    public string Why { get; private set; } = "";
    public bool IsFinal { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>SHA-256, hexadecimal, of "eId TAB heading TAB text LF" for each part, in UTF-8.</summary>
    public string Hash { get; private set; } = "";
    public List<Part> Parts { get; private set; } = [];

    public static string HashOf(IEnumerable<Part> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(parts.Select(p =>
            $"{p.EId}\t{p.Heading}\t{p.Text}\n")))));
}

/// <summary>A piece of a text as it read at one moment.</summary>
/// <param name="EId">Its name inside the text, after Akoma Ntoso, never given to another: <c>art_4__para_2</c>.</param>
/// <param name="Label">Its number as printed: <c>4</c>, <c>4-bis</c>, <c>II</c>.</param>
/// <param name="Plain">"In parole semplici", for articles.</param>
/// <param name="Text">The words of a *comma*; empty when it was taken out.</param>
public sealed record Part(Id<Node> Node, Id<NodeVersion> Version, NodeKind Kind, string EId, string Label, string Heading, string Plain,
    string Text)
{
    public Subject Subject => Subject.Of(Kind == NodeKind.Comma ? "comma" : "article", Node);
}
