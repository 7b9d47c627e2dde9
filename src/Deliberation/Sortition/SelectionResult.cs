using System.Globalization;

namespace Deliberation.Sortition;

/// <summary>A lottery over panels, everybody's chance in it, and why it is this one.</summary>
public sealed class SelectionResult
{
    private readonly PanelModel _model;

    private SelectionResult(PanelModel model, SelectionRule rule, Certificate certificate, double[] chances, double bound, bool proven)
    {
        (_model, Rule, Certificate, Probabilities, MinimumBound, IsProven) = (model, rule, certificate, chances, bound, proven);
        Measures = FairnessMeasures.Of(chances);
    }

    internal static SelectionResult From(PanelModel model, SelectionRule rule, Decomposed lottery, IReadOnlyList<LevelProof> proofs,
        IReadOnlyList<PanelCut> cuts, double bound, bool proven = true)
    {
        double[] expected = lottery.Expected(model.Types);
        var shapes = lottery.Panels.Select((panel, p) => new PanelShape(lottery.Probabilities[p], Sparse(panel))).ToArray();
        var chances = model.TypeOf.Select(t => Math.Min(1, expected[t] / model.Count(t))).ToArray();
        return new(model, rule, new(model.TypeOf, shapes, proofs, cuts), chances, bound, proven);
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

    /// <summary>No lottery gives everybody a higher chance than this, 0 to 1. For LEXIMIN and maximin the first level of the certificate
    /// proves it.</summary>
    public double MinimumBound { get; }

    /// <summary>True: the lottery is the one that the rule asks for, as the certificate shows. False: time or work ended before; the
    /// lottery is the best so far, and <see cref="Gap"/> says how far its lowest chance may be from the highest.</summary>
    public bool IsProven { get; }

    /// <summary>By which share of <see cref="MinimumBound"/> the lowest chance stays below it, 0 to 1; 0.01 is one per cent. Rounding below
    /// 1e-6 counts as nothing.</summary>
    public double Gap => Measures.Minimum >= MinimumBound - 1e-6 ? 0 : 1 - (Measures.Minimum / MinimumBound);

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
                _ when !IsProven => new Bilingual(
                    $"il calcolo si è fermato prima della fine; il minimo più alto possibile non supera il {Percent(MinimumBound).Replace('.', ',')} (distanza {Percent(Gap).Replace('.', ',')}).",
                    $"the computation stopped before its end; the highest possible minimum is not above {Percent(MinimumBound)} (gap {Percent(Gap)})."),
                SelectionRule.Leximin => new Bilingual(
                    $"è il minimo più alto che le quote permettono, e così per ogni gradino successivo ({steps}).",
                    $"the highest minimum that the quotas allow, and so for every further step ({steps})."),
                SelectionRule.Maximin =>
                new Bilingual("è il minimo più alto che le quote permettono.", "the highest minimum that the quotas allow."),
                SelectionRule.Goldilocks => new Bilingual(
                    "minimo e massimo sono scelti insieme, perché nessuno stia troppo in basso né troppo in alto.",
                    "minimum and maximum are chosen together, so that nobody is too low or too high."),
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
