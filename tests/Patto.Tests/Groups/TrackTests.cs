using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Search;
using Patto.Tests.Processes;
using Patto.Tests.Web;
using Group = Patto.Modules.Groups.Group;

namespace Patto.Tests.Groups;

/// <summary>What is said inside a group is read by its members, by who works in the process and by who watches over it: nowhere else, until
/// its track flows into the public one.</summary>
public sealed partial class TrackTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Group _offices = null!;
    private Group _others = null!;
    private Visitor _carla = null!;
    private Visitor _gina = null!;

    private string Tracks => GroupUrls.Tracks(_process.Slug);
    private string Space => GroupUrls.Space(_process.Slug, _offices.Id.Value);

    private async Task FoundAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        (_offices, _others) = await _host.Act(_town, null, write =>
        {
            var offices = Group.Form(_town.Id, _process.Id, "uffici", GroupKind.Internal, "Gli uffici", write.Now);
            var others = Group.Form(_town.Id, _process.Id, "altri", GroupKind.Working, "Gli altri", write.Now);
            write.Db.AddRange(offices, others);
            return Task.FromResult((offices, others));
        });
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator, _process.Subject));
        _gina = await _host.SignedInAsync(await _host.AccountAsync("Gina Dentro", _town, Role.TableMember, _offices.Subject));
    }

    private Task<HttpResponseMessage> AddTrackAsync(string name = "Gli uffici si preparano", TrackKind kind = TrackKind.Internal,
        Group? group = null) => _carla.PostAsync(Tracks, new() { ["Name"] = name, ["Kind"] = $"{kind}", ["Group"] = $"{group?.Id}" });

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    private static async Task<string> ReadAsync(Visitor who, string url) => await TextOf(await who.GetAsync(url));

    private Task<List<Track>> TracksAsync() => _host.InDb(async db =>
        (await db.Set<Process>().AsNoTracking().SingleAsync(p => p.Id == _process.Id, Cancel)).Tracks);

    private async Task<string> KeyAsync() => (await TracksAsync()).Single(t => t.IsClosed).Key;

    private Task<HttpResponseMessage> WriteAsync(PaperKind kind, string title, string text, bool flows = true, Visitor? by = null,
        string where = "") => (by ?? _gina).PostAsync(Space, new()
        {
            ["Kind"] = $"{kind}",
            ["Title"] = title,
            ["Text"] = text,
            ["Day"] = kind == PaperKind.Meeting ? "2026-03-20" : "",
            ["Where"] = where,
            ["Flows"] = flows ? "true" : "false",
        });

    private Task<List<Paper>> PapersAsync() => _host.InDb(db => db.Set<Paper>().AsNoTracking().OrderBy(p => p.At).ToListAsync(Cancel));

    [Fact]
    public async Task A_track_is_added_to_a_running_process_and_renamed_with_its_history()
    {
        await FoundAsync();
        var without = await AddTrackAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Contains("Scegli il gruppo: un filone interno lo leggono i suoi componenti.", await TextOf(without),
            StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await AddTrackAsync(group: _offices)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AddTrackAsync(group: _others)).StatusCode);
        var taken = await AddTrackAsync("Un altro interno", group: _offices);
        Assert.Contains("Questo gruppo lavora già in un altro filone interno.", await TextOf(taken), StringComparison.Ordinal);

        var edit = GroupUrls.EditTrack(_process.Slug, await KeyAsync());
        var silent = await _carla.PostAsync(edit, new() { ["NewName"] = "Gli uffici tra loro", ["Reason"] = "" });
        Assert.Contains("Scrivi perché cambia nome", await TextOf(silent), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(edit, new()
        { ["NewName"] = "Gli uffici tra loro", ["Reason"] = "Si capisce meglio" })).StatusCode);

        var page = await ReadAsync(_host.Visitor(), Tracks);
        foreach (var said in new[] { "Gli uffici tra loro", "interno", "si chiamava «Gli uffici si preparano»", "Si capisce meglio" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        // The group is one of the offices' own: its name is for who is inside.
        Assert.DoesNotContain("Ci lavora: Gli uffici.", page, StringComparison.Ordinal);
        Assert.Contains("Ci lavora: Gli uffici.", await ReadAsync(_gina, Tracks), StringComparison.Ordinal);
        Assert.Equal((1, 1), await _host.InDb(async db => (await db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(TrackAdded), Cancel),
            await db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(TrackChanged), Cancel))));
        Assert.Equal(HttpStatusCode.Forbidden, (await ForgeAsync(_gina, Tracks, ("Name", "Mio"), ("Kind", "Public"))).StatusCode);
    }

    [Fact]
    public async Task Whoever_writes_inside_is_told_beforehand_who_reads_and_what_becomes_public()
    {
        await FoundAsync();
        await AddTrackAsync(group: _offices);
        var form = await ReadAsync(_gina, Space);
        foreach (var said in new[] { "lo leggono i componenti del gruppo, chi lavora nel percorso e chi vigila",
            "Quando il filone confluisce, quello che è del filone diventa pubblico parola per parola",
                "senza il nome di chi le ha scritte" })
            Assert.Contains(said, form, StringComparison.Ordinal);
        var empty = await WriteAsync(PaperKind.Text, "", "Un testo senza titolo");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Contains("Un testo senza titolo", await empty.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await WriteAsync(PaperKind.Voice, "", "Gli sportelli sono troppi.")).StatusCode);
        // The same words again are asked about, not written twice.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WriteAsync(PaperKind.Voice, "", "Gli sportelli sono troppi.")).StatusCode);
        Assert.Single(await PapersAsync());
    }

    [Fact]
    public async Task What_is_inside_is_corrected_and_taken_away_by_who_wrote_it_or_works_here_until_it_is_public()
    {
        await FoundAsync();
        await AddTrackAsync(group: _offices);
        await WriteAsync(PaperKind.Text, "Prime note", "Pensiamo a due sedi.");
        await WriteAsync(PaperKind.Voice, "", "Da togliere.");
        var (note, gone) = ((await PapersAsync())[0], (await PapersAsync())[1]);
        var url = GroupUrls.Paper(_process.Slug, _offices.Id.Value, note.Id.Value);
        var gigi = await _host.SignedInAsync(await _host.AccountAsync("Gigi Dentro", _town, Role.TableMember, _offices.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await ForgeAsync(gigi, url, ("Title", "Mie"), ("Text", "Tre sedi."))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await _gina.PostAsync(url, new() { ["Title"] = "Prime note", ["Text"] = "Pensiamo a tre sedi." }, "#correggi-modulo"))
                .StatusCode);
        Assert.Contains("Pensiamo a due sedi.", await ReadAsync(gigi, url), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(GroupUrls.Paper(_process.Slug, _offices.Id.Value, gone.Id.Value), [],
            "form[action*='Remove']")).StatusCode);
        Assert.Equal(note.Id, Assert.Single(await PapersAsync()).Id);

        Assert.Equal(HttpStatusCode.Redirect, (await ConvergeAsync()).StatusCode);
        var late = await ForgeAsync(_carla, url, ("Title", "Prime note"), ("Text", "Altro."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        foreach (var kind in new[] { nameof(PaperWritten), nameof(PaperCorrected), nameof(PaperRemoved), nameof(PaperOpened),
            nameof(TrackConverged) })
            Assert.True(await _host.InDb(db => db.Set<AuditRow>().AnyAsync(r => r.Kind == kind, Cancel)), kind);
    }

    // With a form of another page: this one shows none to them.
    private async Task<HttpResponseMessage> ForgeAsync(Visitor who, string url, params (string Name, string Value)[] fields)
    {
        var token = (await who.ReadAsync($"/percorsi/{_process.Slug}/avvisi"))
            .QuerySelector("main form input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        return await who.Client.PostAsync(url, new FormUrlEncodedContent([new("__RequestVerificationToken", token),
            .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]));
    }

    private async Task<HttpResponseMessage> ConvergeAsync(string reason = "Il lavoro degli uffici è finito", string? key = null)
    {
        var url = GroupUrls.Converge(_process.Slug, key ?? await KeyAsync());
        var page = await _carla.ReadAsync(url);
        return await _carla.Client.PostAsync(url, new FormUrlEncodedContent([
            .. Visitor.Prefilled((AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("main form")!).Where(f => f.Key != "Reason"),
            new("Reason", reason)]));
    }

    [Fact]
    public async Task A_track_flows_out_with_a_reason_and_only_as_it_was_listed()
    {
        await FoundAsync();
        await AddTrackAsync(group: _offices);
        await WriteAsync(PaperKind.Voice, "", "Gli sportelli sono troppi.");
        var key = await KeyAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(GroupUrls.Track(_process.Slug, key))).StatusCode);
        Assert.Contains("Scrivi perché confluisce adesso", await TextOf(await ConvergeAsync("")), StringComparison.Ordinal);

        var url = GroupUrls.Converge(_process.Slug, key);
        Assert.Contains("Gli sportelli sono troppi.", await ReadAsync(_carla, url), StringComparison.Ordinal);
        var changed = await _carla.PostAsync(url, new() { ["Reason"] = "Ora", ["Listed"] = $"{Guid.NewGuid()}" });
        Assert.Contains("Nel frattempo nel filone è cambiato qualcosa", await TextOf(changed), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await _gina.GetAsync(url)).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await ConvergeAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.GetAsync(url)).StatusCode);
        var page = await ReadAsync(_host.Visitor(), GroupUrls.Track(_process.Slug, key));
        foreach (var said in new[] { "Il lavoro degli uffici è finito", "Gli sportelli sono troppi." })
            Assert.Contains(said, page, StringComparison.Ordinal);
        // The voice is one of the process, with its code, and waits for its answer like all others.
        Assert.Equal((true, "Gli sportelli sono troppi."), await _host.InDb(async db =>
        {
            var voice = await db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Process == _process.Id, Cancel);
            return (voice.IsPublic, voice.PublicText!);
        }));
    }

    [Fact]
    public async Task A_process_does_not_close_over_what_only_a_group_reads()
    {
        await FoundAsync();
        await AddTrackAsync(group: _offices);
        await WriteAsync(PaperKind.Voice, "", "Gli sportelli sono troppi.");
        Assert.Contains("Filoni interni non ancora confluiti", await ReadAsync(_carla, ProcessUrls.Close(_process.Slug)),
            StringComparison.Ordinal);
        await ConvergeAsync();
        Assert.DoesNotContain("Filoni interni non ancora confluiti", await ReadAsync(_carla, ProcessUrls.Close(_process.Slug)),
            StringComparison.Ordinal);
    }

    private const string OfEveryMark = "kwyz";
    private readonly List<(string Word, string What, bool Flows, bool Earlier)> _marks = [];

    private string Mark(string what, bool flows, bool earlier = false)
    {
        var word = $"q{(char)('a' + _marks.Count / 20)}{(char)('a' + _marks.Count % 20)}{OfEveryMark}";
        _marks.Add((word, what, flows, earlier));
        return word;
    }

    // Each kind of thing, each of its fields, as it is now and as it was before, with the track and without.
    private async Task PlantAsync()
    {
        foreach (var kind in Enum.GetValues<PaperKind>())
            foreach (var flows in new[] { true, false })
            {
                string Of(string field, bool earlier = false) =>
                    Mark($"{kind} {(flows ? "of the track" : "of the group")}: {field}", flows, earlier);
                var hasTitle = kind != PaperKind.Voice;
                var hasPlace = kind == PaperKind.Meeting;
                var written = await WriteAsync(kind, hasTitle ? Of("title", true) : "", Of("text", true), flows,
                    where: hasPlace ? Of("place", true) : "");
                Assert.Equal(HttpStatusCode.Redirect, written.StatusCode);
                var paper = (await PapersAsync()).Last();
                var corrected = await _gina.PostAsync(GroupUrls.Paper(_process.Slug, _offices.Id.Value, paper.Id.Value), new()
                {
                    ["Title"] = hasTitle ? Of("title") : "",
                    ["Text"] = Of("text"),
                    ["Day"] = hasPlace ? "2026-03-21" : "",
                    ["Where"] = hasPlace ? Of("place") : "",
                }, "#correggi-modulo");
                Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
                _host.Clock.Now = _host.Clock.Now.AddMinutes(1);
            }
        // Every column of words that the model knows of an inner thing is marked.
        var columns = await _host.InDb(db => Task.FromResult(db.Model.FindEntityType(typeof(Paper))!.GetProperties()
            .Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(List<PaperBefore>)).Select(p => p.Name).Order().ToList()));
        TestContext.Current.TestOutputHelper!.WriteLine($"{_marks.Count} marks in {Enum.GetValues<PaperKind>().Length} kinds;"
            + " columns of words: "
            + string.Join(", ", columns));
        Assert.Equal(["Before", "Place", "Text", "Title", "Track"], columns);
        Assert.True(_marks.Count >= 24, $"only {_marks.Count} marks were planted");
    }

    /// <summary>Which marks this person reads anywhere, and where first.</summary>
    private async Task<Dictionary<string, string>> HearAsync(string who, Visitor visitor)
    {
        Dictionary<string, string> heard = [];
        var read = 0;
        async Task LookAsync(string url, HttpResponseMessage answer)
        {
            read++;
            Assert.True((int)answer.StatusCode < 500, $"{who} at {url}: {(int)answer.StatusCode}");
            var all = (Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)) + answer.Headers)
                .Replace("\r\n ", "", StringComparison.Ordinal);
            if (!all.Contains(OfEveryMark, StringComparison.OrdinalIgnoreCase)) return;
            // What was asked for stands on the page of a search that found nothing.
            foreach (var (word, what, _, _) in _marks.Where(m => !url.Contains(m.Word, StringComparison.Ordinal)))
                if (all.Contains(word, StringComparison.OrdinalIgnoreCase)) heard.TryAdd(what, url);
        }
        var walk = new Walk { OfEachRoute = 2, Hear = LookAsync };
        await walk.GoAsync(visitor, ["/", $"/percorsi/{_process.Slug}", Tracks, "/registro", "/area-personale", "/posta",
            "/incontri/calendario.ics",             "/api/v1/openapi.json", "/api/v1/processes"]);
        foreach (var url in (await AddressesAsync()).Concat(_marks.Take(6).Select(m => $"/cerca?parole={m.Word}")))
        {
            using var answer = await visitor.GetAsync(url);
            await LookAsync(url, answer);
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{who}: {read} addresses read, {heard.Count} marks heard");
        Assert.True(read >= 350, $"{who} read only {read} addresses");
        return heard;
    }

    private async Task<List<string>> AddressesAsync()
    {
        using var scope = _host.Services.CreateScope();
        var papers = await PapersAsync();
        var codes = await _host.InDb(db => db.Set<Contribution>().Select(c => c.Code).ToListAsync(Cancel));
        var tracks = (await TracksAsync()).Select(t => t.Key).ToList();
        IEnumerable<string> ValuesOf(string name) => name switch
        {
            "process" or "slug" => [_process.Slug],
            "group" => [$"{_offices.Id}", $"{_others.Id}"],
            "paper" => papers.Select(p => $"{p.Id}"),
            "track" => tracks,
            "table" => scope.ServiceProvider.GetServices<OpenTable>().Select(t => t.Key),
            "format" => ["csv", "json"],
            "kind" => scope.ServiceProvider.GetRequiredService<Files.FileBook>().Kinds.Append("paper").Append("group"),
            "status" => ["404"],
            _ => papers.Take(2).Select(p => $"{p.Id}").Concat(codes.Take(3)).Append($"{_offices.Id}"),
        };
        IEnumerable<string> Filled(string route)
        {
            IEnumerable<string> urls = [route];
            foreach (Match place in Place().Matches(route))
                urls = urls.SelectMany(url => ValuesOf(place.Groups["name"].Value)
                    .Where(v => !place.Value.EndsWith(":guid}", StringComparison.Ordinal) || Guid.TryParse(v, out _))
                    .Select(v => url.Replace(place.Value, v, StringComparison.Ordinal))).ToList();
            return urls;
        }
        return [.. Walk.Routes(_host).Where(r => !r.StartsWith("/lingua/", StringComparison.Ordinal)).SelectMany(Filled).Distinct()];
    }

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}")]
    private static partial Regex Place();

    private async Task<Visitor> ComeAsync(string name, Role role, Subject where) =>
        await _host.SignedInAsync(await _host.AccountAsync(name, _town, role, where));

    private async Task<List<(string Who, Visitor Visitor)>> OutsidersAsync()
    {
        var altrove = await _host.AuthorityAsync("Comune di Altrove", "altrove.example");
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Estranea", altrove, Role.Administrator), "altrove.example");
        elsa.Client.DefaultRequestHeaders.Host = "localhost";
        return
        [
            ("anybody", _host.Visitor()),
            ("another group's member", await ComeAsync("Bruno Fuori", Role.TableMember, _others.Subject)),
            ("a member of the table", await ComeAsync("Tina Tavoli", Role.TableMember, _process.Subject)),
            ("who decides", await ComeAsync("Dario Decide", Role.DecisionMaker, _process.Subject)),
            ("the administrator", await _host.SignedInAsync(await _host.AccountAsync("Ada Macchine", _town, Role.Administrator))),
            ("another town's administrator", elsa),
        ];
    }

    [Fact]
    public async Task What_is_inside_is_in_no_byte_that_an_outsider_reads_and_out_only_once_its_track_has_flowed()
    {
        await FoundAsync();
        await AddTrackAsync(group: _offices);
        await PlantAsync();
        var outsiders = await OutsidersAsync();
        var greta = await _host.SignedInAsync(await _host.AccountAsync("Greta Garante", _town, Role.Guarantor));

        // Who is let in does not depend on the engine: on PostgreSQL those who are asked again afterwards, and all in a long run.
        foreach (var (who, visitor) in outsiders.Where(o => !PlatformHost.OnPostgres || TestRun.IsLong || ReadsAgain(o.Who)))
        {
            var leaks = await HearAsync(who, visitor);
            Assert.True(leaks.Count == 0, $"{who} reads: {string.Join("; ", leaks.Select(l => $"{l.Key} at {l.Value}"))}");
        }
        foreach (var (who, visitor) in new[] { ("a member", _gina), ("the curator", _carla), ("the guarantor", greta) })
            Assert.Equal(_marks.Select(m => m.What).Distinct().Order(), (await HearAsync(who, visitor)).Keys.Order());
        await NothingLeftByOtherWaysAsync(m => true);
        // Who watches reads, and does not write: not even from a committee of their own.
        var gino = await ComeAsync("Gino Comitato", Role.GuaranteeMember, _process.Subject);
        Assert.Null((await gino.ReadAsync(Space)).QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await ForgeAsync(gino, Space, ("Kind", "Voice"), ("Text", "Anch'io."))).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await ConvergeAsync()).StatusCode);
        var nowPublic = _marks.Where(m => m.Flows && !m.Earlier).Select(m => m.Word).ToHashSet();
        foreach (var (who, visitor) in outsiders.Where(o => ReadsAgain(o.Who)))
        {
            var words = await WordsAsync(who, visitor);
            if (who != "another town's administrator") Assert.Empty(nowPublic.Except(words.Keys));
            Assert.True(words.Keys.All(nowPublic.Contains), $"{who} reads: {string.Join("; ", words.Where(w => !nowPublic.Contains(w.Key))
                .Select(w => $"{_marks.Single(m => m.Word == w.Key)} at {w.Value}"))}");
        }
        await NothingLeftByOtherWaysAsync(m => !nowPublic.Contains(m));
        // By every way that the things of the process have.
        foreach (var url in new[] { GroupUrls.Track(_process.Slug, (await TracksAsync()).Single(t => t.Converged is not null).Key),
            $"/percorsi/{_process.Slug}/dati/filoni.csv" })
        {
            var said = await (await _host.Visitor().GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.All(nowPublic, word => Assert.Contains(word, said, StringComparison.Ordinal));
        }
        foreach (var word in nowPublic.Where(w => !_marks.Single(m => m.Word == w).What.Contains("place", StringComparison.Ordinal)))
            Assert.True((await _host.InDb(db => db.Set<SearchEntry>().Where(e => e.Text.Contains(word) || e.Title.Contains(word))
                .Select(e => e.Visibility).ToListAsync(Cancel))).Contains(Visibility.Public), word);
    }

    private static bool ReadsAgain(string who) => who is "anybody" or "another group's member" or "another town's administrator";

    // By the words themselves: a title now and before are two.
    private async Task<Dictionary<string, string>> WordsAsync(string who, Visitor visitor)
    {
        var whats = _marks.ToList();
        for (var i = 0; i < _marks.Count; i++) _marks[i] = _marks[i] with { What = _marks[i].Word + " " + _marks[i].What };
        try { return (await HearAsync(who, visitor)).ToDictionary(h => h.Key.Split(' ')[0], h => h.Value); }
        finally { _marks.Clear(); _marks.AddRange(whats); }
    }

    // Letters, the index and the registry, as they are stored.
    private async Task NothingLeftByOtherWaysAsync(Func<string, bool> mayNot)
    {
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel));
        var rows = await _host.InDb(db => db.Set<AuditRow>().AsNoTracking().ToListAsync(Cancel));
        var entries = await _host.InDb(db => db.Set<SearchEntry>().AsNoTracking().ToListAsync(Cancel));
        var all = string.Join('\n', letters.Select(l => l.Subject + _host.TextOf(l)).Concat(rows.Select(r =>
            System.Text.Json.JsonSerializer.Serialize(r))).Concat(entries.Select(e => e.Title + e.Text)));
        Assert.All(_marks.Where(m => mayNot(m.Word)), m => Assert.DoesNotContain(m.Word, all, StringComparison.OrdinalIgnoreCase));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{letters.Count} letters, {rows.Count} rows of the registry, {entries.Count} entries of the index looked at"));
    }
}
