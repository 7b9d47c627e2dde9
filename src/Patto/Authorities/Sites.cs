using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Patto.Database;

namespace Patto.Authorities;

/// <summary>How the outside reaches a body: from its own settings, never from what a request says of itself. Links in letters begin with
/// it.</summary>
public sealed class Sites(IConfiguration settings, IServiceProvider services)
{
    /// <summary>Without a final slash: the first host name of the body; where it has none, where the program listens.</summary>
    public string Of(Authority? authority)
    {
        var host = authority?.Hosts.FirstOrDefault(h => !IsLocal(h)) ?? authority?.Hosts.FirstOrDefault();
        if (host is not null && !IsLocal(host)
            && !(IsDemo && Listening is not null)) return $"{(settings["PATTO_HTTPS"] == "off" ? "http" : "https")}://{host}";
        return Listening ?? $"http://{host ?? "localhost"}";
    }

    /// <summary>Whether letters of the body lead to it from outside.</summary>
    public static bool HasOwn(Authority authority) => authority.Hosts.Exists(h => !IsLocal(h));

    private bool IsDemo => DemoMode.IsOn(settings);

    /// <summary>Where the program itself listens, as seen from its own machine; null where nobody can tell.</summary>
    public string? Inside => Listening;

    private string? Listening =>
        services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } url
        ? url.Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal).TrimEnd('/')
        : null;

    internal static bool IsLocal(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]" or "::1" || host.EndsWith(".localhost", StringComparison.Ordinal);
}
