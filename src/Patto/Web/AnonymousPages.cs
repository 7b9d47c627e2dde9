using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Patto.Authorities;
using Patto.Caching;

namespace Patto.Web;

/// <summary>Keeps anonymous public pages, compressed, until something changes or the minute ends: openings and closings fall on full
/// minutes.</summary>
internal sealed class AnonymousPages(CacheGenerations generations, Availability availability, TimeProvider clock) : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var may = HttpMethods.IsGet(http.Request.Method) && (generations.IsTrusted || availability.IsAway) && IsAnonymous(http.Request)
            && http.GetEndpoint()?.Metadata.GetMetadata<PublicCacheAttribute>() is not null;
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowLocking = may;
        context.AllowCacheStorage = may && !availability.IsAway;
        if (!may) return ValueTask.CompletedTask;
        var authority = http.RequestServices.GetRequiredService<CurrentAuthority>().Authority?.Id.Value ?? Guid.Empty;
        context.ResponseExpirationTimeSpan = TimeSpan.FromSeconds(60 - clock.GetUtcNow().Second);
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByHost = true;
        context.CacheVaryByRules.VaryByValues["generation"] = LastPages.Dated(generations.Of(authority));
        context.CacheVaryByRules.VaryByValues["language"] = System.Globalization.CultureInfo.CurrentUICulture.Name;
        context.CacheVaryByRules.VaryByValues["encoding"] = Encodings.Best(http.Request.Headers.AcceptEncoding);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)
            || response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    // A message for the next page waits in its own cookie: who has one gets a page of their own. So does a shared computer.
    private static bool IsAnonymous(HttpRequest request) =>
        !request.Cookies.ContainsKey("accesso") && !request.Cookies.ContainsKey(Ui.Flashes.Cookie) && !Ui.SharedComputer.Is(request);
}
