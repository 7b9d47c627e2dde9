using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

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
/// <param name="Reserves">Who steps in for each member, in the order of the panel (<see cref="SeatReserves"/>); null in the place of a
/// member for whom nobody keeps the quotas; null: no reserves were drawn.</param>
public sealed record DrawOutcome(string Seed, int Ticket, IReadOnlyList<string> Panel, IReadOnlyList<string?>? Reserves = null);

/// <summary>
/// The whole record of a draw: the people under pseudonyms with what the quotas look at, the quotas, all panels, the hash published
/// beforehand, the rule by which an event that nobody controls gives the seed, and later the seed and the panel it draws.
/// </summary>
/// <remarks>
/// In a small town the features of a person are their name: this record is for those who guarantee the draw. <see cref="PublicDraw"/> is
/// for everybody.
/// First publish the record without outcome (or at least <see cref="Hash"/> and the rule); after the event add it with <see cref="Draw"/>.
/// Where the seed is no number of digits, the ticket is
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
/// <param name="Digits">How many digits from 0 to 9 the event gives, by ten-sided dice for example: the number that they make is the
/// ticket, and there are as many panels as such numbers. 0: the event gives anything, and the ticket follows from its hash.</param>
/// <param name="IsLeximin">The chances are said to be those of LEXIMIN.</param>
public sealed partial record WholeDraw(
    IReadOnlyList<string> Categories,
    IReadOnlyList<Quota> Quotas,
    int PanelSize,
    IReadOnlyList<DrawPerson> People,
    IReadOnlyList<double> Chances,
    IReadOnlyList<IReadOnlyList<string>> Panels,
    string Hash,
    string SeedRule,
    DrawOutcome? Outcome,
    int Digits = 0,
    bool IsLeximin = false)
{
    /// <summary>Chances that differ by less are the same, rounding apart.</summary>
    private const double SameChance = 1e-6;

    /// <summary>Prepares the record to be published before the event.</summary>
    /// <param name="lottery">The list of panels.</param>
    /// <param name="seedRule">Such as "Lotto di sabato 5 dicembre 2026, ruota di Bologna, cinque numeri nell'ordine di estrazione separati
    /// da uno spazio".</param>
    /// <param name="digits">As <see cref="Digits"/>; with 1 to 5 the lottery has ten to this power panels.</param>
    /// <exception cref="ArgumentException">There are not as many panels as numbers of so many digits, or no rule.</exception>
    public static WholeDraw Prepare(UniformLottery lottery, string seedRule, int digits = 0)
    {
        ArgumentNullException.ThrowIfNull(lottery);
        ArgumentException.ThrowIfNullOrWhiteSpace(seedRule);
        if (digits > 0 && lottery.Panels.Count != PanelsOf(digits)) throw new ArgumentException(
            $"{lottery.Panels.Count} panels are not all numbers of {digits} digits.", nameof(digits));
        var pool = lottery.Selection.Pool;
        var homes = pool.People.Select(p => p.Address?.Trim().ToUpperInvariant()).Where(a => !string.IsNullOrEmpty(a))
            .GroupBy(a => a!, StringComparer.Ordinal).Where(g => g.Count() > 1).Select((g, i) => (g.Key, i))
                .ToDictionary(h => h.Key, h => h.i + 1, StringComparer.Ordinal);
        var draw = new WholeDraw(pool.Categories, [.. pool.Quotas.Select(q => q with { Line = 0 })], pool.PanelSize,
            [.. pool.People.Select(p =>
            new DrawPerson(p.Id, p.Features, homes.GetValueOrDefault(p.Address?.Trim().ToUpperInvariant() ?? "")))],
            lottery.Selection.Probabilities,
            [.. lottery.Panels.Select(panel => panel.Select(i => pool.People[i].Id).ToArray())],
            "", seedRule.Trim(), null, digits, lottery.Selection is { Rule: SelectionRule.Leximin, IsProven: true });
        return draw.Hashed();
    }

    /// <summary>The same record with the hash of its text.</summary>
    public WholeDraw Hashed() => this with { Hash = UniformLottery.HashOf(Text()) };

    /// <summary>
    /// All that is settled before the event, a line each, ended by a line feed, fields divided by tabs: rule for the seed (and, where the
    /// event gives digits, how many); seats; categories;
    /// each quota (category, feature, min, max); each person (id, household, features); then each panel as in
    /// <see cref="UniformLottery.Text"/>.
    /// Backslash, tab, line feed and carriage return inside a field are written \\, \t, \n, \r.
    /// </summary>
    public string Text()
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<string> fields) => AddLine(text, fields);
        Line([SeedRule, .. Digits > 0 ? [Number(Digits)] : Array.Empty<string>()]);
        Line(Number(PanelSize));
        Line(Categories);
        foreach (var q in Quotas) Line(q.Category, q.Feature, Number(q.Min), Number(q.Max));
        foreach (var p in People) Line([p.Id, Number(p.Household), .. p.Features]);
        for (int i = 0; i < Panels.Count; i++) text.Append(UniformLottery.TicketLine(i, Panels[i]));
        return text.ToString();
    }

    internal static void AddLine(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin('\t', fields.Select(f =>
        f.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal))).Append('\n');

    /// <summary>How many numbers have so many digits, zeros in front included.</summary>
    internal static int PanelsOf(int digits) => (int)Math.Pow(10, digits);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds what the event gave.</summary>
    /// <param name="seed">As published; leading and trailing blanks are dropped.</param>
    /// <exception cref="ArgumentException">It is blank, or has not the digits that were announced.</exception>
    public WholeDraw Draw(string seed)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(seed);
        int ticket = TicketOf(seed) ?? throw new ArgumentException($"The seed has {Digits} digits from 0 to 9.", nameof(seed));
        return this with { Outcome = new(seed.Trim(), ticket, Panels[ticket]) };
    }

    /// <summary>As <see cref="Draw"/>, and a reserve is drawn for each member: its order is given by the hash and the seed.</summary>
    /// <param name="seed">As published.</param>
    /// <exception cref="ArgumentException">It is blank, or has not the digits that were announced.</exception>
    public WholeDraw DrawWithReserves(string seed)
    {
        var drawn = Draw(seed);
        return drawn with { Outcome = drawn.Outcome! with { Reserves = drawn.ReservesOf(drawn.Outcome!) } };
    }

    /// <summary>The ticket that a seed draws; null where digits were announced and these are no such digits.</summary>
    /// <param name="seed">From the event.</param>
    public int? TicketOf(string seed) => TicketOf(seed, Digits, Hash, Panels.Count);

    internal static int? TicketOf(string seed, int digits, string hash, int panels)
    {
        ArgumentNullException.ThrowIfNull(seed);
        if (digits == 0) return TicketFor(hash, Normal(seed), panels);
        string figures = Normal(seed).Replace(" ", "", StringComparison.Ordinal);
        return figures.Length == digits && figures.All(char.IsAsciiDigit) ? int.Parse(figures, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>A seed as it is used: numbers alone, however they are divided (12-7-88, "12, 7, 88"), with one space between each and the
    /// next; anything else without the blanks around it.</summary>
    /// <param name="seed">As the event gave it.</param>
    public static string Normal(string seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        bool areNumbers = seed.Any(char.IsAsciiDigit)
            && seed.All(c => char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || char.IsPunctuation(c));
        return areNumbers ? Divisions().Replace(seed, " ").Trim() : seed.Trim();
    }

    [GeneratedRegex("[^0-9]+")] private static partial Regex Divisions();

    /// <summary>The pool that the record speaks of.</summary>
    /// <exception cref="Formats.FormatError">People and quotas do not go together.</exception>
    public Pool Pool() => new(People.Select(p => new Person(p.Id, p.Features, p.Household > 0 ? Number(p.Household) : null)), Quotas,
        PanelSize);

    /// <summary>How many people share every feature and household with the one who shares them with the fewest, that one included: below
    /// three the record names somebody to their neighbours.</summary>
    public int FewestAlike() => People.GroupBy(p => string.Join('\u001f', p.Features.Select(f => f.Trim().ToUpperInvariant())) + "\u001e"
        + Number(p.Household), StringComparer.Ordinal).Select(g => g.Count()).DefaultIfEmpty(0).Min();

    private string?[] ReservesOf(DrawOutcome outcome)
    {
        var pool = Pool();
        var at = People.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var random = PublicRandom.From($"{Hash}:{Normal(outcome.Seed)}:riserve");
        return [.. SeatReserves.Draw(pool, [.. outcome.Panel.Select(id => at[id])], random)
            .Select(i => i is { } reserve ? People[reserve].Id : null)];
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
        if (Digits > 0 && Panels.Count != PanelsOf(Digits)) wrong.Add(NotAllNumbers(Panels.Count, Digits));
        VerifyPanels(wrong, cancel);
        VerifyShares(LargestDeviation(), Panels.Count, wrong);
        if (Outcome is not null) VerifyOutcome(Outcome, wrong);
        return wrong;
    }

    /// <summary>Computes LEXIMIN again and compares everybody's chance, where they are said to be its: the chances are unique, whoever
    /// computes them.</summary>
    /// <param name="effort">Time limit, cancellation, progress; null for the defaults.</param>
    /// <returns>What does not hold; empty when everything does, or nothing was said.</returns>
    public IReadOnlyList<Bilingual> VerifyChances(Effort? effort = null)
    {
        if (!IsLeximin) return [];
        SelectionResult again;
        try
        {
            again = Selection.Run(Pool(), SelectionRule.Leximin, effort);
        }
        catch (InfeasibleQuotasException none)
        {
            return [none.Explanation];
        }
        catch (Formats.FormatError apart)
        {
            return [apart.Text];
        }
        int[] wrong = [.. Enumerable.Range(0, People.Count).Where(i => Math.Abs(again.Probabilities[i] - Chances[i]) > SameChance)];
        return wrong.Length == 0 ? [] : [new(
            $"Le possibilità non sono le più eque che le quote permettono: per {wrong.Length} persone sono diverse, la prima è «{People[wrong[0]].Id}».",
            $"The chances are not the fairest that the quotas allow: for {wrong.Length} people they differ, the first is “{People[wrong[0]].Id}”.")];
    }

    /// <summary>Largest difference between a person's share of the panels and their exact chance, 0 to 1.</summary>
    public double LargestDeviation() => LargestDeviation(Panels, [.. People.Select(p => p.Id)], Chances);

    internal static double LargestDeviation(IReadOnlyList<IReadOnlyList<string>> panels, IReadOnlyList<string> ids,
        IReadOnlyList<double> chances)
    {
        var times = panels.SelectMany(p => p).GroupBy(id => id, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return ids.Select((id, i) => Math.Abs(((double)times.GetValueOrDefault(id) / panels.Count) - chances[i])).DefaultIfEmpty(0).Max();
    }

    // Rounded to equally likely panels, a chance moves by two or three of them at most.
    internal static void VerifyShares(double apart, int panels, List<Bilingual> wrong)
    {
        if (apart <= Math.Max(0.01, 3.0 / panels)) return;
        string percent = (100 * apart).ToString("0.##", CultureInfo.InvariantCulture);
        wrong.Add(new(
            $"Le possibilità dichiarate non sono quelle dei gruppi: differiscono fino a {percent.Replace('.', ',')} %.",
            $"The chances told are not those of the panels: they differ by up to {percent} %."));
    }

    internal static Bilingual NotAllNumbers(int panels, int digits) => new(
        $"I gruppi sono {panels}: con {digits} cifre ne servono {PanelsOf(digits)}.",
        $"There are {panels} panels: with {digits} digits there should be {PanelsOf(digits)}.");

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
        VerifyTicket(outcome, TicketOf(outcome.Seed), Panels, wrong);
        if (outcome.Reserves is null || wrong.Count > 0) return;
        try
        {
            if (!ReservesOf(outcome).SequenceEqual(outcome.Reserves, StringComparer.Ordinal))
                wrong.Add(new("Le riserve indicate non sono quelle che impronta e seme danno.",
                    "The reserves named are not those that hash and seed give."));
        }
        catch (Formats.FormatError apart)
        {
            wrong.Add(apart.Text);
        }
    }

    internal static void VerifyTicket(DrawOutcome outcome, int? ticket, IReadOnlyList<IReadOnlyList<string>> panels, List<Bilingual> wrong)
    {
        if (ticket is not { } drawn || drawn >= panels.Count)
            wrong.Add(new($"Il seme «{outcome.Seed}» non ha le cifre annunciate.",
                $"The seed “{outcome.Seed}” has not the digits announced."));
        else if (drawn != outcome.Ticket)
            wrong.Add(new($"Il seme estrae il gruppo {drawn}, non {outcome.Ticket}.",
                $"The seed draws panel {drawn}, not {outcome.Ticket}."));
        else if (!panels[drawn].SequenceEqual(outcome.Panel, StringComparer.Ordinal))
            wrong.Add(new($"Le persone indicate non sono quelle del gruppo {drawn}.",
                $"The people named are not those of panel {drawn}."));
    }
}
