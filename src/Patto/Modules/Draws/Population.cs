using System.Globalization;
using System.Text.RegularExpressions;
using Deliberation.Formats;
using Deliberation.Formats.Tables;

namespace Patto.Modules.Draws;

/// <summary>How many people of the town share a feature.</summary>
internal sealed record PopulationPart(string Category, string Feature, decimal People);

/// <summary>Ages from one to another, both included.</summary>
/// <param name="Until">Null: and more.</param>
internal sealed record AgeBand(int From, int? Until, string Feature)
{
    public bool Holds(int age) => From <= age && (Until is not { } last || age <= last);
}

/// <summary>The town's people as the statistics office counts them: an age a row with men and women, as its file comes (a town, or several
/// below each other), or a table of one's own with category, value and people.</summary>
internal sealed partial class Population
{
    private const int OldestAge = 130;

    private readonly List<(string Town, int Age, decimal Men, decimal Women)> _ages = [];
    private readonly List<PopulationPart> _parts = [];

    /// <summary>The towns in the file, in its order; empty where it names none.</summary>
    public IReadOnlyList<string> Towns => [.. _ages.Select(a => a.Town).Where(t => t.Length > 0).Distinct()];

    /// <exception cref="FormatError">It is no table, or not such a one: what is missing.</exception>
    public static Population Read(byte[] file)
    {
        var read = TableFile.Read(file);
        var population = new Population();
        foreach (var list in read.Lists)
            if (population.ReadParts(list) || population.ReadAges(list)) return population;
        throw new FormatError(0, 0,
            "Nel file non trovo né le età con i totali di maschi e femmine, come nel file dell'Istat, né le colonne categoria, valore, persone.",
            "In the file I find neither ages with totals of men and women, as in the file of the statistics office, nor the columns category, value, people.");
    }

    private bool ReadParts(TableList list)
    {
        if (list.Find("categoria", "category") is not { } category || list.Find("valore", "feature", "value") is not { } feature
            || list.Find("persone", "popolazione", "residenti", "people", "population") is not { } people) return false;
        var counts = NumberColumn.Read(list, people).Values;
        foreach (var (row, n) in list.Rows.Select((r, n) => (r, n)))
            if (counts[n] is { } count and > 0) _parts.Add(new(category.In(row).Trimmed, feature.In(row).Trimmed, count));
        return _parts.Count > 0;
    }

    private bool ReadAges(TableList list)
    {
        if (list.Find("età", "eta", "age") is not { } age || list.Find("totale maschi", "maschi", "uomini", "men") is not { } men
            || list.Find("totale femmine", "femmine", "donne", "women") is not { } women) return false;
        var (m, f) = (NumberColumn.Read(list, men).Values, NumberColumn.Read(list, women).Values);
        var town = list.Find("comune", "territorio", "denominazione", "town");
        foreach (var (row, n) in list.Rows.Select((r, n) => (r, n)))
            // The last row of each town is its total: the office calls its age 999.
            if (FirstNumber().Match(age.In(row).Trimmed) is { Success: true } number && int.Parse(number.Value,
                CultureInfo.InvariantCulture)
                is var years and <= OldestAge && m[n] is { } male && f[n] is { } female)
                _ages.Add((town?.In(row).Trimmed ?? "", years, male, female));
        return _ages.Count > 0;
    }

    /// <summary>Ages as they are typed: <c>16-34, 35-64, 65+</c>.</summary>
    /// <exception cref="RuleViolation">One is no band, or two overlap.</exception>
    public static IReadOnlyList<AgeBand> Bands(string typed)
    {
        List<AgeBand> bands = [];
        foreach (var piece in typed.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var match = Band().Match(piece);
            RuleViolation.UnlessAt("Ages", match.Success, "ages.form",
                "«{0}» non è una fascia d'età: scrivi per esempio 16-34, 35-64, 65+.", piece);
            var from = int.Parse(match.Groups["from"].Value, CultureInfo.InvariantCulture);
            int? until = match.Groups["until"] is { Success: true } last ? int.Parse(last.Value, CultureInfo.InvariantCulture) : null;
            RuleViolation.UnlessAt("Ages", from <= OldestAge && (until is null || until >= from), "ages.reversed",
                "«{0}»: la seconda età viene dopo la prima.", piece);
            bands.Add(new(from, until, until is { } end ? $"{from}–{end} anni" : $"{from} anni e più"));
        }
        RuleViolation.UnlessAt("Ages", bands.Count > 1, "ages.few", "Scrivi almeno due fasce d'età: per esempio 16-34, 35-64, 65+.");
        RuleViolation.UnlessAt("Ages", Enumerable.Range(0, OldestAge + 1).All(a => bands.Count(b => b.Holds(a)) <= 1), "ages.overlap",
            "Due fasce d'età si sovrappongono: ogni età sta in una fascia sola.");
        return bands;
    }

