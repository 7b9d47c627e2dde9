using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Patto.Mail;

/// <summary>The secret of a letter (a link that opens an account, a seat, a voice) is for its reader only: it is stored sealed, beside the
/// letter, and opened when the letter leaves. Who reads the letters that wait sees a mark in its place.</summary>
public sealed class LetterSeals(IDataProtectionProvider protection)
{
    /// <summary>Stands where the secret stood.</summary>
    public const string Mark = "•••••••";

    private readonly IDataProtector _seal = protection.CreateProtector("letters.secret");

    /// <summary>In a demo no letter leaves: its secret links are told where the program runs.</summary>
    public TextWriter? Console { get; set; }

    internal string Seal(string secret) => _seal.Protect(secret);

    /// <summary>The text of a letter with its secret in place.</summary>
    /// <exception cref="FormatException">The key that sealed it is lost.</exception>
    public string Open(Letter letter, string text)
    {
        if (letter.Sealed is not { } held || !text.Contains(Mark, StringComparison.Ordinal)) return text;
        try
        {
            return text.Replace(Mark, _seal.Unprotect(held), StringComparison.Ordinal);
        }
        catch (CryptographicException lost)
        {
            throw new FormatException("The key that sealed the letter's link is lost.", lost);
        }
    }

    /// <summary>Where the letter's link leads; null where it has none.</summary>
    public string? LinkOf(Letter letter) => letter.LinkUrl is { } url ? Open(letter, url) : null;
}
