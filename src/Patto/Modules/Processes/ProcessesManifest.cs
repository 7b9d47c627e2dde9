using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
#pragma warning disable CA1304, CA1311, CA1862 // the database compares

namespace Patto.Modules.Processes;

internal sealed class ProcessesManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [
            new(20, "Cronoprogramma", ProcessUrls.Plan), new(25, "Che cosa è aperto", ProcessUrls.Openings),
            new(28, "Chi deve che cosa", ProcessUrls.Duties), new(30, "Passi di legge", ProcessUrls.LegalSteps),
        ];

    public override IReadOnlyList<Act> Acts =>
    [
        ProcessActs.Create, ProcessActs.SeeDraft, ProcessActs.Edit, ProcessActs.Conclude, ProcessActs.Work,
        ProcessActs.Watch, ProcessActs.Appoint, ProcessActs.Retract,
    ];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ProcessOpened), typeof(ProcessDescribed), typeof(ProcessPublished), typeof(ProcessConcluded), typeof(PhaseChanged),
        typeof(ActivityChanged), typeof(LegalStepSettled), typeof(ProcessReopened), typeof(ClosingExplained),
        typeof(ClosingUndone), typeof(ThemesMerged), typeof(AreasMerged), typeof(OpeningsChanged),
        typeof(TemplateKept), typeof(TemplateRenamed), typeof(TemplateDeleted), typeof(CostsChanged),
        typeof(LegalStepExplained), typeof(ProcessUnpublished), typeof(ProcessDiscarded),
        typeof(TrackAdded), typeof(TrackChanged), typeof(TrackConverged),
    ];

    public override IReadOnlyList<MenuEntry> Menu =>
    [
        new(MenuPlace.Main, 20, "Percorsi", ProcessUrls.List, "percorsi"),
        new(MenuPlace.FootParticipate, 10, "Percorsi aperti e conclusi", ProcessUrls.List),
        new(MenuPlace.Office, 10, "Apri un percorso nuovo", ProcessUrls.New, Demands: ProcessActs.Create),
    ];

    public override IReadOnlyList<Type> Exports =>
        [typeof(PlanTable), typeof(StepsTable), typeof(ReasonsTable), typeof(ResultsTable), typeof(CostsTable)];

    public override IReadOnlyList<Type> FirstSteps => [typeof(BodiesStep), typeof(TextsStep), typeof(PublicStep)];

    public override IReadOnlyList<string> Findable => ["process"];

    public override GlossaryWord? Word => new("percorso (processo partecipativo)", ["Process", "Processes"],
        "a structured path of dialogue on a future project or rule",
        "LR Emilia-Romagna 15/2018, art. 3");

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<PhaseCost>(new PersonalDatum("Chi ha scritto un costo", "Rispondere di ciò che si fa", PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.Set<PhaseCost>().Where(c => c.By != null && who.Actors.Contains(c.By.Value)),
            Tell = c => [("Per che cosa", c.What), ("Quando", c.At)],
            ErasedWith = "AspNetUsers",
        },
        new PersonalTable<ProcessDraft>(new PersonalDatum("Bozza di un percorso da aprire (quello che si è scritto, le persone da invitare)",
            "Riprendere più tardi da dove si era arrivati", "30 giorni dall'ultima volta, o finché il percorso si apre o la bozza si butta"))
        {
            Of = DraftsOf,
            Tell = d => [("Scritta il", d.At), ("Contenuto", d.Typed)],
            Goes = true,
            Lapsed = (db, now) => { var oldest = now.AddDays(-ProcessDraft.Days);
            return db.Set<ProcessDraft>().Where(d => d.At < oldest).OrderBy(d => d.At); },
        },
    ];

    // Of whoever began them, and those that name one of their addresses among the people to invite.
    private static IQueryable<ProcessDraft> DraftsOf(AppDb db, DataSubject who)
    {
        var authority = who.At<Authority>();
        var drafts = db.Set<ProcessDraft>().Where(d => d.Authority == authority);
        return who.Emails.Aggregate(drafts.Where(d => who.Accounts.Contains(d.Account)),
            (found, email) => found.Union(drafts.Where(d => d.Typed.ToLower().Contains(email))));
    }

    public override IReadOnlyList<Impersonal> Impersonal =>
    [
        new(typeof(Phase), "the name of a phase", "Name"),
        new(typeof(Activity), "the name of an activity, and the office that sees to it", "Name", "Owner"),
        new(typeof(OwnTemplate), "a way of running a process: names of phases, seats and offices, never of people", "Key", "Name", "Json"),
        new(typeof(LegalStep), "the name of a step of the law, and the office that sees to it", "Name", "Owner"),
    ];
}
