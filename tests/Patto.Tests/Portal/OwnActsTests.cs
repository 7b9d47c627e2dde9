using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Portal;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Portal;

/// <summary>*Le mie voci*: by a link that is mailed, or by account; nobody sees another's.</summary>
public sealed class OwnActsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<List<Letter>> LettersAsync(string address) => _host.InDb(db => db.Set<Letter>().AsNoTracking()
        .Where(l => l.Address == address && l.Subject == "Le tue voci").OrderBy(l => l.Created).ToListAsync(Cancel));

    private Task ConfirmAsync(string address) => _host.Act(null, null, async write =>
    {
        foreach (var person in await write.Db.Set<Person>().Where(p => p.Address == address).ToListAsync(Cancel)) person.Confirm(write.Now);
        return 0;
    });

    [Fact]
    public async Task By_a_link_that_lasts_an_hour_one_sees_what_one_did_and_what_changed_and_by_account_one_joins_it()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var voice = await _host.VoiceAsync(town, process, "Serve un pulmino il giovedì.", "anna@esempio.it");
        await _host.VoiceAsync(town, process, "Una voce di un altro.", "bruno@esempio.it");
        var anna = _host.Visitor();

        // The same answer for an address that nobody confirmed, one that nobody knows, and one that is known.
        List<string> answers = [];
        foreach (var (address, letters) in new[] { ("anna@esempio.it", 0), ("nessuno@esempio.it", 0), ("Anna@esempio.it", 1) })
        {
            if (letters == 1) await ConfirmAsync("anna@esempio.it");
            var answer = await anna.PostAsync(OwnDoor.Page, new() { ["Email"] = address });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            answers.Add((await anna.ReadAsync(answer.Headers.Location!.ToString())).QuerySelector("main")!.TextContent);
            Assert.Equal(letters, (await LettersAsync(address.ToLowerInvariant())).Count);
        }
        Assert.Single(answers.Distinct());
        var link = new Uri(_host.LinkOf((await LettersAsync("anna@esempio.it"))[0])).AbsolutePath;
        var stored = (await LettersAsync("anna@esempio.it"))[0];
        Assert.DoesNotContain(link[(link.LastIndexOf('/') + 1)..], stored.LinkUrl + stored.Body, StringComparison.Ordinal);

        var answered = await anna.GetAsync(link);
        Assert.True(answered.Headers.CacheControl!.NoStore);
        var page = (await anna.ReadAsync(link)).QuerySelector("main")!;
        Assert.Contains("Serve un pulmino", page.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Una voce di un altro", page.TextContent, StringComparison.Ordinal);
        Assert.Contains("In attesa", page.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(link, [], "#letto")).StatusCode);
        Assert.Null((await anna.ReadAsync(link)).QuerySelector("#novita"));
        _host.Clock.Now += TimeSpan.FromMinutes(5);
        await _host.ProposalAsync(town, process, voice);
        page = (await anna.ReadAsync(link)).QuerySelector("main")!;
        Assert.Contains("In una proposta", page.QuerySelector("section[aria-labelledby=novita]")!.TextContent, StringComparison.Ordinal);

        // Its own account finds nothing, is offered what the confirmed address left, and takes it on when it says so.
        var account = await _host.AccountAsync("Anna Rossi", town, Role.Secretariat);
        await _host.Act(null, null, async write =>
        {
            foreach (var person in await write.Db.Set<Person>().Where(p => p.Address == "anna@esempio.it").ToListAsync(Cancel))
            {
                person.Correct(Channel.Email, account.Email!);
                person.Confirm(write.Now);
            }
            return 0;
        });
        var signedIn = await _host.SignedInAsync(account);
        Assert.DoesNotContain("pulmino", (await signedIn.ReadAsync(OwnDoor.Page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await signedIn.PostAsync(OwnDoor.Page, [], "#unisci-modulo")).StatusCode);
        var own = await signedIn.ReadAsync(OwnDoor.Page);
        Assert.Contains("pulmino", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(own.QuerySelector("#unisci-modulo"));
        // A link that is not ours asks for another one, and shows nothing.
        var wrong = await _host.Visitor().ReadAsync($"{OwnDoor.Page}/CfDJ8niente");
        Assert.Contains("non vale più", wrong.Body!.TextContent, StringComparison.Ordinal);
    }
}
