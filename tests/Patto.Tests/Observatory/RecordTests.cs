using Patto.Modules.Observatory;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Observatory;

public sealed class RecordTests
{
    /// <summary>An invented process in the register's own format, without empty lines.</summary>
    public const string Invented = """
        Sentieri di parole. Percorso per una biblioteca di comunità
        Hai gestito, partecipato o hai info su questo processo? Integra le informazioni
        Processo
        Stato di avanzamento
        Concluso
        Logo
        Natura Processo
        Processo certificato e finanziato
        Anno della certificazione
        2021
        Importo finanziato dal Bando
        12.000,00 €
        Cofinanziamento altri soggetti
        Si
        Percentuale Cofinanziamento
        70%
        Costo complessivo del processo
        30.000,00 €
        Anno di avvio
        Anno di chiusura
        2022
        Data inizio del processo
        15/09/2021
        Data fine del processo
        10/03/2022
        Durata (mesi)
        6
        Gestione di Processo
        Struttura responsabile del processo
        Ufficio cultura
        Tavolo di Negoziazione
        Siedono il Comune, due associazioni e la scuola.
        Si riunisce ogni mese.
        Territorio Interessato
        Mappa
        Caratteristiche
        Ambito di intervento
        Tipo di partecipazione
        Partecipazione volontaria
        Codecisione
        Sì
        Utilizzo di piattaforme tecnologiche e strumenti digitali
        No
        Numero partecipanti (stimate o effettive)
        1.250
        Presenza femminile rilevata
        Non indicato o dato non disponibile nelle fonti consultate
        Obiettivi e Risultati
        Obiettivi
        Aprire la biblioteca la sera
        Livello di partecipazione
        PROGETTAZIONE PARTECIPATA
        Indice di partecipazione
        11 / 30
        Premialità Tecniche
        Istanze
        Si
        Soggetti specifici
        Non prevista nel bando di riferimento
        Bonus assegnati al Processo
        Bonus Accessibilità
        Non previsto come premialità nel bando di riferimento
        Allegati
        Crediti
        Processo segnalato da
        Osservatorio Partecipazione
        Data ultima modifica: 31/07/2022
        """;

    private static RecordSheet Read(string text)
    {
        var (sheet, problems) = RecordExchange.Read(text);
        Assert.True(sheet is not null, string.Join("\n", problems.Select(p => $"{p.Line}: {p.Sentence} {string.Join(" | ", p.Values)}")));
        return sheet;
    }

    [Fact]
    public void Every_field_of_a_record_is_kept_as_it_was_written()
    {
        var sheet = Read(Invented);
        Assert.Equal("Sentieri di parole. Percorso per una biblioteca di comunità", sheet.Title);
        Assert.Equal(new DateOnly(2022, 7, 31), sheet.LastChanged);
        Assert.Equal(30, sheet.Fields.Count);
        Assert.Equal("12.000,00 €", sheet["funding"]!.Text);
        Assert.Equal("Si", sheet["cofunded"]!.Text);
        Assert.Equal("Sì", sheet["codecision"]!.Text);
        Assert.Equal("Siedono il Comune, due associazioni e la scuola.\nSi riunisce ogni mese.", sheet["negotiation_table"]!.Text);
        Assert.Equal(Invented.ReplaceLineEndings("\n") + "\n", RecordText.Write(sheet));
    }

    [Theory]
    [InlineData("start_year", FieldState.Blank), InlineData("attachments", FieldState.Blank)]
    [InlineData("digital_tools", FieldState.No)]
    [InlineData("women_present", FieldState.NotIndicated)]
    [InlineData("specific_subjects", FieldState.NotForeseen), InlineData("bonus_accessibility", FieldState.NotForeseen)]
    [InlineData("cofunded", FieldState.Value)]
    public void The_four_ways_of_saying_nothing_stay_apart(string code, FieldState state) =>
        Assert.Equal(state, Read(Invented)[code]!.State);

    [Fact]
    public void A_field_that_is_not_printed_is_not_in_the_record() => Assert.Null(Read(Invented)["results"]);

    [Fact]
    public void What_does_not_add_up_is_told_and_never_altered()
    {
        var sheet = Read(Invented);
        Assert.Equal(["cofunding", "yes-spelling"], sheet.Warnings.Select(w => w.Code));
        Assert.Equal(["70%", "60"], sheet.Warnings[0].Values);
        Assert.Equal("70%", sheet["cofunding_percent"]!.Text);
    }

