using System.Runtime.CompilerServices;

namespace Deliberation.Opinions;

/// <summary>Points divided among centres.</summary>
/// <param name="Labels">For each point, the number of its centre.</param>
/// <param name="Centres">The weighted means of their points.</param>
internal sealed record Clustering(int[] Labels, Point[] Centres)
{
    internal double Spread(IReadOnlyList<Point> points, double[] weights) =>
        Labels.Select((label, i) => weights[i] * points[i].SquaredDistance(Centres[label])).Sum();
}

/// <summary>Lloyd's k-means on weighted points of the plane.</summary>
internal static class KMeans
{
    /// <summary>The production engine stops when no centre moves as far as this.</summary>
    private const double Still = 0.01;

    /// <summary>Moves the centres until they rest (or for <paramref name="rounds"/>); a centre without points vanishes.</summary>
    internal static Clustering Run(IReadOnlyList<Point> points, double[] weights, Point[] centres, int rounds, double still = Still)
    {
        var labels = new int[points.Count];
        for (int round = 0; round <= rounds; round++)
        {
            for (int i = 0; i < labels.Length; i++) labels[i] = Nearest(points[i], centres);
            Point[] moved = Means(points, weights, labels, centres.Length);
            bool rest = moved.Length == centres.Length && moved.Zip(centres).All(pair => pair.First.Distance(pair.Second) < still);
            centres = moved;
            if (rest) break;
        }

        return new Clustering(labels, centres);
    }

    /// <summary>The first distinct points, in order.</summary>
    internal static Point[] FirstDistinct(IReadOnlyList<Point> points, int count) => [.. points.Distinct().Take(count)];

    /// <summary>k-means++ (Arthur and Vassilvitskii 2007): each next centre with probability by weighted squared distance.</summary>
    internal static Point[] Spread(IReadOnlyList<Point> points, double[] weights, int count, ref SeededRandom random)
    {
        var centres = new List<Point> { points[random.Below(points.Count)] };
        double[] distances = [.. points.Select(point => point.SquaredDistance(centres[0]))];
        while (centres.Count < count)
        {
            double total = 0;
            for (int i = 0; i < distances.Length; i++) total += weights[i] * distances[i];
            if (total == 0) break;
            double target = total * random.Unit();
            int chosen = 0;
            while (chosen < distances.Length - 1 && (target -= weights[chosen] * distances[chosen]) > 0) chosen++;
            centres.Add(points[chosen]);
            for (int i = 0; i < distances.Length; i++) distances[i] = Math.Min(distances[i], points[i].SquaredDistance(centres[^1]));
        }

        return [.. centres];
    }

    /// <summary>The mean over points of (b − a) / max(a, b); 0 for a point alone in its cluster (Rousseeuw 1987).</summary>
    internal static double Silhouette(IReadOnlyList<Point> points, Clustering clustering)
    {
        int[] sizes = new int[clustering.Centres.Length];
        foreach (int label in clustering.Labels) sizes[label]++;
        if (sizes.Count(size => size > 0) < 2) return 0;

        double total = 0;
        var sums = new double[sizes.Length];
        for (int i = 0; i < points.Count; i++)
        {
            int own = clustering.Labels[i];
            if (sizes[own] <= 1) continue;
            Array.Clear(sums);
            for (int j = 0; j < points.Count; j++) sums[clustering.Labels[j]] += points[i].Distance(points[j]);
            double inside = sums[own] / (sizes[own] - 1), outside = double.PositiveInfinity;
            for (int c = 0; c < sizes.Length; c++)
            {
                if (c != own && sizes[c] > 0) outside = Math.Min(outside, sums[c] / sizes[c]);
            }

            if (Math.Max(inside, outside) > 0) total += (outside - inside) / Math.Max(inside, outside);
        }

        return total / points.Count;
    }

    // A map is drawn a few times in the life of a program: these loops are its whole time, and are compiled well at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Nearest(Point point, Point[] centres)
    {
        int nearest = 0;
        double least = double.PositiveInfinity;
        for (int c = 0; c < centres.Length; c++)
        {
            double distance = point.SquaredDistance(centres[c]);
            if (distance < least) (least, nearest) = (distance, c);
        }

        return nearest;
    }

    /// <summary>The means of the clusters that have points; the labels are renumbered to match.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Point[] Means(IReadOnlyList<Point> points, double[] weights, int[] labels, int count)
    {
        var (x, y, mass) = (new double[count], new double[count], new double[count]);
        for (int i = 0; i < labels.Length; i++)
        {
            x[labels[i]] += weights[i] * points[i].X;
            y[labels[i]] += weights[i] * points[i].Y;
            mass[labels[i]] += weights[i];
        }

        int[] numbers = new int[count];
        var means = new List<Point>(count);
        for (int c = 0; c < count; c++)
        {
            if (mass[c] == 0) continue;
            numbers[c] = means.Count;
            means.Add(new Point(x[c] / mass[c], y[c] / mass[c]));
        }

        for (int i = 0; i < labels.Length; i++) labels[i] = numbers[labels[i]];
        return [.. means];
    }
}