    /// <summary>Ages and gender of those who are in one of the bands; or the parts of the table as they stand.</summary>
    /// <param name="town">Where the file has several.</param>
    public IReadOnlyList<PopulationPart> Parts(IReadOnlyList<AgeBand> bands, string? town)
    {
        if (_parts.Count > 0) return _parts;
        var asked = _ages.Where(a => Towns.Count < 2 || a.Town == town).ToList();
        var counted = asked.Where(a => bands.Any(b => b.Holds(a.Age))).ToList();
        return [.. bands.Select(b => new PopulationPart("Età", b.Feature, asked.Where(a => b.Holds(a.Age)).Sum(a => a.Men + a.Women))),
            new("Genere", "donna", counted.Sum(a => a.Women)), new("Genere", "uomo", counted.Sum(a => a.Men))];
    }

    /// <summary>Quotas that look like the town: the seats that each part would have, rounded down and up, so that a panel can be put
    /// together.</summary>
    /// <param name="slack">By how many seats each bound is wider; 0 or more.</param>
    public static IReadOnlyList<SeatQuota> Suggest(int seats, IReadOnlyList<PopulationPart> parts, int slack) =>
        [.. parts.GroupBy(p => p.Category, StringComparer.OrdinalIgnoreCase).SelectMany(category =>
        {
            var all = category.Sum(p => p.People);
            return category.Select(p => Quota(seats, p, all, slack));
        })];

    private static SeatQuota Quota(int seats, PopulationPart part, decimal all, int slack)
    {
        var exact = all == 0 ? 0 : part.People * seats / all;
        return new(part.Category, part.Feature, Math.Max(0, (int)Math.Floor(exact) - slack), Math.Min(seats,
            (int)Math.Ceiling(exact) + slack),
            all == 0 ? null : Math.Round(part.People / all, 4));
    }

    [GeneratedRegex(@"^\d+")]
    private static partial Regex FirstNumber();

    [GeneratedRegex(@"^(?:da\s+)?(?<from>\d{1,3})\s*(?:(?:[-–]|a|/)\s*(?<until>\d{1,3})(?:\s*anni)?|\+|(?:anni\s+)?(?:e più|e oltre|o più))$", RegexOptions.IgnoreCase)]
    private static partial Regex Band();
}

/// <summary>Quotas as they are typed: a line each, category, value, least, most, and, where it is known, the share of the
/// population.</summary>
internal static class QuotaLines
{
    public static string Write(IEnumerable<SeatQuota> quotas) => string.Join('\n', quotas.Select(q =>
        string.Create(CultureInfo.InvariantCulture, $"{q.Category}; {q.Feature}; {q.Min}; {q.Max}") + Share(q.Share)));

    private static string Share(decimal? share) => share is { } known ? string.Create(Localization.Texts.Italian,
        $"; {100 * known:0.##}%") : "";

    /// <exception cref="RuleViolation">A line is no quota: which, and how it should be.</exception>
    public static IReadOnlyList<SeatQuota> Read(string? typed)
    {
        List<SeatQuota> quotas = [];
        foreach (var (line, n) in (typed ?? "").ReplaceLineEndings("\n").Split('\n').Select((l, n) => (l.Trim(), n + 1)))
        {
            if (line.Length == 0) continue;
            var cells = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ';').Select(c => c.Trim()).ToArray();
            var share = cells.Length > 4 && cells[4].Length > 0 ? Share(cells[4]) : null;
            RuleViolation.UnlessAt("Lines", cells.Length is 4 or 5 && int.TryParse(cells[2], NumberStyles.None,
                CultureInfo.InvariantCulture, out _)
                && int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                && (cells.Length < 5 || cells[4].Length == 0 || share is not null), "quota.line",
                "Riga {0}: scrivi categoria; valore; minimo; massimo. Per esempio: Età; 16–34 anni; 2; 3", n);
            quotas.Add(new(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture),
                int.Parse(cells[3], CultureInfo.InvariantCulture), share));
        }
        return quotas;
    }

    private static decimal? Share(string typed) => decimal.TryParse(typed.TrimEnd('%', ' '), NumberStyles.Number,
        Localization.Texts.Italian,
        out var percent) && percent is >= 0 and <= 100 ? percent / 100 : null;
}
