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
        typeof(VoiceReleased),
    ];

    public override IReadOnlyList<DashboardSection> Sections =>
    [
        new(50, "Proposte", "bulb", ProposalUrls.Sort, ProposalActs.Gather, ProposalUrls.List),
    ];

    public override IReadOnlyList<Type> Exports => [typeof(ProposalsTable)];

    public override IReadOnlyList<string> Findable => ["proposal"];

    public override GlossaryWord? Word => new("proposta", ["Proposal"], "what contributions were gathered into");
}
