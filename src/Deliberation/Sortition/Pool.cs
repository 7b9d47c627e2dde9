namespace Deliberation.Sortition;

/// <summary>How many seats of the panel people with a feature may take, both ends included.</summary>
/// <param name="Category">What is looked at, such as "genere".</param>
/// <param name="Feature">One of its values, such as "donna".</param>
/// <param name="Min">Seats, at least; 0 or more.</param>
/// <param name="Max">Seats, at most; not less than <paramref name="Min"/>.</param>
/// <param name="Line">Line in the file it came from, for messages; 0 if none.</param>
public sealed record Quota(string Category, string Feature, int Min, int Max, int Line = 0);

/// <summary>Somebody who said yes to the invitation and may be drawn.</summary>
/// <param name="Id">Pseudonym, unique in the pool.</param>
/// <param name="Features">One value a category, in the order of <see cref="Pool.Categories"/>.</param>
/// <param name="Address">People with the same address (compared without case) never sit together; null or blank: lives alone in the pool.</param>
/// <param name="Line">Line in the file it came from, for messages; 0 if none.</param>
public sealed record Person(string Id, IReadOnlyList<string> Features, string? Address = null, int Line = 0);

/// <summary>Who may be drawn, what the panel must look like, and how many seats it has. Immutable and valid once it exists.</summary>
/// <remarks>
/// Quotas that no panel can meet are not a flaw of the pool: <see cref="Selection"/> answers them with the smallest relaxation.
/// </remarks>
public sealed class Pool
{
    private static readonly StringComparer Same = StringComparer.OrdinalIgnoreCase;

