using System.Net;
using System.Text;
using Patto.Printing;

namespace Patto.Tests.Web;

/// <summary>PDFs are printed one at a time: everybody sees their place, and nobody fills the queue.</summary>
public sealed class PrintQueueTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("patto-coda").FullName;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_waits_sees_the_place_and_who_asks_too_much_is_told_to_wait()
    {
        await using var demo = new PrintingTown(Printer());
        await demo.InitializeAsync();
        var url = (await Afternoon.OfAsync("")).First(s => s.Route.EndsWith("/stampa", StringComparison.Ordinal)
            && s.Route.Contains("/monitoraggio/", StringComparison.Ordinal)).Url.Split('?')[0] + "?pdf";
        var visitor = demo.Host.Visitor();
        var first = Enumerable.Range(0, PrintQueue.MostOfOne).Select(_ => visitor.GetAsync(url)).ToList();
        var answers = await Task.WhenAll(first);
        Assert.All(answers, a => Assert.True(a.Headers.Location is not null, $"{(int)a.StatusCode} {url}"));
        var places = answers.Select(a => a.Headers.Location!.ToString()).ToList();
        Assert.All(places, p => Assert.StartsWith("/stampa/", p, StringComparison.Ordinal));
        using var refused = await visitor.GetAsync(url);
        Assert.Equal((HttpStatusCode.TooManyRequests, "30"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        Assert.Contains("ci sono già 3 PDF in preparazione", (await Visitor.ParseAsync(refused)).Body!.TextContent,
            StringComparison.Ordinal);
        var waiting = await Task.WhenAll(places.Select(visitor.GetAsync));
        Assert.All(waiting, w => Assert.Equal((HttpStatusCode.OK, "2"), (w.StatusCode, Assert.Single(w.Headers.GetValues("Refresh")))));
        var said = (await Task.WhenAll(waiting.Select(Visitor.ParseAsync))).Select(p => p.QuerySelector("main [role=status]")!.TextContent)
            .Order(StringComparer.Ordinal).ToList();
        string[] expected = ["È il tuo turno: il PDF sarà pronto fra pochi secondi.", "Prima del tuo ce n’è un altro.",
            "Prima del tuo ce ne sono altri 2."];
        Assert.Equal(expected.Order(StringComparer.Ordinal), said);
        await File.WriteAllTextAsync(Path.Combine(_folder, "go"), "", Cancel);
        foreach (var place in places)
        {
            HttpResponseMessage ready;
            do ready = await visitor.GetAsync(place);
            while (ready.Content.Headers.ContentType?.MediaType == "text/html");
            Assert.Equal((HttpStatusCode.OK, "application/pdf", "%PDF-prova"),
                (ready.StatusCode, ready.Content.Headers.ContentType?.MediaType, (await ready.Content.ReadAsStringAsync(Cancel)).Trim()));
        }
        Assert.Equal("application/pdf", (await visitor.GetAsync(url)).Content.Headers.ContentType?.MediaType);
        Assert.Equal(url, (await visitor.GetAsync($"/stampa/{Guid.NewGuid()}?torna={url.Split('?')[0]}")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/stampa/{Guid.NewGuid()}?torna=//evil.example")).StatusCode);
    }

    // Prints like Chromium, once it may.
    private string Printer()
    {
        var file = Path.Combine(_folder, "chromium");
        File.WriteAllText(file, $$"""
            #!/bin/sh
            while [ ! -e "{{_folder}}/go" ]; do sleep 0.1; done
            for word in "$@"; do case "$word" in --print-to-pdf=*) echo "%PDF-prova" > "${word#--print-to-pdf=}";; esac; done
            """, new UTF8Encoding(false));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    private sealed class PrintingTown(string printer) : DemoTown
    {
        protected override bool Prints => true;
        protected override void Open(PlatformHost host) => host.Settings["chromium"] = printer;
    }
}
