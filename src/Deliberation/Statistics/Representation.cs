using Deliberation.Formats;

namespace Deliberation.Statistics;

/// <summary>How many people of one kind took part, and how many there are.</summary>
/// <param name="Category">What is counted, for example "età"; not blank.</param>
/// <param name="Feature">Its value, for example "18-34"; unique in the category, not blank.</param>
/// <param name="Participants">People who took part; zero or more.</param>
/// <param name="Population">People there are, or their share: any unit, the same within the category; zero or more.</param>
/// <param name="Line">1-based line of the file it came from; 0 without a file.</param>
public sealed record RepresentationCell(string Category, string Feature, int Participants, double Population, int Line = 0);

/// <summary>Participants and population, category by category; immutable, and valid once made.</summary>
public sealed class RepresentationTable
{
    /// <summary>Checks and keeps the cells.</summary>
    /// <param name="cells">Each category needs a positive population.</param>
    /// <exception cref="FormatError">No cells, a blank or repeated name, a negative number, a category without population
    /// or people of a kind that the population lacks. The error names the line.</exception>
    public RepresentationTable(IEnumerable<RepresentationCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        Cells = [.. cells];
        if (Cells.Count == 0) throw new FormatError(0, 0, "Non c'è nessuna riga: ne serve almeno una.",
            "There is no row: at least one is needed.");
        foreach (var cell in Cells) Check(cell);
        foreach (var category in Cells.GroupBy(cell => cell.Category, StringComparer.Ordinal)) Check([.. category]);
    }

    /// <summary>The cells in the order given.</summary>
    public IReadOnlyList<RepresentationCell> Cells { get; }

    private static void Check(RepresentationCell cell)
    {
        if (string.IsNullOrWhiteSpace(cell.Category) || string.IsNullOrWhiteSpace(cell.Feature))
            throw new FormatError(cell.Line, 0, "Mancano la categoria o il valore: scrivili.",
                "The category or the value is missing: write them.");
        if (cell.Participants < 0 || !(cell.Population >= 0) || double.IsInfinity(cell.Population))
            throw new FormatError(cell.Line, 0,
                $"«{cell.Feature}»: partecipanti e popolazione sono numeri non negativi.",
                $"\"{cell.Feature}\": participants and population are numbers not below zero.");
        if (cell.Participants > 0 && cell.Population == 0)
            throw new FormatError(cell.Line, 0,
                $"«{cell.Category}: {cell.Feature}» ha partecipanti ma nessuno nella popolazione: correggi il valore o la popolazione.",
                $"\"{cell.Category}: {cell.Feature}\" has participants but nobody in the population: mend the value or the population.");
    }

    private static void Check(List<RepresentationCell> category)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in category.Where(cell => !names.Add(cell.Feature)))
            throw new FormatError(cell.Line, 0,
                $"«{cell.Category}: {cell.Feature}» c'è due volte: tieni una riga.",
                $"\"{cell.Category}: {cell.Feature}\" is there twice: keep one line.");
        if (category.Sum(cell => cell.Population) == 0)
            throw new FormatError(category[0].Line, 0,
                $"La categoria «{category[0].Category}» non ha popolazione: scrivila.",
                $"The category \"{category[0].Category}\" has no population: write it.");
    }
}

/// <summary>How well one kind of people is represented.</summary>
/// <param name="Feature">Its value.</param>
/// <param name="Participants">People who took part; null where too few to be shown.</param>
/// <param name="PopulationShare">Share of the population, 0 to 1.</param>
/// <param name="Ratio">Share of the participants over share of the population: 1 as in the population, 2 twice as many;
/// null where too few to be shown or the population has none.</param>
/// <param name="Low">Lower end of the ratio's 95 % interval (Wilson's for the share).</param>
/// <param name="High">Upper end.</param>
public sealed record FeatureRepresentation(string Feature, int? Participants, double PopulationShare, double? Ratio, double? Low,
    double? High);

