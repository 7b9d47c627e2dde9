using System.Globalization;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Observatory;

/// <summary>What the record of a process is written from.</summary>
public sealed record RecordSources(
    ProcessView Process, string Authority, IReadOnlyList<GroupView> Groups, IReadOnlyList<MeetingInfo> Meetings,
        IReadOnlyList<DocumentInfo> Documents, IReadOnlyList<CoverageView> Checklist, int Stakeholders, int Participants,
    IReadOnlyDictionary<string, string> ByHand);

/// <summary>The record that writes itself: from the process's own data, and by hand where no data can say it. Always in Italian: the
/// register is. No names of persons.</summary>
public static class OwnRecord
{
    private static readonly string[] FromData =
    [
        "state", "nature", "funding", "cofunded", "cofunding_percent", "cost", "start_year", "end_year", "starts", "ends", "months",
            "responsible", "negotiation_table", "guarantee_committee", "decision_owners", "proponent",
        "topic", "codecision", "design", "digital_tools", "participants_count", "methods", "goals", "expected_results", "documents_planned",
        "documents_approved", "documents", "level", "solicitation", "formal_agreement", "reported_by",
    ];

    /// <summary>Files, pictures and the index come from elsewhere: the index is imported only, nobody has published how it is
    /// computed.</summary>
    private static readonly string[] Nowhere = ["logo", "map", "final_document", "attachments", "index", RecordSchema.Badges];

    /// <summary>The fields that the staff writes.</summary>
    public static readonly IReadOnlyList<string> ByHand = [.. RecordSchema.Fields.Select(f => f.Code).Except(FromData).Except(Nowhere)];

    public static RecordSheet Of(RecordSources from)
    {
        var p = from.Process;
        var fields = RecordSchema.Fields.Select(f => (Field: f, Text: FromData.Contains(f.Code) ? Text(f.Code, from)
            : from.ByHand.GetValueOrDefault(f.Code)))
            .Where(f => f.Text is not null).Select(f => RecordField.Of(f.Field, f.Field.Label, f.Text!));
        return new(p.Info.Title, from.Authority, p.Today, [.. fields]);
    }

    // Null: the record does not print the field, as the register does with what does not concern the process.
    private static string? Text(string code, RecordSources from)
    {
        var p = from.Process;
        return code switch
        {
            "state" => p.Info.IsConcluded ? "Concluso" : p.Info.IsPublic ? "In corso" : "Progetto",
            "nature" => p.Nature.Italian(),
            "funding" => p.Nature == ProcessNature.CertifiedAndFunded ? Euro(p.Money.Funding) : null,
            "cofunded" => p.Money.CoFundingPercent is { } percent ? percent > 0 ? "Sì" : "No" : null,
            "cofunding_percent" => p.Money.CoFundingPercent?.ToString("0.##", Texts.Italian),
            "cost" => Euro(p.Money.Cost),
            "start_year" => p.Starts.Year.ToString(CultureInfo.InvariantCulture),
            "end_year" => p.Ends?.Year.ToString(CultureInfo.InvariantCulture),
            "starts" => Day(p.Starts),
            "ends" => p.Ends is { } end ? Day(end) : null,
            "months" => p.Ends is { } last ? RecordValues.Months(p.Starts, last).ToString(CultureInfo.InvariantCulture) : null,
            "responsible" => p.Bodies.ResponsibleStructure,
            "negotiation_table" => Seats(from, GroupKind.NegotiationTable),
            "guarantee_committee" => Seats(from, GroupKind.Guarantee),
            "decision_owners" => Joined(", ", [p.Bodies.DecidingBody, p.Bodies.OrganName]),
            "proponent" => p.Bodies.Proponent,
            "topic" => Joined(" / ", p.AskedThemes.Select(t => t.Name)),
            "codecision" => p.CoDecision ? "Sì" : "No",
            "design" => Joined("\n", p.Phases.Where(f => f.State != PlanState.Dropped)
            .Select(f => $"{f.Name} ({Day(f.From)} - {Day(f.Until)}). {f.Output}".Trim())),
            "digital_tools" => "Sì",
            "participants_count" => from.Participants > 0 ? from.Participants.ToString(CultureInfo.InvariantCulture)
            : p.ExpectedParticipants?.ToString(CultureInfo.InvariantCulture),
            "methods" =>
            Joined(" / ", from.Meetings.Where(m => m.State == MeetingState.Published).Select(m => m.Method.Italian()).Distinct()),
            "goals" => Joined("\n", p.Goals),
            "expected_results" => Joined("\n", p.Results),
            "documents_planned" => p.LegalSteps.Any(s => s.Key == "docpp") || from.Documents.Count > 0 ? "Sì" : "No",
            "documents_approved" => from.Documents.Any(d => d.AdoptedBy is not null) ? "Sì" : p.Info.IsConcluded ? "No" : null,
            "documents" => Joined(" / ", from.Documents.Select(d => d.Title)),
            "level" => p.Level.Italian().ToUpper(Texts.Italian),
            "solicitation" => Solicitation(from),
            "formal_agreement" => p.LegalSteps.FirstOrDefault(s => s.Key == "accordo-formale") is { } step ? step.DoneOn is null ? "No"
            : "Sì" : null,
            _ => from.Authority,
        };
    }

    private static string? Seats(RecordSources from, GroupKind kind)
    {
        if (from.Groups.FirstOrDefault(g => g.Kind == kind) is not { } group) return null;
        var seats = group.Seats.Where(s => !s.Widening || s.Members.Count > 0).GroupBy(s => s.Interest)
            .Select(s => s.Count() > 1 ? $"{s.Key} ({s.Count()})" : s.Key);
        return Joined("\n", [group.Mandate, "Posti: " + string.Join(", ", seats)]);
    }

    private static string? Solicitation(RecordSources from) => from.Checklist.Count == 0 ? null : string.Create(Texts.Italian,
        $"Nell'elenco ci sono {from.Checklist.Count} interessi ed esperienze: {from.Checklist.Count(i => i.Coverage == Coverage.Represented)} rappresentati, {from.Checklist.Count(i => i.Coverage == Coverage.Contacted)} contattati, {from.Checklist.Count(i => i.Coverage == Coverage.Missing)} da raggiungere. Sulle due mappe: {from.Stakeholders} portatori di interesse.");

    private static string? Joined(string between, IEnumerable<string> parts) =>
        string.Join(between, parts.Where(t => t.Length > 0)) is { Length: > 0 } joined ? joined : null;

    private static string? Euro(decimal? amount) => amount is { } euro ? euro.ToString("N2", Texts.Italian) + " €" : null;

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
