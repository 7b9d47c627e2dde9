using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Demo;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Web;

/// <summary>How many statements a page asks of the database: few, and as many for many rows as for few.</summary>
public sealed class StatementTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private const string Process = "/percorsi/laboratorio-welfare";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Signed in, so that no page comes from memory.
    private static readonly string[] Cast = ["marta.rossetti", "paola.guidetti", "anna.ferri", "lorenzo.bassi"];

    /// <summary>The page of a process tells of everything in it and needs the most. Here nothing is kept for ten seconds, as figures and
    /// stories are in the town.</summary>
    /// <remarks>One of them asks whether the session of a signed-in person still stands; the dashboard asks every module what waits,
    /// and a thread one module more since there are pacts; the dashboard one more since there are votes, one since there are draws by lot,
    /// one since there are maps of opinions and one since texts are reported.</remarks>
    private const int Most = 24;

    [Fact]
    public async Task No_page_of_the_town_asks_more_than_it_needs()
    {
        demo.Host.Server.PreserveExecutionContext = true;
        Dictionary<string, (int Count, string Url)> worst = [];
        foreach (var name in Cast)
        {
            var visitor = await demo.ComeAsync(name);
            var urls = (await Afternoon.OfAsync(name)).Where(s => s.Status == HttpStatusCode.OK).GroupBy(s => s.Route)
                .ToDictionary(g => g.Key, g => g.Last().Url);
            // A second time: what is kept in memory is kept by now, as it is on a site that is in use.
            foreach (var url in urls.Values) await visitor.GetAsync(url);
            foreach (var (route, url) in urls)
                if (await CountAsync(visitor, url) is var count && count > worst.GetValueOrDefault(route).Count) worst[route] =
                    (count, url);
        }
        foreach (var (route, (count, url)) in worst.OrderByDescending(w =>
            w.Value.Count)) TestContext.Current.TestOutputHelper?.WriteLine($"{count,3} {route}  {url}");
        Assert.True(worst.Count > 60, $"Only {worst.Count} routes asked anything.");
        Assert.Empty(worst.Where(w => w.Value.Count > Most).Select(w => $"{w.Key}: {w.Value.Count} statements ({w.Value.Url})"));
    }

    [Fact]
    public async Task A_list_asks_no_more_for_many_rows_than_for_few()
    {
        await using var town = new DemoTown();
        await town.InitializeAsync();
        town.Host.Server.PreserveExecutionContext = true;
        var visitor = await town.ComeAsync("anna.ferri");
        string[] lists = ["/", Process, $"{Process}/contributi", $"{Process}/contributi?tema=muoversi", $"{Process}/cruscotto",
            $"{Process}/lettura", "/cerca?parole=corriera", "/registro", "/area-personale", "/dati-aperti"];
        var few = await CountAsync(visitor, lists);
        await SpeakAsync(town.Host, town.Town);
        var many = await CountAsync(visitor, lists);
        // Fewer where none of the many has what some of the few have (an answer to a question of the phase).
        Assert.All(many, m => Assert.True(m.Value <= few[m.Key], $"{m.Key}: {m.Value} statements, with few rows {few[m.Key]}"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_reads_public_pages_from_memory()
    {
        demo.Host.Server.PreserveExecutionContext = true;
        var visitor = demo.Host.Visitor();
        string[] pages = ["/", "/percorsi", "/incontri", "/documenti", "/decisioni", "/come-si-partecipa", Process, $"{Process}/contributi",
            $"{Process}/proposte", $"{Process}/cronoprogramma", $"{Process}/incontri", "/filo/LWF-P0001", "/cerca?parole=corriera"];
        var asked = await CountAsync(visitor, pages);
        // What is kept ends with the hour of a day too: a page that asks is asked again at once.
        asked = await CountAsync(visitor, asked.Where(a => a.Value > 0).Select(a => a.Key));
        Assert.Empty(asked.Where(a => a.Value > 0).Select(a => $"{a.Key}: {a.Value}"));
    }

    private static async Task<Dictionary<string, int>> CountAsync(Visitor visitor, IEnumerable<string> urls)
    {
        Dictionary<string, int> counts = [];
        foreach (var url in urls)
        {
            await CountAsync(visitor, url);
            counts[url] = await CountAsync(visitor, url);
        }
        return counts;
    }

    private static async Task SpeakAsync(PlatformHost host, Authority town)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var process = await scope.ServiceProvider.GetRequiredService<ProcessBook>().FindAsync("laboratorio-welfare", town.Id, Cancel);
        await new Crowd(host.Services).SpeakAsync(town, process!, 300, unread: 20, cancel: Cancel);
    }

    private static async Task<int> CountAsync(Visitor visitor, string url)
    {
        using var counting = new Statements();
        var answer = await visitor.GetAsync(url);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {(int)answer.StatusCode}");
        return counting.Count;
    }

    /// <summary>Counts what is executed on behalf of this test alone: the count flows with the request, and other tests run
    /// beside.</summary>
    internal sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private static readonly AsyncLocal<Statements?> Mine = new();
        private readonly ConcurrentBag<IDisposable> _subscriptions = [];
        private int _count;

        public Statements()
        {
            Mine.Value = this;
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public int Count => Volatile.Read(ref _count);

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name) _subscriptions.Add(value.Subscribe(this,
                name => name == RelationalEventId.CommandExecuting.Name));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Mine.Value == this) Interlocked.Increment(ref _count);
        }

        public void OnCompleted() { }
        public void OnError(Exception error) { }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions) subscription.Dispose();
            Mine.Value = null;
        }
    }
}
