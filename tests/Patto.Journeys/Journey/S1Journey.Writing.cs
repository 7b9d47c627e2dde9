using System.Globalization;

namespace Patto.Journeys.Journey;

/// <summary>Phase 2: the enlarged table gathers, writes, publishes, hears what people want changed, and answers all of them.</summary>
public sealed partial class S1Journey
{
    private const string Regulation = """
        Art. 1 – Finalità
        In parole semplici: perché nasce la Consulta.
        1. La Consulta del welfare aiuta il Comune ad ascoltare chi vive un bisogno e chi può dare una mano.

        Art. 2 – Chi ne fa parte
        1. Fanno parte della Consulta quindici persone, scelte in modo che ogni interesse abbia un posto.
        2. Chi ne fa parte resta tre anni.

        Art. 3 – Luoghi aperti
        1. La Consulta propone ogni anno quali spazi pubblici si aprono la sera e la domenica.

        Art. 4 – Sportello che spiega
        1. Chi lavora allo sportello spiega i moduli a voce e accompagna la persona nell'ufficio giusto.

        Art. 5 – Conti
        1. Ogni anno la Consulta pubblica che cosa ha chiesto, che cosa ha ottenuto e perché.
        """;

    /// <summary>Titles of the proposals and the articles that they ground.</summary>
    private readonly Dictionary<string, string> _proposals = [];
    private string _document = "";
    private readonly List<string> _amendments = [];

    private async Task TheTableGathersProposals()
    {
        _town.MoveTo(new(2026, 6, 5));
        await Gather(Rita, "Luoghi aperti la sera e la domenica",
            "Aprire spazi pubblici quando il paese è vuoto, con chi li tiene in ordine.",
            FridayEvening, "La biblioteca ha due stanze chiuse che potrebbero aprire la sera.",
            "Le due stanze della biblioteca aperte il venerdì sera, con i ragazzi che fanno i turni.",
            "Un cortile della scuola aperto la domenica: noi genitori lo teniamo in ordine.");
        await Gather(Irene, "Uno sportello che spiega", "Qualcuno che spiega i moduli e accompagna.", Forms,
            "Mio figlio ha perso il lavoro e non sa a chi rivolgersi, gira da un ufficio all'altro.");
        await Gather(Rita, "Chi fa pace tra vicini", "Riconoscere chi già aiuta a fare pace.",
            "Ci vorrebbe qualcuno che aiuta a fare pace tra vicini, prima degli avvocati.",
            "Nelle case popolari un gruppo di vicini già fa da paciere, nessuno lo sa.");
        await Gather(Anna, "Arrivare a Valle", "Corse e passaggi per chi non guida.", BusStop,
            "Con tre volontari e il pulmino della parrocchia si porta la gente alle visite.");
    }

    private async Task Gather(Worker who, string title, string text, params string[] voices)
    {
        var window = await _town.ComeAsync(who);
        await window.GoAsync($"{Process}/proposte");
        await window.FollowAsync("Raccogli i contributi");
        using (window.In("Che cosa chiedono"))
        {
            await window.TickAsync([.. voices.Select(v => _codes[v])]);
            await window.FillAsync(("Titolo della proposta", title), ("Che cosa si chiede, per chi, dove", text));
            if (_proposals.Count == 0) await window.ShowAsync("13-gather");
            await window.PressAsync("Raccogli");
        }
        _proposals[title] = await window.CodeAsync('P');
    }

    private async Task TheTableWritesTheRegulation()
    {
        _town.MoveTo(new(2026, 6, 15));
        var rita = await _town.ComeAsync(Rita);
        await rita.GoAsync($"{Process}/documenti");
        await rita.FollowAsync("Comincia un testo");
        await rita.ChooseAsync("Che testo è", "Regolamento");
        await rita.FillAsync(("Titolo", "Regolamento della Consulta del welfare"), ("A che cosa serve, in una frase",
            "Dice chi fa parte della Consulta e come lavora."), ("Incolla il testo, se lo hai già", Regulation));
        await rita.PressAsync("Comincia");
        _document = rita.Path[..rita.Path.LastIndexOf('/')];
        await Refused(_document, 404);
        await Ground(Irene, "Articolo 3. Luoghi aperti", _proposals["Luoghi aperti la sera e la domenica"]);
        await Ground(Irene, "Articolo 4. Sportello che spiega", _proposals["Uno sportello che spiega"]);
        await Ground(Rita, "Articolo 2. Chi ne fa parte", _proposals["Chi fa pace tra vicini"]);
        _town.MoveTo(new(2026, 7, 25), 9);
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{_document}/modifica");
        await anna.PressAsync("Pubblica questa versione");
        await anna.GoAsync($"{_document}/modifica");
        using (anna.In("Consultazione"))
        {
            await anna.FillAsync("Primo giorno", new DateOnly(2026, 7, 25));
            await anna.FillAsync("Ultimo giorno (compreso)", new DateOnly(2026, 8, 19));
            await anna.FillAsync("Il Tavolo risponde entro", new DateOnly(2026, 8, 31));
            await anna.PressAsync("Apri alle osservazioni");
        }
    }

