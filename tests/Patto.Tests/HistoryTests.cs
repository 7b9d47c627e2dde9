using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests;

public sealed class HistoryTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Everybody_reads_in_Italian_what_happened_and_in_which_process()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var voice = await _host.VoiceAsync(town, process, "Serve chi risponde al telefono.");
        var page = (await _host.Visitor().ReadAsync("/registro")).Body!;
        Assert.Contains("Il percorso è stato pubblicato.", page.TextContent, StringComparison.Ordinal);
        Assert.Contains(process.Title, page.TextContent, StringComparison.Ordinal);
        Assert.Contains("Un contributo è stato letto e pubblicato.", page.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href='/filo/{voice.Code}']"));
        Assert.All(Sentences.All.Keys, kind => Assert.DoesNotContain(kind, page.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_happens_in_a_process_in_preparation_is_told_to_its_guardians_only()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, published: false);
        await _host.Act(town, null, async write =>
        {
            var loaded = await write.Db.Set<Modules.Processes.Process>().Include(p => p.Phases).Include(p => p.Changes)
                .SingleAsync(p => p.Id == process.Id);
            loaded.Replan(loaded.Phases[0], new(2026, 3, 2), new(2026, 3, 20), "", write.Now);
            return 0;
        });
        Assert.DoesNotContain("Il programma di una fase è cambiato.", (await _host.Visitor().ReadAsync("/registro")).Body!.TextContent,
            StringComparison.Ordinal);
        var officer = await _host.SignedInAsync(await _host.AccountAsync("Paola Neri", town, Role.Officer));
        Assert.Contains("Il programma di una fase è cambiato.", (await officer.ReadAsync("/registro")).Body!.TextContent,
            StringComparison.Ordinal);
    }
}
