using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Contributions;
using Patto.Modules.Processes;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>A second click registers once, and nobody gets what somebody else was answered.</summary>
public sealed class OnceTests : IAsyncDisposable
{
    private const string Key = "Idempotency-Key";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_same_key_in_another_process_is_another_voice()
    {
        var town = await _host.AuthorityAsync();
        var first = await _host.ProcessAsync(town, published: true, starts: new DateOnly(2026, 1, 7));
        var second = await _host.ProcessAsync(town, published: true, starts: new DateOnly(2026, 1, 7));
        var (one, other) = (await WriteAsync(first, "Una voce."), await WriteAsync(second, "Una voce."));
        Assert.NotEqual(await SecretAsync(one), await SecretAsync(other));
        Assert.Equal(2, await _host.InDb(db => db.Set<Contribution>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_same_key_with_other_words_is_refused_and_tells_no_secret()
    {
        var process = await _host.ProcessAsync(await _host.AuthorityAsync(), published: true, starts: new DateOnly(2026, 1, 7));
        var secret = await SecretAsync(await WriteAsync(process, "Una voce."));
        Assert.Equal(secret, await SecretAsync(await WriteAsync(process, "Una voce.")));
        var refused = await WriteAsync(process, "Altre parole.");
        var told = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "application/problem+json"),
            (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType));
        Assert.Contains("once.other-body", told, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_goes_back_and_sends_other_words_is_told_and_sends_them_with_one_more_click()
    {
        var process = await _host.ProcessAsync(await _host.AuthorityAsync(), published: true, starts: new DateOnly(2026, 1, 7));
        var (visitor, url) = (_host.Visitor(), $"/percorsi/{process.Slug}/contributi/nuovo");
        var page = await visitor.ReadAsync(url);
        string Field(AngleSharp.Html.Dom.IHtmlDocument of, string name) =>
            of.QuerySelector($"form.form input[name={name}], form input[name={name}]")!.GetAttribute("value")!;
        Dictionary<string, string> Sending(AngleSharp.Html.Dom.IHtmlDocument of, string text) =>
            new()
            {
                ["Text"] = text,
                ["Consent"] = "true",
                ["__once"] = Field(of, "__once"),
                ["__RequestVerificationToken"] = Field(of, "__RequestVerificationToken")
            };
        Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.Client.PostAsync(url, new FormUrlEncodedContent(Sending(page, "La prima.")), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.Client.PostAsync(url, new FormUrlEncodedContent(Sending(page, "La prima.")), Cancel)).StatusCode);
        var told = await visitor.Client.PostAsync(url, new FormUrlEncodedContent(Sending(page, "La seconda.")), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.StatusCode);
        var again = await Visitor.ParseAsync(told);
        Assert.Equal("La seconda.", again.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
        Assert.Contains("era già stato inviato", again.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await visitor.Client.PostAsync(url, new FormUrlEncodedContent(Sending(again, "La seconda.")), Cancel)).StatusCode);
        Assert.Equal(["La prima.", "La seconda."], await _host.InDb(db => db.Set<Contribution>().OrderBy(c => c.Number).Select(c => c.Text)
            .ToListAsync(Cancel)));
    }

    [Fact]
    public async Task The_same_key_in_two_towns_are_two_acts_and_without_a_key_nothing_remains()
    {
        var towns = new[] { await _host.AuthorityAsync("Comune di Qui", "qui.example"),
            await _host.AuthorityAsync("Comune di Là", "la.example") };
        var done = 0;
        foreach (var town in towns)
            foreach (var _ in new[] { 1, 2 })
                Assert.Equal($"/{town.Name}",
                    await RunAsync(town, new("k", "/posto?", "corpo"), () => { done++; return $"/{town.Name}"; }));
        Assert.Equal((2, 2), (done, await _host.InDb(db => db.Set<OnceResult>().CountAsync(Cancel))));
        foreach (var _ in new[] { 1, 2 }) await RunAsync(towns[0], null, () => { done++; return "/scheda"; });
        Assert.Equal((4, 2), (done, await _host.InDb(db => db.Set<OnceResult>().CountAsync(Cancel))));
    }

    private async Task<string> RunAsync(Authority town, Once? once, Func<string> act)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(town);
        return await scope.ServiceProvider.GetRequiredService<Writes>().RunOnceAsync(once, _ => Task.FromResult(act()), Cancel);
    }

    private async Task<HttpResponseMessage> WriteAsync(Process process, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/api/v1/processes/{process.Slug}/contributions")
        { Content = JsonContent.Create(new { text, consent = true }) };
        request.Headers.Add(Key, "1");
        return await _host.Visitor().Client.SendAsync(request, Cancel);
    }

    private static async Task<string> SecretAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>(Cancel))!["secret"]!.GetValue<string>();
}
