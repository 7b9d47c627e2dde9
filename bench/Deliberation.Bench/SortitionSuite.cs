using System.Text.Json;
using Deliberation.Formats;
using Deliberation.Sortition;
using Deliberation.Tests.Sortition;
using static Deliberation.Bench.Measure;

namespace Deliberation.Bench;

/// <summary>Exact LEXIMIN on the public pools, next to the peers' times, and on pools made up with the shapes of confidential
/// ones.</summary>
internal static class SortitionSuite
{
    private const string Maximin = "sortition-algorithms 0.10.1 (maximin, CBC), stessa macchina",
        Nature = "Flanigan e altri, Nature 2021 (LEXIMIN, Gurobi), altra macchina";
    private const string NatureOther = "Nature 2021 (LEXIMIN, Gurobi), bacino vero di questa forma, altra macchina: solo indicativo";

    private static readonly (string Pool, int Size, double Seconds, string Target, string Source)[] Pools =
    [
        // First, so that its first time is a cold one.
        ("example_large_200", 200, 1161.8, "minimo 10,0 %, Gini 0,0 %, media geometrica 10,0 %; a freddo 0,2 s", Nature),
        ("example_small_20", 20, 2.7, "gli stessi", Nature),
        ("gen_150_22", 22, 1.7, "5 volte meno", Maximin),
        ("gen_300_45", 45, 10.5, "50 volte meno", Maximin),
        ("gen_300_tight_45", 45, 16.6, "50 volte meno", Maximin),
        ("gen_500_75", 75, 23.9, "50 volte meno", Maximin),
        ("synth_masslike_24", 24, 1.2, "0,3 s", Maximin),
        ("synth_sfalike_35", 35, 48.0, "1,0 s", Maximin),
        ("synth_hdlike_30", 30, 26.1, "4,1 s", Maximin),
    ];

    private static readonly (int People, int Seats, int[] Values, double Seconds)[] Shapes =
    [
        (70, 24, [2, 5, 4, 6, 3], 0.5), (161, 44, [2, 5, 4, 6, 3, 8, 2], 6.0), (239, 30, [2, 5, 4, 6, 3, 8, 2], 37.2),
            (250, 20, [2, 5, 4, 6, 3, 8], 8.8),
        (312, 35, [2, 5, 4, 6, 3, 8], 19.6), (321, 30, [2, 5, 4, 6, 3, 8, 2, 4], 183.9), (342, 170, [2, 5, 4, 6, 3], 83.4),
        (404, 40, [2, 5, 4, 6, 3, 8], 46.2),
        (825, 75, [2, 5, 4, 6], 433.5), (1727, 110, [2, 5, 4, 6, 3, 8, 2], 4011.6),
    ];

    private static readonly (string Case, int Seats)[] Narrow = [("h1_30", 30), ("h2_30", 30), ("h4_40", 40), ("h7_24", 24)];

    public static IEnumerable<Row> Rows() =>
        [.. Pools.Select(Public), Tiny(), .. Shapes.Select(Skewed), .. Narrow.Select(NarrowQuotas), OfAnySize()];

