using System.Collections.Concurrent;
using System.Net;

namespace Patto.Tests.Web;

/// <summary>Where each of the cast comes to in the demo town, walked once for all tests: the town of each test is a copy of the
/// same.</summary>
public static class Afternoon
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<Step>>>> Walked = [];

    private static readonly string[] Walkers = ["", "lorenzo.bassi", "paola.guidetti", "anna.ferri"];

    /// <summary>One of each kind in the whole town, by who meets it first.</summary>
    public static async Task<List<(string By, string Route, SentForm Form)>> FormsAsync()
    {
        List<(string By, string Route, SentForm Form)> found = [];
        foreach (var name in Walkers)
            found.AddRange(from step in await OfAsync(name) from form in step.Forms select (name, step.Route, form));
        return [.. found.Where(f => !f.Form.Target.StartsWith("/esci", StringComparison.Ordinal) && f.Route != "/stile")
            .DistinctBy(f => (f.Route, f.Form.Key, f.Form.Button))];
    }

    /// <summary>One address of every route. The letters that the walk's own town wrote on the way are there alone, and stand first:
    /// of letters the oldest is taken, which every town has.</summary>
    public static Dictionary<string, string> AddressesOf(IEnumerable<Step> steps) =>
        steps.Where(s => s.Status == HttpStatusCode.OK && s.Route.Length > 0).GroupBy(s => s.Route).ToDictionary(g => g.Key,
            g => g.Key == "/posta/{id:guid}" ? g.Min(s => s.Url)! : g.First().Url);

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
