using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Deliberation.Priorities;
using Deliberation.Proof;
using Deliberation.Schedules;

namespace Deliberation.Bench;

/// <summary>The pictures of docs/deliberation, drawn from real runs: <c>bin/bench deliberation pictures
/// docs/deliberation/img</c>.</summary>
internal static class Pictures
{
    private const string Blue = "#0066cc", Grey = "#5b6f82", Ink = "#17324d", Light = "#d9e6f2", Green = "#00664d";

    public static void Draw(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "prove-albero.svg", Tree());
        if (Measure.Data("priorities") is null)
        {
            Console.Error.WriteLine("PATTO_DATA non indica i dati pubblici: disegnato solo l'albero delle prove.");
            return;
        }

        Write(folder, "priorita-quote.svg", SharesBars());
        Write(folder, "calendari-desideri.svg", ScheduleBars());
    }

    private static string SharesBars()
    {
        var bars = new List<(string, double, string)>();
        foreach ((string town, string file) in (ReadOnlySpan<(string, string)>)[("Wieliczka", "Poland_Wieliczka_2023_Green_Budget.pb"),
            ("Świecie", "Poland_Swiecie_2023.pb")])
        {
            BudgetElection election = PrioritiesSuite.Read(Measure.Data("priorities", file)!);
            bars.Add(($"{town}: più voti prima", WithNothing(election, Greedy.Run(election).Winners), Grey));
            bars.Add(($"{town}: quote uguali", WithNothing(election, EqualShares.Run(election).Winners), Blue));
        }

        return Bars("Votanti rimasti senza nessun progetto vinto", "per cento dei votanti", bars);

        static double WithNothing(BudgetElection election, ImmutableArray<int> winners)
        {
            var won = winners.ToHashSet();
            long empty = election.Ballots.Where(ballot => !ballot.Marks.Any(mark => won.Contains(mark.Project)))
                .Sum(ballot => (long)ballot.Voters);
            return 100.0 * empty / election.Voters;
        }
    }

    private static string ScheduleBars()
    {
        var bars = new List<(string, double, string)>();
        foreach ((string town, string file) in (ReadOnlySpan<(string, string)>)[("Wieliczka", "Poland_Wieliczka_2023_Green_Budget.pb"),
            ("Świecie", "Poland_Swiecie_2023.pb")])
        {
            OpenSpacePlan plan = OpenSpaceScheduler.Run(SchedulesSuite.Market(PrioritiesSuite.Read(Measure.Data("priorities", file)!), 4));
            bars.Add(($"{town}: più richieste prima", 100.0 * plan.MetByMostWantedFirst / plan.UpperBound, Grey));
            bars.Add(($"{town}: calendario composto", 100.0 * plan.Met / plan.UpperBound, Blue));
        }

        return Bars("Desideri esauditi, in quattro turni", "per cento del massimo immaginabile", bars);
    }

    private static string Bars(string title, string unit, List<(string Label, double Value, string Colour)> bars)
    {
        double most = bars.Max(bar => bar.Value);
        var svg = new StringBuilder();
        for (int i = 0; i < bars.Count; i++)
        {
            double y = 56 + (i * 34), width = 300 * bars[i].Value / most;
            svg.Append(Svg($"""<text x="232" y="{y + 17}" text-anchor="end">{bars[i].Label}</text>"""));
            svg.Append(Svg($"""<rect x="240" y="{y}" width="{width:F1}" height="24" fill="{bars[i].Colour}"/>"""));
            svg.Append(Svg($"""<text x="{246 + width:F1}" y="{y + 17}">{bars[i].Value.ToString("N1", CultureInfo.GetCultureInfo("it-IT"))}</text>"""));
        }

        CultureInfo italian = CultureInfo.GetCultureInfo("it-IT");
        string said = string.Join("; ", bars.Select(bar => string.Create(italian, $"{bar.Label} {bar.Value:N1}")));
        svg.Append(Svg($"""<text x="240" y="44" fill="{Grey}">{unit}</text>"""));
        return Frame(title, $"{title}: {said} ({unit}).", 620, 70 + (bars.Count * 34), svg.ToString());
    }

    /// <summary>Eight entries, the path that proves the sixth in green.</summary>
    private static string Tree()
    {
        var log = new MerkleLog();
        for (int i = 1; i <= 8; i++) log.Append(Encoding.UTF8.GetBytes($"voce {i}"));
        InclusionProof proof = log.Inclusion(5, 8);
        var path = proof.Path.Select(hash => Convert.ToHexStringLower(hash.AsSpan())).ToHashSet();
        var svg = new StringBuilder();
        for (int level = 0; level < 4; level++)
        {
            int nodes = 8 >> level;
            for (int node = 0; node < nodes; node++)
            {
                string hash = Convert.ToHexStringLower(HashOf(log, level, node).AsSpan());
                double x = 40 + ((node + 0.5) * 600 / nodes), y = 260 - (level * 68);
                if (level < 3) svg.Append(Svg($"""<line x1="{x:F0}" y1="{y - 14}" x2="{40 + ((node / 2 + 0.5) * 1200 / nodes):F0}" y2="{y - 54}" stroke="{Grey}"/>"""));
                bool onWay = 5 >> level == node;
                string fill = path.Contains(hash) ? Green : onWay ? Blue : Light, ink = path.Contains(hash) || onWay ? "#fff" : Ink;
                svg.Append(Svg($"""<rect x="{x - 31:F0}" y="{y - 14}" width="62" height="28" rx="4" fill="{fill}"/><text x="{x:F0}" y="{y + 5}" text-anchor="middle" fill="{ink}">{hash[..6]}</text>"""));
                if (level == 0) svg.Append(Svg($"""<text x="{x:F0}" y="{y + 34}" text-anchor="middle">voce {node + 1}</text>"""));
            }
        }

        return Frame(
            "Tre impronte bastano a provare che la voce 6 c'è",
            "Albero di otto voci. In blu la strada dalla voce 6 alla radice; in verde le tre impronte che la prova contiene.", 680, 310,
            svg.ToString());
    }

    private static ImmutableArray<byte> HashOf(MerkleLog log, int level, int node)
    {
        // A subtree of the first 2^k entries is a root of its own; the others come out of a log that starts there.
        var part = new MerkleLog();
        for (int i = node << level; i < (node + 1) << level; i++) part.Append(Encoding.UTF8.GetBytes($"voce {i + 1}"));
        return level == 0 ? log.LeafHash(node) : part.Root();
    }

    private static string Frame(string title, string description, int width, int height, string body) => Svg(
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d"
            font-family="Titillium Web, sans-serif" font-size="14" fill="{Ink}">
        <title id="t">{title}</title><desc id="d">{description}</desc>
        <rect width="{width}" height="{height}" fill="#fff"/><text x="16" y="24" font-size="17" font-weight="bold">{title}</text>
        {body}</svg>

        """);

    private static string Svg(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Write(string folder, string name, string svg) => File.WriteAllText(Path.Combine(folder, name), svg);
}
