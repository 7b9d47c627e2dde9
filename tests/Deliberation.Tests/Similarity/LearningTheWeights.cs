using System.Globalization;
using Deliberation.Similarity;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace Deliberation.Tests.Similarity;

/// <summary>
/// Learns the model of Italian from the development split of the STS benchmark alone, and checks that the committed
/// model is what it learns. PATTO_TEST_WRITE=folder writes the model's file there.
/// </summary>
public sealed class LearningTheWeights(ITestOutputHelper output)
{
    private const int FewestTexts = 3;
    private const int Folds = 10;
    private static readonly double[] s_penalties = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

    [Fact]
    public void The_committed_model_is_the_one_the_development_split_teaches()
    {
        var pairs = Sts.Read("stsb-it-dev.csv");
        var counts = Count(pairs);
        var file = Learn(pairs, counts);
        if (Environment.GetEnvironmentVariable("PATTO_TEST_WRITE") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, "italian-lexical-model.txt"), file);

        using var committed = typeof(LexicalModel).Assembly.GetManifestResourceStream("Deliberation.Similarity.italian-lexical-model.txt")!;
        Assert.Equal(new StreamReader(committed).ReadToEnd(), file);
    }

    [Fact]
    public void On_the_test_split_the_score_follows_peoples_marks()
    {
        var pairs = Sts.Read("stsb-it-test.csv");
        var model = LexicalModel.Italian;
        double[] scores = [.. pairs.Select(pair => model.Compare(model.Profile(pair.One), model.Profile(pair.Other)).Score)];
        double[] marks = [.. pairs.Select(pair => pair.Mark)];

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"pairs {pairs.Length} Pearson {Correlation.Pearson(scores, marks):F4} Spearman {Correlation.Spearman(scores, marks):F4}"));
        Assert.Equal(1379, pairs.Length);
        Assert.True(Correlation.Pearson(scores, marks) >= 0.72);
    }

    private static LexicalCounts Count(Sts.Pair[] pairs)
    {
        var counts = new LexicalCounts();
        foreach (var pair in pairs)
        {
            counts.Add(pair.One);
            counts.Add(pair.Other);
        }

        return counts;
    }

    private string Learn(Sts.Pair[] pairs, LexicalCounts counts)
    {
        using var bare = new StringWriter();
        LexicalModelFile.Write(bare, counts, FewestTexts, new double[Likeness.Features.Length + 1]);
        var model = LexicalModelFile.Read(new StringReader(bare.ToString()));
        double[][] rows = [.. pairs.Select(pair => (double[])[.. Likeness.Measure(model.Profile(pair.One), model.Profile(pair.Other)), 1])];
        double[] marks = [.. pairs.Select(pair => pair.Mark / 5)];

        double penalty = s_penalties.MaxBy(each => CrossValidated(rows, marks, each));
        for (int f = 0; f < Likeness.Features.Length; f++)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Likeness.Features[f]}: alone {Correlation.Pearson(rows.Select(row => row[f]), marks):F3}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"penalty {penalty}, cross-validated Pearson on dev {CrossValidated(rows, marks, penalty):F4}"));
        double[] weights = [.. Ridge(rows, marks, penalty).Select(weight => Math.Round(weight, 4))];
        using var file = new StringWriter();
        file.Write("# Learned on the development split of stsb-multi-mt (Italian), CC BY-SA 4.0: how many of its sentences hold each\n");
        file.Write("# stem (s) and character 3-gram (g), and the weights (w) of the features. Made by the test LearningTheWeights.\n");
        LexicalModelFile.Write(file, counts, FewestTexts, weights);
        return file.ToString();
    }

    private static double CrossValidated(double[][] rows, double[] marks, double penalty)
    {
        var predicted = new double[rows.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] rest = [.. Enumerable.Range(0, rows.Length).Where(i => i % Folds != fold)];
            double[] weights = Ridge([.. rest.Select(i => rows[i])], [.. rest.Select(i => marks[i])], penalty);
            for (int i = fold; i < rows.Length; i += Folds) predicted[i] = rows[i].Zip(weights, (value, weight) => value * weight).Sum();
        }

        return Correlation.Pearson(predicted, marks);
    }

    private static double[] Ridge(double[][] rows, double[] marks, double penalty)
    {
        var x = Matrix<double>.Build.DenseOfRowArrays(rows);
        var diagonal = Matrix<double>.Build.DenseDiagonal(x.ColumnCount, penalty);
        diagonal[x.ColumnCount - 1, x.ColumnCount - 1] = 0;
        return x.TransposeThisAndMultiply(x).Add(diagonal).Solve(x.TransposeThisAndMultiply(Vector<double>.Build.Dense(marks))).ToArray();
    }
}

/// <summary>The Italian sentence pairs of stsb-multi-mt with people's marks, 0 to 5.</summary>
internal static class Sts
{
    internal sealed record Pair(string One, string Other, double Mark);

    internal static Pair[] Read(string file) =>
        [.. File.ReadLines(PublicData.Path("text", file)).Select(Cells)
            .Select(cells => new Pair(cells[0], cells[1], double.Parse(cells[2], CultureInfo.InvariantCulture)))];

    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) cells.Add("");
            else cells[^1] += c;
        }

        return cells;
    }
}
