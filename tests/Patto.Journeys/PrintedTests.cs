using System.Text;
using System.Text.RegularExpressions;
using Patto.Database;
using Patto.Journeys.Journey;
using Patto.Tests;
using Patto.Tests.Web;
using Patto.Web;

namespace Patto.Journeys;

/// <summary>The demo town with a printer.</summary>
public sealed class PrintingTown : OpenTown
{
    protected override bool Prints => true;
}

/// <summary>What leaves on paper, as somebody who hears it instead of seeing it.</summary>
public sealed partial class PrintedTests(PrintingTown town) : IClassFixture<PrintingTown>
{
    [Fact]
    public async Task Everything_that_prints_is_a_tagged_PDF_with_a_title_and_headings()
    {
        Assert.SkipWhen(PlatformHost.OnPostgres, "What is printed does not depend on the database: looked at on SQLite.");
        Dictionary<string, string> printable = [];
        var visitor = await town.ComeAsync("anna.ferri");
        var walk = new Walk
        {
            OfEachRoute = 1,
            Look = (step, page) =>
            {
                if (page?.QuerySelector("a[href='?pdf']") is not null) printable.TryAdd(step.Route, step.Url.Split('?')[0] + "?pdf");
                return step;
            },
        };
        await walk.GoAsync(visitor, "/", "/area-personale");
        printable.Add("what is kept of oneself", "/mie-voci/dati/copia?pdf"); // an act leads there, no link
        Assert.Equal(OwnTypes.All.Count(t => t.IsDefined(typeof(AlsoAsPdfAttribute), inherit: false)), printable.Count);
        List<string> faults = [];
        foreach (var url in printable.Values)
        {
            using var answer = await PrintedAsync(visitor, url);
            if (answer.Content.Headers.ContentType?.MediaType == "application/pdf") faults.AddRange((await FaultsOfAsync(answer))
                .Select(f => $"{url}: {f}"));
            else faults.Add($"{url}: {answer.Content.Headers.ContentType}");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    // What is not ready within seconds shows its place in the queue, as a browser would see it.
    private static async Task<HttpResponseMessage> PrintedAsync(Visitor visitor, string url)
    {
        var answer = await visitor.GetAsync(url);
        for (var looked = 0; looked < 20 && answer.Content.Headers.ContentType?.MediaType != "application/pdf"; looked++)
        {
            url = answer.Headers.Location?.ToString() ?? url;
            if (!url.StartsWith("/stampa/", StringComparison.Ordinal)) break;
            answer.Dispose();
            answer = await visitor.GetAsync(url);
        }
        return answer;
    }

    private static async Task<List<string>> FaultsOfAsync(HttpResponseMessage answer)
    {
        var pdf = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var (about, structure) = (await Pdf.AboutAsync(pdf), await Pdf.StructureAsync(pdf));
        List<string> faults = [];
        if (!Tagged().IsMatch(about)) faults.Add("not tagged");
        if (!Title().IsMatch(about)) faults.Add("no title");
        if (!Encoding.Latin1.GetString(pdf).Contains("/Lang (it", StringComparison.Ordinal)) faults.Add("no language");
        if (!structure.Contains("H1", StringComparison.Ordinal)) faults.Add("no heading:\n" + structure[..Math.Min(structure.Length, 600)]);
        return faults;
    }

    [GeneratedRegex(@"^Tagged: +yes", RegexOptions.Multiline)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"^Title: +\S", RegexOptions.Multiline)]
    private static partial Regex Title();
}
