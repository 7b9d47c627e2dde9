using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Web;

namespace Patto.Tests.Administration;

/// <summary>Somebody cannot get in any more, and whoever runs the server prints a link.</summary>
public sealed class RescueTests : IAsyncDisposable
{
    private const string Confirmations = "/amministrazione/conferme", Fresh = "una barca a remi gialla";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    private readonly StringWriter _console = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_administrator_who_lost_the_password_gets_in_again_with_the_role_there_was_and_no_other()
    {
        var town = await _host.AuthorityAsync();
        var lorenzo = await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator);
        var rita = await _host.AccountAsync("Rita Bonora", town, Role.Guarantor);
        var before = await _host.InDb(db => db.Set<RoleGrant>().CountAsync(Cancel));
        Assert.Equal(0, await RescueAtTheMachine.RunAsync(_host.Services, $" {lorenzo.Email!.ToUpperInvariant()} ", _console));

        var site = _host.Services.GetRequiredService<Sites>().Of(town);
        var link = new Uri(_console.ToString().Split('\n')
            .Single(l => l.StartsWith(site + "/password/", StringComparison.Ordinal)));
        Task<HttpResponseMessage> ChooseAsync() => _host.Visitor().PostAsync(link.PathAndQuery, new() { ["Password"] = Fresh });
        Assert.Equal(HttpStatusCode.Redirect, (await ChooseAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ChooseAsync()).StatusCode); // once
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().PostAsync("/accedi",
            new() { ["Email"] = lorenzo.Email!, ["Password"] = Fresh })).StatusCode);
        Assert.NotEqual(HttpStatusCode.Redirect, (await _host.Visitor().PostAsync("/accedi",
            new() { ["Email"] = lorenzo.Email!, ["Password"] = PlatformHost.Password })).StatusCode);
        Assert.Equal(before, await _host.InDb(db => db.Set<RoleGrant>().CountAsync(Cancel)));

        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Address == lorenzo.Email, Cancel));
        Assert.Contains("avvisa subito chi amministra il sito", _host.TextOf(letter), StringComparison.Ordinal);
        Assert.DoesNotContain("prova=", _host.TextOf(letter), StringComparison.Ordinal);
        var row = await _host.InDb(db => db.Set<AuditRow>().AsNoTracking().SingleAsync(r => r.Kind == nameof(SignInRestored), Cancel));
        Assert.Equal((town.Id.Value, null as Guid?), (row.Authority, row.Actor));
        var seen = (await (await _host.SignedInAsync(rita)).ReadAsync(Confirmations)).QuerySelector("#ridati")!.ParentElement!.TextContent;
        Assert.Contains("Lorenzo Bassi", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_let_in_who_had_no_account_or_whose_account_is_suspended()
    {
        var town = await _host.AuthorityAsync();
        var anna = await _host.AccountAsync("Anna Ferri", town, Role.Officer);
        await _host.InDb(db => db.Users.Where(a => a.Id == anna.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.Disabled, _host.Clock.Now), Cancel));
        var rows = await _host.InDb(db => db.Set<AuditRow>().CountAsync(Cancel));
        Assert.Equal(1, await RescueAtTheMachine.RunAsync(_host.Services, "nessuno@comune.example", _console));
        Assert.Contains("Nessuno accede con l'indirizzo nessuno@comune.example", _console.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RescueAtTheMachine.RunAsync(_host.Services, anna.Email, _console));
        Assert.Contains("è sospeso", _console.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await RescueAtTheMachine.RunAsync(_host.Services, "", _console));
        Assert.Contains("Manca l'indirizzo", _console.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/password/", _console.ToString(), StringComparison.Ordinal);
        Assert.Equal(rows, await _host.InDb(db => db.Set<AuditRow>().CountAsync(Cancel)));
        Assert.Empty(await _host.InDb(db => db.Set<Letter>().ToListAsync(Cancel)));
    }
}
