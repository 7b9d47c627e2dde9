using System.Globalization;
using Microsoft.Playwright;
using Patto.Tests;

namespace Patto.Journeys.Journey;

/// <summary>
/// The participatory welfare laboratory from the first start of an empty platform to the answer "che fine ha fatto la mia voce?".
/// Every act is done in a browser by the person entitled to it; only the clock is set by the test.
/// </summary>
public sealed partial class S1Journey(Browser browser, ITestOutputHelper told) : IClassFixture<Browser>, IAsyncLifetime
{
    private const string Slug = "laboratorio-welfare", Process = $"/percorsi/{Slug}", Title = "Laboratorio di welfare partecipante";

    private static readonly Worker Lorenzo = new("Lorenzo Bassi"), Paola = new("Paola Guidetti"), Anna = new("Anna Ferri"),
        Davide = new("Davide Lodi"),
        Chiara = new("Chiara Monti"), Elisabetta = new("Elisabetta Ravani"), Rita = new("Rita Bonora"), Irene = new("Irene Zanella");

    /// <summary>First day of the process: the template counts everything from here.</summary>
    private static readonly DateOnly Start = new(2026, 3, 9);

    private Town _town = null!;
    private TimeSpan _last;

    /// <summary>Who left an e-mail address on the way, and who asked for paper, a call or the desk: both must be told at the end.</summary>
    private readonly HashSet<string> _mailed = [], _onPaper = [];

    /// <summary>Codes by what was said.</summary>
    private readonly Dictionary<string, string> _codes = [];

    public async ValueTask InitializeAsync() => _town = await Town.StartAsync(browser);

    [Fact(Timeout = 1_200_000)]
    public async Task A_town_goes_from_an_empty_platform_to_what_became_of_a_voice()
    {
        await Scene("first start", LorenzoCreatesTheAuthority);
        await Scene("process", LorenzoOpensTheProcessInThreeSteps);
        await Scene("staff", TheInvitedChooseTheirPasswords);
        await Scene("publication", AnnaPublishesTheProcess);
        await Scene("table", AnnaSeatsNineAtTheTable);
        await Scene("stakeholders", ChiaraKeepsTheRegister);
        await Scene("slips", ChiaraPrintsASheetOfSlips);
        await Scene("web", PeopleWriteFromTheirHomes);
        await Scene("focus groups", DavideHoldsFourFocusGroups);
        await Scene("pile", ChiaraTypesThePile);
        await Scene("reading", ChiaraReadsAndPublishes);
        await Scene("open space", TheTownMeetsInOpenSpace);
        await Scene("enlargement", AnnaRecruitsTheNewcomers);
        await Scene("proposals", TheTableGathersProposals);
        await Scene("regulation", TheTableWritesTheRegulation);
        await Scene("consultation", PeopleAskForThreeChanges);
        await Scene("replies", TheTableRepliesToAll);
        await Scene("hand-over", AnnaHandsOverAndTheGiuntaTakesNote);
        await Scene("decision", TheGiuntaDecidesArticleByArticle);
        await Scene("training", TheStaffIsTrainedAndMeasured);
        await Scene("account", PaolaSendsTheAccountToEverybody);
        await Scene("trace", SomebodyFollowsTheThreadOfTheirSlip);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The whole journey on {(PlatformHost.OnPostgres ? "PostgreSQL" : "SQLite")}: {_town.Watch.Elapsed.TotalSeconds:0.0} s"));
    }

    private async Task Scene(string name, Func<Task> play)
    {
        await play();
        told.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {(_town.Watch.Elapsed - _last).TotalSeconds,6:0.0} s"));
        _last = _town.Watch.Elapsed;
    }

