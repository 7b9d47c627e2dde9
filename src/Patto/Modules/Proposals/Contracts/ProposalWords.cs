using System.Text.Json.Serialization;
using Patto.Grants;

namespace Patto.Modules.Proposals.Contracts;

/// <summary>The steps of a proposal, each entered with a reason.</summary>
public enum ProposalState
{
    /// <summary>Gathered from contributions.</summary>
    Idea,
    Feasibility,
    Priority,
    Design,
    /// <summary>It is in a text.</summary>
    Incorporated,
    /// <summary>The deciding body has answered.</summary>
    Decided,
    /// <summary>Not carried on, with the reason.</summary>
    Dropped,
    /// <summary>It lives on in another.</summary>
    Merged,
    /// <summary>It lives on in two or more.</summary>
    Split,
}

/// <summary>What the offices say of it.</summary>
public enum Feasible { Open, Yes, InPart, Later, No }

/// <summary>What the offices say of a proposal.</summary>
/// <param name="Competence">Whose task it is; empty when nobody said.</param>
/// <param name="Cost">What it would cost, in words; empty when nobody said.</param>
/// <param name="Office">The office that answered; empty while none did.</param>
/// <param name="Time">How long it would take, in words; empty when nobody said.</param>
/// <param name="Verdict">The answer; open while there is none.</param>
/// <param name="Law">What the law allows or asks, in words; null when nobody said. It is not written then: what releases without it sealed
/// stays as it was.</param>
/// <param name="Partners">Who would do it with the body; null when nobody said, as of the law.</param>
public sealed record Feasibility(string Competence, string Cost, string Office, string Time, Feasible Verdict,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Law = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Partners = null)
{
    public static readonly Feasibility Unknown = new("", "", "", "", Feasible.Open);

    internal string Of(SheetPart part) => part switch
    {
        SheetPart.Competence => Competence,
        SheetPart.Law => Law ?? "",
        SheetPart.Cost => Cost,
        SheetPart.Time => Time,
        SheetPart.Partners => Partners ?? "",
        _ => Verdict.Italian(),
    };

    internal Feasibility Trimmed() =>
        new(Competence.Trim(), Cost.Trim(), Office.Trim(), Time.Trim(), Verdict, Said(Law), Said(Partners));

    private static string? Said(string? typed) => typed?.Trim() is { Length: > 0 } said ? said : null;
}

/// <summary>What a feasibility sheet says, each by an officer who knows it.</summary>
public enum SheetPart { Verdict, Competence, Law, Cost, Time, Partners }

/// <summary>Where an office that has no account here is asked, in the words of a later module.</summary>
public interface IAskOffices
{
    Act Act { get; }

    /// <summary>The address of the question about the thing that has this code.</summary>
    string Ask(string process, string code);
}

/// <summary>The Italian of the module's terms.</summary>
public static class ProposalWords
{
    public static string Italian(this ProposalState state) => state switch
    {
        ProposalState.Idea => "Raccolta",
        ProposalState.Feasibility => "In verifica",
        ProposalState.Priority => "Scelta",
        ProposalState.Design => "In progettazione",
        ProposalState.Incorporated => "Entrata nel testo",
        ProposalState.Decided => "Decisa",
        ProposalState.Dropped => "Non portata avanti",
        ProposalState.Merged => "Unita a un'altra",
        ProposalState.Split => "Divisa in più proposte",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Italian(this Feasible verdict) => verdict switch
    {
        Feasible.Open => "Da verificare",
        Feasible.Yes => "Si può fare",
        Feasible.InPart => "Si può fare in parte",
        Feasible.Later => "Non subito",
        Feasible.No => "Non si può fare",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Italian(this SheetPart part) => part switch
    {
        SheetPart.Verdict => "Gli uffici dicono",
        SheetPart.Competence => "Chi può deciderlo",
        SheetPart.Law => "Che cosa dice la legge",
        SheetPart.Cost => "Quanto costa",
        SheetPart.Time => "Tempi",
        SheetPart.Partners => "Con chi si può fare",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    /// <summary>Those that somebody may still change.</summary>
    public static readonly IReadOnlyList<ProposalState> Alive = [ProposalState.Idea, ProposalState.Feasibility, ProposalState.Priority,
        ProposalState.Design, ProposalState.Incorporated];
}
