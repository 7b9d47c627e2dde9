using Patto.Database;
using Patto.Grants;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;

namespace Patto.Modules.Proposals;

internal sealed class ProposalsManifest : ModuleManifest
{
    public override IReadOnlyList<ProcessEntry> ProcessPages =>
        [new(70, "Proposte", ProposalUrls.List)];

    public override IReadOnlyList<Act> Acts => [ProposalActs.Gather, ProposalActs.Release];

    public override IReadOnlyList<Type> Events =>
    [
        typeof(ProposalGathered), typeof(VoicesAdded), typeof(ProposalRewritten), typeof(ProposalMoved), typeof(FeasibilityAssessed),
        typeof(VoiceReleased), typeof(ProposalReopened),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(50, "Proposte", "bulb", ProposalUrls.Sort, ProposalActs.Gather, ProposalUrls.List),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(ProposalsTable), typeof(SheetsTable)];

    public override IReadOnlyList<string> Findable => ["proposal"];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<SheetLine>(new PersonalDatum("Chi ha scritto una voce della scheda «Si può fare?»", "Rispondere di ciò che si fa",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => db.SheetLines.Where(l => l.By != null && who.Actors.Contains(l.By.Value)),
            Tell = l => [("Proposta", Subject.Of("proposal", l.Proposal)), ("Che cosa dice", l.Text),
                ("Ufficio", l.Office), ("Quando", l.At)],
            ErasedWith = "AspNetUsers",
        },
    ];

    public override GlossaryWord? Word => new("proposta", ["Proposal"], "what contributions were gathered into");
}
