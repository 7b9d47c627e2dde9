using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Deliberation.Sortition;

/// <summary>
/// The lottery as a list of equally likely panels, so that a ball machine, dice or a hash can draw one and everybody can read all of them:
/// with 1000 panels three ten-sided dice will do.
/// </summary>
/// <remarks>
/// Rounding shifts a person's chance a little; <see cref="LargestDeviation"/> says how much. Panels are counted by rounding down, then
/// adding the panel that mends the worst gaps, then moving single tickets while Σ people·gap⁸ falls; people of a type take turns.
/// Source of the idea: Flanigan, Kehne, Procaccia, "Fair sortition made transparent", NeurIPS 2021.
/// </remarks>
public sealed class UniformLottery
{
    private UniformLottery(SelectionResult selection, int[][] panels)
    {
        Selection = selection;
        Panels = panels;
        var times = new int[selection.Pool.People.Count];
        foreach (int[] panel in panels) foreach (int person in panel) times[person]++;
        Probabilities = [.. times.Select(t => (double)t / panels.Length)];
        LargestDeviation = Probabilities.Zip(selection.Probabilities, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>What was rounded.</summary>
    public SelectionResult Selection { get; }

    /// <summary>Panels, each as likely as any other; person indices in the pool, ascending.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Panels { get; }

    /// <summary>Chance of each person in this list, a multiple of 1 / number of panels.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Largest difference between a person's chance here and in the exact lottery, 0 to 1.</summary>
    public double LargestDeviation { get; }

    /// <summary>The list as text, one panel a line: number, then ids in pool order, separated by single spaces, each line ended by a line
    /// feed.</summary>
    public string Text => string.Concat(Panels.Select((panel, i) => TicketLine(i, panel.Select(p => Selection.Pool.People[p].Id))));

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal; <see cref="WholeDraw.Hash"/> covers the whole
    /// record.</summary>
    public string Hash => HashOf(Text);

    internal static string TicketLine(int number, IEnumerable<string> ids) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + string.Join(' ', ids) + "\n";

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Rounds a selection.</summary>
    /// <param name="selection">LEXIMIN or another.</param>
    /// <param name="tickets">Panels in the list; 1 to 100,000, usually 1000.</param>
    /// <param name="effort">Its seed orders people within types and the list itself; cancellation.</param>
    /// <exception cref="ArgumentOutOfRangeException">Tickets out of range.</exception>
    public static UniformLottery From(SelectionResult selection, int tickets = 1000, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentOutOfRangeException.ThrowIfLessThan(tickets, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tickets, 100_000);
        effort ??= Effort.Default;
        int[] counts = new TicketCounts(selection, tickets).Round(effort.Cancel);
        var random = new PublicRandom(effort.Seed);
        var order = Enumerable.Range(0, counts.Length).SelectMany(p => Enumerable.Repeat(p, counts[p])).ToArray();
        random.Shuffle(order);
        var seating = new Seating(selection.Model, random);
        return new(selection, [.. order.Select(p => seating.Fill(selection.Certificate.Panels[p].Seats))]);
    }
}

/// <summary>How many tickets each panel of a lottery gets.</summary>
internal sealed class TicketCounts
{
    private const int MostPasses = 6;

    private readonly IReadOnlyList<PanelShape> _panels;
    private readonly int _tickets;
    private readonly double[] _people;
    private readonly double[] _missing;
    private readonly int[] _counts;

    public TicketCounts(SelectionResult selection, int tickets)
    {
        (_panels, _tickets) = (selection.Certificate.Panels, tickets);
        _people = [.. selection.Model.Members.Select(m => (double)m.Length)];
        _missing = new double[_people.Length];
        _counts = [.. _panels.Select(p => (int)Math.Floor((p.Probability * tickets) + 1e-9))];
        for (int p = 0; p < _counts.Length; p++) Give(p, (_panels[p].Probability * tickets) - _counts[p]);
    }

    public int[] Round(CancellationToken cancel)
    {
        for (int left = _tickets - _counts.Sum(); left > 0; left--)
        {
            cancel.ThrowIfCancellationRequested();
            int best = Enumerable.Range(0, _counts.Length).Where(p => _counts[p] <= _panels[p].Probability * _tickets).DefaultIfEmpty(0)
                .MinBy(p => Change(p, -1, p, 0, power: 1));
            _counts[best]++;
            Give(best, -1);
        }
        for (int pass = 0; pass < MostPasses && Improve(cancel); pass++) { }
        return _counts;
    }

    private bool Improve(CancellationToken cancel)
    {
        bool any = false;
        for (int from = 0; from < _counts.Length; from++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int to = 0; to < _counts.Length && _counts[from] > 0; to++)
            {
                if (from == to || Change(from, 1, to, -1, power: 4) >= -1e-9) continue;
                _counts[from]--;
                _counts[to]++;
                Give(from, 1);
                Give(to, -1);
                any = true;
            }
        }
        return any;
    }

    /// <summary>Adds tickets of a panel to what its types still miss (in seats over all tickets).</summary>
    private void Give(int panel, double tickets)
    {
        foreach (var (type, people) in _panels[panel].Seats) _missing[type] += tickets * people;
    }

    /// <summary>How Σ people·(missing/people)^(2·power) would change.</summary>
    private double Change(int panel, double tickets, int other, double otherTickets, int power)
    {
        double before = Cost(panel, power) + Cost(other, power);
        Give(panel, tickets);
        Give(other, otherTickets);
        double after = Cost(panel, power) + Cost(other, power);
        Give(panel, -tickets);
        Give(other, -otherTickets);
        return after - before;
    }

    private double Cost(int panel, int power)
    {
        double cost = 0;
        foreach (var (type, _) in _panels[panel].Seats)
        {
            double gap = _missing[type] / _people[type], square = gap * gap;
            cost += _people[type] * (power == 1 ? square : square * square * square * square);
        }
        return cost;
    }
}
