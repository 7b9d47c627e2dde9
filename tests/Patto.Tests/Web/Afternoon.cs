using System.Collections.Concurrent;
using System.Net;

namespace Patto.Tests.Web;

/// <summary>Where each of the cast comes to in the demo town, walked once for all tests: the town of each test is a copy of the
/// same.</summary>
public static class Afternoon
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Step>>>> Walked = [];

    /// <param name="name">Of the cast; empty for anybody.</param>
    public static Task<IReadOnlyList<Step>> OfAsync(string name) => Walked.GetOrAdd(name, n => new(() => WalkAsync(n))).Value;

    private static async Task<IReadOnlyList<Step>> WalkAsync(string name)
    {
        await using var town = new DemoTown();
        await town.InitializeAsync();
        Dictionary<string, IReadOnlyList<string>> malformed = [];
        var walk = new Walk
        {
            Look = (step, page) => step with
            {
                Faults = [.. PageFaults.Of(step, page), .. malformed.TryGetValue(step.Url, out var said) ? said : []],
                Foreign = [.. ForeignWords.On(step, page)],
                Forms = [.. SentForm.On(step, page)],
            },
            Hear = async (url, answer) =>
            {
                if (answer is { StatusCode: HttpStatusCode.OK, Content.Headers.ContentType.MediaType: "text/html" })
                    malformed[url] = [.. PageFaults.Malformed(await answer.Content.ReadAsStringAsync()).Select(f => $"{url}: {f}")];
            },
        };
        await walk.GoAsync(await town.ComeAsync(name), "/", "/percorsi", "/area-personale", "/amministrazione/ente", "/osservatorio",
            "/status", "/api/v1/openapi.json", "/stile");
        return walk.Steps;
    }
}
