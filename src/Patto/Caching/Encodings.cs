using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Patto.Caching;

/// <summary>In which form a page may be sent, as the browser says.</summary>
internal static class Encodings
{
    /// <summary><c>br</c>, <c>gzip</c> or empty, by the weights of RFC 9110: what weighs 0 is refused.</summary>
    public static string Best(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList([.. accepted.OfType<string>()], out var asked)) return "";
        var (br, gzip) = (Weight(asked, "br"), Weight(asked, "gzip"));
        return br <= 0 && gzip <= 0 ? "" : br >= gzip ? "br" : "gzip";
    }

    private static double Weight(IList<StringWithQualityHeaderValue> asked, string name)
    {
        var named = asked.FirstOrDefault(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? asked.FirstOrDefault(a => a.Value == "*");
        return named is null ? 0 : named.Quality ?? 1;
    }
}
