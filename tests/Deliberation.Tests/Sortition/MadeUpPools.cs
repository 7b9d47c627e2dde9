using System.Globalization;
using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

/// <summary>Pools that the tests make for themselves.</summary>
internal static class MadeUpPools
{
    /// <summary>6 to 11 people, quotas close around some panel, so that one exists; every third pool has shared addresses.</summary>
    public static Pool Tiny(ulong seed)
    {
        var random = new PublicRandom(seed);
        int people = 6 + random.Next(6), seats = 2 + random.Next(3), categories = 2 + random.Next(2);
        int[] values = [.. Enumerable.Range(0, categories).Select(_ => 2 + random.Next(2))];
        bool shared = seed % 3 == 0;
        var persons = Enumerable.Range(0, people).Select(i => new Person(Name("p", i),
            [.. values.Select(v => Name("v", random.Next(v)))], shared && random.Next(2) == 0 ? Name("via ", random.Next(3)) : null))
            .ToArray();
        var panel = SomePanel(persons, seats, random);
        return new Pool(persons, QuotasAround(persons, panel, values, random), panel.Length);
    }

    /// <summary>People whose mix differs strongly from the quotas, as in pools of volunteers.</summary>
    public static Pool Skewed(int people, int seats, int[] values, ulong seed, int width = 3)
    {
        var random = new PublicRandom(seed);
        double[][] wanted = [.. values.Select(v => Shares(v, 0.5, random))];
        double[][] found = [.. values.Select((v, c) => Lean(wanted[c], random))];
        var persons = Enumerable.Range(0, people).Select(i => new Person(Name("p", i), [.. found.Select(f => Name("v", Pick(f, random)))]))
            .ToArray();
        var panel = NearestPanel(persons, seats, wanted, random);
        var quotas = new List<Quota>();
        for (int c = 0; c < values.Length; c++)
            for (int v = 0; v < values[c]; v++)
            {
                int has = panel.Count(i => persons[i].Features[c] == Name("v", v)), below = random.Next(width + 1);
                quotas.Add(new(Name("c", c), Name("v", v), Math.Max(0, has - below), has + width - below));
            }
        return new Pool(persons, quotas, seats);
    }

    /// <summary>Up to 3,000 people (each order of magnitude as often as the other), two to ten categories, households of up to six, quotas
    /// of width 0 to 3 around a panel that exists.</summary>
    public static Pool OfAnySize(ulong seed, int? size = null)
    {
        var random = new PublicRandom(seed);
        int people = size ?? (int)Math.Round(30 * Math.Pow(100, random.Share()));
        int seats = 8 + random.Next(Math.Min(people / 4, 120) - 6), width = random.Next(4);
        int[] values = [.. Enumerable.Range(0, 2 + random.Next(9)).Select(_ => 2 + random.Next(5))];
        double[][] wanted = [.. values.Select(v => Shares(v, 0.5, random))];
        double[][] found = [.. wanted.Select(w => Lean(w, random))];
        var persons = new List<Person>();
        while (persons.Count < people)
        {
            string? home = random.Next(3) == 0 ? null : Name("via ", persons.Count);
            int living = home is null ? 1 : Math.Min(1 + random.Next(6) * random.Next(6) / 5, people - persons.Count);
            for (int i = 0; i < living; i++)
                persons.Add(new(Name("p", persons.Count), [.. found.Select(f => Name("v", Pick(f, random)))], home));
        }
        Person[] all = [.. persons];
        var panel = NearestPanel(all, seats, wanted, random);
        var quotas = new List<Quota>();
        for (int c = 0; c < values.Length; c++)
            for (int v = 0; v < values[c]; v++)
            {
                int has = panel.Count(i => all[i].Features[c] == Name("v", v)), below = random.Next(width + 1);
                quotas.Add(new(Name("c", c), Name("v", v), Math.Max(0, has - below), has + width - below));
            }
        return new Pool(all, quotas, seats);
    }

