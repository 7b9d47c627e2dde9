using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Portal;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Portal;

/// <summary>The page that says how one takes part, in the languages of the neighbourhoods: the same sentences in all.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed partial class WelcomeTextTests
{
    [Fact]
    public void Every_language_says_the_same_sentences_with_the_same_places_and_none_is_left_in_Italian()
    {
        var italian = WelcomeText.Of("it")!;
        Assert.True(WelcomeText.All.Count >= 6);
        foreach (var text in WelcomeText.All.Where(t => t.IsTranslation))
        {
            Assert.Equal(italian.Keys.Order(), text.Keys.Order());
            foreach (var key in italian.Keys)
            {
                Assert.False(string.IsNullOrWhiteSpace(text[key]), $"{text.Language}: {key}");
                if (key is not "unchecked")
                    Assert.Equal(Places().Matches(italian[key]).Select(m => m.Value), Places().Matches(text[key]).Select(m => m.Value));
                // "E-mail" and "Telefono" are alike in several; whole sentences never are.
                if (italian[key].Length > 20) Assert.NotEqual(italian[key], text[key]);
            }
        }
        Assert.Equal("rtl", WelcomeText.Of("ar")!.Direction);
        Assert.All("title lead how1 then4 unchecked".Split(' '), k => Assert.Matches(@"^[^A-Za-z]+$", WelcomeText.Of("ar")![k]));
        Assert.All("title lead how1 then4 unchecked".Split(' '), k => Assert.Matches(@"^[^A-Za-z]+$", WelcomeText.Of("uk")![k]));
    }

    [Fact]
    public void A_check_is_of_the_words_that_were_read_and_names_a_service_and_a_day_that_has_come()
    {
        var (text, now) = (WelcomeText.Of("ro")!, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var check = WelcomeCheck.Of(Id<Authority>.New(), text);
        Assert.False(check.IsOf(text));
        Assert.Equal("welcome.by", Refused(() => check.Note(text, " ", new(2026, 3, 1), now)));
        Assert.Equal("welcome.when", Refused(() => check.Note(text, "Sportello", null, now)));
        Assert.Equal("welcome.future", Refused(() => check.Note(text, "Sportello", new(2026, 3, 3), now)));
        Assert.Equal("welcome.own", Refused(() => WelcomeCheck.Of(Id<Authority>.New(), WelcomeText.Of("it")!)
            .Note(WelcomeText.Of("it")!, "Sportello", new(2026, 3, 1), now)));
        check.Note(text, " Sportello ", new(2026, 3, 2), now);
        Assert.Equal((true, "Sportello"), (check.IsOf(text), check.By));
        // Other words are to be checked again.
        Assert.False(check.IsOf(WelcomeText.Of("sq")!));
        check.TakeBack();
        Assert.False(check.IsOf(text));
        Assert.Equal("welcome.unchecked", Refused(check.TakeBack));
    }

    private static string Refused(Action act) => Assert.Throws<RuleViolation>(act).Code;

    [GeneratedRegex(@"\{\d\}")] private static partial Regex Places();
}

public sealed class WelcomeTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Anybody_reads_it_in_a_language_of_the_neighbourhood_and_who_may_says_who_checked_it()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var visitor = _host.Visitor();
        // The names of the languages lead there from the first page, from the foot and from the form.
        foreach (var url in new[] { "/", "/come-si-partecipa", $"/percorsi/{process.Slug}/contributi/nuovo" })
        {
            var links = (await visitor.ReadAsync(url)).QuerySelectorAll("main a[href^='/benvenuto/']");
            Assert.Equal(WelcomeLanguages.All.Select(l => l.Name), links.Select(a => a.TextContent));
            Assert.All(links, a => Assert.Equal(a.GetAttribute("hreflang"), a.GetAttribute("lang")));
        }
        Assert.NotNull((await visitor.ReadAsync("/parole")).QuerySelector("footer a[href='/benvenuto/ar'][lang=ar]"));

        foreach (var text in WelcomeText.All)
        {
            var page = await visitor.ReadAsync(WelcomeLanguages.Url(text.Language));
            var article = page.QuerySelector("main article")!;
            Assert.Equal((text.Language, text.Direction), (article.GetAttribute("lang"), article.GetAttribute("dir")));
            Assert.Equal(text["title"], article.QuerySelector("h1")!.TextContent);
            Assert.Equal(text.IsTranslation, article.QuerySelector(".note") is { } note && note.TextContent == text["unchecked"]);
            // What the town wrote says its own language.
            Assert.Equal("it", article.QuerySelectorAll("bdi").First(b => b.TextContent == town.Name).GetAttribute("lang"));
            Assert.Equal(text["write"], article.QuerySelector($"a[href='/percorsi/{process.Slug}/contributi/nuovo']")!.TextContent);
        }
        Assert.Equal("ar", (await visitor.ReadAsync("/benvenuto/ar")).QuerySelector("title")!.GetAttribute("lang"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/benvenuto/de")).StatusCode);

        // Default refusal: neither anybody nor the secretariat says that it is right.
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat));
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.GetAsync(WelcomeUrls.Checks)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await carla.GetAsync(WelcomeUrls.Checks)).StatusCode);
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Bruno Sala", town, Role.Curator));
        Assert.NotNull((await curator.ReadAsync("/benvenuto/ar")).QuerySelector($"a[href='{WelcomeUrls.Checks}']"));
        Dictionary<string, string> said = new()
        {
            ["Language"] = "ar",
            ["By"] = "Sportello di mediazione linguistica",
            ["On"] = "2026-03-01",
        };
        var refused = await curator.PostAsync(WelcomeUrls.Checks, new(said) { ["By"] = "" }, "#verifica");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(WelcomeUrls.Checks, said, "#verifica")).StatusCode);
        var read = (await visitor.ReadAsync("/benvenuto/ar")).QuerySelector("main article")!;
        Assert.Null(read.QuerySelector(".note"));
        Assert.Contains("1/3/2026", read.TextContent, StringComparison.Ordinal);
        Assert.Equal("it", read.QuerySelectorAll("bdi").First(b => b.TextContent == said["By"]).GetAttribute("lang"));
        Assert.NotNull((await visitor.ReadAsync("/benvenuto/ro")).QuerySelector("main article .note"));

        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(WelcomeUrls.Checks, new() { ["Language"] = "ar" },
            "form[action*=TakeBack]")).StatusCode);
        Assert.NotNull((await visitor.ReadAsync("/benvenuto/ar")).QuerySelector("main article .note"));
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(a => a.Kind.StartsWith("Welcome"), Cancel)));
    }
}