    [Theory]
    [InlineData("Durata (mesi)\n6", "Durata (mesi)\n5", "months")]
    [InlineData("12.000,00 €", "31.000,00 €", "funding-over-cost")]
    [InlineData("10/03/2022", "10/03/2021", "dates")]
    [InlineData("Concluso", "Sospeso", "unknown-value")]
    public void Each_inconsistency_has_its_warning(string right, string odd, string code) =>
        Assert.Contains(Read(Lines.Replace(right, odd, StringComparison.Ordinal)).Warnings, w => w.Code == code);

    [Theory]
    [InlineData("2023-02-12", "2023-07-02", 5), InlineData("2024-01-01", "2024-05-30", 4), InlineData("2014-12-17", "2015-06-17", 6)]
    public void Months_are_counted_without_looking_at_the_day(string from, string until, int months) =>
        Assert.Equal(months, RecordValues.Months(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Empty_lines_and_a_publisher_above_the_title_are_read_too()
    {
        var sheet = Read("Regione di prova\n\n" + string.Join("\n\n", Lines.Split('\n')));
        Assert.Equal("Regione di prova", sheet.Publisher);
        Assert.Equal(30, sheet.Fields.Count);
    }

    [Fact]
    public void A_record_goes_out_as_JSON_and_comes_in_again_with_no_field_lost() =>
        SameAs(Read(Invented), Read(RecordExchange.ToJson(Read(Invented))));

    [Fact]
    public void A_record_goes_out_as_CSV_and_comes_in_again_with_no_field_lost() => SameAs(Read(Invented), Read(Csv(Read(Invented))));

    [Fact]
    public void The_CSV_has_unique_headers_ISO_dates_and_CRLF()
    {
        var rows = Web.TableTests.Cells(System.Text.Encoding.UTF8.GetBytes(Csv(Read(Invented))));
        Assert.Equal(rows[0].Count, rows[0].Distinct().Count());
        Assert.Contains(rows, r => r[4] == "starts" && r[8] == "2021-09-15");
        Assert.Contains(rows, r => r[4] == "funding" && r[8] == "12000.00");
    }

    [Fact]
    public void A_record_that_0_1_0_wrote_as_CSV_is_still_read()
    {
        var old = "title,publisher,last_changed,group,code,label,state,text,value,summarised\r\nX,,,Processo,nature,Natura Processo,not-indicated,"
            + "Non indicato o dato non disponibile nelle fonti consultate,,false\r\n";
        Assert.Equal(FieldState.NotIndicated, Read(old)["nature"]!.State);
    }

    [Fact]
    public void The_catalogue_says_in_which_way_a_value_is_missing()
    {
        var table = RecordExchange.Catalogue("osservatorio", [("a", Read(Invented))], new());
        var rows = Web.TableTests.Cells(Web.TableTests.Csv(table, ';'));
        Assert.Equal(rows[0].Count, rows[0].Distinct().Count());
        var cells = RecordSchema.Fields.Select((field, n) => (field.Code, rows[1][n + 2])).ToList();
        Assert.Contains(("start_year", "(vuoto)"), cells);
        Assert.Contains(("women_present", "(non indicato)"), cells);
        Assert.Contains(("specific_subjects", "(non previsto)"), cells);
        Assert.Contains(("digital_tools", "No"), cells);
        Assert.Contains(("results", ""), cells);
    }

    [Theory]
    [InlineData("15/09/2021", "31/09/2021", "unreadable", "31/09/2021")]
    [InlineData("12.000,00 €", "dodicimila", "unreadable", "dodicimila")]
    [InlineData("2022\nData inizio", "MMXXII\nData inizio", "unreadable", "MMXXII")]
    [InlineData("11 / 30", "31 / 30", "unreadable", "31 / 30")]
    [InlineData("Durata (mesi)\n6", "Durata (mesi)\n6\nColore preferito\nverde", "unknown-lines", "Colore preferito\nverde")]
    [InlineData("Ufficio cultura", "Ufficio cultura\nTavolo di Negoziazione\nIeri", "label-in-text",
        "Ieri\nTavolo di Negoziazione\nSiedono il Comune")]
    [InlineData("Territorio Interessato\nMappa", "Territorio Interessato\nCosti\nMappa", "unknown-lines", "Costi")]
    [InlineData("Data ultima modifica: 31/07/2022", "Data ultima modifica: il 31", "label-in-text", "il 31")]
    public void What_is_odd_in_a_record_is_kept_as_written_and_told(string right, string odd, string code, string kept)
    {
        var sheet = Read(Lines.Replace(right, odd, StringComparison.Ordinal));
        Assert.Contains(sheet.Fields, f => f.Text.Contains(kept, StringComparison.Ordinal));
        if (code != "label-in-text" || kept != "il 31") Assert.Contains(sheet.Warnings, w => w.Code == code);
        SameAs(sheet, Read(RecordText.Write(sheet)));
        SameAs(sheet, Read(Csv(sheet)));
        SameAs(sheet, Read(RecordExchange.ToJson(sheet)));
    }

    [Fact]
    public void A_badge_under_the_invitation_is_a_badge_and_the_first_line_is_the_title()
    {
        var sheet = Read(RecordFiles.Text("badge.txt"));
        Assert.Equal(("Cura dei luoghi, cura delle persone", "", new DateOnly(2022, 3, 12)),
            (sheet.Title, sheet.Publisher, sheet.LastChanged));
        Assert.Equal("Certificato\nFinanziato", sheet[RecordSchema.Badges]!.Text);
        Assert.Equal((10000m, 19800m), (RecordValues.Money(sheet["funding"]!.Text), RecordValues.Money(sheet["cost"]!.Text)));
        Assert.Equal("€ 10.000,00", sheet["funding"]!.Text);
        Assert.Equal((new DateOnly(2021, 9, 1), new DateOnly(2022, 3, 1)),
            (RecordValues.Date(sheet["starts"]!.Text), RecordValues.Date(sheet["ends"]!.Text)));
        Assert.Equal("180", sheet["participants_count"]!.Text);
        Assert.DoesNotContain(sheet.Warnings, w => w.Code is "months" or "dates" or "unreadable");
    }

    [Fact]
    public void A_label_word_inside_a_text_stays_text_and_is_told()
    {
        var sheet = Read(RecordFiles.Text("badge.txt"));
        Assert.Equal(
            "Il Tavolo riunisce chi ha firmato l'accordo.\nPartecipanti\nche si aggiungono dopo il primo incontro sono ammessi per consenso.", sheet["negotiation_table"]!.Text);
        Assert.Null(sheet["participants"]);
        Assert.Equal(["Tavolo di Negoziazione", "Partecipanti"], sheet.Warnings.Single(w => w.Code == "label-in-text").Values);
    }

    [Theory]
    [InlineData("decision_owners", "Comune di Fontelieta"), InlineData("participants", "Singoli cittadini"),
        InlineData("responsible", "Staff della Sindaca")]
    [InlineData("address", "Piazza della Fonte, 1, 44000 Fontelieta"), InlineData("map", "mappe/fontelieta.jpg"),
        InlineData("women_present", "Si")]
    [InlineData("participation_kind", "Partecipazione volontaria"), InlineData("work_life_balance", "Si"),
        InlineData("design", "Ascolto, poi proposta.")]
    [InlineData("starts", "02/05/2022"), InlineData("ends", "30/10/2022"), InlineData("badges", "Certificato"),
        InlineData("state", "Progetto")]
    public void A_label_keeps_its_value_wherever_it_stands(string code, string text)
    {
        var sheet = Read(RecordFiles.Text("other-layout.txt"));
        Assert.Equal("SPAZIO LUCCIOLA - GIOVANI E NATURA", sheet.Title);
        Assert.Equal(text, sheet[code]!.Text);
        Assert.DoesNotContain(sheet.Fields, f => RecordSchema.IsUnknown(f.Code));
        Assert.Contains(sheet.Warnings, w => w.Code == "elsewhere" && w.Values[0] == "Titolari della decisione");
    }

    [Fact]
    public void A_label_printed_longer_than_we_know_it_is_read_and_told()
    {
        var sheet = Read(Lines.Replace("Costo complessivo del processo", "Costo complessivo previsto del processo partecipativo",
            StringComparison.Ordinal));
        Assert.Equal("30.000,00 €", sheet["cost"]!.Text);
        Assert.Contains(sheet.Warnings, w => w.Code == "long-label");
    }

    [Theory]
    [InlineData("badge.txt"), InlineData("other-layout.txt")]
    public void No_line_of_a_page_is_lost(string file)
    {
        var sheet = Read(RecordFiles.Text(file));
        var lines = RecordFiles.Text(file).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0);
        Assert.Equal(lines.Order(StringComparer.Ordinal), RecordText.Write(sheet).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal));
        SameAs(sheet, Read(RecordText.Write(sheet)));
    }

