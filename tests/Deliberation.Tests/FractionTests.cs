using FsCheck;
using FsCheck.Fluent;

namespace Deliberation.Tests;

public sealed class FractionTests
{
    [Fact]
    public void Arithmetic_is_exact() => Prop.ForAll(Pairs, pair =>
    {
        Fraction a = pair.A, b = pair.B;
        return a + b - b == a && a * 3 == a + a + a && (b == 0 || a / b * b == a) && a.CompareTo(b) == -b.CompareTo(a)
            && Math.Abs(a.ToDouble() - ((double)a.Numerator / (double)a.Denominator)) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("0.25", "1/4")]
    [InlineData("1000000", "1000000")]
    [InlineData("-0.10", "-1/10")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void Decimals_convert_exactly(string number, string fraction) =>
        Assert.Equal(fraction, Fraction.From(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToString());

    [Fact]
    public void Numbers_beyond_doubles_still_have_a_nearest_double() =>
        Assert.Equal(1 / 3.0, new Fraction(System.Numerics.BigInteger.Pow(7, 2000), 3 * System.Numerics.BigInteger.Pow(7, 2000))
            .ToDouble(), 15);

    private static Arbitrary<(Fraction A, Fraction B)> Pairs => (
        from a in Gen.Choose(-50, 50)
        from b in Gen.Choose(1, 40)
        from c in Gen.Choose(-50, 50)
        from d in Gen.Choose(1, 40)
        select (new Fraction(a, b), new Fraction(c, d))).ToArbitrary();
}
