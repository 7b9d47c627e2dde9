using System.Globalization;
using System.Text;

namespace Deliberation.Sortition;

/// <summary>A person as the record of a draw shows them: a pseudonym and what the quotas look at.</summary>
/// <param name="Id">Pseudonym.</param>
/// <param name="Features">One a category, in the order of the record's categories.</param>
/// <param name="Household">People with the same number live together; 0: alone in the pool. Addresses themselves stay out of the
/// record.</param>
public sealed record DrawPerson(string Id, IReadOnlyList<string> Features, int Household);

/// <summary>What comes out of the public event.</summary>
/// <param name="Seed">The words or numbers that the event gave, exactly as published.</param>
/// <param name="Ticket">Number of the panel drawn, from 0.</param>
/// <param name="Panel">Ids of its members.</param>
public sealed record DrawOutcome(string Seed, int Ticket, IReadOnlyList<string> Panel);

/// <summary>
/// The public record of a draw: the people under pseudonyms, the quotas, all panels, the hash published beforehand, the rule by which
/// an event that nobody controls gives the seed, and later the seed and the panel it draws.
/// </summary>
/// <remarks>
/// First publish the record without outcome (or at least <see cref="Hash"/> and the rule); after the event add it with <see cref="Draw"/>.
/// The ticket is
/// <c>PublicRandom.From(hash + ":" + seed).Next(panels)</c>: SHA-256, first eight bytes big-endian, SplitMix64, remainder. Anybody
/// recomputes it;
/// whoever wrote the list cannot know the seed, whoever gives the seed cannot change the list.
/// </remarks>
/// <param name="Categories">Names, in the order of people's features.</param>
/// <param name="Quotas">As in the pool.</param>
/// <param name="PanelSize">Seats.</param>
/// <param name="People">Everybody in the pool.</param>
/// <param name="Chances">Exact chance of each person before rounding to equally likely panels, 0 to 1.</param>
/// <param name="Panels">Ids of the members of each panel, in pool order.</param>
/// <param name="Hash">SHA-256 of <see cref="Text"/> in UTF-8, in lower-case hexadecimal: whatever is changed afterwards shows.</param>
/// <param name="SeedRule">Which event gives the seed, when, and how it is written.</param>
/// <param name="Outcome">Null before the event.</param>
public sealed record PublicDraw(
    IReadOnlyList<string> Categories,
    IReadOnlyList<Quota> Quotas,
    int PanelSize,
    IReadOnlyList<DrawPerson> People,
    IReadOnlyList<double> Chances,
    IReadOnlyList<IReadOnlyList<string>> Panels,
    string Hash,
    string SeedRule,
    DrawOutcome? Outcome)
{
    /// <summary>Prepares the record to be published before the event.</summary>
    /// <param name="lottery">The list of panels.</param>
    /// <param name="seedRule">Such as "Lotto di sabato 5 dicembre 2026, ruota di Bologna, cinque numeri nell'ordine di estrazione separati
    /// da uno spazio".</param>
    public static PublicDraw Prepare(UniformLottery lottery, string seedRule)
    {
        ArgumentNullException.ThrowIfNull(lottery);
        ArgumentException.ThrowIfNullOrWhiteSpace(seedRule);
        var pool = lottery.Selection.Pool;
        var homes = pool.People.Select(p => p.Address?.Trim().ToUpperInvariant()).Where(a => !string.IsNullOrEmpty(a))
            .GroupBy(a => a!, StringComparer.Ordinal).Where(g => g.Count() > 1).Select((g, i) => (g.Key, i))
                .ToDictionary(h => h.Key, h => h.i + 1, StringComparer.Ordinal);
        var draw = new PublicDraw(pool.Categories, [.. pool.Quotas.Select(q => q with { Line = 0 })], pool.PanelSize,
            [.. pool.People.Select(p =>
            new DrawPerson(p.Id, p.Features, homes.GetValueOrDefault(p.Address?.Trim().ToUpperInvariant() ?? "")))],
            lottery.Selection.Probabilities,
            [.. lottery.Panels.Select(panel => panel.Select(i => pool.People[i].Id).ToArray())],
            "", seedRule.Trim(), null);
        return draw with { Hash = UniformLottery.HashOf(draw.Text()) };
    }

    /// <summary>
    /// All that is settled before the event, a line each, ended by a line feed, fields divided by tabs: rule for the seed; seats;
    /// categories;
    /// each quota (category, feature, min, max); each person (id, household, features); then each panel as in
    /// <see cref="UniformLottery.Text"/>.
    /// Backslash, tab, line feed and carriage return inside a field are written \\, \t, \n, \r.
    /// </summary>
    public string Text()
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string> fields) => text.AppendJoin('\t', fields.Select(f =>
            f.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))).Append('\n');
        Line(SeedRule);
        Line(Number(PanelSize));
        Line(Categories);
        foreach (var q in Quotas) Line(q.Category, q.Feature, Number(q.Min), Number(q.Max));
        foreach (var p in People) Line([p.Id, Number(p.Household), .. p.Features]);
        for (int i = 0; i < Panels.Count; i++) text.Append(UniformLottery.TicketLine(i, Panels[i]));
        return text.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds what the event gave.</summary>
    /// <param name="seed">As published; leading and trailing blanks are dropped.</param>
    public PublicDraw Draw(string seed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(seed);
        int ticket = TicketFor(Hash, seed.Trim(), Panels.Count);
        return this with { Outcome = new(seed.Trim(), ticket, Panels[ticket]) };
    }

    /// <summary>The ticket that a seed draws from a list.</summary>
    /// <param name="hash">Of the list.</param>
    /// <param name="seed">From the event.</param>
    /// <param name="panels">In the list; 1 or more.</param>
    public static int TicketFor(string hash, string seed, int panels) => PublicRandom.From(hash + ":" + seed).Next(panels);

    /// <summary>Checks all that a stranger can check: list and hash, quotas and households of every panel, the ticket and its
    /// panel.</summary>
    /// <param name="cancel">Asked at every panel.</param>
    /// <returns>What does not hold; empty when everything does.</returns>
    public IReadOnlyList<Bilingual> Verify(CancellationToken cancel = default)
    {
        var wrong = new List<Bilingual>();
        if (!string.Equals(UniformLottery.HashOf(Text()), Hash, StringComparison.OrdinalIgnoreCase))
            wrong.Add(new(
                "L'impronta pubblicata non è quella di questo verbale: regola, quote, persone o gruppi sono stati cambiati.",
                "The published hash is not that of this record: rule, quotas, people or panels were changed."));
        VerifyPanels(wrong, cancel);
        if (Outcome is not null) VerifyOutcome(Outcome, wrong);
        return wrong;
    }

    /// <summary>Largest difference between a person's share of the panels and their exact chance, 0 to 1.</summary>
    public double LargestDeviation()
    {
        var times = Panels.SelectMany(p => p).GroupBy(id => id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return People.Select((p, i) => Math.Abs(((double)times.GetValueOrDefault(p.Id) / Panels.Count) - Chances[i]))
            .DefaultIfEmpty(0).Max();
    }

    private void VerifyPanels(List<Bilingual> wrong, CancellationToken cancel)
    {
        var people = People.ToDictionary(p => p.Id, StringComparer.Ordinal);
        for (int i = 0; i < Panels.Count && wrong.Count < 20; i++)
        {
            cancel.ThrowIfCancellationRequested();
            string number = i.ToString(CultureInfo.InvariantCulture);
            if (Panels[i].Count != PanelSize || Panels[i].Distinct(StringComparer.Ordinal).Count() != PanelSize || Panels[i]
                .Any(id => !people.ContainsKey(id)))
            {
                wrong.Add(new($"Il gruppo {number} non ha {PanelSize} persone diverse della lista.",
                    $"Panel {number} does not hold {PanelSize} different people of the list."));
                continue;
            }
            var members = Panels[i].Select(id => people[id]).ToArray();
            foreach (var q in Quotas)
            {
                int category = Categories.ToList().FindIndex(c => string.Equals(c, q.Category.Trim(), StringComparison.OrdinalIgnoreCase));
                int seats = members.Count(m =>
                    string.Equals(m.Features[category].Trim(), q.Feature.Trim(), StringComparison.OrdinalIgnoreCase));
                if (seats < q.Min || seats > q.Max)
                    wrong.Add(new($"Il gruppo {number} ha {seats} posti per «{q.Category}: {q.Feature}» invece di {q.Min}–{q.Max}.",
                        $"Panel {number} has {seats} seats for “{q.Category}: {q.Feature}” instead of {q.Min}–{q.Max}."));
            }
            if (members.Where(m => m.Household > 0).GroupBy(m => m.Household).Any(g => g.Count() > 1))
                wrong.Add(new($"Il gruppo {number} ha due persone della stessa abitazione.",
                    $"Panel {number} has two people of one household."));
        }
    }

    private void VerifyOutcome(DrawOutcome outcome, List<Bilingual> wrong)
    {
        int ticket = TicketFor(Hash, outcome.Seed, Panels.Count);
        if (ticket != outcome.Ticket)
            wrong.Add(new($"Il seme estrae il gruppo {ticket}, non {outcome.Ticket}.",
                $"The seed draws panel {ticket}, not {outcome.Ticket}."));
        else if (!Panels[ticket].SequenceEqual(outcome.Panel, StringComparer.Ordinal))
            wrong.Add(new($"Le persone indicate non sono quelle del gruppo {ticket}.",
                $"The people named are not those of panel {ticket}."));
    }
}
