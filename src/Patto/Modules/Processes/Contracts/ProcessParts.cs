using System.Text.Json.Serialization;
using Patto.Grants;

namespace Patto.Modules.Processes.Contracts;

/// <summary>What people speak about; other modules name it by <see cref="Key"/>, which never changes.</summary>
/// <param name="Retired">No longer asked about; what was said under it stays.</param>
/// <param name="Into">The key of the theme that it was merged into; empty for most.</param>
/// <param name="Why">Why it was merged.</param>
public sealed record Theme(string Key, string Name, string Question = "", bool Retired = false, string Into = "", string Why = "");

/// <summary>A neighbourhood, village or district; named by its unchanging key.</summary>
/// <param name="Retired">No longer asked about; what was said of it stays, under its name.</param>
/// <param name="Into">The key of the one that it was merged into; empty for most.</param>
/// <param name="Why">Why it was merged.</param>
public sealed record Area(string Key, string Name, bool Retired = false, string Into = "", string Why = "");

/// <summary>One of the parallel ways that a process takes: inside the administration, in public, in the area plan's tables.</summary>
public sealed record Track(string Key, string Name,
    [property: JsonConverter(typeof(JsonStringEnumConverter<TrackKind>))] TrackKind Kind = TrackKind.Public)
{
    /// <summary>The group that works in it; an internal track is read by its members.</summary>
    public Guid? Group { get; init; }

    /// <summary>When an internal track flowed into the public one; null: it has not, or never was one.</summary>
    public DateTimeOffset? Converged { get; init; }

    /// <summary>Why it did.</summary>
    public string Why { get; init; } = "";

    /// <summary>Its earlier names, the oldest first.</summary>
    public IReadOnlyList<TrackBefore> Before { get; init; } = [];

    /// <summary>What is said in it is read inside alone, so far.</summary>
    [JsonIgnore] public bool IsClosed => Kind == TrackKind.Internal && Group is not null && Converged is null;
}

/// <param name="Why">Why it was renamed; empty while the process was not public.</param>
public sealed record TrackBefore(string Name, DateTimeOffset Until, string Why);

/// <summary>Days in which something could be read by everybody, until it was taken back.</summary>
public sealed record WasPublic(DateTimeOffset Since, DateTimeOffset Until, string Why);

/// <summary>What people outside wrote, or were told: where there is one, what it hangs on stays.</summary>
public interface IFromOutside
{
    bool IsFromOutside => true;
}

/// <summary>An act that a phase opens to a role while it runs.</summary>
/// <param name="From">Its first day, where that is later than the phase's.</param>
/// <param name="Until">Its last day, included, where that is earlier than the phase's.</param>
public sealed record PhaseOpening(string Act, [property: JsonConverter(typeof(JsonStringEnumConverter<Role>))] Role Role,
    DateOnly? From = null, DateOnly? Until = null);

/// <summary>A way of involving people, with its rhythm.</summary>
public sealed record InvolvementMethod(string Name, string Rhythm, string Whom = "");

/// <summary>The four bodies of a process; they may all be different.</summary>
/// <param name="OrganName">As the town says it: "Consiglio comunale".</param>
public sealed record Bodies(
    string Proponent = "", string DecidingBody = "",
        [property: JsonConverter(typeof(JsonStringEnumConverter<DecidingOrgan>))] DecidingOrgan Organ = DecidingOrgan.Giunta,
    string OrganName = "", string ResponsibleStructure = "", string Curator = "");

/// <summary>Euro; null: not known.</summary>
/// <param name="Funding">What a call pays.</param>
/// <param name="CoFunding">What others pay; by default the rest of the cost.</param>
public sealed record Money(decimal? Cost = null, decimal? Funding = null, string FundedBy = "", decimal? CoFunding = null,
    IReadOnlyList<Spending>? Spending = null)
{
    /// <summary>Share of the cost that the call does not pay, in percent with two decimals, as the regional register counts it.</summary>
    public decimal? CoFundingPercent =>
        Cost is > 0 and { } cost && Funding is { } funding ? Math.Round((cost - funding) / cost * 100, 2) : null;
}

/// <summary>A line of the accounts, in euro.</summary>
public sealed record Spending(string For, decimal Planned, decimal Spent = 0);

public enum PlanState { Next, Now, Late, Done, Dropped }

public enum LegalStepState { Waiting, Due, Late, Done, Skipped }

public enum PlanChangeKind { Replanned, Started, Done, Reopened, Added, Dropped, Opened }

public static class PartWords
{
    public static string Italian(this ParticipationLevel level) => level switch
    {
        ParticipationLevel.Information => "Informazione",
        ParticipationLevel.Consultation => "Consultazione",
        ParticipationLevel.CoDesign => "Progettazione partecipata",
        _ => "Empowerment",
    };

    public static string Italian(this ProcessNature nature) => nature switch
    {
        ProcessNature.NotCertified => "Processo non certificato",
        ProcessNature.CertifiedNotFunded => "Processo certificato non finanziato",
        _ => "Processo certificato e finanziato",
    };

    public static string Italian(this DecidingOrgan organ) => organ switch
    {
        DecidingOrgan.Giunta => "Giunta",
        DecidingOrgan.Council => "Consiglio",
        DecidingOrgan.Assembly => "Assemblea",
        _ => "Altro organo",
    };

    public static string Italian(this TrackKind kind) => kind switch
    {
        TrackKind.Public => "aperto a tutti",
        TrackKind.Internal => "dentro l'amministrazione",
        TrackKind.AreaPlan => "tavoli del Piano di zona",
        _ => "con i portatori di interesse",
    };

    public static string Italian(this PlanState state) => state switch
    {
        PlanState.Next => "da fare",
        PlanState.Now => "in corso",
        PlanState.Late => "in ritardo",
        PlanState.Done => "concluso",
        _ => "tolto dal programma",
    };

    public static string Italian(this LegalStepState state) => state switch
    {
        LegalStepState.Waiting => "in attesa del passo prima",
        LegalStepState.Due => "da fare",
        LegalStepState.Late => "in ritardo",
        LegalStepState.Done => "fatto",
        _ => "saltato con motivo",
    };

    public static string Italian(this PlanChangeKind change) => change switch
    {
        PlanChangeKind.Replanned => "date cambiate",
        PlanChangeKind.Started => "iniziato",
        PlanChangeKind.Done => "concluso",
        PlanChangeKind.Reopened => "riaperto",
        PlanChangeKind.Added => "aggiunto",
        PlanChangeKind.Opened => "aperture cambiate",
        _ => "tolto dal programma",
    };

    /// <summary>As the drawing of the plan calls it.</summary>
    public static string Mark(this PlanState state) =>
        state switch { PlanState.Done => "done", PlanState.Now => "now", PlanState.Late => "late", _ => "next" };
}
