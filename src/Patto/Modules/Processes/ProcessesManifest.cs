using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes;

internal sealed class ProcessesManifest : ModuleManifest
{
    public override IReadOnlyList<Act> Acts =>
    [
        ProcessActs.Create, ProcessActs.SeeDraft, ProcessActs.Edit, ProcessActs.Work, ProcessActs.Appoint,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ProcessOpened), typeof(ProcessDescribed), typeof(ProcessPublished), typeof(ProcessConcluded), typeof(PhaseChanged),
        typeof(ActivityChanged), typeof(LegalStepSettled),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 20, "Percorsi", ProcessUrls.List, "percorsi"),
        new(MenuPlace.FootParticipate, 10, "Percorsi aperti e conclusi", ProcessUrls.List),
        new(MenuPlace.Office, 10, "Apri un percorso nuovo", ProcessUrls.New, Demands: ProcessActs.Create),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(PlanTable), typeof(StepsTable)];

    public override IReadOnlyList<string> Findable => ["process"];

    public override string? Word => "Process";

    public override IReadOnlyList<Impersonal> Impersonal =>
    [
        new(typeof(Phase), "the name of a phase", "Name"),
        new(typeof(Activity), "the name of an activity, and the office that sees to it", "Name", "Owner"),
        new(typeof(LegalStep), "the name of a step of the law, and the office that sees to it", "Name", "Owner"),
    ];
}