    private async Task LorenzoCreatesTheAuthority()
    {
        var lorenzo = await _town.AnybodyAsync(Lorenzo.Name);
        await lorenzo.GoAsync(_town.FirstLink);
        await lorenzo.ShowAsync("01-first-start");
        await lorenzo.FillAsync(("Nome dell'ente", "Comune di Valdoro"), ("Nome del sito", "Valdoro Partecipa"),
            ("Nome e cognome", Lorenzo.Name), ("E-mail", Lorenzo.Email), ("Password", Worker.Password));
        await lorenzo.PressAsync("Crea l'ente e continua");
        Assert.Equal("/primi-passi", lorenzo.Path);
        _town.Keep(Lorenzo, lorenzo);
        await Refused(_town.FirstLink, 404);
    }

    private async Task LorenzoOpensTheProcessInThreeSteps()
    {
        var lorenzo = await _town.ComeAsync(Lorenzo);
        await lorenzo.FollowAsync("Apri un percorso");
        await lorenzo.ShowAsync("02-template");
        await lorenzo.AgreeAsync("Laboratorio di welfare partecipante");
        await lorenzo.PressAsync("Avanti");
        await lorenzo.FillAsync("Primo giorno", Start);
        await lorenzo.FillAsync(("Titolo", Title), ("Sigla", "LWF"), ("Indirizzo della pagina", Slug),
            ("Chi cura il percorso", "Cooperativa La Sponda"));
        await lorenzo.PressAsync("Avanti");
        await lorenzo.UntickAsync("Ci lavoro anch'io, come responsabile");
        (Worker Invited, string Role)[] invited = [(Paola, "responsabile"), (Anna, "curatore"), (Davide, "facilitatore"),
            (Chiara, "segreteria"), (Elisabetta, "decisore")];
        for (var i = 0; i < invited.Length; i++)
            using (lorenzo.In($"Persona {i + 1}"))
            {
                await lorenzo.FillAsync(("Nome e cognome", invited[i].Invited.Name), ("E-mail", invited[i].Invited.Email));
                await lorenzo.ChooseAsync("Ruolo", invited[i].Role);
            }
        await lorenzo.ShowAsync("03-people");
        await lorenzo.PressAsync("Apri il percorso");
        await lorenzo.SeeAsync("Percorso aperto in bozza: completalo e poi pubblicalo.");
        await Refused(Process, 404);
    }

    private async Task TheInvitedChooseTheirPasswords()
    {
        foreach (var worker in new[] { Paola, Anna, Davide, Chiara, Elisabetta }) await Accept(worker, Title);
    }

    /// <summary>Opens the letter of invitation, chooses a password, is in.</summary>
    private async Task Accept(Worker worker, string to)
    {
        var letter = (await _town.Mail.WaitAsync(l => l.To == worker.Email && l.Subject.StartsWith("Invito", StringComparison.Ordinal)))
            .Single();
        Assert.Contains($"«{to}»", letter.Plain, StringComparison.Ordinal);
        var window = await _town.AnybodyAsync(worker.Name);
        await window.GoAsync(letter.LinkTo("/invito/"));
        await window.FillAsync(("Password", Worker.Password), ("Ripeti la password", Worker.Password));
        await window.PressAsync("Entra");
        await window.SeeAsync("Hai accettato l'invito.");
        _town.Keep(worker, window);
    }

    private async Task AnnaPublishesTheProcess()
    {
        _town.MoveTo(new(2026, 3, 3));
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{Process}/modifica");
        await anna.PressAsync("Pubblica il percorso");
        await anna.SeeAsync("Il percorso è pubblico: lo vede chiunque.");
        var anybody = await _town.AnybodyAsync("a passer-by");
        await anybody.GoAsync("/percorsi");
        await anybody.FollowAsync(Title);
        await anybody.ShowAsync("04-process");
        await anybody.Page.Context.DisposeAsync();
    }

