using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;

namespace Patto.Modules.Pacts;

public enum SignatoryKind { Body, Municipality, Citizen }

public enum SigningWay { Link, Paper, SignedFile }

/// <summary>Who is to sign, as it is typed.</summary>
/// <param name="Body">The body of the register of stakeholders; null where it is not there.</param>
/// <param name="IsNamed">A person agrees to be named in public.</param>
/// <param name="Delegate">Who signs for the body; for who works on the process only.</param>
/// <param name="Mail">Where the letter goes; empty: it signs on paper.</param>
public sealed record SignatoryData(SignatoryKind Kind, string Name, Id<Stakeholder>? Body = null, bool IsNamed = false,
    string Delegate = "", string Role = "", string Mail = "");

/// <summary>Who signs a pact (*firmatario*): a body, the municipality, a person.</summary>
[Content("signatory", "kind", "isNamed", "signedOn", "way", "declinedWhy", "withdrawnOn", "withdrawnWhy")]
public sealed class Signatory : Entity<Signatory>, IFromOutside
{
    public const int LongestName = 200, LongestRole = 120, LongestReason = 1_000;

    private Signatory() { }

    internal static Signatory Of(Pact pact, SignatoryData data, DateTimeOffset now)
    {
        var signatory = new Signatory { Authority = pact.Authority, Process = pact.Process, Pact = pact.Id, At = now };
        signatory.Say(data);
        return signatory;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Pact> Pact { get; private set; }
    public SignatoryKind Kind { get; private set; }
    public Id<Stakeholder>? Body { get; private set; }
    /// <summary>Of the body; of a person, whom nobody else reads unless <see cref="IsNamed"/>. Empty once it was erased.</summary>
    public string Name { get; private set; } = "";
    public bool IsNamed { get; private set; }
    /// <summary>Who signs, or signed, for the body.</summary>
    public string Delegate { get; private set; } = "";
    public string Role { get; private set; } = "";
    public string Mail { get; private set; } = "";
    /// <summary>Grows when the address changes: links that went to the one before open nothing any more.</summary>
    public int Round { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Asked { get; private set; }
    public DateOnly? SignedOn { get; private set; }
    public SigningWay? Way { get; private set; }
    /// <summary>Of a signed file, the signatures that were found in it; for who works on the process only.</summary>
    public List<FileSignature>? Signatures { get; private set; }
    public DateTimeOffset? Declined { get; private set; }
    public string DeclinedWhy { get; private set; } = "";
    public DateOnly? WithdrawnOn { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";

    public Subject Subject => Subject.Of("signatory", Id);
    /// <summary>It signed and did not withdraw.</summary>
    public bool Holds => SignedOn is not null && WithdrawnOn is null;
    /// <summary>It was written to, or signed.</summary>
    public bool IsFromOutside => Asked is not null || SignedOn is not null;
    /// <summary>Nobody knows yet whether it signs.</summary>
    public bool IsMissing => SignedOn is null && Declined is null;
    /// <summary>As anybody may read it; empty for a person who did not agree to be named.</summary>
    public string PublicName => Kind != SignatoryKind.Citizen || IsNamed ? Name : "";
    internal Recipient Box => Recipient.Email(Mail, Name);

    internal void Describe(SignatoryData data) => Say(data);

    private void Say(SignatoryData data)
    {
        var name = data.Name.Trim();
        RuleViolation.UnlessAt("Name", name.Length > 0, "signatory.name", "Scrivi chi firma: il nome dell'ente o della persona.");
        TextLength.Demand("Name", name, LongestName, "signatory.name-long");
        RuleViolation.UnlessAt("Name", SignedOn is null || (name, data.Kind) == (Name, Kind), "signatory.signed-name",
            "Ha già firmato con questo nome: non si cambia più.");
        RuleViolation.UnlessAt("Body", data.Body is null || data.Kind == SignatoryKind.Body, "signatory.body",
            "Solo un ente sta nel registro dei portatori di interesse: togli l'ente, o scegli «Ente, associazione, impresa».");
        var mail = data.Mail.Trim().Length == 0 ? "" : EmailAddress.Read(data.Mail, nameof(Mail));
        if (mail != Mail) Round++;
        (Kind, Name, Body, Mail) = (data.Kind, name, data.Body, mail);
        IsNamed = data.Kind == SignatoryKind.Citizen && data.IsNamed;
        (Delegate, Role) = (data.Kind == SignatoryKind.Citizen ? "" : data.Delegate.Trim(),
            data.Kind == SignatoryKind.Citizen ? "" : data.Role.Trim());
        TextLength.Demand("Delegate", Delegate, LongestName, "signatory.delegate-long");
        TextLength.Demand("Role", Role, LongestRole, "signatory.role-long");
        Raise(new SignatoryWritten(Id, Process));
    }

    /// <summary>The letter with the link leaves.</summary>
    internal void Ask(DateTimeOffset now, bool isAgain = false)
    {
        RuleViolation.Unless(Mail.Length > 0, "signatory.no-mail",
            "Di questo firmatario manca l'indirizzo: scrivilo, o registra la firma su carta.");
        RuleViolation.Unless(WithdrawnOn is null, "signatory.is-withdrawn", "Si è ritirato dal patto.");
        Asked = now;
        if (isAgain) Raise(new SignatoryAsked(Id, Process));
    }

    /// <param name="on">When; by link, today.</param>
    /// <param name="signatures">Of a signed file, as they were checked.</param>
    internal void Sign(Pact pact, SigningWay way, DateOnly? on, string signs, string role, DateTimeOffset now,
        IReadOnlyCollection<FileSignature>? signatures = null, bool isFromOutside = false)
    {
        if (way == SigningWay.SignedFile && signatures is not { Count: > 0 })
            throw new ArgumentException("A signed file has signatures.", nameof(signatures));
        RuleViolation.Unless(pact.Id == Pact, "signatory.other-pact", "È un firmatario di un altro patto.");
        RuleViolation.Unless(pact.State != PactState.Draft, "signatory.draft", "Il patto è ancora in bozza: prima si apre alla firma.");
        RuleViolation.Unless(WithdrawnOn is null, "signatory.is-withdrawn", "Si è ritirato dal patto.");
        RuleViolation.Unless(SignedOn is null, "signatory.signed", "Ha già firmato: una firma basta.");
        (signs, role) = (signs.Trim(), role.Trim());
        RuleViolation.UnlessAt("Delegate", signs.Length > 0 || Kind == SignatoryKind.Citizen, "signatory.delegate",
            "Scrivi nome e cognome di chi firma.");
        RuleViolation.UnlessAt("Role", role.Length > 0 || Kind == SignatoryKind.Citizen, "signatory.role",
            "Scrivi a che titolo firma: presidente, direttore, assessora.");
        TextLength.Demand("Delegate", signs, LongestName, "signatory.delegate-long");
        TextLength.Demand("Role", role, LongestRole, "signatory.role-long");
        RuleViolation.UnlessAt("SignedOn", on is not null, "signatory.day", "Scrivi il giorno della firma.");
        RuleViolation.UnlessAt("SignedOn", on <= Texts.RomeDay(now), "signatory.day-future",
            "Il giorno della firma non può essere nel futuro.");
        if (Kind != SignatoryKind.Citizen) (Delegate, Role) = (signs, role);
        (SignedOn, Way, Declined, DeclinedWhy) = (on, way, null, "");
        Signatures = signatures is null ? null : [.. signatures];
        Raise(new PactSigned(Id, Process, way == SigningWay.Link || isFromOutside, on!.Value));
    }

    internal void Decline(string why, DateTimeOffset now)
    {
        RuleViolation.Unless(SignedOn is null, "signatory.declines-late",
            "Ha già firmato: chi ha firmato si ritira, con il giorno e il motivo.");
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Why", why.Length > 0, "signatory.why", "Scrivi perché: serve a capire che cosa manca al patto.");
        TextLength.Demand("Why", why, LongestReason, "signatory.why-long");
        (Declined, DeclinedWhy) = (now, why);
        Raise(new PactDeclined(Id, Process));
    }

    /// <summary>Who leaves stays in the list, with the reason.</summary>
    internal void Withdraw(DateOnly? on, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(SignedOn is not null, "signatory.not-signed", "Non ha firmato: non c'è niente da cui ritirarsi.");
        RuleViolation.Unless(WithdrawnOn is null, "signatory.gone", "Si è già ritirato.");
        RuleViolation.UnlessAt("WithdrawnOn", on is not null, "signatory.withdrawn-day", "Scrivi da quale giorno si è ritirato.");
        RuleViolation.UnlessAt("WithdrawnOn", on >= SignedOn && on <= Texts.RomeDay(now), "signatory.withdrawn-when",
            "Ci si ritira dopo avere firmato, e non nel futuro: controlla il giorno.");
        why = why.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("WithdrawnWhy", why.Length > 0, "signatory.withdrawn-why",
            "Scrivi il motivo: resta nell'elenco, e lo legge chiunque.");
        TextLength.Demand("WithdrawnWhy", why, LongestReason, "signatory.withdrawn-long");
        (WithdrawnOn, WithdrawnWhy) = (on, why);
        Raise(new SignatoryWithdrew(Id, Process, on!.Value));
    }

    internal void Remove()
    {
        RuleViolation.Unless(SignedOn is null, "signatory.remove", "Ha firmato: non si toglie. Se se ne va, registra che si ritira.");
        Raise(new SignatoryRemoved(Id, Process));
    }

    /// <summary>A person, or who signed for a body, asks those who work here to take their name out.</summary>
    internal void ForgetAsked()
    {
        Forget();
        Raise(new SignatoryWritten(Id, Process));
    }

    /// <summary>The person who signed, for oneself or for a body, asks to be forgotten: the signature stays, without a name.</summary>
    internal void Forget()
    {
        if (Kind == SignatoryKind.Citizen) (Name, IsNamed) = ("", false);
        ForgetContact();
    }

    internal void ForgetContact()
    {
        if (Mail.Length > 0) Round++;
        (Delegate, Role, Mail, Signatures) = ("", "", "", null);
    }
}
