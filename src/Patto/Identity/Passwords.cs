using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Patto.Database;

namespace Patto.Identity;

/// <summary>Refuses what is guessed first: a person's own name or address, and the common passwords.</summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    internal const string Named = "PasswordNamed", Common = "PasswordCommon";
    private const int ShortestWord = 4, FewestLetters = 5;

    private static readonly HashSet<string> CommonOnes = [.. ReadCommon()];

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var plain = Plain(password ?? "");
        if (WordsOf(user).Any(w => plain.Contains(w, StringComparison.Ordinal))) return Refuse(Named);
        return IsCommon(plain) ? Refuse(Common) : Task.FromResult(IdentityResult.Success);
    }

    /// <summary>One of the list, with figures around it or said several times; a few signs repeated; keys in a row.</summary>
    internal static bool IsCommon(string plain)
    {
        if (CommonOnes.Contains(plain) || plain.Distinct().Count() < FewestLetters) return true;
        var letters = plain.Trim("0123456789".ToCharArray());
        if (letters.Length == 0 || CommonOnes.Contains(letters)) return true;
        return Enumerable.Range(1, letters.Length / 2).Where(n => letters.Length % n == 0)
            .Any(n => CommonOnes.Contains(letters[..n]) && letters == string.Concat(Enumerable.Repeat(letters[..n], letters.Length / n)));
    }

    private static IEnumerable<string> WordsOf(Account user) =>
        $"{user.Name} {user.Email?.Split('@')[0]} {user.Email}".Split([' ', '.', '_', '-', '+', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Except(user.Email?.Split('@') is [_, var domain] ? domain.Split('.') : []).Select(Plain).Where(w => w.Length >= ShortestWord);

    /// <summary>Small letters and figures, without accents.</summary>
    internal static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant)
            .Where(char.IsLetterOrDigit));

    private static Task<IdentityResult> Refuse(string code) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = code }));

    private static IEnumerable<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l[0] != '#').Select(Plain)];
    }
}

/// <summary>What the account store refuses, each in its own words, next to the field that it is about.</summary>
public static class AccountRefusals
{
    /// <exception cref="RuleViolation">The first thing that was refused.</exception>
    public static void Demand(IdentityResult made)
    {
        if (made.Errors.FirstOrDefault() is { } error) throw Of(error.Code);
    }

    internal static RuleViolation Of(string code) => code switch
    {
        "DuplicateEmail" or "DuplicateUserName" =>
            new("account.duplicate", "C'è già un'utenza con questo indirizzo e-mail.") { Field = "Email" },
        "InvalidEmail" or "InvalidUserName" =>
        new("account.email", "Questo indirizzo e-mail non si può usare per accedere: controllalo.") { Field = "Email" },
        "PasswordTooShort" => new("account.password",
        "La password è troppo corta: servono almeno 12 caratteri. Una frase va benissimo.")
        { Field = "Password" },
        PasswordRules.Named => new("account.password-named",
        "La password contiene il tuo nome o il tuo indirizzo: è la prima cosa che si prova. Scegline un'altra.")
        { Field = "Password" },
        PasswordRules.Common => new("account.password-common",
        "Questa password è tra le più usate, e si indovina subito. Scegli una frase tua.")
        { Field = "Password" },
        "InvalidToken" => new("password.proof", "Il collegamento non vale più: chiedine un altro da «Ho dimenticato la password»."),
        "ConcurrencyFailure" => new("account.raced", "Qualcuno ha cambiato questa utenza nel frattempo: ricarica la pagina e riprova."),
        "UserAlreadyHasPassword" =>
        new("account.has-password", "Questa utenza ha già una password: accedi, oppure chiedine una nuova.") { Field = "Password" },
        _ => new("account.refused",
        "L'utenza non è stata salvata (motivo: {0}). Riprova; se succede ancora, scrivi a chi gestisce il sito.", code),
    };
}
