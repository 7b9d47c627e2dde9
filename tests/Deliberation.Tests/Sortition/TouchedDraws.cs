using Deliberation.Sortition;

namespace Deliberation.Tests.Sortition;

/// <summary>Records of draws that somebody touched in one place after they were published, each in another way.</summary>
internal static class TouchedDraws
{
    /// <summary>A small draw with reserves; each seed gives another.</summary>
    public static WholeDraw Whole(ulong seed)
    {
        var random = new PublicRandom(seed);
        string Age() => random.Next(3) == 0 ? "giovane" : "adulto";
        string Place() => random.Next(2) == 0 ? "centro" : "frazioni";
        Person[] people = [.. Enumerable.Range(1, 30).Select(n =>
            new Person($"{n}", [Age(), Place()], n % 5 == 0 ? $"casa {n / 10}" : null))];
        Quota[] quotas = [new("età", "giovane", 1, 5), new("età", "adulto", 2, 6),
            new("zona", "centro", 1, 5), new("zona", "frazioni", 1, 5)];
        var pool = new Pool(people, quotas, 6);
        return WholeDraw.Prepare(UniformLottery.From(Selection.Run(pool), 100), "due dadi a dieci facce", 2)
            .DrawWithReserves($"{random.Next(10)} {random.Next(10)}");
    }

    /// <summary>The whole record touched in one place that its hash, its rules or the draw speak of.</summary>
    public static (string How, WholeDraw Draw) Touch(WholeDraw draw, Random chance)
    {
        var (one, other) = Two(chance, draw.Panels.Count, (a, b) => !draw.Panels[a].SequenceEqual(draw.Panels[b]));
        int person = chance.Next(draw.People.Count), quota = chance.Next(draw.Quotas.Count), seat = chance.Next(draw.PanelSize);
        var (outcome, row) = (draw.Outcome!, draw.Quotas[quota]);
        string stranger = draw.People.Select(p => p.Id).First(id => !draw.Panels[one].Contains(id));
        return chance.Next(12) switch
        {
            0 => ("two panels change place", draw with { Panels = Swapped(draw.Panels, one, other) }),
            1 => ("a panel has another member", draw with { Panels = With(draw.Panels, one, With(draw.Panels[one], seat, stranger)) }),
            2 => ("a quota is wider", draw with { Quotas = With(draw.Quotas, quota, row with { Max = row.Max + 1 }) }),
            3 => ("a quota is of something else", draw with
            {
                Quotas = With(draw.Quotas, quota,
                row with { Feature = row.Feature + "e" })
            }),
            4 => ("somebody is like nobody", draw with { People = With(draw.People, person, Changed(draw.People[person])) }),
            5 => ("somebody lives with others", draw with
            {
                People = With(draw.People, person,
                draw.People[person] with { Household = draw.People[person].Household + 1 })
            }),
            6 => ("another rule gives the seed", draw with { SeedRule = draw.SeedRule + "." }),
            7 => ("another hash", draw with { Hash = Flipped(draw.Hash, chance) }),
            8 => ("another ticket", draw with { Outcome = outcome with { Ticket = (outcome.Ticket + 1) % draw.Panels.Count } }),
            9 => ("another seed", draw with { Outcome = outcome with { Seed = Next(outcome.Seed) } }),
            10 => ("somebody else was drawn", draw with
            {
                Outcome = outcome with
                {
                    Panel = With(outcome.Panel, seat,
                draw.People.Select(p => p.Id).First(id => !outcome.Panel.Contains(id)))
                }
            }),
            _ => ("somebody else is a reserve", draw with
            {
                Outcome = outcome with
                {
                    Reserves = With(outcome.Reserves!, seat,
                outcome.Panel[seat])
                }
            }),
        };
    }

    /// <summary>The public record touched in one place.</summary>
    public static (string How, PublicDraw Draw) Touch(PublicDraw draw, Random chance)
    {
        var (one, other) = Two(chance, draw.Panels.Count, (a, b) => !draw.Panels[a].SequenceEqual(draw.Panels[b]));
        int number = chance.Next(draw.Numbers.Count), quota = chance.Next(draw.Quotas.Count), seat = chance.Next(draw.PanelSize);
        var (outcome, row) = (draw.Outcome!, draw.Quotas[quota]);
        return chance.Next(9) switch
        {
            0 => ("two panels change place", draw with { Panels = Swapped(draw.Panels, one, other) }),
            1 => ("a chance is another", draw with { Chances = With(draw.Chances, number, draw.Chances[number] * 0.999) }),
            2 => ("a quota is wider", draw with { Quotas = With(draw.Quotas, quota, row with { Min = row.Min - 1 }) }),
            3 => ("another whole record", draw with { WholeHash = Flipped(draw.WholeHash, chance) }),
            4 => ("another hash", draw with { Hash = Flipped(draw.Hash, chance) }),
            5 => ("another ticket", draw with { Outcome = outcome with { Ticket = (outcome.Ticket + 1) % draw.Panels.Count } }),
            6 => ("another seed", draw with { Outcome = outcome with { Seed = Next(outcome.Seed) } }),
            7 => ("a number is written otherwise", draw with { Numbers = With(draw.Numbers, number, "0" + draw.Numbers[number]) }),
            _ => ("a member is their own reserve", draw with
            {
                Outcome = outcome with
                {
                    Reserves = With(outcome.Reserves!, seat,
                outcome.Panel[seat])
                }
            }),
        };
    }

    private static DrawPerson Changed(DrawPerson person) =>
        person with { Features = With(person.Features, 0, person.Features[0] == "giovane" ? "adulto" : "giovane") };

    private static string Flipped(string hash, Random chance)
    {
        int at = chance.Next(hash.Length);
        return hash[..at] + (hash[at] == '0' ? '1' : '0') + hash[(at + 1)..];
    }

    // Another two digits: the last one more, from nine to nought.
    private static string Next(string seed) => seed[..^1] + (char)('0' + ((seed[^1] - '0' + 1) % 10));

    private static (int One, int Other) Two(Random chance, int count, Func<int, int, bool> differ)
    {
        while (true)
        {
            int one = chance.Next(count), other = chance.Next(count);
            if (differ(one, other)) return (one, other);
        }
    }

    private static T[] With<T>(IReadOnlyList<T> list, int at, T value)
    {
        T[] copy = [.. list];
        copy[at] = value;
        return copy;
    }

    private static T[] Swapped<T>(IReadOnlyList<T> list, int one, int other) => With(With(list, one, list[other]), other, list[one]);
}
