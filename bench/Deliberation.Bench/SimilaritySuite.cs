using Deliberation.Similarity;
using MathNet.Numerics.Statistics;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>The stemmer against Snowball's own list, the score against people's marks, the search at the size of a large process.</summary>
internal static class SimilaritySuite
{
    private const int Texts = 20_000;

    public static IEnumerable<Row> Rows() => [Stemmer(), Marks(), .. Search()];

    private static Row Stemmer()
    {
        const string What = "radici dell'elenco di Snowball";
        if (Data("text", "voc.txt") is not { } words || Data("text", "output.txt") is not { } stems) return Row.Missing(What,
            "35.495 su 35.495");
        (string Word, string Stem)[] pairs = [.. File.ReadLines(words).Zip(File.ReadLines(stems))];
        int same = pairs.Count(pair => ItalianStemmer.Stem(pair.Word) == pair.Stem);
        return new Row(What, Text($"{same:N0} su {pairs.Length:N0}"), "35.495 su 35.495", "Snowball 2.2 per Python: 35.494",
            "python3-snowballstemmer, stessa macchina");
    }

    private static Row Marks()
    {
        const string What = "somiglianza e voti delle persone (STS-B italiano, parte di prova, mai usata per imparare): Pearson",
            Others = "3-grammi 0,716; pg_trgm 0,657; parole TF-IDF 0,663";
        if (Data("text", "stsb-it-test.csv") is not { } file) return Row.Missing(What, "0,72 o più", Others, "scikit-learn, stessi dati");
        string[][] pairs = [.. File.ReadLines(file).Select(Cells)];
        LexicalModel model = LexicalModel.Italian;
        double[] scores = [.. pairs.Select(cells => model.Compare(model.Profile(cells[0]), model.Profile(cells[1])).Score)];
        double[] marks = [.. pairs.Select(cells => double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture))];
        return new Row(What,
            Text($"{Correlation.Pearson(scores, marks):N3} su {pairs.Length:N0} coppie (Spearman {Correlation.Spearman(scores, marks):N3})"), "0,72 o più", Others, "scikit-learn, stessi dati");
    }

    private static IEnumerable<Row> Search()
    {
        string[] texts = MadeUp(new Random(1));
        TextIndex? index = null;
        double adding = CpuOnce(() =>
        {
            index = new TextIndex(LexicalModel.Italian);
            for (int i = 0; i < texts.Length; i++) index.Add(texts[i].GetHashCode(StringComparison.Ordinal) + "-" + i, texts[i]);
        });
        int next = 0;
        double one = Cpu(() => index!.Similar(texts[next = (next + 37) % Texts] + " e altro ancora"));
        yield return new Row(Text($"un testo nuovo contro {Texts:N0}"),
            Text($"{one:N2} ms (i {Texts:N0} indicizzati in {adding / 1000:N1} s)"), "sotto 5 ms");
    }

    /// <summary>Texts of 8 to 30 invented words with frequencies like those of a language (Zipf).</summary>
    internal static string[] MadeUp(Random random)
    {
        string[] syllables = "ba co de fi gu la me ni po ra se ti vo za pre sta tri cchi glia gno ssi lle tto nda mbi".Split(' ');
        string[] words = [.. Enumerable.Range(0, 4000)
            .Select(_ => string.Concat(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => syllables[random.Next(syllables.Length)])))];
        return [.. Enumerable.Range(0, Texts)
            .Select(_ => string.Join(' ', Enumerable.Range(0, 8 + random.Next(23))
            .Select(_ => words[(int)Math.Pow(words.Length, random.NextDouble()) - 1])))];
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) cells.Add("");
            else cells[^1] += c;
        }

        return [.. cells];
    }
}
