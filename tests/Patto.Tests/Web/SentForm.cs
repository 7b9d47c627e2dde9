using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Web;

/// <summary>A form of a page, as it can be sent by one of its buttons.</summary>
/// <param name="Key">By what the form calls itself, without numbers; of a button alone, the address it asks for.</param>
/// <param name="Button">The number of the button among the form's.</param>
/// <param name="Fields">What a browser would send, but for the marks of safety.</param>
/// <param name="Typed">The names of the fields in which one writes.</param>
public sealed record SentForm(string Page, string Target, string Key, int Button, int Buttons, IReadOnlyList<KeyValuePair<string,
    string>> Fields, IReadOnlyList<string> Typed)
{
    public string Name => $"{Page} {Key} button {Button}";

    /// <summary>The names of the fields in which one chooses a file.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public static IEnumerable<SentForm> On(Step step, IHtmlDocument? page) => page is null ? [] : On(step.Url, page);

    public static IEnumerable<SentForm> On(string url, IHtmlDocument page)
    {
        foreach (var form in page.Forms.OfType<IHtmlFormElement>().Where(IsPosted))
        {
            var buttons = form.QuerySelectorAll("button:not([type=button])").ToList();
            var action = form.GetAttribute("action") is { Length: > 0 } own ? own : url;
            for (var i = 0; i < buttons.Count; i++)
            {
                var (target, name) = (buttons[i].GetAttribute("formaction") ?? action, buttons[i].GetAttribute("name"));
                List<KeyValuePair<string, string>> fields = [.. Visitor.Prefilled(form)
                    .Where(f => f.Key is not "__RequestVerificationToken" and not "__once")];
                if (name is not null) fields.Add(new(name, buttons[i].GetAttribute("value") ?? ""));
                var key = form.QuerySelector("input[name=__form]")?.GetAttribute("value") ?? target;
                yield return new(url, target, Regex.Replace(key, "[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+", "*"), i, buttons.Count, fields,
                    [.. form.Elements.Where(IsWritten).Select(e => e.GetAttribute("name")!)])
                {
                    Files = [.. form.QuerySelectorAll("input[type=file]").Select(e => e.GetAttribute("name")!)],
                };
            }
        }
    }

    public static bool IsPosted(IHtmlFormElement form) =>
        string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase);

    private static bool IsWritten(IElement element) => element.GetAttribute("name") is { Length: > 0 }
        && element is IHtmlTextAreaElement or IHtmlInputElement { Type: "text" or "search" or "email" or "tel" or "url" };

    public FormUrlEncodedContent With(string token, Func<string, string?>? typed = null) => new(Sent(token, typed));

    public IEnumerable<KeyValuePair<string, string>> Sent(string token, Func<string, string?>? typed = null) =>
    [
        new("__RequestVerificationToken", token), new("__once", Guid.NewGuid().ToString()),
        .. Fields.Select(f => Typed.Contains(f.Key) && typed?.Invoke(f.Key) is { } text ? new(f.Key, text) : f),
    ];

    /// <summary>The same form on the page that came back; null when it is not there.</summary>
    public IHtmlFormElement? Again(IHtmlDocument page) => Fields.FirstOrDefault(f => f.Key == "__form").Value is { } key
        ? page.Forms.OfType<IHtmlFormElement>().FirstOrDefault(f => f.QuerySelector("input[name=__form]")?.GetAttribute("value") == key)
        : null;
}

/// <summary>A form that is a table has some hundred fields: what is asked of each field is asked of its first two rows, and the third is as
/// those, sent to the same handler and read by the same binder.</summary>
public static partial class TableRows
{
    private const int FieldsOfATable = 60;

    /// <param name="field">Its name, with the number of its row.</param>
    /// <param name="fields">How many there are in the form.</param>
    public static bool IsLater(string field, int fields) => fields > FieldsOfATable && Later().IsMatch(field);

    [GeneratedRegex(@"\[(?:[2-9]|[0-9]{2,})\]\.")] private static partial Regex Later();
}
