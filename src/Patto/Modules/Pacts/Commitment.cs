using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Pacts;

public enum CommitmentState { ToBegin, UnderWay, Kept, NotKept, Changed }

/// <summary>A commitment as it is typed.</summary>
/// <param name="Keepers">The signatories who keep it, one or more.</param>
/// <param name="CarriesOut">The outcome of a decision, or the proposal, that it carries out.</param>
public sealed record CommitmentData(string What, string ForWhom, IReadOnlyList<Guid> Keepers, DateOnly? Due, string MeasuredBy,
    string Resources, Subject? CarriesOut = null);

/// <summary>How far a commitment had come on a day.</summary>
/// <param name="Words">The proof, how it goes, or the reason.</param>
/// <param name="By">The signatory who told it by its link; null: who works on the process noted it.</param>
/// <param name="Due">The day that was to be kept from here on.</param>
public sealed record CommitmentUpdate(DateTimeOffset At, CommitmentState State, string Words, string Link, Guid? By, DateOnly? Due);

/// <summary>What somebody promises in a pact (*impegno*): what, for whom, until when, and how one sees it.</summary>
[Content("commitment", "code", "what", "forWhom", "keepers", "due", "measuredBy", "resources", "carriesOut", "state", "words", "link")]
public sealed class Commitment : Entity<Commitment>
{
    public const int LongestWhat = 300, LongestText = 500, LongestWords = 2_000;

    private Commitment() { }

