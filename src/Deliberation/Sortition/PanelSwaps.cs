namespace Deliberation.Sortition;

/// <summary>Betters a panel by exchanging one person for another while the rules allow: quick, and often good enough that no exact search
/// is needed.</summary>
internal sealed class PanelSwaps
{
    private const double LeastGain = 1e-12;

    private readonly PanelModel _model;
    private readonly int _words;
    private readonly ulong[] _rows; // the rows of each type as bits, _words a type
    private readonly ulong[] _low, _high; // rows that can lose nobody, rows that can take nobody
    private readonly int[] _load;

    public PanelSwaps(PanelModel model)
    {
        _model = model;
        _words = (model.Rows + 63) / 64;
        (_rows, _low, _high) = (new ulong[model.Types * _words], new ulong[_words], new ulong[_words]);
        _load = new int[model.Rows];
        for (int t = 0; t < model.Types; t++)
            foreach (int row in model.TypeRows[t]) _rows[(t * _words) + (row / 64)] |= 1UL << (row % 64);
    }

    /// <summary>Types by falling weight, as <see cref="Improve"/> wants them.</summary>
    public static int[] Order(double[] weights)
    {
        int[] order = [.. Enumerable.Range(0, weights.Length)];
        Array.Sort(order, (a, b) => weights[a] == weights[b] ? a.CompareTo(b) : weights[b].CompareTo(weights[a]));
        return order;
    }

    /// <summary>Makes the exchange that gains most, again and again; the panel stays one that the rules allow.</summary>
    public void Improve(int[] panel, double[] weights, int[] order)
    {
        Array.Clear(_load);
        for (int t = 0; t < panel.Length; t++)
            if (panel[t] > 0) foreach (int row in _model.TypeRows[t]) _load[row] += panel[t];
        while (BestSwap(panel, weights, order) is (var leaves, var enters) && leaves >= 0)
        {
            panel[leaves]--;
            panel[enters]++;
            foreach (int row in _model.TypeRows[leaves]) _load[row]--;
            foreach (int row in _model.TypeRows[enters]) _load[row]++;
        }
    }

    private (int Leaves, int Enters) BestSwap(int[] panel, double[] weights, int[] order)
    {
        MarkTightRows();
        (int Leaves, int Enters) best = (-1, -1);
        double most = LeastGain;
        for (int leaves = 0; leaves < panel.Length; leaves++)
        {
            if (panel[leaves] == 0) continue;
            foreach (int enters in order)
            {
                double gain = weights[enters] - weights[leaves];
                if (gain <= most) break;
                if (panel[enters] >= _model.Seats[enters] || !Allowed(leaves, enters)) continue;
                (best, most) = ((leaves, enters), gain);
                break;
            }
        }

        return best;
    }

    private void MarkTightRows()
    {
        Array.Clear(_low);
        Array.Clear(_high);
        for (int r = 0; r < _load.Length; r++)
        {
            if (_load[r] <= _model.RowMin[r]) _low[r / 64] |= 1UL << (r % 64);
            if (_load[r] >= _model.RowMax[r]) _high[r / 64] |= 1UL << (r % 64);
        }
    }

    private bool Allowed(int leaves, int enters)
    {
        for (int w = 0; w < _words; w++)
        {
            ulong from = _rows[(leaves * _words) + w], to = _rows[(enters * _words) + w];
            if ((from & ~to & _low[w]) != 0 || (to & ~from & _high[w]) != 0) return false;
        }

        return true;
    }
}
