using System.Net;
using Patto.Grants;
using Patto.Modules.Administration.Contracts;
using Patto.Web;

namespace Patto.Tests.Administration;

/// <summary>Whose word is taken for where people come from, and the language of the site: set on pages.</summary>
public sealed class InstallationTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Page = AdministrationUrls.Installation, Proxy = "10.20.0.5", Anna = "203.0.113.7", Bruno = "203.0.113.8";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<Visitor> AdministratorAsync() =>
        await _host.SignedInAsync(await _host.AccountAsync("Ada Verdi", await _host.AuthorityAsync(), Role.Administrator));

    // Somebody behind a proxy on another machine types a wrong room code.
    private async Task<HttpStatusCode> GuessAsync(string citizen)
    {
        var visitor = _host.Visitor();
        visitor.Client.DefaultRequestHeaders.Add("X-Test-From", Proxy);
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", citizen);
        return (await visitor.PostAsync("/stanza", new() { ["Typed"] = "ZZZZ99" })).StatusCode;
    }

    private async Task<HttpStatusCode> GuessUntilRefusedAsync(string citizen)
    {
        var last = HttpStatusCode.OK;
        for (var n = 0; n <= Limit.Guesses.Times; n++) last = await GuessAsync(citizen);
        return last;
    }

    [Fact]
    public async Task Two_citizens_behind_a_proxy_on_another_machine_have_two_limits_once_it_is_trusted()
    {
        var ada = await AdministratorAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessUntilRefusedAsync(Anna));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(Bruno));
        Assert.Equal(HttpStatusCode.Redirect, (await ada.PostAsync(Page, new() { ["Proxies"] = "192.0.2.1\n10.20.0.9/24" })).StatusCode);
        Assert.Equal("192.0.2.1\n10.20.0.0/24", (await ada.ReadAsync(Page)).QuerySelector("textarea")!.TextContent.Trim());
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await GuessAsync(Bruno));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessUntilRefusedAsync(Anna));
        // What the citizen writes in front of what the proxy adds is nobody's word.
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync($"198.51.100.66, {Anna}"));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await GuessAsync(Bruno));
    }

    [Fact]
    public async Task A_proxy_named_at_the_start_is_trusted_too()
    {
        await using var host = new PlatformHost
        {
            Settings = { ["PATTO_PROXIES"] = $"{Proxy}, 2001:db8::/32" },
        };
        await host.AuthorityAsync();
        using var client = host.CreateClient();
        // Who is trusted may say that the request came by HTTPS: then the cookies of the sign-in page go by HTTPS only.
        foreach (var (from, trusted) in new[] { (Proxy, true), ("2001:db8::7", true), ("198.51.100.77", false) })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, "/accedi");
            asked.Headers.Add("X-Test-From", from);
            asked.Headers.Add("X-Forwarded-Proto", "https");
            using var answer = await client.SendAsync(asked, Cancel);
            Assert.All(answer.Headers.GetValues("Set-Cookie"),
                cookie => Assert.Equal(trusted, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
        }
        await using var wrong = new PlatformHost { Settings = { ["PATTO_PROXIES"] = "il mio proxy" } };
        Assert.Contains("PATTO_PROXIES", Assert.Throws<InvalidOperationException>(() => wrong.Server).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0/0"), InlineData("::/0"), InlineData("10.0.0.0/4"), InlineData("nginx"), InlineData("10.0.0.1/33"),
        InlineData("10.0.0.1/a")]
    public async Task What_is_no_proxy_or_nearly_everybody_is_refused_and_stays_in_the_field(string typed)
    {
        var ada = await AdministratorAsync();
        var answer = await ada.PostAsync(Page, new() { ["Proxies"] = typed });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Equal(typed, page.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Contains($"«{typed}»", page.QuerySelector(".invalid-feedback, [id$=errore], .form-feedback")?.TextContent
            ?? page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_several_public_bodies_share_the_installation_none_decides_for_the_others()
    {
        var ada = await AdministratorAsync();
        var page = await ada.ReadAsync(Page);
        await _host.AuthorityAsync("Comune di Valdoro", "valdoro.example");
        var shared = await ada.ReadAsync(Page);
        Assert.Null(shared.QuerySelector("textarea"));
        var form = page.Forms.OfType<AngleSharp.Html.Dom.IHtmlFormElement>().Single(f => f.QuerySelector("textarea") is not null);
        var answer = await ada.Client.PostAsync(Page, new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => f.Key != "Proxies").Append(new("Proxies", Proxy))), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_says_from_where_its_own_request_came_and_what_is_not_believed()
    {
        var ada = await AdministratorAsync();
        ada.Client.DefaultRequestHeaders.Add("X-Test-From", Proxy);
        ada.Client.DefaultRequestHeaders.Add("X-Forwarded-For", Anna);
        var before = (await ada.ReadAsync(Page)).QuerySelector("dl")!.TextContent;
        Assert.Contains(Proxy, before, StringComparison.Ordinal);
        Assert.Contains("non creduto", before, StringComparison.Ordinal);
        await ada.PostAsync(Page, new() { ["Proxies"] = Proxy });
        var after = (await ada.ReadAsync(Page)).QuerySelector("dl")!.TextContent;
        Assert.Contains(Anna, after, StringComparison.Ordinal);
        Assert.DoesNotContain("non creduto", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_town_chooses_the_language_of_its_site_and_everybody_may_choose_another()
    {
        var ada = await AdministratorAsync();
        async Task<string?> SpokenAsync(Visitor visitor) => (await visitor.ReadAsync("/")).DocumentElement.GetAttribute("lang");
        Assert.Equal("it", await SpokenAsync(_host.Visitor()));
        await ada.PostAsync("/amministrazione/ente", new() { ["Input.Language"] = "en" });
        Assert.Equal("en", await SpokenAsync(_host.Visitor()));
        var anna = _host.Visitor();
        await anna.GetAsync("/lingua/it");
        Assert.Equal("it", await SpokenAsync(anna));
    }
}
