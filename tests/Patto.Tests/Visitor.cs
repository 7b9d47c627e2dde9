using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Patto.Tests;

/// <summary>Somebody in front of the pages: fills forms as a browser without JavaScript would.</summary>
public sealed class Visitor(HttpClient client)
{
    private static readonly HtmlParser Parser = new();

    public HttpClient Client { get; } = client;

    public Task<HttpResponseMessage> GetAsync(string url) => Client.GetAsync(url);

    /// <summary>The page, read; it must answer 200.</summary>
    public async Task<IHtmlDocument> ReadAsync(string url)
    {
        var answer = await Client.GetAsync(url);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {(int)answer.StatusCode} {answer.Headers.Location}");
        return await ParseAsync(answer);
    }

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) =>
        Parser.ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Opens the page, fills the form that has all these fields, sends it to where the form says.</summary>
    /// <param name="form">A CSS selector for the form, where a page has several alike.</param>
    public async Task<HttpResponseMessage> PostAsync(string url, Dictionary<string, string> fields, string? form = null)
    {
        var page = await ReadAsync(url);
        var chosen = FormOf(page, fields, form)
            ?? throw new InvalidOperationException($"{url} has no form with {string.Join(", ", fields.Keys)}.");
        var target = chosen.GetAttribute("action") is { Length: > 0 } action ? action : url;
        return await Client.PostAsync(target, new FormUrlEncodedContent(Prefilled(chosen).Where(f => !fields.ContainsKey(f.Key))
            .Concat(fields)));
    }

    private static IHtmlFormElement? FormOf(IHtmlDocument page, Dictionary<string, string> fields, string? selector)
    {
        var forms = page.Forms.OfType<IHtmlFormElement>()
            .Where(f => string.Equals(f.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase));
        return forms.FirstOrDefault(f =>
            selector is not null ? f.Matches(selector) : fields.Keys.All(k => f.Elements.Any(e => e.GetAttribute("name") == k)));
    }

    internal static IEnumerable<KeyValuePair<string, string>> Prefilled(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name) continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }
                    or IHtmlInputElement { Type: "submit" or "file" or "button" }:
                    break;
                case IHtmlInputElement input: yield return new(name, input.Value); break;
                case IHtmlTextAreaElement area: yield return new(name, area.Value); break;
                case IHtmlSelectElement select: yield return new(name, select.Value ?? ""); break;
            }
        }
    }
}
