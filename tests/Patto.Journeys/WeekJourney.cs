using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Journeys.Journey;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.Convening;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests;
using Patto.Tests.Processes;

namespace Patto.Journeys;

/// <summary>The officer's week: the table is called by five e-mails and four letters, answers, sits, and its minutes are approved and
/// published; what it agreed is reminded. With and without JavaScript, on paper and in the letter box.</summary>
public sealed class WeekJourney(Browser browser, ITestOutputHelper told) : IClassFixture<Browser>
{
    private static readonly DateOnly Sitting = new(2026, 3, 13);
    private PlatformHost _host = null!;
    private Meeting _meeting = null!;
    private IPage _page = null!;
    private Account _carla = null!;
    private string _slug = "";

    private string Page => $"/percorsi/{_slug}/incontri/{_meeting.Id}";

    [Theory(Timeout = 600_000)]
    [Views]
    public async Task The_table_is_called_answers_sits_and_approves_its_minutes(bool javaScript, int width)
    {
        await using var town = await Town.StartAsync(browser);
        _host = town.Host;
        await PrepareAsync();
        _page = await browser.OpenAsync(town.Address, width, javaScript);
        await SignInAsync();
        await CallAsync(town, javaScript);
        await AnswerAsync(town, javaScript);
        await RemindAsync(town);
        town.MoveTo(Sitting, 18, 5);
        await SignInAsync();
        await SitAsync(javaScript);
        town.MoveTo(Sitting.AddDays(1), 9);
        await SignInAsync();
        await WriteDownAsync(town, javaScript);
        await KeepThePromisesAsync(town);
        told.WriteLine($"5 e-mails, 4 letters, 6 answers; {town.Mail.Letters.Count} letters in the letter boxes");
        await _page.Context.DisposeAsync();
    }

