using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Web;

namespace Patto.Modules.Decisions;

internal sealed class DecisionsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(100, "Decisioni", DecisionUrls.List)];

    public override IReadOnlyList<Act> Acts => [DecisionActs.HandOver, DecisionActs.Record, DecisionActs.Decide, DecisionActs.Follow];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ProposalsHandedOver), typeof(NoteTaken), typeof(DecisionTaken), typeof(ActionPlanned), typeof(ActionMoved),
        typeof(ActCorrected),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 50, "Decisioni e risultati", "/decisioni", "decisioni"),
        new(MenuPlace.FootOpen, 10, "Decisioni e motivazioni", "/decisioni"),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(70, "Decisioni", "gavel", DecisionUrls.List),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(OutcomesTable), typeof(HandOversTable), typeof(ActionsTable)];

    public override IReadOnlyList<string> Findable => ["decision"];

    public override GlossaryWord? Word => new("decisione di merito", ["Decision", "Outcome"],
        "the answer on each proposal and article, with reasons",
        "LR 15/2018, art. 19");

    public override IReadOnlyList<Impersonal> Impersonal =>
    [
        new(typeof(HandOver), "the body that hands over, the table or the office", "By"),
    ];
}
