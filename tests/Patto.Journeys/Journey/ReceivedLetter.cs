using System.Text;
using System.Text.RegularExpressions;

namespace Patto.Journeys.Journey;

/// <summary>A letter as the addressee's program reads it: RFC 5322 headers, RFC 2047 words, the parts of a multipart.</summary>
public sealed partial record ReceivedLetter(string From, string To, string Subject, string Plain, string Html, string Calendar,
    IReadOnlyDictionary<string, string> Headers)
{
    public static ReceivedLetter Read(string from, string to, string raw)
    {
        var (headers, body) = Split(raw);
        var parts = PartsOf(headers, body).ToList();
        return new(from, to, Words(headers.GetValueOrDefault("subject", "")), TextOf(parts, "text/plain"),
            TextOf(parts, "text/html"), TextOf(parts, "text/calendar"), headers);
    }

    /// <summary>The first address in the text that leads to such a path on the site.</summary>
    public string LinkTo(string path) =>
        Address().Matches(Plain).Select(m => m.Value).First(a => new Uri(a).AbsolutePath.StartsWith(path, StringComparison.Ordinal));

    private static (Dictionary<string, string> Headers, string Body) Split(string raw)
    {
        var parted = raw.Split("\r\n\r\n", 2);
        var lines = Folded().Replace(parted[0], " ").Split("\r\n").Select(l => l.Split(':', 2)).Where(l => l.Length == 2);
        return (lines.DistinctBy(l => l[0].ToLowerInvariant()).ToDictionary(l => l[0].ToLowerInvariant(), l => l[1].Trim()),
            parted.Length == 2 ? parted[1] : "");
    }

    private static IEnumerable<(string Type, string Text)> PartsOf(Dictionary<string, string> headers, string body)
    {
        var type = headers.GetValueOrDefault("content-type", "text/plain");
        if (Boundary().Match(type) is not { Success: true } boundary)
        {
            yield return (type.Split(';')[0].Trim().ToLowerInvariant(),
                Decode(headers.GetValueOrDefault("content-transfer-encoding", "7bit"), body));
            yield break;
        }
        var pieces = body.Split("--" + boundary.Groups["mark"].Value);
        foreach (var piece in pieces[1..].TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)))
        {
            var (inner, text) = Split(piece.TrimStart('\r', '\n'));
            foreach (var part in PartsOf(inner, text)) yield return part;
        }
    }

    private static string Decode(string encoding, string body) => encoding.ToLowerInvariant() switch
    {
        "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("").Trim())),
        "quoted-printable" => Unquote(body.Replace("=\r\n", "", StringComparison.Ordinal)),
        _ => body,
    };

    private static string TextOf(List<(string Type, string Text)> parts, string type) =>
        parts.FirstOrDefault(p => p.Type == type).Text?.ReplaceLineEndings("\n") ?? "";

    private static string Words(string header) => Encoded().Replace(Between().Replace(header, "?=$1"), m =>
        m.Groups["way"].Value is "B" or "b" ? Encoding.UTF8.GetString(Convert.FromBase64String(m.Groups["text"].Value))
            : Unquote(m.Groups["text"].Value.Replace('_', ' ')));

    private static string Unquote(string text) =>
        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Quoted()
            .Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString())));

    [GeneratedRegex(@"\r\n[ \t]+")] private static partial Regex Folded();
    [GeneratedRegex(@"boundary=""?(?<mark>[^"";]+)", RegexOptions.IgnoreCase)] private static partial Regex Boundary();
    [GeneratedRegex(@"=\?utf-8\?(?<way>[BQ])\?(?<text>[^?]*)\?=", RegexOptions.IgnoreCase)] private static partial Regex Encoded();
    [GeneratedRegex(@"\?=\s+(=\?)")] private static partial Regex Between();
    [GeneratedRegex("=([0-9A-Fa-f]{2})")] private static partial Regex Quoted();
    [GeneratedRegex(@"https?://\S+")] private static partial Regex Address();
}
