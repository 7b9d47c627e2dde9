using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Opinions;

/// <summary>Open says that people may answer, between the two instants; what was asked does not change any more.</summary>
public enum SurveyState { Draft, Open }

/// <summary>What a map of opinions says of itself, as it is typed.</summary>
/// <param name="Interests">What people may say of themselves, at most one each; may be empty.</param>
public sealed record SurveyData(string Title, string Text, DateTimeOffset? Opens, DateTimeOffset? Closes, IReadOnlyList<string> Interests);

/// <summary>The name of a group that was found, and what it thinks, in the words of who read the answers.</summary>
public sealed record GroupWords(string Name, string Text);

/// <summary>
/// A map of opinions (*mappa delle opinioni*): statements on which people say whether they agree, and what their answers show: what unites,
/// what divides, and groups where there are any.
/// </summary>
[Content("survey", "title", "text", "opens", "closes", "interests", "state", "groups")]
public sealed class OpinionSurvey : Entity<OpinionSurvey>
{
    public const int LongestTitle = 150, LongestText = 2_000, LongestInterest = 80, LongestName = 60, LongestWords = 400;
    public const int MostInterests = 8, MostStatements = 100;
    /// <summary>With fewer statements hardly any difference can be seen, and three answers give a person away.</summary>
    public const int FewestStatements = 5;

    private OpinionSurvey() { }

    internal static OpinionSurvey Write(ProcessInfo process, string code, SurveyData data, DateTimeOffset now)
    {
        var survey = new OpinionSurvey { Authority = process.Authority, Process = process.Id, Code = code, At = now };
        survey.Say(data);
        return survey;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset Opens { get; private set; }
    public DateTimeOffset Closes { get; private set; }
    /// <summary>What people may say of themselves, at most one each: the groups of interest that were known before.</summary>
    public List<string> Interests { get; private set; } = [];
    public SurveyState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    /// <summary>What the answers showed when they were last looked at.</summary>
    public SurveyResult? Result { get; private set; }
    public DateTimeOffset? Mapped { get; private set; }
    /// <summary>Names of the groups, in the order of the result that they were given to.</summary>
    public List<GroupWords> Groups { get; private set; } = [];

    public Subject Subject => Subject.Of("survey", Id);
    public bool IsAsking(DateTimeOffset now) => State == SurveyState.Open && Opens <= now && now < Closes;
    public bool IsOver(DateTimeOffset now) => State == SurveyState.Open && Closes <= now;

    internal void Describe(SurveyData data)
    {
        RuleViolation.UnlessAt("Interests", State == SurveyState.Draft || Read(data.Interests).SequenceEqual(Interests),
            "survey.interests-frozen", "Si risponde già: le voci fra cui ci si riconosce non si cambiano più.");
        RuleViolation.UnlessAt("OpensOn", State == SurveyState.Draft || data.Opens == Opens, "survey.opens-frozen",
            "È già aperta: l'inizio non si cambia più.");
        Say(data);
    }

    private static List<string> Read(IEnumerable<string> typed) => [.. typed.Select(i => i.Trim()).Where(i => i.Length > 0)];

    private void Say(SurveyData data)
    {
        var (title, text, interests) = (data.Title.Trim(), data.Text.ReplaceLineEndings("\n").Trim(), Read(data.Interests));
        RuleViolation.UnlessAt("Title", title.Length > 0, "survey.title", "Scrivi di che cosa si tratta: è il titolo della pagina.");
        TextLength.Demand("Title", title, LongestTitle, "survey.title-long");
        TextLength.Demand("Text", text, LongestText, "survey.text-long");
        RuleViolation.UnlessAt("OpensOn", data.Opens is not null, "survey.opens", "Scrivi da quando si risponde.");
        RuleViolation.UnlessAt("ClosesOn", data.Closes is not null, "survey.closes", "Scrivi fino a quando si risponde.");
        RuleViolation.UnlessAt("ClosesOn", data.Closes > data.Opens, "survey.order", "La chiusura viene dopo l'apertura.");
        RuleViolation.UnlessAt("Interests", interests.Count != 1, "survey.interests-one",
            "Una voce sola non distingue nessuno: scrivine almeno due, o nessuna.");
        RuleViolation.UnlessAt("Interests", interests.Count <= MostInterests, "survey.interests-many", "Le voci sono al massimo {0}.",
            MostInterests);
        foreach (var interest in interests) TextLength.Demand("Interests", interest, LongestInterest, "survey.interest-long");
        RuleViolation.UnlessAt("Interests", interests.Distinct(StringComparer.OrdinalIgnoreCase).Count() == interests.Count,
            "survey.interests-twice", "Una voce è scritta due volte.");
        (Title, Text, Opens, Closes, Interests) = (title, text, data.Opens!.Value, data.Closes!.Value, interests);
        Raise(new SurveyWritten(Id, Process));
    }

    /// <param name="statements">How many are ready to be asked.</param>
    internal void Open(int statements, DateTimeOffset now)
    {
        RuleViolation.Unless(State == SurveyState.Draft, "survey.is-open", "È già aperta.");
        RuleViolation.Unless(statements >= FewestStatements, "survey.few",
            "Servono almeno cinque frasi: con meno non si vede niente, e poche risposte fanno riconoscere chi risponde.");
        RuleViolation.Unless(Closes > now, "survey.past", "La chiusura è già passata: scrivi un giorno che deve ancora venire.");
        State = SurveyState.Open;
        if (Opens < now) Opens = now;
        Raise(new SurveyOpened(Id, Process));
    }

    internal void Map(SurveyResult result, DateTimeOffset now) => (Result, Mapped) = (result, now);

    /// <param name="groups">One for each group of the result; without a name it keeps its letter.</param>
    internal void Name(IReadOnlyList<GroupWords> groups)
    {
        List<GroupWords> said = [.. groups.Select(g => new GroupWords(g.Name.Trim(), g.Text.ReplaceLineEndings("\n").Trim()))];
        foreach (var group in said)
        {
            TextLength.Demand("Names", group.Name, LongestName, "survey.name-long");
            TextLength.Demand("Words", group.Text, LongestWords, "survey.words-long");
        }
        RuleViolation.Unless(Result is { } result && said.Count == result.Groups.Count, "survey.groups-moved",
            "Nel frattempo i gruppi sono cambiati: guarda la mappa di adesso, poi scrivi i nomi.");
        Groups = said;
        Raise(new OpinionGroupsNamed(Id, Process));
    }

    /// <param name="sheets">How many sheets of paper were typed.</param>
    internal void Type(int sheets) => Raise(new SheetsTyped(Id, Process, sheets));

    internal void Discard()
    {
        RuleViolation.Unless(State == SurveyState.Draft, "survey.not-draft",
            "È già aperta: non si elimina più. Si può chiudere prima, cambiando la data.");
        Raise(new SurveyDiscarded(Id, Process));
    }
}