    private async Task AnnaSeatsNineAtTheTable()
    {
        _town.MoveTo(new(2026, 3, 16));
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{Process}/tavolo");
        await anna.FollowAsync("Componi il gruppo Tavolo di Negoziazione");
        (string Seat, string Name, string Organisation, string Email)[] nine =
        [
            ("Posto 1: Ente che decide", Elisabetta.Name, "Giunta comunale", Elisabetta.Email),
                ("Posto 2: Tecnici", "Piera Conti", "Servizi sociali", ""),
            ("Posto 3: Tecnici", "Sandro Lupi", "Casa della comunità", "sandro.lupi@ausl.example"),
            ("Posto 4: Firmatari dell'accordo formale", Rita.Name, "Auser", Rita.Email),
            ("Posto 5: Firmatari dell'accordo formale", "Omar Haddad", "Cooperativa Il Ponte", "omar@ilponte.example"),
            ("Posto 6: Firmatari dell'accordo formale", "Gino Testi", "Parrocchia di San Lazzaro", ""),
            ("Posto 7: Curatore del processo", Anna.Name, "Cooperativa La Sponda", Anna.Email),
            ("Posto 8: Altri soggetti rilevanti", "Lucia Marani", "Sindacato pensionati", "lucia.marani@spi.example"),
            ("Posto 9: Altri soggetti rilevanti", "Walter Poli", "Polisportiva", ""),
        ];
        foreach (var (seat, name, organisation, email) in nine)
        {
            using var form = anna.In("Fai sedere una persona");
            await anna.ChooseAsync("Posto", seat);
            await anna.FillAsync(("Nome e cognome", name), ("Associazione o ente", organisation), ("E-mail", email));
            await anna.PressAsync("Fai sedere");
            (email.Length > 0 ? _mailed : _onPaper).Add(email.Length > 0 ? email : name);
        }
        await anna.PressAsync("Invita a lavorare sul sito " + Rita.Name);
        await anna.ShowAsync("05-table");
        await Accept(Rita, "Tavolo di Negoziazione");
        var anybody = await _town.AnybodyAsync("a passer-by");
        await anybody.GoAsync($"{Process}/tavolo");
        var rows = anybody.Page.GetByRole(AriaRole.Table).First.GetByRole(AriaRole.Row).Filter(new() { HasText = "dal 16 marzo 2026" });
        Assert.Equal(9, await rows.CountAsync());
        Assert.DoesNotContain("@", await anybody.TextAsync(), StringComparison.Ordinal);
        await anybody.Page.Context.DisposeAsync();
    }

    private async Task ChiaraKeepsTheRegister()
    {
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/portatori/registro");
        using (chiara.In("Aggiungi al registro"))
        {
            await chiara.FillAsync("Organizzazione o gruppo di persone", "Ragazze e ragazzi del muretto");
            await chiara.ChooseAsync("Mappa", "Privati, terzo settore e cittadini");
            await chiara.ChooseAsync("Interesse dell'elenco", "Giovani");
            await chiara.PressAsync("Aggiungi");
        }
        await chiara.FollowAsync("Ragazze e ragazzi del muretto");
        using (chiara.In("Contatti"))
        {
            await chiara.ChooseAsync("Come", "visita");
            await chiara.ChooseAsync("Risposta", "ha detto sì");
            await chiara.PressAsync("Registra il contatto");
        }
        await chiara.SeeAsync("visita: ha detto sì");
    }

    /// <summary>An address that must answer so to somebody who is not signed in.</summary>
    private async Task Refused(string address, int status)
    {
        var anybody = await _town.AnybodyAsync("a passer-by");
        Assert.Equal(status, (await anybody.Page.GotoAsync(address))!.Status);
        await anybody.Page.Context.DisposeAsync();
    }

    // What becomes of it is told to whoever has the code, without a word of what was said.
    private async Task Told(string address, string fate, string words)
    {
        var anybody = await _town.AnybodyAsync("a passer-by");
        await anybody.GoAsync(address);
        await anybody.SeeAsync(fate);
        Assert.DoesNotContain(words, await anybody.Page.ContentAsync(), StringComparison.Ordinal);
        await anybody.Page.Context.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await _town.DisposeAsync();
}
