using System.Globalization;
using System.Numerics;

namespace Deliberation;

/// <summary>An exact rational number in lowest terms, of any size.</summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    private readonly BigInteger _denominatorLessOne; // so that default(Fraction) is 0/1

    /// <summary>The number <paramref name="numerator"/> / <paramref name="denominator"/>, reduced.</summary>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException();
        if (denominator.Sign < 0) (numerator, denominator) = (-numerator, -denominator);
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = common.IsOne ? numerator : numerator / common;
        _denominatorLessOne = (common.IsOne ? denominator : denominator / common) - 1;
    }

    /// <summary>The numerator; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator; 1 or more.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>A decimal number is a fraction over a power of ten: the conversion is exact.</summary>
    public static Fraction From(decimal value)
    {
        int scale = value.Scale;
        return new(new BigInteger(value * Power(scale)), BigInteger.Pow(10, scale));

        static decimal Power(int scale)
        {
            decimal power = 1;
            for (int i = 0; i < scale; i++) power *= 10;
            return power;
        }
    }

    /// <summary>A whole number.</summary>
    public static implicit operator Fraction(long value) => new(value, BigInteger.One);

    /// <summary>A whole number of any size.</summary>
    public static implicit operator Fraction(BigInteger value) => new(value, BigInteger.One);

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) =>
        new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    public static Fraction operator /(Fraction a, Fraction b) =>
        new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Order of the numbers.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Order of the numbers.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;

    /// <summary>Equality of the numbers.</summary>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Inequality of the numbers.</summary>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <inheritdoc/>
    public int CompareTo(Fraction other) =>
        (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>The largest whole number that is not larger.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(Numerator, Denominator, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest whole number that is not smaller.</summary>
    public BigInteger Ceiling() => -new Fraction(-Numerator, Denominator).Floor();

    /// <summary>The nearest double, also when numerator and denominator exceed its range.</summary>
    public double ToDouble()
    {
        int excess = (int)Math.Max(0, Math.Max(Numerator.GetBitLength(), Denominator.GetBitLength()) - 1000);
        return excess == 0
            ? (double)Numerator / (double)Denominator
            : (double)(Numerator >> excess) / (double)(Denominator >> excess);
    }

    /// <summary><c>numerator/denominator</c>, or the numerator alone for a whole number.</summary>
    public override string ToString() => _denominatorLessOne.IsZero
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
