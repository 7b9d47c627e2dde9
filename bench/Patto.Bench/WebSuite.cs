using System.Diagnostics;
using System.Globalization;

namespace Patto.Bench;

/// <summary>What one page costs: asked by somebody signed in, and by anybody.</summary>
internal sealed record PageFigures(Page Page, Figure SignedIn, Figure Cached, Figure FromMemory, int Bytes);

/// <summary>All figures of one town with so many voices.</summary>
internal sealed record TownFigures(int Voices, IReadOnlyList<PageFigures> Pages, Figure Post, TimeSpan StartUp, TimeSpan StartUpCpu,
    double Memory, double PrivateMemory);

/// <summary>The published product under load, on each engine, with few voices and with many.</summary>
internal static class WebSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40), Slice = TimeSpan.FromSeconds(0.4),
        Uncached = TimeSpan.FromSeconds(2.5), Cached = TimeSpan.FromSeconds(0.8), Posting = TimeSpan.FromSeconds(8);
    // The client shares the cores: as many connections as there are, so that none waits for another.
    private const int Few = 2, Many = 16;

    public static async Task RunAsync(IReadOnlyList<Town> towns, int crowd, TextWriter said, CancellationToken cancel)
    {
        await using var peer = await Server.StartAsync(Path.Combine(AppContext.BaseDirectory, "Patto.Bench"), ["peer"], null, cancel);
        await Load.RunAsync(peer, Many, WarmUp / 2, Requests.Get("/"), cancel);
        await Task.WhenAll(towns.Select(t => t.SeedAsync(0, cancel)));
        List<TownFigures> few = [], many = [];
        foreach (var town in towns) few.Add(await MeasureAsync(town, peer, null, cancel));
        await Task.WhenAll(towns.Select(t => t.SeedAsync(crowd, cancel)));
        foreach (var (town, n) in towns.Select((t, n) => (t, n))) many.Add(await MeasureAsync(town, peer, few[n].Voices + crowd, cancel));
        Report.Write(said, towns, few, many);
    }

    private static async Task<TownFigures> MeasureAsync(Town town, Server peer, int? voices, CancellationToken cancel)
    {
        await using var server = await Server.StartAsync(town.Product, town.Words, town.Room, cancel, town.Variables);
        Tell($"{town.Engine}: first page after {server.StartUp.TotalSeconds:0.0} s");
        using var visit = new Visit(server, cancel);
        await visit.ArriveAsync();
        int known = voices ?? await visit.CountAsync();
        Tell($"  {known} contributions: warming up");
        await WarmAsync(server, visit, cancel);
        List<PageFigures> pages = [];
        foreach (var page in visit.Pages) pages.Add(await MeasureAsync(server, peer, visit, page, cancel));
        // The pages came between: what a post needs is warm again when it is measured.
        await PostAsync(server, visit, Posting, cancel);
        var post = await PostAsync(server, visit, Posting, cancel);
        var (all, own) = server.Memory;
        Tell($"  posting: {post.Milliseconds:0.00} ms; {all:0} MB");
        return new(known, pages, post, server.StartUp, server.StartUpCpu, all, own);
    }

    private static async Task WarmAsync(Server server, Visit visit, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < WarmUp)
        {
            foreach (var page in visit.Pages) await Load.RunAsync(server, Few, Slice, visit.SignedIn(page), cancel);
            await PostAsync(server, visit, Slice, cancel);
            foreach (var page in visit.Pages) await Load.RunAsync(server, Few, Slice / 4, Visit.Anybody(page), cancel);
        }
    }

    // Product and peer take turns, so that both meet the same noise.
    private static async Task<PageFigures> MeasureAsync(Server server, Server peer, Visit visit, Page page, CancellationToken cancel)
    {
        var signedIn = await Load.RunAsync(server, Few, Uncached, visit.SignedIn(page), cancel);
        var request = Visit.Anybody(page);
        int bytes = await ShowAsync(server, peer, request, cancel);
        Figure cached = default, fromMemory = default;
        for (int turn = 0; turn < 3; turn++)
        {
            cached += await Load.RunAsync(server, Many, Cached, request, cancel);
            fromMemory += await Load.RunAsync(peer, Many, Cached, request, cancel);
        }
        Tell($"  {page.Name}: {signedIn.Milliseconds:0.00} ms signed in; {cached.PerSecond:0}/s cached, {fromMemory.PerSecond:0}/s from memory");
        return new(page, signedIn, cached, fromMemory, bytes);
    }

    // Gives the peer the bytes that the product answers with.
    private static async Task<int> ShowAsync(Server server, Server peer, byte[] request, CancellationToken cancel)
    {
        using var from = new Line(server.Port);
        using var to = new Line(peer.Port);
        var body = (await from.AskAsync(request, cancel)).Body;
        await to.AskAsync(Requests.Put(body), cancel);
        return body.Length;
    }

    private static Task<Figure> PostAsync(Server server, Visit visit, TimeSpan time, CancellationToken cancel) =>
        Load.RunAsync(server, Few, time, 302, visit.Contribution, cancel);

    private static void Tell(FormattableString what) => Console.Error.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
