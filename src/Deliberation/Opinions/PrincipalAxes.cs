using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private readonly List<double[]> _projected = [];
    private SeededRandom _random;

    private PrincipalAxes(CentredVotes votes, ulong seed)
    {
        _votes = votes;
        _random = new SeededRandom(seed);
    }

    /// <summary>Two axes of length one, m long, each with its largest entry positive; zero where the votes have no more
    /// directions.</summary>
    internal static double[][] Find(CentredVotes votes, Effort effort) => new PrincipalAxes(votes, effort.Seed).Find(effort.Cancel);

    private double[][] Find(CancellationToken cancel)
    {
        int dimensions = _votes.Zeroed.Count(zeroed => !zeroed);
        for (int i = 0; i < Math.Min(Wanted, dimensions); i++) AddNew(RandomVector());
        double best = double.PositiveInfinity;
        for (int round = 0, stalled = 0; round < MostRounds && _basis.Count > 0; round++)
        {
            cancel.ThrowIfCancellationRequested();
            if (_basis.Count > Full) CutDown();
            double worst = Enlarge(out bool grew);
            stalled = worst < best ? 0 : stalled + 1;
            best = Math.Min(best, worst);
            bool atRounding = worst < 1e3 * Residual && stalled > 3;
            if (worst < Residual || atRounding || !grew) break;
        }

        if (_basis.Count > 0) CutDown();
        return [.. Enumerable.Range(0, Wanted).Select(i => i < _basis.Count ? Oriented(_basis[i]) : new double[_votes.Statements])];
    }

    /// <summary>The eigenvectors of the projection on the basis, largest first.</summary>
    private (Vector<double>[] Vectors, double[] Values) Ritz()
    {
        var eigen = Matrix<double>.Build.Dense(_basis.Count, _basis.Count, (i, j) => _projected[Math.Max(i, j)][Math.Min(i, j)])
            .Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, _basis.Count).OrderByDescending(i => eigen.EigenValues[i].Real)];
        return ([.. order.Select(i => eigen.EigenVectors.Column(i))], [.. order.Select(i => eigen.EigenValues[i].Real)]);
    }

    /// <summary>Keeps the best Ritz vectors only.</summary>
    private void CutDown()
    {
        var (vectors, values) = Ritz();
        int kept = Math.Min(Kept, values.Length);
        var best = vectors.Take(kept).Select(vector => (Combine(_basis, vector), Combine(_images, vector))).ToList();
        _basis.Clear();
        _images.Clear();
        _projected.Clear();
        for (int i = 0; i < kept; i++)
        {
            _basis.Add(best[i].Item1);
            _images.Add(best[i].Item2);
            _projected.Add([.. Enumerable.Range(0, i + 1).Select(j => j == i ? values[i] : 0)]);
        }
    }

    /// <summary>Adds the residuals of the wanted vectors; gives the largest, against the largest eigenvalue.</summary>
    private double Enlarge(out bool grew)
    {
        var (vectors, values) = Ritz();
        double worst = 0, scale = Math.Max(values[0], double.Epsilon);
        int before = _basis.Count;
        foreach (var (vector, value) in vectors.Zip(values).Take(Wanted).ToList())
        {
            double[] residual = Combine(_images, Padded(vector));
            AddTo(residual, -value, Combine(_basis, Padded(vector)));
            double size = Math.Sqrt(Dot(residual, residual)) / scale;
            worst = Math.Max(worst, size);
            if (size >= Residual) AddNew(residual);
        }

        grew = _basis.Count > before;
        return worst;
    }

    /// <summary>The basis may have grown since the vector was found.</summary>
    private double[] Padded(Vector<double> vector) => [.. vector, .. new double[_basis.Count - vector.Count]];

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
        _projected.Add([.. _basis.Select(member => Dot(member, _images[^1]))]);
    }

    private double[] RandomVector() =>
        [.. Enumerable.Range(0, _votes.Statements).Select(j => _random.Unit() - 0.5)
            .Zip(_votes.Zeroed, (entry, zeroed) => zeroed ? 0 : entry)];

    private static double[] Combine(List<double[]> vectors, IList<double> weights)
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

    /// <summary>Four sums side by side, whatever the processor, so that every machine rounds alike.</summary>
    private static double Dot(double[] a, double[] b)
    {
        var xs = MemoryMarshal.Cast<double, Vector256<double>>(a.AsSpan());
        var ys = MemoryMarshal.Cast<double, Vector256<double>>(b.AsSpan());
        var sums = Vector256<double>.Zero;
        for (int k = 0; k < xs.Length; k++) sums += xs[k] * ys[k];
        double sum = Vector256.Sum(sums);
        for (int j = xs.Length * Vector256<double>.Count; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    private static void AddTo(double[] sum, double weight, double[] vector)
    {
        var to = MemoryMarshal.Cast<double, Vector256<double>>(sum.AsSpan());
        var from = MemoryMarshal.Cast<double, Vector256<double>>(vector.AsSpan());
        for (int k = 0; k < to.Length; k++) to[k] += from[k] * weight;
        for (int j = to.Length * Vector256<double>.Count; j < sum.Length; j++) sum[j] += weight * vector[j];
    }
}
