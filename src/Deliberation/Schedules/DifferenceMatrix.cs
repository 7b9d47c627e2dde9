namespace Deliberation.Schedules;

/// <summary>
/// Seatings without repeated meetings from algebra. Guest (i, j) sits in round r at table j + D[r, i], sums in a group of as
/// many elements as tables. Two guests meet twice only if two rounds have equal differences for both: so in every two rows of D the
/// differences must all be different.
/// </summary>
/// <remarks>
/// Difference matrices: Colbourn and Dinitz, Handbook of Combinatorial Designs, VI.17. Found here by depth-first search over
/// the cyclic group and over products of small ones; guests (i, j) and (i, j') of one class never meet.
/// </remarks>
internal static class DifferenceMatrix
{
    private const int MostNodes = 300_000;

    /// <summary>A matrix of rounds × classes; null when the search finds none.</summary>
    public static (int[,] Matrix, int[,] Sum)? Find(int tables, int classes, int rounds)
    {
        if (classes > tables) return null;
        foreach (int[] factors in Groups(tables))
        {
            int[,] sum = Sums(factors, tables);
            var search = new Search(sum, tables, classes, rounds);
            if (search.Run()) return (search.Matrix, sum);
        }

        return null;
    }

    /// <summary>Ways to write the number of elements as a product of cyclic groups: itself, and with equal primes split off.</summary>
    private static IEnumerable<int[]> Groups(int order)
    {
        int[] primes = [.. Primes(order)];
        if (primes.Distinct().Count() < primes.Length) yield return primes;
        yield return [order];
        for (int first = 2; first * first <= order; first++)
            if (order % first == 0) yield return [first, order / first];
    }

    private static IEnumerable<int> Primes(int number)
    {
        for (int prime = 2; number > 1; prime++)
            for (; number % prime == 0; number /= prime) yield return prime;
    }

    private static int[,] Sums(int[] factors, int order)
    {
        var sum = new int[order, order];
        for (int a = 0; a < order; a++)
            for (int b = 0; b < order; b++)
                sum[a, b] = Add(factors, a, b);
        return sum;
    }

    private static int Add(int[] factors, int a, int b)
    {
        int result = 0, unit = 1;
        foreach (int factor in factors)
        {
            result += (a % factor + (b % factor)) % factor * unit;
            (a, b, unit) = (a / factor, b / factor, unit * factor);
        }

        return result;
    }

    private sealed class Search
    {
        private readonly int[,] _difference;
        private readonly bool[,,] _used; // row, earlier row, difference
        private readonly int _order, _classes, _rounds;
        private int _nodes;

        public Search(int[,] sum, int order, int classes, int rounds)
        {
            (_order, _classes, _rounds) = (order, classes, rounds);
            Matrix = new int[rounds, classes];
            _used = new bool[rounds, rounds, order];
            _difference = new int[order, order];
            for (int a = 0; a < order; a++)
                for (int b = 0; b < order; b++)
                    _difference[sum[a, b], b] = a; // (a + b) - b
        }

        public int[,] Matrix { get; }

        public bool Run() => _rounds == 1 || Extend(1, 0);

        /// <summary>The first row and column may be all zero: the rest is searched cell by cell.</summary>
        private bool Extend(int row, int column)
        {
            if (row == _rounds) return true;
            if (column == _classes) return Extend(row + 1, 0);
            if (++_nodes > MostNodes) return false;
            int end = column == 0 ? 1 : _order;
            for (int value = 0; value < end; value++)
            {
                if (!Free(row, column, value)) continue;
                Mark(row, column, value, used: true);
                Matrix[row, column] = value;
                if (Extend(row, column + 1)) return true;
                Mark(row, column, value, used: false);
            }

            return false;
        }

        private bool Free(int row, int column, int value)
        {
            for (int earlier = 0; earlier < row; earlier++)
                if (_used[row, earlier, _difference[value, Matrix[earlier, column]]]) return false;
            return true;
        }

        private void Mark(int row, int column, int value, bool used)
        {
            for (int earlier = 0; earlier < row; earlier++)
                _used[row, earlier, _difference[value, Matrix[earlier, column]]] = used;
        }
    }
}
