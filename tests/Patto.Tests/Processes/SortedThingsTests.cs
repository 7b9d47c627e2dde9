using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Communication;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>A theme or neighbourhood that something stands under is renamed, merged or retired; nothing of it is left alone.</summary>
public sealed class SortedThingsTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Why = "Dicevano la stessa cosa.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Carla)
    {
        public string Edit => ProcessUrls.Edit(Process.Slug, "temi");
        public string Voices => ContributionUrls.List(Process.Slug);
    }

    /// <summary>What was made, and the meeting that the template plans on that theme.</summary>
    private const int UnderMoving = 4, UnderBorgo = 3;

    // One of everything that stands under «muoversi» and «borgo».
    private async Task<Town> TownAsync(bool isPublic = true, Authority? town = null)
    {
        town ??= await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign(), published: isPublic);
        await _host.Act(town, null, async write =>
        {
            var made = await write.Db.Set<Process>().Include(p => p.LegalSteps).SingleAsync(p => p.Id == process.Id, Cancel);
            made.Ask([.. made.Themes, new("prova", "Una prova")]);
            made.Cover([new("centro", "Centro"), new("borgo", "Borgo Panigale"), new("monte", "Monte")]);
            return 0;
        });
        await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var book = write.Get<ContributionBook>();
            var said = await book.RecordAsync(info, new("Un bus la sera", Via.Web) { Theme = "muoversi", Area = "borgo" }, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await book.PublishAsync(said.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<Gathering>().GatherAsync(info, "Trasporto", "Quattro pomeriggi.", "muoversi", [said.Id], write.Now, Cancel);
            var meeting = Meeting.Plan(info, 1, "Muoversi", Method.Assembly, write.Now.AddDays(3), write.Now.AddDays(3).AddHours(2));
            meeting.Describe("Muoversi", Method.Assembly, "", "muoversi", "borgo", write.Now.AddDays(3), write.Now.AddDays(3).AddHours(2),
                "", [], null, false);
            write.Db.Add(meeting);
            var known = Stakeholder.Note(town.Id, process.Id, "Auser", InterestMap.PrivateAndCitizens, "Trasporto", null, write.Now);
            write.Db.Add(known);
            write.Db.Entry(known).Property(s => s.Area).CurrentValue = "borgo";
            write.Db.Add(Subscription.Ask(new Followed(process.Id, "muoversi", null), town.Id, "nora@posta.example", "it", write.Now));
            return 0;
        });
        var carla = await _host.AccountAsync(isPublic ? "Carla Neri" : "Sara Bini", town, Role.Secretariat, process.Subject);
        return new(town, process, await _host.SignedInAsync(carla));
    }

    private Task<int> CountAsync(Town at, string kind, string key) => _host.InDb(async db =>
        (await new SortedThings(db).CountAsync(at.Process.Id, kind, Cancel)).GetValueOrDefault(key));

    private static Task<HttpResponseMessage> MergeAsync(Visitor who, Town at, string kind, string from, string into, string why = Why) =>
        who.PostAsync(at.Edit, new() { [$"{kind}From"] = from, [$"{kind}Into"] = into, [$"{kind}Why"] = why },
            kind == "Theme" ? "#unisci-temi" : "#unisci-zone");

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    /// <summary>What holds a key is found in the model of the database; whoever adds a table of that kind is found here.</summary>
    [Fact]
    public async Task Every_table_that_stands_under_themes_or_neighbourhoods_is_known()
    {
        var at = await TownAsync();
        // The colours of a body's pages; what an office wrote freely; who follows a theme, whom its own module moves.
        List<string> known = ["Authority.Theme", "Stakeholder.Themes", "Subscription.Theme"];
        var held = await _host.InDb(db => Task.FromResult((string[])
            [.. from key in new[] { SortedThings.Theme, SortedThings.Area }
                from type in SortedThings.Of(db.Model, key)
                select $"{type.ClrType.Name}.{key}"]));
        var all = await _host.InDb(db => Task.FromResult((string[])
            [.. from type in db.Model.GetEntityTypes()
                from property in type.GetProperties()
                where property.ClrType == typeof(string) && (property.Name.Contains("Theme", StringComparison.Ordinal)
                    || property.Name.Contains("Area", StringComparison.Ordinal) || property.Name.Contains("Zone", StringComparison.Ordinal))
                select $"{type.ClrType.Name}.{property.Name}"]));
        TestContext.Current.SendDiagnosticMessage($"{held.Length} columns hold keys of themes and neighbourhoods");
        Assert.Empty(all.Except(held).Except(known));
        Assert.Equal(["Contribution.Theme", "Meeting.Theme", "Proposal.Theme", "Update.Theme", "Contribution.Area", "Meeting.Area",
            "Stakeholder.Area"],
            held);
        // One of each was made, so what is said below holds of all of them.
        Assert.Equal((UnderMoving, UnderBorgo),
            (await CountAsync(at, SortedThings.Theme, "muoversi"), await CountAsync(at, SortedThings.Area, "borgo")));
    }

    [Fact]
    public async Task Two_themes_become_one_with_all_that_stands_under_them_and_old_addresses_lead_there()
    {
        var at = await TownAsync();
        var was = await CountAsync(at, SortedThings.Theme, "sociale");
        Assert.Contains("Muoversi (4 cose)", (await at.Carla.ReadAsync(at.Edit)).QuerySelector("#unisci-temi")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await MergeAsync(at.Carla, at, "Theme", "muoversi", "sociale")).StatusCode);
        Assert.Equal((0, was + UnderMoving),
            (await CountAsync(at, SortedThings.Theme, "muoversi"), await CountAsync(at, SortedThings.Theme, "sociale")));
        var page = (await _host.Visitor().ReadAsync($"{at.Voices}?tema=muoversi")).QuerySelector("main")!;
        foreach (var said in new[] { "Un bus la sera", "«Muoversi» ora è in «Vita sociale»", Why })
            Assert.Contains(said, page.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("select[name=tema] option[value=muoversi]"));
        var api = await (await _host.Visitor().GetAsync($"/api/v1/processes/{at.Process.Slug}")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"into\":\"sociale\"", api, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == "ThemesMerged", Cancel)));
        // Who followed the theme that is gone follows the one that stays, and so does what was told of it.
        Assert.Equal("sociale", await _host.InDb(db => db.Set<Subscription>().Select(s => s.Theme).SingleAsync(Cancel)));
        Assert.False(await _host.InDb(db => db.Set<Update>().AnyAsync(u => u.Theme == "muoversi", Cancel)));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
        // What had gone into it goes on with it, and what is merged is not merged again.
        Assert.Equal(HttpStatusCode.Redirect, (await MergeAsync(at.Carla, at, "Theme", "sociale", "lavoro")).StatusCode);
        Assert.Contains("«Muoversi» ora è in «Lavorare»", (await _host.Visitor().ReadAsync($"{at.Voices}?tema=muoversi"))
            .QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(at, SortedThings.Theme, "sociale"));
        Assert.True(await CountAsync(at, SortedThings.Theme, "lavoro") >= was + UnderMoving);
    }

    [Fact]
    public async Task Two_neighbourhoods_become_one_with_all_that_was_said_of_them()
    {
        var at = await TownAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await MergeAsync(at.Carla, at, "Area", "borgo", "centro")).StatusCode);
        Assert.Equal((0, UnderBorgo),
            (await CountAsync(at, SortedThings.Area, "borgo"), await CountAsync(at, SortedThings.Area, "centro")));
        Assert.Contains("Un bus la sera", (await _host.Visitor().ReadAsync($"{at.Voices}?zona=borgo")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == "AreasMerged", Cancel)));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
    }

    [Fact]
    public async Task A_merge_says_which_stays_and_why_and_nothing_moves_before()
    {
        var at = await TownAsync();
        foreach (var (from, into, why, sentence) in new[]
        {
            ("", "sociale", Why, "Scegli quello che non serve più"),
            ("muoversi", "", Why, "Scegli quello che resta"),
            ("muoversi", "muoversi", Why, "Sono lo stesso"),
            ("muoversi", "sociale", " ", "il motivo lo legge chiunque"),
        })
        {
            var refused = await MergeAsync(at.Carla, at, "Theme", from, into, why);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(sentence, await TextOf(refused), StringComparison.Ordinal);
        }
        Assert.Equal(UnderMoving, await CountAsync(at, SortedThings.Theme, "muoversi"));
        var draft = await TownAsync(isPublic: false, at.Authority);
        Assert.Equal(HttpStatusCode.Redirect, (await MergeAsync(draft.Carla, draft, "Theme", "muoversi", "sociale", "")).StatusCode);
        var davide = await _host.SignedInAsync(await _host.AccountAsync("Davide", at.Authority, Role.Facilitator, at.Process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await davide.GetAsync(at.Edit)).StatusCode);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task What_nothing_stands_under_is_deleted_and_what_is_used_keeps_its_name(bool isPublic)
    {
        var at = await TownAsync(isPublic);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)(await at.Carla.ReadAsync(at.Edit)).QuerySelector("form#parte")!;
        Dictionary<string, string> emptied = [];
        foreach (var (list, keys) in new[] { ("Themes", new[] { "muoversi", "prova" }), ("Areas", ["borgo", "monte"]) })
            for (var i = 0; form.QuerySelector($"input[name='{list}[{i}].Key']") is { } key; i++)
                if (keys.Contains(key.GetAttribute("value"))) emptied[$"{list}[{i}].Name"] = "";
        Assert.Equal(4, emptied.Count);
        Assert.Equal(HttpStatusCode.Redirect, (await at.Carla.PostAsync(at.Edit, emptied, "#parte")).StatusCode);
        var after = await _host.InDb(db => db.Set<Process>().AsNoTracking().SingleAsync(p => p.Id == at.Process.Id, Cancel));
        Assert.Equal(["muoversi"], after.Themes.Where(t => t.Retired).Select(t => t.Key));
        Assert.Equal(["borgo"], after.Areas.Where(a => a.Retired).Select(a => a.Key));
        Assert.DoesNotContain("prova", after.Themes.Select(t => t.Key));
        Assert.DoesNotContain("monte", after.Areas.Select(a => a.Key));
        if (!isPublic) return;
        var page = (await _host.Visitor().ReadAsync(at.Voices)).QuerySelector("main")!.TextContent;
        Assert.Contains("Muoversi", page, StringComparison.Ordinal);
        Assert.Contains("Borgo Panigale", page, StringComparison.Ordinal);
        Assert.Contains("Muoversi", (await _host.Visitor().ReadAsync($"/percorsi/{at.Process.Slug}/proposte")).QuerySelector("main")!
            .TextContent, StringComparison.Ordinal);
    }
}
