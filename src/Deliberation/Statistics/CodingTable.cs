using System.Globalization;
using Deliberation.Formats;

namespace Deliberation.Statistics;

/// <summary>What one person found in one passage.</summary>
/// <param name="Unit">The passage; not blank. Where a passage may have several themes, take passage and theme as the unit and 0 or 1 as the
/// code.</param>
/// <param name="Coder">Who coded; not blank.</param>
/// <param name="Code">What was found; not blank. A number where the level is above nominal.</param>
/// <param name="Line">1-based line of the file it came from; 0 without a file.</param>
public sealed record Coding(string Unit, string Coder, string Code, int Line = 0);

/// <summary>How far people who coded the same passages agree.</summary>
/// <param name="Alpha">Krippendorff's alpha; null when nothing can be compared.</param>
/// <param name="Level">What the codes mean.</param>
/// <param name="Units">Passages coded by two people or more.</param>
/// <param name="Coders">People who coded.</param>
public sealed record CodingAgreement(double? Alpha, MeasurementLevel Level, int Units, int Coders)
{
    /// <summary>The result in a sentence, with Krippendorff's own thresholds (0.8 and 0.667).</summary>
    public Bilingual Explanation => Alpha switch
    {
        null => new(
            "Non c'è nulla da confrontare: servono brani letti da due persone e almeno due risposte diverse.",
            "There is nothing to compare: passages read by two people and at least two different answers are needed."),
        >= 0.8 => Say("le letture concordano: ci si può fidare", "the readings agree: they can be relied on"),
        >= 0.667 => Say("le letture concordano abbastanza per conclusioni provvisorie",
        "the readings agree enough for tentative conclusions"),
        _ => Say("le letture concordano poco: conviene riscrivere le istruzioni e rileggere",
        "the readings agree little: rewrite the instructions and read again"),
    };

    private Bilingual Say(string italian, string english) => Wording.Both(
        $"Alfa = {Alpha:F2} su {Units} brani e {Coders} persone: {italian}.",
        $"Alpha = {Alpha:F2} on {Units} passages and {Coders} people: {english}.");
}

/// <summary>Passages coded by several people; immutable, and valid once made.</summary>
public sealed class CodingTable
{
    private readonly IReadOnlyList<Coding> _codings;

    /// <summary>Checks and keeps the codings.</summary>
    /// <param name="codings">At least one; each person codes a passage once.</param>
    /// <exception cref="FormatError">None, a blank cell, or a person coding a passage twice. The error names the line.</exception>
    public CodingTable(IEnumerable<Coding> codings)
    {
        ArgumentNullException.ThrowIfNull(codings);
        _codings = [.. codings];
        if (_codings.Count == 0) throw new FormatError(0, 0, "Non c'è nessuna lettura: ne serve almeno una.",
            "There is no coding: at least one is needed.");
        var seen = new HashSet<(string, string)>();
        foreach (var coding in _codings) Check(coding, seen);
    }

    /// <summary>Measures the agreement.</summary>
    /// <param name="level">What the codes mean.</param>
    /// <returns>The agreement. Time: codes plus the square of the distinct codes.</returns>
    /// <exception cref="FormatError">The level is above nominal and a code is not a number; the error names the line.</exception>
    public CodingAgreement Agreement(MeasurementLevel level)
    {
        var names = _codings.Select(coding => coding.Code).Distinct(StringComparer.Ordinal).Index()
            .ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var units = _codings.GroupBy(coding => coding.Unit, StringComparer.Ordinal)
            .Select(unit => unit.Select(coding => (double?)(level == MeasurementLevel.Nominal ? names[coding.Code] : Number(coding)))
                .ToArray()).ToList();
        return new CodingAgreement(
            Krippendorff.Alpha(units, level), level, units.Count(unit => unit.Length >= 2), _codings.Select(coding => coding.Coder)
                .Distinct(StringComparer.Ordinal).Count());
    }

    private static void Check(Coding coding, HashSet<(string, string)> seen)
    {
        if (string.IsNullOrWhiteSpace(coding.Unit) || string.IsNullOrWhiteSpace(coding.Coder) || string.IsNullOrWhiteSpace(coding.Code))
            throw new FormatError(coding.Line, 0,
                "Mancano il brano, chi l'ha letto o che cosa ci ha trovato: scrivili o togli la riga.",
                "The passage, the coder or the code is missing: write them or remove the line.");
        if (!seen.Add((coding.Unit, coding.Coder)))
            throw new FormatError(coding.Line, 0,
                $"«{coding.Coder}» ha già letto il brano «{coding.Unit}»: tieni una riga sola.",
                $"\"{coding.Coder}\" has coded the passage \"{coding.Unit}\" already: keep one line.");
    }

    private static double Number(Coding coding) =>
        double.TryParse(coding.Code, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new FormatError(coding.Line, 0,
                $"«{coding.Code}» non è un numero: a questo livello i codici sono numeri, oppure scegli il livello nominale.",
                $"\"{coding.Code}\" is not a number: at this level codes are numbers, or choose the nominal level.");
}
