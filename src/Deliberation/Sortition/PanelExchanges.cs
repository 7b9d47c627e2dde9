using System.Numerics;

namespace Deliberation.Sortition;

/// <summary>
/// Betters a panel by exchanging two people for two others at once: where quotas leave no room, one exchange upsets them and the other
/// must mend exactly what the first upset.
/// </summary>
/// <remarks>Sets of types are bits, so that the people who mend all that is upset are found by a few intersections.</remarks>
internal sealed class PanelExchanges
{
    private const double LeastGain = 1e-9;
    private const int MostEntering = 80; // of the types worth most, for the first of the two
    private const int MostRounds = 40;

    private readonly PanelModel _model;
    private readonly int _words;
    private readonly ulong[][] _typesOfRow;
    private readonly ulong[] _members, _free, _leavers, _enterers;
    private readonly int[] _load;
    private readonly bool[] _has;

    public PanelExchanges(PanelModel model)
    {
        _model = model;
        _words = (model.Types + 63) / 64;
        _typesOfRow = [.. Enumerable.Range(0, model.Rows).Select(_ => new ulong[_words])];
        for (int t = 0; t < model.Types; t++)
            foreach (int row in model.TypeRows[t]) _typesOfRow[row][t >> 6] |= 1UL << (t & 63);
        (_members, _free, _leavers, _enterers) = (new ulong[_words], new ulong[_words], new ulong[_words], new ulong[_words]);
        (_load, _has) = (new int[model.Rows], new bool[model.Rows]);
    }

    /// <summary>Makes exchanges that gain until none is found; the panel stays one that the rules allow.</summary>
    /// <param name="panel">Changed in place.</param>
    /// <param name="weights">What a seat of each type is worth.</param>
    /// <param name="order">Types by falling weight.</param>
    public void Improve(int[] panel, double[] weights, int[] order)
    {
        Read(panel);
        bool any = true;
        for (int round = 0; any && round < MostRounds; round++)
        {
            any = false;
            for (int at = order.Length - 1; at >= 0; at--)
            {
                if (panel[order[at]] > 0 && BestFor(order[at], panel, weights, order) is { } move)
                {
                    Make(panel, move);
                    any = true;
                }
            }
        }
    }

    private void Read(int[] panel)
    {
        Array.Clear(_load);
        for (int t = 0; t < panel.Length; t++)
        {
            if (panel[t] > 0) foreach (int row in _model.TypeRows[t]) _load[row] += panel[t];
            Mark(panel, t);
        }
    }

    private void Mark(int[] panel, int type)
    {
        Set(_members, type, panel[type] > 0);
        Set(_free, type, panel[type] < _model.Seats[type]);
    }

    private static void Set(ulong[] bits, int type, bool on)
    {
        if (on) bits[type >> 6] |= 1UL << (type & 63); else bits[type >> 6] &= ~(1UL << (type & 63));
    }

    private void Make(int[] panel, (int A, int B, int C, int D) move)
    {
        Change(panel, move.A, -1);
        Change(panel, move.B, 1);
        if (move.C < 0) return;
        Change(panel, move.C, -1);
        Change(panel, move.D, 1);
    }

    private void Change(int[] panel, int type, int by)
    {
        panel[type] += by;
        foreach (int row in _model.TypeRows[type]) _load[row] += by;
        Mark(panel, type);
    }

    /// <summary>The exchange of this member, alone or with another, that gains most.</summary>
    private (int A, int B, int C, int D)? BestFor(int leaves, int[] panel, double[] weights, int[] order)
    {
        double most = LeastGain;
        (int, int, int, int)? best = null;
        foreach (int row in _model.TypeRows[leaves]) _load[row]--;
        for (int at = 0; at < Math.Min(order.Length, MostEntering); at++)
        {
            int enters = order[at];
            if (enters == leaves || panel[enters] >= _model.Seats[enters]) continue;
            foreach (int row in _model.TypeRows[enters]) _load[row]++;
            double gain = weights[enters] - weights[leaves];
            if (!Mending(leaves, enters))
            {
                if (gain > most) (most, best) = (gain, (leaves, enters, -1, -1));
            }
            else if (Mend(leaves, enters, weights, most - gain) is var (c, d, more) && c >= 0)
            {
                (most, best) = (gain + more, (leaves, enters, c, d));
            }
            foreach (int row in _model.TypeRows[enters]) _load[row]--;
        }
        foreach (int row in _model.TypeRows[leaves]) _load[row]++;
        return best;
    }

    /// <summary>Whoever would mend what the first exchange upset: leavers and enterers. False if it upset nothing.</summary>
    private bool Mending(int leaves, int enters)
    {
        bool upset = false;
        foreach (int row in _model.TypeRows[leaves]) if (_load[row] < _model.RowMin[row]) upset = Narrow(row, upset, missing: true);
        foreach (int row in _model.TypeRows[enters]) if (_load[row] > _model.RowMax[row]) upset = Narrow(row, upset, missing: false);
        if (!upset) return false;
        Set(_leavers, leaves, false);
        Set(_enterers, enters, false);
        return true;
    }

    private bool Narrow(int row, bool before, bool missing)
    {
        if (!before)
        {
            _members.CopyTo(_leavers, 0);
            _free.CopyTo(_enterers, 0);
        }
        ulong[] types = _typesOfRow[row], with = missing ? _enterers : _leavers, without = missing ? _leavers : _enterers;
        for (int w = 0; w < _words; w++)
        {
            with[w] &= types[w];
            without[w] &= ~types[w];
        }
        return true;
    }

    /// <summary>The second exchange, if one gains more than asked.</summary>
    private (int C, int D, double Gain) Mend(int leaves, int enters, double[] weights, double asked)
    {
        (int, int, double) best = (-1, -1, asked);
        for (int w = 0; w < _words; w++)
            for (ulong bits = _leavers[w]; bits != 0; bits &= bits - 1)
            {
                int c = (w << 6) + BitOperations.TrailingZeroCount(bits);
                if (c == enters) continue;
                best = Mend(c, leaves, weights, best);
            }
        return best;
    }

    private (int C, int D, double Gain) Mend(int c, int leaves, double[] weights, (int C, int D, double Gain) best)
    {
        foreach (int row in _model.TypeRows[c]) _has[row] = true;
        for (int w = 0; w < _words; w++)
            for (ulong bits = _enterers[w]; bits != 0; bits &= bits - 1)
            {
                int d = (w << 6) + BitOperations.TrailingZeroCount(bits);
                double gain = weights[d] - weights[c];
                if (gain > best.Gain && d != c && d != leaves && Keeps(c, d)) best = (c, d, gain);
            }
        foreach (int row in _model.TypeRows[c]) _has[row] = false;
        return best;
    }

    /// <summary>Does exchanging c for d upset nothing else?</summary>
    private bool Keeps(int c, int d)
    {
        foreach (int row in _model.TypeRows[d]) if (!_has[row] && _load[row] >= _model.RowMax[row]) return false;
        foreach (int row in _model.TypeRows[c])
            if (_load[row] <= _model.RowMin[row] && (_typesOfRow[row][d >> 6] >> (d & 63) & 1) == 0) return false;
        return true;
    }
}
