using System.Runtime.CompilerServices;
using Deliberation.Formats;
using Deliberation.Sortition;
using Deliberation.Tests.Tool;
using Patto.Tool.Cli;

namespace Deliberation.Tests.Examples;

/// <summary>The worked example of docs/deliberation/sorteggio.md, step by step.</summary>
public sealed class SortitionExample
{
    [Fact]
    public void Twenty_four_of_a_hundred_and_fifty()
    {
        Pool pool = ReadPool();
        SelectionResult result = Selection.Run(pool);
        Assert.Equal(131, result.Probabilities.Count(p => Math.Abs(p - 0.0932) < 1e-4));

        // The naive draw leaves eighteen people with less than one chance in a hundred, and one with none in ten thousand draws.
        IReadOnlyList<double> naive = GreedyDraw.Estimate(pool, 10_000);
        Assert.Equal(18, naive.Count(p => p < 0.01));
        Assert.Equal(1, naive.Count(p => p == 0));

        // Publish the list, wait for the event, draw; anybody checks.
        UniformLottery lottery = UniformLottery.From(result);
        WholeDraw draw = WholeDraw.Prepare(lottery, "Lotto di sabato 5 dicembre 2026, ruota di Roma").Draw("12 7 88 41 3");
        Assert.Empty(draw.Verify());

        // Two members refuse; the quotas still hold.
        int[] panel = [.. lottery.Panels[draw.Outcome!.Ticket]];
        int[] refusals = [.. panel.Where(i => result.Probabilities[i] < 0.1).Take(2)];
        var (after, _) = Replacement.After(pool, panel, refusals, null, PublicRandom.From(lottery.Hash + ":subentri"));
        Assert.Equal(24, after.Count);

        // Five alternates, if one member in ten drops out.
        Reserve reserve = Alternates.Choose(pool, panel, 5, _ => 0.1, scenarios: 100);
        Assert.True(reserve.ExpectedLoss < reserve.LossWithout);
    }

    [Fact]
    public void The_guide_shows_the_picture_and_the_words_of_the_command()
    {
        string drawn = Path.GetTempFileName();
        try
        {
            var (code, output, _) = Typed.Line("select", "--people", Docs("esempi", "sorteggio-persone.csv"),
                "--quotas", Docs("esempi", "sorteggio-quote.csv"), "--size", "24", "--svg", drawn);
            Assert.Equal(ExitCode.Done, code);
            Assert.Equal(File.ReadAllText(Docs("figure", "sorteggio.svg")), File.ReadAllText(drawn));
            string guide = File.ReadAllText(Docs("sorteggio.md"));
            Assert.All(output.Split('\n').Where(line => line.StartsWith('#')),
                line => Assert.Contains(line, guide, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(drawn);
        }
    }

    private static Pool ReadPool()
    {
        using StreamReader people = File.OpenText(Docs("esempi", "sorteggio-persone.csv"));
        using StreamReader quotas = File.OpenText(Docs("esempi", "sorteggio-quote.csv"));
        return PoolReader.Read(people, quotas, panelSize: 24);
    }

    private static string Docs(params string[] parts) => Path.Combine([Root(), "docs", "deliberation", .. parts]);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
