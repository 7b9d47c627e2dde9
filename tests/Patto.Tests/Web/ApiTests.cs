using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Patto.Tests.Web;

/// <summary>The API over the demo town: every list page by page, every refusal as problem details, every operation described.</summary>
public sealed partial class ApiTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private const string Lab = "/api/v1/processes/laboratorio-welfare";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly HttpClient _anybody = demo.Host.Visitor().Client;

    /// <summary>Lists, with what tells one item from another.</summary>
    public static TheoryData<string, string> Lists => new()
    {
        { "/api/v1/processes", "slug" }, { $"{Lab}/meetings", "id" }, { $"{Lab}/contributions", "code" }, { $"{Lab}/proposals", "code" },
        { $"{Lab}/documents", "id" }, { $"{Lab}/decisions", "id" }, { $"{Lab}/indicators", "code" }, { "/api/v1/records", "id" },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task A_list_is_read_piece_by_piece_and_no_item_is_missed_or_told_twice(string list, string key)
    {
        var whole = (await ReadAsync($"{list}?pageSize=100")).GetProperty("items").EnumerateArray().Select(i => Name(i, key)).ToList();
        Assert.NotEmpty(whole);
        var (pieces, next, size) = (new List<string>(), (string?)"", Math.Max(1, Math.Min(whole.Count / 3, 40)));
        for (var page = 0; next is not null && page < 200; page++)
        {
            var piece = await ReadAsync($"{list}?pageSize={size}" + (next.Length > 0 ? "&after=" + Uri.EscapeDataString(next) : ""));
            var items = piece.GetProperty("items").EnumerateArray().ToList();
            Assert.InRange(items.Count, 1, size);
            pieces.AddRange(items.Select(i => Name(i, key)));
            next = piece.GetProperty("next").GetString();
        }
        Assert.Null(next);
        Assert.Equal(pieces.Count, pieces.Distinct().Count());
        Assert.Equal(whole, pieces.Take(whole.Count));
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task What_no_list_can_answer_is_refused_with_a_sentence(string list, string key)
    {
        Assert.NotEmpty(key);
        foreach (var size in new[] { "0", "-1", "101" }) Assert.Equal("Una pagina ha da 1 a 100 elementi: correggi pageSize.",
            await ProblemAsync($"{list}?pageSize={size}", 400));
        Assert.Equal("La richiesta non è scritta bene.", await ProblemAsync($"{list}?pageSize=tanti", 400));
        foreach (var after in new[] { "boh", "%00", "'--", Guid.NewGuid().ToString(), "999999999", "0-0-0" })
            Assert.StartsWith("Questo valore di after non viene da una pagina di questo elenco",
                await ProblemAsync($"{list}?after={after}", 400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/phases"), InlineData("/meetings"), InlineData("/contributions"), InlineData("/proposals"), InlineData("/documents"),
        InlineData("/decisions"), InlineData("/indicators"), InlineData("/record"), InlineData("")]
    public async Task An_answer_is_camel_case_with_RFC_3339_dates_and_is_not_sent_twice(string part)
    {
        using var first = await _anybody.GetAsync(Lab + part, Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        var faults = Faults(JsonDocument.Parse(await first.Content.ReadAsStringAsync(Cancel)).RootElement, "$").Distinct()
            .Take(10).ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        using var again = new HttpRequestMessage(HttpMethod.Get, Lab + part);
        again.Headers.IfNoneMatch.Add(Assert.IsType<System.Net.Http.Headers.EntityTagHeaderValue>(first.Headers.ETag));
        using var second = await _anybody.SendAsync(again, Cancel);
        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync(Cancel)).Length));
        Assert.Equal("Non c'è niente a questo indirizzo.", await ProblemAsync($"/api/v1/processes/nessuno{part}", 404));
    }

    [Fact]
    public async Task A_trace_leads_from_a_voice_to_what_came_of_it()
    {
        var gathered = (await ReadAsync($"{Lab}/proposals?pageSize=100")).GetProperty("items").EnumerateArray()
            .First(p => p.GetProperty("state").GetString() == "decided").GetProperty("code").GetString();
        var trace = await ReadAsync($"/api/v1/trace/{gathered}");
        Assert.Contains(trace.GetProperty("cards").EnumerateArray(), c => c.GetProperty("kind").GetString() == "contribution");
        Assert.Contains(trace.GetProperty("cards").EnumerateArray(), c =>
            c.GetProperty("kind").GetString() == "outcome" && c.GetProperty("outcome").ValueKind == JsonValueKind.String);
        Assert.NotEmpty(trace.GetProperty("links").EnumerateArray());
        Assert.Empty(Faults(trace, "$"));
        Assert.Equal("Non c'è niente a questo indirizzo.", await ProblemAsync("/api/v1/trace/LWF-C9999", 404));
    }

    [Fact]
    public async Task What_the_rules_refuse_comes_as_problem_details()
    {
        Assert.Equal("Non c'è niente a questo indirizzo.", await ProblemAsync("/api/v1/niente", 404));
        Assert.Equal("Qui questo metodo non si usa.", await ToldAsync(await _anybody.DeleteAsync($"{Lab}/phases", Cancel), 405));
        Assert.Contains("non è un tipo di contributo", await ProblemAsync($"{Lab}/contributions?kind=boh", 422), StringComparison.Ordinal);
        Assert.Equal("Manda i dati in JSON.",
            await ToldAsync(await _anybody.PostAsync($"{Lab}/contributions", new StringContent("ciao"), Cancel), 415));
        Assert.Equal("La richiesta non è scritta bene.",
            await ToldAsync(await _anybody.PostAsync($"{Lab}/contributions", new StringContent("{", null, "application/json"),
            Cancel), 400));
        Assert.StartsWith("Serve il consenso",
            await ToldAsync(await _anybody.PostAsJsonAsync($"{Lab}/contributions", new { text = "Senza consenso." }, Cancel), 422),
            StringComparison.Ordinal);
        var today = demo.Host.Clock.Now;
        try
        {
            demo.Host.Clock.Now = today.AddYears(2);
            var late = await ToldAsync(await _anybody.PostAsJsonAsync($"{Lab}/contributions", new { text = "Fuori tempo.", consent = true },
                Cancel), 403);
            Assert.Matches("^Non puoi scrivere un contributo.*Il periodo per farlo è finito", late);
        }
        finally
        {
            demo.Host.Clock.Now = today;
        }
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_what_it_answers()
    {
        var description = await ReadAsync("/api/v1/openapi.json");
        Assert.StartsWith("3.1", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        List<string> faults = [];
        var paths = description.GetProperty("paths").EnumerateObject().ToList();
        foreach (var (path, method, operation) in paths.SelectMany(p =>
            p.Value.EnumerateObject().Where(o => o.Name is "get" or "post" or "put" or "delete").Select(o => (p.Name, o.Name, o.Value))))
        {
            if (!operation.TryGetProperty("summary", out var summary)
                || summary.GetString() is not { Length: > 10 }) faults.Add($"{method} {path}: no summary");
            var answers = operation.GetProperty("responses").EnumerateObject().ToList();
            if (!answers.Any(a => a.Name is "200" or "201" && a.Value.TryGetProperty("content", out var content)
                && content.EnumerateObject()
                .Any(c => c.Value.TryGetProperty("schema", out _)))) faults.Add($"{method} {path}: no type of answer");
            if (path.StartsWith("/api/", StringComparison.Ordinal)
                && answers.All(a => a.Name != "404")) faults.Add($"{method} {path}: does not say 404");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        string[] wanted = ["phases", "meetings", "contributions", "proposals", "documents", "decisions", "indicators", "record"];
        Assert.Empty(wanted.Select(w => $"/api/v1/processes/{{slug}}/{w}").Append("/api/v1/trace/{code}").Append("/status")
            .Except(paths.Select(p => p.Name.TrimEnd('/'))));
        var status = await ReadAsync("/status");
        Assert.Equal("ok", status.GetProperty("database").GetString());
    }

    private async Task<JsonElement> ReadAsync(string url)
    {
        using var answer = await _anybody.GetAsync(url, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<string> ProblemAsync(string url, int status) => await ToldAsync(await _anybody.GetAsync(url, Cancel), status);

    private static async Task<string> ToldAsync(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var (text, where) = (await answer.Content.ReadAsStringAsync(Cancel),
                $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}");
            Assert.True((int)answer.StatusCode == status && answer.Content.Headers.ContentType?.MediaType == "application/problem+json",
                $"{where}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType} {text}");
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.Equal(status, problem.GetProperty("status").GetInt32());
            return problem.GetProperty("title").GetString()!;
        }
    }

    private static string Name(JsonElement item, string key) => item.GetProperty(key).GetString()!;

    private static IEnumerable<string> Faults(JsonElement element, string where) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(p => (char.IsLower(p.Name[0]) ? [] : new[] { $"{where}.{p.Name} is not camelCase" })
            .Concat(Faults(p.Value, $"{where}.{p.Name}"))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(i => Faults(i, where + "[]")),
        JsonValueKind.String when IsoLike().IsMatch(element.GetString()!) && !Rfc3339().IsMatch(element.GetString()!) =>
        [$"{where} is no RFC 3339 date: {element.GetString()}"],
        _ => [],
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}($|[T ]\d)")]
    private static partial Regex IsoLike();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$")]
    private static partial Regex Rfc3339();
}
