namespace Deliberation.Opinions;

/// <summary>
/// The votes as numbers for the principal components: each column minus its mean, missing votes at the mean (so zero
/// here), zeroed statements left out. Rows are held sparsely.
/// </summary>
internal sealed class CentredVotes
{
    private readonly int[] _rowStart;
    private readonly int[] _columns;
    private readonly double[] _values;

    internal CentredVotes(VoteTable votes)
    {
        Statements = votes.Statements.Count;
        Zeroed = [.. votes.Statements.Select(statement => statement.IsZeroed)];
        Centre = Means(votes);
        _rowStart = new int[votes.Participants.Count + 1];
        _columns = new int[votes.VoteCount];
        _values = new double[votes.VoteCount];
        for (int row = 0; row < votes.Participants.Count; row++) Fill(votes, row);
    }

    internal int Participants => _rowStart.Length - 1;

    internal int Statements { get; }

    internal bool[] Zeroed { get; }

    /// <summary>The mean vote on each statement, −1 to 1; 0 where nobody voted or the statement is zeroed.</summary>
    internal double[] Centre { get; }

    /// <summary>Votes of a row on statements that are not zeroed.</summary>
    internal int LiveVotes(int row) => _rowStart[row + 1] - _rowStart[row];

    internal double Along(int row, double[] axis)
    {
        double sum = 0;
        for (int at = _rowStart[row]; at < _rowStart[row + 1]; at++) sum += _values[at] * axis[_columns[at]];
        return sum;
    }

    /// <summary>XᵀX times a vector: m long in, m long out; time linear in the votes.</summary>
    internal double[] Scatter(double[] vector)
    {
        var result = new double[Statements];
        for (int row = 0; row < Participants; row++)
        {
            double along = Along(row, vector);
            if (along == 0) continue;
            for (int at = _rowStart[row]; at < _rowStart[row + 1]; at++) result[_columns[at]] += along * _values[at];
        }

        return result;
    }

    private double[] Means(VoteTable votes)
    {
        var sums = new double[Statements];
        var counts = new int[Statements];
        for (int row = 0; row < votes.Participants.Count; row++)
        {
            var columns = votes.ColumnsOf(row);
            var values = votes.ValuesOf(row);
            for (int at = 0; at < columns.Length; at++)
            {
                counts[columns[at]]++;
                sums[columns[at]] += values[at];
            }
        }

        for (int column = 0; column < Statements; column++) sums[column] = counts[column] == 0 || Zeroed[column] ? 0
            : sums[column] / counts[column];
        return sums;
    }

    private void Fill(VoteTable votes, int row)
    {
        var columns = votes.ColumnsOf(row);
        var values = votes.ValuesOf(row);
        int to = _rowStart[row];
        for (int at = 0; at < columns.Length; at++)
        {
            if (Zeroed[columns[at]]) continue;
            _columns[to] = columns[at];
            _values[to++] = values[at] - Centre[columns[at]];
        }

        _rowStart[row + 1] = to;
    }
}
