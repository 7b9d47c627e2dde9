using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Patto.Web;

/// <summary>What every answer carries: nothing of ours runs that is not a file of ours, nobody frames us, nothing is guessed.</summary>
internal static class Protection
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static Task HeadersAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(http);
    }

    /// <summary>Reading through the API answers with a tag of the content, and with 304 to who has it already.</summary>
    public static async Task TagAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || !HttpMethods.IsGet(http.Request.Method)) { await next(http); return; }
        var body = http.Response.Body;
        using var held = new MemoryStream();
        http.Response.Body = held;
        try { await next(http); }
        finally { http.Response.Body = body; }
        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(held.GetBuffer().AsSpan(0, (int)held.Length)))[..32]}\"";
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "no-cache";
            if (http.Request.Headers[HeaderNames.IfNoneMatch].ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentLength = null;
                http.Response.Headers.ContentType = default;
                return;
            }
        }
        held.Position = 0;
        await held.CopyToAsync(body, http.RequestAborted);
    }
}
