using System.Globalization;

namespace Deliberation;

/// <summary>Sentences with numbers as each language writes them: 0,85 in Italian, 0.85 in English.</summary>
internal static class Wording
{
    private static readonly CultureInfo s_italian = CultureInfo.GetCultureInfo("it-IT");

    internal static Bilingual Both(FormattableString italian, FormattableString english) =>
        new(italian.ToString(s_italian), english.ToString(CultureInfo.InvariantCulture));
}
