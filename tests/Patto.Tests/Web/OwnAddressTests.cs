using System.Net;
using Patto.Printing;

namespace Patto.Tests.Web;

/// <summary>What lasts longer than the answer (calendars, feeds, QR codes, tables, PDFs) leads to the body's own address, whatever the
/// request says of the host.</summary>
public sealed class OwnAddressTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private const string Own = "https://partecipa.fontelieta.example", Elsewhere = "altrove.example";
    private const int LeastFiles = 250, LeastAnswers = 550;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_the_town_hands_out_names_the_address_of_the_request()
    {
        List<string> named = [], leading = [];
        var (answers, files) = (0, 0);
        foreach (var name in new[] { "", "anna.ferri", "lorenzo.bassi" })
        {
            var walk = new Walk
            {
                OfEachRoute = 2,
                Hear = async (url, answer) =>
                {
                    var text = await answer.Content.ReadAsStringAsync(Cancel);
                    answers++;
                    if (answer.Content.Headers.ContentType?.MediaType is { } type and not "text/html")
                    {
                        files++;
                        if (text.Contains(Own, StringComparison.Ordinal)) leading.Add($"{type} {url}");
                    }
                    if (text.Contains(Elsewhere, StringComparison.Ordinal)
                        || answer.Headers.Location?.OriginalString.Contains(Elsewhere, StringComparison.Ordinal) == true) named.Add(url);
                },
            };
            await walk.GoAsync(await ComeFromElsewhereAsync(name), "/", "/percorsi", "/area-personale", "/amministrazione/ente",
                "/osservatorio", "/.well-known/security.txt", "/api/v1/openapi.json", "/dati-aperti", "/status");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers} answers, {files} of them files; {leading.Count} lead to the town:\n"
            + string.Join("\n", leading.Distinct().Order(StringComparer.Ordinal)));
        Assert.True(named.Count == 0, $"{named.Count} answers name the host of the request:\n" + string.Join("\n", named.Distinct()));
        Assert.True(answers >= LeastAnswers && files >= LeastFiles, $"only {files} files among {answers} answers");
        foreach (var kind in new[] { "text/calendar", "application/atom+xml", "text/csv", "text/plain" })
            Assert.Contains(leading, l => l.StartsWith(kind, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_meeting_is_the_same_event_in_the_calendar_whoever_asks_and_through_which_door()
    {
        List<string> told = [];
        foreach (var visitor in new[] { demo.Host.Visitor(), await ComeFromElsewhereAsync("") })
            told.Add(await (await visitor.GetAsync("/incontri/calendario.ics")).Content.ReadAsStringAsync(Cancel));
        var (uids, urls) = (Lines(told[0], "UID:"), Lines(told[0], "URL:"));
        Assert.NotEmpty(uids);
        Assert.Equal(uids, Lines(told[1], "UID:"));
        Assert.Equal(urls, Lines(told[1], "URL:"));
        Assert.All(uids, u => Assert.EndsWith("@partecipa.fontelieta.example", u, StringComparison.Ordinal));
        Assert.All(urls, u => Assert.StartsWith($"URL:{Own}/percorsi/", u, StringComparison.Ordinal));
    }

    [Fact]
    public void A_PDF_is_made_of_the_files_of_this_program_and_its_links_lead_to_the_town()
    {
        var page = PdfPrinter.WithAddresses("""
            <head><link rel="stylesheet" href="/themes/acqua.css"></head><img alt="" src="/file/1/stemma.png">
            <svg><use href="/svg/icone.svg#doc"></use></svg>
            <a href="/percorsi/welfare">Percorso</a>
            """, Own, "http://localhost:5080");
        Assert.Contains($"<base href=\"{Own}/\">", page, StringComparison.Ordinal);
        foreach (var file in new[] { "themes/acqua.css", "file/1/stemma.png", "svg/icone.svg#doc" })
            Assert.Contains($"=\"http://localhost:5080/{file}\"", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/percorsi/welfare\">", page, StringComparison.Ordinal);
    }

    private static string[] Lines(string calendar, string start) =>
        [.. calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n")
            .Where(l => l.StartsWith(start, StringComparison.Ordinal))];

    // Somebody in between also says where it came to: nobody believes it.
    private async Task<Visitor> ComeFromElsewhereAsync(string name)
    {
        var visitor = demo.Host.Visitor(Elsewhere);
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", Elsewhere);
        if (name.Length == 0) return visitor;
        var answer = await visitor.PostAsync("/accedi", new()
        {
            ["Email"] = name + "@fontelieta.example",
            ["Password"] = Demo.Fontelieta.Password
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }
}
