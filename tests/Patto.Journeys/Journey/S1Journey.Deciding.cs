using Microsoft.Playwright;

namespace Patto.Journeys.Journey;

/// <summary>Phase 3: hand-over, presa d'atto, decision with reasons, training and its measure, the account to everybody, the
/// thread.</summary>
public sealed partial class S1Journey
{
    private const string Refusal = "Il pulmino chiede un autista assunto: il bilancio 2027 non lo prevede, se ne riparla con quello dopo.",
        InPart = "Si comincia con la biblioteca il venerdì; il cortile della scuola quando finisce il cantiere.";

    private string _decision = "", _action = "", _indicator = "";

    private async Task AnnaHandsOverAndTheGiuntaTakesNote()
    {
        _town.MoveTo(new(2026, 9, 16));
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{Process}/decisioni");
        await anna.FollowAsync("Consegna a chi decide");
        await anna.TickAsync([.. _proposals.Values]);
        await anna.FillAsync("Che cosa si consegna", "Documento del processo partecipato");
        await anna.PressAsync("Registra la consegna");
        _town.MoveTo(new(2026, 9, 25));
        var elisabetta = await _town.ComeAsync(Elisabetta);
        await elisabetta.GoAsync($"{Process}/decisioni");
        await elisabetta.FollowAsync("Registra la presa d'atto");
        await elisabetta.FillAsync(("Numero dell'atto", "79/2026"), ("Oggetto", "Presa d'atto del Documento del processo partecipato"));
        await elisabetta.FillAsync("Giorno", new DateOnly(2026, 9, 24));
        await elisabetta.PressAsync("Registra la presa d'atto");
        var anybody = await _town.AnybodyAsync("a passer-by");
        await anybody.GoAsync($"{Process}/decisioni");
        await anybody.SeeAsync("Dice solo che il documento è arrivato: non decide niente.");
        await anybody.ShowAsync("16-taking-note");
        await anybody.GoAsync($"/filo/{_slips[0].Code}");
        await anybody.SeeAsync("Decidere, e dire perché");
        await anybody.Page.Context.DisposeAsync();
    }

    private async Task TheGiuntaDecidesArticleByArticle()
    {
        _town.MoveTo(new(2026, 10, 20));
        var elisabetta = await _town.ComeAsync(Elisabetta);
        await elisabetta.GoAsync($"{Process}/decisioni");
        await elisabetta.FollowAsync("Registra la decisione");
        await elisabetta.FillAsync("Numero dell'atto", "88/2026");
        await elisabetta.FillAsync("Giorno", new DateOnly(2026, 10, 19));
        (string Item, string Outcome, string Reason)[] answers =
        [
            ("art. 1 Finalità", "Accolta", ""), ("art. 2 Chi ne fa parte", "Accolta", ""), ("art. 3 Luoghi aperti", "Accolta in parte",
                InPart), ("art. 4 Sportello che spiega", "Accolta", ""), ("art. 5 Conti", "Accolta", ""),
            ($"{_proposals["Luoghi aperti la sera e la domenica"]} Luoghi aperti la sera e la domenica", "Accolta in parte", InPart),
            ($"{_proposals["Uno sportello che spiega"]} Uno sportello che spiega", "Accolta", ""),
            ($"{_proposals["Chi fa pace tra vicini"]} Chi fa pace tra vicini", "Rinviata",
            "Serve prima l'accordo con il tribunale: se ne riparla a marzo."),
            ($"{_proposals["Arrivare a Valle"]} Arrivare a Valle", "Non accolta", ""),
        ];
        foreach (var (item, outcome, reason) in answers)
            using (elisabetta.In(item))
            {
                await elisabetta.ChooseAsync("Esito", outcome);
                await elisabetta.FillAsync("Motivo", reason);
            }
        await elisabetta.PressAsync("Registra la decisione", answer: 422);
        await elisabetta.ShowAsync("17-reason-missing");
        using (elisabetta.In(answers[^1].Item)) await elisabetta.FillAsync("Motivo", Refusal);
        await elisabetta.PressAsync("Registra la decisione");
        _decision = elisabetta.Path;
        await elisabetta.SeeAsync(Refusal);
        await elisabetta.ShowAsync("18-decision");
    }

    private async Task TheStaffIsTrainedAndMeasured()
    {
        _town.MoveTo(new(2026, 10, 26));
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync(_decision);
        await chiara.FollowAsync("Aggiungi un'azione: art. 3");
        await chiara.FillAsync(("Che cosa si fa", "Formazione del personale sulla Carta e sul Regolamento"),
            ("Ufficio che se ne occupa", "Servizi sociali"));
        await chiara.FillAsync("A partire dal", new DateOnly(2026, 10, 26));
        await chiara.FillAsync("Entro il", new DateOnly(2026, 11, 24));
        await chiara.PressAsync("Aggiungi");
        _action = await chiara.CodeAsync('A');
        var action = chiara.Path;
        await Training("Segna iniziata");
        await chiara.GoAsync($"{Process}/indicatori");
        await chiara.FollowAsync("Aggiungi un indicatore");
        await chiara.FillAsync(("Che cosa si conta", "Persone dello sportello formate"), ("Unità", "persone"),
            ("Da dove viene il numero", "Fogli firme dell'ufficio personale"), ("Valore di partenza", "0"), ("Obiettivo", "12"));
        await chiara.FillAsync("Giorno della partenza", new DateOnly(2026, 10, 26));
        await chiara.FillAsync("Da raggiungere entro il", new DateOnly(2026, 11, 24));
        await chiara.TickAsync(_action);
        await chiara.PressAsync("Aggiungi");
        _indicator = await chiara.CodeAsync('I');
        var indicator = chiara.Path;
        _town.MoveTo(new(2026, 11, 20));
        await Training("Segna conclusa");
        chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync(action);
        await chiara.ChooseAsync("A che punto è", "Fatta");
        await chiara.FillAsync("Che cosa è successo", "Tre mattine, quattordici persone.");
        await chiara.PressAsync("Registra");
        await chiara.GoAsync(indicator);
        using (chiara.In("Registra una misura"))
        {
            await chiara.FillAsync("Valore", "14");
            await chiara.PressAsync("Registra");
        }
        await chiara.SeeAsync("14 persone il 20 novembre 2026.");
        await chiara.ShowAsync("19-indicator");
    }

