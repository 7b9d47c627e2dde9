using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Proposals.Contracts;

[Sentence("È nata una proposta dai contributi.")]
public sealed record ProposalGathered(Id<Proposal> Proposal, Id<Process> In, string Code, int Voices) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Altri contributi sono entrati in una proposta.")]
public sealed record VoicesAdded(Id<Proposal> Proposal, Id<Process> In, string Code, int Voices) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un contributo raccolto per errore è uscito da una proposta.")]
public sealed record VoiceReleased(Id<Proposal> Proposal, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Una proposta è stata riscritta.")]
public sealed record ProposalRewritten(Id<Proposal> Proposal, Id<Process> In, string Code) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Una proposta ha cambiato stato.")]
public sealed record ProposalMoved(Id<Proposal> Proposal, Id<Process> In, string Code, ProposalState State) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Una proposta che non era stata portata avanti è stata riaperta.")]
public sealed record ProposalReopened(Id<Proposal> Proposal, Id<Process> In, string Code, ProposalState State) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("È stata valutata la fattibilità di una proposta.")]
public sealed record FeasibilityAssessed(Id<Proposal> Proposal, Id<Process> In, string Code, Feasible Verdict) : IDomainEvent
{
    public Subject About => Subject.Of("proposal", Proposal);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}
