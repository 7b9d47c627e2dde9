namespace Deliberation.LinearPrograms;

/// <summary>
/// The proof that no panel scores above a bound: a tree that splits the panels by how many people of a type they seat,
/// until plain arithmetic on the quotas settles each part. Whoever checks it solves nothing.
/// </summary>
public abstract record BoundProof
{
    private BoundProof() { }

    /// <summary>Panels with at most so many people of a type, and panels with more.</summary>
    /// <param name="Type">Index of the type of person.</param>
    /// <param name="AtMost">Seats; the other branch has at least one more.</param>
    /// <param name="Below">Proof for panels with at most <paramref name="AtMost"/>.</param>
    /// <param name="Above">Proof for panels with at least <paramref name="AtMost"/> + 1.</param>
    public sealed record Split(int Type, int AtMost, BoundProof Below, BoundProof Above) : BoundProof;

    /// <summary>One multiplier a row; the weighted sum of the rows settles this part by weak duality.</summary>
    /// <param name="Multipliers">Of quotas (pool order), size of the panel, kinds of household; a pure number each.</param>
    /// <param name="Empty">True: the multipliers show that no panel lies here. False: that none here scores above the bound.</param>
    public sealed record Leaf(IReadOnlyList<double> Multipliers, bool Empty) : BoundProof;
}
