using System.Net;
using Patto.Grants;
using Patto.Tests.Processes;

namespace Patto.Tests.Administration;

public sealed class ProcessStaffTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Who_was_invited_to_a_process_waits_in_sight_until_the_invitation_is_withdrawn()
    {
        var town = await _host.AuthorityAsync();
        var (process, other) = (await _host.ProcessAsync(town), await _host.ProcessAsync(town));
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidetti", town, Role.Officer));
        string Page(Patto.Modules.Processes.Process of) => $"/percorsi/{of.Slug}/ruoli";
        Assert.DoesNotContain("Inviti in attesa", (await curator.ReadAsync(Page(process))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await curator.PostAsync(Page(process),
            new() { ["Name"] = "Davide Lodi", ["Email"] = "davide@esempio.it", ["Role"] = "Facilitator" })).StatusCode);
        var waiting = (await curator.ReadAsync(Page(process))).QuerySelector("section[aria-labelledby=inviti]")!;
        Assert.Contains("davide@esempio.it", waiting.TextContent, StringComparison.Ordinal);
        Assert.Contains("vale fino a 16 marzo 2026", waiting.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("davide@esempio.it", (await curator.ReadAsync(Page(other))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(Page(process), [], "form[action*='Withdraw']")).StatusCode);
        Assert.DoesNotContain("davide@esempio.it", (await curator.ReadAsync(Page(process))).Body!.TextContent, StringComparison.Ordinal);
    }
}
