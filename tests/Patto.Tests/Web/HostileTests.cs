using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Patto.Tests.Web;

/// <summary>Everything that takes something in, with what nobody types by chance: it is taken or refused in words, and nothing
/// falls.</summary>
public sealed class HostileTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static readonly string[] Cast = ["", "paola.guidetti", "anna.ferri", "chiara.monti", "lorenzo.bassi", "rita.bonora",
        "elisabetta.ravani"];
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The values are many more than the ways in which an engine can refuse one: what the product reads first is asked on SQLite.
    private static int OneIn => PlatformHost.OnPostgres ? 5 : 2;

    [Fact]
    public async Task No_form_falls_whatever_is_typed_and_every_page_still_reads_afterwards()
    {
        var (forms, pages) = await FormsAsync();
        List<string> faults = [];
        var (fields, rows, sent) = (0, 0, 0);
        foreach (var group in forms.GroupBy(f => f.By))
        {
            var visitor = await demo.ComeAsync(group.Key);
            foreach (var form in group.OrderBy(EndsSomething))
            {
                var asked = form.Fields.Where(f => !TableRows.IsLater(f.Name, form.Fields.Count)).ToList();
                // Of what hurts, each field is sent a part, another on each engine.
                var tries = asked.SelectMany((f, n) => TestRun.Drawn(Hostile.For(f.Type), OneIn, n + (PlatformHost.OnPostgres ? 1 : 0))
                    .Select(v => (f.Name, Value: v)));
                if (asked.FirstOrDefault(f => f.Type == "textarea") is { Name: { } area }) tries =
                    tries.Append((area, Hostile.LongerThanAny));
                (fields, rows) = (fields + asked.Count, rows + form.Fields.Count - asked.Count);
                foreach (var (name, value) in tries)
                {
                    using var answer = await visitor.Client.PostAsync(form.Action,
                        new FormUrlEncodedContent(form.With(name, value)), Cancel);
                    sent++;
                    // Nobody known may write twenty times in ten minutes.
                    if (form.By.Length == 0) demo.Host.Clock.Now += TimeSpan.FromSeconds(31);
                    if ((int)answer.StatusCode >= 500) faults.Add(
                        $"{(int)answer.StatusCode} {form.By} {form.Action} {name} = {Show(value)}");
                    if (answer.Headers.Location?.ToString().StartsWith("/accedi", StringComparison.Ordinal) == true
                        && form.By.Length > 0) visitor = await demo.ComeAsync(form.By);
                }
            }
        }
        var read = 0;
        foreach (var name in new[] { "", "anna.ferri" })
        {
            var walk = new Walk { OfEachRoute = 3 };
            await walk.GoAsync(await demo.ComeAsync(name), ["/", "/percorsi", "/area-personale", "/osservatorio", "/registro"]);
            faults.AddRange(walk.Steps.Where(s => (int)s.Status >= 500).Select(s => $"afterwards {name}: {(int)s.Status} {s.Url}"));
            read += walk.Steps.Count;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{forms.Count} forms on {pages} pages, {fields} fields ({rows} in later rows of tables), {sent} sendings; {read} pages read afterwards.");
        if (faults.Count > 0) Assert.Fail($"{faults.Count} faults:\n" + string.Join("\n", faults.Distinct().Take(80)));
        Assert.True(forms.Count >= 125 && fields >= 700, $"only {forms.Count} forms with {fields} fields were found");
    }

    [Fact]
    public async Task No_address_falls_whatever_it_asks()
    {
        var addresses = Addresses(await Afternoon.OfAsync(""), await Afternoon.OfAsync("anna.ferri"));
        List<string> faults = [];
        var (asked, turn) = (0, PlatformHost.OnPostgres ? 1 : 0);
        foreach (var (name, by) in new[] { ("", 0), ("anna.ferri", 1) })
        {
            var visitor = await demo.ComeAsync(name);
            foreach (var (path, key) in addresses)
                foreach (var value in TestRun.Drawn(new[] { "%00", "%02x", "0001-01-01", "99999999999999999999", "-1",
                    new string('x', 5000), "%27%20OR%201=1", "%7B0%7D", "/%09/evil", "//evil" }, OneIn, turn++))
                {
                    using var answer = await visitor.GetAsync($"{path}?{key}={value}");
                    asked++;
                    if ((int)answer.StatusCode >= 500) faults.Add($"{(int)answer.StatusCode} {path}?{key}={Show(value)}");
                    if (answer.Headers.Location is { } to && !to.ToString()
                        .StartsWith('/')) faults.Add($"leads away: {path}?{key}={Show(value)}: {to}");
                }
            // A null character in a path is refused by the server itself, before the product.
            foreach (var url in new[] { "/percorsi/%02", "/filo/%02", "/voce/%02", "/stanza/%02",
                "/percorsi/laboratorio-welfare/contributi/%02", "/lingua/%02", "/invito/%02" })
                if ((int)(await visitor.GetAsync(url)).StatusCode is var status and >= 500) faults.Add($"{status} {url}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{addresses.Count} parameters of addresses, asked {asked} times.");
        if (faults.Count > 0) Assert.Fail($"{faults.Count} faults:\n" + string.Join("\n", faults.Distinct().Take(80)));
        Assert.True(addresses.Count >= 60, $"only {addresses.Count} parameters were found");
    }

    [Fact]
    public async Task The_API_refuses_in_words_what_it_cannot_mean()
    {
        var client = demo.Host.Visitor().Client;
        var description = JsonNode.Parse(await client.GetStringAsync("/api/v1/openapi.json", Cancel))!;
        List<string> faults = [];
        var (parameters, members) = (0, 0);
        foreach (var (path, operations) in description["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject())
            {
                foreach (var parameter in operation!["parameters"]?.AsArray() ?? [])
                {
                    parameters++;
                    if (method != "get") continue;
                    foreach (var value in new[] { "%02", "0001-01-01", "99", "-1", "9999999999999999999",
                        new string('x', 3000), "'--" })
                    {
                        var inPath = (string)parameter!["in"]! == "path";
                        var url = Fill(path, inPath ? (string)parameter["name"]! : "", value)
                            + (inPath ? "" : $"?{parameter["name"]}={value}");
                        using var answer = await client.GetAsync(url, Cancel);
                        if ((int)answer.StatusCode >= 500) faults.Add($"{(int)answer.StatusCode} {Show(url)}");
                        else if ((int)answer.StatusCode >= 400
                            && answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
                            && path.StartsWith("/api", StringComparison.Ordinal)) faults.Add($"no problem details: {Show(url)}");
                    }
                }
                if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema) continue;
                foreach (var (name, kind) in Members(description, schema))
                {
                    members++;
                    foreach (var value in new[] { "99", "-1", "\"99\"", "null", "[]", "{}", "\"\\u0000\"", "\"a\\u0002b\"", "\"\\ud800\"",
                        "\"0001-01-01\"", $"\"{new string('x', 9000)}\"", "1e400", "true" })
                        faults.AddRange(await PostAsync(client, Fill(path, "", ""), name, kind, value));
                }
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{parameters} parameters and {members} members of the API.");
        if (faults.Count > 0) Assert.Fail($"{faults.Count} faults:\n" + string.Join("\n", faults.Distinct().Take(80)));
        Assert.True(parameters >= 36 && members >= 9, $"only {parameters} parameters and {members} members were found");
    }

    [Theory]
    [InlineData("""{"text":"Numero.","consent":true,"kind":99}""", "kind"), InlineData("""{"text":"Numero.","consent":true,"kind":1}""", "kind")]
    [InlineData("""{"text":"Numero.","consent":true,"channel":1}""", "channel"), InlineData("""{"text":"Nullo \u0000.","consent":true}""", "text")]
    [InlineData("""{"text":"Tema.","consent":true,"theme":"luna"}""", "Theme"), InlineData("""{"text":"Zona.","consent":true,"area":"luna"}""", "Area")]
    [InlineData("""{"text":"Lingua.","consent":true,"language":"klingon"}""", "language")]
    public async Task What_is_no_value_of_the_town_is_refused_and_the_field_is_named(string body, string field)
    {
        using var answer = await demo.Host.Visitor().Client.PostAsync("/api/v1/processes/laboratorio-welfare/contributions",
            new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal((422, field), ((int)answer.StatusCode, (string?)problem["field"]));
    }

    private async Task<IEnumerable<string>> PostAsync(HttpClient client, string url, string name, string kind, string value)
    {
        demo.Host.Clock.Now += TimeSpan.FromSeconds(31);
        var body = name == "text" ? $$"""{"consent":true,"text":{{value}}}""" : name == "consent" ? $$"""{"text":"Prova.","consent":{{value}}}""" : $$"""{"text":"Prova.","consent":true,"{{name}}":{{value}}}""";
        using var answer = await client.PostAsync(url, new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        var status = (int)answer.StatusCode;
        if (status >= 500) return [$"{status} POST {url} {name} = {Show(value)}"];
        return status < 400 && (kind == "enum" && value is "99" or "-1" or "\"99\"" or "1e400" || value == "\"\\u0000\"")
            ? [$"taken: POST {url} {name} = {Show(value)}"] : [];
    }

    private static IEnumerable<(string Name, string Kind)> Members(JsonNode description, JsonNode schema)
    {
        var shape = Resolve(description, schema);
        foreach (var (name, member) in shape["properties"]!.AsObject())
            yield return (name, Options(description, member!).Any(o => o["enum"] is not null) ? "enum" : "other");
    }

    private static IEnumerable<JsonNode> Options(JsonNode description, JsonNode member) =>
        (member["oneOf"]?.AsArray() ?? []).Select(o => Resolve(description, o!)).Append(Resolve(description, member));

    private static JsonNode Resolve(JsonNode description, JsonNode schema) =>
        (string?)schema["$ref"] is { } name ? description["components"]!["schemas"]![name.Split('/')[^1]]! : schema;

    private static string Fill(string path, string parameter, string value) =>
        (parameter.Length > 0 ? path.Replace($"{{{parameter}}}", value, StringComparison.Ordinal) : path)
            .Replace("{slug}", "laboratorio-welfare", StringComparison.Ordinal).Replace("{code}", "LWF-C0001", StringComparison.Ordinal)
                .Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal);

    // A form of each kind, as the first of the cast who comes to it finds it.
    private async Task<(List<PostedForm> Forms, int Pages)> FormsAsync()
    {
        Dictionary<string, PostedForm> forms = [];
        var pages = 0;
        foreach (var name in Cast)
        {
            var visitor = await demo.ComeAsync(name);
            var routes = (await Afternoon.OfAsync(name)).Where(s => s.Status == HttpStatusCode.OK && s.ContentType == "text/html")
                .GroupBy(s => s.Route).SelectMany(g => g.Take(2));
            foreach (var step in routes)
            {
                using var page = await Visitor.ParseAsync(await visitor.GetAsync(step.Url));
                pages++;
                foreach (var form in PostedForm.On(page, step.Url, name)) forms.TryAdd(form.Kind, form);
            }
        }
        return ([.. forms.Values], pages);
    }

    // The parameters that links and filters carry, and those that a page's code reads.
    private static List<(string Path, string Key)> Addresses(params IReadOnlyList<Step>[] walks) =>
        [.. walks.SelectMany(w => w).Where(s => s.ContentType == "text/html" && s.Status == HttpStatusCode.OK).GroupBy(s => s.Route)
            .SelectMany(g => ParametersOf(g.Key, g.Select(s => s.Url)).Select(k => (g.First().Url.Split('?')[0], k)))
            .Append(("/lingua/en", "ritorno")).Append(("/accedi", "ritorno")).Append(("/cerca", "q")).Distinct()];

    private static IEnumerable<string> ParametersOf(string route, IEnumerable<string> urls) =>
        urls.Where(u => u.Contains('?', StringComparison.Ordinal)).SelectMany(u => u.Split('?')[1].Split('&').Select(p => p.Split('=')[0]))
            .Append("dopo").Append(route.Length > 0 ? "q" : "").Distinct();

    private static int EndsSomething(PostedForm form) => form.Action.StartsWith("/esci", StringComparison.Ordinal) ? 2
        : form.Page.EndsWith("/ruoli", StringComparison.Ordinal)
        || form.Page.StartsWith("/amministrazione", StringComparison.Ordinal) ? 1 : 0;

    private static string Show(string value) =>
        (value.Length > 60 ? value[..60] + "…" : value).Replace("\0", "\\0", StringComparison.Ordinal);
}
