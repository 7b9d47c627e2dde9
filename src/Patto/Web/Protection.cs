using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Net.Http.Headers;

namespace Patto.Web;

/// <summary>What every answer carries: nothing of ours runs that is not a file of ours, nobody frames us, nothing is guessed, nothing
/// private is kept.</summary>
public static class Protection
{
    private const int HalfAYear = 180 * 24 * 3600;

    public static void Add(IServiceCollection services) => services.AddSecurityHeaderPolicies()
        .SetDefaultPolicy(p => Common(p).AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().Self();
            csp.AddImgSrc().Self().Data();
            csp.AddStyleSrc().Self();
            csp.AddScriptSrc().Self();
            csp.AddObjectSrc().None();
            csp.AddBaseUri().Self();
            csp.AddFormAction().Self();
            csp.AddFrameAncestors().None();
        }))
        .AddPolicy(Files.FileRoutes.Uploads, p =>
            Common(p).AddContentSecurityPolicy(csp => { csp.AddDefaultSrc().None(); csp.AddSandbox(); }));

    private static HeaderPolicyCollection Common(HeaderPolicyCollection policy) => policy
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicySameOrigin()
        .AddPermissionsPolicy(p => { p.AddCamera().None(); p.AddMicrophone().None(); p.AddGeolocation().None(); })
        .AddCrossOriginOpenerPolicy(p => p.SameOrigin())
        // Said over HTTPS only, and for this host only: other sites of the town are not ours to bind.
        .AddStrictTransportSecurityMaxAge(HalfAYear);

    public static void Use(IApplicationBuilder app)
    {
        // Before the headers of all pages: what is registered first is done last.
        app.Use(KeepAddressAsync);
        app.UseSecurityHeaders();
        app.UseCookiePolicy(new() { Secure = CookieSecurePolicy.SameAsRequest, HttpOnly = HttpOnlyPolicy.None });
        app.Use(RefuseTraceAsync);
    }

    /// <summary>A page whose address is a secret sends it nowhere.</summary>
    private static Task KeepAddressAsync(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(static state =>
        {
            var (response, endpoint) = (((HttpContext)state).Response, ((HttpContext)state).GetEndpoint());
            if (endpoint?.Metadata.GetMetadata<NoReferrerAttribute>() is not null) response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    /// <summary>TRACE gives back what was sent, cookies included.</summary>
    private static Task RefuseTraceAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsTrace(http.Request.Method)) return next(http);
        http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        http.Response.Headers.Allow = "GET, HEAD, POST";
        return Task.CompletedTask;
    }

    /// <summary>Nothing that a signed-in person sees stays in the browser: after "Esci", going back shows nothing.</summary>
    public static Task KeepPrivateAsync(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity?.IsAuthenticated == true)
            http.Response.OnStarting(static state =>
            {
                var answered = (HttpContext)state;
                if (answered.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null) answered.Response.Headers.CacheControl =
                    "no-store";
                return Task.CompletedTask;
            }, http);
        return next(http);
    }

    /// <summary>Whether what is sent can be read on the way: a real installation, reached from elsewhere, without TLS.</summary>
    public static bool IsExposed(HttpContext http, IHostEnvironment environment) =>
        environment.IsProduction() && !http.Request.IsHttps && !IsNear(http.Request.Host.Host)
            && http.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from);

    /// <summary>The addresses that the program listens at, without TLS, for others than this machine.</summary>
    public static IReadOnlyList<string> Exposed(IEnumerable<string> urls) =>
        [.. urls.Where(u => Uri.TryCreate(u.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0",
            StringComparison.Ordinal), UriKind.Absolute, out var url) && url.Scheme == "http" && !IsNear(url.Host))];

    private static bool IsNear(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    /// <summary>Reading through the API answers with a tag of the content, and with 304 to who has it already.</summary>
    public static async Task TagAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || !HttpMethods.IsGet(http.Request.Method)) { await next(http); return; }
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
