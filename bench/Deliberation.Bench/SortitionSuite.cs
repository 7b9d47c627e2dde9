using Deliberation.Formats;
using Deliberation.Sortition;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Exact LEXIMIN on the public pools, next to the peers' times.</summary>
internal static class SortitionSuite
{
    private const string Maximin = "sortition-algorithms 0.10.1 (maximin, CBC), stessa macchina";

    private static readonly (string Pool, int Size, string Others, string Source)[] Pools =
    [
        ("example_large_200", 200, "1.161,8 s (LEXIMIN, Gurobi)", "Flanigan e altri, Nature 2021, altra macchina"),
        ("gen_150_22", 22, "1,7 s; LEXIMIN 272 s", Maximin),
        ("gen_300_45", 45, "10,5 s", Maximin),
        ("gen_300_tight_45", 45, "16,6 s", Maximin),
        ("gen_500_75", 75, "23,9 s", Maximin),
        ("synth_hdlike_30", 30, "26,1 s", Maximin),
    ];

    public static IEnumerable<Row> Rows()
    {
        foreach ((string name, int size, string others, string source) in Pools)
        {
            string what = $"sorteggio LEXIMIN esatto, {name}";
            if (Data("sortition", name) is not { } folder)
            {
                yield return Row.Missing(what, "molto meno", others, source);
                continue;
            }

            using StreamReader people = new(Path.Combine(folder, "respondents.csv")), quotas = new(Path.Combine(folder, "categories.csv"));
            Pool pool = PoolReader.Read(people, quotas, size);
            SelectionResult result = Selection.Run(pool);
            double time = CpuOnce(() => Selection.Run(pool));
            yield return new Row(what, Text($"{time / 1000:N2} s, minimo {result.Measures.Minimum:P2}"), "molto meno", others, source);
        }
    }
}
