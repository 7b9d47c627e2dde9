using System.Security.Cryptography;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Patto.Grants;

namespace Patto.Web.Ui;

/// <summary>What the script needs to keep a draft of a text on the device, at the end of a page that has one. On a shared computer, which
/// the browser remembers from the sign-in, it is told to keep nothing and to forget what is there.</summary>
[HtmlTargetElement("p-local-draft", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LocalDraftTagHelper(CurrentUser currentUser) : UiTagHelper
{
    private static readonly object Wanted = new();

    internal static void IsWanted(HttpContext http) => http.Items[Wanted] = true;

    /// <summary>Tells accounts apart in one browser and says nothing of whose they are; empty for who is not signed in.</summary>
    internal static string AccountOf(CurrentUser user) =>
        user.Account is { } id ? Convert.ToHexStringLower(SHA256.HashData(id.ToByteArray()).AsSpan(0, 6)) : "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Http.Items.ContainsKey(Wanted)) { output.SuppressOutput(); return; }
        if (SharedComputer.Is(Http.Request)) { Replace(output, Markup.Of($"<template id=\"bozza\" data-off=\"1\"></template>")); return; }
        var account = AccountOf(currentUser);
        Markup resume = $"""<button type="button" class="btn-text">{L["riprendila"]}</button>""";
        Markup drop = $"""<button type="button" class="btn-text">{L["buttala"]}</button>""";
        Markup offer = $"""<p class="note draft" role="status"><span></span> {resume} / {drop}</p>""";
        Markup tick = $"""<p class="check mb-4"><input type="checkbox" id="bozza-qui"><label for="bozza-qui">{L["Tieni la bozza su questo telefono"]}</label></p>""";
        Replace(output, Markup.Of($"""<template id="bozza" data-account="{account}" data-found="{L["C'è una bozza del {0}:"].Value}">{offer}{tick}</template>"""));
    }
}

/// <summary>A computer that several people use, as whoever signed in said: this browser remembers it, and keeps no draft.</summary>
internal static class SharedComputer
{
    public const string Cookie = "condiviso", Field = "Shared";

    public static bool Is(HttpRequest request) => request.Cookies.ContainsKey(Cookie);

    /// <summary>Remembers what was ticked at the sign-in; a sign-in without the question changes nothing.</summary>
    public static void Remember(HttpContext http)
    {
        if (!http.Request.Form.TryGetValue(Field, out var ticked)) return;
        if (ticked.Contains("true")) http.Response.Cookies.Append(Cookie, "1", new()
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        });
        else if (Is(http.Request)) http.Response.Cookies.Delete(Cookie);
    }
}
