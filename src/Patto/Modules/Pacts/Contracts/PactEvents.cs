using Patto.Database;
using Patto.Modules.Processes;

namespace Patto.Modules.Pacts.Contracts;

/// <summary>A pact was begun, or what is said of it changed.</summary>
[Sentence("Un patto è stato scritto o corretto.")]
public sealed record PactWritten(Id<Pact> Pact, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>A draft that nobody was asked to sign is gone.</summary>
[Sentence("La bozza di un patto è stata eliminata.")]
public sealed record PactDiscarded(Id<Pact> Pact, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>From here on it can be signed, and everybody reads it.</summary>
[Sentence("Un patto si può firmare.")]
public sealed record PactOpened(Id<Pact> Pact, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un patto è in vigore.")]
public sealed record PactTookForce(Id<Pact> Pact, Id<Process> In, DateOnly Since) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un patto è stato riguardato, un anno dopo.")]
public sealed record PactReviewed(Id<Pact> Pact, Id<Process> In, DateOnly Day) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>Who signed was told that the yearly review comes near.</summary>
[Sentence("A chi ha firmato un patto è stato ricordato che si riguarda.")]
public sealed record PactReviewReminded(Id<Pact> Pact, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("pact", Pact);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Who is to sign was written down, or what is said of it changed.</summary>
[Sentence("Un firmatario di un patto è stato scritto o corretto.")]
public sealed record SignatoryWritten(Id<Signatory> Signatory, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un firmatario che non aveva firmato è stato tolto da un patto.")]
public sealed record SignatoryRemoved(Id<Signatory> Signatory, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>The letter with the link left again.</summary>
[Sentence("A chi deve firmare un patto, o lo ha firmato, è stata mandata di nuovo la lettera.")]
public sealed record SignatoryAsked(Id<Signatory> Signatory, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
}

/// <param name="ByLink">By the link of the letter; false: on paper, and somebody noted it.</param>
[Sentence("Un patto è stato firmato da uno dei firmatari.")]
public sealed record PactSigned(Id<Signatory> Signatory, Id<Process> In, bool ByLink, DateOnly On) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un firmatario ha detto di no a un patto.")]
public sealed record PactDeclined(Id<Signatory> Signatory, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un firmatario si è ritirato da un patto, con un motivo.")]
public sealed record SignatoryWithdrew(Id<Signatory> Signatory, Id<Process> In, DateOnly On) : IDomainEvent
{
    public Subject About => Subject.Of("signatory", Signatory);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

[Sentence("Un impegno di un patto è stato scritto o corretto.")]
public sealed record CommitmentWritten(Id<Commitment> Commitment, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("commitment", Commitment);
    public Subject? Process => Subject.Of("process", In);
}

[Sentence("Un impegno non ancora firmato è stato tolto da un patto.")]
public sealed record CommitmentRemoved(Id<Commitment> Commitment, Id<Process> In) : IDomainEvent
{
    public Subject About => Subject.Of("commitment", Commitment);
    public Subject? Process => Subject.Of("process", In);
}

/// <summary>Somebody told how far a commitment has come.</summary>
/// <param name="ByLink">Who keeps it, by the link of a letter; false: somebody noted it.</param>
[Sentence("È stato detto a che punto è un impegno di un patto.")]
public sealed record CommitmentTold(Id<Commitment> Commitment, Id<Process> In, CommitmentState State, bool ByLink) : IDomainEvent
{
    public Subject About => Subject.Of("commitment", Commitment);
    public Subject? Process => Subject.Of("process", In);
    public bool IsPublic => true;
}

/// <summary>Its day comes near, or has passed.</summary>
[Sentence("A chi mantiene un impegno è stato ricordato il suo termine.")]
public sealed record CommitmentReminded(Id<Commitment> Commitment, Id<Process> In, bool IsLate) : IDomainEvent
{
    public Subject About => Subject.Of("commitment", Commitment);
    public Subject? Process => Subject.Of("process", In);
}
