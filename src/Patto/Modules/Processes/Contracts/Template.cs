namespace Patto.Modules.Processes.Contracts;

/// <summary>A way of running a process, as data. Days are relative; a process copies all of it and keeps <see cref="Id"/>,
/// <see cref="Version"/> and the hash of the file.</summary>
/// <param name="Id">As the file is called: <c>lwp</c>.</param>
/// <param name="Months">How long it usually takes.</param>
/// <param name="StartsInMonth">The month of the year it starts in, 1–12, where that belongs to the method.</param>
/// <param name="Inspired">Where it comes from: who ran it first, and when.</param>
public sealed record Template(
    string Id, int Version, string Name, string Summary, string Inspired, int Months, TemplatePhase[] Phases,
    string Subtitle = "", int? StartsInMonth = null, ProcessNature Nature = ProcessNature.NotCertified, string Law = "",
    ParticipationLevel Level = ParticipationLevel.CoDesign,
    bool CoDecision = false, TemplateBodies? Bodies = null, TemplateMoney? Money = null, int? ExpectedParticipants = null,
    string Commitment = "",
    TemplateTrack[]? Tracks = null, TemplateTheme[]? Themes = null, string[]? UpForDecision = null, string[]? NotUpForDecision = null,
    TemplateInvolvement[]? Ways = null, TemplateStep[]? LegalSteps = null, TemplateGroup[]? Groups = null,
    TemplateInterest[]? Stakeholders = null,
    TemplateMeeting[]? Meetings = null, TemplateDocument[]? Documents = null, TemplateIndicator[]? Indicators = null,
    TemplateTarget[]? Training = null,
    string[]? Goals = null, string[]? Results = null)
{
    public IEnumerable<TemplateActivity> Activities => Phases.SelectMany(p => p.Activities ?? []);
}

/// <summary>The regional register's three kinds of process.</summary>
public enum ProcessNature { NotCertified, CertifiedNotFunded, CertifiedAndFunded }

/// <summary>The ladder of participation, from the lowest step.</summary>
public enum ParticipationLevel { Information, Consultation, CoDesign, Empowerment }

/// <summary>Which organ of the deciding body decides.</summary>
public enum DecidingOrgan { Giunta, Council, Assembly, Other }

public enum TrackKind { Public, Internal, AreaPlan, Stakeholders }

/// <param name="OrganName">As the town says it, where the kind does not say enough.</param>
public sealed record TemplateBodies(DecidingOrgan Organ, string OrganName = "", string ResponsibleStructure = "", string Curator = "");

/// <summary>Euro.</summary>
public sealed record TemplateMoney(decimal Cost, decimal Funding, string FundedBy = "");

public sealed record TemplateTrack(string Key, string Name, TrackKind Kind = TrackKind.Public);

/// <param name="Question">What people are asked about it.</param>
public sealed record TemplateTheme(string Key, string Name, string Question = "");

/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Track">Null: the first track, or the only one.</param>
/// <param name="Opens">Which acts it opens, to whom, while it runs.</param>
public sealed record TemplatePhase(string Key, string Name, RelativeDay From, RelativeDay Until, string Output = "", string? Track = null,
    TemplateActivity[]? Activities = null, TemplateOpening[]? Opens = null, TemplateQuestion[]? Questions = null);

/// <summary>How a question of the form is answered: in one's own words, by choosing, on a scale.</summary>
public enum QuestionKind { Text, Choice, Scale }

/// <summary>A question of its own that a phase adds to the form for contributions; at most five.</summary>
/// <param name="Required">Who writes must answer it.</param>
/// <param name="Published">The answer is read by anybody, beside its voice.</param>
/// <param name="Steps">Of a scale, from 1 to this.</param>
/// <param name="Low">What 1 means.</param>
/// <param name="High">What the last step means.</param>
public sealed record TemplateQuestion(string Words, QuestionKind Kind = QuestionKind.Text, string Help = "", bool Required = false,
    bool Published = true, string[]? Choices = null, int Steps = 0, string Low = "", string High = "");

