using System.Security.Cryptography;
using System.Text;
using Patto.Database;

namespace Patto.Identity;

/// <summary>The eight letters that let an author act on what they sent: a voice, a comment, an amendment. Only their hash is kept, under
/// the key of the installation.</summary>
public static class Secrets
{
    public const int Length = 8;

    // No I and no O: on paper they are read as figures. 24^8 is about 1.1e11.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>Where the letters lead, whatever they are of; on the receipt it stands as a QR code too.</summary>
    public static string Page(string secret) => $"/voce/{secret}";

    /// <summary>As it is read aloud and typed: <c>ABCD-EFGH</c>.</summary>
    public static string Shown(string secret) => $"{secret[..4]}-{secret[4..]}";

    /// <summary>What was typed, brought to eight letters; null when it cannot be a secret.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 40) return null;
        var letters = new string([.. typed.Where(char.IsLetter).Select(char.ToUpperInvariant)]);
        return letters.Length == Length && letters.All(Letters.Contains) && typed.All(c => char.IsLetter(c) || c is ' ' or '-')
            ? letters : null;
    }

    /// <summary>Of the plain hash, which is what databases of 0.1.0 kept.</summary>
    public static string Hash(string secret, InstallationKey key) => key.Keyed(Plain(secret));

    internal static string Plain(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("voce:" + secret)));
}
