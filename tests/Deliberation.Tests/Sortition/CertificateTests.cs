using Deliberation.LinearPrograms;
using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

public sealed class CertificateTests(ITestOutputHelper output)
{
    [Fact]
    public void A_thousand_forged_certificates_are_refused()
    {
        var random = new PublicRandom(20261121);
        int forged = 0, withCuts = 0;
        for (ulong seed = 1; forged < 1000; seed++)
        {
            var pool = MadeUpPools.Tiny(seed);
            var result = Selection.Run(pool);
            Assert.True(IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate));
            for (int i = 0; i < 20; i++)
            {
                if (Forge(result, random) is not { } forgery) continue;
                var (what, chances, certificate) = forgery;
                forged++;
                if (certificate.Cuts.Count > 0) withCuts++;
                Assert.False(IndependentChecker.Accepts(pool, chances, certificate), $"pool {seed}, forgery {i}: {what} was believed");
            }
        }
        output.WriteLine($"{forged} forgeries refused, {withCuts} of them in certificates with cuts");
    }

    /// <summary>Changes one thing that the certificate says.</summary>
    private static (string, IReadOnlyList<double>, Certificate)? Forge(SelectionResult result, PublicRandom random)
    {
        var c = result.Certificate;
        double delta = (random.Next(2) == 0 ? 1 : -1) * (1e-4 + random.Share());
        int levelAt = random.Next(c.Levels.Count), panelAt = random.Next(c.Panels.Count);
        var level = c.Levels[levelAt];
        var panel = c.Panels[panelAt];
        switch (random.Next(12))
        {
            case 0:
                return ("a chance", Changed(result.Probabilities, random, delta), c);
            case 1:
                return ("a panel's probability", result.Probabilities,
                    c with { Panels = With(c.Panels, panelAt, panel with { Probability = panel.Probability + delta }) });
            case 2:
                var seat = panel.Seats[random.Next(panel.Seats.Count)];
                return ("a seat", result.Probabilities,
                    c with
                    {
                        Panels = With(c.Panels, panelAt,
                    panel with { Seats = [.. panel.Seats.Where(s => s != seat), seat with { People = seat.People + 1 }] })
                    });
            case 3:
                return ("a level", result.Probabilities,
                    c with { Levels = With(c.Levels, levelAt, level with { Level = level.Level + delta }) });
            case 4:
                return ("a row multiplier", result.Probabilities,
                    c with
                    {
                        Levels = With(c.Levels, levelAt,
                    level with { RowMultipliers = Changed(level.RowMultipliers, random, delta) })
                    });
            case 5:
                return ("a weight", result.Probabilities,
                    c with { Levels = With(c.Levels, levelAt, level with { Weights = Changed(level.Weights, random, delta) }) });
            case 6:
                return ("a seat multiplier", result.Probabilities,
                    c with
                    {
                        Levels = With(c.Levels, levelAt,
                    level with { SeatMultipliers = Changed(level.SeatMultipliers, random, delta) })
                    });
            case 7:
                return ("a settled type left out", result.Probabilities,
                    c with { Levels = With(c.Levels, levelAt, level with { Settled = [.. level.Settled.Skip(1)] }) });
            case 8:
                return ("a level left out", result.Probabilities, c with { Levels = [.. c.Levels.Where((_, i) => i != levelAt)] });
            case 9:
                return ("a panel left out", result.Probabilities, c with { Panels = [.. c.Panels.Where((_, i) => i != panelAt)] });
            case 10 when c.Cuts.Count > 0:
                int tighter = random.Next(c.Cuts.Count);
                return ("a cut's bound", result.Probabilities,
                    c with { Cuts = With(c.Cuts, tighter, c.Cuts[tighter] with { Bound = c.Cuts[tighter].Bound - Math.Abs(delta) }) });
            case 11 when c.Cuts.FirstOrDefault(k => k.Proof is BoundProof.Split) is { } cut:
                int at = c.Cuts.ToList().IndexOf(cut);
                return ("a cut's proof cut short", result.Probabilities,
                    c with
                    {
                        Cuts = With(c.Cuts, at,
                    cut with { Proof = new BoundProof.Leaf(new double[level.RowMultipliers.Count], false) })
                    });
            default:
                return null;
        }
    }

    private static double[] Changed(IReadOnlyList<double> values, PublicRandom random, double delta) =>
        With(values, random.Next(values.Count), delta, (a, b) => a + b);

    private static T[] With<T>(IReadOnlyList<T> list, int index, T value) => With(list, index, value, (_, v) => v);

    private static T[] With<T>(IReadOnlyList<T> list, int index, T value, Func<T, T, T> join) =>
        [.. list.Select((v, i) => i == index ? join(v, value) : v)];
}
