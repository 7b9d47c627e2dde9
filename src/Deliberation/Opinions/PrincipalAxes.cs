using MathNet.Numerics.LinearAlgebra;

namespace Deliberation.Opinions;

/// <summary>
/// The two directions along which the votes differ most: the leading eigenvectors of XᵀX, by a subspace that grows by
/// the residuals of the two wanted vectors and is brought down to its best ones when full (Rayleigh-Ritz with thick
/// restart; Wu and Simon 2000).
/// </summary>
internal sealed class PrincipalAxes
{
    private const int Wanted = 2;
    private const int Kept = 8;
    private const int Full = 32;
    private const int MostRounds = 2_000;

    /// <summary>Length of XᵀX u − λu against the largest λ; an eigenvector is then right to about this over the gap.</summary>
    private const double Residual = 1e-13;

    private readonly CentredVotes _votes;
    private readonly List<double[]> _basis = [];
    private readonly List<double[]> _images = [];
    private SeededRandom _random;

    private PrincipalAxes(CentredVotes votes, ulong seed)
    {
        _votes = votes;
        _random = new SeededRandom(seed);
    }

    /// <summary>Two axes of length one, m long, each with its largest entry positive; zero where the votes have no more directions.</summary>
    internal static double[][] Find(CentredVotes votes, Effort effort) => new PrincipalAxes(votes, effort.Seed).Find(effort.Cancel);

    private double[][] Find(CancellationToken cancel)
    {
        int dimensions = _votes.Zeroed.Count(zeroed => !zeroed);
        for (int i = 0; i < Math.Min(Wanted, dimensions); i++) AddNew(RandomVector());
        double best = double.PositiveInfinity;
        for (int round = 0, stalled = 0; round < MostRounds && _basis.Count > 0; round++)
        {
            cancel.ThrowIfCancellationRequested();
            RotateToRitz(out double[] values);
            if (_basis.Count > Full) CutDown();
            double worst = Enlarge(values, out bool grew);
            stalled = worst < best ? 0 : stalled + 1;
            best = Math.Min(best, worst);
            bool atRounding = worst < 1e3 * Residual && stalled > 3;
            if (worst < Residual || atRounding || !grew) break;
        }

        return [.. Enumerable.Range(0, Wanted).Select(i => i < _basis.Count ? Oriented(_basis[i]) : new double[_votes.Statements])];
    }

    /// <summary>Turns the basis to the eigenvectors of its own projection, largest first.</summary>
    private void RotateToRitz(out double[] values)
    {
        int size = _basis.Count;
        var projected = Matrix<double>.Build.Dense(size, size, (i, j) => (Dot(_basis[i], _images[j]) + Dot(_basis[j], _images[i])) / 2);
        var eigen = projected.Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => eigen.EigenValues[i].Real)];
        var turned = order.Select(i => (Combine(_basis, eigen.EigenVectors.Column(i)), Combine(_images, eigen.EigenVectors.Column(i)))).ToList();
        for (int i = 0; i < size; i++) (_basis[i], _images[i]) = turned[i];
        values = [.. order.Select(i => eigen.EigenValues[i].Real)];
    }

    private void CutDown()
    {
        _basis.RemoveRange(Kept, _basis.Count - Kept);
        _images.RemoveRange(Kept, _images.Count - Kept);
    }

    /// <summary>Adds the residuals of the wanted vectors; gives the largest, against the largest eigenvalue.</summary>
    private double Enlarge(double[] values, out bool grew)
    {
        double worst = 0, scale = Math.Max(values[0], double.Epsilon);
        int before = _basis.Count;
        for (int i = 0; i < Math.Min(Wanted, before); i++)
        {
            double[] residual = [.. _images[i].Zip(_basis[i], (image, entry) => image - (values[i] * entry))];
            double size = Math.Sqrt(Dot(residual, residual)) / scale;
            worst = Math.Max(worst, size);
            if (size >= Residual) AddNew(residual);
        }

        grew = _basis.Count > before;
        return worst;
    }

    /// <summary>Makes a vector orthogonal to the basis (twice, for rounding) and adds it, unless nothing of it is left.</summary>
    private void AddNew(double[] vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] member in _basis) AddTo(vector, -Dot(member, vector), member);
        }

        double left = Math.Sqrt(Dot(vector, vector));
        if (left <= 1e-12 * length || left == 0) return;
        for (int j = 0; j < vector.Length; j++) vector[j] /= left;
        _basis.Add(vector);
        _images.Add(_votes.Scatter(vector));
    }

    private double[] RandomVector() =>
        [.. Enumerable.Range(0, _votes.Statements).Select(j => _random.Unit() - 0.5).Zip(_votes.Zeroed, (entry, zeroed) => zeroed ? 0 : entry)];

    private static double[] Combine(List<double[]> vectors, Vector<double> weights)
    {
        var sum = new double[vectors[0].Length];
        for (int i = 0; i < vectors.Count; i++) AddTo(sum, weights[i], vectors[i]);
        return sum;
    }

    private static double[] Oriented(double[] axis)
    {
        double largest = axis.MaxBy(Math.Abs);
        return largest < 0 ? [.. axis.Select(entry => -entry)] : axis;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    private static void AddTo(double[] sum, double weight, double[] vector)
    {
        for (int j = 0; j < sum.Length; j++) sum[j] += weight * vector[j];
    }
}
