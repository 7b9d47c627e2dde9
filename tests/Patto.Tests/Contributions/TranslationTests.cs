using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

/// <summary>A voice in another language stays as it was said; what it says in Italian, and who says so, stands beside it.</summary>
public sealed class TranslationTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static Contribution Voice(string language, string text = "Vreau un parc.") => Contribution.Record(
        new(Id<Process>.New(), Id<Authority>.New(), "LWF", "laboratorio", "Laboratorio", "", true, false), "LWF-C0001", "hash",
        new(text, Via.Desk) { Language = language }, Guid.NewGuid(), Now);

    private static string Refused(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [Fact]
    [Trait(PlatformHost.Needs, PlatformHost.Nothing)]
    public void Only_what_was_said_in_another_language_is_translated_and_a_service_says_so()
    {
        Assert.Equal("contribution.italian", Refused(() => Voice("it").Translate("Un parco.", "Sportello", Now)));
        var voice = Voice("ro");
        Assert.Equal("contribution.translation-empty", Refused(() => voice.Translate(" ", "Sportello", Now)));
        Assert.Equal("contribution.translator", Refused(() => voice.Translate("Un parco.", "", Now)));
        voice.Translate(" Vorrei un parco. ", "Sportello", Now);
        Assert.Equal(("Vorrei un parco.", false, false), (voice.Translation!.Text, voice.Translation.IsOutdated, voice.Translation.IsHeld));
        voice.Withdraw();
        Assert.Null(voice.Translation);
        Assert.Equal("contribution.not-translated", Refused(() => voice.Translate("Un parco.", "Sportello", Now)));
    }

    [Fact]
    [Trait(PlatformHost.Needs, PlatformHost.Nothing)]
    public void It_is_outdated_when_the_voice_is_put_right_and_goes_when_the_voice_turns_out_to_be_Italian()
    {
        var voice = Voice("ro");
        voice.Translate("Vorrei un parco.", "Sportello", Now);
        voice.Publish(Now);
        voice.Correct(new("Vreau un parc mare.", "ro", null, null), "mancava una parola", [], null, Now);
        Assert.True(voice.Translation is { IsOutdated: true, IsHeld: false });
        voice.Translate("Vorrei un parco grande.", "Sportello", Now);
        Assert.False(voice.Translation!.IsOutdated);
        voice.Correct(new("Vreau un parc mare.", "it", null, null), "la lingua era sbagliata", [], null, Now);
        Assert.Null(voice.Translation);
    }

    [Fact]
    [Trait(PlatformHost.Needs, PlatformHost.Nothing)]
    public void Where_words_are_hidden_nobody_reads_a_translation_that_may_still_say_them()
    {
        var voice = Voice("ro", "Ion Popescu vrea un parc.");
        voice.Translate("Ion Popescu vuole un parco.", "Sportello", Now);
        voice.PublishHiding(["Ion Popescu"], Now);
        Assert.True(voice.Translation!.IsHeld);
        Assert.Null(VoiceTranslation.PublicOf(voice.Translation));
        voice.Translate("[…] vuole un parco.", "Sportello", Now);
        Assert.NotNull(VoiceTranslation.PublicOf(voice.Translation));
        voice.Correct(new("Ion Popescu și Ana vor un parc.", "ro", null, null), "mancava una persona", ["Ion Popescu", "Ana"], null, Now);
        Assert.Null(VoiceTranslation.PublicOf(voice.Translation));
    }

    [Fact]
    [Trait(PlatformHost.Needs, PlatformHost.Nothing)]
    public void What_is_hidden_in_the_original_is_hidden_in_its_translation_too()
    {
        var voice = Voice("ro", "Mă cheamă Ionel Vasilopescu, 340 7654321. Vreau mai multe autobuze.");
        voice.PublishHiding(["Ionel Vasilopescu", "340 7654321"], Now);
        Assert.Equal("contribution.translation-hidden", Refused(() =>
            voice.Translate("Mi chiamo Vasílopescu e vorrei più autobus.", "Sportello", Now)));
        Assert.Equal("contribution.translation-hidden", Refused(() =>
            voice.Translate("Il mio numero è 3407654321, vorrei più autobus.", "Sportello", Now)));
        voice.Translate("Mi chiamo Ionel Vasilopescu, 340 7654321. Vorrei più autobus.", "Sportello", Now);
        Assert.Equal("Mi chiamo […], […]. Vorrei più autobus.", VoiceTranslation.PublicOf(voice.Translation)!.Text);
    }

    [Fact]
    public async Task It_stands_beside_the_original_which_is_first_and_is_found_by_its_words()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat));
        var code = await _host.Act(town, null, async write =>
        {
            var said = await write.Get<ContributionBook>().RecordAsync((await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!,
                new("نريد حديقة قريبة من المدرسة.", Via.Desk) { Language = "ar" }, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel);
            return said.Code;
        });
        var (show, list, translate) = (ContributionUrls.Show(process.Slug, code), ContributionUrls.List(process.Slug),
            ContributionUrls.Translation(process.Slug, code));
        var anybody = _host.Visitor();
        Assert.Null((await anybody.ReadAsync(show)).QuerySelector($"a[href='{translate}']"));
        Assert.NotEqual(HttpStatusCode.OK, (await anybody.GetAsync(translate)).StatusCode);
        Assert.NotNull((await carla.ReadAsync(show)).QuerySelector($"a[href='{translate}']"));
        var refused = await carla.PostAsync(translate, new() { ["Text"] = "Vogliamo un giardino vicino alla scuola.", ["By"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Vogliamo un giardino", (await Visitor.ParseAsync(refused)).QuerySelector("textarea[name=Text]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(translate,
            new() { ["Text"] = "Vogliamo un giardino vicino alla scuola.", ["By"] = "Sportello di mediazione" })).StatusCode);

        foreach (var url in new[] { show, list, $"{list}?cerca=giardino" })
        {
            var article = (await anybody.ReadAsync(url)).QuerySelector($"article#{code}")!;
            Assert.Equal("ar", article.QuerySelector("blockquote [lang]")!.GetAttribute("lang"));
            Assert.Contains("Sportello di mediazione", article.QuerySelector(".note")!.TextContent, StringComparison.Ordinal);
            var all = article.TextContent;
            Assert.True(all.IndexOf("حديقة", StringComparison.Ordinal) < all.IndexOf("giardino", StringComparison.Ordinal));
        }
        Assert.Contains("\"isOutdated\":false", await (await anybody.GetAsync($"/api/v1/processes/{process.Slug}/contributions/{code}"))
            .Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
