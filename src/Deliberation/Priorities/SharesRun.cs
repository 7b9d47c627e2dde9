namespace Deliberation.Priorities;

/// <summary>
/// One run of Equal Shares for one endowment. Works in doubles with proven error bounds and asks
/// <see cref="ExactShares"/> whenever rounding could change a decision: the purchases are those of exact arithmetic.
/// </summary>
/// <remarks>
/// Bounds. F(r) = Σ people · min(share, r · points) is concave and grows with slope at least <c>rich</c> = the points of
/// those who can pay r. If share i is off by at most e(i) and the sums by at most s, then the true price is no less
/// than r (1 - d) for d = (Σ people · e + s) / (r · rich): there F already lacks the cost. Upwards, the slope to use is the one
/// at r (1 + d), taken in a pass of its own. A sum of k non-negative terms is off by at most (k + 2) · 2^-53 of itself.
/// </remarks>
internal sealed class SharesRun(SupportTable table, BudgetRules rules)
{
    private const double Rounding = 1.0 / (1L << 52);

    private readonly double[] _money = new double[table.Voters.Length]; // what each type has left, in currency
    private readonly double[] _error = new double[table.Voters.Length]; // by how much that may be wrong
    private readonly double[] _price = new double[table.Projects];      // last price found in this run
    private readonly double[] _mostSupport = new double[table.Projects]; // no project can have more effective support than this
    private readonly int[] _open = new int[table.Projects];
    private readonly List<int> _bought = [];
    private readonly List<Price> _contenders = [];
    private Fraction _endowment;
    private ExactShares? _exact;
    private int _exactBought;
    private double _mostError;
    private int _openCount;

    /// <summary>Projects bought, in order; valid until the next run.</summary>
    public IReadOnlyList<int> Bought => _bought;

    /// <summary>Pairs that had exactly equal effective support when the first of them was chosen.</summary>
    public List<(int Chosen, int Other)> Ties { get; } = [];

    /// <summary>Gives everybody the endowment and buys until nothing more can be bought.</summary>
    public void Run(Fraction endowment)
    {
        Start(endowment);
        BuyWhatCostsNothing();
        while (Choose() is { } choice) Buy(choice);
    }

    private void BuyWhatCostsNothing()
    {
        var free = Enumerable.Range(0, table.Projects).Where(project => table.ExactCost[project].IsZero && table.TotalPoints[project] > 0)
            .ToList();
        free.Sort(ByTieRule);
        foreach (int project in free)
            if (rules.Rival(project, _bought) is null) _bought.Add(project);
        DropTheIncompatible();
        foreach (var (one, next) in free.Zip(free.Skip(1)))
            if (table.TotalPoints[one] == table.TotalPoints[next]) Ties.Add((one, next));
    }

    private void Start(Fraction endowment)
    {
        _endowment = endowment;
        _exact = null;
        _exactBought = 0;
        _bought.Clear();
        Ties.Clear();
        double share = endowment.ToDouble();
        _mostError = 4 * Rounding * share;
        Array.Fill(_money, share);
        Array.Fill(_error, _mostError);
        _openCount = 0;
        for (int project = 0; project < table.Projects; project++)
        {
            if (table.TotalPoints[project] == 0 || table.ExactCost[project].IsZero) continue;
            _mostSupport[project] = table.TotalPoints[project] * (1 + (4 * Rounding));
            _price[project] = table.Cost[project] / table.TotalPoints[project];
            _open[_openCount++] = project;
        }
    }

    /// <summary>The affordable project of most effective support (cost / price); equal: more points, then cheaper, then first
    /// listed.</summary>
    private Price? Choose()
    {
        SortOpenByMostSupport();
        List<Price> contenders = _contenders;
        contenders.Clear();
        double sure = 0; // effective support that somebody surely has
        for (int i = 0; i < _openCount; i++)
        {
            int project = _open[i];
            if (_mostSupport[project] < sure) break;
            if (PriceOf(project) is not { } price)
            {
                _mostSupport[project] = -1;
                continue;
            }

            _mostSupport[project] = price.MostSupport;
            if (price.MostSupport < sure) continue;
            Price found = price with { Sure = SureSupport(price) };
            contenders.Add(found);
            sure = Math.Max(sure, found.Sure);
        }

        DropTheUnaffordable();
        contenders.RemoveAll(price => price.MostSupport < sure);
        return contenders.Count switch
        {
            0 => null,
            1 => contenders[0],
            _ => BestExactly(contenders),
        };
    }

