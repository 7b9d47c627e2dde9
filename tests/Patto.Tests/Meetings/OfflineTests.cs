using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;

namespace Patto.Tests.Meetings;

/// <summary>What a browser keeps to go on without network: the same for everybody, and of a room only what everybody may know.</summary>
public sealed partial class OfflineTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<Meeting> OpenSpaceAsync() => demo.Host.InDb(db => db.Set<Meeting>().AsNoTracking()
        .FirstAsync(m => m.Method == Method.OpenSpace && m.State == MeetingState.Published, Cancel));

    private static string Url(Meeting meeting, string part) => MeetingUrls.Part("laboratorio-welfare", meeting.Id.Value, part);

    [Fact]
    public async Task The_worker_stands_at_the_root_may_not_be_kept_and_has_a_version_for_each_language()
    {
        var visitor = demo.Host.Visitor();
        using var answer = await visitor.GetAsync("/senza-rete.js?lingua=it");
        Assert.Equal(("text/javascript", true, false), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoCache,
            answer.Headers.Contains("Set-Cookie")));
        Assert.Contains("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var script = await answer.Content.ReadAsStringAsync(Cancel);
        var (version, shell) = (Version().Match(script).Groups[1].Value, Version().Match(script).Groups[2].Value);
        Assert.Equal((16, "/senza-rete/it"), (version.Length, shell));
        Assert.Contains("addEventListener", script, StringComparison.Ordinal);
        var again = await visitor.Client.GetStringAsync("/senza-rete.js?lingua=it", Cancel);
        Assert.Equal(script, again);
        var english = Version().Match(await visitor.Client.GetStringAsync("/senza-rete.js?lingua=en", Cancel));
        Assert.Equal("/senza-rete/en", english.Groups[2].Value);
        Assert.NotEqual(version, english.Groups[1].Value);
        foreach (var file in await FilesOfAsync(visitor, shell))
            Assert.Equal((file, HttpStatusCode.OK), (file, (await visitor.GetAsync(file)).StatusCode));
    }

    // As worker.js finds them.
    private static async Task<IReadOnlyList<string>> FilesOfAsync(Visitor visitor, string shell)
    {
        var files = File().Matches(await visitor.Client.GetStringAsync(shell, Cancel)).Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(files, f => f.Contains("/js/offline.", StringComparison.Ordinal));
        return files;
    }

    [Theory, InlineData("it", "Non c'è rete"), InlineData("en", "There is no network")]
    public async Task The_page_without_network_holds_nobody_and_no_seal_in_its_own_language(string language, string title)
    {
        var signedIn = await demo.ComeAsync("anna.ferri");
        var page = await signedIn.ReadAsync($"/senza-rete/{language}");
        Assert.Equal((language, title), (page.DocumentElement.GetAttribute("lang"), page.QuerySelector("h1")!.TextContent));
        Assert.DoesNotContain("Ferri", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("__RequestVerificationToken", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var anybody = await demo.Host.Visitor().ReadAsync($"/senza-rete/{language}");
        Assert.Equal(anybody.DocumentElement.OuterHtml, page.DocumentElement.OuterHtml);
        Assert.Equal(HttpStatusCode.NotFound, (await signedIn.GetAsync("/senza-rete/fr")).StatusCode);
    }

    [Fact]
    public async Task Who_leads_keeps_the_room_without_the_name_of_anybody_and_others_keep_nothing()
    {
        var meeting = await OpenSpaceAsync();
        var callers = await demo.Host.InDb(db => db.Set<Session>().AsNoTracking().Where(s => s.Meeting == meeting.Id)
            .Select(s => new { s.Title, s.Caller }).ToListAsync(Cancel));
        Assert.NotEmpty(callers);
        var leads = await demo.ComeAsync("anna.ferri");
        foreach (var part in new[] { "conduzione", "muro" })
        {
            var room = RoomOf(await leads.ReadAsync(Url(meeting, part)))!;
            using var read = JsonDocument.Parse(room);
            Assert.Equal(meeting.Title, read.RootElement.GetProperty("title").GetString());
            Assert.Equal(meeting.Slots.Count, read.RootElement.GetProperty("wall").GetArrayLength());
            Assert.All(callers, c => Assert.Contains(JsonSerializer.Serialize(c.Title), room, StringComparison.Ordinal));
            Assert.All(callers, c => Assert.DoesNotContain(c.Caller, room, StringComparison.Ordinal));
        }
        Assert.NotNull(RoomOf(await leads.ReadAsync(Url(meeting, "presenze"))));
        Assert.Null(RoomOf(await (await demo.ComeAsync("giorgio.santini")).ReadAsync(Url(meeting, "presenze"))));
        Assert.Null(RoomOf(await demo.Host.Visitor().ReadAsync(Url(meeting, "muro"))));
    }

    private static string? RoomOf(IHtmlDocument page) => page.QuerySelector("#senza-rete")?.GetAttribute("data-room");

    [GeneratedRegex("""^self\.patto = \{"version":"([0-9a-f]+)","shell":"([^"]+)"\};""")] private static partial Regex Version();
    [GeneratedRegex("""(?:href|src)="(/[^"#?]+\.(?:css|js|svg|woff2))["#]""")] private static partial Regex File();
}
