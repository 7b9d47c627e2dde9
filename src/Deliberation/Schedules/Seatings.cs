namespace Deliberation.Schedules;

/// <summary>
/// Seatings in which no two guests meet twice, by algebra: for each round, the table of each seat. Guests take the seats afterwards.
/// </summary>
/// <remarks>
/// In turn: an affine plane (as many guests at a table as tables, a prime power q: q + 1 rounds; two points of a plane lie on one line),
/// rounds developed from few base rounds by a cyclic group, and <see cref="DifferenceMatrix"/>. Sources: Colbourn and Dinitz, Handbook of
/// Combinatorial Designs, second edition, VII.2 (affine planes), II.2.8 and VI.50 (Kirkman and nearly Kirkman triple systems), IV.5
/// (resolvable group divisible designs); the base rounds were found by an exact cover of points and differences.
/// </remarks>
internal static class Seatings
{
    /// <summary>Seats are 0 to guests − 1; null where no algebra is known here.</summary>
    public static int[][]? Find(int guests, int tables, int rounds)
    {
        int size = (guests + tables - 1) / tables;
        if (Plane(guests, tables, size, rounds) is { } plane) return plane;
        if (Developed.Known.FirstOrDefault(known => known.Fits(guests, tables, size, rounds)) is { } developed)
            return developed.TableOfSeat(guests, rounds);
        return DifferenceMatrix.Find(tables, size, rounds) is { } design ? Within(design.Matrix, design.Sum, guests, tables, rounds) : null;
    }

    private static int[][] Within(int[,] matrix, int[,] sum, int guests, int tables, int rounds) =>
        [.. Enumerable.Range(0, rounds).Select(round => Enumerable.Range(0, guests)
            .Select(seat => sum[seat % tables, matrix[round, seat / tables]]).ToArray())];

    /// <summary>Seat (x, y) sits at the line y + r·x of round r; the last round's lines are x = constant.</summary>
    private static int[][]? Plane(int guests, int tables, int size, int rounds)
    {
        if (size > tables || rounds > tables + 1 || (rounds == tables + 1 && guests != tables * tables)) return null;
        if (FiniteField.OfOrder(tables) is not { } field) return null;
        return [.. Enumerable.Range(0, rounds).Select(round => Enumerable.Range(0, guests).Select(seat => round == tables
            ? seat / tables : field.Sum(seat % tables, field.Product(round, seat / tables))).ToArray())];
    }

    /// <summary>Rounds that a cyclic group of some order makes of base rounds: it moves the points of each orbit on by one and leaves the
    /// last points where they are. Fixed rounds are made of one table that moves.</summary>
    private sealed record Developed(int Order, int Points, int Size, int[][][] BaseRounds, int[][] FixedRounds)
    {
        public static readonly Developed[] Known =
        [
            // Nearly Kirkman triples, 18 guests.
            new(4, 18, 3,
                [
                    [[11, 13, 16], [2, 3, 9], [0, 8, 12], [4, 5, 10], [7, 14, 15], [1, 6, 17]],
                    [[1, 5, 16], [7, 10, 11], [8, 15, 17], [0, 9, 14], [2, 4, 13], [3, 6, 12]],
                ],
                []),
            // Fours of 24 guests, each with all but two others.
            new(7, 24, 4, [[[6, 8, 19, 21], [0, 2, 3, 18], [10, 15, 16, 20], [4, 12, 14, 23], [1, 7, 11, 13], [5, 9, 17, 22]]], []),
            // Kirkman triples, 21 guests: everybody meets everybody once.
            new(7, 21, 3,
                [[[1, 2, 7], [0, 4, 14], [3, 5, 12], [6, 15, 17], [11, 18, 19], [8, 9, 13], [10, 16, 20]]],
                [[0, 10, 15], [0, 8, 19], [0, 11, 20]]),
        ];

        /// <summary>One guest fewer leaves tables that differ by one; two could leave the same table.</summary>
        public bool Fits(int guests, int tables, int size, int rounds) =>
            size == Size && tables * size == Points && guests >= Points - 1 && rounds <= (BaseRounds.Length * Order) + FixedRounds.Length;

        public int[][] TableOfSeat(int guests, int rounds) => [.. All().Take(rounds).Select(tables => Seated(tables)[..guests])];

        private IEnumerable<int[][]> All() => BaseRounds
            .SelectMany(tables => Enumerable.Range(0, Order).Select(by => tables.Select(table => Moved(table, by)).ToArray()))
            .Concat(FixedRounds.Select(table => Enumerable.Range(0, Order).Select(by => Moved(table, by)).ToArray()));

        private int[] Moved(int[] table, int by) => [.. table.Select(point => point >= Points - (Points % Order)
            ? point : (point / Order * Order) + ((point + by) % Order))];

        private int[] Seated(int[][] tables)
        {
            var tableOf = new int[Points];
            for (int table = 0; table < tables.Length; table++)
                foreach (int point in tables[table]) tableOf[point] = table;
            return tableOf;
        }
    }
}

/// <summary>Arithmetic of a field with few elements, numbered from 0; 0 and 1 are those of arithmetic.</summary>
internal sealed class FiniteField
{
    // The remainder of x^n, lowest coefficient first: the polynomials are irreducible.
    private static readonly Dictionary<int, (int Prime, int[] Power)> Extensions = new()
    {
        [4] = (2, [1, 1]),       // x² = x + 1
        [8] = (2, [1, 1, 0]),    // x³ = x + 1
        [9] = (3, [2, 0]),       // x² = −1
        [16] = (2, [1, 1, 0, 0]), // x⁴ = x + 1
        [25] = (5, [3, 0]),      // x² = −2
        [27] = (3, [2, 1, 0]),   // x³ = x − 1
    };

    private readonly int _prime;
    private readonly int[] _power;

    private FiniteField(int prime, int[] power) => (_prime, _power) = (prime, power);

    /// <summary>The field of an order up to 31; null where there is none, or it is not needed here.</summary>
    public static FiniteField? OfOrder(int order)
    {
        if (Extensions.TryGetValue(order, out var known)) return new(known.Prime, known.Power);
        bool prime = order is > 1 and <= 31 && Enumerable.Range(2, order - 2).All(divisor => divisor == order || order % divisor != 0);
        return prime ? new(order, [0]) : null;
    }

    public int Sum(int a, int b) => Number([.. Digits(a).Zip(Digits(b), (x, y) => (x + y) % _prime)]);

    public int Product(int a, int b)
    {
        int[] left = Digits(a), right = Digits(b), product = new int[(2 * _power.Length) - 1];
        for (int i = 0; i < left.Length; i++)
            for (int j = 0; j < right.Length; j++) product[i + j] = (product[i + j] + (left[i] * right[j])) % _prime;
        for (int high = product.Length - 1; high >= _power.Length; high--)
            for (int i = 0; i < _power.Length; i++)
                product[high - _power.Length + i] = (product[high - _power.Length + i] + (product[high] * _power[i])) % _prime;
        return Number(product[.._power.Length]);
    }

    private int[] Digits(int number)
    {
        var digits = new int[_power.Length];
        for (int i = 0; i < digits.Length; i++, number /= _prime) digits[i] = number % _prime;
        return digits;
    }

    private int Number(int[] digits)
    {
        int number = 0;
        for (int i = digits.Length - 1; i >= 0; i--) number = (number * _prime) + digits[i];
        return number;
    }
}
