using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Web;

/// <summary>A form that posts, as a browser would send it with everything filled in plausibly.</summary>
public sealed record PostedForm(string By, string Page, string Action, IReadOnlyList<KeyValuePair<string, string>> Filled,
    IReadOnlyList<(string Name, string Type)> Fields)
{
    private static readonly string[] OfTheHouse = ["__RequestVerificationToken", "__once", "__form"];

    /// <summary>What tells one kind of form from another: where it goes, without identities, and what it asks.</summary>
    public string Kind =>
        $"{string.Join('/', Action.Split('?')[0].Split('/').Select(p => p.Any(char.IsDigit) ? "*" : p))}?{Action.Split('?').ElementAtOrDefault(1)} {string.Join(',', Fields.Select(f => f.Name))}";

    /// <param name="who">Of the cast.</param>
    public static IEnumerable<PostedForm> On(IHtmlDocument page, string url, string who) => page.Forms.OfType<IHtmlFormElement>()
        .Where(f => string.Equals(f.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        .SelectMany(f => f.QuerySelectorAll("button[formaction]").Select(b => b.GetAttribute("formaction"))
            .Append(f.GetAttribute("action")).Distinct()
            .Select(action => Of(f, action is { Length: > 0 } ? action : url, url, who)));

    private static PostedForm Of(IHtmlFormElement form, string action, string url, string who)
    {
        List<KeyValuePair<string, string>> filled = [];
        List<(string, string)> fields = [];
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || Type(element) is not { } type) continue;
            if (Plausible(element, type) is { } value) filled.Add(new(name, value));
            if (!OfTheHouse.Contains(name) && fields.All(f => f.Item1 != name)) fields.Add((name, type));
        }
        return new(who, url, action, filled, fields);
    }

    private static string? Type(IElement element) => element switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "file" } => null,
        IHtmlInputElement input => input.Type,
        IHtmlTextAreaElement => "textarea",
        IHtmlSelectElement => "select",
        _ => null,
    };

    private static string? Plausible(IElement element, string type) => element switch
    {
        IHtmlInputElement { Type: "radio", IsChecked: false } => null,
        IHtmlInputElement { Type: "checkbox" } box => box.Value is "on" ? "true" : box.Value,
        IHtmlInputElement { Value: { Length: > 0 } given } => given,
        IHtmlTextAreaElement { Value: { Length: > 0 } given } => given,
        IHtmlSelectElement select => select.Options.Select(o => o.Value).FirstOrDefault(v => v.Length > 0) ?? "",
        _ => type switch
        {
            "date" => "2026-12-01",
            "time" => "18:30",
            "number" => "3",
            "email" => "prova@fontelieta.example",
            "url" =>
        "https://fontelieta.example/",
            _ => "Parole scritte per prova"
        },
    };

    /// <summary>The same sending with one field as somebody hostile would fill it, under a key of its own.</summary>
    public IEnumerable<KeyValuePair<string, string>> With(string field, string value) =>
        Filled.Where(f => f.Key != field && f.Key != "__once").Append(new(field, value))
            .Append(new("__once", Guid.NewGuid().ToString("n")));
}

/// <summary>What nobody types by chance.</summary>
public static class Hostile
{
    private static readonly string Endless = new('x', 5000);

    /// <summary>For each kind of field what hurts there; once for each form, a text longer than any.</summary>
    public static IEnumerable<string> For(string type) => type switch
    {
        "date" => ["0001-01-01", "9999-12-31", "-0001-13-45", "\0"],
        "time" => ["24:61", "\0"],
        "number" => ["-2147483648", "79228162514264337593543950335", "NaN", "1e99"],
        "textarea" => ["prima\0dopo", "wel\u0002fare \uFFFE \u000B", Endless + " {0}{1:", "=HYPERLINK(\"//x\")\n\n\n{0}"],
        "hidden" or "select" or "radio" or "checkbox" => ["99", "\0", Endless, "-1' OR 1=1 --"],
        _ => ["prima\0dopo", "wel\u0002fare \uFFFE", Endless, "0001-01-01"],
    };

    public static readonly string LongerThanAny = string.Join(' ', Enumerable.Range(0, 60_000).Select(n => $"parola{n}"));
}
