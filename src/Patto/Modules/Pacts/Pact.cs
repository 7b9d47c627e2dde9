using System.Diagnostics.CodeAnalysis;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts;

public enum PactKind { Founding, Internal, Welfare, Collaboration, FormalAgreement }

public enum PactState { Draft, Open, InForce }

/// <summary>What a pact says of itself, as it is typed.</summary>
/// <param name="Text">A text of the process whose edition is signed; null: what stands here is all there is.</param>
public sealed record PactData(PactKind Kind, string Title, string Purpose, Id<Document>? Text = null);

/// <summary>What was said when the pact was looked over, a year later.</summary>
public sealed record PactReview(DateOnly Day, string Words);

/// <summary>An agreement (*patto*) with commitments that are followed: who promises what to whom, until when.</summary>
[Content("pact", "kind", "title", "purpose", "state", "text", "edition", "protocol", "protocolDay", "since", "reviews")]
public sealed class Pact : Entity<Pact>
{
    public const int LongestTitle = 200, LongestPurpose = 4_000, LongestReview = 2_000, LongestProtocol = 60;
    /// <summary>Who is alone promises, and agrees with nobody.</summary>
    public const int FewestSignatories = 2;

    private Pact() { }

    internal static Pact Write(ProcessInfo process, PactData data, DateTimeOffset now)
    {
        var pact = new Pact { Authority = process.Authority, Process = process.Id, At = now };
        pact.Say(data);
        return pact;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public PactKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public PactState State { get; private set; }
    /// <summary>The text that is signed with it.</summary>
    public Id<Document>? Text { get; private set; }
    /// <summary>Which edition of the text; known from the day it was opened.</summary>
    public int? Edition { get; private set; }
    /// <summary>Number of the formal agreement in the body's register of letters; empty where there is none.</summary>
    public string Protocol { get; private set; } = "";
    public DateOnly? ProtocolDay { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Opened { get; private set; }
    public DateOnly? Since { get; private set; }
    /// <summary>When it is looked over next.</summary>
    public DateOnly? Review { get; private set; }
    public DateTimeOffset? ReviewReminded { get; private set; }
    public List<PactReview> Reviews { get; private set; } = [];

    public Subject Subject => Subject.Of("pact", Id);
    [MemberNotNullWhen(true, nameof(Since), nameof(Review))]
    public bool IsInForce => State == PactState.InForce;

    internal void Describe(PactData data)
    {
        RuleViolation.Unless(State == PactState.Draft, "pact.open",
            "Il patto è alla firma: quello che si firma non si riscrive. Se serve un testo diverso, scrivi un altro patto.");
        Say(data);
    }

    private void Say(PactData data)
    {
        var title = data.Title.Trim();
        RuleViolation.UnlessAt("Title", title.Length > 0, "pact.title", "Scrivi il titolo del patto.");
        TextLength.Demand("Title", title, LongestTitle, "pact.title-long");
        var purpose = data.Purpose.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Purpose", purpose.Length > 0, "pact.purpose", "Scrivi a che cosa serve il patto: lo legge chi lo firma.");
        TextLength.Demand("Purpose", purpose, LongestPurpose, "pact.purpose-long");
        (Kind, Title, Purpose, Text) = (data.Kind, title, purpose, data.Text);
        Raise(new PactWritten(Id, Process));
    }

    /// <summary>Number and day of the formal agreement; both or neither.</summary>
    internal void Register(string number, DateOnly? day, DateTimeOffset now)
    {
        number = number.Trim();
        RuleViolation.UnlessAt("Protocol", number.Length > 0 || day is null, "pact.protocol",
            "Scrivi il numero di protocollo, o togli il giorno.");
        RuleViolation.UnlessAt("ProtocolDay", day is not null || number.Length == 0, "pact.protocol-day",
            "Scrivi il giorno del protocollo.");
        RuleViolation.UnlessAt("ProtocolDay", day is not { } on || on <= Texts.RomeDay(now), "pact.protocol-future",
            "Il giorno del protocollo non può essere nel futuro.");
        RuleViolation.UnlessAt("Protocol", number.Length > 0 || !IsInForce || Kind != PactKind.FormalAgreement, "pact.protocol-needed",
            "Un accordo formale in vigore ha un numero di protocollo: scrivilo.");
        (Protocol, ProtocolDay) = (number, day);
        Raise(new PactWritten(Id, Process));
    }

    /// <summary>Whoever is to sign may sign from here on.</summary>
    /// <param name="editions">How many editions of its text were published; null where it has no text.</param>
    internal void Open(IReadOnlyCollection<Signatory> signatories, IReadOnlyCollection<Commitment> commitments, int? editions,
        DateTimeOffset now)
    {
        RuleViolation.Unless(State == PactState.Draft, "pact.is-open", "Il patto è già aperto alla firma.");
        RuleViolation.Unless(signatories.Count >= FewestSignatories, "pact.signatories",
            "Un patto si fa almeno in due: aggiungi chi lo firma.");
        RuleViolation.Unless(commitments.Count > 0, "pact.commitments",
            "Scrivi almeno un impegno: senza, nessuno saprebbe che cosa firma.");
        RuleViolation.Unless(Text is null || editions > 0, "pact.text",
            "Il testo collegato non è ancora pubblicato: pubblicalo, o togli il collegamento. Si firma un testo che tutti possono leggere.");
        (State, Opened, Edition) = (PactState.Open, now, Text is null ? null : editions);
        Raise(new PactOpened(Id, Process));
    }

    internal void TakeForce(DateOnly? since, IReadOnlyCollection<Signatory> signatories, DateTimeOffset now)
    {
        RuleViolation.Unless(State != PactState.InForce, "pact.in-force", "Il patto è già in vigore.");
        RuleViolation.Unless(State == PactState.Open, "pact.draft", "Il patto è in bozza: prima si apre alla firma.");
        RuleViolation.UnlessAt("Since", since is not null, "pact.since", "Scrivi da quale giorno il patto è in vigore.");
        RuleViolation.UnlessAt("Since", since <= Texts.RomeDay(now), "pact.since-future",
            "Un patto si mette in vigore quel giorno o dopo, non prima.");
        RuleViolation.Unless(signatories.Count(s => s.Holds) >= FewestSignatories, "pact.signatures",
            "Hanno firmato in meno di due: un patto è in vigore quando lo hanno firmato almeno in due.");
        RuleViolation.Unless(Kind != PactKind.FormalAgreement || Protocol.Length > 0, "pact.needs-protocol",
            "Un accordo formale ha un numero di protocollo: scrivilo prima di metterlo in vigore.");
        (State, Since, Review) = (PactState.InForce, since, since!.Value.AddYears(1));
        Raise(new PactTookForce(Id, Process, since.Value));
    }

    /// <summary>It was looked over with who signed it; the next time is a year later.</summary>
    internal void LookOver(DateOnly? day, string words, DateTimeOffset now)
    {
        RuleViolation.Unless(IsInForce, "pact.not-in-force", "Il patto non è ancora in vigore.");
        RuleViolation.UnlessAt("ReviewDay", day is not null, "pact.review-day", "Scrivi il giorno della verifica.");
        RuleViolation.UnlessAt("ReviewDay", day >= Since && day <= Texts.RomeDay(now), "pact.review-when",
            "La verifica viene dopo l'inizio del patto, e non nel futuro: controlla il giorno.");
        words = words.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("ReviewWords", words.Length > 0, "pact.review-words",
            "Scrivi che cosa è uscito dalla verifica: lo legge chiunque.");
        TextLength.Demand("ReviewWords", words, LongestReview, "pact.review-long");
        Reviews = [.. Reviews, new(day!.Value, words)];
        (Review, ReviewReminded) = (day.Value.AddYears(1), null);
        Raise(new PactReviewed(Id, Process, day.Value));
    }

    internal void RemindOfReview(DateTimeOffset now)
    {
        ReviewReminded = now;
        Raise(new PactReviewReminded(Id, Process));
    }

    internal void Discard()
    {
        RuleViolation.Unless(State == PactState.Draft, "pact.discard", "Il patto è alla firma o in vigore: non si elimina più.");
        Raise(new PactDiscarded(Id, Process));
    }
}