    private async Task Training(string step)
    {
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{Process}/cronoprogramma");
        await anna.FollowAsync("Cambia Formazione del personale su Carta e Regolamento");
        await anna.PressAsync(step);
    }

    private async Task PaolaSendsTheAccountToEverybody()
    {
        _town.MoveTo(new(2026, 12, 1));
        var paola = await _town.ComeAsync(Paola);
        await paola.GoAsync($"{Process}/monitoraggio");
        await paola.FillAsync("Che cosa è successo, in poche righe",
            "La Giunta ha risposto a tutto. Lo sportello è stato formato e la biblioteca apre il venerdì.");
        await paola.PressAsync("Pubblica");
        await paola.PressAsync("Invia a tutti");
        await paola.ShowAsync("20-account");
        var letters = await _town.Mail.WaitAsync(IsAccount, _mailed.Count);
        Assert.Equal(_mailed.Order(StringComparer.Ordinal), letters.Select(l => l.To.ToLowerInvariant()).Order(StringComparer.Ordinal));
        var martas = letters.Single(l => l.To.StartsWith("marta", StringComparison.OrdinalIgnoreCase));
        foreach (var code in new[] { _codes["Un cortile della scuola aperto la domenica: noi genitori lo teniamo in ordine."],
            _amendments[2] })
            Assert.Contains($"{code}: {_town.Address}/filo/{code}", martas.Plain, StringComparison.Ordinal);
        Assert.Contains(Title, martas.Html, StringComparison.Ordinal);
        Assert.Contains("La Giunta ha risposto a tutto.", martas.Plain, StringComparison.Ordinal);
        Assert.Equal("partecipa@valdoro.example", martas.From);
        Assert.True(_town.Mail.Encrypted > 0 && _town.Mail.InClear == 0, "Letters leave encrypted.");
        await PrintTheLetters(paola);
    }

    private async Task PrintTheLetters(Window paola)
    {
        await paola.FollowAsync("Stampa le lettere");
        await paola.ShowAsync("21-letters");
        var letters = paola.Page.GetByRole(AriaRole.Article);
        Assert.Equal(_onPaper.Count, await letters.CountAsync());
        foreach (var name in _onPaper) await paola.SeeAsync(name);
        var printed = await Pdf.TextAsync(await paola.DownloadAsync("PDF"));
        foreach (var name in _onPaper) Assert.Contains(name, printed, StringComparison.Ordinal);
        Assert.Equal(_onPaper.Count, printed.Split("La Giunta ha risposto a tutto.").Length - 1);
        Assert.Contains(_codes["Mio figlio ha perso il lavoro e non sa a chi rivolgersi, gira da un ufficio all'altro."], printed,
            StringComparison.Ordinal);
    }

    private static bool IsAccount(ReceivedLetter letter) => letter.Subject == $"Che cosa è successo dopo: {Title}";

    private async Task SomebodyFollowsTheThreadOfTheirSlip()
    {
        _town.MoveTo(new(2026, 12, 2));
        var citizen = await _town.AnybodyAsync("who wrote the slip", 390);
        await citizen.GoAsync("/filo");
        await citizen.FillAsync("Codice o lettere", _slips[0].Code.ToLowerInvariant());
        await citizen.PressAsync("Segui il filo");
        await citizen.ShowAsync("22-trace");
        var proposal = _proposals["Luoghi aperti la sera e la domenica"];
        await citizen.SeeAsync(InPart);
        var tree = citizen.Page.Locator(".tree").First;
        var links = await tree.Locator("li > p[dir]:has(a)").EvaluateAllAsync<string[]>(
            "all => all.map(p => [p.parentElement.className, p.textContent.trim(), p.querySelector('a').getAttribute('href')].join('|'))");
        Assert.Equal(links.Length, links.Distinct().Count());
        var shown = await tree.InnerTextAsync();
        foreach (var word in new[] { FridayEvening, proposal, "Luoghi aperti", "Accolto in parte", "88/2026",
            _indicator }) Assert.Contains(word, shown, StringComparison.Ordinal);
        await Leads(citizen, links, "proposta", proposal, "Luoghi aperti la sera e la domenica");
        await Leads(citizen, links, "articolo", "art. 3", "ne decide i turni");
        await Leads(citizen, links, "decisione", "", InPart);
        await Leads(citizen, links, "indicatore", _indicator, "Persone dello sportello formate");
    }

    /// <summary>The thing is on the tree, opens, and its page says what it should.</summary>
    private static async Task Leads(Window citizen, string[] links, string kind, string name, string says)
    {
        var found = links.First(l => l.StartsWith("k-" + kind, StringComparison.Ordinal) && l.Contains(name, StringComparison.Ordinal));
        await citizen.GoAsync(found[(found.LastIndexOf('|') + 1)..]);
        Assert.Contains(says, await citizen.TextAsync(), StringComparison.Ordinal);
    }
}
