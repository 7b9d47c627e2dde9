using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
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

    /// <summary>The meeting of the demo town that most people registered for.</summary>
    private async Task<(string Url, Id<Meeting> Meeting, List<Registration> Registered)> DoorAsync()
    {
        var registered = await demo.Host.InDb(db => db.Set<Registration>().AsNoTracking().ToListAsync(Cancel));
        var most = registered.GroupBy(r => r.Meeting).MaxBy(g => g.Count())!;
        return (MeetingUrls.Part("laboratorio-welfare", most.Key.Value, "presenze"), most.Key, [.. most.OrderBy(r => r.Number)]);
    }

    private Task<(List<Arrival> Arrivals, List<Attendance> There)> StoredAsync(Id<Meeting> meeting) => demo.Host.InDb(async db => (
        await db.Set<Arrival>().AsNoTracking().Where(a => a.Meeting == meeting).OrderBy(a => a.Id).ToListAsync(Cancel),
        await db.Set<Attendance>().AsNoTracking().Where(a => a.Meeting == meeting).ToListAsync(Cancel)));

    [Fact]
    public async Task Who_comes_is_marked_by_the_number_of_the_sheet_once_and_what_is_nobody_is_put_right_at_the_desk()
    {
        var (url, meeting, registered) = await DoorAsync();
        Assert.Equal(Enumerable.Range(1, registered.Count), registered.Select(r => r.Number));
        var (first, second) = (registered[0], registered[1]);
        var desk = await demo.ComeAsync("anna.ferri");
        var before = (await StoredAsync(meeting)).There.Select(a => a.Person).ToHashSet();
        var id = $"{Guid.NewGuid()}";
        Task<HttpResponseMessage> SendAsync(string typed, string sentAs) =>
            PressAsync(desk, url, "Door", ("Typed", typed), ("SentAs", sentAs));

        // The same sending twice, and another one of somebody who is there already: one presence.
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync($"{first.Number}", id)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync($"{first.Number}", id)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(DoorCode.Of(first).ToString(), $"{Guid.NewGuid()}")).StatusCode);
        var (arrivals, there) = await StoredAsync(meeting);
        Assert.Equal((2, 1), (arrivals.Count, there.Count(a => a.Person == first.Person)));

        // Nobody's number, and a number with the letter of another.
        var letter = DoorCode.Of(second).Letter == 'B' ? 'C' : 'B';
        await SendAsync("9999", $"{Guid.NewGuid()}");
        await SendAsync($"{second.Number}{letter}", $"{Guid.NewGuid()}");
        await SendAsync("Anna", $"{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(" ", $"{Guid.NewGuid()}")).StatusCode);
        var unclear = (await StoredAsync(meeting)).Arrivals.Where(a => a.Settled is null).ToList();
        Assert.Equal(["9999", $"{second.Number}{letter}", "Anna"], unclear.Select(a => a.Typed));
        var page = await desk.ReadAsync(url);
        Assert.Contains("3 arrivi da sistemare", page.Body!.TextContent, StringComparison.Ordinal);

        var still = await PressAsync(desk, url, "Mend", ("Arrived", $"{unclear[1].Id}"), ("Typed", "9998"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, still.StatusCode);
        await PressAsync(desk, url, "Mend", ("Arrived", $"{unclear[1].Id}"), ("Typed", $"{second.Number}"));
        await PressAsync(desk, url, "Head", ("Arrived", $"{unclear[0].Id}"));
        await PressAsync(desk, url, "Drop", ("Arrived", $"{unclear[2].Id}"));
        await PressAsync(desk, url, "Door", ("Head", "true"));
        (arrivals, there) = await StoredAsync(meeting);
        Assert.All(arrivals, a => Assert.NotNull(a.Settled));
        Assert.Equal((2, second.Person), (arrivals.Count(a => a.IsHead), arrivals.Single(a => a.Id == unclear[1].Id).Person));
        Assert.Equal(before.Union([first.Person, second.Person]).Order(), there.Select(a => a.Person).Order());
        await PressAsync(desk, url, "Less");
        page = await desk.ReadAsync(url);
        Assert.Contains($"{there.Count + 1} presenti", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Una di queste persone non ha detto il nome.", page.Body.TextContent, StringComparison.Ordinal);
        var guarantor = await demo.ComeAsync("giorgio.santini");
        Assert.Equal(HttpStatusCode.Forbidden, (await PressAsync(guarantor, url, "Door", ("Head", "true"))).StatusCode);
    }

    /// <summary>A button of the page, whichever form it stands in.</summary>
    private static async Task<HttpResponseMessage> PressAsync(Visitor visitor, string url, string handler,
        params (string Name, string Value)[] fields)
    {
        var token = (await visitor.ReadAsync("/stile")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await visitor.Client.PostAsync($"{url}?handler={handler}",
            new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token))
                .ToDictionary(f => f.Item1, f => f.Item2)), Cancel);
    }

    private static string? RoomOf(IHtmlDocument page) => page.QuerySelector("#senza-rete")?.GetAttribute("data-room");

    [GeneratedRegex("""^self\.patto = \{"version":"([0-9a-f]+)","shell":"([^"]+)"\};""")] private static partial Regex Version();
    [GeneratedRegex("""(?:href|src)="(/[^"#?]+\.(?:css|js|svg|woff2))["#]""")] private static partial Regex File();
}
