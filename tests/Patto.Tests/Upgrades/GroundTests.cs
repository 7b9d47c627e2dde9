using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Caching;
using Patto.Database;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Upgrades;

/// <summary>What the house stands on: keys, codes of several towns, letters that were carried, what is kept in memory.</summary>
public sealed class GroundTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Two_towns_use_the_same_template_key_address_and_codes()
    {
        var (here, there) = (await _host.AuthorityAsync(), await _host.AuthorityAsync("Unione della Valle", "valle.example"));
        foreach (var (town, said) in new[] { (here, "La corriera salta sempre."), (there, "Il ponte è chiuso da un anno.") })
        {
            var process = await _host.Act(town, null, write =>
            {
                var opened = Process.FromTemplate(town.Id, "LWF", "laboratorio-welfare", "Laboratorio", new TemplateLibrary().Find("lwp")!,
                    new(2026, 3, 2), write.Now);
                opened.Publish(write.Now);
                write.Db.Add(opened);
                return Task.FromResult(opened);
            });
            Assert.Equal("LWF-C0001", (await _host.VoiceAsync(town, process, said)).Code);
        }
        foreach (var page in new[] { "/filo/LWF-C0001", "/percorsi/laboratorio-welfare/contributi/LWF-C0001" })
        {
            Assert.Contains("La corriera salta", (await _host.Visitor().ReadAsync(page)).Body!.TextContent);
            Assert.Contains("Il ponte è chiuso", (await _host.Visitor("valle.example").ReadAsync(page)).Body!.TextContent);
        }
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor("valle.example").GetAsync("/percorsi/laboratorio-welfare")).StatusCode);
    }

    [Fact]
    public async Task Nothing_that_opens_a_voice_stands_in_the_database_without_the_key()
    {
        var town = await _host.AuthorityAsync();
        var process = await Processes.ProcessMaking.ProcessAsync(_host, town);
        var voice = await _host.VoiceAsync(town, process, "Una voce.");
        await _host.Act(town, null, async write =>
        {
            await write.Get<Entry>().PrintAsync((await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!, "Farmacia", 1,
                write.Now, Cancel);
            return 0;
        });
        var key = _host.Services.GetRequiredService<InstallationKey>();
        Assert.Equal(Secrets.Hash(voice.Secret, key),
            await _host.InDb(db => db.Contributions.Select(c => c.SecretHash).SingleAsync(Cancel)));
        var slips = await _host.InDb(db => db.Slips.AsNoTracking().ToListAsync(Cancel));
        Assert.All(slips, s => Assert.Null(Secrets.Read(s.Secret)));
        Assert.All(slips, s => Assert.NotEqual(s.SecretHash, Secrets.Plain(key.Open(s.Secret!))));
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync($"/voce/{key.Open(slips[0].Secret!)}")).StatusCode);
    }

    [Fact]
    public void A_node_without_the_key_or_with_another_is_told_so()
    {
        var folder = Directory.CreateTempSubdirectory("patto-key").FullName;
        var (storage, settings) = (new Storage(folder, null), new ConfigurationBuilder().AddInMemoryCollection().Build());
        var made = InstallationKey.Demand(settings, storage, null);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, InstallationKey.FileName)));
        Assert.Equal(made.Fingerprint, InstallationKey.Demand(settings, storage, made.Fingerprint).Fingerprint);
        settings["PATTO_KEY"] = File.ReadAllText(Path.Combine(folder, InstallationKey.FileName));
        File.Delete(Path.Combine(folder, InstallationKey.FileName));
        Assert.Equal("lettere", InstallationKey.Demand(settings, storage, made.Fingerprint).Open(made.Seal("lettere")));
        settings["PATTO_KEY"] = Convert.ToBase64String(new byte[32]);
        Assert.Contains("non è quella",
            Assert.Throws<KeyMissing>(() => InstallationKey.Demand(settings, storage, made.Fingerprint)).Message);
        settings["PATTO_KEY"] = "";
        Assert.Contains("Manca la chiave",
            Assert.Throws<KeyMissing>(() => InstallationKey.Demand(settings, storage, made.Fingerprint)).Message);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_letter_that_was_carried_keeps_no_way_in_and_its_text_as_long_as_its_kind_says()
    {
        var town = await _host.AuthorityAsync();
        await _host.Act(town, null, write =>
        {
            foreach (var keeping in Enum.GetValues<Keeping>())
                write.Get<Outbox>().Post(Recipient.Email("rita@posta.example"),
                    new("Oggetto", "Testo con https://localhost/avvisi/disdici/abc123 dentro.", "Apri",
                    "/voce/ABCDEFGH")
                    { Keeping = keeping });
            return Task.FromResult(0);
        });
        await _host.Act(town, null, async write =>
            { foreach (var letter in await write.Db.Set<Letter>().ToListAsync(Cancel)) letter.Deliver(write.Now); return 0; });
        var letters = await LettersAsync();
        Assert.Equal(2, letters.Count);
        Assert.All(letters, l => Assert.Equal(("Testo con […] dentro.", null, null), (l.Body, l.LinkUrl, l.LinkLabel)));
        _host.Clock.Now += TimeSpan.FromDays(31);
        await using (var scope = _host.Services.CreateAsyncScope()) await Patto.Privacy.Purge.RunAsync(scope.ServiceProvider, Cancel);
        Assert.Equal(Keeping.AsProof, Assert.Single(await LettersAsync(), l => l.Body.Length > 0).Keeping);
    }

    [Fact]
    public async Task Letters_kept_as_proof_go_five_years_after_their_process_ended_and_not_a_day_before()
    {
        var town = await _host.AuthorityAsync();
        var (over, goesOn) = (await _host.ProcessAsync(town), await _host.ProcessAsync(town));
        await _host.Act(town, null, write =>
        {
            foreach (var process in new[] { over, goesOn })
                write.Get<Outbox>().Post(Recipient.Email($"{process.Slug}@posta.example"), new("Convocazione", "Ti aspettiamo.",
                    Process: process.Subject)
                { Keeping = Keeping.AsProof });
            return Task.FromResult(0);
        });
        await _host.Act(town, null, async write =>
            { foreach (var letter in await write.Db.Set<Letter>().ToListAsync(Cancel)) letter.Deliver(write.Now); return 0; });
        _host.Clock.Now += TimeSpan.FromDays(365);
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == over.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        async Task<List<string>> KeptAsync()
        {
            await using var scope = _host.Services.CreateAsyncScope();
            while (await Patto.Privacy.Purge.RunAsync(scope.ServiceProvider, Cancel)) { }
            return [.. (await LettersAsync()).Where(l => l.Body.Length > 0).Select(l => l.Address).Order(StringComparer.Ordinal)];
        }
        string[] both = [$"{over.Slug}@posta.example", $"{goesOn.Slug}@posta.example"];
        _host.Clock.Now = _host.Clock.Now.AddYears(5).AddDays(-1);
        Assert.Equal(both.Order(StringComparer.Ordinal), await KeptAsync());
        _host.Clock.Now = _host.Clock.Now.AddDays(2);
        Assert.Equal([both[1]], await KeptAsync());
        Assert.Equal(2, (await LettersAsync()).Count);
    }

    private Task<List<Letter>> LettersAsync() => _host.InDb(db => db.Set<Letter>().AsNoTracking().ToListAsync(Cancel));

    [Fact]
    public async Task An_act_inside_an_act_is_refused_at_once_and_one_after_it_is_not()
    {
        var town = await _host.AuthorityAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(town);
        var writes = scope.ServiceProvider.GetRequiredService<Writes>();
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            writes.RunAsync(_ => writes.RunAsync(_ => Task.CompletedTask, Cancel), Cancel));
        var after = 0;
        await writes.RunAsync(write =>
            { write.Db.AfterCommit(() => { after++; return Task.CompletedTask; }); return Task.CompletedTask; }, Cancel);
        await writes.RunAsync(_ => Task.CompletedTask, Cancel);
        Assert.Equal(1, after);
    }

    [Fact]
    public async Task What_is_kept_in_memory_makes_room_by_age_and_forgets_by_authority()
    {
        var generations = new CacheGenerations();
        var (kept, reads) = (new EntityCache(generations), 0);
        var (here, there) = (Guid.NewGuid(), Guid.NewGuid());
        ValueTask<string?> Ask(Guid whose, int n) =>
            kept.GetAsync($"{whose} {n}", _ => whose, () => { reads++; return Task.FromResult<string?>("x"); });
        for (var n = 0; n < EntityCache.Most; n++) await Ask(here, n);
        await Ask(here, 0);
        for (var n = 0; n < 20; n++) await Ask(there, n);
        Assert.InRange(kept.Count, EntityCache.Most / 2, EntityCache.Most);
        reads = 0;
        await Ask(here, 0);
        await Ask(here, EntityCache.Most - 1);
        Assert.Equal(0, reads);
        generations.BumpKept(here);
        await Ask(there, 19);
        Assert.Equal(0, reads);
        await Ask(here, 0);
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task Indexes_of_likeness_are_kept_for_some_processes_and_for_a_while()
    {
        var similar = new SimilarVoices(_host.Services.GetRequiredService<IServiceScopeFactory>(), _host.Clock);
        await _host.AuthorityAsync();
        for (var n = 0; n < SimilarVoices.Kept + 5; n++)
        {
            _host.Clock.Now += TimeSpan.FromSeconds(1);
            await similar.ToAsync(Id<Process>.New(), "La corriera salta.", null, Cancel);
        }
        Assert.Equal(SimilarVoices.Kept, similar.Count);
        _host.Clock.Now += SimilarVoices.Life + TimeSpan.FromMinutes(1);
        await similar.ToAsync(Id<Process>.New(), "La corriera salta.", null, Cancel);
        Assert.Equal(1, similar.Count);
    }

    [Fact]
    public void A_template_that_plans_an_unknown_kind_of_meeting_is_refused()
    {
        Assert.Equal(Enum.GetNames<Method>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName),
            TemplateReader.MeetingKinds);
        Assert.All(TemplateReader.MeetingKinds, kind =>
            Assert.Equal(kind, System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(MeetingWords.Read(kind).ToString())));
        var file = Path.Combine(AppContext.BaseDirectory, "lwp.json");
        using var stream = typeof(TemplateLibrary).Assembly.GetManifestResourceStream("templates/lwp.json")!;
        var text = new StreamReader(stream).ReadToEnd();
        Assert.Contains("\"focus-group\"", text);
        var fault = Assert.Throws<TemplateError>(() =>
            TemplateReader.Read(System.Text.Encoding.UTF8.GetBytes(text.Replace("\"focus-group\"", "\"fuoco\"", StringComparison.Ordinal)),
                file));
        Assert.Contains("fuoco", fault.Message);
    }
}
