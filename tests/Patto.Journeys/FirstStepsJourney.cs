using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Patto.Journeys.Journey;
using Patto.Tests;

namespace Patto.Journeys;

/// <summary>An officer who is alone with it goes from an empty installation to a process that is ready to run, led by the guide. Pages that
/// are loaded and fields that are filled are counted: a paste or an upload is one field, what was proposed and left is none, clicks are not
/// counted.</summary>
public sealed class FirstStepsJourney(Browser browser, ITestOutputHelper told) : IClassFixture<Browser>
{
    private int _loads, _fields;
    private IPage _page = null!;

    [Theory(Timeout = 600_000)]
    [InlineData("S1", "Laboratorio di welfare partecipante", "laboratorio", 10, 25, 60)]
    [InlineData("S2", "Stati generali del welfare", "stati", 5, 30, 70)]
    [InlineData("S4", "Nuovo welfare di comunità", "valle", 5, 30, 70)]
    [InlineData("S5", "Patto per il welfare", "patto", 4, 30, 70)]
    public async Task An_officer_alone_prepares_a_process_without_losing_the_day(string story, string template, string slug, int meetings,
        int mostLoads, int mostFields)
    {
        Assert.SkipUnless(TestRun.IsLong || story == "S1",
            "The other stories differ in their template: PATTO_TEST_LONG=1 prepares them too.");
        await using var town = await Town.StartAsync(browser, withMail: false);
        _page = await browser.OpenAsync(town.Address);
        _page.FrameNavigated += (_, frame) => _loads += frame == _page.MainFrame && frame.Url != "about:blank" ? 1 : 0;
        await FoundTheBodyAsync(town.FirstLink);
        await SettleTheBodyAsync(town.Mail);
        await OpenTheProcessAsync(template, slug);
        await FillTheSeatsAsync(story == "S1");
        await SettleTheMeetingsAsync(meetings);
        await ImportTheStakeholdersAsync();
        await WriteTheTextsAsync();
        await CallTheTableAsync(town);
        var sum = $"{story} ready, its first call sent: {_loads} page loads (at most {mostLoads}), {_fields} fields (at most {mostFields})";
        told.WriteLine(sum);
        Console.WriteLine(sum);
        await LookAsync(town, slug);
        Assert.True(_loads <= mostLoads && _fields <= mostFields, $"{_loads} page loads and {_fields} fields");
        await _page.Context.DisposeAsync();
    }

    private async Task FoundTheBodyAsync(string link)
    {
        await _page.GotoAsync(link);
        await TypeAsync(("Nome dell'ente", "Comune di Valsorbina"), ("Nome del sito", "Valsorbina Insieme"),
            ("Nome e cognome", "Ivetta Lombarducci"), ("E-mail", "ivetta.lombarducci@valsorbina.example"), ("Password", Worker.Password));
        await PressAsync("Crea l'ente e continua", "/primi-passi");
    }