    internal static Commitment Promise(Pact pact, string code, CommitmentData data, IReadOnlyCollection<Signatory> signatories,
        DateTimeOffset now)
    {
        var promised = new Commitment { Authority = pact.Authority, Process = pact.Process, Pact = pact.Id, Code = code, At = now };
        promised.Say(data, signatories);
        return promised;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public Id<Pact> Pact { get; private set; }
    public string Code { get; private set; } = "";
    public string What { get; private set; } = "";
    public string ForWhom { get; private set; } = "";
    /// <summary>Identities of signatories.</summary>
    public List<Guid> Keepers { get; private set; } = [];
    /// <summary>Null: as long as the pact lasts.</summary>
    public DateOnly? Due { get; private set; }
    /// <summary>How one sees that it was kept.</summary>
    public string MeasuredBy { get; private set; } = "";
    public string Resources { get; private set; } = "";
    public Subject? CarriesOut { get; private set; }
    public DateTimeOffset At { get; private set; }
    public CommitmentState State { get; private set; }
    /// <summary>The proof, how it goes, or the reason, as last told.</summary>
    public string Words { get; private set; } = "";
    public string Link { get; private set; } = "";
    /// <summary>The oldest first.</summary>
    public List<CommitmentUpdate> Updates { get; private set; } = [];
    public DateTimeOffset? RemindedBefore { get; private set; }
    public DateTimeOffset? RemindedAfter { get; private set; }

    public Subject Subject => Subject.Of("commitment", Id);
    public bool IsRunning => State is CommitmentState.ToBegin or CommitmentState.UnderWay or CommitmentState.Changed;
    public bool IsLate(DateOnly today) => IsRunning && Due < today;
    internal bool IsKeptBy(Signatory signatory) => Keepers.Contains(signatory.Id.Value);

    /// <param name="signatories">All of the pact.</param>
    internal void Describe(CommitmentData data, IReadOnlyCollection<Signatory> signatories)
    {
        DemandUnsigned(signatories);
        Say(data, signatories);
    }

    private void Say(CommitmentData data, IReadOnlyCollection<Signatory> signatories)
    {
        var what = data.What.Trim();
        RuleViolation.UnlessAt("What", what.Length > 0, "commitment.what", "Scrivi che cosa si fa: un impegno piccolo, che si possa controllare.");
        TextLength.Demand("What", what, LongestWhat, "commitment.what-long");
        var keepers = data.Keepers.Distinct().ToList();
        RuleViolation.UnlessAt("Keepers", keepers.Count > 0, "commitment.keepers", "Scegli chi mantiene l'impegno.");
        RuleViolation.UnlessAt("Keepers", keepers.TrueForAll(k => signatories.Any(s => s.Id.Value == k && s.Pact == Pact)),
            "commitment.stranger", "Un impegno lo mantiene chi firma questo patto: scegli dall'elenco.");
        RuleViolation.UnlessAt("Keepers", !signatories.Any(s => keepers.Contains(s.Id.Value) && s.SignedOn is not null),
            "commitment.keeper-signed",
            "Uno di loro ha già firmato il patto senza questo impegno: lo mantiene chi deve ancora firmare.");
        var (forWhom, measured, resources) = (data.ForWhom.Trim(), data.MeasuredBy.Trim(), data.Resources.Trim());
        RuleViolation.UnlessAt("MeasuredBy", measured.Length > 0, "commitment.measured", "Scrivi come si vede che è stato mantenuto.");
        TextLength.Demand("ForWhom", forWhom, LongestText, "commitment.for-long");
        TextLength.Demand("MeasuredBy", measured, LongestText, "commitment.measured-long");
        TextLength.Demand("Resources", resources, LongestText, "commitment.resources-long");
        (What, ForWhom, Keepers, Due, MeasuredBy, Resources, CarriesOut) =
            (what, forWhom, keepers, data.Due, measured, resources, data.CarriesOut);
        Raise(new CommitmentWritten(Id, Process));
    }

    /// <summary>How far it has come.</summary>
    /// <param name="due">With <see cref="CommitmentState.Changed"/>: the new day; null leaves the one that is there.</param>
    /// <param name="by">Who keeps it and tells it by its link; null: somebody notes it.</param>
    internal void Tell(Pact pact, CommitmentState state, string words, string link, DateOnly? due, Signatory? by, DateTimeOffset now)
    {
        RuleViolation.Unless(pact.IsInForce && pact.Id == Pact, "commitment.not-in-force",
            "Il patto non è ancora in vigore: gli impegni si seguono da quel giorno.");
        RuleViolation.Unless(by is null || IsKeptBy(by), "commitment.not-yours", "Questo impegno lo mantiene qualcun altro.");
        RuleViolation.Unless(by is null || by.Holds, "commitment.not-signed", "Lo aggiorna chi ha firmato il patto e non si è ritirato.");
        words = words.ReplaceLineEndings("\n").Trim();
        RuleViolation.UnlessAt("Words", words.Length > 0 || state is CommitmentState.ToBegin or CommitmentState.UnderWay,
            "commitment.words",
            state == CommitmentState.Kept ? "Scrivi da che cosa si vede che è mantenuto." : "Scrivi il motivo: lo legge chiunque.");
        TextLength.Demand("Words", words, LongestWords, "commitment.words-long");
        link = link.Trim();
        RuleViolation.UnlessAt("Link", link.Length == 0 || IsAddress(link), "commitment.link",
            "Scrivi l'indirizzo intero della pagina, da https:// in poi.");
        RuleViolation.UnlessAt("NewDue", due is null || state == CommitmentState.Changed, "commitment.due",
            "Per spostare il termine scegli «Cambiato», e scrivi il motivo.");
        RuleViolation.UnlessAt("NewDue", due is not { } day || day >= Texts.RomeDay(now), "commitment.due-past",
            "Il termine nuovo è già passato: scrivi un giorno che deve ancora venire.");
        if (due is { } later && later != Due) (Due, RemindedBefore, RemindedAfter) = (later, null, null);
        (State, Words, Link) = (state, words, link);
        Updates = [.. Updates, new(now, state, words, link, by?.Id.Value, Due)];
        Raise(new CommitmentTold(Id, Process, state, by is not null));
    }

    private static bool IsAddress(string link) => link.Length <= LongestText && Uri.TryCreate(link, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    internal void Remind(bool isLate, DateTimeOffset now)
    {
        if (isLate) RemindedAfter = now;
        else RemindedBefore = now;
        Raise(new CommitmentReminded(Id, Process, isLate));
    }

    internal void Remove(IReadOnlyCollection<Signatory> signatories)
    {
        DemandUnsigned(signatories);
        Raise(new CommitmentRemoved(Id, Process));
    }

    private void DemandUnsigned(IReadOnlyCollection<Signatory> signatories) => RuleViolation.Unless(
        !signatories.Any(s => s.SignedOn is not null && IsKeptBy(s)), "commitment.signed",
        "Chi lo mantiene lo ha già firmato: un impegno firmato non si riscrive e non si toglie. Segnalo come cambiato, con il motivo.");
}
