using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>An address that is a secret goes to nobody with the next one that is followed.</summary>
public sealed partial class ReferrerTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Pages whose secret is used up when they are opened, or that show nothing to follow.</summary>
    private static readonly HashSet<string> Spared =
    [
        "avvio/{secret}", "invito/{secret}", "password/{account:guid}", "conferma/{token}", "voce/{secret}", "recupero/{secret}",
        "percorsi/{process}/documenti-finali/{number:int}/file.{format:regex(^(docx|odt)$)}",
    ];

    [Fact]
    public async Task Every_page_whose_address_is_a_secret_says_that_it_is_told_to_nobody()
    {
        await _host.AuthorityAsync();
        var secret = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => Secret().IsMatch(e.RoutePattern.RawText ?? "") && !Spared.Contains(e.RoutePattern.RawText!.TrimStart('/')))
            .ToList();
        var without = secret.Where(e => e.Metadata.GetMetadata<NoReferrerAttribute>() is null).Select(e => e.RoutePattern.RawText)
            .Distinct().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} addresses with a secret", secret.Count);
        Assert.True(secret.Count >= 10);
        Assert.True(without.Count == 0, string.Join("\n", without));
        var answer = await _host.Visitor().GetAsync("/mie-voci/nessuno");
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], (await _host.Visitor().GetAsync("/accedi")).Headers.GetValues("Referrer-Policy"));
    }

    [GeneratedRegex(@"\{(token|secret|ticket)[}:?]")] private static partial Regex Secret();
}
