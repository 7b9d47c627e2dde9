using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Patto.Bench;

/// <summary>The requests of the run, as bytes.</summary>
internal static partial class Requests
{
    // What a browser behind TLS says.
    private const string Browser =
        "Host: 127.0.0.1\r\nUser-Agent: bench\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: it-IT\r\n";

    public static byte[] Get(string path, string? cookies = null) =>
        Bytes($"GET {path} HTTP/1.1\r\n{Browser}{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n");

    /// <summary>As <see cref="Get"/> for a body that can be read as text.</summary>
    public static byte[] GetPlain(string path, string? cookies = null) =>
        Bytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n");

    /// <param name="from">The address that the proxy in front of the product would name.</param>
    public static byte[] Post(string path, string cookies, IEnumerable<(string Name, string Value)> fields, string? from = null)
    {
        string form = string.Join('&', fields.Select(f => $"{f.Name}={WebUtility.UrlEncode(f.Value)}"));
        string proxy = from is null ? "" : $"X-Forwarded-For: {from}\r\n";
        return Bytes(
            $"POST {path} HTTP/1.1\r\n{Browser}{proxy}Cookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n{form}");
    }

    public static byte[] Put(ReadOnlyMemory<byte> body) =>
        [.. Bytes(string.Create(CultureInfo.InvariantCulture,
            $"PUT / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {body.Length}\r\n\r\n")), .. body.Span];

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>The cookies that an answer sets, as the next request sends them.</summary>
    public static string CookiesOf(Answer answer) =>
        string.Join("; ", SetCookie().Matches(answer.Head.Text()).Select(m => m.Groups[1].Value));

    public static string TokenOf(Answer form) => Token().Match(form.Body.Text()) is { Success: true } found ? found.Groups[1].Value
        : throw new InvalidDataException("The page has no form with a token.");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [GeneratedRegex("\r\nSet-Cookie: ([^;\r]+)", RegexOptions.IgnoreCase)] private static partial Regex SetCookie();
    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")] private static partial Regex Token();
}
