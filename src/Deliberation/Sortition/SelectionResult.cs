using System.Globalization;

namespace Deliberation.Sortition;

/// <summary>A lottery over panels, everybody's chance in it, and why it is this one.</summary>
public sealed class SelectionResult
{
    private readonly PanelModel _model;

    private SelectionResult(PanelModel model, SelectionRule rule, Certificate certificate, double[] chances)
    {
        (_model, Rule, Certificate, Probabilities) = (model, rule, certificate, chances);
        Measures = FairnessMeasures.Of(chances);
    }

    internal static SelectionResult From(PanelModel model, SelectionRule rule, Decomposed lottery, IReadOnlyList<LevelProof> proofs,
        IReadOnlyList<PanelCut> cuts)
    {
        var expected = new double[model.Types];
        for (int p = 0; p < lottery.Panels.Count; p++)
            for (int t = 0; t < expected.Length; t++) expected[t] += lottery.Probabilities[p] * lottery.Panels[p][t];
        var shapes = lottery.Panels.Select((panel, p) => new PanelShape(lottery.Probabilities[p], Sparse(panel))).ToArray();
        var chances = model.TypeOf.Select(t => Math.Min(1, expected[t] / model.Count(t))).ToArray();
        return new(model, rule, new(model.TypeOf, shapes, proofs, cuts), chances);
    }

    /// <summary>The pool.</summary>
    public Pool Pool => _model.Pool;

    /// <summary>The rule.</summary>
    public SelectionRule Rule { get; }

    /// <summary>Chance of each person to sit on the panel, in pool order, 0 to 1; they add up to the panel size.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>What a stranger needs to check the result.</summary>
    public Certificate Certificate { get; }

    /// <summary>Lowest chance, Gini coefficient, geometric mean.</summary>
    public FairnessMeasures Measures { get; }

    internal PanelModel Model => _model;

    /// <summary>Draws one panel: a shape by its probability, then people evenly within each type.</summary>
    /// <param name="random">Its state advances.</param>
    /// <returns>Indices in the pool, ascending; as many as seats.</returns>
    public IReadOnlyList<int> Draw(PublicRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double share = random.Share();
        int chosen = 0;
        while (chosen < Certificate.Panels.Count - 1 && (share -= Certificate.Panels[chosen].Probability) >= 0) chosen++;
        return new Seating(_model, random).Fill(Certificate.Panels[chosen].Seats);
    }

    /// <summary>Why these chances, in two sentences.</summary>
    public Bilingual Explanation
    {
        get
        {
            string low = Percent(Measures.Minimum), high = Percent(Probabilities.Max()), basso = low.Replace('.', ','),
                alto = high.Replace('.', ',');
            int panels = Certificate.Panels.Count, steps = Certificate.Levels.Count;
            var lottery = new Bilingual($"La lotteria estrae uno fra {panels} gruppi, tutti conformi alle quote.",
                $"The lottery draws one of {panels} panels, all within the quotas.");
            var why = Rule switch
            {
                SelectionRule.Leximin => new Bilingual(
                    $"è il minimo più alto che le quote permettono, e così per ogni gradino successivo ({steps}).",
                    $"the highest minimum that the quotas allow, and so for every further step ({steps})."),
                SelectionRule.Maximin =>
                new Bilingual("è il minimo più alto che le quote permettono.", "the highest minimum that the quotas allow."),
                _ => new Bilingual(
                    "il prodotto di tutte le probabilità è il più alto che le quote permettono (media geometrica entro un millesimo).",
                    "the product of all chances is the highest that the quotas allow (geometric mean within a thousandth)."),
            };
            return new(
                $"Ogni persona ha almeno il {basso} di probabilità (al massimo il {alto}): {why.Italian} {lottery.Italian}",
                $"Everybody has a chance of at least {low} (at most {high}): {why.English} {lottery.English}");
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    internal static TypeSeats[] Sparse(int[] panel) =>
        [.. Enumerable.Range(0, panel.Length).Where(t => panel[t] > 0).Select(t => new TypeSeats(t, panel[t]))];
}