    private static Row NarrowQuotas((string Case, int Seats) narrow)
    {
        string what = $"quote strette e nuclei familiari, {narrow.Case}";
        const string Target = "provato, o distanza entro l'1 %; 10 s";
        string folder = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "sortition", narrow.Case);
        if (!Directory.Exists(folder)) return Row.Missing(what, Target);
        Pool pool = Load(folder, narrow.Seats);
        SelectionResult? result = null;
        double time = CpuOnce(() => result = Selection.Run(pool));
        return new Row(what, Text($"{time / 1000:N1} s; {Said(pool, result!)}"), Target);
    }

    /// <summary>Two hundred pools of up to 3,000 people, each with a minute; the seeds are 1 to 200.</summary>
    private static Row OfAnySize()
    {
        var times = new List<double>();
        int proven = 0, near = 0, accepted = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            Pool pool = MadeUpPools.OfAnySize(seed);
            SelectionResult? result = null;
            times.Add(CpuOnce(() => result = Selection.Run(pool, effort: new() { TimeLimit = TimeSpan.FromSeconds(60) })) / 1000);
            if (result!.IsProven) proven++;
            if (result.Gap <= 0.01) near++;
            if (IsAccepted(pool, result)) accepted++;
            Console.Error.WriteLine(Text($"seme {seed}: {pool.People.Count} persone, {pool.PanelSize} posti, {pool.Categories.Count} categorie: {times[^1]:N1} s; {Said(pool, result)}"));
        }

        return new Row("bacini inventati fino a 3000 persone con nuclei familiari, semi da 1 a 200",
            Text($"{proven} provati, {near} entro l'1 %, controllo accettato {accepted} su 200; {times.Max():N0} s al massimo"),
            "tutti entro l'1 %, 60 s ciascuno");
    }

    private static bool IsAccepted(Pool pool, SelectionResult result) => result.IsProven
        ? IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate) : IndependentChecker.AcceptsCutShort(pool, result);

    private static string Said(Pool pool, SelectionResult result) => Text(
        $"minimo {result.Measures.Minimum:P2} su {result.MinimumBound:P2} possibili, distanza {result.Gap:P2}{(result.IsProven ? ", provato" : "")}; controllo {(IsAccepted(pool, result) ? "accettato" : "RIFIUTATO")}");


    private static Row Public((string Pool, int Size, double Seconds, string Target, string Source) known)
    {
        string what = $"sorteggio LEXIMIN esatto, {known.Pool}", others = Text($"{known.Seconds:N1} s");
        if (Data("sortition", known.Pool) is not { } folder) return Row.Missing(what, known.Target, others, known.Source);
        Pool pool = Load(folder, known.Size);
        SelectionResult? result = null;
        double first = CpuOnce(() => result = Selection.Run(pool)), time = CpuOnce(() => Selection.Run(pool));
        FairnessMeasures fair = result!.Measures;
        return new Row(
            what,
            Text($"{time / 1000:N2} s = {known.Seconds * 1000 / time:N0} volte meno (la prima volta {first / 1000:N2}); minimo {fair.Minimum:P2}, Gini {fair.Gini:P1}, media geometrica {fair.GeometricMean:P1}{Compared(folder, pool, result)}; certificato {Checked(pool, result)}"),
            known.Target, others, known.Source);
    }

    private static string Compared(string folder, Pool pool, SelectionResult result)
    {
        string file = Path.Combine(folder, "peer_leximin.json");
        if (!File.Exists(file)) return "";
        var peer = JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(file))!;
        return Text($"; dal LEXIMIN di quel programma al più {pool.People.Select((person, i) => Math.Abs(peer[person.Id] - result.Probabilities[i])).Max():E0} a persona");
    }

    private static string Checked(Pool pool, SelectionResult result) =>
        IndependentChecker.Accepts(pool, result.Probabilities, result.Certificate) ? "accettato" : "RIFIUTATO";

    private static Row Tiny()
    {
        const string What = "bacini minuscoli: le probabilità dell'enumerazione di tutti i gruppi", Target = "tutti entro 1E-6";
        if (Data("sortition", "tiny") is not { } folder) return Row.Missing(What, Target);
        string[] pools = Directory.GetDirectories(folder);
        double[] differences = [.. pools.Select(pool =>
        {
            double[] exact = JsonSerializer.Deserialize<double[]>(File.ReadAllText(Path.Combine(pool, "exact.json")))!;
            return Selection.Run(Load(pool, int.Parse(pool.Split('_')[^1],
                System.Globalization.CultureInfo.InvariantCulture))).Probabilities.Zip(exact, (a, b) => Math.Abs(a - b)).Max();
        })];
        return new Row(What,
            Text($"{differences.Count(difference => difference < 1e-6)} su {pools.Length}, differenza massima {differences.Max():E0}"),
            Target);
    }

    private static Row Skewed((int People, int Seats, int[] Values, double Seconds) shape)
    {
        var times = new List<double>();
        int accepted = 0;
        for (ulong seed = 1; seed <= 3; seed++)
        {
            Pool pool = MadeUpPools.Skewed(shape.People, shape.Seats, shape.Values, seed);
            SelectionResult? result = null;
            times.Add(CpuOnce(() => result = Selection.Run(pool)) / 1000);
            if (IndependentChecker.Accepts(pool, result!.Probabilities, result.Certificate)) accepted++;
        }

        return new Row(
            $"sorteggio, bacini sbilanciati {shape.People}/{shape.Seats}/{shape.Values.Length}, tre semi",
                Text($"{times.Min():N2}–{times.Max():N2} s; certificati accettati {accepted} su 3"),
            shape.People > 1000 ? "sotto 20 s" : "nessuno fallisce", Text($"{shape.Seconds:N1} s"), NatureOther);
    }

    private static Pool Load(string folder, int size)
    {
        using StreamReader people = new(Path.Combine(folder, "respondents.csv")), quotas = new(Path.Combine(folder, "categories.csv"));
        return PoolReader.Read(people, quotas, size);
    }
}
