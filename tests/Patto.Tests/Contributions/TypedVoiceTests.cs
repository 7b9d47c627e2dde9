using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Files;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Meetings.Tables;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Attachments;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

/// <summary>What somebody of the staff types for others can be put right; what somebody says into a recording is typed for them. Nobody
/// touches the words that an author wrote.</summary>
public sealed class TypedVoiceTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Base => $"/percorsi/{_process.Slug}";
    private string Write => ContributionUrls.Write(_process.Slug);

    private async Task TownListensAsync(bool takesFiles = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));
        if (takesFiles) Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync(ProcessUrls.Edit(_process.Slug, "oggetto"),
            new() { ["TakesFiles"] = "true" }, "#parte")).StatusCode);
    }

    private async Task<(string Code, string Secret)> SendAsync(string name, byte[] bytes, string text = "")
    {
        var anna = _host.Visitor();
        var answer = await anna.UploadAsync(Write, "", new() { ["Text"] = text, ["Consent"] = "true" }, "Upload", name, bytes);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Cancel));
        var receipt = await anna.ReadAsync(answer.Headers.Location!.ToString());
        var codes = receipt.QuerySelectorAll(".receipt-code").Select(e => e.TextContent.Trim()).ToList();
        return (codes[0], codes[1].Replace("-", "", StringComparison.Ordinal));
    }

    private Task<Contribution> VoiceAsync(string code) =>
        _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Code == code, Cancel));

    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private Task<HttpResponseMessage> TypeAsync(Visitor who, string code, string text, string? why = null) => who.PostAsync(
        ContributionUrls.Typed(_process.Slug, code), why is null ? new() { ["Text"] = text } : new() { ["Text"] = text, ["Why"] = why });

    private Task<HttpResponseMessage> PublishAsync(Contribution voice) => _carla.PostAsync($"{Base}/lettura",
        new() { ["Id"] = voice.Id.ToString() }, "form[action*=Publish]");

    private static byte[] Film(string other = "soun")
    {
        byte[] Track(string handler) => SampleFiles.Box("trak", SampleFiles.Box("mdia",
            SampleFiles.Box("hdlr", [.. new byte[8], .. System.Text.Encoding.ASCII.GetBytes(handler), .. new byte[12]])));
        return
        [
            .. SampleFiles.Box("ftyp", [.. "isom"u8, 0, 0, 0, 0]),
            .. SampleFiles.Box("moov", [.. Track("vide"), .. Track("soun"), .. Track(other),
                .. SampleFiles.Box("udta", "+44.8381+011.6198/"u8.ToArray())]),
            .. SampleFiles.Box("mdat", new byte[300]),
        ];
    }

    [Fact]
    public async Task A_recording_is_a_voice_and_waits_until_somebody_types_what_it_says()
    {
        await TownListensAsync();
        var (code, secret) = await SendAsync("parlo.mp3", SampleFiles.Mp3());
        Assert.Contains("Registrazione ricevuta, la stiamo trascrivendo", await TextOf(_host.Visitor(), $"/filo/{code}"),
            StringComparison.Ordinal);
        Assert.Contains("la stiamo trascrivendo", await TextOf(_host.Visitor(), ContributionUrls.Mine(secret)), StringComparison.Ordinal);
        var dashboard = await TextOf(_carla, ProcessUrls.Dashboard(_process.Slug));
        Assert.Contains("Una registrazione aspetta che qualcuno scriva che cosa dice", dashboard, StringComparison.Ordinal);
        Assert.DoesNotContain("Un contributo aspetta di essere letto", dashboard, StringComparison.Ordinal);
        var reading = await _carla.ReadAsync(ContributionUrls.Untyped(_process.Slug));
        Assert.NotNull(reading.QuerySelector("audio"));
        Assert.Null(reading.QuerySelector("form[action*=Publish]"));
        var voice = await VoiceAsync(code);
        await Assert.ThrowsAsync<RuleViolation>(() => _host.Act(_town, null, async write =>
        {
            (await write.Db.Set<Contribution>().SingleAsync(c => c.Id == voice.Id, Cancel)).Publish(write.Now);
            return 0;
        }));
        // Unanswered at the closing, it counts as any voice does.
        var left = await _host.Act(_town, null, async write => await write.Get<ClosingBook>().OpenAsync(
            (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!, Cancel));
        Assert.Contains(left.SelectMany(k => k.Ends), e => e.Words.Contains("non ancora trascritta", StringComparison.Ordinal));

        var typing = await _carla.ReadAsync(ContributionUrls.Typed(_process.Slug, code));
        Assert.NotNull(typing.QuerySelector("audio"));
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(_carla, code, "Vorrei un campetto vicino alla scuola.")).StatusCode);
        Assert.Contains("campetto", await TextOf(_host.Visitor(), ContributionUrls.Mine(secret)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await PublishAsync(voice)).StatusCode);
        Assert.Contains("È arrivato come registrazione", await TextOf(_host.Visitor(), $"{Base}/contributi/{code}"),
            StringComparison.Ordinal);
        Assert.Contains("campetto", await TextOf(_host.Visitor(), $"{Base}/contributi?cerca=campetto"), StringComparison.Ordinal);
        // The recording itself stays within.
        Assert.Null((await _host.Visitor().ReadAsync($"{Base}/contributi/{code}")).QuerySelector("audio"));
    }

    [Fact]
    public async Task A_film_is_taken_as_a_voice_only_and_what_tells_where_it_was_made_is_not_kept()
    {
        await TownListensAsync();
        var (code, _) = await SendAsync("parlo.mp4", Film());
        var voice = await VoiceAsync(code);
        var of = Subject.Of("contribution", voice.Id);
        var file = await _host.InDb(db => db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Owner == of, Cancel));
        Assert.Equal("video/mp4", file.ContentType);
        Assert.NotNull((await _carla.ReadAsync(ContributionUrls.Typed(_process.Slug, code))).QuerySelector("video"));
        var kept = await (await _carla.GetAsync(file.Url)).Content.ReadAsByteArrayAsync(Cancel);
        Assert.True(kept.AsSpan().IndexOf("+44.8381"u8) < 0);
        // With words, or with a track that tells the places, it is refused and what was typed is still there.
        foreach (var (text, bytes) in new[] { ("Guardate la buca.", Film()), ("", Film("meta")) })
        {
            var refused = await _host.Visitor().UploadAsync(Write, "", new() { ["Text"] = text, ["Consent"] = "true", ["Name"] = "Anna" },
                "Upload", "buca.mp4", bytes);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await Visitor.ParseAsync(refused);
            Assert.Contains("I video non si caricano", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal("Anna", page.QuerySelector("input[name=Name]")!.GetAttribute("value"));
        }
    }

    [Fact]
    public async Task Without_words_nothing_but_a_recording_will_do()
    {
        await TownListensAsync();
        foreach (var (name, bytes) in new[] { ("foto.jpg", SampleFiles.PhotoWithPlace()),
            ("testo.txt", SampleFiles.Text("Ciao a tutti.")) })
        {
            var refused = await _host.Visitor().UploadAsync(Write, "", new() { ["Consent"] = "true", ["Name"] = "Anna" },
                "Upload", name, bytes);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("oppure manda una registrazione", (await Visitor.ParseAsync(refused)).Body!.TextContent,
                StringComparison.Ordinal);
        }
        var empty = await _host.Visitor().PostAsync(Write, new() { ["Text"] = "", ["Consent"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal(0, await _host.InDb(db => db.Set<Contribution>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_was_typed_for_somebody_is_corrected_with_history_and_in_public_both_are_read()
    {
        await TownListensAsync(takesFiles: false);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.PostAsync($"{Base}/contributi/registra",
            new() { ["Text"] = "Manca un bango al parco." })).StatusCode);
        var voice = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(Cancel));
        Assert.Contains(ContributionUrls.Typed(_process.Slug, voice.Code), (await _carla.ReadAsync($"{Base}/lettura"))
            .QuerySelectorAll("a").Select(a => a.GetAttribute("href")));

        // Neither a stranger nor a colleague who did not type it; who answers for the process may.
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(ContributionUrls.Typed(_process.Slug, voice.Code))).StatusCode);
        var fabio = await _host.SignedInAsync(await _host.AccountAsync("Fabio Lodi", _town, Role.Facilitator));
        Assert.NotEqual(HttpStatusCode.Redirect, (await TypeAsync(fabio, voice.Code, "Altro.")).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(_carla, voice.Code, "Manca un bagno al parco.")).StatusCode);
        Assert.Equal("Manca un bango al parco.", Assert.Single((await VoiceAsync(voice.Code)).Corrected!).Text);
        Assert.Equal(HttpStatusCode.Redirect, (await PublishAsync(voice)).StatusCode);
        Assert.DoesNotContain("bango", await TextOf(_host.Visitor(), $"{Base}/contributi/{voice.Code}"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TypeAsync(_carla, voice.Code, "Manca un bagno al giardino.")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await TypeAsync(_carla, voice.Code, "Manca un bagno al giardino.", "Avevamo capito male."))
            .StatusCode);
        var page = await TextOf(_host.Visitor(), $"{Base}/contributi/{voice.Code}");
        foreach (var words in new[] { "Manca un bagno al giardino.", "Manca un bagno al parco.", "Avevamo capito male." })
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("giardino", await TextOf(_host.Visitor(), $"{Base}/contributi?cerca=giardino"), StringComparison.Ordinal);
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ContributionCorrected), Cancel)));
    }

    [Fact]
    public async Task The_words_that_somebody_wrote_by_themselves_are_corrected_by_nobody()
    {
        await TownListensAsync(takesFiles: false);
        await _host.Visitor().PostAsync(Write, new() { ["Text"] = "Le mie parole.", ["Consent"] = "true" });
        var voice = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.GetAsync(ContributionUrls.Typed(_process.Slug, voice.Code))).StatusCode);
        var fault = Assert.Throws<RuleViolation>(() => voice.Correct(new("Altre parole.", "it", null, null),
            "", [], null, _host.Clock.Now));
        Assert.Equal("contribution.own-words", fault.Code);
    }

    /// <summary>What is typed in the modules where facilitators work, and by which verb it is put right.</summary>
    private static readonly Dictionary<Type, string> PutRight = new()
    {
        [typeof(Contribution)] = nameof(Contribution.Correct),
        [typeof(OwnQuestion)] = "Correct",
        [typeof(Session)] = "Correct",
        [typeof(Agreement)] = "Correct",
        [typeof(Meeting)] = nameof(Meeting.Describe),
        [typeof(Minutes)] = "Write", // each save is a new version, the old ones stay
        [typeof(Attendance)] = "TakeBack",
        [typeof(Arrival)] = "Settle",
        [typeof(SeatAttendance)] = "Mark",
        [typeof(Registration)] = "Sit",
        [typeof(Convocation)] = "Register",
        [typeof(Summons)] = "Say",
        [typeof(TableRounds)] = "PlanAnew",
        [typeof(RoomVote)] = "Describe",
    };

    private static readonly Dictionary<string, string> NothingTyped = new()
    {
        ["RoomBallot"] = "what a phone answered: it is changed there until the vote is closed, and destroyed then",
        ["Slip"] = "printed",
        ["SlipBatch"] = "printed: another block is printed with another name",
        ["ImportedVoices"] = "the mark of a file that came in; each of its voices is put right by itself",
        ["OtherWord"] = "an answer that the next list may give anew",
        ["MinutesReading"] = "its reader answers by the link, and again",
        ["DraftingOffer"] = "who offers writes it by themselves",
    };

    [Fact]
    public async Task Whatever_a_facilitator_types_has_a_verb_that_puts_it_right()
    {
        var kinds = await _host.InDb(db => Task.FromResult(db.Model.GetEntityTypes().Where(t => !t.IsOwned()).Select(t => t.ClrType)
            .Where(t => t.Namespace is { } of && (of.StartsWith("Patto.Modules.Contributions", StringComparison.Ordinal)
                || of.StartsWith("Patto.Modules.Meetings", StringComparison.Ordinal))).Distinct().ToList()));
        var called = typeof(OwnTypes).Assembly.GetTypes().SelectMany(References.MethodsOf).SelectMany(m => References.CalledBy(m)
            .Where(c => c.DeclaringType != m.DeclaringType)).Select(c => (c.DeclaringType, c.Name)).ToHashSet();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} kinds of things, {1} typed by somebody", kinds.Count, PutRight.Count);
        Assert.True(PutRight.Count >= 11);
        Assert.Empty(kinds.Where(k => !PutRight.ContainsKey(k) && !NothingTyped.ContainsKey(k.Name)).Select(k => k.Name));
        Assert.Empty(PutRight.Where(p => !called.Contains((p.Key, p.Value))).Select(p => $"{p.Key.Name}.{p.Value} is called by nobody"));
    }
}
