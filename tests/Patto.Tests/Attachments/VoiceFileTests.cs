using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Privacy;
using Patto.Tests.Processes;
using static Patto.Tests.Attachments.SampleFiles;

namespace Patto.Tests.Attachments;

/// <summary>What somebody hands over with their voice, where the process takes it: read first, then published, gone with the voice.</summary>
public sealed class VoiceFileTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Url => ContributionUrls.Write(_process.Slug);

    private async Task TownListensAsync(bool takesFiles = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));
        if (takesFiles) Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(ProcessUrls.Edit(_process.Slug, "oggetto"),
            new() { ["TakesFiles"] = "true" }, "#parte")).StatusCode);
    }

    private static Dictionary<string, string> Voice(string text) =>
        new() { ["Text"] = text, ["Consent"] = "true", ["Channel"] = "Email", ["Address"] = "anna@esempio.it", ["Name"] = "Anna" };

    private async Task<(string Secret, Contribution Voice, StoredFile File)> HandedOverAsync(string text)
    {
        var visitor = _host.Visitor();
        var answer = await visitor.UploadAsync(Url, "", Voice(text), "Upload", "buca.jpg", PhotoWithPlace());
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{(int)answer.StatusCode}");
        var receipt = await visitor.ReadAsync(answer.Headers.Location!.ToString());
        var secret = receipt.QuerySelectorAll(".receipt-code")[1].TextContent.Trim().Replace("-", "", StringComparison.Ordinal);
        var voice = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Text == text, Cancel));
        var of = Subject.Of("contribution", voice.Id);
        return (secret, voice, await _host.InDb(db => db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Owner == of, Cancel)));
    }

    private async Task<HttpStatusCode> StatusAsync(string url) => (await _host.Visitor().GetAsync(url)).StatusCode;

    [Fact]
    public async Task A_process_takes_no_files_with_voices_until_somebody_says_so()
    {
        await TownListensAsync(takesFiles: false);
        var visitor = _host.Visitor();
        var page = await visitor.ReadAsync(Url);
        Assert.Null(page.QuerySelector("input[type=file]"));
        // One that is sent all the same is not looked at.
        using var sent = new MultipartFormDataContent();
        foreach (var (key, value) in Visitor.Prefilled((IHtmlFormElement)page.QuerySelector("main form.form")!)
            .Where(f => !Voice("").ContainsKey(f.Key)).Concat(Voice("Senza file."))) sent.Add(new StringContent(value), key);
        sent.Add(new ByteArrayContent(Pdf()), "Upload", "a.pdf");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Client.PostAsync(Url, sent, Cancel)).StatusCode);
        Assert.Equal(0, await _host.InDb(db => db.Set<StoredFile>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_photo_with_a_voice_is_seen_by_others_only_after_the_voice_and_then_the_photo_were_read()
    {
        await TownListensAsync();
        var (_, voice, file) = await HandedOverAsync("Davanti alla posta c'è una buca.");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(file.Url));
        var desk = await _carla.ReadAsync(ContributionUrls.Reading(_process.Slug));
        Assert.NotNull(desk.QuerySelector($".reading img[src^='{file.Url}']"));
        Assert.Equal(HttpStatusCode.OK, (await _carla.GetAsync(file.Url)).StatusCode);
        await _carla.PostAsync(ContributionUrls.Reading(_process.Slug), new() { ["Id"] = voice.Id.ToString() }, "form[action*=Publish]");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(file.Url));
        var shown = ContributionUrls.Show(_process.Slug, voice.Code);
        Assert.Empty((await _host.Visitor().ReadAsync(shown)).QuerySelectorAll(".files"));
        var read = $"/allegati/contribution/{voice.Id}/{file.Id}";
        var silent = await _carla.PostAsync(read, new() { ["ShownTitle"] = "La buca" }, "#mostra");
        Assert.Contains("Scrivi che cosa si vede", (await Visitor.ParseAsync(silent)).QuerySelector(".err")!.TextContent);
        await _carla.PostAsync(read, new() { ["ShownTitle"] = "La buca", ["ShownAlt"] = "Una buca larga un metro" }, "#mostra");
        var picture = (IHtmlImageElement)(await _host.Visitor().ReadAsync(shown)).QuerySelector(".files img")!;
        Assert.Equal("Una buca larga un metro", picture.AlternativeText);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(file.Url));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await _carla.Client.PostAsync(read + "?handler=Show", new FormUrlEncodedContent(Visitor.Prefilled((IHtmlFormElement)
                (await _carla.ReadAsync(read)).QuerySelector("#descrivi")!)))).StatusCode);
    }

    [Fact]
    public async Task A_hostile_or_too_large_file_with_a_voice_leaves_every_word_where_it_was()
    {
        await TownListensAsync();
        foreach (var (name, bytes, status) in new[]
        {
            ("foto.jpg", HostileFiles.All[1].Bytes, HttpStatusCode.UnprocessableEntity),
            ("foto.jpg", new byte[30 * 1024 * 1024], HttpStatusCode.RequestEntityTooLarge),
        })
        {
            var answer = await _host.Visitor().UploadAsync(Url, "", Voice("Una frase che non si perde."), "Upload", name, bytes);
            Assert.Equal(status, answer.StatusCode);
            var page = await Visitor.ParseAsync(answer);
            Assert.Equal("Una frase che non si perde.", page.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
            Assert.Equal("anna@esempio.it", ((IHtmlInputElement)page.QuerySelector("[name=Address]")!).Value);
            Assert.NotNull(page.QuerySelector(".field.bad:has([type=file]) .err"));
        }
        Assert.Equal(0, await _host.InDb(db => db.Set<Contribution>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task Who_takes_a_voice_back_or_is_erased_takes_the_unpublished_file_along()
    {
        await TownListensAsync();
        var (secret, _, first) = await HandedOverAsync("La prima.");
        await _host.Visitor().PostAsync(ContributionUrls.Mine(secret), new() { ["Sure"] = "true" }, "form[action*=Withdraw]");
        var (_, _, second) = await HandedOverAsync("La seconda.");
        var anna = await _host.InDb(db => db.Set<Person>().Where(p => p.Id == second.Person).Select(p => p.Id).SingleAsync(Cancel));
        await _host.Act(_town, null, async write =>
        {
            var book = write.Get<PersonalDataBook>();
            var who = await book.WhoAsync([anna.Value], null, null, Cancel);
            Assert.Contains(await book.TellAsync(who, Cancel), t => t.Datum.Datum.StartsWith("File riservati", StringComparison.Ordinal));
            await book.EraseAsync(who, Cancel);
            return 0;
        });
        var files = await _host.InDb(db => db.Set<StoredFile>().AsNoTracking().OrderBy(f => f.Since).ToListAsync(Cancel));
        Assert.Equal([first.Id, second.Id], files.Select(f => f.Id));
        Assert.All(files, f => Assert.NotNull(f.Ended));
        Assert.Equal(("", null), (files[1].Name, files[1].Person));
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.GetAsync(first.Url)).StatusCode);
    }

    [Fact]
    public async Task What_anybody_sends_leaves_half_of_the_room_to_who_works_here()
    {
        await TownListensAsync();
        await _host.Act(_town, null, async write =>
        {
            (await write.Db.Set<Authority>().SingleAsync(a => a.Id == _town.Id, Cancel)).LimitFiles(1, 1);
            return 0;
        });
        byte[] half = [.. Enumerable.Repeat((byte)'a', 600_000)];
        var answer = await _host.Visitor().UploadAsync(Url, "", Voice("Con un file grande."), "Upload", "a.txt", half);
        Assert.Contains("invia il contributo senza", (await Visitor.ParseAsync(answer)).QuerySelector(".err")!.TextContent);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.AttachAsync(Subject.Of("process", _process.Id), "a.txt", half)).StatusCode);
    }
}
