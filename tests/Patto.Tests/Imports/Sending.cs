using AngleSharp.Html.Dom;

namespace Patto.Tests.Imports;

/// <summary>A list is sent to its page, looked at, and sent on, as a browser does it.</summary>
internal static class Sent
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IHtmlDocument> FileAsync(Visitor who, string url, byte[] file, string name)
    {
        var form = (IHtmlFormElement)(await who.ReadAsync(url)).QuerySelector("form#file")!;
        using var sent = new MultipartFormDataContent();
        foreach (var field in Visitor.Prefilled(form)) sent.Add(new StringContent(field.Value), field.Key);
        sent.Add(new ByteArrayContent(file), "Document", name);
        return await Visitor.ParseAsync(await who.Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } to ? to : url, sent,
            Cancel));
    }

    /// <param name="handler">Another button of the same form.</param>
    public static Task<HttpResponseMessage> OnAsync(Visitor who, IHtmlDocument page, Dictionary<string, string> fields, string? handler = null)
    {
        var form = (IHtmlFormElement)page.QuerySelector("form#elenco")!;
        var url = form.GetAttribute("action")!;
        return who.Client.PostAsync(handler is null ? url : url.Replace("handler=Import", $"handler={handler}", StringComparison.Ordinal),
            new FormUrlEncodedContent(Visitor.Prefilled(form).Where(f => !fields.ContainsKey(f.Key)).Concat(fields)), Cancel);
    }

    public static string Chosen(IHtmlDocument page, string field) =>
        ((IHtmlSelectElement)page.QuerySelector($"select[name='{field}']")!).Value ?? "";

    /// <summary>The answer of a select that reads so.</summary>
    public static string Option(IHtmlDocument page, string field, string text) =>
        ((IHtmlSelectElement)page.QuerySelector($"select[name='{field}']")!).Options.Single(o => o.Text.Trim() == text).Value;
}
