using System.ComponentModel.DataAnnotations;
using Patto.Database;
using Patto.Localization;

namespace Patto.Web.Ui;

/// <summary>How long the text of a field may be. It takes the place of every <see cref="StringLengthAttribute"/>, and stands where none was
/// given:
/// characters are counted as <see cref="TextLength"/> counts them, and the sentence says limit, length and difference.</summary>
internal sealed class LengthRule(int least, int most, bool isGiven) : ValidationAttribute
{
    public const string TooLong = "Il testo ha {0:N0} caratteri: il limite è {1:N0}, {2:N0} di troppo.";
    public const string TooShort = "Il testo ha {0:N0} caratteri: ne servono almeno {1:N0}.";

    public int Most => most;

    /// <summary>False: nobody thought of a limit here, this one only keeps the platform from harm.</summary>
    public bool IsGiven => isGiven;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string text || text.Length == 0) return ValidationResult.Success;
        var (length, L) = (TextLength.Of(text), validationContext.GetRequiredService<Texts>());
        if (length > most) return new(L[TooLong, length, most, length - most]);
        return length < least ? new(L[TooShort, length, least]) : ValidationResult.Success;
    }

    public static LengthRule Of(IEnumerable<object> rules) => rules.OfType<StringLengthAttribute>().FirstOrDefault() is { } given
        ? new(given.MinimumLength, given.MaximumLength, true)
        : rules.OfType<MaxLengthAttribute>().FirstOrDefault() is { Length: > 0 } most ? new(0, most.Length, true)
            : new(0, TextLength.Longest, false);
}
