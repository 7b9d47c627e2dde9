using System.Collections.Immutable;

namespace Deliberation.Priorities;

/// <summary>Why one item won or did not, for the people who proposed it.</summary>
/// <param name="Item">Index of the project, candidate or option.</param>
/// <param name="Wins">Whether it is among the winners.</param>
/// <param name="Why">What decided, in numbers that can be recounted. What would have been enough: <see cref="Counterfactuals"/>.</param>
public sealed record Verdict(int Item, bool Wins, Bilingual Why);

/// <summary>Who won, in order, and why.</summary>
/// <param name="Rule">The rule's name and how it settles ties.</param>
/// <param name="Winners">Indices, first winner first.</param>
/// <param name="Verdicts">One for each item, in the input's order.</param>
/// <param name="Ties">Where equality had to be settled by the stated tie rule; empty when it never was.</param>
public record Outcome(
    Bilingual Rule,
    ImmutableArray<int> Winners,
    ImmutableArray<Verdict> Verdicts,
    ImmutableArray<Bilingual> Ties);
