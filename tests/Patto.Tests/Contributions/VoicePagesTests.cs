using Microsoft.Extensions.DependencyInjection;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Provenance;
using Patto.Search;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

public sealed class VoicePagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Base => $"/percorsi/{_process.Slug}";

    /// <summary>A town and a process whose listening phase is open today.</summary>
    private async Task TownListensAsync(bool published = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, published: published, starts: new DateOnly(2026, 1, 7));
    }

    private string Letters(Slip slip) => _host.Services.GetRequiredService<Patto.Database.InstallationKey>().Open(slip.Secret!);

    private async Task<Visitor> CarlaAsync() => await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));

    private Task<Contribution> VoiceAsync(string text) =>
        _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Text == text, Cancel));

    private async Task<(string Code, string Secret)> WriteAsync(string text, Dictionary<string, string>? more = null)
    {
        var visitor = _host.Visitor();
        var answer = await visitor.PostAsync($"{Base}/contributi/nuovo", new(more ?? []) { ["Text"] = text, ["Consent"] = "true" });
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        var receipt = await visitor.ReadAsync(answer.Headers.Location!.ToString());
        var codes = receipt.QuerySelectorAll(".receipt-code").Select(e => e.TextContent.Trim()).ToList();
        Assert.NotNull(receipt.QuerySelector("svg.qr path"));
        return (codes[0], codes[1].Replace("-", "", StringComparison.Ordinal));
    }

    private async Task PublishAsync(Visitor carla, string text) =>
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{Base}/lettura", new() { ["Id"] = (await VoiceAsync(text)).Id.ToString() },
            "form[action*=Publish]")).StatusCode);

    [Fact]
    public async Task Anna_writes_without_account_and_her_voice_appears_only_once_it_is_read()
    {
        await TownListensAsync();
        var (code, _) = await WriteAsync("La sera non c'è un autobus per tornare.");
        var anybody = _host.Visitor();
        foreach (var url in new[] { $"{Base}/contributi", $"{Base}/contributi?cerca=autobus", $"{Base}/contributi/dati.csv",
            $"/api/v1/processes/{_process.Slug}/contributions" })
            Assert.DoesNotContain("autobus per tornare", await (await anybody.GetAsync(url)).Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync($"{Base}/contributi/{code}")).StatusCode);

        await PublishAsync(await CarlaAsync(), "La sera non c'è un autobus per tornare.");
        foreach (var url in new[] { $"{Base}/contributi", $"{Base}/contributi?cerca=autobus", $"{Base}/contributi/{code}" })
            Assert.Contains("autobus per tornare", (await anybody.ReadAsync(url)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("autobus per tornare", await (await anybody.GetAsync($"{Base}/contributi/dati.csv")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_nothing_is_written_and_nothing_typed_is_lost()
    {
        await TownListensAsync();
        var answer = await _host.Visitor().PostAsync($"{Base}/contributi/nuovo", new() { ["Text"] = "Serve un autobus." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Serve un autobus.", (await Visitor.ParseAsync(answer)).QuerySelector("textarea[name=Text]")!.TextContent.Trim());
        Assert.Equal(0, await _host.InDb(db => db.Set<Contribution>().CountAsync(Cancel)));
    }

    /// <summary>What the browser would send: the fields and what the form hides.</summary>
    private async Task<Dictionary<string, string>> FormAsync(Visitor visitor, Dictionary<string, string> fields)
    {
        var form = (await visitor.ReadAsync($"{Base}/contributi/nuovo")).QuerySelector("form.form")!;
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]")) fields.TryAdd(hidden.GetAttribute("name")!,
            hidden.GetAttribute("value") ?? "");
        return fields;
    }

    [Fact]
    public async Task The_form_sent_twice_writes_once()
    {
        await TownListensAsync();
        var visitor = _host.Visitor();
        var fields = await FormAsync(visitor, new() { ["Text"] = "Una volta sola.", ["Consent"] = "true" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => visitor.Client.PostAsync($"{Base}/contributi/nuovo", new FormUrlEncodedContent(fields))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Equal(1, await _host.InDb(db => db.Set<Contribution>().CountAsync(c => c.Text == "Una volta sola.", Cancel)));
    }

    [Fact]
    public async Task Before_the_listening_opens_the_form_says_when_it_will()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        var answer = await _host.Visitor().Client.PostAsJsonAsync($"/api/v1/processes/{_process.Slug}/contributions",
            new { text = "Presto.", consent = true }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Si apre", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("title")
            .GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_author_withdraws_with_the_letters_and_only_the_code_remains()
    {
        await TownListensAsync();
        var (code, secret) = await WriteAsync("Una cosa di cui mi pento.");
        var carla = await CarlaAsync();
        await PublishAsync(carla, "Una cosa di cui mi pento.");
        var author = _host.Visitor();
        Assert.Contains("pento", (await author.ReadAsync($"/voce/{secret}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await author.PostAsync($"/voce/{secret}", [], "#ritira-modulo")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await author.PostAsync($"/voce/{secret}", new() { ["Sure"] = "true" }, "#ritira-modulo")).StatusCode);
        var page = await author.ReadAsync($"{Base}/contributi/{code}");
        Assert.Contains("Ritirato", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("pento", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await _host.InDb(db => db.Set<SearchEntry>().CountAsync(e => e.Text.Contains("pento"), Cancel)));
        Assert.DoesNotContain("pento", (await author.ReadAsync($"{Base}/contributi")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_does_not_open_the_author_s_page_and_wrong_letters_find_nothing()
    {
        await TownListensAsync();
        var (code, _) = await WriteAsync("Solo mia.");
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"/voce/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync("/voce/ZZZZZZZZ")).StatusCode);
    }

    [Fact]
    public async Task Who_leaves_an_e_mail_gets_one_letter_to_confirm_it()
    {
        await TownListensAsync();
        await WriteAsync("Scrivetemi.", new() { ["Channel"] = "Email", ["Address"] = "anna@posta.example", ["Name"] = "Anna" });
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal("anna@posta.example", letter.Address);
        Assert.Null(await _host.InDb(db => db.Set<Person>().AsNoTracking().Select(p => p.Confirmed).SingleAsync(Cancel)));
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().PostAsync(_host.LinkOf(letter), [], "form.inline-form")).StatusCode);
        Assert.NotNull(await _host.InDb(db => db.Set<Person>().AsNoTracking().Select(p => p.Confirmed).SingleAsync(Cancel)));
        Assert.Equal(1, await _host.InDb(db => db.Set<Participation>().CountAsync(p => p.Kind == ParticipationKind.Contribution, Cancel)));
    }

    [Fact]
    public async Task Slips_are_printed_eight_a_sheet_and_come_back_by_code_by_number_or_by_letters()
    {
        await TownListensAsync();
        var carla = await CarlaAsync();
        var printed = await carla.PostAsync($"{Base}/contributi/foglietti", new() { ["Label"] = "Farmacia di Valle", ["Sheets"] = "2" });
        Assert.Equal(HttpStatusCode.Redirect, printed.StatusCode);
        var sheets = await carla.ReadAsync(printed.Headers.Location!.ToString());
        Assert.Equal(2, sheets.QuerySelectorAll(".slip-sheet").Length);
        Assert.Equal(16, sheets.QuerySelectorAll(".slip svg.qr").Length);
        // No browser prints here: the page says so instead of offering it.
        Assert.Null(sheets.QuerySelector("main a[href='?pdf']"));
        Assert.Contains("Il PDF ora non si può fare", sheets.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var slips = await _host.InDb(db => db.Set<Slip>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(Cancel));

        foreach (var (typed, text) in new[] { (slips[0].Code, "Il primo foglietto."), ("2", "Il secondo foglietto."),
            (Secrets.Shown(Letters(slips[2])), "Il terzo foglietto.") })
            Assert.Equal(HttpStatusCode.Redirect,
                (await carla.PostAsync($"{Base}/contributi/pila", new() { ["Slip"] = typed, ["Text"] = text })).StatusCode);
        // What is the same for the whole pile is typed once.
        var next = (await carla.PostAsync($"{Base}/contributi/pila", new()
        {
            ["Slip"] = "4",
            ["Text"] = "Il quarto.",
            ["Said"] = "2026-02-20",
            ["__Invariant"] = "Said"
        })).Headers.Location!.ToString();
        Assert.Equal("2026-02-20", (await carla.ReadAsync(next)).QuerySelector("[name=Said]")!.GetAttribute("value"));
        Assert.Equal(new(2026, 2, 20, 11, 0, 0, TimeSpan.Zero), (await VoiceAsync("Il quarto.")).Said);
        Assert.Equal([slips[0].Code, slips[1].Code, slips[2].Code, slips[3].Code],
            await _host.InDb(db => db.Set<Contribution>().OrderBy(c => c.Number).Select(c => c.Code).ToListAsync(Cancel)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync($"{Base}/contributi/pila", new() { ["Slip"] = "2", ["Text"] = "Di nuovo." })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync($"{Base}/contributi/pila", new() { ["Slip"] = "999", ["Text"] = "Mai stampato." })).StatusCode);

        // The letters on the stub open the author's page, before and after the slip was typed.
        Assert.Contains("terzo", (await _host.Visitor().ReadAsync($"/voce/{Letters(slips[2])}")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("non è ancora stato registrato", (await _host.Visitor().ReadAsync($"/voce/{Letters(slips[4])}")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(12, (await carla.ReadAsync(printed.Headers.Location!.ToString())).QuerySelectorAll(".slip").Length);
    }

    [Fact]
    public async Task A_slip_s_author_may_write_it_online_under_the_same_code()
    {
        await TownListensAsync();
        var carla = await CarlaAsync();
        await carla.PostAsync($"{Base}/contributi/foglietti", new() { ["Label"] = "Bar", ["Sheets"] = "1" });
        var slip = await _host.InDb(db => db.Set<Slip>().AsNoTracking().OrderBy(s => s.Code).FirstAsync(Cancel));
        var answer = await _host.Visitor().PostAsync($"{Base}/contributi/nuovo?foglietto={Letters(slip)}",
            new() { ["Text"] = "Dal foglietto.", ["Consent"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(slip.Code, (await VoiceAsync("Dal foglietto.")).Code);
    }

    [Fact]
    public async Task At_the_desk_no_e_mail_is_needed_and_the_answer_can_be_printed()
    {
        await TownListensAsync();
        var carla = await CarlaAsync();
        var answer = await carla.PostAsync($"{Base}/contributi/registra", new()
        {
            ["Text"] = "Gioco a carte da solo.",
            ["Via"] = "Phone",
            ["Name"] = "Osvaldo",
            ["Channel"] = "Phone",
            ["Address"] = "0532 000001"
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var voice = await VoiceAsync("Gioco a carte da solo.");
        Assert.Equal(Via.Phone, voice.Via);
        Assert.Contains("In lettura", (await carla.ReadAsync($"{Base}/lettura")).Body!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("È in lettura", (await carla.ReadAsync($"{Base}/contributi/sportello?codice={voice.Number}")).Body!.TextContent,
            StringComparison.Ordinal);
        await PublishAsync(carla, "Gioco a carte da solo.");
        Assert.Contains("È pubblico dal 2 marzo 2026",
            (await carla.ReadAsync($"{Base}/contributi/sportello?codice={voice.Code}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_published_by_mistake_is_taken_back_within_ten_minutes()
    {
        await TownListensAsync();
        await WriteAsync("Chiamate Mario al 347 1234567.");
        var carla = await CarlaAsync();
        Assert.Contains("347 1234567", (await carla.ReadAsync($"{Base}/lettura")).QuerySelector(".note.warn")!.TextContent,
            StringComparison.Ordinal);
        await PublishAsync(carla, "Chiamate Mario al 347 1234567.");
        var id = (await VoiceAsync("Chiamate Mario al 347 1234567.")).Id.ToString();
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{Base}/lettura", new() { ["Id"] = id }, "form[action*=Cancel]")).StatusCode);
        Assert.DoesNotContain("347", (await _host.Visitor().ReadAsync($"{Base}/contributi")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{Base}/lettura", new() { ["Id"] = id, ["Words"] = "Mario\r\n347 1234567", ["Shown"] = "true" },
            "form[id^=nascondi]")).StatusCode);
        Assert.Contains("Chiamate […] al […].", (await _host.Visitor().ReadAsync($"{Base}/contributi")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_thread_tells_an_unread_voice_to_the_staff_alone()
    {
        await TownListensAsync();
        var (code, _) = await WriteAsync("Non ancora letta.");
        var subject = (await VoiceAsync("Non ancora letta.")).Subject;
        Assert.Empty(await CardsAsync(subject, Reader.Anybody));
        Assert.Equal(code, Assert.Single(await CardsAsync(subject, new([_process.Id.Value], [], [], [], []))).Code);
    }

    private async Task<IReadOnlyCollection<Card>> CardsAsync(Subject subject, Reader reader)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(_town);
        return [.. (await scope.ServiceProvider.GetRequiredService<Filo>().FollowAsync(subject, reader, Cancel)).Cards.Values];
    }

    [Theory]
    [InlineData("contributi/registra"), InlineData("contributi/foglietti"), InlineData("contributi/pila"), InlineData("lettura"),
        InlineData("contributi/sportello")]
    public async Task The_staff_s_pages_refuse_everybody_else(string page)
    {
        await TownListensAsync();
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync($"{Base}/{page}")).Headers.Location!.ToString(),
            StringComparison.Ordinal);
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Bianchi", _town));
        Assert.Equal(HttpStatusCode.Forbidden, (await elsa.GetAsync($"{Base}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await CarlaAsync()).GetAsync($"/percorsi/nessuno/{page}")).StatusCode);
    }

    [Fact]
    public async Task Another_process_s_voice_is_not_read_from_here()
    {
        await TownListensAsync();
        await WriteAsync("Del primo percorso.");
        var voice = await VoiceAsync("Del primo percorso.");
        var first = _process;
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        await WriteAsync("Del secondo percorso.");
        var carla = await CarlaAsync();
        Assert.Equal(HttpStatusCode.NotFound,
            (await carla.PostAsync($"{Base}/lettura", new() { ["Id"] = voice.Id.ToString() }, "form[action*=Publish]")).StatusCode);
        Assert.NotEqual(first.Slug, _process.Slug);
    }

    [Fact]
    public async Task Filters_and_pages_of_the_list_hold_every_voice_once()
    {
        await TownListensAsync();
        await _host.Act(_town, null, async write =>
        {
            var book = write.Get<ContributionBook>();
            for (var n = 1; n <= 65; n++)
            {
                var said = await book.RecordAsync(new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false),
                    new($"Voce numero {n}.", Via.Paper)
                    {
                        Kind = n % 5 == 0 ? ContributionKind.Idea : ContributionKind.Need,
                        Theme = n % 2 == 0 ? "muoversi" : "sociale"
                    }, Cancel);
                await book.PublishAsync(said.Id, Cancel);
            }
            return 0;
        });
        var (seen, url) = (new List<string>(), $"{Base}/contributi");
        while (url is not null)
        {
            var page = await _host.Visitor().ReadAsync(url);
            seen.AddRange(page.QuerySelectorAll(".voice-text").Select(e => e.TextContent));
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal((65, 65), (seen.Count, seen.Distinct().Count()));
        var api = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync($"/api/v1/processes/{_process.Slug}/contributions?kind=idea&theme=muoversi&pageSize=4")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(4, api.GetProperty("items").GetArrayLength());
        var rest = JsonDocument.Parse(await (await _host.Visitor()
            .GetAsync($"/api/v1/processes/{_process.Slug}/contributions?kind=idea&theme=muoversi&pageSize=4&after={api.GetProperty("next").GetString()}")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(2, rest.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task The_API_writes_by_the_same_rules_and_once_per_key()
    {
        await TownListensAsync();
        var client = _host.Visitor().Client;
        var url = $"/api/v1/processes/{_process.Slug}/contributions";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await client.PostAsJsonAsync(url, new { text = "Senza consenso." }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await client.PostAsJsonAsync(url, new { text = "  ", consent = true }, Cancel)).StatusCode);
        var receipts = new List<string>();
        for (var n = 0; n < 2; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                url)
            { Content = JsonContent.Create(new { text = "Dalla API.", consent = true, kind = "idea" }) };
            request.Headers.Add("Idempotency-Key", "k1-0123456789");
            var answer = await client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            receipts.Add(await answer.Content.ReadAsStringAsync(Cancel));
        }
        Assert.Equal(receipts[0], receipts[1]);
        Assert.Equal(ContributionKind.Idea, (await VoiceAsync("Dalla API.")).Kind);
    }

    [Fact]
    public async Task Outside_a_room_one_address_writes_twenty_times_in_ten_minutes()
    {
        await TownListensAsync();
        var client = _host.Visitor().Client;
        var url = $"/api/v1/processes/{_process.Slug}/contributions";
        for (var n = 0; n < 20; n++) Assert.Equal(HttpStatusCode.Created,
            (await client.PostAsJsonAsync(url, new { text = $"Voce {n}", consent = true }, Cancel)).StatusCode);
        var refused = await client.PostAsJsonAsync(url, new { text = "La ventunesima", consent = true }, Cancel);
        Assert.Equal((HttpStatusCode)429, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        _host.Clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(HttpStatusCode.Created,
            (await client.PostAsJsonAsync(url, new { text = "Più tardi", consent = true }, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_draft_process_tells_nobody_outside_what_was_said()
    {
        await TownListensAsync(published: false);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"{Base}/contributi")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await _host.Visitor().GetAsync($"/api/v1/processes/{_process.Slug}/contributions")).StatusCode);
    }

    [Fact]
    public async Task Voices_alike_are_shown_before_sending()
    {
        await TownListensAsync();
        await WriteAsync("Di sera non passa nessun autobus per tornare a casa da Valle.");
        await PublishAsync(await CarlaAsync(), "Di sera non passa nessun autobus per tornare a casa da Valle.");
        var visitor = _host.Visitor();
        var fields = await FormAsync(visitor, new() { ["Text"] = "La sera non c'è nessun autobus per tornare a casa da Valle" });
        var answer = await visitor.Client.PostAsync($"{Base}/contributi/nuovo?handler=Compare", new FormUrlEncodedContent(fields), Cancel);
        var page = await Visitor.ParseAsync(answer);
        Assert.NotEmpty(page.QuerySelectorAll(".voice"));
        Assert.Equal("La sera non c'è nessun autobus per tornare a casa da Valle",
            page.QuerySelector("textarea[name=Text]")!.TextContent.Trim());
    }
}
