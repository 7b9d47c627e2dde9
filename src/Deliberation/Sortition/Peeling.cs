namespace Deliberation.Sortition;

/// <summary>Panels with weights that use up as much of the expected seats as rounding finds.</summary>
/// <param name="Panels">Seats a type.</param>
/// <param name="Weights">One a panel; they and <paramref name="Mass"/> add up to 1.</param>
/// <param name="Mass">What is left of the probability.</param>
/// <param name="Rest">What is left of the expected seats, a type.</param>
internal sealed record Peeled(List<int[]> Panels, List<double> Weights, double Mass, double[] Rest);

/// <summary>
/// Takes expected seats apart into panels one by one: round the mean of what is left to a panel (each type and each row
/// up or down to the next whole number), give it as much probability as leaves the rest within the rules, repeat.
/// </summary>
/// <remarks>Each step exhausts a type or makes a row tight, so it ends after about types + rows steps. Near the end no such panel
/// may exist: <see cref="PanelMaster"/> finishes.</remarks>
internal sealed class Peeling(PanelModel model, PanelSearch search, PublicRandom random)
{
    private const double Whole = 1e-7;
    private const double Done = 1e-11;
    private const int ManyTypes = 500;

    // The nearest mixture, which takes over, costs (types²) a step: it is the quicker one while types are few.
    private readonly int _mostFailures = model.Types > ManyTypes ? 2 : 0;
    private readonly int _nodesAStep = model.Types > ManyTypes ? 300 : 60;

    public void Run(double[] target, Action<int[]> found, Action<double> progress, CancellationToken cancel)
    {
        var peeled = new Peeled([], [], 1, (double[])target.Clone());
        int failures = 0;
        while (peeled.Mass > Done && failures <= _mostFailures && peeled.Panels.Count < (20 * model.Types) + 1000)
        {
            progress(1 - peeled.Mass);
            double[] load = Load(peeled);
            int[]? panel = Round(peeled, load, failures, cancel);
            double share = panel is null ? 0 : Share(panel, peeled, load);
            if (share < 1e-12)
            {
                failures++;
                continue;
            }
            failures = 0;
            peeled = Take(peeled, panel!, share);
            found(panel!);
        }
    }

    /// <summary>Mean seats a row of what is left.</summary>
    private double[] Load(Peeled peeled)
    {
        var load = new double[model.Rows];
        for (int t = 0; t < model.Types; t++)
            if (peeled.Rest[t] != 0) foreach (int row in model.TypeRows[t]) load[row] += peeled.Rest[t] / peeled.Mass;
        return load;
    }

    private int[]? Round(Peeled peeled, double[] load, int failures, CancellationToken cancel)
    {
        var (weights, seatsMin, seatsMax) = (new double[model.Types], new double[model.Types], new double[model.Types]);
        for (int t = 0; t < model.Types; t++)
        {
            double mean = peeled.Rest[t] / peeled.Mass;
            seatsMin[t] = Math.Max(0, Math.Floor(mean + Whole));
            seatsMax[t] = Math.Min(model.Seats[t], Math.Ceiling(mean - Whole));
            if (seatsMax[t] > seatsMin[t]) weights[t] = mean - seatsMin[t] - 0.5 + (1e-3 * random.Share());
            if (failures <= 1) continue;
            seatsMin[t] = mean > model.Seats[t] - Whole ? model.Seats[t] : 0;
            seatsMax[t] = mean < Whole ? 0 : model.Seats[t];
        }
        var (rowMin, rowMax) = RoundRows(load, failures);
        return search.Between(weights, seatsMin, seatsMax, rowMin, rowMax, _nodesAStep, cancel);
    }

    private (double[] Min, double[] Max) RoundRows(double[] load, int failures)
    {
        double[] min = (double[])model.RowMin.Clone(), max = (double[])model.RowMax.Clone();
        int widen = failures > 0 ? 1 : 0;
        for (int r = 0; r < load.Length; r++)
        {
            if (widen == 1 && Math.Abs(load[r] - model.RowMin[r]) < Whole) max[r] = min[r];
            else if (widen == 1 && Math.Abs(load[r] - model.RowMax[r]) < Whole) min[r] = max[r];
            else
            {
                min[r] = Math.Max(min[r], Math.Floor(load[r] + Whole) - widen);
                max[r] = Math.Min(max[r], Math.Ceiling(load[r] - Whole) + widen);
            }
        }
        return (min, max);
    }

    /// <summary>The largest probability that leaves the mean of the rest within seats and rows.</summary>
    private double Share(int[] panel, Peeled peeled, double[] load)
    {
        double mass = peeled.Mass, share = mass;
        var used = new double[model.Rows];
        for (int t = 0; t < model.Types; t++)
        {
            double rest = peeled.Rest[t];
            if (panel[t] > 0) share = Math.Min(share, rest / panel[t]);
            if (panel[t] < model.Seats[t]) share = Math.Min(share, ((mass * model.Seats[t]) - rest) / (model.Seats[t] - panel[t]));
            if (panel[t] > 0) foreach (int row in model.TypeRows[t]) used[row] += panel[t];
        }
        for (int r = 0; r < used.Length; r++)
        {
            double above = used[r] - model.RowMin[r], below = model.RowMax[r] - used[r];
            if (above > 0) share = Math.Min(share, mass * (load[r] - model.RowMin[r]) / above);
            if (below > 0) share = Math.Min(share, mass * (model.RowMax[r] - load[r]) / below);
        }
        return share;
    }

    private static Peeled Take(Peeled peeled, int[] panel, double share)
    {
        peeled.Panels.Add(panel);
        peeled.Weights.Add(share);
        for (int t = 0; t < panel.Length; t++) peeled.Rest[t] = Math.Max(0, peeled.Rest[t] - (share * panel[t]));
        return peeled with { Mass = peeled.Mass - share };
    }
}
