using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Search;

namespace Patto.Tests.Web;

/// <summary>What search engines and other machines find of a town: all that is public, and nothing else.</summary>
public sealed class ForMachinesTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task Every_public_thing_is_in_the_map_of_the_site_once_and_every_address_opens()
    {
        var hidden = await demo.Host.Act(demo.Town, null, async write =>
        {
            var entry = await write.Db.Set<SearchEntry>().FirstAsync(e => e.Url.Contains("/incontri/"), Cancel);
            entry.Visibility = Grants.Visibility.Staff;
            return entry.Url;
        });
        var visitor = demo.Host.Visitor();
        var index = XDocument.Parse(await visitor.Client.GetStringAsync("/sitemap.xml", Cancel));
        var parts = index.Root!.Elements(Map + "sitemap").Select(s => new Uri(s.Element(Map + "loc")!.Value)).ToList();
        Assert.NotEmpty(parts);
        List<string> told = [];
        foreach (var part in parts)
            told.AddRange(XDocument.Parse(await visitor.Client.GetStringAsync(part.PathAndQuery, Cancel)).Root!.Elements(Map + "url")
                .Select(u => u.Element(Map + "loc")!.Value));
        var known = await demo.Host.InDb(db => db.Set<SearchEntry>().AsNoTracking().Where(e => e.Authority == demo.Town.Id)
            .Select(e => new { e.Url, e.Visibility }).ToListAsync(Cancel));
        var site = new Uri(told[0]).GetLeftPart(UriPartial.Authority);
        var shown = known.Where(e => e.Visibility == Grants.Visibility.Public).Select(e => site + e.Url.Split('#')[0]).ToHashSet();
        Assert.Equal(shown.Append(site + "/").Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(site + hidden, told);
        TestContext.Current.TestOutputHelper!.WriteLine("{0} addresses", told.Count);
        Assert.True(told.Count >= 100);
        foreach (var url in TestRun.Drawn(told, 12))
        {
            var answer = await visitor.GetAsync(new Uri(url).PathAndQuery);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {answer.StatusCode}");
        }
        Assert.Empty(XDocument.Parse(await visitor.Client.GetStringAsync("/sitemap/900.xml", Cancel)).Root!.Elements());
    }

    [Fact]
    public async Task A_page_says_its_one_address_what_it_is_and_where_its_news_are()
    {
        var page = await demo.Host.Visitor().ReadAsync("/percorsi/laboratorio-welfare?da=posta");
        var address = page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!;
        Assert.EndsWith("/percorsi/laboratorio-welfare", address, StringComparison.Ordinal);
        Assert.Equal(address, page.QuerySelector("meta[property='og:url']")!.GetAttribute("content"));
        Assert.Equal(page.QuerySelector("h1")!.TextContent.Trim(),
            page.QuerySelector("meta[property='og:title']")!.GetAttribute("content"));
        Assert.Equal(HttpStatusCode.OK, (await demo.Host.Visitor().GetAsync(page.QuerySelector("link[type='application/atom+xml']")!
            .GetAttribute("href")!)).StatusCode);
        var missing = await Visitor.ParseAsync(await demo.Host.Visitor().GetAsync("/percorsi/mai-esistito"));
        Assert.Null(missing.QuerySelector("link[rel=canonical]"));
    }

    [Fact]
    public async Task A_meeting_is_told_to_machines_with_its_hour_its_place_and_whether_it_takes_place()
    {
        var meeting = await demo.Host.InDb(db => db.Meetings.AsNoTracking().Where(m => m.Start > demo.Host.Clock.Now
            && m.State == MeetingState.Published && m.Place != "").OrderBy(m => m.Start).FirstAsync(Cancel));
        var page = await demo.Host.Visitor().ReadAsync($"/percorsi/laboratorio-welfare/incontri/{meeting.Id}");
        using var told = JsonDocument.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal("Event", told.RootElement.GetProperty("@type").GetString());
        Assert.Equal(meeting.Title, told.RootElement.GetProperty("name").GetString());
        var starts = told.RootElement.GetProperty("startDate").GetString()!;
        Assert.Equal(meeting.Start, DateTimeOffset.Parse(starts, CultureInfo.InvariantCulture));
        Assert.Matches("[+]0[12]:00$", starts);
        Assert.Equal(meeting.Place, told.RootElement.GetProperty("location").GetProperty("address").GetString());
        Assert.EndsWith("EventScheduled", told.RootElement.GetProperty("eventStatus").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Robots_are_sent_to_the_map_and_away_from_the_doors()
    {
        var said = await demo.Host.Visitor().Client.GetStringAsync("/robots.txt", Cancel);
        Assert.Contains("Disallow: /area-personale\n", said, StringComparison.Ordinal);
        Assert.Matches("Sitemap: https?://[^\n]+/sitemap.xml\n", said);
    }
}