    /// <summary>Checks everything and reports all that is wrong at once.</summary>
    /// <param name="people">At least as many as seats; 1 to 100,000.</param>
    /// <param name="quotas">One row a feature; categories are taken in order of first appearance.</param>
    /// <param name="panelSize">Seats; 1 or more.</param>
    /// <exception cref="FlawedInputException">With every flaw found: its line, what is wrong in Italian and English, how to mend it.</exception>
    public Pool(IEnumerable<Person> people, IEnumerable<Quota> quotas, int panelSize)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(quotas);
        People = [.. people];
        Quotas = [.. quotas];
        PanelSize = panelSize;
        Categories = [.. Quotas.Select(q => q.Category).Distinct(Same)];
        var flaws = new List<Flaw>();
        CheckQuotas(flaws);
        CheckPeople(flaws);
        if (flaws.Count == 0) CheckSize(flaws);
        if (flaws.Count > 0) throw new FlawedInputException(flaws);
    }

    /// <summary>Everybody in the pool, in the order given.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<Quota> Quotas { get; }

    /// <summary>The categories that the quotas name.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>Seats.</summary>
    public int PanelSize { get; }

    /// <summary>The same people and seats with other quotas.</summary>
    public Pool With(IEnumerable<Quota> quotas) => new(People, quotas, PanelSize);

    /// <summary>Index in <see cref="Quotas"/> of each feature of a person.</summary>
    internal int[] QuotaRows(Person person)
    {
        var rows = new int[Categories.Count];
        for (int c = 0; c < rows.Length; c++) rows[c] = _rows[(Categories[c].ToUpperInvariant(), person.Features[c].Trim().ToUpperInvariant())];
        return rows;
    }

    private readonly Dictionary<(string, string), int> _rows = [];

    private void CheckQuotas(List<Flaw> flaws)
    {
        if (Quotas.Count == 0) flaws.Add(new("quotas.none", new("Non c'è nessuna quota: scrivi almeno una riga categoria, valore, minimo, massimo.", "There is no quota: write at least one row category, feature, min, max.")));
        for (int i = 0; i < Quotas.Count; i++)
        {
            var q = Quotas[i];
            string name = $"{q.Category}: {q.Feature}";
            if (string.IsNullOrWhiteSpace(q.Category) || string.IsNullOrWhiteSpace(q.Feature))
                flaws.Add(new("quota.blank", new("La quota non ha categoria o valore: scrivili tutti e due.", "The quota has no category or no feature: write both."), Line: q.Line));
            if (q.Min < 0)
                flaws.Add(new("quota.negative", new($"«{name}»: il minimo {q.Min} è negativo; scrivi 0 o di più.", $"“{name}”: the minimum {q.Min} is negative; write 0 or more."), Line: q.Line));
            if (q.Max < q.Min)
                flaws.Add(new("quota.reversed", new($"«{name}»: il massimo {q.Max} è minore del minimo {q.Min}; scambiali o correggine uno.", $"“{name}”: the maximum {q.Max} is below the minimum {q.Min}; swap them or mend one."), Line: q.Line));
            if (!_rows.TryAdd((q.Category.ToUpperInvariant(), q.Feature.Trim().ToUpperInvariant()), i))
                flaws.Add(new("quota.twice", new($"«{name}» ha già una quota: tieni una sola riga per ogni valore.", $"“{name}” has a quota already: keep one row a feature."), Line: q.Line));
        }
    }

    private void CheckPeople(List<Flaw> flaws)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in People)
        {
            if (string.IsNullOrWhiteSpace(person.Id))
                flaws.Add(new("person.no-id", new("La persona non ha un identificativo: scrivine uno.", "The person has no id: write one."), Line: person.Line));
            else if (!ids.Add(person.Id))
                flaws.Add(new("person.twice", new($"L'identificativo «{person.Id}» compare due volte: togli il doppione o cambialo.", $"The id “{person.Id}” appears twice: remove or change one."), Line: person.Line));
            if (person.Features.Count != Categories.Count)
                flaws.Add(new("person.features", new($"«{person.Id}» ha {person.Features.Count} valori ma le categorie sono {Categories.Count}: dai un valore per ogni categoria.", $"“{person.Id}” has {person.Features.Count} features but there are {Categories.Count} categories: give one each."), Line: person.Line));
            else
                CheckFeatures(person, flaws);
        }
    }

    private void CheckFeatures(Person person, List<Flaw> flaws)
    {
        for (int c = 0; c < Categories.Count; c++)
        {
            if (_rows.ContainsKey((Categories[c].ToUpperInvariant(), person.Features[c].Trim().ToUpperInvariant()))) continue;
            string value = person.Features[c], category = Categories[c];
            flaws.Add(new("person.unknown-feature", new(
                $"«{person.Id}»: per «{category}» il valore «{value}» non ha una quota; correggi il valore o aggiungi la quota (anche 0–{PanelSize}).",
                $"“{person.Id}”: the value “{value}” of “{category}” has no quota; mend the value or add the quota (0–{PanelSize} will do)."), Line: person.Line));
        }
    }

    private void CheckSize(List<Flaw> flaws)
    {
        if (PanelSize < 1)
            flaws.Add(new("size.none", new($"Il gruppo deve avere almeno un posto, non {PanelSize}.", $"The panel needs at least one seat, not {PanelSize}.")));
        int homes = People.Select((p, i) => string.IsNullOrWhiteSpace(p.Address) ? $"#{i}" : $"@{p.Address.Trim().ToUpperInvariant()}").Distinct(StringComparer.Ordinal).Count();
        if (People.Count < PanelSize)
            flaws.Add(new("size.pool", new($"I posti sono {PanelSize} ma le persone solo {People.Count}: invita altre persone o riduci i posti.", $"There are {PanelSize} seats but only {People.Count} people: invite more or offer fewer seats.")));
        else if (homes < PanelSize)
            flaws.Add(new("size.addresses", new($"I posti sono {PanelSize} ma gli indirizzi diversi solo {homes}: togli la regola dell'indirizzo o riduci i posti.", $"There are {PanelSize} seats but only {homes} different addresses: drop the address rule or offer fewer seats.")));
    }
}
