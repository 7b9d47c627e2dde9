using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;

namespace Patto.Mail;

/// <summary>How every mail server is connected to, whether letters go out or are read there.</summary>
internal static class MailConnection
{
    public static SecureSocketOptions Options(this MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    /// <summary>The SHA-256 of a certificate, as a page shows it.</summary>
    public static string Print(X509Certificate? certificate) => certificate?.GetCertHashString(HashAlgorithmName.SHA256) ?? "";

    /// <param name="trusted">The fingerprint that somebody typed; empty: the system decides alone.</param>
    public static bool IsTrusted(X509Certificate? shown, SslPolicyErrors faults, string trusted) =>
        faults == SslPolicyErrors.None || trusted.Length > 0 && Print(shown) == trusted;

    /// <summary>A server's words on one line.</summary>
    public static string Line(string words) => Excerpt.Cut(words.ReplaceLineEndings(" ").Trim(), 400);
}
