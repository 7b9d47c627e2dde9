using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Communication;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Provenance;
using Patto.Search;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>A draft that nobody outside saw goes with everything in it; what was public is taken back with a reason that everybody
/// reads.</summary>
public sealed class RetractTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Why = "Le date erano sbagliate.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Retract => ProcessUrls.Retract(_process.Slug);

    private async Task FoundAsync(bool published)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, published: published, starts: _host.InCoDesign());
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator, _process.Subject));
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    private Task<HttpResponseMessage> DeleteAsync(string typed) =>
        _carla.PostAsync(Retract, new() { ["Typed"] = typed }, "#cancella-modulo");

    // Something of every kind that an officer prepares.
    private Task<List<string>> FillAsync() => _host.Act(_town, null, async write =>
    {
        var info = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
        var group = await write.Db.Set<Group>().Where(g => g.Process == _process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
            .SingleAsync(Cancel);
        var person = write.Get<PeopleBook>().Meet("Rita Bonora", Channel.Email, "rita@esempio.example");
        await write.Get<GroupBook>().SeatAsync(group, group.Seats.First(s => !s.Widening), person, "Coop", false,
            Texts.RomeDay(write.Now), Cancel);
        var paper = Paper.Write(group, null, PaperKind.Text, "Note", "Prime note.", null, "", null, write.Now);
        var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Primo incontro", Method.OpenSpace, write.Now.AddDays(3),
            write.Now.AddDays(3).AddHours(2), Cancel);
        meeting.BelongTo(group.Id);
        write.Db.Add(Minutes.Write(meeting, null, "Bozza.", MinutesState.Draft, null, write.Now));
        write.Db.Add(Agreement.Make(meeting, "Chiamare la Coop", "Segreteria", null));
        var holder = Stakeholder.Note(_town.Id, _process.Id, "Coop", InterestMap.PrivateAndCitizens, "conosce", null, write.Now);
        write.Db.AddRange(paper, holder);
        await write.Get<InvitationBook>().InviteAsync("dino@esempio.example", "Dino", Role.Facilitator, info.Subject, info.Subject,
            info.Title, Cancel);
        var bytes = "Un appunto."u8.ToArray();
        var store = write.Get<FileStore>();
        foreach (var (of, title) in new[] { (info.Subject, "Del percorso"), (meeting.Subject, "Dell'incontro") })
            await store.KeepAsync(await store.ReadAsync(new Microsoft.AspNetCore.Http.FormFile(new MemoryStream(bytes), 0, bytes.Length,
                "f", "nota.txt"), "f", Cancel), "f", new(title),
                ProcessFile.OwnerOf(info, of, title, "/", false, ProcessActs.Edit), Cancel);
        return new List<string> { $"{_process.Id}", $"{group.Id}", $"{paper.Id}", $"{meeting.Id}", $"{holder.Id}" };
    });

    [Fact]
    public async Task A_draft_goes_with_all_that_hangs_on_it_and_only_the_registry_knows_that_it_was()
    {
        await FoundAsync(published: false);
        await _host.DocumentAsync(_town, _process, published: false);
        var ids = await FillAsync();
        var before = await NamingAsync(ids);
        var unsure = await DeleteAsync("BOH");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        Assert.Contains($"scrivi la sigla del percorso: {_process.Key}", await TextOf(unsure), StringComparison.Ordinal);

        var gone = await DeleteAsync(_process.Key.ToLowerInvariant());
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        var after = await NamingAsync(ids);
        TestContext.Current.TestOutputHelper!.WriteLine("{0} tables named it: {1}\nstill do: {2}", before.Count,
            string.Join(", ", before), string.Join(", ", after));
        Assert.True(before.Count >= 24, $"only {before.Count} tables named it");
        Assert.Empty(after.Except(["AuditRows", "ContentSeals", "OnceResults"]));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(ProcessUrls.Show(_process.Slug))).StatusCode);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ProcessDiscarded), Cancel)));
        // Another one may have its name and its key.
        await _host.ProcessAsync(_town, key: _process.Key);
    }

    // Tables with a row in which one of these identities stands, as they are stored.
    private Task<List<string>> NamingAsync(List<string> ids) => _host.InDb<List<string>>(async db =>
    {
        List<string> found = [];
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null && !t.IsOwned()))
        {
            var columns = type.GetProperties().Select(p => p.GetColumnName()).Distinct().ToList();
            var any = string.Join(" OR ", columns.SelectMany(c => ids.Select(id =>
                $"LOWER(CAST(\"{c}\" AS TEXT)) LIKE '%{id.ToLowerInvariant()}%'")));
            var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{type.GetTableName()}\" WHERE {any}";
            if (await db.Database.SqlQueryRaw<int>(sql).SingleAsync(Cancel) > 0) found.Add(type.GetTableName()!);
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    });

    [Fact]
    public async Task A_draft_in_which_somebody_outside_wrote_stays_and_so_does_one_that_was_public()
    {
        await FoundAsync(published: false);
        await _host.Act(_town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
            return await write.Get<ContributionBook>().RecordAsync(info, new NewContribution("Un lampione.", Via.Desk), Cancel);
        });
        var refused = await DeleteAsync(_process.Key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Qualcuno da fuori ci ha già scritto", await TextOf(refused), StringComparison.Ordinal);
        Assert.True(await _host.InDb(db => db.Set<Process>().AnyAsync(p => p.Id == _process.Id, Cancel)));

        var outside = typeof(Process).Assembly.GetTypes().Where(t => t is { IsClass: true } && typeof(IFromOutside).IsAssignableFrom(t))
            .Select(t => t.Name).Order(StringComparer.Ordinal).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{outside.Count} kinds come from outside: {string.Join(", ", outside)}");
        Assert.True(outside.Count >= 10, string.Join(", ", outside));
    }

    [Fact]
    public async Task A_process_taken_out_of_public_view_tells_everybody_why_and_nothing_else_on_every_address()
    {
        await FoundAsync(published: true);
        var text = await _host.DocumentAsync(_town, _process);
        await _host.Act(_town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Il mulino vecchio", Method.Assembly, write.Now.AddDays(3),
                write.Now.AddDays(3).AddHours(2), Cancel);
            meeting.Describe(meeting.Title, Method.Assembly, "", null, null, meeting.Start, meeting.End, "Sala", [], null, true);
            meeting.Publish();
            var voice = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution("Servono lampioni.", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            return 0;
        });
        var anybody = _host.Visitor();
        Assert.Contains("Il mulino vecchio", await (await anybody.GetAsync("/cerca?parole=mulino")).Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
        var silent = await _carla.PostAsync(Retract, new() { ["HiddenWhy"] = "" }, "#togli");
        Assert.Contains("Scrivi perché: lo legge chiunque cerca il percorso.", await TextOf(silent), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(Retract, new() { ["HiddenWhy"] = Why }, "#togli")).StatusCode);

        string[] addresses = [ProcessUrls.Show(_process.Slug), ProcessUrls.Plan(_process.Slug), DocumentUrls.Show(_process.Slug, text.Id),
            $"/percorsi/{_process.Slug}/aggiornamenti.xml", $"/percorsi/{_process.Slug}/contributi",
                $"/percorsi/{_process.Slug}/dati/contributi.csv",
            $"/api/v1/processes/{_process.Slug}", $"/api/v1/processes/{_process.Slug}/meetings"];
        foreach (var url in addresses)
        {
            var answer = await anybody.GetAsync(url);
            var said = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.True(answer.StatusCode == HttpStatusCode.Gone, $"{url}: {(int)answer.StatusCode}");
            Assert.Contains(Why, said, StringComparison.Ordinal);
            Assert.DoesNotContain("lampioni", said, StringComparison.Ordinal);
        }
        foreach (var url in new[] { "/", "/percorsi", "/cerca?parole=mulino", "/cerca?parole=lampioni", "/incontri/calendario.ics",
            "/api/v1/processes" })
        {
            var said = await (await anybody.GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.DoesNotContain("Il mulino vecchio", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Servono lampioni", said, StringComparison.Ordinal);
            Assert.DoesNotContain(_process.Title, said, StringComparison.Ordinal);
        }
        Assert.Contains(_process.Title, await TextOf(await _carla.GetAsync(ProcessUrls.Show(_process.Slug))), StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ProcessUnpublished), Cancel)));
        Assert.Null((await _carla.ReadAsync(Retract)).QuerySelector("#cancella-modulo"));

        // It comes out again, with everything that was there.
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(ProcessUrls.Edit(_process.Slug), [], "#pubblica")).StatusCode);
        Assert.Contains("Il mulino vecchio", await (await anybody.GetAsync("/cerca?parole=mulino")).Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(ProcessUrls.Show(_process.Slug))).StatusCode);
    }

    [Fact]
    public async Task A_text_published_by_mistake_is_a_draft_again_with_the_reason_at_its_address_until_somebody_has_written()
    {
        await FoundAsync(published: true);
        var text = await _host.DocumentAsync(_town, _process, open: false);
        var (edit, show) = (DocumentUrls.Edit(_process.Slug, text.Id), DocumentUrls.Show(_process.Slug, text.Id));
        var anybody = _host.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(show)).StatusCode);
        var silent = await _carla.PostAsync(edit, new() { ["HiddenWhy"] = "" }, "#togli");
        Assert.Contains("Scrivi perché: lo legge chiunque cerca il testo.", await TextOf(silent), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(edit, new() { ["HiddenWhy"] = Why }, "#togli")).StatusCode);
        foreach (var url in new[] { show, show + "/versioni", DocumentUrls.Article(_process.Slug, text.Id, "art_1") })
        {
            var answer = await anybody.GetAsync(url);
            Assert.True(answer.StatusCode == HttpStatusCode.Gone, $"{url}: {(int)answer.StatusCode}");
            Assert.Contains(Why, await TextOf(answer), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("dodici componenti", await (await anybody.GetAsync("/cerca?parole=componenti")).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(text.Title, await TextOf(await anybody.GetAsync($"/percorsi/{_process.Slug}/documenti")),
            StringComparison.Ordinal);
        Assert.Contains("Tolto dal pubblico: Regolamento della Consulta", await (await anybody.GetAsync(
            $"/percorsi/{_process.Slug}/aggiornamenti.xml")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var desk = await _carla.ReadAsync(edit);
        Assert.Contains(Why, desk.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(desk.QuerySelector("#cancella"));

        // It comes out again; once somebody has written on it, it stays.
        await _host.Act(_town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            var document = await drafting.LoadAsync(text.Id, Cancel);
            await drafting.PublishAsync(document, "Corretto.", final: false, write.Now, Cancel);
            var today = Texts.RomeDay(write.Now);
            document.Open(today, today.AddDays(5), null, write.Now);
            return 0;
        });
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(show)).StatusCode);
        var open = await _carla.PostAsync(edit, new() { ["HiddenWhy"] = Why }, "#togli");
        Assert.Contains("prima ritira la consultazione", await TextOf(open), StringComparison.Ordinal);
        await _host.Act(_town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            var document = await drafting.LoadAsync(text.Id, Cancel);
            var info = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
            await drafting.CommentAsync(info, document, document.Editions[^1].Parts.First(p => p.EId == "art_1"), "Bello.", "",
                Modules.Documents.Contact.None, write.Now, Cancel);
            return 0;
        });
        _host.Clock.Now += TimeSpan.FromDays(7);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carlo Neri", _town, Role.Curator, _process.Subject));
        var late = await carla.PostAsync(edit, new() { ["HiddenWhy"] = Why }, "#togli");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Qualcuno ha già scritto su questo testo ({1})"), await TextOf(late),
            StringComparison.Ordinal);
    }
}
