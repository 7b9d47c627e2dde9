using System.Globalization;

namespace Deliberation;

/// <summary>One sentence in the two languages of the product.</summary>
/// <param name="Italian">The sentence in Italian, for people; plain text, no markup.</param>
/// <param name="English">The same sentence in English.</param>
public readonly record struct Bilingual(string Italian, string English)
{
    /// <summary>The sentence in one language.</summary>
    /// <param name="culture">English cultures get English; every other culture gets Italian.</param>
    public string In(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.TwoLetterISOLanguageName == "en" ? English : Italian;
    }

    /// <summary>The sentence in the language of <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture);
}
