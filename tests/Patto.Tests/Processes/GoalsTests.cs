using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

/// <summary>What a process is for and what is to come out of it.</summary>
public sealed class GoalsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task Goals_and_expected_results_are_written_read_by_anybody_and_stay_once_it_is_concluded()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", town, Role.Officer));
        var url = ProcessUrls.Edit(process.Slug, "traguardi");
        Assert.Equal(HttpStatusCode.Redirect, (await paola.PostAsync(url, new()
        {
            ["Goals"] = "Far incontrare chi non si conosce",
            ["Results"] = "Un regolamento\nUn accordo con i negozi"
        }, "#parte")).StatusCode);
        var home = await TextOf(await _host.Visitor().GetAsync(ProcessUrls.Show(process.Slug)));
        foreach (var words in new[] { "A che cosa serve", "Far incontrare chi non si conosce", "Che cosa deve uscirne",
            "Un accordo con i negozi" }) Assert.Contains(words, home, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().GetAsync(url)).StatusCode);
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        Assert.Contains("già a confronto con quelli ottenuti", await TextOf(await paola.PostAsync(url, new() { ["Results"] = "Altro" },
            "#parte")), StringComparison.Ordinal);
    }
}
