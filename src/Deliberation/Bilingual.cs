using System.Globalization;

namespace Deliberation;

/// <summary>One sentence in the two languages of the product.</summary>
/// <param name="Italian">The sentence in Italian, for people; plain text, no markup.</param>
/// <param name="English">The same sentence in English.</param>
public readonly record struct Bilingual(string Italian, string English)
{
    // Built by hand, so that results do not depend on the machine's language data.
    private static readonly CultureInfo ItalianNumbers = Numbers(decimals: ",", groups: ".");
    private static readonly CultureInfo EnglishNumbers = Numbers(decimals: ".", groups: ",");

    /// <summary>The sentence in one language.</summary>
    /// <param name="culture">English cultures get English; every other culture gets Italian.</param>
    public string In(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TwoLetterISOLanguageName == "en" ? English : Italian;
    }

    /// <summary>A sentence with numbers in it, written as each language writes them: 1.234,5 and 1,234.5.</summary>
    /// <param name="italian">The Italian sentence, interpolated.</param>
    /// <param name="english">The English sentence, interpolated.</param>
    public static Bilingual Of(FormattableString italian, FormattableString english)
    {
        ArgumentNullException.ThrowIfNull(italian);
        ArgumentNullException.ThrowIfNull(english);
        return new(italian.ToString(ItalianNumbers), english.ToString(EnglishNumbers));
    }

    /// <summary>This sentence and then another, with a space between.</summary>
    public Bilingual Then(Bilingual next) => new($"{Italian} {next.Italian}", $"{English} {next.English}");

    /// <summary>The sentence in the language of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);

    private static CultureInfo Numbers(string decimals, string groups)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = decimals;
        culture.NumberFormat.NumberGroupSeparator = culture.NumberFormat.PercentGroupSeparator = groups;
        return culture;
    }
}
