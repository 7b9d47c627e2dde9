using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Documents;

/// <summary>A text that people write together, by articles. What they read is an <see cref="Edition"/>; what the drafters change are its
/// <see cref="Node"/>s.</summary>
[Content("document", "kind", "title", "lead", "state", "takenBack")]
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
    /// <summary>Consultations that were withdrawn or closed before their day, the oldest first.</summary>
    public List<TakenBack> TakenBack { get; private set; } = [];
    /// <summary>When it was public before, and why no longer.</summary>
    public List<WasPublic> Unpublished { get; private set; } = [];
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

    /// <summary>It was begun and nobody outside ever read it: it goes.</summary>
    internal void Discard()
    {
        RuleViolation.Unless(Unpublished.Count == 0, "document.was-public",
            "Questo testo è già stato pubblico, anche se ora non lo è: la sua storia resta, quindi non si cancella.");
        RuleViolation.Unless(State == DocumentState.Draft && _editions.Count == 0, "document.read",
            "Questo testo è già stato pubblicato: chi l'ha letto deve poterlo ritrovare, quindi non si cancella.");
        Raise(new DocumentDiscarded(Id, Process));
    }

    /// <summary>A text that comes from elsewhere takes the place of what is written, until the first edition.</summary>
    internal void Import(int articles)
    {
        RuleViolation.Unless(_editions.Count == 0, "document.published",
            "Il testo è già stato pubblicato: da qui in poi si cambia un articolo alla volta.");
        Raise(new DocumentImported(Id, Process, articles));
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
        RuleViolation.Unless(parts.Any(p => p is { Kind: NodeKind.Comma, Text.Length: > 0 }), "document.empty",
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
        RuleViolation.UnlessAt("To", !IsOpen(now) || to >= OpenTo, "document.shorter",
            "La consultazione è già cominciata: per chiuderla prima serve un motivo, e si scrive in «Chiudi prima».");
        (OpenFrom, OpenTo, AnswerBy) = (from, to, answerBy);
        Raise(new ConsultationSet(Id, Process, from, to));
    }

    /// <summary>It was opened by mistake: as if it never had been, but that everybody reads that it was, and why it is no longer.</summary>
    /// <param name="arrived">How many remarks came: with one there is something to answer.</param>
    public void Withdraw(int arrived, string why, DateTimeOffset now)
    {
        DemandRunning(now);
        RuleViolation.Unless(arrived == 0, "consultation.answered",
            "Qualcuno ha già scritto ({0}): la consultazione non si ritira più. Puoi chiuderla prima, con un motivo.", arrived);
        RuleViolation.UnlessAt("WithdrawnWhy", !string.IsNullOrWhiteSpace(why), "consultation.why",
            "Scrivi perché: lo legge chiunque apre il testo.");
        TakenBack = [.. TakenBack, new(OpenFrom!.Value, OpenTo!.Value, null, why.Trim(), now)];
        (OpenFrom, OpenTo, AnswerBy) = (null, null, null);
        Raise(new ConsultationWithdrawn(Id, Process));
    }

    /// <summary>It was published by mistake, and nobody has written on it: it is being written again, and everybody who comes there reads
    /// why. Its words stay with who writes; the registry keeps the fingerprint of what was shown.</summary>
    /// <param name="arrived">How many remarks came: with one there is something to answer.</param>
    public void Unpublish(int arrived, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(State == DocumentState.Published, "document.not-published", State == DocumentState.Draft
            ? "Questo testo non è pubblico." : "Il testo è definitivo: non si toglie più dal pubblico.");
        RuleViolation.Unless(!IsOpenOrWillBe(now), "document.still-open",
            "Il testo è aperto alle osservazioni, o sta per esserlo: prima ritira la consultazione.");
        RuleViolation.Unless(arrived == 0, "document.remarked",
            "Qualcuno ha già scritto su questo testo ({0}): non si toglie più. Puoi pubblicare una versione corretta, con il motivo.", arrived);
        RuleViolation.UnlessAt("HiddenWhy", !string.IsNullOrWhiteSpace(why), "document.hidden-why",
            "Scrivi perché: lo legge chiunque cerca il testo.");
        Unpublished = [.. Unpublished, new(_editions[^1].At, now, why.Trim())];
        _editions.Clear();
        (State, OpenFrom, OpenTo, AnswerBy) = (DocumentState.Draft, null, null, null);
        Raise(new DocumentUnpublished(Id, Process));
    }

    /// <summary>It ends before the day that was promised; whoever is writing has at least today.</summary>
    public void Shorten(DateOnly last, string why, DateTimeOffset now)
    {
        DemandRunning(now);
        RuleViolation.UnlessAt("LastDay", last < OpenTo, "consultation.not-earlier",
            "Si chiude già il {0}: scegli un giorno prima.", OpenTo!.Value.ToString("d MMMM yyyy", Texts.Italian));
        RuleViolation.UnlessAt("LastDay", last >= Texts.RomeDay(now) && last >= OpenFrom, "consultation.too-early",
            "L'ultimo giorno può essere oggi o più avanti: chi sta scrivendo deve fare in tempo.");
        RuleViolation.UnlessAt("EarlyWhy", !string.IsNullOrWhiteSpace(why), "consultation.why",
            "Scrivi perché: lo legge chiunque apre il testo.");
        TakenBack = [.. TakenBack, new(OpenFrom!.Value, OpenTo!.Value, last, why.Trim(), now)];
        OpenTo = last;
        Raise(new ConsultationShortened(Id, Process, last));
    }

    private void DemandRunning(DateTimeOffset now) => RuleViolation.Unless(IsOpenOrWillBe(now), "consultation.not-running",
        "Su questo testo non c'è una consultazione aperta, né una che deve aprirsi.");

    public bool IsOpenOrWillBe(DateTimeOffset now) => State == DocumentState.Published && OpenTo >= Texts.RomeDay(now);

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

    /// <summary>The act was cited wrongly; who corrected it tells it.</summary>
    internal void Recite(string was, string act)
    {
        if (AdoptedBy == was) AdoptedBy = act;
    }
}

/// <summary>A consultation that did not last as long as was said.</summary>
/// <param name="From">The first day that was promised, ISO 8601.</param>
/// <param name="To">The last day that was promised, included.</param>
/// <param name="Last">The last day it was closed on instead, included; null: it was withdrawn.</param>
/// <param name="Why">Why, for everybody; plain text.</param>
/// <param name="At">When that was decided; RFC 3339, UTC.</param>
public sealed record TakenBack(DateOnly From, DateOnly To, DateOnly? Last, string Why, DateTimeOffset At);

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

    /// <summary>The number of a *comma* with its dot, where it has one.</summary>
    [JsonIgnore]
    public string Numbered => Label.Length > 0 ? Label + "." : "";

    private const string OfHeading = "__heading";

    /// <summary>The heading of an article as a piece of its own, after Akoma Ntoso: <c>art_4__heading</c>.</summary>
    internal Part HeadingAlone() => this with { EId = EId + OfHeading, Text = Heading };

    internal static bool IsHeading(string eId) => eId.EndsWith(OfHeading, StringComparison.Ordinal);

    /// <summary>Its words are there to be changed; to an article as a whole one only adds.</summary>
    [JsonIgnore]
    public bool HasWords => Kind == NodeKind.Comma || IsHeading(EId);

    internal bool IsDivision => Kind is NodeKind.Book or NodeKind.Title or NodeKind.Chapter or NodeKind.Section or NodeKind.Group;

    internal bool IsOutside => Kind is NodeKind.Premise or NodeKind.Annex or NodeKind.Closing;
}
