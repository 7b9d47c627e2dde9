using System.Text.RegularExpressions;

namespace Patto.Journeys.Journey;

/// <summary>Phase 1: slips, the web, four focus groups, the Open Space; what was said is read and published.</summary>
public sealed partial class S1Journey
{
    private const string FridayEvening = "Il venerdì sera non c'è un posto dove stare senza dover comprare da bere.",
        BusStop = "L'ultima corriera per Valle parte alle sei: chi lavora in negozio torna a piedi.",
        Forms = "Allo sportello mi hanno dato quattro moduli e nessuno mi ha spiegato come si compilano.";

    private readonly List<(string Code, string Secret)> _slips = [];

    private async Task ChiaraPrintsASheetOfSlips()
    {
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/contributi/foglietti");
        await chiara.FillAsync(("Dove andranno", "Farmacia di Valle"), ("Fogli A4", "1"));
        await chiara.PressAsync("Prepara la stampa");
        await chiara.ShowAsync("06-slips");
        var pdf = await chiara.DownloadAsync("PDF");
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf, 0, 4), StringComparison.Ordinal);
        var printed = await Pdf.TextAsync(pdf);
        _slips.AddRange(OnSlip().Matches(printed).Select(m => (m.Groups[1].Value, m.Groups[2].Value)));
        Assert.True(_slips.Distinct().Count() == 8, $"Eight slips on the sheet, not {_slips.Count}:\n{printed}");
    }

    private async Task PeopleWriteFromTheirHomes()
    {
        _town.MoveTo(new(2026, 4, 11));
        await Write("Marta Rossetti", "Per e-mail", "marta.rossetti@casa.example",
            "Un cortile della scuola aperto la domenica: noi genitori lo teniamo in ordine.", "Vita sociale", "Idea");
        await Write("Nello Guerra", "Per posta", "via del Mulino 4, Valle",
            "Mio figlio ha perso il lavoro e non sa a chi rivolgersi, gira da un ufficio all'altro.", "Lavorare", "Testimonianza");
        await Write("", "Non serve", "", "Ci vorrebbe qualcuno che aiuta a fare pace tra vicini, prima degli avvocati.",
            "Gestire i conflitti", "Bisogno", 390);
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/contributi/registra");
        const string Said = "Da quando non guido più non vado nemmeno dal dottore senza chiedere un favore.";
        await chiara.FillAsync(("Che cosa ha detto", Said), ("Nome", "Ada Fini"), ("Recapito", "0532 555 0101"));
        await chiara.ChooseAsync("Come è arrivata", "per telefono");
        await chiara.ChooseAsync("Tema", "Muoversi");
        await chiara.ChooseAsync("Vuole una risposta?", "Per telefono");
        await chiara.PressAsync("Registra e stampa la ricevuta");
        await Remember(chiara, Said);
        _onPaper.Add("Ada Fini");
    }

    private async Task Write(string name, string how, string address, string text, string theme, string kind, int width = 1280)
    {
        var citizen = await _town.AnybodyAsync(name.Length > 0 ? name : "somebody", width);
        await citizen.GoAsync(Process);
        await citizen.GoAsync($"{Process}/contributi/nuovo");
        await citizen.FillAsync("Il tuo contributo", text);
        await citizen.ChooseAsync("Tema", theme);
        await citizen.ChooseAsync("Che cosa dice", kind);
        await citizen.AgreeAsync(how);
        if (address.Length > 0) await citizen.FillAsync("E-mail, telefono o indirizzo", address);
        if (name.Length > 0) await citizen.FillAsync("Nome", name);
        await citizen.AgreeAsync("Ho letto l'informativa sui dati personali e accetto che il testo sia pubblicato senza il mio nome");
        await citizen.PressAsync("Invia il contributo");
        await citizen.SeeAsync("Ricevuto, grazie");
        await citizen.ShowAsync($"07-receipt-{width}");
        await Remember(citizen, text);
        await Told($"/filo/{_codes[text]}", "È in lettura", text);
        await citizen.Page.Context.DisposeAsync();
        Expect(how, name, address);
        _town.Wait(TimeSpan.FromMinutes(3));
    }

    private async Task DavideHoldsFourFocusGroups()
    {
        await HoldFocusGroup("Gestire i conflitti", new(2026, 4, 16), "Sala del Consiglio",
            "Si litiga per i parcheggi e si finisce dal giudice: serve chi ascolta prima.",
            "Nelle case popolari un gruppo di vicini già fa da paciere, nessuno lo sa.");
        await HoldFocusGroup("Lavorare", new(2026, 4, 23), "Casa della comunità", Forms,
            "L'officina di Testi prenderebbe due ragazzi, se qualcuno li segue i primi mesi.");
        await HoldFocusGroup("Vita sociale", new(2026, 5, 7), "Centro sociale Auser",
            "La domenica il paese è vuoto, chi è solo resta solo.", "La biblioteca ha due stanze chiuse che potrebbero aprire la sera.");
        await HoldFocusGroup("Muoversi", new(2026, 5, 16), "Scuola di Valle", BusStop,
            "Con tre volontari e il pulmino della parrocchia si porta la gente alle visite.");
    }

    private async Task HoldFocusGroup(string theme, DateOnly day, string place, string first, string second)
    {
        var title = $"Focus group: {theme}";
        _town.MoveTo(day.AddDays(-3), 9);
        var davide = await _town.ComeAsync(Davide);
        await davide.GoAsync($"{Process}/incontri");
        await davide.FollowAsync(title);
        var meeting = davide.Path;
        await davide.FollowAsync("Modifica");
        await davide.FillAsync(("Giorno", $"{day:yyyy-MM-dd}"), ("Dalle", "18:00"), ("Alle", "20:00"), ("Luogo", place),
            ("Per esserci tutti", "Accesso in sedia a rotelle\nSpazio bimbi"), ("Posti", "16"));
        await davide.PressAsync("Salva");
        await davide.PressAsync("Pubblica l'incontro");
        if (theme == "Gestire i conflitti") await RegisterFor(meeting);
        _town.MoveTo(day, 18, 20);
        davide = await _town.ComeAsync(Davide);
        foreach (var (speaker, said) in new[] { ("P1", first), ("P2", second) })
        {
            await davide.GoAsync($"{meeting}/note");
            await davide.FillAsync(("Chi parla", speaker), ("Che cosa dice", said));
            await davide.NoteAsync(said);
            _codes[said] = (await davide.CodeAsync('C', said));
        }
        await davide.GoAsync($"{meeting}/presenze");
        if (theme == "Gestire i conflitti") await davide.TickAsync("Segna presente Marta Rossetti", "Togli Marta Rossetti");
        using (davide.In("Conta delle teste"))
        {
            await davide.FillAsync(("In tutto", "9"), ("Donne", "5"), ("Uomini", "3"), ("Non indicato", "1"));
            await davide.PressAsync("Salva la conta");
        }
        await davide.GoAsync($"{meeting}/verbale");
        await davide.FillAsync("Testo", $"Nove persone hanno parlato di: {theme}. Le voci sono qui sotto, ognuna con il suo codice.");
        await davide.PressAsync("Salva la bozza");
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{meeting}/verbale");
        await anna.PressAsync("Approva");
        await anna.PressAsync("Pubblica questa versione");
        await anna.SeeAsync("Il verbale è pubblico.");
    }

    private async Task RegisterFor(string meeting)
    {
        foreach (var (name, how, address) in new[] { ("Marta Rossetti", "Per e-mail", "Marta.Rossetti@casa.example"),
            ("Ezio Fabbri", "Per telefono", "0532 555 0199") })
        {
            var citizen = await _town.AnybodyAsync(name, 390);
            await citizen.GoAsync(meeting);
            await citizen.FollowAsync("Iscriviti");
            await citizen.FillAsync("Nome", name);
            await citizen.AgreeAsync(how);
            await citizen.FillAsync(("E-mail, telefono o indirizzo", address),
                ("Ti serve qualcosa per esserci?", "Un posto vicino all'uscita"));
            await citizen.AgreeAsync("Ho letto l'informativa sui dati personali");
            await citizen.PressAsync("Iscriviti");
            await citizen.Page.Context.DisposeAsync();
            Expect(how, name, address);
        }
    }

    private async Task ChiaraTypesThePile()
    {
        _town.MoveTo(new(2026, 5, 18));
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/contributi/pila");
        (string Typed, string Text, string Code)[] pile =
        [
            (_slips[0].Secret, FridayEvening, _slips[0].Code),
                (_slips[1].Code, "Il signor Aldo Brandi urla sotto casa tutte le notti.", _slips[1].Code),
            (_slips[2].Code.Split("-C")[1].TrimStart('0'), "Spero che vi venga un accidente a tutti.", _slips[2].Code),
        ];
        foreach (var (typed, text, code) in pile)
        {
            await chiara.FillAsync(("Codice o lettere", typed), ("Che cosa c'è scritto", text));
            if (typed == pile[0].Typed)
            {
                await chiara.ChooseAsync("Tema", "Vita sociale");
                await chiara.FillAsync("Scritto il", new DateOnly(2026, 5, 10));
            }
            await chiara.PressAsync("Registra e passa al prossimo");
            await chiara.SeeAsync($"{code} registrato. Il prossimo.");
            _codes[text] = code;
        }
        // What is the same for the whole pile was said once.
        Assert.Equal("2026-05-10", await chiara.ValueAsync("Scritto il"));
        await chiara.ShowAsync("08-pile");
    }

    private async Task ChiaraReadsAndPublishes()
    {
        _town.MoveTo(new(2026, 5, 20));
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/lettura");
        await chiara.ShowAsync("09-reading");
        await chiara.SeeAsync("domenica 10 maggio 2026, da un foglietto");
        using (chiara.In("Il signor Aldo Brandi urla sotto casa tutte le notti."))
        {
            await chiara.UnfoldAsync("Pubblica nascondendo parole");
            await chiara.FillAsync("Parole da nascondere, una per riga", "Aldo Brandi");
            await chiara.PressAsync("Guarda come si leggerà");
            await chiara.SeeAsync("Il signor […] urla");
            await chiara.PressAsync("Pubblica così");
        }
        using (chiara.In("Spero che vi venga un accidente a tutti."))
        {
            await chiara.UnfoldAsync("Non pubblicare");
            await chiara.FillAsync("Perché", "È un'offesa e non dice che cosa non va. Se ce lo racconti lo pubblichiamo.");
            await chiara.PressAsync("Non pubblicare");
        }
        await PublishAll(chiara);
        await Told($"/filo/{_slips[2].Code}", "È stato letto e non si pubblica", "accidente");
        var anybody = await _town.AnybodyAsync("a passer-by");
        await anybody.GoAsync($"/filo/{_slips[1].Code}");
        Assert.DoesNotContain("Brandi", await anybody.Page.ContentAsync(), StringComparison.Ordinal);
        await anybody.Page.Context.DisposeAsync();
    }

    private async Task PublishAll(Window chiara)
    {
        await chiara.GoAsync($"{Process}/lettura");
        foreach (var code in _codes.Values.Distinct())
            if (await chiara.HasAsync($"Pubblica {code}")) await chiara.PressAsync($"Pubblica {code}");
        await chiara.SeeAsync("Non c'è niente da leggere");
    }

    private async Task TheTownMeetsInOpenSpace()
    {
        _town.MoveTo(new(2026, 5, 21));
        var davide = await _town.ComeAsync(Davide);
        await davide.GoAsync($"{Process}/incontri");
        await davide.FollowAsync("Open Space");
        var meeting = davide.Path;
        await davide.FollowAsync("Modifica");
        await davide.FillAsync(("Luogo", "Palestra comunale"), ("La domanda", "Come vogliamo aiutarci, a Valdoro?"),
            ("Orari", "10.30-11.30\n11.45-12.45\n12.45-14.00 Pranzo"), ("Spazi", "Cerchio A | vicino all'ingresso\nCerchio B"));
        await davide.PressAsync("Salva");
        await davide.PressAsync("Pubblica l'incontro");
        _town.MoveTo(new(2026, 5, 30), 9, 30);
        davide = await _town.ComeAsync(Davide);
        await davide.GoAsync(meeting);
        await davide.PressAsync("Apri la stanza");
        var room = RoomCode().Match(await davide.TextAsync()).Groups[1].Value;
        _town.MoveTo(new(2026, 5, 30), 10, 40);
        await HoldSession(room, "Irene", "Chi sa fare che cosa, in paese", "10.30–11.30, Cerchio A",
            "Una banca del tempo tenuta dalla Consulta, con un'ora di sportello a settimana.");
        await HoldSession(room, "Karim", "La sera, dove andiamo?", "11.45–12.45, Cerchio B",
            "Le due stanze della biblioteca aperte il venerdì sera, con i ragazzi che fanno i turni.");
        await OfferToWrite(meeting, Irene.Name, "Per e-mail", Irene.Email);
        await OfferToWrite(meeting, "Karim Benali", "Per e-mail", "karim@posta.example");
        await OfferToWrite(meeting, "Bruna Zini", "Per telefono", "0532 555 0142");
        davide = await _town.ComeAsync(Davide);
        await davide.GoAsync($"{meeting}/muro");
        await davide.ShowAsync("10-wall");
        await davide.GoAsync(meeting);
        await davide.PressAsync("Chiudi la stanza");
        _town.MoveTo(new(2026, 6, 1));
        await PublishAll(await _town.ComeAsync(Chiara));
        _openSpace = meeting;
    }

    private string _openSpace = "";

    private async Task HoldSession(string room, string caller, string topic, string square, string proposal)
    {
        var citizen = await _town.AnybodyAsync(caller, 390);
        await citizen.GoAsync("/stanza");
        await citizen.FillAsync("Codice della stanza", room.ToLowerInvariant());
        await citizen.PressAsync("Entra");
        await citizen.FollowAsync("Proponi un tema");
        await citizen.FillAsync(("Il tema", topic), ("Come ti chiami", caller));
        await citizen.ChooseAsync("Quando e dove", square);
        await citizen.PressAsync("Appendilo alla bacheca");
        await citizen.FollowAsync(topic);
        await citizen.FillAsync(("Di che cosa avete parlato", "In tanti vogliono dare una mano e non sanno a chi dirlo."),
            ("Le vostre proposte, una per riga", proposal), ("Quanti eravate", "11"));
        await citizen.PressAsync("Consegna il resoconto");
        await citizen.ShowAsync("11-session");
        await citizen.Page.Context.DisposeAsync();
        var chiara = await _town.ComeAsync(Chiara);
        await chiara.GoAsync($"{Process}/lettura");
        _codes[proposal] = await chiara.CodeAsync('C', proposal);
    }

    private async Task OfferToWrite(string meeting, string name, string how, string address)
    {
        var citizen = await _town.AnybodyAsync(name, 390);
        await citizen.GoAsync($"{meeting}/muro");
        await citizen.FollowAsync("Vuoi scrivere con noi il testo?");
        await citizen.FillAsync("Nome", name);
        await citizen.AgreeAsync(how);
        await citizen.FillAsync(("E-mail, telefono o indirizzo", address), ("Perché ti interessa", "Voglio che si capisca."));
        await citizen.AgreeAsync("Ho letto l'informativa sui dati personali");
        await citizen.PressAsync("Mi offro");
        await citizen.SeeAsync("Grazie: ti richiamiamo noi.");
        await citizen.Page.Context.DisposeAsync();
        Expect(how, name, address);
    }

    private async Task AnnaRecruitsTheNewcomers()
    {
        _town.MoveTo(new(2026, 6, 3));
        var anna = await _town.ComeAsync(Anna);
        await anna.GoAsync($"{Process}/tavolo");
        await anna.FollowAsync("Componi il gruppo Tavolo di Negoziazione");
        await anna.PressAsync("Allarga il gruppo");
        foreach (var (name, interest) in new[] { (Irene.Name, "Chi si aiuta tra vicini"), ("Karim Benali", "Giovani"),
            ("Bruna Zini", "Persone anziane sole") })
        {
            await anna.GoAsync($"{_openSpace}/scrivere");
            await anna.FillAsync($"Quale interesse porta {name}", interest);
            if (name == Irene.Name) await anna.ShowAsync("12-recruits");
            await anna.PressAsync($"Fai sedere al Tavolo {name}");
            await anna.SeeAsync($"{name} ora siede al Tavolo.");
        }
        await anna.GoAsync($"{Process}/tavolo");
        await anna.FollowAsync("Componi il gruppo Tavolo di Negoziazione");
        await anna.PressAsync("Invita a lavorare sul sito " + Irene.Name);
        await Accept(Irene, "Tavolo di Negoziazione");
        var welcome = await _town.Mail.WaitAsync(l => l.To == "karim@posta.example" && l.Subject == "Benvenuta, benvenuto nel Tavolo");
        Assert.Contains("«Nuovi soggetti dall'Open Space»", welcome.Single().Plain, StringComparison.Ordinal);
    }

    private async Task Remember(Window window, string text) => _codes[text] = await window.CodeAsync('C');

    private void Expect(string how, string name, string address)
    {
        if (how == "Per e-mail") _mailed.Add(address.ToLowerInvariant());
        else if (how != "Non serve") _onPaper.Add(name);
    }

    [GeneratedRegex(@"(LWF-C\d{4})\s*·\s*lettere segrete\s+([A-Z]{4}-[A-Z]{4})")] private static partial Regex OnSlip();
    [GeneratedRegex(@"Codice:\s+([B-Z]{6})\b")] private static partial Regex RoomCode();
}
