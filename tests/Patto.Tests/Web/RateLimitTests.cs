using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>A script is stopped; a room behind one address, a library with slips, the right code after many wrong ones are not.</summary>
public sealed class RateLimitTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Modules.Processes.Process, Meeting)> OpenRoomAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        var meeting = await _host.Act(town, null, async write =>
        {
            var made = await write.Get<MeetingBook>().PlanAsync(info, "Open Space", Method.OpenSpace, _host.Clock.Now,
                _host.Clock.Now.AddHours(4), Cancel);
            made.Describe(made.Title, made.Method, "Come ci aiutiamo?", null, null, made.Start, made.End, "Palestra", [], null, true);
            made.Publish();
            made.Open(write.Now);
            return made;
        });
        return (process, meeting);
    }

    [Fact]
    public async Task The_twenty_first_volunteer_of_a_room_passes()
    {
        var (process, meeting) = await OpenRoomAsync();
        var url = $"/percorsi/{process.Slug}/incontri/{meeting.Id}/scrivere";
        for (var n = 1; n <= 25; n++)
        {
            var answer = await _host.Visitor().PostAsync(url,
                new() { ["Name"] = $"Volontaria {n}", ["Channel"] = "Phone", ["Address"] = $"333 12345{n:00}", ["Consent"] = "true" });
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{n}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_right_code_opens_the_room_whatever_was_typed_before()
    {
        var (_, meeting) = await OpenRoomAsync();
        HttpResponseMessage? last = null;
        for (var n = 0; n <= Limit.Guesses.Times; n++) last = await _host.Visitor()
            .PostAsync("/stanza", new() { ["Typed"] = $"ZZZZ{n:00}" });
        Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await _host.Visitor().PostAsync("/stanza", new() { ["Typed"] = meeting.RoomCode!.ToLowerInvariant() })).StatusCode);
        await _host.Visitor().ReadAsync(MeetingUrls.Room(meeting.RoomCode!));
    }

    [Fact]
    public async Task The_right_letters_open_a_voice_whatever_was_typed_before_and_a_room_with_slips_is_no_script()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var info = new ProcessInfo(process.Id, town.Id, process.Key, process.Slug, process.Title, "", true, false);
        List<string> slips = [];
        var said = await _host.Act(town, null, async write =>
        {
            var batch = await write.Get<Entry>().PrintAsync(info, "Urna", 6, write.Now, Cancel);
            foreach (var slip in write.Db.ChangeTracker.Entries<Slip>().Select(e => e.Entity)) slips.Add(write.Get<InstallationKey>()
                .Open(slip.Secret!));
            return await write.Get<ContributionBook>().RecordAsync(info, new("Una panchina.", Via.Web), Cancel);
        });
        for (var n = 0; n <= Limit.Guesses.Times; n++) await _host.Visitor().GetAsync($"/voce/ZZZZZZZ{(char)('A' + n % 8)}");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _host.Visitor().GetAsync("/voce/ZZZZZZZZ")).StatusCode);
        await _host.Visitor().ReadAsync($"/voce/{said.Secret}");
        Assert.True(slips.Count > 20);
        foreach (var slip in slips.Take(22))
        {
            var answer = await _host.Visitor().PostAsync($"/percorsi/{process.Slug}/contributi/nuovo?foglietto={slip}",
                new() { ["Text"] = "Dal foglietto.", ["foglietto"] = slip, ["Consent"] = "true" });
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_signed_in_script_is_counted_by_its_account()
    {
        var town = await _host.AuthorityAsync();
        var rita = await _host.AccountAsync("Rita Bonora", town);
        var limits = new Limits(_host.Clock);
        var (http, who) = (new Microsoft.AspNetCore.Http.DefaultHttpContext(), new CurrentUser());
        who.SignIn(rita.Id, rita.Name, rita.Actor);
        for (var n = 0; n < Limit.Account.Times; n++) limits.CountWrite("voice", http, who);
        Assert.Throws<RateLimitExceeded>(() => limits.CountWrite("voice", http, who));
        limits.CountWrite("comment", http, who);
        limits.CountWrite("voice", http, new CurrentUser());
    }

    /// <summary>What anybody may post is counted: the table of public posts and the code of their pages agree.</summary>
    [Fact]
    public void Every_page_that_anybody_posts_is_counted_by_its_kind()
    {
        string[] counting = [nameof(Limits.CountWrite), nameof(Limits.Count), nameof(Limits.Slow)];
        Dictionary<string, string> pages = new()
        {
            ["/accedi"] = "SignInModel",
            ["/password"] = "ForgotModel",
            ["/password/codice"] = "UseCodeModel",
            ["/avvisi"] = "SubscribeTownModel",
            ["/mie-voci/{token?}"] = "OwnActsModel",
            ["/percorsi/{process}/avvisi"] = "SubscribeModel",
            ["/percorsi/{process}/contributi/nuovo"] = "NewModel",
            ["/percorsi/{process}/documenti/{id}/articolo/{eid}"] = "ArticleModel",
            ["/percorsi/{process}/incontri/{meeting}/iscrizione"] = "RegisterModel",
            ["/percorsi/{process}/incontri/{meeting}/scrivere"] = "DraftingModel",
            ["/percorsi/{process}/portatori/iscriviti"] = "RegisterModel",
            ["/percorsi/{process}/portatori/manca"] = "SuggestModel",
            ["/percorsi/{process}/segnala/{code}"] = "SendReportModel",
            ["/percorsi/{process}/sorteggi/{draw:guid}/candidati"] = "ApplyModel",
            ["/percorsi/{process}/tavolo/entra"] = "ApplyModel",
        };
        // Nothing is written, or only the own session ends; searching for a code counts in vain ones where it finds.
        string[] harmless = ["/esci"];
        var counted = (from type in typeof(OwnTypes).Assembly.GetTypes()
                       from method in References.MethodsOf(type)
                       from called in References.CalledBy(method)
                       where called.DeclaringType == typeof(Limits) && counting.Contains(called.Name)
                       select References.WrittenIn(method).Split('.')[0]).ToHashSet();
        var posts = File.ReadAllLines(Path.Combine(ThisFolder(), "public-posts.txt"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{posts.Length} public posts, {posts.Length - harmless.Length} counted");
        Assert.Equal(posts.Order(StringComparer.Ordinal), pages.Keys.Concat(harmless).Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Contains(page.Value, counted));
        Assert.All(new[] { "AmendModel", "AppealModel", "MineModel", "OwnDataModel", "RoomModel", "SessionModel", "CallModel",
            "ContributionsApi" }, page => Assert.Contains(page, counted));
    }

    private static string ThisFolder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
