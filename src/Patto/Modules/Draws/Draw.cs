using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Draws;

/// <summary>Open says that criteria and quotas are public; whether one may apply just now, the two instants say.</summary>
public enum DrawState { Draft, Open, Frozen, Published, Drawn, Annulled }

/// <summary>What a draw says of itself, as it is typed.</summary>
/// <param name="Text">What those who are drawn do, how often, until when.</param>
/// <param name="Criteria">Who may apply, and how one is chosen.</param>
/// <param name="Group">At which they sit; null where they sit at none of the site.</param>
/// <param name="Interest">What a seat by lot stands for, as the table says it.</param>
/// <param name="OnePerHome">Two people of one home never sit together: the form asks for the address.</param>
/// <param name="DrawnAt">When it is drawn before everybody.</param>
/// <param name="Place">Where it is drawn.</param>
public sealed record DrawData(string Title, string Text, string Criteria, Id<Group>? Group, string Interest, int Seats, bool OnePerHome,
    DateTimeOffset? Opens, DateTimeOffset? Closes, DateTimeOffset? DrawnAt, string Place);

/// <summary>How many seats people with a feature may take, both ends included.</summary>
/// <param name="Category">What is looked at: age, gender, part of town.</param>
/// <param name="Feature">One of its values.</param>
/// <param name="Share">Of the population, 0 to 1; null where nobody said.</param>
public sealed record SeatQuota(string Category, string Feature, int Min, int Max, decimal? Share = null)
{
    [JsonIgnore] public string Name => $"{Category}: {Feature}";
}

/// <summary>What changed after the call was opened, in the two languages, and why; for everybody.</summary>
public sealed record CallChange(DateTimeOffset At, string Italian, string English, string Why);

/// <summary>Why the chances could not be computed, and the quotas that would do, where that is the reason.</summary>
public sealed record Obstacle(string Italian, string English, IReadOnlyList<SeatQuota> Wider);

/// <summary>People who sit at a table are drawn by lot (*sorteggio*): a call with criteria and quotas, candidates, panels published before,
/// one of them drawn before everybody.</summary>
[Content("draw", "title", "text", "criteria", "group", "interest", "seats", "onePerHome", "opens", "closes", "drawnAt", "place", "quotas",
    "state", "changes", "hash", "wholeHash", "seed", "ticket", "annulledWhy")]
public sealed class Draw : Entity<Draw>
{
    public const int LongestTitle = 160, LongestText = 2_000, LongestCriteria = 2_000, LongestInterest = 160, LongestPlace = 200,
        LongestReason = 1_000, LongestCategory = 60, LongestFeature = 80;
    public const int MostSeats = 200, MostQuotas = 60, MostCategories = 8;
    /// <summary>How many digits are drawn in the room; with three there are a thousand panels.</summary>
    public const int Digits = 3;
    public const int Panels = 1000;
    /// <summary>How many people must share every feature for the whole record to be everybody's.</summary>
    public const int FewestAlike = 3;
    /// <summary>Fewer people of a part are not told of.</summary>
    public const int FewestTold = 3;
    /// <summary>How many days after the draw what candidates are like is kept.</summary>
    public const int FeatureDays = 365;

    private Draw() { }

    internal static Draw Write(ProcessInfo process, string code, DrawData data, DateTimeOffset now)
    {
        var draw = new Draw { Authority = process.Authority, Process = process.Id, Code = code, At = now };
        draw.Say(data);
        return draw;
    }

