using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using SkiaSharp;
using static Patto.Tests.Attachments.SampleFiles;
using TownText = Patto.Modules.Documents.Document;
using Visibility = Patto.Grants.Visibility;

namespace Patto.Tests.Attachments;

/// <summary>Photos, documents and recordings that hang on the things of a process.</summary>
public sealed class AttachmentTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;

    private async Task TownAsync(bool published = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, published: published);
        _carla = await ComeAsync("Carla Neri", Role.Secretariat);
    }

    private async Task<Visitor> ComeAsync(string name, Role role, Subject? scope = null) =>
        await _host.SignedInAsync(await _host.AccountAsync(name, _town, role, scope));

    private Subject Itself => Subject.Of("process", _process.Id);

    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", false, false);

    private Task<List<StoredFile>> FilesAsync() => _host.InDb(db => db.Set<StoredFile>().AsNoTracking().OrderBy(f => f.Since)
        .ThenBy(f => f.Id).ToListAsync(Cancel));

    private async Task<StoredFile> AttachedAsync(Subject of, string name, byte[] bytes, string title = "Un file")
    {
        var answer = await _carla.AttachAsync(of, name, bytes, title);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{name}: {(int)answer.StatusCode} {await ErrorAsync(answer)}");
        return (await FilesAsync()).Last(f => f.Owner == of);
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector(".err")?.TextContent.Trim() ?? "";

    [Fact]
    public async Task Hostile_files_are_refused_with_a_sentence_and_the_form_as_it_was()
    {
        await TownAsync();
        var page = await _carla.ReadAsync($"/allegati/process/{_process.Id}");
        Dictionary<string, int> said = [];
        foreach (var (name, bytes) in HostileFiles.All)
        {
            var answer = await _carla.UploadAsync(page, "", "nuovo", new() { ["Title"] = $"Titolo di {name}", ["Alt"] = "Una piazza" },
                "Upload", name, bytes);
            Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{name}: {(int)answer.StatusCode}");
            var again = await Visitor.ParseAsync(answer);
            var sentence = again.QuerySelector(".field.bad:has([type=file]) .err")?.TextContent ?? "";
            Assert.True(sentence.Length > 30 && sentence.TrimEnd().EndsWith('.'), $"{name}: «{sentence}»");
            said[sentence] = said.GetValueOrDefault(sentence) + 1;
            Assert.Equal($"Titolo di {name}", ((IHtmlInputElement)again.QuerySelector("#nuovo [name=Title]")!).Value);
            Assert.Equal("Una piazza", ((IHtmlTextAreaElement)again.QuerySelector("#nuovo [name=Alt]")!).Value);
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{HostileFiles.All.Count} hostile files refused, with {said.Count} sentences");
        foreach (var (sentence, count) in said) TestContext.Current.TestOutputHelper!.WriteLine($"{count,3} {sentence.Trim()}");
        Assert.True(HostileFiles.All.Count >= 70 && said.Count >= 18, $"{HostileFiles.All.Count} files, {said.Count} sentences");
        Assert.Empty(await FilesAsync());
    }

    [Fact]
    public async Task What_people_have_is_taken_and_given_out_as_what_it_is()
    {
        await TownAsync();
        foreach (var (name, bytes, contentType) in Good)
        {
            var file = await AttachedAsync(Itself, name, bytes);
            var answer = await _host.Visitor().GetAsync(file.Url);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(contentType, answer.Content.Headers.ContentType!.ToString());
            var how = answer.Content.Headers.ContentDisposition!;
            Assert.Equal(contentType.Split('/')[0] is "image" or "audio" ? "inline" : "attachment", how.DispositionType);
            Assert.Equal(name, how.FileNameStar);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal($"\"{file.Sha256}\"", answer.Headers.ETag!.Tag);
            Assert.DoesNotContain(WhereItWas, Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)));
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{Good.Count} kinds of files taken");
        Assert.True(Good.Count >= 15);
        var shown = await _host.Visitor().ReadAsync(ProcessUrls.Show(_process.Slug));
        Assert.Equal(Good.Count, shown.QuerySelectorAll(".files > li").Length);
        Assert.Equal(3, shown.QuerySelectorAll(".files img").Count(i => i.GetAttribute("alt") == "Che cosa si vede"));
        Assert.Equal(4, shown.QuerySelectorAll(".files audio[controls]").Length);
    }

    [Fact]
    public async Task A_photo_with_the_place_where_it_was_taken_comes_out_without_upright_and_in_three_sizes()
    {
        await TownAsync();
        var photo = PhotoWithPlace();
        Assert.Contains(WhereItWas, Encoding.Latin1.GetString(photo));
        var file = await AttachedAsync(Itself, "IMG_0042.jpg", photo);
        foreach (var (url, width, height) in new[] { (file.Url, 400, 640), (file.MediumUrl, 400, 640), (file.SmallUrl, 200, 320) })
        {
            var bytes = await (await _host.Visitor().GetAsync(url)).Content.ReadAsByteArrayAsync(Cancel);
            var text = Encoding.Latin1.GetString(bytes);
            Assert.DoesNotContain(WhereItWas, text);
            Assert.DoesNotContain("Exif", text);
            Assert.DoesNotContain("MotionPhoto", text);
            using var drawn = SKBitmap.Decode(bytes);
            Assert.Equal((width, height), (drawn.Width, drawn.Height));
        }
        var large = await AttachedAsync(Itself, "grande.png", Picture(SKEncodedImageFormat.Png, 3000, 1500));
        Assert.Equal((2048, 1024), (large.Width, large.Height));
    }

    [Fact]
    public async Task A_file_of_30_MB_against_a_limit_of_25_answers_413_with_all_that_was_typed_and_a_higher_limit_takes_it()
    {
        await TownAsync();
        var large = Pdf("%" + new string('x', 30 * 1024 * 1024));
        var answer = await _carla.AttachAsync(Itself, "scansione.pdf", large, "Scansione del verbale", "Una pagina");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Equal("Scansione del verbale", ((IHtmlInputElement)page.QuerySelector("#nuovo [name=Title]")!).Value);
        Assert.Equal("Una pagina", ((IHtmlTextAreaElement)page.QuerySelector("#nuovo [name=Alt]")!).Value);
        Assert.Contains("il massimo è 25 MB", page.QuerySelector(".field.bad:has([type=file]) .err")!.TextContent);
        Assert.Empty(await FilesAsync());
        var lorenzo = await ComeAsync("Lorenzo Bassi", Role.Administrator);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await lorenzo.PostAsync("/amministrazione/ente", new() { ["Input.FileMegabytes"] = "60" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await lorenzo.PostAsync("/amministrazione/ente", new() { ["Input.FileMegabytes"] = "40" })).StatusCode);
        Assert.Equal(large.Length, (await AttachedAsync(Itself, "scansione.pdf", large)).Size);
    }

    [Fact]
    public async Task The_room_of_the_body_is_shown_and_when_it_is_full_nothing_more_is_taken_until_something_goes()
    {
        await TownAsync();
        await _host.Act(_town, null, async write =>
        {
            (await write.Db.Set<Authority>().SingleAsync(a => a.Id == _town.Id, Cancel)).LimitFiles(1, 1);
            return 0;
        });
        var first = await AttachedAsync(Itself, "prima.txt", new string('a', 700_000).Select(c => (byte)c).ToArray());
        var full = await _carla.AttachAsync(Itself, "seconda.txt", [.. Enumerable.Repeat((byte)'b', 700_000)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, full.StatusCode);
        Assert.Contains("Lo spazio dell'ente per i file è finito", await ErrorAsync(full));
        var url = $"/allegati/process/{_process.Id}";
        Assert.Contains("occupano 684 KB su 1,0 MB", (await _carla.ReadAsync(url)).Body!.TextContent);
        await _carla.PostAsync($"{url}/{first.Id}", new() { ["Why"] = "Non serve più" }, "#via");
        await AttachedAsync(Itself, "seconda.txt", [.. Enumerable.Repeat((byte)'b', 700_000)]);
    }

    [Fact]
    public async Task A_picture_says_in_words_what_is_on_it_and_whatever_is_attached_says_what_it_is()
    {
        await TownAsync();
        var photo = Picture(SKEncodedImageFormat.Jpeg);
        Assert.Contains("Scrivi che cosa si vede", await ErrorAsync(await _carla.AttachAsync(Itself, "a.jpg", photo, alt: " ")));
        Assert.Contains("Scrivi che cos'è", await ErrorAsync(await _carla.AttachAsync(Itself, "a.jpg", photo, title: " ")));
        Assert.Empty(await FilesAsync());
        var nothing = await _carla.PostAsync($"/allegati/process/{_process.Id}", new() { ["Title"] = "Niente" }, "#nuovo");
        Assert.Contains("Scegli il file", await ErrorAsync(nothing));
    }

    [Fact]
    public async Task A_file_is_renamed_replaced_and_taken_away_with_its_history_and_its_bytes_go()
    {
        await TownAsync();
        var first = await AttachedAsync(Itself, "bozza.txt", Text("prima"), "La bozza");
        var url = $"/allegati/process/{_process.Id}/{first.Id}";
        await _carla.PostAsync(url, new() { ["Title"] = "La bozza di marzo" }, "#descrivi");
        var replaced = await _carla.UploadAsync(url, "cambia", [], "Upload", "bozza2.txt", Text("seconda"));
        Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        var second = (await FilesAsync()).Single(f => f.Ended is null);
        Assert.Equal(("La bozza di marzo", "bozza2.txt"), (second.Title, second.Name));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(first.Url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.GetAsync(url)).StatusCode);
        var without = await _carla.PostAsync($"/allegati/process/{_process.Id}/{second.Id}", new() { ["Why"] = " " }, "#via");
        Assert.Contains("Scrivi perché lo togli", await ErrorAsync(without));
        await _carla.PostAsync($"/allegati/process/{_process.Id}/{second.Id}", new() { ["Why"] = "C'erano dei nomi" }, "#via");
        Assert.Empty((await _host.Visitor().ReadAsync(ProcessUrls.Show(_process.Slug))).QuerySelectorAll(".files"));
        var gone = (await _carla.ReadAsync($"/allegati/process/{_process.Id}")).QuerySelector("aside")!.TextContent;
        Assert.Contains("C'erano dei nomi", gone);
        Assert.Contains(first.Sha256[..16], gone);
        var rows = await _host.InDb(db => db.Set<AuditRow>().Where(r => r.About.StartsWith("file:")).OrderBy(r => r.Seq)
            .Select(r => r.Kind).ToListAsync(Cancel));
        Assert.Equal(new[] { nameof(FileKept), nameof(FileDescribed), nameof(FileKept), nameof(FileReplaced), nameof(FileRemoved) }.Order(),
            rows.Order());
        Assert.Equal(2, await BytesAsync());
        await SweepAsync();
        Assert.Equal(0, await BytesAsync());
    }

    [Fact]
    public async Task Two_files_alike_share_their_bytes_which_stay_as_long_as_one_of_them_does()
    {
        await TownAsync();
        var one = await AttachedAsync(Itself, "a.txt", Text("uguale"), "Il primo");
        var other = await AttachedAsync(Itself, "b.txt", Text("uguale"), "Il secondo");
        Assert.Equal(1, await BytesAsync());
        await _carla.PostAsync($"/allegati/process/{_process.Id}/{one.Id}", new() { ["Why"] = "doppio" }, "#via");
        await SweepAsync();
        Assert.Equal("uguale", await (await _host.Visitor().GetAsync(other.Url)).Content.ReadAsStringAsync(Cancel));
        // What came with an act that was refused is named by nobody.
        var refused = await _carla.AttachAsync(Itself, "c.txt", Text("rifiutato"), title: " ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await SweepAsync();
        Assert.Equal(1, await BytesAsync());
    }

    private Task<int> BytesAsync() => PlatformHost.OnPostgres
        ? _host.InDb(db => db.Set<FileChunk>().Select(c => c.Sha256).Distinct().CountAsync(Cancel))
        : Task.FromResult(Directory.Exists(Path.Combine(_host.Folder, "files"))
            ? Directory.EnumerateFiles(Path.Combine(_host.Folder, "files"), "*", SearchOption.AllDirectories).Count() : 0);

    private async Task SweepAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        while (await FileSweep.RunAsync(scope.ServiceProvider, Cancel)) { }
    }

    [Fact]
    public async Task A_file_is_read_by_who_reads_the_thing_it_hangs_on_before_and_after_it_is_public()
    {
        await TownAsync(published: false);
        var things = await ThingsAsync();
        var other = await _host.ProcessAsync(_town);
        (string Who, Visitor Visitor, bool Inside)[] cast =
        [
            ("anybody", _host.Visitor(), false), ("secretariat", _carla, true),
            ("facilitator", await ComeAsync("Davide Lodi", Role.Facilitator, Itself), true),
            ("guarantor", await ComeAsync("Giorgio Santini", Role.Guarantor), true),
            ("administrator", await ComeAsync("Lorenzo Bassi", Role.Administrator), false),
            ("staff of another process", await ComeAsync("Altra Persona", Role.Curator, Subject.Of("process", other.Id)), false),
        ];
        List<(Subject Of, StoredFile File)> files = [];
        foreach (var thing in things) files.Add((thing, await AttachedAsync(thing, "a.txt", Text($"riservato {thing}"))));
        var asked = 0;
        async Task AskAsync(string when, Func<Subject, bool> isPublic)
        {
            foreach (var (of, file) in files)
                foreach (var (who, visitor, inside) in cast)
                {
                    asked++;
                    var answer = (await visitor.GetAsync(file.Url)).StatusCode;
                    Assert.True(answer == (inside || isPublic(of) ? HttpStatusCode.OK : HttpStatusCode.NotFound),
                        $"{when}, {of.Kind}, {who}: {(int)answer}");
                }
        }
        await AskAsync("nothing is public", _ => false);
        await PublishAsync(things, theProcessOnly: true);
        await AskAsync("the process is public", of => of.Kind is "process" or "road-step");
        await PublishAsync(things, theProcessOnly: false);
        await AskAsync("all is public", of => of.Kind != "stakeholder");
        TestContext.Current.TestOutputHelper!.WriteLine($"{things.Count} kinds of things, {cast.Length} readers, 3 times: {asked} asked");
        Assert.True(asked >= 108);
        var open = await _host.Visitor().GetAsync(OpenDataUrls.Show(_process.Slug, "allegati", "csv"));
        var table = await open.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(things.Count - 1, files.Count(f => table.Contains(f.File.Sha256, StringComparison.Ordinal)));
        Assert.DoesNotContain(files.Single(f => f.Of.Kind == "stakeholder").File.Sha256, table, StringComparison.Ordinal);
    }

    /// <summary>One of every kind that files hang on, none of them public yet; what decides is tested with decisions.</summary>
    private Task<List<Subject>> ThingsAsync() => _host.Act(_town, null, async write =>
    {
        var from = write.Now.AddDays(-2);
        var meeting = await write.Get<MeetingBook>().PlanAsync(Info, "Muoversi", Method.FocusGroup, from, from.AddHours(2), Cancel);
        write.Db.Add(Minutes.Write(meeting, null, "Si è parlato.", MinutesState.Draft, null, write.Now));
        var document = TownText.Start(_process.Id, _town.Id, DocumentKind.Regulation, "Regolamento", "Chi", write.Now);
        var holder = Stakeholder.Note(_town.Id, _process.Id, "Circolo", InterestMap.PrivateAndCitizens, "", null, write.Now);
        write.Db.AddRange(document, holder);
        var step = await write.Db.Set<LegalStep>().FirstAsync(s => s.Process == _process.Id, Cancel);
        return new List<Subject>
        {
            Itself, meeting.Subject, new("minutes", meeting.Id.Value), document.Subject, Subject.Of("stakeholder", holder.Id),
            Subject.Of(LegalStepView.Kind, step.Id),
        };
    });

    private Task<int> PublishAsync(List<Subject> things, bool theProcessOnly) => _host.Act(_town, null, async write =>
    {
        if (theProcessOnly)
        {
            (await write.Db.Processes.Whole().SingleAsync(p => p.Id == _process.Id, Cancel)).Publish(write.Now);
            return 0;
        }
        var meeting = await write.Db.Meetings.SingleAsync(m => m.Id == new Id<Meeting>(things[1].Id), Cancel);
        meeting.Describe(meeting.Title, meeting.Method, "", null, null, meeting.Start, meeting.End, "Ex scuola", [], null, false);
        meeting.Publish();
        var last = await write.Db.Minutes.SingleAsync(Cancel);
        var approved = Minutes.Write(meeting, last, last.Text, MinutesState.Approved, null, write.Now);
        write.Db.AddRange(approved, Minutes.Write(meeting, approved, last.Text, MinutesState.Published, null, write.Now));
        var document = await write.Db.Documents.SingleAsync(d => d.Id == new Id<TownText>(things[3].Id), Cancel);
        var drafting = write.Get<Drafting>();
        var outline = await drafting.OutlineAsync(document);
        ImportedText.Into(outline, DocumentMaking.TwoArticles, null, write.Now);
        await drafting.SaveAsync(document, outline);
        await write.Db.SaveChangesAsync(Cancel);
        await drafting.PublishAsync(document, "", final: false, write.Now);
        return 0;
    });

    [Fact]
    public async Task Every_kind_of_thing_that_files_hang_on_is_known_and_attached_to_by_who_may_change_it()
    {
        await TownAsync();
        var kinds = await KindsAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"{kinds.Count} kinds of things: {string.Join(", ", kinds)}");
        Assert.True(kinds.Count >= 8 && kinds.Distinct().Count() == kinds.Count, string.Join(", ", kinds));
        var davide = await ComeAsync("Davide Lodi", Role.Facilitator, Itself);
        // A facilitator runs meetings and does not change the process.
        Assert.Equal(HttpStatusCode.NotFound, (await davide.GetAsync($"/allegati/process/{_process.Id}")).StatusCode);
        var things = await ThingsAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await davide.AttachAsync(things[1], "a.txt", Text("del facilitatore"))).StatusCode);
        var lorenzo = await ComeAsync("Lorenzo Bassi", Role.Administrator);
        foreach (var thing in things)
            Assert.True((await lorenzo.GetAsync($"/allegati/{thing.Kind}/{thing.Id}")).StatusCode is HttpStatusCode.NotFound
                or HttpStatusCode.Forbidden, thing.Kind);
        foreach (var unknown in new[] { $"/allegati/process/{Guid.NewGuid()}", $"/allegati/person/{Guid.NewGuid()}",
            $"/allegati/authority/{_town.Id}" })
            Assert.Equal(HttpStatusCode.NotFound, (await _carla.GetAsync(unknown)).StatusCode);
    }

    private async Task<List<string>> KindsAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return [.. scope.ServiceProvider.GetRequiredService<FileBook>().Kinds];
    }

    [Fact]
    public async Task What_proves_a_legal_step_is_a_file_or_a_link()
    {
        await TownAsync();
        var url = ProcessUrls.LegalSteps(_process.Slug);
        var keys = await _host.InDb(db => db.Set<LegalStep>().Where(s => s.Process == _process.Id).OrderBy(s => s.Number).Select(s => s.Key)
            .Take(2).ToListAsync(Cancel));
        var today = Texts.RomeDay(_host.Clock.Now).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Dictionary<string, string> act = new() { ["On"] = today, ["Evidence"] = "Delibera di Giunta 52/2026" };
        var refused = await _carla.UploadAsync(url, $"fatto-{keys[0]}", act, "Proof", "delibera.pdf",
            HostileFiles.All.First(f => f.Name == "script.pdf").Bytes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Delibera di Giunta 52/2026",
            ((IHtmlInputElement)(await Visitor.ParseAsync(refused)).QuerySelector($"#fatto-{keys[0]} [name=Evidence]")!).Value);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.UploadAsync(url, $"fatto-{keys[0]}", act, "Proof",
            "delibera.pdf", Pdf())).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(url, new()
        {
            ["On"] = today,
            ["Evidence"] = "All'albo: https://comune.example/albo?n=52 (prot. 8)"
        }, $"#fatto-{keys[1]}")).StatusCode);
        var page = await _host.Visitor().ReadAsync(url);
        Assert.Equal("Delibera di Giunta 52/2026", page.QuerySelector(".files a")!.TextContent);
        Assert.Equal("https://comune.example/albo?n=52", page.QuerySelector("a[rel=nofollow]")!.GetAttribute("href"));
        Assert.Contains("(prot. 8)", page.Body!.TextContent);
    }

    [Fact]
    public async Task A_second_click_attaches_once_and_replaces_once()
    {
        await TownAsync();
        var url = $"/allegati/process/{_process.Id}";
        var page = await _carla.ReadAsync(url);
        for (var n = 0; n < 2; n++) Assert.Equal(HttpStatusCode.Redirect, (await _carla.UploadAsync(page, url, "nuovo",
            new() { ["Title"] = "Una volta" }, "Upload", "a.txt", Text("una"))).StatusCode);
        var file = Assert.Single(await FilesAsync());
        var change = await _carla.ReadAsync($"{url}/{file.Id}");
        for (var n = 0; n < 2; n++) Assert.Equal(HttpStatusCode.Redirect, (await _carla.UploadAsync(change, url, "cambia", [], "Upload",
            "b.txt", Text("due"))).StatusCode);
        Assert.Equal(2, (await FilesAsync()).Count);
    }

    [Fact]
    public async Task What_was_never_public_goes_five_years_after_the_end_and_what_was_public_stays()
    {
        await TownAsync();
        var things = await ThingsAsync();
        await AttachedAsync(Itself, "pubblico.txt", Text("pubblico"));
        var secret = await _host.Act(_town, null, async write =>
        {
            var store = write.Get<FileStore>();
            var bytes = Text("riservato");
            var given = await store.ReadAsync(new FormFile(new MemoryStream(bytes), 0, bytes.Length, "f", "r.txt"), "f", Cancel);
            return await store.KeepAsync(given, "f", new("Scheda"), (await write.Get<FileBook>().OwnerAsync(Itself, Cancel))!, Cancel,
                Visibility.Staff);
        });
        await _host.Act(_town, null, async write =>
        {
            (await write.Db.Processes.Whole().SingleAsync(p => p.Id == _process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        _host.Clock.Now = _host.Clock.Now.AddYears(4);
        await PurgeAsync();
        Assert.Contains(await FilesAsync(), f => f.Id == secret.Id);
        _host.Clock.Now = _host.Clock.Now.AddYears(2);
        await PurgeAsync();
        Assert.Equal("pubblico.txt", Assert.Single(await FilesAsync()).Name);
    }

    private async Task PurgeAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        while (await Privacy.Purge.RunAsync(scope.ServiceProvider, Cancel)) { }
    }
}
