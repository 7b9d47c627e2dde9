using System.Globalization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Portal;

/// <summary>Where the town stands is counted by the program, and says no word of anybody.</summary>
public sealed class StandingTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private const string Page = "/a-che-punto-siamo";

    private static string Words(AngleSharp.Dom.IElement from) =>
        string.Join(' ', from.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Voices_are_counted_where_they_have_come_and_those_that_wait_say_since_when()
    {
        var town = await _host.AuthorityAsync();
        await _host.AuthorityAsync("Altrove", "altrove.example");
        var elsewhere = await _host.Visitor("altrove.example").ReadAsync(Page);
        Assert.Contains("Non c'è ancora un percorso", Words(elsewhere.QuerySelector("main")!), StringComparison.Ordinal);
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var hidden = await _host.ProcessAsync(town, published: false);
        await _host.VoiceAsync(town, hidden, "Una voce che nessuno legge ancora fuori.");
        await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Un bus la sera."));
        await _host.VoiceAsync(town, process, "Una panchina in piazza.");
        ProcessInfo info = new(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        await _host.Act(town, null, async write => await write.Get<ContributionBook>().RecordAsync(info,
            new("Parole di Ettore.", Via.Web), Cancel));
        _host.Clock.Now += TimeSpan.FromDays(3);

        var page = await _host.Visitor().ReadAsync(Page);
        var numbers = page.QuerySelectorAll("main dl.nums > div")
            .ToDictionary(d => d.QuerySelector("dt")!.TextContent,
                d => int.Parse(d.QuerySelector("dd")!.TextContent, CultureInfo.InvariantCulture));
        Assert.Equal((2, 1, 1, 1, 0), (numbers["Pubblicati"], numbers["In lettura"], numbers["In attesa"], numbers["In una proposta"],
            numbers["Nel testo"]));
        var one = Words(page.QuerySelector($"section[aria-labelledby='p-{process.Slug}']")!);
        Assert.Contains("Contributi pubblicati: 2. In attesa: 1", one, StringComparison.Ordinal);
        Assert.Contains("In una proposta: 1", one, StringComparison.Ordinal);
        Assert.Contains("Aspettano di essere letti: 1. Il primo aspetta da 3 giorni.", one, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Title, Words(page.QuerySelector("main")!), StringComparison.Ordinal);
        Assert.DoesNotContain("Ettore", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await _host.Visitor().ReadAsync(Page)).QuerySelector($"a[href*='{hidden.Slug}']"));
    }
}
