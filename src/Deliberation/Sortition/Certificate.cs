using Deliberation.LinearPrograms;

namespace Deliberation.Sortition;

/// <summary>So many seats for people of one type.</summary>
/// <param name="Type">Index of the type.</param>
/// <param name="People">1 or more.</param>
public readonly record struct TypeSeats(int Type, int People);

/// <summary>A panel up to the choice among people who are alike.</summary>
/// <param name="Probability">Of this panel being drawn; all add up to 1.</param>
/// <param name="Seats">Types that sit on it, by index; the people add up to the panel size. Who sits for a type is drawn evenly among its
/// people.</param>
public sealed record PanelShape(double Probability, IReadOnlyList<TypeSeats> Seats);

/// <summary>
/// Why nobody's lot can rise above a level without taking from somebody who has no more: the multipliers of the linear
/// program's dual, checked by adding up.
/// </summary>
/// <remarks>
/// With q_t = Σ_r RowMultipliers[r] (over the rows of type t) + Σ_c CutMultipliers[c]·coefficient, every panel satisfies
/// Σ q_t·seats_t ≤ Σ_r max(multiplier·min, multiplier·max) + Σ_c multiplier·bound. With
/// Weights[t] = q_t + SeatMultipliers[t] ≥ 0, and Σ Weights·people = 1 over the types not settled at an earlier level,
/// the weighted mean chance of those is at most <paramref name="Level"/>.
/// </remarks>
/// <param name="Level">Probability, 0 to 1.</param>
/// <param name="Settled">Types that this level settles: their weight is positive, so none of them can have more.</param>
/// <param name="RowMultipliers">Quotas (pool order), panel size, kinds of household.</param>
/// <param name="CutMultipliers">One a cut known at this level; not negative.</param>
/// <param name="SeatMultipliers">One a type, not negative: for "no more seats than people".</param>
/// <param name="Weights">One a type, not negative.</param>
public sealed record LevelProof(
    double Level,
    IReadOnlyList<int> Settled,
    IReadOnlyList<double> RowMultipliers,
    IReadOnlyList<double> CutMultipliers,
    IReadOnlyList<double> SeatMultipliers,
    IReadOnlyList<double> Weights);

/// <summary>A limit that every real panel keeps although averages of fractions of people would not.</summary>
/// <param name="Coefficients">One a type.</param>
/// <param name="Bound">Σ coefficient·seats is at most this for every panel; some panel reaches it.</param>
/// <param name="Proof">Why.</param>
public sealed record PanelCut(IReadOnlyList<double> Coefficients, double Bound, BoundProof Proof);

/// <summary>All that a stranger needs to check a selection without trusting this program and without solving anything.</summary>
/// <param name="TypeOfPerson">Type of each person, in pool order; people of a type are alike in features and household.</param>
/// <param name="Panels">The lottery over panels.</param>
/// <param name="Levels">LEXIMIN: from the lowest chance to the highest, settling everybody. Maximin: the first level only. Nash: none;
/// instead one cut with coefficients people/expected seats, whose bound is the number of people × 1.001.</param>
/// <param name="Cuts">Limits that the levels use; usually none.</param>
public sealed record Certificate(
    IReadOnlyList<int> TypeOfPerson,
    IReadOnlyList<PanelShape> Panels,
    IReadOnlyList<LevelProof> Levels,
    IReadOnlyList<PanelCut> Cuts);