    private void SortOpenByMostSupport()
    {
        for (int i = 1; i < _openCount; i++) // insertion sort: the order hardly changes between purchases
        {
            int project = _open[i], j = i - 1;
            double support = _mostSupport[project];
            for (; j >= 0 && _mostSupport[_open[j]] < support; j--) _open[j + 1] = _open[j];
            _open[j + 1] = project;
        }
    }

    /// <summary>Also drops what was just bought.</summary>
    private void DropTheIncompatible()
    {
        if (rules.Groups.Length > 0)
            foreach (int project in _open.AsSpan(0, _openCount))
                if (rules.Rival(project, _bought) is not null) _mostSupport[project] = -1;
        DropTheUnaffordable();
    }

    private void DropTheUnaffordable()
    {
        int kept = 0;
        for (int i = 0; i < _openCount; i++)
            if (_mostSupport[_open[i]] >= 0) _open[kept++] = _open[i];
        _openCount = kept;
    }

    /// <summary>
    /// Price of one point by water-filling, with its error; null when the supporters surely have not enough money. Starts
    /// from the last price of the project in this run: shares only shrink, so prices only rise.
    /// </summary>
    private Price? PriceOf(int project)
    {
        double cost = table.Cost[project], r = _price[project], rich = -1;
        while (true)
        {
            (double poorMoney, double richMoney, double richPoints) = Split(project, r);
            double money = poorMoney + richMoney;
            if (Math.Abs(money - cost) <= (table.TotalPeople[project] * _mostError) + SumError(project, money))
                return ExactPriceOf(project);
            if (money < cost) return null;
            if (richPoints == 0) return ExactPriceOf(project); // only rounding can put the price above everybody's share
            double next = (cost - poorMoney) / richPoints;
            if (next <= r || richPoints == rich) return Found(project, next, richPoints); // it only rises, but for rounding
            (r, rich) = (next, richPoints);
        }
    }

    /// <summary>At a price: the money of those who cannot pay in full, and the money and points of those who can.</summary>
    private (double PoorMoney, double RichMoney, double RichPoints) Split(int project, double perPoint)
    {
        int first = table.First[project], count = table.First[project + 1] - first;
        ReadOnlySpan<int> type = table.Type.AsSpan(first, count);
        ReadOnlySpan<double> people = table.People.AsSpan(first, count), points = table.Points.AsSpan(first, count), money = _money;
        double poorMoney = 0, richMoney = 0, richPoints = 0;
        for (int s = 0; s < type.Length; s++)
        {
            double share = money[type[s]];
            if (share < perPoint * points[s]) poorMoney += people[s] * share;
            else
            {
                richPoints += people[s] * points[s];
                richMoney += people[s] * share;
            }
        }

        return (poorMoney, richMoney, richPoints);
    }

    private Price Found(int project, double r, double richPoints)
    {
        double cost = table.Cost[project], error = 2 * SumError(project, cost);
        for (int s = table.First[project]; s < table.First[project + 1]; s++) error += table.People[s] * _error[table.Type[s]];
        _price[project] = r;
        return new Price(project, r, cost / r, error / (r * richPoints), error);
    }

    /// <summary>By how much rounding can put a sum over the supporters out.</summary>
    private double SumError(int project, double sum) => sum * (table.First[project + 1] - table.First[project] + 4) * Rounding;

    private Price? ExactPriceOf(int project)
    {
        if (Exact().PriceOf(project) is not { } exact) return null;
        double r = exact.ToDouble();
        return new Price(project, r, table.Cost[project] / r, 4 * Rounding, 0);
    }

    /// <summary>Effective support that the project has for sure; 0 when the bound cannot be proven.</summary>
    private double SureSupport(Price price)
    {
        if (price.Error == 0) return price.Support * (1 - (8 * Rounding));
        for (double reach = 2 * price.Below; reach < 1e-3; reach *= 8) // further on, exact arithmetic is cheaper than looking
        {
            double margin = price.Error / (price.PerPoint * PointsAbleToPay(price.Project, price.PerPoint * (1 + reach)));
            if (margin <= reach) return price.Support * (1 - margin - (8 * Rounding));
        }

        return 0;
    }

    /// <summary>Points of those who can surely pay a price.</summary>
    private double PointsAbleToPay(int project, double perPoint)
    {
        double points = 0;
        for (int s = table.First[project]; s < table.First[project + 1]; s++)
            if (Least(table.Type[s]) >= perPoint * table.Points[s]) points += table.People[s] * table.Points[s];
        return points;
    }