public sealed record TemplateOpening(string Act, Grants.Role Role);

/// <param name="Owner">Who sees to it: an office or a role.</param>
public sealed record TemplateActivity(string Key, string Name, RelativeDay From, RelativeDay Until, string Owner = "", string Output = "",
    bool Milestone = false);

/// <summary>A way of involving people and how often: "Confronto con le parti sociali", "ogni anno".</summary>
public sealed record TemplateInvolvement(string Name, string Rhythm, string Whom = "");

/// <param name="Basis">The rule it comes from: "L.R. 15/2018, art. 19".</param>
public sealed record TemplateStep(string Key, string Name, DeadlineRule Due, string Owner = "", string Basis = "");

public enum GroupKind { NegotiationTable, Coordination, Working, Drafting, Guarantee, Consulta, Internal }

/// <summary>How a seat is filled.</summary>
public enum SeatBy { Role, Criteria, Lot }

/// <param name="Enlarged">The phase from which seats marked <see cref="TemplateSeat.Widening"/> may be filled.</param>
public sealed record TemplateGroup(string Key, GroupKind Kind, string Name, string Mandate = "", string DecisionMode = "",
    int? Quorum = null, TemplateSeat[]? Seats = null, string? Enlarged = null);

/// <param name="Widening">Sits only at given moments, or only after the enlargement.</param>
public sealed record TemplateSeat(string Interest, SeatBy By = SeatBy.Criteria, int Count = 1, bool Widening = false, string When = "");

/// <summary>An interest or an experience whose holders must be heard.</summary>
public sealed record TemplateInterest(string Interest, InterestMap Map, string Examples = "");

/// <summary>The two maps: public bodies; private bodies (third sector) and citizens.</summary>
public enum InterestMap { PublicBodies, PrivateAndCitizens }

/// <param name="Method"><c>focus-group</c>, <c>open-space</c>, <c>assembly</c>, <c>table</c>, <c>community-day</c>, <c>round-table</c>,
/// <c>neighbourhood</c>, <c>training</c>, <c>outreach</c>, <c>presentation</c>, <c>learning</c>, <c>other</c>,
/// <c>world-cafe</c>.</param>
public sealed record TemplateMeeting(string Key, string Title, string Method, string Phase, RelativeDay On, string Theme = "",
    bool Public = true, string Group = "");

/// <param name="Kind"><c>regulation</c>, <c>charter</c>, <c>vision</c>, <c>pact</c>, <c>proposal-document</c>, <c>programme</c>,
/// <c>rules</c>, <c>other</c>.</param>
public sealed record TemplateDocument(string Key, string Title, string Kind, string Phase, DecidingOrgan? ApprovedBy = null);

/// <param name="EveryMonths">How often it is measured.</param>
/// <param name="Counts">What the platform counts for it by itself; null: somebody measures it.</param>
public sealed record TemplateIndicator(string Key, string Name, string Unit, decimal? Target = null, int? EveryMonths = null,
    string Source = "", CountedFigure? Counts = null);

/// <summary>A figure that the platform knows of a process without asking anybody.</summary>
public enum CountedFigure
{
    /// <summary>People who took part, as <c>Participation</c> knows them.</summary>
    Participants,
    /// <summary>Per cent of the decided proposals that were accepted, in part too.</summary>
    AcceptedShare,
    /// <summary>Published voices that came as far as an answer of the deciding body.</summary>
    AnsweredVoices,
    /// <summary>Days from a hand-over to its first decision, on average.</summary>
    DaysToAnswer,
    /// <summary>Per cent of the commitments of pacts in force, among those that came to their day, that were kept.</summary>
    KeptCommitments,
}

/// <summary>How many people of a kind are trained: at least 40 citizens.</summary>
public sealed record TemplateTarget(string Who, int AtLeast, string What = "");