    private static string Name(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);

    private static int[] SomePanel(Person[] people, int seats, PublicRandom random)
    {
        var order = Enumerable.Range(0, people.Length).ToArray();
        random.Shuffle(order);
        var panel = new List<int>();
        foreach (int i in order)
            if (panel.Count < seats && (people[i].Address is null || panel.All(j => people[j].Address != people[i].Address))) panel.Add(i);
        return [.. panel];
    }

    private static List<Quota> QuotasAround(Person[] people, int[] panel, int[] values, PublicRandom random)
    {
        var quotas = new List<Quota>();
        for (int c = 0; c < values.Length; c++)
            for (int v = 0; v < values[c]; v++)
            {
                int has = panel.Count(i => people[i].Features[c] == Name("v", v));
                quotas.Add(new(Name("c", c), Name("v", v), Math.Max(0, has - random.Next(2)), has + random.Next(2)));
            }
        return quotas;
    }

    private static double[] Shares(int values, double least, PublicRandom random)
    {
        double[] shares = [.. Enumerable.Range(0, values).Select(_ => least + random.Share())];
        return [.. shares.Select(s => s / shares.Sum())];
    }

    /// <summary>Some values are several times rarer among volunteers than in the town.</summary>
    private static double[] Lean(double[] shares, PublicRandom random)
    {
        double[] lean = [.. shares.Select(s => s * (0.15 + (1.85 * random.Share() * random.Share()) + (random.Share() * 0.6)))];
        return [.. lean.Select(s => s / lean.Sum())];
    }

    private static int Pick(double[] shares, PublicRandom random)
    {
        double at = random.Share();
        for (int v = 0; v < shares.Length - 1; v++) if ((at -= shares[v]) < 0) return v;
        return shares.Length - 1;
    }

    /// <summary>A panel whose mix is close to the wanted one, by exchanging members while that helps.</summary>
    private static int[] NearestPanel(Person[] people, int seats, double[][] wanted, PublicRandom random)
    {
        var order = Enumerable.Range(0, people.Length).ToArray();
        random.Shuffle(order);
        var counts = wanted.Select(w => new int[w.Length]).ToArray();
        int Value(int i, int c) => int.Parse(people[i].Features[c].AsSpan(1), CultureInfo.InvariantCulture);
        foreach (int i in order[..seats]) for (int c = 0; c < counts.Length; c++) counts[c][Value(i, c)]++;
        double Miss() => wanted.Select((w, c) => w.Select((s, v) => Math.Pow((s * seats) - counts[c][v], 2)).Sum()).Sum();
        bool Crowded(int inside) => people[order[inside]].Address is { } home
            && Enumerable.Range(0, seats).Any(i => i != inside && people[order[i]].Address == home);
        bool Together(int inside, int outside) => people[order[outside]].Address is { } home
            && Enumerable.Range(0, seats).Any(i => i != inside && people[order[i]].Address == home);
        double miss = Miss();
        for (int tries = 0; tries < 40_000; tries++)
        {
            int inside = random.Next(seats), outside = seats + random.Next(people.Length - seats);
            bool crowded = Crowded(inside);
            if (Together(inside, outside)) continue;
            for (int c = 0; c < counts.Length; c++) (counts[c][Value(order[inside], c)], counts[c][Value(order[outside], c)]) =
                Exchange(counts[c], Value(order[inside], c), Value(order[outside], c));
            double now = Miss();
            if (now < miss || crowded) (miss, order[inside], order[outside]) = (now, order[outside], order[inside]);
            else for (int c = 0; c < counts.Length; c++) (counts[c][Value(order[outside], c)], counts[c][Value(order[inside], c)]) =
                Exchange(counts[c], Value(order[outside], c), Value(order[inside], c));
        }
        return order[..seats];
    }

    private static (int From, int To) Exchange(int[] counts, int from, int to) =>
        from == to ? (counts[from], counts[to]) : (counts[from] - 1, counts[to] + 1);
}
