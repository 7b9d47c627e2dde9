using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Meetings;

/// <summary>What stands on the wall of the room: public as the meeting is, without a name of anybody, and the code only where somebody
/// projects it who leads.</summary>
public sealed partial class ProjectorTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Meeting _meeting = null!;
    private string Url => $"/percorsi/{_process.Slug}/incontri/{_meeting.Id}/proiettore";
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    private async Task EveningAsync(bool published = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        var from = Texts.RomeTime(new(2026, 3, 3), new(18, 0));
        _host.Clock.Now = from.AddMinutes(10);
        _meeting = await _host.Act(_town, null, async write =>
        {
            var meeting = await write.Get<MeetingBook>().PlanAsync(Info, "Open Space", Method.OpenSpace, from, from.AddHours(2), Cancel);
            meeting.Describe("Open Space", Method.OpenSpace, "Di chi è il welfare?", null, null, from, from.AddHours(2), "Palestra", [],
                null, true);
            meeting.SetWall(Slot.Read("18.00-18.45\n18.45-19.30"), WallPlace.Read("Cerchio A\nCortile"), []);
            if (!published) return meeting;
            meeting.Publish();
            meeting.Open(write.Now);
            write.Db.Add(Session.Call(meeting, "1800", "a", "I turni non aspettano", "Karim Haddad", false, write.Now));
            return meeting;
        });
    }

    private async Task<string> ReadAsync(Visitor visitor, string query = "") =>
        Spaces().Replace((await visitor.ReadAsync(Url + query)).QuerySelector("main")!.TextContent, " ");

    [Fact]
    public async Task The_wall_says_now_next_and_free_and_no_name_and_its_code_only_to_who_leads()
    {
        await EveningAsync();
        var seen = await ReadAsync(_host.Visitor());
        Assert.Contains("18.10", seen, StringComparison.Ordinal);
        Assert.Contains("Adesso, fino alle 18.45.", seen, StringComparison.Ordinal);
        Assert.Contains("I turni non aspettano", seen, StringComparison.Ordinal);
        Assert.Contains("Poi, alle 18.45", seen, StringComparison.Ordinal);
        Assert.Contains("3 spazi liberi oggi.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Karim", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(_meeting.RoomCode!, seen, StringComparison.Ordinal);
        var page = await _host.Visitor().ReadAsync(Url);
        Assert.Empty(page.QuerySelectorAll("header.it-header-wrapper, footer"));

        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));
        Assert.Contains(_meeting.RoomCode!, await ReadAsync(carla), StringComparison.Ordinal);

        var info = Info;
        await _host.Act(_town, null, async write =>
        {
            var book = write.Get<ContributionBook>();
            var read = await book.RecordAsync(info, new("Letta e pubblicata.", Via.Meeting) { Source = _meeting.Subject, Pseudonym = "P2" },
                Cancel);
            await book.RecordAsync(info, new("Ancora da leggere.", Via.Meeting) { Source = _meeting.Subject, Pseudonym = "ROSSI" }, Cancel);
            await book.PublishAsync(read.Id, Cancel);
            return 0;
        });
        Assert.Contains("P2Letta e pubblicata.", await ReadAsync(_host.Visitor(), "?vista=note"), StringComparison.Ordinal);
        foreach (var (visitor, query) in new[] { (_host.Visitor(), "?vista=note&tutte=1"), (carla, "?vista=note") })
            Assert.DoesNotContain("Ancora da leggere.", await ReadAsync(visitor, query), StringComparison.Ordinal);
        var all = await ReadAsync(carla, "?vista=note&tutte=1");
        Assert.Contains("Ancora da leggere.", all, StringComparison.Ordinal);
        Assert.DoesNotContain("ROSSI", all, StringComparison.Ordinal);

        using var stream = await _host.Visitor().Client.GetAsync($"{Url}?handler=Stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        // A node listens to so many browsers and no more; the page of who comes too many renews itself by the clock.
        _host.Services.GetRequiredService<OpenStreams>().Most = 1;
        using var tooMany = await _host.Visitor().GetAsync($"{Url}?handler=Stream");
        Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);
        Assert.NotNull(tooMany.Headers.RetryAfter);
    }

    [Fact]
    public async Task What_is_a_draft_is_projected_to_nobody_but_the_staff()
    {
        await EveningAsync(published: false);
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Bianchi", _town));
        foreach (var address in new[] { Url, Url + "?vista=note&tutte=1", Url + "?handler=Stream" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(address)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await elsa.GetAsync(address)).StatusCode);
        }
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));
        Assert.Equal(HttpStatusCode.OK, (await carla.GetAsync(Url)).StatusCode);
    }

    [GeneratedRegex(@"\s+")] private static partial Regex Spaces();
}
