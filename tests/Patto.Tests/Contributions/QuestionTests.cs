using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Imports;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

/// <summary>A phase asks something of its own on the form; what was promised to who answers holds wherever the answer goes.</summary>
public sealed class QuestionTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _paola = null!;
    private Guid _phase;
    private string Base => $"/percorsi/{_process.Slug}";
    private string Questions => ContributionUrls.Questions(_process.Slug);

    /// <summary>A town whose listening phase is open today, and who answers for the process.</summary>
    private async Task TownListensAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
        var today = Localization.Texts.RomeDay(_host.Clock.Now);
        var phases = await _host.InDb(db => db.Set<Phase>().AsNoTracking().Where(p => p.Process == _process.Id).ToListAsync(Cancel));
        _phase = phases.First(p => p.From <= today && today <= p.Until && p.Opens.Exists(o => o.Act == "contributions.write")).Id.Value;
    }

    private async Task<HttpResponseMessage> AskAsync(string words, QuestionKind kind, bool required = false, bool published = false,
        string choices = "", string low = "", string high = "", string? url = null) =>
        await _paola.PostAsync(url ?? ContributionUrls.Question(_process.Slug, _phase), new()
        {
            ["Words"] = words,
            ["Kind"] = kind.ToString(),
            ["Choices"] = choices,
            ["Steps"] = "5",
            ["Low"] = low,
            ["High"] = high,
            ["IsRequired"] = required ? "true" : "false",
            ["IsPublished"] = published ? "true" : "false",
        });

    private async Task<OwnQuestion> AskedAsync(string words, QuestionKind kind, bool required = false, bool published = false,
        string choices = "", string low = "", string high = "")
    {
        var answer = await AskAsync(words, kind, required, published, choices, low, high);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync(Cancel));
        return await FindAsync(words);
    }

    private Task<OwnQuestion> FindAsync(string words) =>
        _host.InDb(db => db.Set<OwnQuestion>().AsNoTracking().SingleAsync(q => q.Words == words, Cancel));

    private Task<Contribution> VoiceAsync(string text) =>
        _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(c => c.Text == text, Cancel));

    private async Task<HttpResponseMessage> WriteAsync(string text, params (OwnQuestion Question, string Said)[] answers)
    {
        Dictionary<string, string> fields = new() { ["Text"] = text, ["Consent"] = "true" };
        foreach (var (question, said) in answers) fields[question.Field] = said;
        return await _host.Visitor().PostAsync($"{Base}/contributi/nuovo", fields);
    }

    private async Task PublishAsync(string text) => Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync($"{Base}/lettura",
        new() { ["Id"] = (await VoiceAsync(text)).Id.ToString() }, "form[action*=Publish]")).StatusCode);

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task What_a_phase_asks_stands_on_the_form_and_what_is_required_is_asked_for_with_everything_typed_still_there()
    {
        await TownListensAsync();
        var bus = await AskedAsync("Quanto usi l'autobus?", QuestionKind.Scale, published: true, low: "mai", high: "ogni giorno");
        var age = await AskedAsync("Quanti anni hai?", QuestionKind.Choice, required: true, choices: "Meno di 30\nDa 30 a 60\nPiù di 60");
        var why = await AskedAsync("Che cosa cambieresti?", QuestionKind.Text, published: true);
        var form = await _host.Visitor().ReadAsync($"{Base}/contributi/nuovo");
        Assert.Equal(["Quanto usi l'autobus?", "Quanti anni hai?", "Che cosa cambieresti?"],
            form.QuerySelectorAll("label").Select(l => l.FirstChild!.TextContent.Trim()).Where(l => l.EndsWith('?')));
        Assert.Contains("accanto al contributo non si legge", form.Body!.TextContent, StringComparison.Ordinal);

        var refused = await WriteAsync("Serve una corsa alle 22.", (bus, "5"), (why, "L'orario della sera."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var again = await Visitor.ParseAsync(refused);
        Assert.Contains("Rispondi anche a questa domanda.", again.QuerySelector($"[id$='-err']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("5", ((IHtmlSelectElement)again.QuerySelector($"select[name='{bus.Field}']")!).Value);
        Assert.Equal("L'orario della sera.", again.QuerySelector($"textarea[name='{why.Field}']")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await WriteAsync("Serve una corsa alle 22.", (age, "7"))).StatusCode);

        Assert.Equal(HttpStatusCode.Redirect, (await WriteAsync("Serve una corsa alle 22.", (bus, "5"), (age, "2"),
            (why, "L'orario della sera, dice Rossi."))).StatusCode);
        Assert.Equal(3, (await VoiceAsync("Serve una corsa alle 22.")).Answers!.Count);
    }

    [Fact]
    public async Task Answers_are_public_only_where_their_question_says_so_and_hidden_words_are_hidden_in_them_too()
    {
        await TownListensAsync();
        var age = await AskedAsync("Quanti anni hai?", QuestionKind.Choice, choices: "Meno di 30\nDa 30 a 60");
        var why = await AskedAsync("Che cosa cambieresti?", QuestionKind.Text, published: true);
        var bus = await AskedAsync("Quanto usi l'autobus?", QuestionKind.Scale, published: true, low: "mai");
        await WriteAsync("Serve una corsa alle 22.", (age, "2"), (why, "L'orario: lo dice sempre Brambilla."), (bus, "1"));
        var reading = await _paola.ReadAsync($"{Base}/lettura");
        Assert.Contains("Da 30 a 60", reading.Body!.TextContent, StringComparison.Ordinal);
        var voice = await VoiceAsync("Serve una corsa alle 22.");
        // A word that stands only in an answer is hidden there.
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync($"{Base}/lettura", new()
        {
            ["Id"] = voice.Id.ToString(),
            ["Words"] = "Brambilla",
            ["Shown"] = "true",
        }, "form[action*=Hide]")).StatusCode);
        var anybody = _host.Visitor();
        foreach (var url in new[] { $"{Base}/contributi", $"{Base}/contributi/{voice.Code}" })
        {
            var page = (await anybody.ReadAsync(url)).Body!.TextContent;
            Assert.Contains("lo dice sempre […].", page, StringComparison.Ordinal);
            Assert.Contains("1 (mai)", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Da 30 a 60", page, StringComparison.Ordinal);
        }
        foreach (var url in new[] { $"{Base}/contributi/dati.csv", $"/api/v1/processes/{_process.Slug}/contributions" })
        {
            var text = await (await anybody.GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.Contains("Che cosa cambieresti?", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Brambilla", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Quanti anni", text, StringComparison.Ordinal);
        }
        // Taken back, the reading leaves nothing public; withdrawn, nothing at all.
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync($"{Base}/lettura", new() { ["Id"] = voice.Id.ToString() },
            "form[action*=Cancel]")).StatusCode);
        Assert.All((await VoiceAsync("Serve una corsa alle 22.")).Answers!, a => Assert.Null(a.PublicText));
    }

    [Fact]
    public async Task Once_somebody_answered_the_words_are_corrected_with_history_and_what_is_asked_stays()
    {
        await TownListensAsync();
        var age = await AskedAsync("Quanti anni ai?", QuestionKind.Choice, choices: "Meno di 30\nDa 30 a 60");
        var url = ContributionUrls.Question(_process.Slug, _phase, age.Id.Value);
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("Quanti anni ai?", QuestionKind.Choice,
            choices: "Meno di 40\nDi più", url: url))
            .StatusCode);
        Assert.Empty((await FindAsync("Quanti anni ai?")).Former);
        await WriteAsync("Serve un bagno al parco.", (age, "1"));

        foreach (var (kind, published, choices) in new[] { (QuestionKind.Scale, false, ""),
            (QuestionKind.Choice, true, "Meno di 40\nDi più"),
            (QuestionKind.Choice, false, "Meno di 40\nDi più\nNon lo dico") })
        {
            var refused = await AskAsync("Quanti anni hai?", kind, published: published, choices: choices, url: url);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Ritira questa domanda", await TextOf(refused), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("Quanti anni hai?", QuestionKind.Choice, choices: "Meno di 40 anni\nDi più",
            url: url)).StatusCode);
        var now = await FindAsync("Quanti anni hai?");
        Assert.Equal(["Quanti anni ai?", "Meno di 40"], now.Former.Select(f => f.Words));
        Assert.Contains("Quanti anni ai?", (await _paola.ReadAsync(url)).Body!.TextContent, StringComparison.Ordinal);

        // It cannot go, it is retired: the form asks it no more and the answers stay.
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(Questions, new() { ["Item"] = age.Id.ToString() },
            "form[action*=Retire]")).StatusCode);
        Assert.DoesNotContain("Quanti anni hai?", (await _host.Visitor().ReadAsync($"{Base}/contributi/nuovo")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Meno di 40 anni", (await _paola.ReadAsync($"{Base}/lettura")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(Questions, new() { ["Item"] = age.Id.ToString() },
            "form[action*=TakeUp]")).StatusCode);
        Assert.Null((await FindAsync("Quanti anni hai?")).Retired);
    }

    [Fact]
    public async Task A_phase_asks_five_things_at_most_in_the_order_that_the_officer_gives_and_nobody_else_writes_them()
    {
        await TownListensAsync();
        for (var i = 1; i <= 5; i++) await AskedAsync($"Domanda {i}?", QuestionKind.Text);
        var sixth = await AskAsync("Domanda 6?", QuestionKind.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sixth.StatusCode);
        Assert.Contains("ha già 5 domande", await TextOf(sixth), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(Questions,
            new() { ["Item"] = (await FindAsync("Domanda 5?")).Id.ToString() }, "form[action*=Up]:has(input[value='"
                + (await FindAsync("Domanda 5?")).Id + "'])")).StatusCode);
        Assert.Equal(["Domanda 1?", "Domanda 2?", "Domanda 3?", "Domanda 5?", "Domanda 4?"],
            (await _paola.ReadAsync(Questions)).QuerySelectorAll("li.tile h3").Select(h => h.TextContent));
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync(Questions,
            new() { ["Item"] = (await FindAsync("Domanda 1?")).Id.ToString() }, "form[action*=Remove]")).StatusCode);
        Assert.Equal(4, await _host.InDb(db => db.Set<OwnQuestion>().CountAsync(Cancel)));

        var facilitator = await _host.SignedInAsync(await _host.AccountAsync("Fabio Lodi", _town, Role.Facilitator));
        foreach (var who in new[] { facilitator, _host.Visitor() })
            Assert.NotEqual(HttpStatusCode.OK, (await who.GetAsync(Questions)).StatusCode);
        // Another phase asks nothing of it today.
        var other = await _host.InDb(db => db.Set<Phase>().Where(p => p.Process == _process.Id && p.Id != new Id<Phase>(_phase)).FirstAsync(Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync("Di un'altra fase?", QuestionKind.Text,
            url: ContributionUrls.Question(_process.Slug, other.Id.Value))).StatusCode);
        Assert.DoesNotContain("Di un'altra fase?", (await _host.Visitor().ReadAsync($"{Base}/contributi/nuovo")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Di un'altra fase?", (await _paola.ReadAsync($"{Base}/contributi/registra?fase={other.Id}")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_types_them_the_slips_carry_them_and_the_pile_asks_them()
    {
        await TownListensAsync();
        var age = await AskedAsync("Quanti anni hai?", QuestionKind.Choice, required: true, choices: "Meno di 30\nDa 30 a 60");
        // Who types for others does not invent an answer that was not given.
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync($"{Base}/contributi/registra", new() { ["Text"] = "Al telefono." }))
            .StatusCode);
        Assert.Null((await VoiceAsync("Al telefono.")).Answers);
        var printed = await _paola.PostAsync($"{Base}/contributi/foglietti", new() { ["Label"] = "Farmacia", ["Sheets"] = "2" });
        var sheets = await _paola.ReadAsync(printed.Headers.Location!.ToString());
        Assert.Equal((2, 8), (sheets.QuerySelectorAll(".slip-sheet-asking").Length, sheets.QuerySelectorAll(".slip").Length));
        Assert.All(sheets.QuerySelectorAll(".slip"), s => Assert.Contains("Da 30 a 60", s.TextContent, StringComparison.Ordinal));
        var slip = await _host.InDb(db => db.Set<Slip>().AsNoTracking().OrderBy(s => s.Code).FirstAsync(Cancel));
        Assert.Equal(HttpStatusCode.Redirect, (await _paola.PostAsync($"{Base}/contributi/pila",
            new() { ["Slip"] = slip.Code, ["Text"] = "Sul foglietto.", [age.Field] = "2" })).StatusCode);
        Assert.Equal(2, Assert.Single((await VoiceAsync("Sul foglietto.")).Answers!).Number);
    }

    [Fact]
    public async Task Answers_are_counted_and_small_counts_are_kept_back_where_the_answers_are_not_public()
    {
        await TownListensAsync();
        var age = await AskedAsync("Quanti anni hai?", QuestionKind.Choice, choices: "Meno di 30\nDa 30 a 60\nDi più");
        var bus = await AskedAsync("Quanto usi l'autobus?", QuestionKind.Scale, published: true, low: "mai");
        for (var i = 0; i < 8; i++)
        {
            var text = $"Voce numero {i}.";
            await WriteAsync(text, (age, i < 6 ? "1" : "2"), (bus, i == 0 ? "1" : "5"));
            if (i != 7) await PublishAsync(text);
        }
        var page = await _host.Visitor().ReadAsync(ContributionUrls.Answers(_process.Slug));
        var sections = page.QuerySelectorAll("main section").ToList();
        string[] Cells(int at) => [.. sections[at].QuerySelectorAll("tbody td").Select(c => c.TextContent.Trim())];
        Assert.Contains("Hanno risposto 7 voci su 7 pubblicate.", sections[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(["troppo poche per dirlo", "troppo poche per dirlo", "0"], Cells(0));
        Assert.Equal(["1", "0", "0", "0", "6"], Cells(1));
    }

    [Fact]
    public async Task A_column_with_the_question_as_its_heading_comes_in_and_an_unknown_choice_is_asked_once()
    {
        await TownListensAsync();
        await AskedAsync("Quanti anni hai?", QuestionKind.Choice, published: true, choices: "Meno di 30\nDa 30 a 60");
        await AskedAsync("Quanto usi l'autobus?", QuestionKind.Scale, published: true, low: "mai", high: "ogni giorno");
        var file = Encoding.UTF8.GetBytes("Racconta;Quanti anni hai?;Quanto usi l'autobus?\nPrima voce.;meno di 30;4\n"
            + "Seconda voce.;trentenne;ogni giorno\nTerza voce.;Trentenne;\nQuarta voce.;;9\n");
        var looked = await Sent.FileAsync(_paola, ContributionUrls.Import(_process.Slug), file, "voci.csv");
        Assert.Contains("9» non è un gradino della scala", looked.Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(looked.QuerySelectorAll("select[name^=Meant]"));
        var refused = await Visitor.ParseAsync(await Sent.OnAsync(_paola, looked, new() { ["Label"] = "Modulo" }));
        Assert.Contains("Scegli che risposta è «trentenne».", refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(_paola, refused, new()
        {
            ["Meant[0]"] = Sent.Option(refused, "Meant[0]", "Da 30 a 60"),
            ["SkipWrong"] = "true",
        })).StatusCode);
        Assert.Equal([1, 4], (await VoiceAsync("Prima voce.")).Answers!.Select(a => a.Number!.Value));
        Assert.Equal([2, 5], (await VoiceAsync("Seconda voce.")).Answers!.Select(a => a.Number!.Value));
        Assert.Equal([2], (await VoiceAsync("Terza voce.")).Answers!.Select(a => a.Number!.Value));
        Assert.Null((await VoiceAsync("Quarta voce.")).Answers);
        var next = await Sent.FileAsync(_paola, ContributionUrls.Import(_process.Slug),
            Encoding.UTF8.GetBytes("Racconta;Quanti anni hai?\nQuinta voce.;TRENTENNE\n"), "voci.csv");
        Assert.Empty(next.QuerySelectorAll("select[name^=Meant]"));

        // What goes out comes in again.
        foreach (var text in new[] { "Prima voce.", "Seconda voce." }) await PublishAsync(text);
        var csv = await (await _paola.GetAsync($"{Base}/contributi/dati.csv")).Content.ReadAsByteArrayAsync(Cancel);
        var back = await Sent.FileAsync(_paola, ContributionUrls.Import(_process.Slug), csv, "dati.csv");
        Assert.Equal(2, back.QuerySelectorAll("select[name^=Fields] option[selected][value^=domanda-]").Length);
        Assert.Empty(back.QuerySelectorAll("select[name^=Meant]"));
    }

    [Fact]
    public async Task The_api_tells_the_questions_takes_answers_by_the_same_rules_and_refuses_with_the_place()
    {
        await TownListensAsync();
        await AskedAsync("Quanti anni hai?", QuestionKind.Choice, required: true, published: true, choices: "Meno di 30\nDa 30 a 60");
        await AskedAsync("Che cosa cambieresti?", QuestionKind.Text, published: true);
        var api = _host.Visitor().Client;
        var url = $"/api/v1/processes/{_process.Slug}/contributions";
        var asked = JsonDocument.Parse(await api.GetStringAsync($"{url}/questions", Cancel)).RootElement.EnumerateArray().ToList();
        Assert.Equal([1, 2], asked.Select(q => q.GetProperty("question").GetInt32()));
        Assert.Equal("choice", asked[0].GetProperty("kind").GetString());
        async Task<HttpStatusCode> SayAsync(string text, params object[] answers) =>
            (await api.PostAsJsonAsync(url, new { text, consent = true, answers }, Cancel)).StatusCode;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SayAsync("Senza risposta."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SayAsync("Risposta ignota.", new { question = 1, value = "Boh" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SayAsync("Domanda ignota.", new { question = 9, value = "Boh" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SayAsync("Troppo lunga.", new { question = 1, value = "Meno di 30" },
            new { question = 2, value = new string('a', 2001) }));
        Assert.Equal(HttpStatusCode.Created, await SayAsync("Dalla macchina.", new { question = 1, value = "Da 30 a 60" }));
        await PublishAsync("Dalla macchina.");
        var item = JsonDocument.Parse(await api.GetStringAsync(url, Cancel)).RootElement.GetProperty("items")[0];
        Assert.Equal("Da 30 a 60", item.GetProperty("answers")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task A_process_that_is_made_of_this_one_asks_the_same_and_has_no_answers()
    {
        await TownListensAsync();
        var age = await AskedAsync("Quanti anni hai?", QuestionKind.Choice, required: true, choices: "Meno di 30\nDa 30 a 60");
        await AskedAsync("Quanto usi l'autobus?", QuestionKind.Scale, published: true, low: "mai");
        await WriteAsync("Serve un bagno al parco.", (age, "1"));
        var known = await _host.Act(_town, null, write => write.Get<TemplateBook>().OfAsync(_process.Id, "copia", "Copia",
            ["domande"], Cancel));
        var copy = await _host.Act(_town, null, write =>
        {
            var made = Process.FromTemplate(_town.Id, "COPIA", "copia", "Copia", known, new DateOnly(2027, 1, 7), write.Now);
            write.Db.Add(made);
            return Task.FromResult(made);
        });
        var asked = await _host.InDb(db => db.Set<OwnQuestion>().AsNoTracking().Where(q => q.Process == copy.Id).OrderBy(q => q.Number)
            .ToListAsync(Cancel));
        Assert.Equal([("Quanti anni hai?", true, false), ("Quanto usi l'autobus?", false, true)],
            asked.Select(q => (q.Words, q.IsRequired, q.IsPublished)));
        Assert.All(asked, q => Assert.False(q.IsAnswered));
    }
}
