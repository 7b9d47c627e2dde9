using System.Numerics;

namespace Deliberation.Priorities;

/// <summary>
/// Everybody's share in exact arithmetic. All shares have one common denominator, so that a purchase costs one
/// multiplication a type. Slow next to <see cref="SharesRun"/>, which asks here only what rounding leaves open.
/// </summary>
internal sealed class ExactShares
{
    private readonly SupportTable _table;
    private readonly BigInteger[] _share; // over _unit
    private BigInteger _unit;             // how many make one unit of currency

    public ExactShares(SupportTable table, Fraction endowment)
    {
        _table = table;
        _unit = endowment.Denominator * table.Unit;
        _share = new BigInteger[table.Voters.Length];
        Array.Fill(_share, endowment.Numerator * table.Unit);
    }

    /// <summary>The price of one point of a project: the least r at which the payments min(share, r · points) reach the cost.</summary>
    /// <returns>Currency per point, or null when its supporters have not enough money.</returns>
    public Fraction? PriceOf(int project)
    {
        (BigInteger price, BigInteger parts)? found = Price(project);
        return found is { } r ? new Fraction(r.price, r.parts * _unit) : null;
    }

    /// <summary>What the supporters of a project have left, in currency.</summary>
    public Fraction MoneyBehind(int project)
    {
        BigInteger money = BigInteger.Zero;
        for (int s = _table.First[project]; s < _table.First[project + 1]; s++)
            money += (BigInteger)_table.People[s] * _share[_table.Type[s]];
        return new Fraction(money, _unit);
    }

    /// <summary>What each person of a type has left, in currency.</summary>
    public Fraction ShareOf(int type) => new(_share[type], _unit);

    /// <summary>Takes the payments for a project from its supporters.</summary>
    /// <exception cref="InvalidOperationException">They have not enough.</exception>
    public Payment Buy(int project)
    {
        if (_table.ExactCost[project].IsZero) return new Payment(project, 0, (long)_table.TotalPeople[project], 0);
        (BigInteger price, BigInteger parts) = Price(project) ?? throw new InvalidOperationException("not affordable");
        Refine(parts);
        long full = 0, all = 0;
        for (int s = _table.First[project]; s < _table.First[project + 1]; s++)
        {
            ref BigInteger share = ref _share[_table.Type[s]];
            BigInteger due = price * (BigInteger)_table.Points[s];
            if (share >= due) full += (long)_table.People[s];
            else all += share.IsZero ? 0 : (long)_table.People[s];
            share = share > due ? share - due : BigInteger.Zero;
        }

        return new Payment(project, new Fraction(price, _unit), full, all);
    }

    /// <summary>Makes the unit of money so small that a price over <paramref name="parts"/> is a whole number.</summary>
    private void Refine(BigInteger parts)
    {
        if (parts.IsOne) return;
        _unit *= parts;
        for (int type = 0; type < _share.Length; type++) _share[type] *= parts;
    }

    /// <summary>The price as a fraction of the present unit: price / parts.</summary>
    private (BigInteger Price, BigInteger Parts)? Price(int project)
    {
        BigInteger cost = _table.ExactCost[project] * _unit / _table.Unit;
        BigInteger price = cost, parts = (BigInteger)_table.TotalPoints[project];
        if (parts.IsZero) return null;
        while (true)
        {
            (BigInteger poor, BigInteger rich) = Split(project, price, parts);
            if (rich == parts) return Reduced(price, parts);
            if (rich.IsZero) return null;
            (price, parts) = (cost - poor, rich);
        }
    }

    /// <summary>At a price, the money of those who cannot pay in full, and the points of those who can.</summary>
    private (BigInteger Poor, BigInteger Rich) Split(int project, BigInteger price, BigInteger parts)
    {
        BigInteger poor = BigInteger.Zero, rich = BigInteger.Zero;
        for (int s = _table.First[project]; s < _table.First[project + 1]; s++)
        {
            BigInteger share = _share[_table.Type[s]], people = (BigInteger)_table.People[s], points = (BigInteger)_table.Points[s];
            if (share * parts < price * points) poor += people * share;
            else rich += people * points;
        }

        return (poor, rich);
    }

    private static (BigInteger, BigInteger) Reduced(BigInteger price, BigInteger parts)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(price, parts);
        return (price / common, parts / common);
    }
}
