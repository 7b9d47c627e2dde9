using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Opinions;
using Patto.Modules.Opinions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Tests.Processes;

namespace Patto.Tests.Opinions;

/// <summary>A map of opinions is prepared, opened, answered from a device and on paper, drawn and read; whoever may not is
/// refused.</summary>
public sealed class OpinionPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Modules.Processes.Process _process = null!;
    private Authorities.Authority _town = null!;
    private Visitor _paola = null!;
    private string Slug => _process.Slug;

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
    }

    private static void Went(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    private static async Task SaysAsync(HttpResponseMessage answer, string words)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private Task<OpinionSurvey> SurveyAsync() =>
        _host.InDb(db => db.Surveys.AsNoTracking().OrderByDescending(s => s.At).FirstAsync(Cancel));
    private Task<List<SurveyStatement>> StatementsAsync(OpinionSurvey survey) => _host.InDb(db => db.Statements.AsNoTracking()
        .Where(s => s.Survey == survey.Id).OrderBy(s => s.Number).ToListAsync(Cancel));
    private Task<List<SurveyAnswer>> AnswersAsync() => _host.InDb(db => db.SurveyAnswers.AsNoTracking().ToListAsync(Cancel));

    private static Dictionary<string, string> Asked(string closes = "2026-03-20", string interests = "") => new()
    {
        ["Title"] = "Su che cosa siamo d'accordo",
        ["OpensOn"] = "2026-03-02",
        ["OpensAt"] = "09:00",
        ["ClosesOn"] = closes,
        ["ClosesAt"] = "20:00",
        ["Interests"] = interests,
    };

    private async Task<OpinionSurvey> WriteAsync(int statements, string interests = "", string? voice = null)
    {
        Went(await _paola.PostAsync(SurveyUrls.New(Slug), Asked(interests: interests)));
        var survey = await SurveyAsync();
        for (var n = 1; n <= statements; n++) Went(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id),
            new() { ["Text"] = $"Frase numero {n}.", ["Source"] = n == 1 && voice is not null ? voice : "" }, "form#frase"));
        return survey;
    }

    private Task<HttpResponseMessage> WorkAsync(OpinionSurvey survey, string handler, Dictionary<string, string>? fields = null) =>
        _paola.PostAsync(SurveyUrls.Work(Slug, survey.Id), fields ?? [], $"form[action*='handler={handler}']");

    private async Task<OpinionSurvey> OpenAsync(int statements = 5, string interests = "", string? voice = null)
    {
        var survey = await WriteAsync(statements, interests, voice);
        Went(await WorkAsync(survey, "Open"));
        return await SurveyAsync();
    }

    /// <summary>The statement that is asked once more, when all are answered.</summary>
    private Guid Again { get; set; }

    private Task<HttpResponseMessage> AnswerAsync(Visitor who, OpinionSurvey survey, Guid? statement, int value) =>
        who.PostAsync(SurveyUrls.Show(Slug, survey.Id) + (statement is null ? "" : $"?frase={Again}"), statement is { } one
            ? new() { ["Statement"] = $"{one}", ["Value"] = $"{value}" } : new() { ["Value"] = $"{value}" }, "form#risposta");

    [Fact]
    public async Task A_map_is_prepared_by_who_leads_and_read_by_everybody_once_it_is_open()
    {
        await TownAsync();
        var anybody = _host.Visitor();
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.GetAsync(SurveyUrls.New(Slug))).StatusCode);
        var citizen = await _host.SignedInAsync(await _host.AccountAsync("Ugo Neri", _town));
        Assert.Equal(HttpStatusCode.Forbidden, (await citizen.GetAsync(SurveyUrls.New(Slug))).StatusCode);
        await SaysAsync(await _paola.PostAsync(SurveyUrls.New(Slug), Asked(closes: "2026-03-01")), "La chiusura viene dopo l'apertura.");
        await SaysAsync(await _paola.PostAsync(SurveyUrls.New(Slug), Asked(interests: "chi lavora a turni")), "almeno due, o nessuna");
        var survey = await WriteAsync(4);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(SurveyUrls.Show(Slug, survey.Id))).StatusCode);
        await SaysAsync(await WorkAsync(survey, "Open"), "Servono almeno cinque frasi");
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id), new() { ["Text"] = " " }, "form#frase"),
            "Scrivi la frase.");
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id),
            new() { ["Text"] = "Una frase.", ["Source"] = "LWF-C9999" }, "form#frase"), "Non c'è una voce pubblicata con questo codice");
        Went(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id), new() { ["Text"] = "Frase numero 5." }, "form#frase"));
        Went(await WorkAsync(survey, "Open"));
        Assert.Contains("Frase 1 di 5", await TextOf(anybody, SurveyUrls.Show(Slug, survey.Id)), StringComparison.Ordinal);
        Assert.Contains("La mappa compare da cinquanta persone", await TextOf(anybody, SurveyUrls.Show(Slug, survey.Id)),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.GetAsync(SurveyUrls.Work(Slug, survey.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.GetAsync(SurveyUrls.Desk(Slug, survey.Id))).StatusCode);
    }

    [Fact]
    public async Task A_device_answers_changes_an_answer_and_takes_all_of_them_back()
    {
        await TownAsync();
        var survey = await OpenAsync(interests: "chi abita in frazione\nchi lavora a turni");
        var (url, phone) = (SurveyUrls.Show(Slug, survey.Id), _host.Visitor());
        for (var n = 0; n < 5; n++) Went(await AnswerAsync(phone, survey, null, n - 2 is var v && v > 1 ? 1 : Math.Max(-1, v)));
        var answers = await AnswersAsync();
        Assert.Equal(5, answers.Count);
        Assert.Single(answers.Select(a => a.Participant).Distinct());
        Assert.Contains("hai risposto a tutte le 5 frasi", await TextOf(phone, url), StringComparison.Ordinal);
        Assert.DoesNotContain("hai risposto", await TextOf(_host.Visitor(), url), StringComparison.Ordinal);

        var first = (await StatementsAsync(survey))[0].Id.Value;
        var again = await phone.ReadAsync($"{url}?frase={first}");
        Assert.Contains("Frase numero 1.", again.QuerySelector("#risposta blockquote")!.TextContent, StringComparison.Ordinal);
        Again = first;
        Went(await AnswerAsync(phone, survey, first, 0));
        Assert.Equal(0, (await AnswersAsync()).Single(a => a.Statement.Value == first).Value);
        Went(await phone.PostAsync(url, new() { ["Interest"] = "1" }, "form#riconoscersi"));
        Assert.Equal(1, (await _host.InDb(db => db.SurveyParticipants.AsNoTracking().SingleAsync(Cancel))).Interest);
        await SaysAsync(await AnswerAsync(phone, survey, Guid.NewGuid(), 1), "Questa frase non si chiede più");
        await SaysAsync(await AnswerAsync(phone, survey, first, 7), "Scegli una delle tre risposte");

        Went(await phone.PostAsync(url, [], "form[action*='handler=Forget']"));
        Assert.Empty(await AnswersAsync());
        Assert.Contains("Frase 1 di 5", await TextOf(phone, url), StringComparison.Ordinal);
    }

    /// <summary>Two clicks on the first answer bring no second person.</summary>
    [Fact]
    public async Task The_same_sending_twice_is_one_device()
    {
        await TownAsync();
        var survey = await OpenAsync();
        var form = (await _host.Visitor().ReadAsync(SurveyUrls.Show(Slug, survey.Id))).QuerySelector("form#risposta")!;
        var once = form.QuerySelector("input[name='__once']")!.GetAttribute("value")!;
        var (one, other) = (_host.Visitor(), _host.Visitor());
        Went(await one.PostAsync(SurveyUrls.Show(Slug, survey.Id), new() { ["Value"] = "1", ["__once"] = once }, "form#risposta"));
        Went(await other.PostAsync(SurveyUrls.Show(Slug, survey.Id), new() { ["Value"] = "1", ["__once"] = once }, "form#risposta"));
        Assert.Equal(1, await _host.InDb(db => db.SurveyParticipants.CountAsync(Cancel)));
        Assert.Contains("Frase 2 di 5", await TextOf(other, SurveyUrls.Show(Slug, survey.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_that_is_missing_is_proposed_and_taken_in_or_left_out_with_a_reason()
    {
        await TownAsync();
        var survey = await OpenAsync();
        var (url, phone) = (SurveyUrls.Show(Slug, survey.Id), _host.Visitor());
        await SaysAsync(await phone.PostAsync(url, new() { ["Text"] = "" }, "form#proponi"), "Scrivi la frase.");
        Went(await phone.PostAsync(url, new() { ["Text"] = "Serve una panchina alla posta." }, "form#proponi"));
        Went(await phone.PostAsync(url, new() { ["Text"] = "Il bus è in ritardo." }, "form#proponi"));
        Assert.DoesNotContain("panchina", await TextOf(phone, url), StringComparison.Ordinal);
        Assert.Contains("2 frasi proposte sono da leggere", await TextOf(_paola, ProcessUrls.Dashboard(Slug)), StringComparison.Ordinal);
        var proposed = (await StatementsAsync(survey)).FindAll(s => s.State == StatementState.Waiting);
        Went(await _paola.PostAsync(SurveyUrls.Work(Slug, survey.Id), new() { ["statement"] = $"{proposed[0].Id}" },
            "form[action*='handler=TakeIn']"));
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Work(Slug, survey.Id), new() { ["Why"] = "" },
            $"form#fuori-{proposed[1].Id}"), "Scrivi il motivo");
        Went(await _paola.PostAsync(SurveyUrls.Work(Slug, survey.Id), new() { ["Why"] = "È un fatto, non un'opinione." },
            $"form#fuori-{proposed[1].Id}"));
        var read = await TextOf(phone, url);
        Assert.Contains("Frase 1 di 6", read, StringComparison.Ordinal);
        Assert.Contains("È un fatto, non un'opinione.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("frasi proposte", await TextOf(_paola, ProcessUrls.Dashboard(Slug)), StringComparison.Ordinal);

        // Words that somebody may have answered to stay as they are.
        var first = (await StatementsAsync(survey))[0];
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id, first.Id), new() { ["Text"] = "Altre parole." },
            "form#frase"),
            "non si cambiano più");
        Went(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id, first.Id), new() { ["Why"] = "È doppia." }, "form#togli"));
        Assert.Contains("Frase 1 di 5", await TextOf(_host.Visitor(), url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_hangs_on_the_thread_of_the_voice_it_comes_from_and_of_the_proposal_it_is_a_reason_of()
    {
        await TownAsync();
        var voice = await _host.Act(_town, null, async write =>
        {
            var said = await write.Get<ContributionBook>().RecordAsync((await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!,
                new("Se dite di no, spiegateci perché.", Via.Web), Cancel);
            await write.Get<ContributionBook>().PublishAsync(said.Id, Cancel);
            return said;
        });
        var survey = await OpenAsync(voice: voice.Code);
        var first = (await StatementsAsync(survey))[0];
        Assert.Equal(voice.Id, first.Source);
        Assert.Contains($"{voice.Code} è diventato una frase a cui si risponde: «Frase numero 1.»",
            await TextOf(_host.Visitor(), $"/filo/{voice.Code}"), StringComparison.Ordinal);
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Statement(Slug, survey.Id, first.Id), new() { ["Proposal"] = "LWF-P0099" },
            "form#ragione"),
            "Non c'è una proposta con questo codice");
    }

    [Fact]
    public async Task Sheets_of_paper_are_typed_a_letter_for_each_statement_and_what_cannot_be_read_comes_back()
    {
        await TownAsync();
        var survey = await OpenAsync(interests: "chi abita in frazione\nchi lavora a turni");
        Assert.Contains("☐", await TextOf(_paola, SurveyUrls.Sheet(Slug, survey.Id)), StringComparison.Ordinal);
        var desk = await _paola.PostAsync(SurveyUrls.Desk(Slug, survey.Id),
            new() { ["Lines"] = "snp-s 2\nS N P\nsnpsnp\nsxn\n-----\nsn 9\n" }, "form.panel");
        Assert.Equal(HttpStatusCode.OK, desk.StatusCode);
        var said = await Visitor.ParseAsync(desk);
        Assert.Equal(4, said.QuerySelectorAll(".alerts li").Length);
        Assert.Equal("snpsnp\nsxn\n-----\nsn 9", said.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal(7, (await AnswersAsync()).Count);
        var people = await _host.InDb(db => db.SurveyParticipants.AsNoTracking().ToListAsync(Cancel));
        Assert.Equal([null, 1], people.Select(p => p.Interest).Order());
        Assert.All(people, p => Assert.Equal((AnswerChannel.Paper, null), (p.Channel, p.KeyHash)));
        Went(await _paola.PostAsync(SurveyUrls.Desk(Slug, survey.Id), new() { ["Lines"] = "sssss" }, "form.panel"));
        await SaysAsync(await _paola.PostAsync(SurveyUrls.Desk(Slug, survey.Id), new() { ["Lines"] = " " }, "form.panel"),
            "Le risposte dei fogli");
    }

    [Fact]
    public async Task From_fifty_people_on_the_map_shows_what_unites_and_what_divides_and_at_the_closing_no_device_is_known_any_more()
    {
        await TownAsync();
        var survey = await OpenAsync(10, "chi abita in frazione\nchi lavora a turni");
        var phone = _host.Visitor();
        Went(await AnswerAsync(phone, survey, null, 1));
        // Two camps that agree on the first two statements and on nothing else.
        var sheets = Enumerable.Range(0, 60).Select(n => n % 2 == 0 ? $"ss{(n % 12 == 0 ? "ssssnnnn" : "ssssssss")} 1" : "ssnnnnnnnn 2");
        Went(await _paola.PostAsync(SurveyUrls.Desk(Slug, survey.Id), new() { ["Lines"] = string.Join('\n', sheets) }, "form.panel"));
        await UpdateAsync();
        var page = await phone.ReadAsync(SurveyUrls.Show(Slug, survey.Id));
        Assert.Equal("2 modi di vedere", page.QuerySelector("#h-mappa")!.TextContent.Trim());
        Assert.Equal(["Frase numero 1.", "Frase numero 2."], Titles(page, "h-unisce").Order());
        Assert.Equal(8, Titles(page, "h-divide").Count);
        Assert.Contains("più del caso", page.QuerySelector("section[aria-labelledby='h-voci']")!.TextContent, StringComparison.Ordinal);
        Went(await WorkAsync(survey, "Name", new() { ["Names[0]"] = "Prima le frazioni", ["Names[1]"] = "Prima i turni" }));
        Assert.Contains("Prima le frazioni", await TextOf(phone, SurveyUrls.Show(Slug, survey.Id)), StringComparison.Ordinal);
        var table = await (await phone.GetAsync(OpenDataUrls.Show(Slug, "frasi", "csv"))).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("Prima i turni", table, StringComparison.Ordinal);

        Assert.Equal(1, await _host.InDb(db => db.SurveyParticipants.CountAsync(p => p.KeyHash != null, Cancel)));
        _host.Clock.Now = _host.Clock.Now.AddDays(30);
        await UpdateAsync();
        Assert.Equal(0, await _host.InDb(db => db.SurveyParticipants.CountAsync(p => p.KeyHash != null, Cancel)));
        var over = await phone.ReadAsync(SurveyUrls.Show(Slug, survey.Id));
        Assert.Null(over.QuerySelector("form#risposta"));
        Assert.Contains("Si è chiusa", over.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static List<string> Titles(AngleSharp.Dom.IDocument page, string section) =>
        [.. page.QuerySelectorAll($"section[aria-labelledby='{section}'] .stmts h3").Select(h => h.TextContent.Trim())];

    private async Task UpdateAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await UpdateMaps.RunAsync(scope.ServiceProvider, Cancel);
    }
}