    private async Task SettleTheBodyAsync(MailSink mail)
    {
        await StepAsync("Contatti dell'ufficio");
        await TypeAsync(("Indirizzo", "Via dei Folloni 1, Valsorbina"), ("Ufficio che risponde", "Ufficio di piano"),
            ("Telefono", "0345 20001"), ("E-mail", "comune@valsorbina.example"), ("PEC", "comune@pec.valsorbina.example"),
            ("Quartieri e frazioni", "Capoluogo\nCà d'Orso\nPianvero\nOltrefosso"));
        await PressAsync("Salva", "/primi-passi");
        await StepAsync("Informativa privacy");
        await TypeAsync(("Come si raggiunge il responsabile della protezione dei dati", "rpd@valsorbina.example"),
            ("Chi gestisce il server", "il Comune stesso"));
        await PressAsync("Pubblica", "/primi-passi");
        await StepAsync("Posta, con una lettera di prova");
        await TypeAsync(("Nome del server", "127.0.0.1"), ("Porta", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("Impronta del certificato", mail.Certificate));
        await PressAsync("Salva e manda una lettera di prova", "/primi-passi");
        await Assertions.Expect(_page.Locator("body")).ToContainTextAsync("ha preso la lettera");
        await StepAsync("Le persone che ti aiutano");
        await PasteAsync(_page.GetByLabel("Persona 1: nome e cognome"), Rows("colleghi.tsv", 3));
        await PressAsync("Manda gli inviti", "/primi-passi");
        await Assertions.Expect(_page.Locator("body")).ToContainTextAsync("3 persone invitate.");
    }

    private async Task OpenTheProcessAsync(string template, string slug)
    {
        await _page.GetByRole(AriaRole.Link, new() { Name = "Apri un percorso", Exact = true }).ClickAsync();
        await _page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^" + Regex.Escape(template)) }).CheckAsync();
        await PressAsync("Avanti", "/percorsi/nuovo");
        await TypeAsync(("Primo giorno", "2027-02-08"), ("Che cosa si decide, in due righe", "Come aiutarsi fra vicini nella valle."),
            ("Indirizzo della pagina", slug), ("Sigla", "VAL"), ("Chi cura il percorso", "Cooperativa Il Gelso"));
        await PressAsync("Avanti", "/percorsi/nuovo");
        await PressAsync("Apri il percorso", $"/percorsi/{slug}/primi-passi");
    }

    private async Task FillTheSeatsAsync(bool inTheTable)
    {
        await StepAsync("I posti al Tavolo");
        if (inTheTable)
        {
            var cells = _page.GetByLabel("Posto 1: ente o gruppo");
            await PasteAsync(cells.Nth(0), Rows("persone.tsv", 9));
            await PasteAsync(cells.Nth(1), string.Join('\n', Rows("persone.tsv", 12).Split('\n')[9..]));
        }
        else
        {
            var free = await _page.Locator("table.bulk tbody tr").CountAsync() - await _page.Locator("table.bulk").CountAsync();
            await _page.GetByText("Hai già un elenco? Incollalo da un foglio di calcolo").ClickAsync();
            await TypeAsync(("Una riga per posto", string.Join('\n', Rows("persone.tsv", free).Split('\n').Select(r => "\t" + r))));
            await PressAsync("Leggi e mostra", "/gruppi/posti");
        }
        await ShowAsync("posti");
        await PressAsync("Salva i posti", "/primi-passi");
        await ShowAsync("primi-passi");
    }

    private async Task SettleTheMeetingsAsync(int meetings)
    {
        await StepAsync("Gli incontri");
        await PasteAsync(_page.GetByLabel("Incontro 1: giorno"), Rows("incontri.tsv", meetings));
        await ShowAsync("incontri");
        await PressAsync("Salva e pubblica", "/primi-passi");
        await Assertions.Expect(_page.Locator("body")).ToContainTextAsync($"{meetings} incontri pubblicati.");
    }

    private async Task ImportTheStakeholdersAsync()
    {
        await StepAsync("Portatori di interesse");
        _fields++;
        await _page.GetByLabel("Elenco degli enti").SetInputFilesAsync(Path.Combine(Folder(), "portatori.csv"));
        await PressAsync("Leggi il file", "/importa");
        await PressAsync("Importa 20 righe", "/primi-passi");
    }

    private async Task WriteTheTextsAsync()
    {
        await StepAsync("I testi di partenza");
        await TypeAsync(("L'impegno di chi decide", "La Giunta risponde per iscritto a ogni proposta entro sessanta giorni."));
        await PressAsync("Salva e pubblica il percorso", "/primi-passi");
    }

    /// <summary>Where a group sits, it is called to its first sitting; each who left an e-mail gets the call, with the day for the
    /// calendar.</summary>
    private async Task CallTheTableAsync(Town town)
    {
        if (await _page.Locator(".todo-list").GetByRole(AriaRole.Link,
            new() { Name = ": La prima convocazione" }).CountAsync() == 0) return;
        await StepAsync("La prima convocazione");
        if (await _page.Locator("main #gruppo select").CountAsync() == 1
            && await _page.GetByRole(AriaRole.Button, new() { Name = "Prepara la convocazione", Exact = true }).CountAsync() == 1)
        {
            _fields++;
            await _page.Locator("main #gruppo select").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await PressAsync("Prepara la convocazione", "/convocazione");
        }
        await ShowAsync("convoca");
        await PressAsync("Spedisci le convocazioni", "/convocazione");
        await ShowAsync("convocazione");
        var told = await _page.Locator("main").InnerTextAsync();
        var expected = int.Parse(Regex.Match(told, @"(\d+) e-mail").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        for (var tries = 0; tries < 300 && Calls().Count < expected; tries++) await Task.Delay(100);
        Assert.Equal(expected, Calls().Count);
        Assert.All(Calls(), letter => Assert.Contains("BEGIN:VCALENDAR", letter.Calendar, StringComparison.Ordinal));

        List<ReceivedLetter> Calls() => [.. town.Mail.Letters.Where(l => l.Subject.StartsWith("Convocazione:", StringComparison.Ordinal))];
    }

    /// <summary>Everything is ticked, nothing more was asked, and the page can be read by everybody.</summary>
    private async Task LookAsync(Town town, string slug)
    {
        await _page.GotoAsync($"/percorsi/{slug}/primi-passi");
        await Assertions.Expect(_page.Locator("main")).ToContainTextAsync("È tutto pronto.");
        Assert.Equal(0, await _page.Locator(".todo-list > li:not(.done)").CountAsync());
        Assert.Contains(town.Mail.Letters, l => l.Subject == "Lettera di prova");
        await _page.SetViewportSizeAsync(320, 800);
        Assert.True(await _page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, "wider than the screen");
        await _page.DemandSoundAsync();
        string[] tables = [$"/percorsi/{slug}/gruppi/posti", $"/percorsi/{slug}/incontri/tabella", "/amministrazione/persone/insieme"];
        foreach (var table in tables)
        {
            await _page.GotoAsync(table);
            Assert.True(await _page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, $"{table} is wider than the screen");
            await _page.DemandSoundAsync();
        }
        await _page.GotoAsync(tables[0]);
        await Assertions.Expect(_page.Locator("main")).ToContainTextAsync("Ersilia Brusacà");
        _loads -= 2 + tables.Length;
    }

    /// <summary>A picture for who wants to look.</summary>
    private async Task ShowAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PATTO_SHOTS") is not { Length: > 0 } folder) return;
        foreach (var (width, height) in new[] { (390, 844), (1280, 900) })
        {
            await _page.SetViewportSizeAsync(width, height);
            await _page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }

    private async Task StepAsync(string name) => await _page.Locator(".todo-list").GetByRole(AriaRole.Link, new() { Name = ": " + name })
        .ClickAsync();

    private async Task TypeAsync(params (string Field, string Text)[] form)
    {
        foreach (var (field, text) in form)
        {
            _fields++;
            await _page.Locator("main").GetByLabel(new Regex($"^{Regex.Escape(field)}( \\(facoltativo\\))?$")).First.FillAsync(text);
        }
    }

    private async Task PasteAsync(ILocator cell, string text)
    {
        _fields++;
        await cell.EvaluateAsync("""
            (cell, text) => {
              const data = new DataTransfer();
              data.setData('text/plain', text);
              cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """, text);
    }

    private async Task PressAsync(string button, string leadsTo)
    {
        // What answers a file is written into the page that sent it: it is committed, and never loaded.
        var before = _loads;
        await _page.Locator("main").GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        for (var tries = 0; tries < 600 && _loads == before; tries++) await Task.Delay(50);
        await Assertions.Expect(_page.Locator("footer").Last).ToBeAttachedAsync();
        if (!_page.Url.Contains(leadsTo, StringComparison.Ordinal))
            Assert.Fail($"«{button}» led to {_page.Url}: {await _page.Locator("main").InnerTextAsync()}");
    }

    private static string Rows(string file, int count) =>
        string.Join('\n', File.ReadAllLines(Path.Combine(Folder(), file)).Take(count));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "FirstSteps");
}
