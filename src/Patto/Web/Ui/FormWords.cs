using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Patto.Localization;

namespace Patto.Web.Ui;

public static class UiSetup
{
    public static void AddUi(this IServiceCollection services)
    {
        services.AddSingleton<IPostConfigureOptions<MvcOptions>, FormWords>();
        services.AddSingleton<IModelExpressionProvider, RowFields>();
        // Accented letters go out as they are: pages are in UTF-8, and a quarter shorter than with references.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }
}

/// <summary>What the framework says of a field that is empty or wrong, in the language of the page. The form puts the field's label
/// before.</summary>
internal sealed class FormWords(Texts L) : IPostConfigureOptions<MvcOptions>, IValidationMetadataProvider
{
    private const string Missing = "Compila questo campo.", Wrong = "Questo valore non va bene: controllalo.";

    public void PostConfigure(string? name, MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(this);
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => L[Wrong]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => L[Wrong]);
        messages.SetUnknownValueIsInvalidAccessor(_ => L[Wrong]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => L[Wrong]);
        messages.SetValueIsInvalidAccessor(_ => L[Wrong]);
        messages.SetValueMustBeANumberAccessor(_ => L["Scrivi un numero."]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => L["Scrivi un numero."]);
        messages.SetValueMustNotBeNullAccessor(_ => L[Missing]);
        messages.SetMissingBindRequiredValueAccessor(_ => L[Missing]);
        messages.SetMissingKeyOrValueAccessor(() => L[Missing]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => L[Missing]);
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        var rules = context.ValidationMetadata.ValidatorMetadata;
        var isText = context.Key.ModelType == typeof(string);
        if (isText || context.Key.ModelType.IsAssignableTo(typeof(IEnumerable<string>)) && rules.OfType<StringLengthAttribute>().Any())
        {
            var length = LengthRule.Of(rules);
            foreach (var replaced in rules.Where(r => r is StringLengthAttribute or MaxLengthAttribute).ToList()) rules.Remove(replaced);
            // First, so that of several sentences the field shows this one; and said to be there, since the framework has counted before us
            // and would not look at a text without a rule of its own.
            rules.Insert(0, isText ? length : new EachLengthRule(length));
            context.ValidationMetadata.HasValidators = true;
        }
        foreach (var rule in rules.OfType<ValidationAttribute>())
            if (rule is { ErrorMessage: null, ErrorMessageResourceName: null }
                && Sentence(rule) is { } sentence) rule.ErrorMessage = sentence;
    }

    // {1} and {2} are the rule's bounds, as DataAnnotations number them.
    private static string? Sentence(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => Missing,
        MinLengthAttribute => "Scrivi almeno {1} caratteri.",
        RangeAttribute => "Scegli un valore tra {1} e {2}.",
        EmailAddressAttribute => "Scrivi un indirizzo di posta come nome@esempio.it.",
        UrlAttribute => "Scrivi un indirizzo che comincia con https://.",
        PhoneAttribute => "Scrivi un numero di telefono.",
        CompareAttribute => "I due valori non sono uguali.",
        RegularExpressionAttribute => Wrong,
        _ => null,
    };

    /// <summary>Sentences that do not say which field they mean.</summary>
    public static bool NamesNoField(string sentence, Texts L) =>
        Nameless.Any(start => sentence.StartsWith(L[start].Value.Split('{')[0], StringComparison.Ordinal));

    private static readonly string[] Nameless =
    [
        Missing, Wrong, "Scrivi un numero.", LengthRule.TooLong, "Scrivi almeno {1} caratteri.",
        "Scegli un valore tra {1} e {2}.", "I due valori non sono uguali.",
        "Il testo è troppo lungo: ha {0} caratteri, ne può avere al massimo {1}.", Database.StoredValues.TooFar, CleanInput.NullCharacter,
        "Il numero è troppo grande: controlla le cifre.",
    ];
}
