using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Patto.Caching;
using Patto.Database;
using Patto.Mail;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>What stands between the town and the street: headers, cookies, methods, encodings, letters, and the description of the
/// API.</summary>
public sealed class ProtectionTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_signing_out_going_back_shows_nothing()
    {
        var visitor = await demo.ComeAsync("anna.ferri");
        List<string> kept = [];
        var looked = 0;
        foreach (var url in (await Afternoon.OfAsync("anna.ferri")).Where(s => s.Status == HttpStatusCode.OK).GroupBy(s => s.Route)
            .Select(g => g.First().Url))
        {
            using var answer = await visitor.GetAsync(url);
            looked++;
            if (answer.Headers.CacheControl is not { NoStore: true }) kept.Add($"{url}: {answer.Headers.CacheControl}");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{looked} pages and files of one signed in.");
        Assert.True(kept.Count == 0, string.Join("\n", kept));
        Assert.True(looked > 80, $"only {looked} pages");
    }

    [Fact]
    public async Task Over_HTTPS_every_cookie_is_secure_and_the_host_asks_for_HTTPS_from_then_on()
    {
        var client = demo.Host.CreateClient(new()
        {
            AllowAutoRedirect = false,
            HandleCookies = false,
            BaseAddress = new("https://fontelieta.example")
        });
        List<string> cookies = [];
        foreach (var url in new[] { "/accedi", "/lingua/en", "/percorsi/laboratorio-welfare/contributi/nuovo", "/password" })
        {
            using var answer = await client.GetAsync(url, Cancel);
            if (answer.Headers.TryGetValues("Set-Cookie", out var set)) cookies.AddRange(set);
            Assert.Equal("max-age=15552000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        }
        var page = await client.GetAsync("/accedi", Cancel);
        var form = await Visitor.ParseAsync(page);
        using var sending = new HttpRequestMessage(HttpMethod.Post, "/accedi")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Email"] = "anna.ferri@fontelieta.example",
                ["Password"] = Demo.Fontelieta.Password,
                ["__RequestVerificationToken"] = form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!,
            }),
        };
        sending.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var signedIn = await client.SendAsync(sending, Cancel);
        cookies.AddRange(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.Contains(cookies, c => c.StartsWith("accesso=", StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.True(cookies.Select(c => c.Split('=')[0]).Distinct().Count() >= 3, string.Join("\n", cookies));
        Assert.False((await demo.Host.Visitor().GetAsync("/accedi")).Headers.Contains("Strict-Transport-Security"));
    }

    [Theory, InlineData("/"), InlineData("/api/v1/processes"), InlineData("/percorsi/laboratorio-welfare/contributi/dati.csv"),
        InlineData("/status"), InlineData("/non-c-e")]
    public async Task Every_answer_carries_the_strict_policy(string url)
    {
        using var answer = await demo.Host.Visitor().GetAsync(url);
        Assert.Equal(
            "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Contains("camera=()", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TRACE_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Trace, "/percorsi");
        using var answer = await demo.Host.Visitor().Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("br", "br"), InlineData("gzip, br", "br"), InlineData("gzip, br;q=0", "gzip"), InlineData("br;q=0", ""),
        InlineData("gzip;q=1, br;q=0.5", "gzip")]
    [InlineData("", ""), InlineData("identity", ""), InlineData("*", "br"), InlineData("*;q=0", ""), InlineData("br;q=0, *", "gzip"),
        InlineData("zstd, abrvs", "")]
    public async Task A_page_is_sent_in_an_encoding_that_was_asked_for(string accepted, string sent)
    {
        Assert.Equal(sent, Encodings.Best(accepted));
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/percorsi");
            if (accepted.Length > 0) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await demo.Host.Visitor().Client.SendAsync(request, Cancel);
            Assert.Equal(sent, string.Join(',', answer.Content.Headers.ContentEncoding));
        }
    }

    [Theory]
    [InlineData("Rossi, Mario", "\"Rossi, Mario\" <m@x.it>"),
        InlineData("Mario \"il Rosso\" Rossi", "\"Mario \\\"il Rosso\\\" Rossi\" <m@x.it>")]
    [InlineData("a\\b", "\"a\\\\b\" <m@x.it>"), InlineData("Mario\r\nBcc: z@x.it", "\"Mario Bcc: z@x.it\" <m@x.it>"),
        InlineData("", "m@x.it")]
    public void The_name_of_an_addressee_cannot_become_anything_else(string name, string header) =>
        Assert.Equal(header, LetterText.Addressee("m@x.it", name).ToString(encode: true));

    [Theory, InlineData("http://*:8080", true), InlineData("http://0.0.0.0:80", true), InlineData("http://[::]:80", true),
        InlineData("http://192.168.1.4:5000", true)]
    [InlineData("https://0.0.0.0:443", false), InlineData("http://localhost:5000", false), InlineData("http://127.0.0.1:5000", false),
        InlineData("http://[::1]:5000", false)]
    public void Who_starts_the_program_for_others_without_HTTPS_is_warned(string url, bool warned) =>
        Assert.Equal(warned, Protection.Exposed([url]).Count == 1);

    [Fact]
    public async Task A_real_site_reached_without_HTTPS_says_so_on_the_page()
    {
        await using var host = new PlatformHost { As = "Production" };
        await host.AuthorityAsync(host: "comune.example");
        async Task<string> ReadAsync(string address, string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + "/accedi");
            request.Headers.Add("X-Test-From", from);
            return await (await host.CreateClient().SendAsync(request, Cancel)).Content.ReadAsStringAsync(Cancel);
        }
        const string Warning = "Questo collegamento non è protetto";
        Assert.Contains(Warning, await ReadAsync("http://comune.example", "192.0.2.7"), StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, await ReadAsync("https://comune.example", "192.0.2.7"), StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, await ReadAsync("http://localhost", "127.0.0.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_sends_no_letter_whatever_is_configured()
    {
        foreach (var (demoOn, sends) in new[] { ("on", false), ("", true) })
        {
            await using var host = new PlatformHost { Settings = { ["Mail:Host"] = "mail.example" } };
            var settings = host.Services.GetRequiredService<IOptions<MailSettings>>().Value;
            settings.IsDemo = DemoMode.IsOn(new ConfigurationBuilder().AddInMemoryCollection([new("demo", demoOn)]).Build());
            Assert.Equal(sends, settings.IsOn);
        }
    }

    [Fact]
    public async Task Who_finds_a_weakness_learns_where_to_say_so()
    {
        await using var host = new PlatformHost
        {
            Settings = { ["Security:Contact"] = "sicurezza@comune.example",
            ["Security:Policy"] = "https://comune.example/sicurezza" }
        };
        await host.AuthorityAsync();
        var lines = (await (await host.Visitor().GetAsync("/.well-known/security.txt")).Content.ReadAsStringAsync(Cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["Contact: mailto:sicurezza@comune.example", "Expires: 2026-08-29T00:00:00Z", "Preferred-Languages: it, en",
            "Canonical: http://localhost/.well-known/security.txt",
            "Policy: https://comune.example/sicurezza"], lines);
        await using var silent = new PlatformHost();
        await silent.AuthorityAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await silent.Visitor().GetAsync("/.well-known/security.txt")).StatusCode);
    }

    [Fact]
    public async Task Every_member_and_every_parameter_of_the_API_is_described()
    {
        var description = JsonNode.Parse(await demo.Host.Visitor().Client.GetStringAsync("/api/v1/openapi.json", Cancel))!;
        List<string> silent = [];
        var (members, parameters) = (0, 0);
        foreach (var (name, schema) in description["components"]!["schemas"]!.AsObject())
            foreach (var (member, shape) in schema!["properties"]?.AsObject() ?? [])
            {
                members++;
                if ((string?)shape!["description"] is not { Length: > 8 }) silent.Add($"{name}.{member}");
            }
        foreach (var (path, operations) in description["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject())
                foreach (var parameter in operation!["parameters"]?.AsArray() ?? [])
                {
                    parameters++;
                    if ((string?)parameter!["description"] is not { Length: > 8 }) silent.Add($"{method} {path} {parameter["name"]}");
                }
        TestContext.Current.TestOutputHelper?.WriteLine($"{members} members and {parameters} parameters.");
        Assert.True(silent.Count == 0, $"{silent.Count} are not described:\n{string.Join("\n", silent)}");
        Assert.True(members >= 200 && parameters >= 36, $"only {members} members and {parameters} parameters");
    }
}
