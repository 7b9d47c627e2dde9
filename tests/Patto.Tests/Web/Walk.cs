using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Patto.Tests.Web;

/// <summary>One page that somebody came to.</summary>
public sealed record Step(string Url, string Route, HttpStatusCode Status, string ContentType, string From)
{
    /// <summary>In which language it says that it is; null for what is no page.</summary>
    public string? Language { get; init; }

    /// <summary>What is wrong with it for whoever reads it.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>What can be sent from it.</summary>
    public IReadOnlyList<SentForm> Forms { get; init; } = [];

    /// <summary>What stands on it in another language than its own.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];
}

/// <summary>Follows every link from page to page, a few of each kind, as one person would in a long afternoon.</summary>
public sealed class Walk
{
    public List<Step> Steps { get; } = [];

    /// <summary>How many addresses of one kind are visited.</summary>
    public int OfEachRoute { get; init; } = 8;

    /// <summary>Looks at every page while it is there: all of them would fill the memory.</summary>
    public Func<Step, IHtmlDocument?, Step> Look { get; init; } = (step, _) => step;

    /// <summary>Is told of every answer, as it came.</summary>
    public Func<string, HttpResponseMessage, Task>? Hear { get; init; }

    /// <summary>All routes that answer to reading, as they are written in the code.</summary>
    public static IReadOnlyList<string> Routes(PlatformHost host) =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("GET"))
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/')).Where(r => r != "/").Append("/").Distinct()
                .Order(StringComparer.Ordinal)];

    public async Task GoAsync(Visitor visitor, params string[] starts)
    {
        var seen = new HashSet<string>(starts);
        var visits = new Dictionary<string, int>();
        var ahead = new Queue<(string Url, string From)>(starts.Select(s => (s, "")));
        while (ahead.TryDequeue(out var next))
        {
            foreach (var link in (await VisitAsync(visitor, visits, next.Url, next.From)).Where(seen.Add)) ahead.Enqueue((link, next.Url));
        }
    }

    /// <returns>Where its links lead.</returns>
    private async Task<IReadOnlyList<string>> VisitAsync(Visitor visitor, Dictionary<string, int> visits, string url, string from)
    {
        var shape = ShapeOf(url);
        if (visits.GetValueOrDefault(shape) >= OfEachRoute) return [];
        using var answer = await visitor.GetAsync(url);
        if (Hear is { } hear) await hear(url, answer);
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        var route = answer.Headers.TryGetValues("x-route", out var said) ? said.First() : "";
        using var page = type == "text/html" ? await Visitor.ParseAsync(answer) : null;
        Steps.Add(Look(new(url, route, answer.StatusCode, type, from) { Language = page?.DocumentElement.GetAttribute("lang") }, page));
        if (answer.StatusCode == HttpStatusCode.OK) visits[shape] = visits.GetValueOrDefault(shape) + 1;
        return page is null || answer.StatusCode == HttpStatusCode.Redirect ? [] : LinksOf(page);
    }

    private static List<string> LinksOf(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0])
            .Where(h => h.StartsWith('/') && !h.StartsWith("/lingua/", StringComparison.Ordinal)).Distinct()];

    // Codes, identities and numbers are one kind of address: some of each are enough.
    private static string ShapeOf(string url)
    {
        var path = url.Split('?')[0];
        var shape = string.Join('/', path.Split('/').Select(p => p.Any(char.IsDigit) ? "*" : p));
        return url.Contains('?', StringComparison.Ordinal) ? shape + "?" : shape;
    }
}
