using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Patto.Web;

/// <summary>What a page is about, for machines: schema.org in JSON-LD. A block of data, which nothing runs; whatever people wrote stands
/// in it with its angle brackets escaped.</summary>
public static class StructuredData
{
    /// <param name="type">As schema.org names it: Event.</param>
    /// <param name="facts">Properties as schema.org names them; those without a value are left out.</param>
    public static IHtmlContent Of(string type, params (string Name, object? Value)[] facts) => new HtmlString(
        "<script type=\"application/ld+json\">" + JsonSerializer.Serialize(Thing(type, [("@context", "https://schema.org"), .. facts]))
        + "</script>");

    /// <summary>A thing within another.</summary>
    public static IReadOnlyDictionary<string, object> Thing(string type, params (string Name, object? Value)[] facts) =>
        facts.Where(f => f.Value is not (null or "")).Prepend(("@type", type)).ToDictionary(f => f.Item1, f => f.Item2!);
}
