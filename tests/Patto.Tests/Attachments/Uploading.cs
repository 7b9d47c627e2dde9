using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Patto.Tests.Attachments;

/// <summary>Somebody fills a form and chooses a file, as a browser without JavaScript would.</summary>
internal static class Uploading
{
    public static async Task<HttpResponseMessage> UploadAsync(this Visitor who, string url, string form, Dictionary<string, string> fields,
        string field, string name, byte[] bytes) => await who.UploadAsync(await who.ReadAsync(url), url, form, fields, field, name, bytes);

    public static async Task<HttpResponseMessage> UploadAsync(this Visitor who, IHtmlDocument page, string url, string form,
        Dictionary<string, string> fields, string field, string name, byte[] bytes)
    {
        var chosen = (IHtmlFormElement)page.QuerySelector(form.Length > 0 ? $"form#{form}" : "main form.form")!;
        Assert.Equal("multipart/form-data", chosen.GetAttribute("enctype"));
        // What is typed goes first, so that it is known whatever becomes of the file.
        var controls = chosen.QuerySelectorAll("input:not([type=hidden]), textarea, select").ToList();
        Assert.Equal("file", controls[^1].GetAttribute("type"));
        using var sent = new MultipartFormDataContent();
        foreach (var (key, value) in Visitor.Prefilled(chosen).Where(f => !fields.ContainsKey(f.Key)).Concat(fields))
            sent.Add(new StringContent(value), key);
        sent.Add(new ByteArrayContent(bytes), field, name);
        return await who.Client.PostAsync(chosen.GetAttribute("action") is { Length: > 0 } to ? to : url, sent);
    }

    /// <summary>Attaches, on the page of attachments of that thing.</summary>
    public static Task<HttpResponseMessage> AttachAsync(this Visitor who, Subject of, string name, byte[] bytes, string title = "Un file",
        string alt = "Che cosa si vede") =>
        who.UploadAsync($"/allegati/{of.Kind}/{of.Id}", "nuovo", new() { ["Title"] = title, ["Alt"] = alt }, "Upload", name, bytes);
}
