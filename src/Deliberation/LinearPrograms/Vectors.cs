using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Deliberation.LinearPrograms;

/// <summary>
/// Dense vector arithmetic with a fixed order of operations: four lanes on every machine, whatever its registers,
/// no fused multiply-add, so that the same input gives the same bits everywhere.
/// </summary>
internal static class Vectors
{
    private const int Lanes = 4;

    /// <summary>target += factor · source.</summary>
    public static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        ref double from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target);
        var scale = Vector256.Create(factor);
        int i = 0;
        for (; i <= source.Length - Lanes; i += Lanes)
        {
            ref double cell = ref Unsafe.Add(ref to, i);
            (Vector256.LoadUnsafe(ref cell) + (Vector256.LoadUnsafe(ref Unsafe.Add(ref from, i)) * scale)).StoreUnsafe(ref cell);
        }
        for (; i < source.Length; i++) target[i] += source[i] * factor;
    }

    /// <summary>vector *= factor.</summary>
    public static void Scale(Span<double> vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++) vector[i] *= factor;
    }

    /// <summary>The inner product, summed in four interleaved lanes.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        var sum = Vector256<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Lanes; i += Lanes)
            sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref a, i)) * Vector256.LoadUnsafe(ref Unsafe.Add(ref b, i));
        double total = sum.GetElement(0) + sum.GetElement(1) + sum.GetElement(2) + sum.GetElement(3);
        for (; i < left.Length; i++) total += left[i] * right[i];
        return total;
    }

    public static double[] Ones(int length)
    {
        var ones = new double[length];
        Array.Fill(ones, 1);
        return ones;
    }
}