    [Theory]
    [InlineData("€ 10.000,00", 10000), InlineData("10.000 euro", 10000), InlineData("EUR 1.234,5", 1234.5), InlineData("10000.00", 10000),
        InlineData("50.000", 50000)]
    public void Amounts_are_read_as_Italians_write_them(string text, double amount) =>
        Assert.Equal((decimal)amount, RecordValues.Money(text));

    [Theory]
    [InlineData("1/9/2024"), InlineData("01/09/2024"), InlineData("1.9.2024"), InlineData("2024-09-01"), InlineData("1 settembre 2024"),
        InlineData("1° Settembre 2024")]
    public void Days_are_read_as_Italians_write_them(string text) => Assert.Equal(new DateOnly(2024, 9, 1), RecordValues.Date(text));

    [Fact]
    public void A_table_that_a_spreadsheet_saved_again_comes_in_as_it_was()
    {
        var sheet = Read(Invented);
        var again = "sep=;\r\n" + string.Join("\r\n", Web.TableTests.Cells(System.Text.Encoding.UTF8.GetBytes(Csv(sheet))).Select(r =>
            string.Join(';', r.Select(c => c switch { "2022-07-31" => "31/07/2022", _ => $"\"{c}\"" }))));
        SameAs(sheet, Read(again));
    }

