using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Administration.Contracts;

namespace Patto.Tests.Administration;

/// <summary>A colleague at the desk cannot sign in and has no letter box at hand: an administrator prints a code.</summary>
public sealed partial class OneTimeCodeTests : IAsyncDisposable
{
    private const string Fresh = "una barca a remi gialla";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    private Authority _town = null!;
    private Account _lorenzo = null!, _anna = null!;
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<string> PrintAsync()
    {
        _town = await _host.AuthorityAsync();
        _lorenzo = await _host.AccountAsync("Lorenzo Bassi", _town, Role.Administrator);
        _anna = await _host.AccountAsync("Anna Ferri", _town, Role.Officer);
        return await PrintAgainAsync();
    }

    private async Task<string> PrintAgainAsync()
    {
        var answer = await (await _host.SignedInAsync(_lorenzo)).PostAsync(AdministrationUrls.PrintCode(_anna.Id), [], "main form");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return Code().Match(await answer.Content.ReadAsStringAsync(Cancel)).Value;
    }

    private Task<HttpResponseMessage> BringAsync(string code, string? email = null, string password = Fresh) =>
        _host.Visitor().PostAsync(AdministrationUrls.OneTimeCode,
            new() { ["Email"] = email ?? _anna.Email!, ["OneTimeCode"] = code, ["Password"] = password });

    private async Task<HttpStatusCode> SignInAsync(string password) =>
        (await _host.Visitor().PostAsync("/accedi", new() { ["Email"] = _anna.Email!, ["Password"] = password })).StatusCode;