/// <summary>How well the kinds of people of one category are represented.</summary>
/// <param name="Category">What is counted.</param>
/// <param name="Participants">People who took part and whose value is known.</param>
/// <param name="Features">One a value, in the order given.</param>
/// <param name="Dissimilarity">Share of the participants who would have to be of another kind to mirror the population,
/// 0 to 1 (Duncan and Duncan 1955); null when nobody took part.</param>
/// <param name="Test">Could the differences be chance? Null when nobody took part.</param>
public sealed record CategoryRepresentation(
    string Category, int Participants, IReadOnlyList<FeatureRepresentation> Features, double? Dissimilarity, ChanceTest? Test)
{
    /// <summary>The result in a sentence.</summary>
    public Bilingual Explanation => Dissimilarity is not { } d || Test is not { } test
        ? new($"{Category}: nessun partecipante.", $"{Category}: nobody took part.")
        : Wording.Both(
            $"{Category}: {d * 100:F0} partecipanti su cento dovrebbero essere diversi per rispecchiare la popolazione; {(test.PValue < 0.05 ? "non è solo il caso" : "può essere il caso")} (p {(test.PValue < 0.001 ? "<" : "=")} {Math.Max(0.001, test.PValue):F3}).",
            $"{Category}: {d * 100:F0} participants in a hundred would have to be others to mirror the population; {(test.PValue < 0.05 ? "it is not just chance" : "it may be chance")} (p {(test.PValue < 0.001 ? "<" : "=")} {Math.Max(0.001, test.PValue):F3}).");
}

/// <summary>Who took part, against who lives there.</summary>
public static class Representation
{
    /// <summary>Measures each category on its own.</summary>
    /// <param name="table">Participants and population.</param>
    /// <param name="fewest">The least number of participants of a kind that may be shown; at least 1.</param>
    /// <param name="effort">The seed of simulated p-values; null for the default.</param>
    /// <returns>One result a category, in the order given. Small counts are hidden, with complementary ones.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is less than 1.</exception>
    public static IReadOnlyList<CategoryRepresentation> Measure(RepresentationTable table, int fewest = 3, Effort? effort = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(fewest, 1);
        effort ??= Effort.Default;
        return [.. table.Cells.GroupBy(cell => cell.Category, StringComparer.Ordinal)
            .Select(category => Measure([.. category], fewest, effort))];
    }

    /// <summary>Half the sum of the differences between two distributions (Duncan and Duncan 1955).</summary>
    /// <param name="one">Counts or shares; none negative, not all zero.</param>
    /// <param name="other">As many.</param>
    /// <returns>0 for the same shares, 1 for nothing in common.</returns>
    /// <exception cref="ArgumentException">The lengths differ or a sum is not positive.</exception>
    public static double Dissimilarity(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        double first = one.Sum(), second = other.Sum();
        if (one.Count != other.Count || !(first > 0)
            || !(second > 0)) throw new ArgumentException("Two lists as long as each other, with positive sums, are needed.",
            nameof(other));
        return one.Zip(other, (a, b) => Math.Abs((a / first) - (b / second))).Sum() / 2;
    }

    private static CategoryRepresentation Measure(List<RepresentationCell> cells, int fewest, Effort effort)
    {
        int people = cells.Sum(cell => cell.Participants);
        double population = cells.Sum(cell => cell.Population);
        bool[] hidden = SmallCells.Hide([.. cells.Select(cell => cell.Participants)], fewest);
        var features = cells.Zip(hidden, (cell, hide) => Measure(cell, hide, people, cell.Population / population)).ToList();
        if (people == 0) return new CategoryRepresentation(cells[0].Category, 0, features, null, null);
        double dissimilarity = Dissimilarity([.. cells.Select(cell => (double)cell.Participants)],
            [.. cells.Select(cell => cell.Population)]);
        var test = GoodnessOfFit.Test([.. cells.Select(cell => cell.Participants)], [.. cells.Select(cell => cell.Population)],
            effort.Seed);
        return new CategoryRepresentation(cells[0].Category, people, features, dissimilarity, test);
    }

    private static FeatureRepresentation Measure(RepresentationCell cell, bool hide, int people, double share)
    {
        if (hide) return new FeatureRepresentation(cell.Feature, null, share, null, null, null);
        if (share == 0 || people == 0) return new FeatureRepresentation(cell.Feature, cell.Participants, share, null, null, null);
        var here = ShareWithInterval.Of(cell.Participants, people);
        return new FeatureRepresentation(cell.Feature, cell.Participants, share, here.Share / share, here.Low / share, here.High / share);
    }
}