    private Price BestExactly(List<Price> contenders)
    {
        contenders.Sort((a, b) => ByTieRule(a.Project, b.Project));
        Price best = contenders[0];
        Fraction most = ExactSupport(best);
        var equals = new List<int>();
        foreach (Price other in contenders.Skip(1))
        {
            Fraction support = ExactSupport(other);
            if (support < most) continue;
            if (support == most)
            {
                equals.Add(other.Project);
                continue;
            }

            (best, most) = (other, support);
            equals.Clear();
        }

        foreach (int other in equals) Ties.Add((best.Project, other));
        return best;
    }

    private int ByTieRule(int a, int b)
    {
        int byPoints = table.TotalPoints[b].CompareTo(table.TotalPoints[a]);
        if (byPoints != 0) return byPoints;
        int byCost = table.ExactCost[a].CompareTo(table.ExactCost[b]);
        return byCost != 0 ? byCost : a.CompareTo(b);
    }

    /// <summary>Effective support = cost / price; when everybody surely pays in full or has nothing, it is the points of those who
    /// pay.</summary>
    private Fraction ExactSupport(Price price)
    {
        if (PointsPaidInFull(price) is { } points) return (long)points;
        Fraction cost = new(table.ExactCost[price.Project], table.Unit);
        return cost / Exact().PriceOf(price.Project)!.Value;
    }

    private double? PointsPaidInFull(Price price)
    {
        double dearest = price.PerPoint * (1 + (2 * PriceError(price))), paid = 0;
        for (int s = table.First[price.Project]; s < table.First[price.Project + 1]; s++)
        {
            int type = table.Type[s];
            if (_money[type] == 0 && _error[type] == 0) continue;
            if (Least(type) < dearest * table.Points[s]) return null;
            paid += table.People[s] * table.Points[s];
        }

        return paid;
    }

    /// <summary>The exact shares at this moment: replays the purchases made since it was last asked.</summary>
    private ExactShares Exact()
    {
        _exact ??= new ExactShares(table, _endowment);
        for (; _exactBought < _bought.Count; _exactBought++) _exact.Buy(_bought[_exactBought]);
        return _exact;
    }

    private void Buy(Price price)
    {
        double error = PriceError(price);
        _mostSupport[price.Project] = -1;
        _bought.Add(price.Project);
        DropTheIncompatible();
        if (double.IsPositiveInfinity(error)) TakeSharesFrom(Exact());
        else Collect(price, error);
    }

    private void Collect(Price price, double error)
    {
        double rounding = 4 * Rounding * _endowment.ToDouble();
        for (int s = table.First[price.Project]; s < table.First[price.Project + 1]; s++)
        {
            int type = table.Type[s];
            double due = price.PerPoint * table.Points[s], left = _money[type] - due, wrong = _error[type] + (due * error) + rounding;
            bool nothingLeft = left + wrong <= 0; // surely gave all: then exactly nothing is left
            _money[type] = Math.Max(0, left);
            _error[type] = nothingLeft ? 0 : wrong;
            _mostError = Math.Max(_mostError, _error[type]);
        }
    }

    private void TakeSharesFrom(ExactShares exact)
    {
        _mostError = 4 * Rounding * _endowment.ToDouble();
        for (int type = 0; type < _money.Length; type++)
        {
            _money[type] = exact.ShareOf(type).ToDouble();
            _error[type] = _money[type] == 0 ? 0 : _mostError;
        }
    }

    private double Least(int type) => _money[type] - _error[type];

    /// <summary>Relative error of a price, both ways; infinite when no bound is proven.</summary>
    private static double PriceError(Price price)
    {
        if (price.Error == 0) return 4 * Rounding;
        return price.Sure > 0 ? Math.Max(price.Below, (price.Support / price.Sure) - 1) + (8 * Rounding) : double.PositiveInfinity;
    }

    /// <param name="Project">What is priced.</param>
    /// <param name="PerPoint">Currency per point.</param>
    /// <param name="Support">Effective support: cost / price, in points.</param>
    /// <param name="Below">The true price is at least PerPoint · (1 - Below).</param>
    /// <param name="Error">By how much the payments at this price may miss the cost; 0 for an exact price.</param>
    /// <param name="Sure">Effective support that it has for sure; 0 when none is proven.</param>
    private readonly record struct Price(int Project, double PerPoint, double Support, double Below, double Error, double Sure = 0)
    {
        public double MostSupport => Below < 0.5 ? Support * (1 + (2 * Below) + (8 * Rounding)) : double.PositiveInfinity;
    }
}
