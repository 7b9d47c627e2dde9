using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Grants;
using Patto.Mail;
using Patto.People;

namespace Patto.Tests.Web;

/// <summary>What watches an installation reads it by a client of its own, and a restart loses nothing that was sealed.</summary>
public sealed class WatchingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Health(string Version, string Database, string Writes, string Engine, int LettersWaiting, int LettersGivenUp,
        string Printing);

    [Fact]
    public async Task A_probe_reads_how_the_installation_is()
    {
        await using var host = new PlatformHost();
        var town = await host.AuthorityAsync();
        await host.Act(town, null, write =>
        {
            write.Get<Outbox>().Post(Recipient.Email("a@esempio.it"), new("Ciao", "Testo."));
            return Task.FromResult(0);
        });
        using var probe = host.CreateClient();
        var health = (await probe.GetFromJsonAsync<Health>("/status", Cancel))!;
        Assert.Equal(("ok", "ok", PlatformHost.OnPostgres ? "PostgreSQL" : "SQLite", 1, 0), (health.Database, health.Writes, health.Engine,
            health.LettersWaiting, health.LettersGivenUp));
        Assert.Equal("manca Chromium: niente PDF", health.Printing);
        Assert.Matches(@"^\d+\.\d+\.\d+", health.Version);
    }

    [Fact]
    public async Task What_was_sealed_opens_after_a_restart_and_who_was_signed_in_stays_so()
    {
        await using var first = new PlatformHost { Keeps = true };
        var town = await first.AuthorityAsync();
        var ada = await first.SignedInAsync(await first.AccountAsync("Ada Verdi", town, Role.Administrator));
        // The cookie as the browser keeps it.
        using var asked = await first.Visitor().PostAsync("/accedi", new()
        {
            ["Email"] = (await first.AccountAsync("Bea Neri", town, Role.Administrator)).Email!,
            ["Password"] = PlatformHost.Password,
        });
        var cookie = asked.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("accesso=", StringComparison.Ordinal)).Split(';')[0];
        var sealedText = Protector(first).Protect("un segreto");
        var keys = await first.InDb(db => db.Set<DataProtectionKey>().CountAsync(Cancel));
        Assert.Equal(PlatformHost.OnPostgres, keys > 0);
        Assert.Equal(!PlatformHost.OnPostgres, Directory.Exists(Path.Combine(first.Folder, "keys"))
            && Directory.EnumerateFiles(Path.Combine(first.Folder, "keys")).Any());
        await first.DisposeAsync();
        await using var second = new PlatformHost(first);
        Assert.Equal("un segreto", Protector(second).Unprotect(sealedText));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/amministrazione/persone");
        again.Headers.Add("Cookie", cookie);
        using var client = second.CreateClient(new() { HandleCookies = false, AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(again, Cancel)).StatusCode);
    }

    private static IDataProtector Protector(PlatformHost host) =>
        host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("tests");
}