    private async Task PrepareAsync()
    {
        var authority = await _host.AuthorityAsync(host: "127.0.0.1");
        var process = await _host.ProcessAsync(authority, starts: new DateOnly(2026, 1, 7));
        (_slug, _carla) = (process.Slug, await _host.AccountAsync("Carla Neri", authority, Role.Curator));
        var info = new ProcessInfo(process.Id, authority.Id, process.Key, process.Slug, process.Title, "", true, false);
        _meeting = await _host.Act(authority, null, async write =>
        {
            var table = await write.Db.Set<Group>().Where(g => g.Process == process.Id && g.Kind == GroupKind.NegotiationTable).Whole()
                .SingleAsync();
            table.Describe(table.Name, table.Mandate, table.DecisionMode, table.Rules, 5);
            foreach (var (n, seat) in table.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).Take(9).Index())
            {
                var people = write.Get<PeopleBook>();
                var person = n < 5 ? people.Meet($"Titolare {(char)('A' + n)}", Channel.Email, $"titolare{n}@posta.example")
                    : people.Meet($"Titolare {(char)('A' + n)}", Channel.Post, $"Via della Fonte {n}, Valdoro");
                await write.Get<GroupBook>().SeatAsync(table, seat, person, "", false, new DateOnly(2026, 1, 8), default);
            }
            var from = Texts.RomeTime(Sitting, new(18, 0));
            var meeting = await write.Get<MeetingBook>().PlanAsync(info, "Seduta del Tavolo", Method.Table, from, from.AddHours(2),
                default);
            meeting.Settle(meeting.Title, Method.Table, from, from.AddHours(2), "Sala civica");
            meeting.SetAgenda(AgendaItem.Read("18.00 Saluti\n18.30 Il testo"));
            meeting.Publish();
            return meeting;
        });
    }

    private async Task SignInAsync()
    {
        await _page.Context.ClearCookiesAsync();
        await _page.GotoAsync("/accedi");
        await _page.GetByLabel("E-mail").FillAsync(_carla.Email!);
        await _page.GetByLabel("Password").FillAsync(PlatformHost.Password);
        await PressAsync("Accedi");
    }

    private async Task CallAsync(Town town, bool javaScript)
    {
        await _page.GotoAsync(Page + "/convocazione");
        await LookAsync(javaScript);
        await _page.GetByLabel("Numero di protocollo").FillAsync("10412/2026");
        await PressAsync("Spedisci le convocazioni");
        await SaysAsync("Convocazioni preparate per 9 posti.");
        await LookAsync(javaScript);
        var calls = await LettersAsync(town, "Convocazione:", 5);
        Assert.All(calls, l => Assert.Contains("BEGIN:VEVENT", l.Calendar, StringComparison.Ordinal));
        Assert.All(calls, l => Assert.Contains("Protocollo 10412/2026.", l.Plain, StringComparison.Ordinal));
        var pdf = await _page.Context.APIRequest.GetAsync(town.Address.TrimEnd('/') + Page + "/convocazione/lettere?pdf");
        Assert.Equal("application/pdf", pdf.Headers["content-type"]);
        var paper = await Pdf.TextAsync(await pdf.BodyAsync());
        Assert.Equal(4, paper.Split("Tagliando di risposta").Length - 1);
        for (var n = 5; n < 9; n++) Assert.Contains($"Via della Fonte {n}, Valdoro", paper, StringComparison.Ordinal);
        Assert.Contains("10412/2026", paper, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(Town town, bool javaScript)
    {
        var calls = await LettersAsync(town, "Convocazione:", 5);
        foreach (var (n, answer) in new[] { "Vengo", "Vengo", "Mando qualcuno al mio posto", "Non vengo" }.Index())
        {
            var page = await browser.OpenAsync(town.Address, 390, javaScript);
            await page.GotoAsync(calls.Single(l => l.To == $"titolare{n}@posta.example").LinkTo("/convocazione/"));
            if (javaScript && n == 0) await page.DemandSoundAsync();
            await page.GetByLabel(answer, new() { Exact = true }).CheckAsync();
            if (n == 2) await page.GetByLabel("Chi viene al tuo posto").FillAsync("Vicina Brava");
            await page.GetByRole(AriaRole.Button, new() { Name = "Manda la risposta" }).ClickAsync();
            await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Grazie, la tua risposta è arrivata.");
            await page.Context.DisposeAsync();
        }
        foreach (var seat in new[] { "Titolare F", "Titolare G" })
        {
            await _page.GotoAsync(Page + "/convocazione");
            await _page.Locator("tr", new() { HasText = seat }).GetByRole(AriaRole.Link).First.ClickAsync();
            await _page.GetByLabel("Viene", new() { Exact = true }).CheckAsync();
            await PressAsync("Scrivi la risposta");
            await SaysAsync("Risposta scritta.");
        }
        await _page.GotoAsync(Page + "/convocazione");
        await SaysAsync("Ci sarà: 5 posti certi, ne bastano 5");
        await SaysAsync("6 su 9");
    }

    // By hand to the one who is silent, and the day before by itself to those who come.
    private async Task RemindAsync(Town town)
    {
        await PressAsync("Ricordalo adesso a chi non ha risposto");
        await SaysAsync("Ricordo spedito a 1 persona.");
        await LettersAsync(town, "Ti ricordiamo:", 1);
        town.MoveTo(Sitting.AddDays(-1), 9, 5);
        await RemindByItselfAsync();
        await LettersAsync(town, "Ti ricordiamo:", 1 + 4);
    }

    private async Task SitAsync(bool javaScript)
    {
        await _page.GotoAsync(Page + "/posti");
        foreach (var holder in new[] { "Titolare A", "Titolare B", "Titolare F", "Titolare G" })
            await MarkAsync(holder, javaScript);
        await OpenRowAsync(3);
        await _page.Locator("#sostituto-3").GetByLabel("Nome di chi sostituisce").FillAsync("Vicina Brava");
        await MarkAsync("Segna il sostituto", javaScript, _page.Locator("#posto-3"));
        await OpenRowAsync(4);
        await _page.Locator("#delega-4 select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await MarkAsync("Segna la delega", javaScript, _page.Locator("#posto-4"));
        await SaysAsync("5 posti su 9 presenti: il numero legale, 5, c'è");
        await SaysAsync("Ora può dare 6 voti.");
        await LookAsync(javaScript);
    }

    private async Task WriteDownAsync(Town town, bool javaScript)
    {
        await _page.GotoAsync(Page + "/verbale");
        var draft = await _page.Locator("textarea[name=Text]").InputValueAsync();
        Assert.Contains("il numero legale, 5, c'è", draft, StringComparison.Ordinal);
        Assert.Contains("un sostituto", draft, StringComparison.Ordinal);
        await PressAsync("Salva la bozza");
        foreach (var (what, day) in new[] { ("Portare i dati delle corse", "2026-03-20"), ("Scrivere alla scuola", "2026-04-20") })
        {
            await _page.Locator("#accordo").GetByLabel("Che cosa").FillAsync(what);
            await _page.Locator("#accordo").GetByLabel("Chi", new() { Exact = true }).FillAsync("Titolare A");
            await _page.Locator("#accordo").GetByLabel("Entro").FillAsync(day);
            await PressAsync("Aggiungi");
        }
        await PressAsync("Manda il verbale da leggere");
        foreach (var letter in await LettersAsync(town, "Il verbale da approvare", 2))
        {
            var page = await browser.OpenAsync(town.Address, 390, javaScript);
            await page.GotoAsync(letter.LinkTo("/verbale/"));
            if (javaScript) await page.DemandSoundAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Il verbale va bene" }).ClickAsync();
            await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Grazie, la tua risposta è arrivata.");
            await page.Context.DisposeAsync();
        }
        await _page.GotoAsync(Page + "/verbale");
        await LookAsync(javaScript);
        await _page.GetByLabel("Come è stato approvato").SelectOptionAsync("link");
        await PressAsync("Approva");
        await PressAsync("Pubblica questa versione");
        var anybody = await browser.OpenAsync(town.Address, 390, javaScript);
        await anybody.GotoAsync(Page);
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Approvato da chi c'era: 2 su 2.");
        await Assertions.Expect(anybody.Locator("main")).ToContainTextAsync("Portare i dati delle corse");
        if (javaScript) await anybody.DemandSoundAsync();
        await anybody.Context.DisposeAsync();
    }

    private async Task KeepThePromisesAsync(Town town)
    {
        town.MoveTo(new(2026, 3, 17), 10);
        await RemindByItselfAsync();
        await LettersAsync(town, "Ti ricordiamo l'impegno", 1);
        town.MoveTo(new(2026, 4, 18), 10);
        await RemindByItselfAsync();
        await LettersAsync(town, "Ti ricordiamo l'impegno", 2);
        await LettersAsync(town, "È passato il giorno", 1);
        await SignInAsync();
        await _page.GotoAsync($"/percorsi/{_slug}/cruscotto");
        await SaysAsync("Un accordo scaduto");
        await _page.GotoAsync(Page);
        await SaysAsync("in ritardo");
    }

    private async Task RemindByItselfAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await RemindByItself.RunAsync(scope.ServiceProvider, default);
    }

    private static async Task<IReadOnlyList<ReceivedLetter>> LettersAsync(Town town, string subject, int count)
    {
        IReadOnlyList<ReceivedLetter> Found() => [.. town.Mail.Letters.Where(l => l.Subject.StartsWith(subject, StringComparison.Ordinal))];
        for (var tries = 0; tries < 300 && Found().Count < count; tries++) await Task.Delay(100);
        Assert.Equal(count, Found().Count);
        return Found();
    }

    // With JavaScript a mark is a small request that brings the seats as they stand; without, the page comes anew.
    private async Task MarkAsync(string button, bool javaScript, ILocator? within = null)
    {
        if (!javaScript)
        {
            await PressAsync(button, within);
            return;
        }
        var answered = _page.WaitForResponseAsync(r => r.Request.Method == "POST");
        await (within ?? _page.Locator("main")).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();
        Assert.Equal(200, (await answered).Status);
    }

    private async Task OpenRowAsync(int seat) => await _page.Locator($"#posto-{seat} details > summary").ClickAsync();

    private Task SaysAsync(string words) => Assertions.Expect(_page.Locator("body")).ToContainTextAsync(words);

    // The answer to the form is awaited, and the page that it leads to.
    private async Task PressAsync(string button, ILocator? within = null)
    {
        var leaves = _page.WaitForRequestAsync(r => r.IsNavigationRequest);
        await Browser.LoadAsync(_page, () => (within ?? _page.Locator("main"))
            .GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync());
        var answer = await (await leaves).ResponseAsync();
        while (answer is { Status: 302 } && answer.Request.RedirectedTo is { } next) answer = await next.ResponseAsync();
        if (answer is not { Status: 200 })
            Assert.Fail($"«{button}» answered {answer?.Status}: {await _page.Locator("main").InnerTextAsync()}");
    }

    private async Task LookAsync(bool javaScript)
    {
        Assert.True(await _page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= _page.ViewportSize!.Width, "wider than the screen");
        if (javaScript) await _page.DemandSoundAsync();
    }
}
