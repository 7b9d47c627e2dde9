using Patto.Database;

namespace Patto.Modules.Contributions.Contracts;

/// <summary>A voice came in; it is not public yet.</summary>
public sealed record ContributionRecorded(Id<Contribution> Contribution, string Code, Subject? Process, Via Via, ContributionKind Kind, Subject? Source) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>The staff read it: from now on it is public.</summary>
public sealed record ContributionPublished(Id<Contribution> Contribution, string Code, Subject? Process, bool WordsHidden) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => true;
}

/// <summary>The staff read it and did not publish it; the reason is on the author's page.</summary>
public sealed record ContributionRefused(Id<Contribution> Contribution, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>The reading was taken back within ten minutes: it waits again.</summary>
public sealed record ContributionReadingUndone(Id<Contribution> Contribution, string Code, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Its author took it back.</summary>
/// <param name="WasPublic">The code and "ritirato" stay visible.</param>
public sealed record ContributionWithdrawn(Id<Contribution> Contribution, string Code, Subject? Process, bool WasPublic) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
    public bool IsPublic => WasPublic;
}

/// <summary>The staff gave it another kind, theme or area.</summary>
public sealed record ContributionSorted(Id<Contribution> Contribution, Subject? Process, ContributionKind Kind, string? Theme, string? Area) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Its author left a way to be answered.</summary>
public sealed record ContributionContactAdded(Id<Contribution> Contribution, Subject? Process) : IDomainEvent
{
    public Subject About => Subject.Of("contribution", Contribution);
}

/// <summary>Sheets of slips were printed: these codes may come back written.</summary>
public sealed record SlipsAllocated(Id<SlipBatch> Batch, Subject? Process, string First, string Last, int Count) : IDomainEvent
{
    public Subject About => Subject.Of("slip-batch", Batch);
}
