namespace Deliberation.Opinions;

/// <summary>Where a participant stands on the map of opinions.</summary>
/// <param name="X">Along the first axis; no unit, 0 is the centre.</param>
/// <param name="Y">Along the second axis.</param>
public readonly record struct Point(double X, double Y)
{
    internal double SquaredDistance(Point other) => ((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y));

    internal double Distance(Point other) => Math.Sqrt(SquaredDistance(other));
}