    [Fact]
    public async Task The_printed_code_sets_a_new_password_once_and_everybody_who_must_know_is_told()
    {
        var code = await PrintAsync();
        var before = await _host.SignedInAsync(_anna);
        var roles = await _host.InDb(db => db.Set<RoleGrant>().CountAsync(Cancel));
        // As it is typed from paper: small letters, no dashes.
        Assert.Equal(HttpStatusCode.Redirect, (await BringAsync(code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(Fresh));
        Assert.NotEqual(HttpStatusCode.Redirect, await SignInAsync(PlatformHost.Password));
        Assert.Equal(HttpStatusCode.Redirect, (await before.GetAsync("/area-personale")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await BringAsync(code)).StatusCode);
        Assert.Equal(roles, await _host.InDb(db => db.Set<RoleGrant>().CountAsync(Cancel)));

        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Address == _anna.Email, Cancel));
        Assert.Contains("Lorenzo Bassi ha stampato un codice", _host.TextOf(letter), StringComparison.Ordinal);
        Assert.DoesNotContain(code, _host.TextOf(letter), StringComparison.Ordinal);
        var rows = await _host.InDb(db => db.Set<AuditRow>().AsNoTracking().Where(r => r.Kind.StartsWith("OneTimeCode"))
            .OrderBy(r => r.Seq).Select(r => new { r.Kind, r.Actor }).ToListAsync(Cancel));
        Assert.Equal([(nameof(OneTimeCodePrinted), true), (nameof(OneTimeCodeUsed), false)],
            rows.Select(r => (r.Kind, r.Actor is not null)));
        var rita = await _host.AccountAsync("Rita Bonora", _town, Role.Guarantor);
        var seen = (await (await _host.SignedInAsync(rita)).ReadAsync("/amministrazione/conferme")).QuerySelector("#ridati")!
            .ParentElement!.TextContent;
        Assert.Contains("Anna Ferri", seen, StringComparison.Ordinal);
        Assert.Contains("codice stampato da chi amministra", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_opens_nothing_after_a_day_at_another_address_changed_or_for_a_suspended_account()
    {
        var code = await PrintAsync();
        var other = await _host.AccountAsync("Piero Galli", _town, Role.Curator);
        async Task WrongAsync(Task<HttpResponseMessage> answer)
        {
            var page = await answer;
            _host.Clock.Now += TimeSpan.FromMinutes(20); // who tries in vain waits
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
            Assert.Contains("Questo codice non vale per questo indirizzo", await page.Content.ReadAsStringAsync(Cancel),
                StringComparison.Ordinal);
        }
        await WrongAsync(BringAsync(code, other.Email));
        await WrongAsync(BringAsync(code, "nessuno@comune.example"));
        await WrongAsync(BringAsync(code[..^1] + (code[^1] == 'A' ? 'B' : 'A')));
        await WrongAsync(BringAsync("€€€€"));
        // The hour stands in the code: whoever writes a later one has no proof for it.
        await WrongAsync(BringAsync((code[3] == 'Z' ? code[..3] + "0" : code[..3] + "Z") + code[4..]));
        var weak = await BringAsync(code, password: "123456789012");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        await SuspendAsync(_host.Clock.Now);
        await WrongAsync(BringAsync(code));
        await SuspendAsync(null);
        _host.Clock.Now += TimeSpan.FromHours(25);
        await WrongAsync(BringAsync(code));
        Assert.Equal(HttpStatusCode.Redirect, (await BringAsync(await PrintAgainAsync())).StatusCode);

        Task<int> SuspendAsync(DateTimeOffset? since) => _host.InDb(db => db.Users.Where(a => a.Id == _anna.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, since), Cancel));
    }

    [Fact]
    public async Task A_code_printed_for_an_officer_does_not_open_the_guarantor_that_the_officer_became()
    {
        var code = await PrintAsync();
        await _host.Act(_town, null, write =>
        {
            write.Db.Add(RoleGrant.Give(_anna.Id, Role.Guarantor, _town.Id, Subject.Of("authority", _town.Id), write.Now, null));
            return Task.FromResult(0);
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await BringAsync(code)).StatusCode);
    }

    [Theory]
    [InlineData(Role.Administrator, "solo chi gestisce il server")]
    [InlineData(Role.Guarantor, "solo chi gestisce il server")]
    public async Task Nobody_prints_a_code_for_a_role_that_it_takes_two_to_give(Role role, string why)
    {
        _town = await _host.AuthorityAsync();
        _lorenzo = await _host.AccountAsync("Lorenzo Bassi", _town, Role.Administrator);
        var above = await _host.AccountAsync("Rita Bonora", _town, role);
        var administrator = await _host.SignedInAsync(_lorenzo);
        Assert.Contains(why, (await administrator.ReadAsync(AdministrationUrls.PrintCode(above.Id))).Body!.TextContent,
            StringComparison.Ordinal);
        foreach (var account in new[] { above.Id, _lorenzo.Id })
        {
            var answer = await SendAsync(administrator, account);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.DoesNotMatch(Code(), await answer.Content.ReadAsStringAsync(Cancel));
        }
        Assert.Equal(HttpStatusCode.NotFound,
            (await SendAsync(administrator, Guid.NewGuid())).StatusCode);
        Assert.Empty(await _host.InDb(db => db.Set<Letter>().ToListAsync(Cancel)));
    }

    [Theory, InlineData(Role.Officer), InlineData(Role.Curator), InlineData(Role.Secretariat), InlineData(Role.Guarantor),
        InlineData(Role.DecisionMaker)]
    public async Task Only_an_administrator_prints_codes(Role role)
    {
        await PrintAsync();
        var other = await _host.SignedInAsync(await _host.AccountAsync("Piero Galli", _town, role));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(AdministrationUrls.PrintCode(_anna.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(other, _anna.Id)).StatusCode);
    }

    // Without the button that the page does not show.
    private static async Task<HttpResponseMessage> SendAsync(Visitor visitor, Guid account)
    {
        var token = (await visitor.ReadAsync("/esci")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await visitor.Client.PostAsync(AdministrationUrls.PrintCode(account),
            new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
    }

    [GeneratedRegex("[0-9A-Z]{4}(-[0-9A-Z]{4}){4}")] private static partial Regex Code();
}
