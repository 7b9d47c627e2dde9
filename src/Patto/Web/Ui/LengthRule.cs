using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
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

    /// <summary>False: it is that of any text and only keeps the platform from harm; nobody is told how much is left.</summary>
    public bool IsGiven => isGiven;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        return value is string text && Fault(text, validationContext.GetRequiredService<Texts>()) is { } fault ? new(fault)
            : ValidationResult.Success;
    }

    internal string? Fault(string text, Texts L)
    {
        var length = TextLength.Of(text);
        if (length > most) return L[TooLong, length, most, length - most];
        return length > 0 && length < least ? L[TooShort, length, least].Value : null;
    }

    public static LengthRule Of(IEnumerable<object> rules) => rules.OfType<StringLengthAttribute>().FirstOrDefault() is { } given
        ? new(given.MinimumLength, given.MaximumLength, given.MaximumLength < TextLength.Longest)
        : rules.OfType<MaxLengthAttribute>().FirstOrDefault() is { Length: > 0 } most ? new(0, most.Length, true)
            : new(0, TextLength.Longest, false);
}

/// <summary>The same for each text of a list.</summary>
internal sealed class EachLengthRule(LengthRule one) : IModelValidator
{
    public IEnumerable<ModelValidationResult> Validate(ModelValidationContext context)
    {
        var L = context.ActionContext.HttpContext.RequestServices.GetRequiredService<Texts>();
        foreach (var (i, text) in ((IEnumerable<string?>?)context.Model ?? []).Index())
            if (one.Fault(text ?? "", L) is { } fault) yield return new($"[{i}]", fault);
    }
}