    private async Task Ground(Worker who, string article, string code)
    {
        var window = await _town.ComeAsync(who);
        await window.GoAsync($"{_document}/modifica");
        await window.FollowAsync(article);
        await window.FillAsync("Da che cosa nasce", code);
        await window.PressAsync("Salva l'articolo");
        await window.SeeAsync("Articolo salvato.");
    }

    private async Task PeopleAskForThreeChanges()
    {
        _town.MoveTo(new(2026, 8, 1));
        await Amend("art. 2", "Il comma 2", "Chi ne fa parte resta due anni.", "Tre anni sono troppi per chi lavora.", "Lea Orsi",
            "Per e-mail", "lea.orsi@posta.example");
        await Amend("art. 3", "Il comma 1",
            "La Consulta propone ogni anno quali spazi pubblici si aprono la sera e la domenica, e ne tiene le chiavi.",
            "Chi apre deve avere le chiavi.", "Tino Mori", "Per posta", "piazza Grande 2, Valdoro");
        await Amend("art. 5", "Il comma 1", "Ogni mese la Consulta pubblica che cosa ha chiesto, che cosa ha ottenuto e perché.",
            "Un anno è lungo.", "Marta Rossetti", "Per e-mail", "marta.rossetti@casa.example");
        var chiara = await _town.ComeAsync(Chiara);
        foreach (var code in _amendments)
        {
            await chiara.GoAsync($"{_document}/osservazioni");
            await chiara.PressAsync($"Pubblica {code}");
            await chiara.SeeAsync("Emendamento pubblicato.");
        }
        await chiara.ShowAsync("15-desk");
    }

    private async Task Amend(string article, string target, string text, string why, string name, string how, string address)
    {
        var citizen = await _town.AnybodyAsync(name);
        await citizen.GoAsync("/documenti");
        await citizen.FollowAsync("Regolamento della Consulta del welfare");
        if (_amendments.Count == 0) await citizen.ShowAsync("14-regulation");
        await citizen.FollowAsync($"Proponi una modifica: {article}");
        await citizen.FollowAsync(target);
        await citizen.FillAsync(($"Come vorresti {target.ToLower(CultureInfo.InvariantCulture)}", text), ("Perché", why),
            ("Come vuoi firmare in pubblico", name[..1] + "."), ("Nome per la lettera", name), ("Recapito per la risposta", address));
        await citizen.ChooseAsync("Come vuoi la risposta", how);
        await citizen.PressAsync("Vedi l'anteprima");
        await citizen.PressAsync("Invia l'emendamento");
        await citizen.SeeAsync("Grazie, il tuo emendamento è arrivato");
        _amendments.Add(await citizen.CodeAsync('E'));
        await citizen.Page.Context.DisposeAsync();
        Expect(how, name, address);
        _town.Wait(TimeSpan.FromMinutes(2));
    }

    private async Task TheTableRepliesToAll()
    {
        _town.MoveTo(new(2026, 8, 21));
        var rita = await _town.ComeAsync(Rita);
        await rita.GoAsync($"{_document}/osservazioni");
        await rita.FollowAsync($"Rispondi: {_amendments[2]}");
        await rita.AgreeAsync("Non accolto");
        await rita.PressAsync("Registra la risposta", answer: 422);
        await Reply(rita, 0, "Accolto", "", "");
        await Reply(rita, 1, "Accolto in parte", "Le chiavi restano al Comune, ma la Consulta decide i turni.",
            "La Consulta propone ogni anno quali spazi pubblici si aprono la sera e la domenica, e ne decide i turni.");
        await Reply(rita, 2, "Non accolto",
            "Un conto al mese porterebbe via il tempo per fare le cose: resta annuale, con un aggiornamento a metà.", "");
        foreach (var address in new[] { "lea.orsi@posta.example", "marta.rossetti@casa.example" })
            await _town.Mail.WaitAsync(l => l.To == address && _amendments.Any(a => l.Subject.Contains(a, StringComparison.Ordinal)
                && l.Plain.Contains("Tavolo", StringComparison.Ordinal)));
        _town.MoveTo(new(2026, 8, 25));
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{_document}/modifica");
        await anna.FillAsync("Che cosa cambia, e perché",
            "Due emendamenti accolti, uno in parte: due anni di mandato, turni decisi dalla Consulta.");
        await anna.AgreeAsync("È il testo definitivo, da consegnare a chi decide");
        await anna.PressAsync("Pubblica questa versione");
        await anna.GoAsync(_document);
        await anna.ShowAsync("15-changes");
        await anna.FollowAsync("Testo pulito");
        await anna.SeeAsync("Chi ne fa parte resta due anni.");
        await anna.SeeAsync("e ne decide i turni.");
        Assert.DoesNotContain("Ogni mese", (await anna.Page.GetByText("pubblica che cosa ha chiesto").First.InnerTextAsync()),
            StringComparison.Ordinal);
    }

    private async Task Reply(Window rita, int amendment, string outcome, string reason, string entering)
    {
        await rita.GoAsync($"{_document}/osservazioni");
        await rita.FollowAsync($"Rispondi: {_amendments[amendment]}");
        await rita.AgreeAsync(outcome);
        await rita.FillAsync(("Motivo", reason), ("Testo che entra, se è accolto in parte", entering));
        await rita.PressAsync("Registra la risposta");
    }
}
