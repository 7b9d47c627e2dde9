namespace Deliberation.Schedules;

/// <summary>Which places suit the sessions of one slot: a matching by augmenting paths (Kuhn).</summary>
internal sealed class SlotPlaces
{
    private readonly OpenSpace _market;
    private readonly bool[,] _suits;
    private readonly int[] _held;      // session in each place; -1 when free
    private readonly bool[] _tried;
    private readonly bool _anyPlaceSuitsAll;

    public SlotPlaces(OpenSpace market)
    {
        _market = market;
        _suits = new bool[market.Sessions.Length, market.Places.Length];
        _anyPlaceSuitsAll = true;
        for (int s = 0; s < market.Sessions.Length; s++)
            for (int p = 0; p < market.Places.Length; p++)
                _anyPlaceSuitsAll &= _suits[s, p] = market.Places[p].Suits(market.Sessions[s]);
        _held = new int[market.Places.Length];
        _tried = new bool[market.Places.Length];
    }

    /// <summary>Whether some place suits a session at all.</summary>
    public bool SomePlaceSuits(int session) => Enumerable.Range(0, _market.Places.Length).Any(place => _suits[session, place]);

    /// <summary>Whether all these sessions can be held at the same time.</summary>
    public bool Fit(List<int> sessions)
    {
        if (sessions.Count > _held.Length) return false;
        return _anyPlaceSuitsAll || Match(sessions);
    }

    /// <summary>Writes a place for each of the sessions, which must <see cref="Fit"/>; smallest suitable places first.</summary>
    public void Assign(List<int> sessions, int[] placeOf)
    {
        Match(sessions);
        for (int place = 0; place < _held.Length; place++)
            if (_held[place] >= 0) placeOf[_held[place]] = place;
    }

    private bool Match(List<int> sessions)
    {
        Array.Fill(_held, -1);
        foreach (int session in sessions)
        {
            Array.Clear(_tried);
            if (!Find(session)) return false;
        }

        return true;
    }

    private bool Find(int session)
    {
        for (int place = 0; place < _held.Length; place++)
        {
            if (!_suits[session, place] || _tried[place]) continue;
            _tried[place] = true;
            if (_held[place] >= 0 && !Find(_held[place])) continue;
            _held[place] = session;
            return true;
        }

        return false;
    }
}
