using System.Text.RegularExpressions;

namespace Patto.Modules.Contributions;

/// <summary>What in a text may tell who somebody is or how they are: seen before it becomes public, decided by a person.</summary>
public static partial class PrivacyHints
{
    public enum Sort { Email, Phone, FiscalCode, Health }

    /// <param name="Words">As they stand in the text.</param>
    public sealed record Hint(Sort Sort, string Words);

    public static IReadOnlyList<Hint> In(string text) =>
    [
        .. Find(Sort.Email, Emails(), text), .. Find(Sort.FiscalCode, FiscalCodes(), text),
        .. Find(Sort.Phone, Phones(), text), .. Find(Sort.Health, HealthWords(), text),
    ];

    public static string Italian(this Sort sort) => sort switch
    {
        Sort.Email => "un indirizzo e-mail",
        Sort.Phone => "un numero di telefono",
        Sort.FiscalCode => "un codice fiscale",
        Sort.Health => "parole sulla salute di qualcuno",
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, null),
    };

    private static IEnumerable<Hint> Find(Sort sort, Regex pattern, string text) =>
        pattern.Matches(text).Select(m => m.Value.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Select(words => new Hint(sort, words));

    [GeneratedRegex(@"[\p{L}\d._%+-]+@[\p{L}\d-]+(\.[\p{L}\d-]+)+", RegexOptions.IgnoreCase)]
    private static partial Regex Emails();

    // Italian numbers: an optional +39, then a mobile (3…) or a landline (0…), 8 to 11 digits in all, spaces, dots and dashes between.
    [GeneratedRegex(@"(?<![\d/])(\+39[\s.-]?)?(3\d{2}|0\d{1,3})[\s./-]?\d{2,4}[\s.-]?\d{2,4}[\s.-]?\d{0,4}(?!\d)")]
    private static partial Regex Phones();

    // Six letters, two digits, the month's letter, two digits, the place's letter and three digits, the check letter; letters stand for
    // digits where two codes would be alike.
    [GeneratedRegex(@"\b[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]\b", RegexOptions.IgnoreCase)]
    private static partial Regex FiscalCodes();

    [GeneratedRegex(
        @"\b(tumor[ei]|cancro|leucemi\w+|chemio\w*|diabet\w+|alzheimer|parkinson|demen\w+|autis\w+|depress\w+|schizofren\w+|bipolar\w+|psichiatr\w+|psicofarmac\w+|aids|hiv|sieropositiv\w+|epiless\w+|ictus|infart\w+|invalid\w+|disabil\w+|handicap\w*|tossicodipend\w+|alcolist\w+|alcolism\w+|anoressi\w+|bulimi\w+|sclerosi|malatti[ae] rar[ae]|dializ\w+|aborto|abortito|gravidanza a rischio)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HealthWords();
}