    public Id<Authority> Authority { get; private set; }
    public Id<Process> Process { get; private set; }
    public string Code { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Criteria { get; private set; } = "";
    public Id<Group>? Group { get; private set; }
    public string Interest { get; private set; } = "";
    public int Seats { get; private set; }
    public bool OnePerHome { get; private set; }
    public DateTimeOffset Opens { get; private set; }
    public DateTimeOffset Closes { get; private set; }
    public DateTimeOffset? DrawnAt { get; private set; }
    public string Place { get; private set; } = "";
    public List<SeatQuota> Quotas { get; private set; } = [];
    public List<CallChange> Changes { get; private set; } = [];
    public DrawState State { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? Opened { get; private set; }
    public DateTimeOffset? Frozen { get; private set; }
    /// <summary>Orders the panels of the list and who of those alike takes which turn; made when the list is closed.</summary>
    public long ListSeed { get; private set; }
    public Obstacle? Obstacle { get; private set; }
    public DateTimeOffset? Published { get; private set; }
    /// <summary>Of the public file; empty before it is there.</summary>
    public string Hash { get; private set; } = "";
    /// <summary>Of the whole record.</summary>
    public string WholeHash { get; private set; } = "";
    public string Seed { get; private set; } = "";
    /// <summary>The line of the list that was drawn, from 0.</summary>
    public int? Ticket { get; private set; }
    /// <summary>The reserve of each number drawn, in the order of the line; null where nobody keeps the quotas.</summary>
    public List<int?> Reserves { get; private set; } = [];
    public DateTimeOffset? Drawn { get; private set; }
    public string AnnulledWhy { get; private set; } = "";

    public Subject Subject => Subject.Of("draw", Id);
    public bool TakesCandidates(DateTimeOffset now) => State == DrawState.Open && Opens <= now && now < Closes;
    public bool IsOver(DateTimeOffset now) => State == DrawState.Open && Closes <= now;
    /// <summary>In the order in which quotas name them.</summary>
    public IReadOnlyList<string> Categories => [.. Quotas.Select(q => q.Category).Distinct(StringComparer.OrdinalIgnoreCase)];
    /// <summary>The place of its category among them, from 0.</summary>
    public int CategoryOf(SeatQuota quota) => Categories.Index()
        .First(c => string.Equals(c.Item, quota.Category, StringComparison.OrdinalIgnoreCase)).Index;
    public IEnumerable<SeatQuota> QuotasOf(string category) =>
        Quotas.Where(q => string.Equals(q.Category, category, StringComparison.OrdinalIgnoreCase));
    /// <summary>As it stands in both files, in Italian: what is hashed has one language.</summary>
    public string SeedRule => DrawnAt is { } at
        ? string.Create(Localization.Texts.Italian,
            $"{Rule} {Place}, {TimeZoneInfo.ConvertTime(at, Localization.Texts.Rome):d MMMM yyyy, HH.mm}")
        : Rule;
    private static readonly string Rule = $"{Digits} cifre da 0 a 9 tirate in sala, in ordine: sono il numero dell'elenco.";

    internal void Describe(DrawData data)
    {
        DemandDraft();
        Say(data);
    }

    private void DemandDraft() => RuleViolation.Unless(State == DrawState.Draft, "draw.frozen",
        "Le candidature sono già state aperte: criteri e quote non si riscrivono. Puoi prolungare la chiusura o allargare le quote, con un motivo.");

    private void Say(DrawData data)
    {
        var title = data.Title.Trim();
        RuleViolation.UnlessAt("Title", title.Length > 0, "draw.title",
            "Scrivi chi si estrae, e per che cosa: per esempio «Otto posti al Tavolo».");
        TextLength.Demand("Title", title, LongestTitle, "draw.title-long");
        var (text, criteria) = (Lines(data.Text), Lines(data.Criteria));
        TextLength.Demand("Text", text, LongestText, "draw.text-long");
        TextLength.Demand("Criteria", criteria, LongestCriteria, "draw.criteria-long");
        var (interest, place) = (data.Interest.Trim(), data.Place.Trim());
        TextLength.Demand("Interest", interest, LongestInterest, "draw.interest-long");
        TextLength.Demand("WhereDrawn", place, LongestPlace, "draw.place-long");
        RuleViolation.UnlessAt("SeatCount", data.Seats is >= 1 and <= MostSeats, "draw.seats", "I posti vanno da 1 a {0}.", MostSeats);
        RuleViolation.UnlessAt("OpensOn", data.Opens is not null, "draw.opens", "Scrivi da quando ci si può candidare: giorno e ora.");
        RuleViolation.UnlessAt("ClosesOn", data.Closes is not null, "draw.closes",
            "Scrivi fino a quando ci si può candidare: giorno e ora.");
        RuleViolation.UnlessAt("ClosesOn", data.Opens < data.Closes, "draw.reversed", "La chiusura viene dopo l'apertura.");
        RuleViolation.UnlessAt("DrawnOn", data.DrawnAt is null || data.DrawnAt > data.Closes, "draw.drawn-early",
            "Si estrae dopo la chiusura delle candidature.");
        (Title, Text, Criteria, Interest, Place, Group) = (title, text, criteria, interest, place, data.Group);
        (Seats, OnePerHome, Opens, Closes, DrawnAt) = (data.Seats, data.OnePerHome, data.Opens!.Value, data.Closes!.Value, data.DrawnAt);
        Raise(new DrawWritten(Id, Process));
    }

    private static string Lines(string text) => text.ReplaceLineEndings("\n").Trim();

    internal void Weigh(IReadOnlyList<SeatQuota> quotas)
    {
        DemandDraft();
        Demand(quotas);
        Quotas = [.. quotas];
        Raise(new DrawWritten(Id, Process));
    }

    private static void Demand(IReadOnlyList<SeatQuota> quotas)
    {
        RuleViolation.UnlessAt("Lines", quotas.Count <= MostQuotas, "quotas.many", "Le quote sono al massimo {0}.", MostQuotas);
        foreach (var q in quotas)
        {
            RuleViolation.UnlessAt("Lines", q.Category.Length is > 0 and <= LongestCategory
                && q.Feature.Length is > 0 and <= LongestFeature,
                "quota.words", "Ogni riga ha una categoria, al massimo {0} caratteri, e un valore, al massimo {1}.", LongestCategory,
                    LongestFeature);
            RuleViolation.UnlessAt("Lines", q.Min >= 0 && q.Max >= q.Min, "quota.reversed",
                "«{0}»: il massimo non è meno del minimo, e il minimo non è meno di zero.", q.Name);
        }
        var twice = quotas.GroupBy(q => q.Name.ToUpperInvariant()).FirstOrDefault(g => g.Count() > 1);
        RuleViolation.UnlessAt("Lines", twice is null, "quota.twice", "«{0}» c'è due volte: tieni una riga sola.",
            twice?.First().Name ?? "");
        RuleViolation.UnlessAt("Lines", quotas.Select(q => q.Category.ToUpperInvariant()).Distinct().Count() <= MostCategories,
            "quotas.categories", "Le categorie sono al massimo {0}: con più categorie si capisce chi è ognuno.", MostCategories);
    }

    /// <summary>From here on criteria and quotas are public. They may get wider, with a reason, never narrower.</summary>
    internal void Open(DateTimeOffset now)
    {
        RuleViolation.Unless(State == DrawState.Draft, "draw.is-open", "Le candidature sono già state aperte.");
        RuleViolation.Unless(Criteria.Length > 0, "draw.criteria",
            "Scrivi i criteri prima di aprire: chi può candidarsi, e come si sceglie.");
        RuleViolation.Unless(Closes > now, "draw.past", "La chiusura è già passata: scrivi un giorno che deve ancora venire.");
        RuleViolation.Unless(Quotas.Count > 0, "draw.no-quotas",
            "Scrivi le quote prima di aprire: sono i criteri che il gruppo estratto rispetta.");
        RuleViolation.Unless(Group is null || Interest.Length > 0, "draw.interest",
            "Scrivi che cosa rappresenta un posto estratto: si legge nella tabella del Tavolo.");
        foreach (var category in Categories)
        {
            var (least, most) = (QuotasOf(category).Sum(q => q.Min), QuotasOf(category).Sum(q => q.Max));
            RuleViolation.Unless(QuotasOf(category).Count() > 1, "quota.alone",
                "«{0}» ha un valore solo: scrivine almeno due, o togli la categoria.",
                category);
            RuleViolation.Unless(least <= Seats && Seats <= most, "quota.sum",
                "«{0}»: i minimi fanno {1} e i massimi {2}, ma i posti sono {3}. Correggi le quote.", category, least, most, Seats);
        }
        (State, Opened) = (DrawState.Open, now);
        if (Opens < now) Opens = now;
        Raise(new DrawOpened(Id, Process));
    }

    /// <summary>One may apply for longer.</summary>
    internal void Extend(DateTimeOffset? closes, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(State == DrawState.Open, "draw.not-open", "Le candidature si prolungano solo finché l'elenco non è chiuso.");
        RuleViolation.UnlessAt("NewClosesOn", closes > now && closes > Closes, "draw.not-later",
            "La nuova chiusura viene dopo quella di prima, e deve ancora venire.");
        Change($"Le candidature erano fino a {When(Closes, Localization.Texts.Italian)}.",
            $"Applications were until {When(Closes, CultureInfo.GetCultureInfo("en-GB"))}.", why, now);
        Closes = closes!.Value;
        if (DrawnAt <= Closes) DrawnAt = null;
    }

    /// <summary>Quotas that no panel can meet get wider; narrower they would be another promise.</summary>
    internal void Widen(IReadOnlyList<SeatQuota> wider, string why, DateTimeOffset now)
    {
        RuleViolation.Unless(State == DrawState.Open, "draw.not-open-quotas", "Le quote si allargano solo prima che l'elenco sia chiuso.");
        Demand(wider);
        RuleViolation.UnlessAt("Lines", wider.Count == Quotas.Count && wider.Zip(Quotas).All(p => p.First.Name == p.Second.Name
            && p.First.Min <= p.Second.Min && p.First.Max >= p.Second.Max), "quotas.narrower",
            "Dopo l'apertura le quote si possono solo allargare: minimi più bassi o massimi più alti, le stesse righe.");
        var changed = wider.Zip(Quotas).Where(p => p.First != p.Second).ToList();
        RuleViolation.UnlessAt("Lines", changed.Count > 0, "quotas.same", "Le quote sono quelle di prima.");
        var list = string.Join("; ", changed.Select(p => $"{p.First.Name} {p.Second.Min}–{p.Second.Max} → {p.First.Min}–{p.First.Max}"));
        Change($"Quote allargate: {list}.", $"Wider quotas: {list}.", why, now);
        (Quotas, Obstacle) = ([.. wider], null);
    }

    private static string When(DateTimeOffset at, CultureInfo culture) =>
        TimeZoneInfo.ConvertTime(at, Localization.Texts.Rome).ToString("d MMMM yyyy, HH.mm", culture);

    private void Change(string italian, string english, string why, DateTimeOffset now)
    {
        why = Lines(why);
        RuleViolation.UnlessAt("Why", why.Length > 0, "draw.change-why", "Scrivi il motivo: lo legge chiunque.");
        TextLength.Demand("Why", why, LongestReason, "draw.change-long");
        Changes = [.. Changes, new(now, italian, english, why)];
        Raise(new DrawChanged(Id, Process));
    }

    internal void DemandTaking(DateTimeOffset now) => RuleViolation.Unless(TakesCandidates(now), "draw.closed",
        State == DrawState.Open && now < Opens ? "Non ci si può ancora candidare." : "Le candidature sono chiuse.");

    /// <summary>Paper that came in time is typed until the list is closed.</summary>
    internal void DemandEntering() => RuleViolation.Unless(State == DrawState.Open, "draw.closed", "Le candidature sono chiuse.");

    /// <summary>The list is closed, and everybody in it gets a number that says nothing.</summary>
    internal void Freeze(IReadOnlyList<Candidate> candidates, DateTimeOffset now)
    {
        RuleViolation.Unless(State == DrawState.Open, "draw.not-open", "Le candidature si prolungano solo finché l'elenco non è chiuso.");
        RuleViolation.Unless(Closes <= now, "draw.taking", "Ci si può ancora candidare: l'elenco si chiude dopo la scadenza.");
        RuleViolation.Unless(candidates.Count >= Seats, "draw.few",
            "Le candidature sono {0} e i posti {1}: prolunga la scadenza e cerca altre persone.", candidates.Count, Seats);
        var order = candidates.OrderBy(c => c.Id.Value).ToArray();
        RandomNumberGenerator.Shuffle<Candidate>(order);
        foreach (var (candidate, n) in order.Select((c, n) => (c, n + 1))) candidate.Number = n;
        foreach (var (home, n) in order.Where(c => c.Home.Length > 0).GroupBy(c => c.Home.Trim().ToUpperInvariant())
            .Where(g => g.Count() > 1).Select((g, n) => (g, n + 1)))
            foreach (var together in home) together.Household = n;
        Span<byte> seed = stackalloc byte[8];
        RandomNumberGenerator.Fill(seed);
        (State, Frozen, Obstacle, ListSeed) = (DrawState.Frozen, now, null, BitConverter.ToInt64(seed));
        (Hash, WholeHash) = ("", "");
        Raise(new PoolFrozen(Id, Process, candidates.Count));
    }

    /// <summary>The list is open again, before anything of it was published.</summary>
    internal void Thaw(IEnumerable<Candidate> candidates)
    {
        RuleViolation.Unless(State == DrawState.Frozen, "draw.not-frozen", "L'elenco non è chiuso, o è già pubblicato: non si riapre.");
        foreach (var candidate in candidates) (candidate.Number, candidate.Household) = (null, 0);
        (State, Frozen, Hash, WholeHash) = (DrawState.Open, null, "", "");
        Raise(new PoolThawed(Id, Process));
    }

    /// <summary>No panel keeps the quotas, or there was no time: the list is open again with the reason.</summary>
    internal void Stumble(Obstacle obstacle, IEnumerable<Candidate> candidates)
    {
        Thaw(candidates);
        Obstacle = obstacle;
    }

    /// <summary>The chances are computed: the list is ready to be published.</summary>
    internal void HaveList(string hash, string wholeHash)
    {
        (Hash, WholeHash) = (hash, wholeHash);
        Raise(new DrawComputed(Id, Process));
    }

    public bool HasList => Hash.Length > 0;

    internal void Publish(DateTimeOffset now)
    {
        RuleViolation.Unless(State == DrawState.Frozen && HasList, "draw.no-list",
            "Gli elenchi non ci sono ancora: aspetta che il calcolo finisca.");
        (State, Published) = (DrawState.Published, now);
        Raise(new DrawPublished(Id, Process, Hash));
    }

    internal void DemandDrawable() => RuleViolation.Unless(State == DrawState.Published, "draw.not-published",
        "Si estrae dopo aver pubblicato gli elenchi, e una volta sola.");

    internal void Pull(string seed, int ticket, IReadOnlyList<int?> reserves, DateTimeOffset now)
    {
        DemandDrawable();
        (State, Seed, Ticket, Reserves, Drawn) = (DrawState.Drawn, seed, ticket, [.. reserves], now);
        Raise(new DrawHeld(Id, Process, ticket));
    }

    internal void Replace(int left, int entered)
    {
        RuleViolation.Unless(State == DrawState.Drawn, "draw.not-drawn", "Non si è ancora estratto.");
        Raise(new SeatsReplaced(Id, Process, left, entered));
    }

    internal void Annul(string why)
    {
        RuleViolation.Unless(State is DrawState.Open or DrawState.Frozen or DrawState.Published, "draw.annul",
            "Si annulla solo un sorteggio aperto e non ancora estratto.");
        why = Lines(why);
        RuleViolation.UnlessAt("AnnulWhy", why.Length > 0, "draw.annul-why", "Scrivi il motivo: lo legge chiunque.");
        TextLength.Demand("AnnulWhy", why, LongestReason, "draw.annul-long");
        (State, AnnulledWhy) = (DrawState.Annulled, why);
        Raise(new DrawAnnulled(Id, Process));
    }

    internal void Discard()
    {
        DemandDraft();
        Raise(new DrawDiscarded(Id, Process));
    }
}
