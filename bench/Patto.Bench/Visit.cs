using System.Globalization;
using System.Text.Json;

namespace Patto.Bench;

/// <summary>One page of the run.</summary>
internal sealed record Page(string Name, string Path);

/// <summary>What the run needs to know of a town before it measures: its pages, somebody signed in, a form to send.</summary>
internal sealed class Visit(Server server, CancellationToken cancel) : IDisposable
{
    private const string Process = "/percorsi/laboratorio-welfare";
    private const string Account = "marta.rossetti@fontelieta.example";
    private const string Password = "fontelieta partecipa";
    private readonly Line _line = new(server.Port);
    private string _cookies = "", _form = "", _token = "";
    private long _posted;

    public IReadOnlyList<Page> Pages { get; private set; } = [];

    public async Task ArriveAsync()
    {
        Pages =
        [
            new("home", "/"), new("process", Process), new("list of contributions, first page", $"{Process}/contributi"),
            new("list of contributions, deep page", await DeepAsync()), new("trace of a contribution", await LongestTraceAsync()),
        ];
        _cookies = await SignInAsync();
        var form = await AskAsync(Requests.GetPlain($"{Process}/contributi/nuovo"), 200);
        (_form, _token) = (Requests.CookiesOf(form), Requests.TokenOf(form));
    }

    /// <summary>As anybody asks: answered from memory where it may be.</summary>
    public static byte[] Anybody(Page page) => Requests.Get(page.Path);

    /// <summary>As somebody signed in asks, who gets no page from memory.</summary>
    public byte[] SignedIn(Page page) => Requests.Get(page.Path, _cookies);

    /// <summary>A contribution as the form sends it, each from an address of its own: more from one address would rightly be
    /// refused.</summary>
    public ReadOnlyMemory<byte> Contribution(long _)
    {
        long n = Interlocked.Increment(ref _posted);
        return Requests.Post($"{Process}/contributi/nuovo", _form,
        [
            ("__RequestVerificationToken", _token), ("__once", Guid.NewGuid().ToString("N")), ("Kind", "Need"), ("Theme", "muoversi"),
                ("Area", "valle"), ("Channel", "None"), ("Consent", "true"),
            ("Text", string.Create(CultureInfo.InvariantCulture,
            $"La corriera delle sette salta una mattina su {2 + n % 9}, e mia madre aspetta {5 + n % 40} minuti al freddo davanti alla farmacia. Basterebbe un avviso alla fermata.")),
        ], string.Create(CultureInfo.InvariantCulture, $"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"));
    }

    /// <summary>How many voices anybody can read.</summary>
    public async Task<int> CountAsync()
    {
        (int count, string? after) = (0, "");
        while (after is not null)
        {
            using var page = await VoicesAsync(after, 100);
            count += page.RootElement.GetProperty("items").GetArrayLength();
            after = page.RootElement.GetProperty("next").GetString();
        }
        return count;
    }

    // The demo's own voices were heard before today, and a crowd today: one page below them lie all of the crowd and thirty more.
    private async Task<string> DeepAsync()
    {
        using var page = await VoicesAsync(Yesterday, 30);
        return $"{Process}/contributi?dopo={page.RootElement.GetProperty("next").GetString()}";
    }

    // Of the voices with a story behind them, the one with the longest.
    private async Task<string> LongestTraceAsync()
    {
        using var page = await VoicesAsync(Yesterday, 100);
        List<(int Length, string Path)> traces = [];
        foreach (var voice in page.RootElement.GetProperty("items").EnumerateArray())
        {
            string path = $"/filo/{voice.GetProperty("code").GetString()}";
            traces.Add(((await AskAsync(Requests.GetPlain(path), 200)).Body.Length, path));
        }
        return traces.Max().Path;
    }

    private async Task<string> SignInAsync()
    {
        var form = await AskAsync(Requests.GetPlain("/accedi"), 200);
        var answer = await AskAsync(Requests.Post("/accedi", Requests.CookiesOf(form),
            [("__RequestVerificationToken", Requests.TokenOf(form)), ("Email", Account), ("Password", Password)]), 302);
        return Requests.CookiesOf(answer);
    }

    private static string Yesterday => string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow.AddDays(-1).Ticks}-0");

    private async Task<JsonDocument> VoicesAsync(string after, int most) => JsonDocument.Parse(
        (await AskAsync(Requests.GetPlain(string.Create(CultureInfo.InvariantCulture,
            $"/api/v1/processes/laboratorio-welfare/contributions?pageSize={most}&after={after}")), 200)).Body.ToArray().AsMemory());

    private async Task<Answer> AskAsync(byte[] request, int status)
    {
        var answer = await _line.AskAsync(request, cancel);
        return answer.Status == status ? answer : throw new InvalidOperationException($"Not {status}: {answer.Head.Text()}");
    }

    public void Dispose() => _line.Dispose();
}