    [Theory]
    [InlineData(""), InlineData("Soltanto un titolo"), InlineData("{\"schema\": \"altro\"}"),
        InlineData("{\"schema\": \"scheda-processo/1\", \"title\": \"X\", \"publisher\": \"\", \"lastChanged\": null, \"fields\": [], \"colour\": 1}"),
     InlineData("title,publisher,group\r\nX,Y,Z\r\n")]
    public void What_is_no_record_is_refused_with_a_reason(string text)
    {
        var (sheet, problems) = RecordExchange.Read(text);
        Assert.Null(sheet);
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void The_record_of_a_process_writes_itself()
    {
        var process = Process.FromTemplate(Id<Authorities.Authority>.New(), "WDA", "aggancio", "Welfare dell'aggancio",
            new TemplateLibrary().Find("welfare-aggancio")!, new(2014, 12, 17), new(2015, 7, 1, 9, 0, 0, TimeSpan.Zero));
        process.Publish(new(2015, 7, 1, 9, 0, 0, TimeSpan.Zero));
        var sheet = OwnRecord.Of(new(ProcessBook.ViewOf(process, new(2015, 7, 1)), "Comune di prova", [], [], [], [], 0, 0,
            new Dictionary<string, string> { ["women_present"] = "Sì" }));
        Assert.Equal("Processo certificato e finanziato", sheet["nature"]!.Text);
        Assert.Equal(("20.000,00 €", "45.000,00 €", "55,56"),
            (sheet["funding"]!.Text, sheet["cost"]!.Text, sheet["cofunding_percent"]!.Text));
        Assert.Equal(("17/12/2014", "17/06/2015", "6"), (sheet["starts"]!.Text, sheet["ends"]!.Text, sheet["months"]!.Text));
        Assert.Equal(("EMPOWERMENT", "Sì", "400"), (sheet["level"]!.Text, sheet["codecision"]!.Text, sheet["participants_count"]!.Text));
        Assert.Equal("Sì", sheet["women_present"]!.Text);
        Assert.Null(sheet["index"]);
        Assert.Empty(sheet.Warnings);
    }

    private static string Lines => Invented.ReplaceLineEndings("\n");

    internal static string Csv(RecordSheet sheet) =>
        System.Text.Encoding.UTF8.GetString(Web.TableTests.Csv(RecordExchange.AsTable("scheda", sheet, new()), ';'));

    internal static void SameAs(RecordSheet a, RecordSheet b)
    {
        Assert.Equal((a.Title, a.Publisher, a.LastChanged), (b.Title, b.Publisher, b.LastChanged));
        Assert.Equal(a.Fields, b.Fields);
    }
}
