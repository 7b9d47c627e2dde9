namespace Deliberation.Sortition;

/// <summary>Turns seats a type into people, evenly: whoever was seated least so far comes first, ties as shuffled.</summary>
internal sealed class Seating
{
    private readonly PanelModel _model;
    private readonly int[][] _order;
    private readonly int[] _times;
    private readonly int[] _homeOf;

    public Seating(PanelModel model, PublicRandom random)
    {
        _model = model;
        _times = new int[model.TypeOf.Length];
        _order = [.. model.Members.Select(m => (int[])m.Clone())];
        foreach (int[] members in _order) random.Shuffle(members);
        _homeOf = new int[model.TypeOf.Length];
        int home = 0;
        foreach (var kind in model.Kinds)
            foreach (int[] people in kind.Homes)
            {
                home++;
                foreach (int person in people) _homeOf[person] = home;
            }
    }

    /// <summary>People for the seats, ascending; no two of one household.</summary>
    /// <remarks>Within a kind of household any choice works, because each of its homes has every type of the kind.</remarks>
    public int[] Fill(IReadOnlyList<TypeSeats> seats)
    {
        var panel = new List<int>();
        var homes = new HashSet<int>();
        foreach (var (type, people) in seats)
        {
            int before = panel.Count;
            foreach (int person in _order[type].OrderBy(p => _times[p]))
            {
                if (panel.Count - before == people) break;
                if (_homeOf[person] > 0 && !homes.Add(_homeOf[person])) continue;
                _times[person]++;
                panel.Add(person);
            }
        }
        panel.Sort();
        return [.. panel];
    }
}
