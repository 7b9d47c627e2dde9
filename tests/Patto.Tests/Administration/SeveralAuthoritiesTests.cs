using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Administration;

namespace Patto.Tests.Administration;

/// <summary>Several public bodies on one installation: each is found at its own address, and none gets lost when another comes.</summary>
public sealed class SeveralAuthoritiesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new() { Settings = { ["new-authority"] = "on" } };
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<Authority> FoundAsync(string name, params string[] hosts) => _host.Act(null, null, write =>
    {
        var authority = Authority.Found(name, $"{name} Partecipa", hosts);
        write.Db.Add(authority);
        return Task.FromResult(authority);
    });

    private async Task<string?> AtAsync(string host) =>
        await _host.Visitor(host).GetAsync("/") is { StatusCode: HttpStatusCode.OK } answer
            ? (await Tests.Visitor.ParseAsync(answer)).Title!.Split(" - ")[^1] : null;

    [Fact]
    public async Task The_one_without_an_address_answers_where_nobody_else_does()
    {
        await FoundAsync("Comune di Fontelieta");
        await FoundAsync("Unione della Valle", "valle.example");
        Assert.Equal("Comune di Fontelieta Partecipa", await AtAsync("partecipa.fontelieta.example"));
        Assert.Equal("Unione della Valle Partecipa", await AtAsync("valle.example"));
        await FoundAsync("Comune di Mezzo");
        Assert.Null(await AtAsync("partecipa.fontelieta.example"));
        Assert.Equal("Unione della Valle Partecipa", await AtAsync("VALLE.example"));
    }

    [Fact]
    public async Task Another_body_is_founded_with_an_address_that_leads_to_it_and_to_nobody_else()
    {
        await FoundAsync("Comune di Fontelieta");
        await FoundAsync("Unione della Valle", "valle.example");
        var visitor = _host.Visitor();
        var start = _host.Services.GetRequiredService<FirstStart>().Path;
        var form = new Dictionary<string, string>
        {
            ["AuthorityName"] = "Comune di Mezzo",
            ["SiteName"] = "Mezzo Partecipa",
            ["Name"] = "Ugo Neri",
            ["Email"] = "ugo@mezzo.example",
            ["Password"] = PlatformHost.Password,
        };
        await RefusedAsync(visitor, start, new(form) { ["Hosts"] = "" }, "anche Comune di Fontelieta non ne ha uno suo");
        await RefusedAsync(visitor, start, new(form) { ["Hosts"] = "valle.example" }, "porta già a Unione della Valle");
        await RefusedAsync(visitor, start, new(form) { ["Hosts"] = "localhost" }, "porta già a Comune di Fontelieta");
        await RefusedAsync(visitor, start, new(form) { ["Hosts"] = "https://mezzo.example/" }, "non è un indirizzo di sito");
        Assert.Equal(2, await _host.InDb(db => db.Set<Authority>().CountAsync(Cancel)));

        var made = await visitor.PostAsync(start, new(form) { ["Hosts"] = "mezzo.example" });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Equal("http://mezzo.example/accedi", (await Tests.Visitor.ParseAsync(made))
            .QuerySelector("main a[href*='mezzo.example']")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(start)).StatusCode);
        Assert.Equal("Mezzo Partecipa", await AtAsync("mezzo.example"));
        Assert.Equal("Comune di Fontelieta Partecipa", await AtAsync("localhost"));
        var signedIn = await _host.Visitor("mezzo.example")
            .PostAsync("/accedi", new() { ["Email"] = "ugo@mezzo.example", ["Password"] = PlatformHost.Password });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
    }

    private static async Task RefusedAsync(Visitor visitor, string url, Dictionary<string, string> form, string because)
    {
        var answer = await visitor.PostAsync(url, form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Tests.Visitor.ParseAsync(answer);
        Assert.Contains(because, page.QuerySelector("#Hosts-err")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(form["Hosts"], page.QuerySelector("[name=Hosts]")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task An_address_of_another_body_is_refused_in_the_settings()
    {
        var town = await _host.AuthorityAsync();
        await FoundAsync("Unione della Valle");
        var administrator = await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await administrator.PostAsync("/amministrazione/ente", new() { ["Input.Hosts"] = "" })).StatusCode);
        await FoundAsync("Comune di Mezzo", "mezzo.example");
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await administrator.PostAsync("/amministrazione/ente", new() { ["Input.Hosts"] = "localhost\nmezzo.example" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await administrator.PostAsync("/amministrazione/ente",
            new() { ["Input.Hosts"] = "localhost\nfontelieta.example" })).StatusCode);
    }
}
