using Deliberation.Formats;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>Tables as offices make them, from the folder that PATTO_CASES names; what must come of each stands beside them.</summary>
public sealed class GivenTablesTests
{
    private static TableFile Read(string name, TableOptions? options = null)
    {
        string root = Environment.GetEnvironmentVariable("PATTO_CASES") ?? "";
        string path = Path.Combine(root, "tables", name);
        if (root.Length == 0 || !File.Exists(path)) Assert.Skip($"PATTO_CASES names no folder with tables/{name}.");
        return TableFile.Read(File.ReadAllBytes(path), options);
    }

    private static TableColumn Column(TableList list, string heading) => list.Find(heading) ?? throw new InvalidOperationException(heading);

    private static string[] Texts(TableList list, string heading) => [.. list.Cells(Column(list, heading)).Select(cell => cell.Trimmed)];

    [Fact]
    public void Three_thousand_bodies_of_an_office_have_seven_pairs_of_twins_and_one_formula_that_is_text()
    {
        var file = Read("portatori-cp1252.csv");
        var list = file.TheList();
        Assert.Equal(("windows-1252", ';', 3000, 9, 0), (file.Encoding, file.Separator, list.Rows.Length, list.Columns.Length,
            file.Errors.Length));
        var names = Texts(list, "Denominazione");
        var (phones, mails, pecs) = (list.Cells(Column(list, "Telefono")), list.Cells(Column(list, "E-mail")),
            list.Cells(Column(list, "PEC")));
        Assert.Equal(559, phones.Count(cell => cell.Text == "800 000 000"));
        Assert.All(phones, cell => Assert.Empty(PhoneNumbers.In(cell).Errors));
        Assert.All(phones, cell => Assert.Empty(PhoneNumbers.In(cell).Questions));
        Assert.All(mails.Concat(pecs), cell => Assert.Equal(cell.IsBlank ? 0 : 1, MailAddresses.In(cell).Values.Length));
        var bodies = list.Rows.Select((_, n) => new ListedBody(names[n], [phones[n].Text, mails[n].Text, pecs[n].Text])).ToList();
        var twins = Twins.Find(bodies);
        Assert.Equal([(118, 352), (158, 471), (207, 618), (333, 996), (482, 1444), (713, 2137), (746, 2235)],
            twins.Select(twin => (list.Rows[twin.Members[0]].Number, list.Rows[twin.Members[1]].Number)));
        Assert.All(twins, twin => Assert.Equal(2, twin.Members.Length));
        var notes = list.Cells(Column(list, "Note"));
        Assert.Equal("=HYPERLINK(\"http://x.example\",\"apri\")", notes[41].Text);
        Assert.Equal("I43", notes[41].Place.ToString());
        Assert.Equal(8, notes.Count(cell => cell.Text == "testo con ; e \"virgolette\"\ne a capo"));
        Assert.Contains("+39 333 00 00 104", phones.Select(cell => cell.Text));
        Assert.Contains("Nicolò D’Amico", Texts(list, "Referente"));
    }

    [Fact]
    public void An_online_form_has_a_hundred_and_twenty_voices_and_forty_contacts()
    {
        var file = Read("modulo-online.csv");
        var list = file.TheList();
        Assert.Equal((120, 4, ','), (list.Rows.Length, list.Columns.Length, file.Separator));
        Assert.Equal(40, Texts(list, "Vuoi lasciare un contatto?").Count(contact => contact.Length > 0));
        Assert.Equal(43, Texts(list, "Di cosa vuoi parlare").Count(theme => theme == "Altro"));
        var when = DateColumn.Read(list, Column(list, "Informazioni cronologiche"));
        Assert.Null(when.Question);
        Assert.Empty(when.Errors);
        Assert.Equal(new DateTime(2026, 11, 1, 8, 0, 0), when.Values[0]);
        Assert.Equal(new DateTime(2026, 11, 4, 15, 55, 0), when.Values[115]);
    }

    [Fact]
    public void A_column_that_mixes_readings_is_asked_with_both_of_them()
    {
        var list = Read("contributi-misti.csv").TheList();
        var sums = NumberColumn.Read(list, Column(list, "Contributo"));
        Assert.Equal(5, list.Rows.Length);
        Assert.Equal([null, 75266.06m, 44.88m, 1250.00m, 900m], sums.Values);
        Assert.Equal("B2", sums.Question!.Place.ToString());
        Assert.Equal(["comma: «30.425» = 30.425", "point: «30.425» = 30,425"],
            sums.Question.Choices.Select(c => $"{c.Key}: {c.Text.Italian}"));
        var stopped = sums.Question.AsError("--decimal");
        Assert.Equal(2, stopped.Line);
        Assert.Contains("B2", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("--decimal comma|point", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(30425m, NumberColumn.Read(list, Column(list, "Contributo"), DecimalStyle.Comma).Values[0]);
        Assert.Equal(30.425m, NumberColumn.Read(list, Column(list, "Contributo"), DecimalStyle.Point).Values[0]);
    }

    [Fact]
    public void Reversed_dates_are_the_days_of_the_months_that_stand_beside_them()
    {
        var list = Read("date-rovesciate.csv").TheList();
        var days = DateColumn.Read(list, Column(list, "Data"));
        string[] months = Texts(list, "Mese");
        Assert.Equal(24, days.Values.Length);
        Assert.Null(days.Question);
        Assert.Equal(months, days.Values.Select(day => day!.Value.ToString("MMMM",
            System.Globalization.CultureInfo.GetCultureInfo("it-IT"))));
    }

    [Fact]
    public void A_file_from_an_old_Mac_shows_its_words_and_is_read_with_the_set_that_makes_words()
    {
        var question = Read("mac.csv").EncodingQuestion!;
        Assert.Equal("macintosh", question.Choices[0].Key);
        Assert.Contains("Niccolò", question.Choices[0].Text.Italian, StringComparison.Ordinal);
        var list = Read("mac.csv", new() { Encoding = "macintosh" }).TheList();
        Assert.Equal(["Niccolò", "D’Angelo", "Cefalù"], Texts(list, "Cognome"));
        Assert.Equal(["Desirée", "Noè", "Zoë"], Texts(list, "Nome"));
        Assert.Equal(["Forlì", "Cantù", "Mondovì"], Texts(list, "Città"));
    }

    [Fact]
    public void Two_tables_in_one_file_are_two_lists_and_it_is_asked_which()
    {
        var file = Read("due-tabelle.csv");
        Assert.Equal(2, file.Lists.Length);
        Assert.Equal(["Biblioteche", "Sede", "Posti"], file.Lists[0].Columns.Select(column => column.Heading));
        Assert.Equal(["Centrale", "Ragazzi"], Texts(file.Lists[0], "Biblioteche"));
        Assert.Equal(["Gruppi di lettura", "Giorno", "Ora", "Chi guida"], file.Lists[1].Columns.Select(column => column.Heading));
        Assert.Equal(["Il lunedì", "Gialli & C."], Texts(file.Lists[1], "Gruppi di lettura"));
        Assert.Equal(QuestionKind.List, file.Question!.Kind);
        Assert.Throws<FormatError>(() => file.TheList());
    }

    [Fact]
    public void Joined_addresses_come_apart_and_what_is_no_address_is_asked()
    {
        var list = Read("mail-unite.csv").TheList();
        var mails = list.Cells(Column(list, "E-mail")).Select(MailAddresses.In).ToList();
        Assert.Equal(["info@girasole.example", "segreteria@girasole.example"], mails[0].Values);
        Assert.Equal(["valle@comitato.example", "presidente@comitato.example"], mails[1].Values);
        Assert.Empty(mails[2].Values);
        Assert.Equal("sport@polisportiva.example", Assert.Single(mails[2].Questions).Choices[0].Key);
        Assert.Equal(["circolo@example.org"], mails[3].Values);
        Assert.All(mails, mail => Assert.Empty(mail.Errors));
        var phones = list.Cells(Column(list, "Telefono")).Select(PhoneNumbers.In).ToList();
        Assert.Equal(["0532 1234567", "333 1234567"], phones[0].Values.Select(phone => phone.Text));
        Assert.Equal(("+39 0532 765432", "2"), (phones[1].Values[0].Text, phones[1].Values[0].Extension));
        Assert.Equal("800 000 000", phones[2].Values[0].Text);
        Assert.All(phones, phone => Assert.Empty(phone.Errors.Select(e => e.Message).Concat(phone.Questions.Select(q => q.Text.Italian))));
    }

    [Fact]
    public void A_UTF_16_file_that_names_its_separator_keeps_quoted_ones_and_tells_the_long_row()
    {
        var file = Read("sep-utf16.csv");
        var list = Assert.Single(file.Lists);
        Assert.Equal("utf-16", file.Encoding);
        Assert.Equal(["Più panchine", "Corriera; più tardi", "=1+1", "Marciapiede", "Luce"], Texts(list, "Voce"));
        var days = DateColumn.Read(list, Column(list, "Data"));
        Assert.Equal([new(2026, 5, 8), new(2026, 1, 11), new(2026, 9, 1), null, new DateTime(2026, 3, 3)], days.Values);
        Assert.Null(days.Question);
        var tooLong = Assert.Single(file.Errors);
        Assert.Equal("D6", tooLong.Place.ToString());
        Assert.Contains("in più", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_with_two_rows_of_headings_is_read_as_people_see_it()
    {
        var file = Read("associazioni.xlsx");
        var list = file.TheList();
        Assert.Equal(["Ente – Nome", "Contatti – Telefono", "Contatti – Telefono", "Sede – Via", "Sede – CAP", "Iscritta dal", "Consenso",
            "Contributo"],
            list.Columns.Select(column => column.Heading));
        Assert.Equal(["Buona Compagnia ODV", "Comitato di Valle", "Il Girasole coop. soc.", "-Punto verde"],
            list.Cells(list.Columns[0]).Select(c => c.Text));
        var phones = list.Cells(list.Columns[1]).Select(PhoneNumbers.In).ToList();
        Assert.Equal("0532123456", Assert.Single(phones[0].Questions).Choices[0].Key);
        Assert.Equal("0532/765432", Assert.Single(phones[1].Values).Text);
        var mobile = list.Cells(list.Columns[2]).Select(PhoneNumbers.In).ToList();
        Assert.Equal("333 1234567", Assert.Single(mobile[0].Values).Text);
        Assert.Equal("C7", Assert.Single(mobile[2].Errors).Place.ToString());
        Assert.Equal(["44000", "44000", "", "00044"], list.Cells(list.Columns[4]).Select(cell => cell.Text));
        var since = DateColumn.Read(list, list.Columns[5]);
        Assert.Equal([new(2019, 5, 8), null, new DateTime(2020, 1, 11), null], since.Values);
        Assert.Equal("F6", Assert.Single(since.Errors).Place.ToString());
        Assert.Equal([true, true, false, true], list.Cells(list.Columns[6]).Select(YesOrNo.In));
        Assert.Equal([1250m, null, 30425.5m, 0m], NumberColumn.Read(list, list.Columns[7]).Values);
        var told = file.Notes.Select(note => note.Text.Italian).ToList();
        foreach (string part in new[] { "titolo", "«Contatti – Telefono» c'è 2 volte", "La riga 10 è un totale", "La riga 12 è una nota",
            "«vecchio 2023» è nascosto", "Foglio «Note»" })
            Assert.Contains(told, note => note.Contains(part, StringComparison.Ordinal));
        Assert.Empty(file.Errors);
    }

    [Fact]
    public void A_timetable_is_no_list()
    {
        var file = Read("turni.xlsx");
        Assert.Empty(file.Lists);
        Assert.Contains("Non è un elenco", file.NoList.Italian, StringComparison.Ordinal);
        Assert.Throws<FormatError>(() => file.TheList());
    }

    [Fact]
    public void The_population_of_the_statistics_office_keeps_its_codes_and_the_heading_that_is_there_twice()
    {
        var list = Read("popolazione-istat.csv").TheList();
        Assert.Equal("038999", list.Cells(list.Columns[0])[0].Text);
        Assert.Contains("Popolazione residente", list.Title!.Value.Italian, StringComparison.Ordinal);
        Assert.Equal(20, list.Columns.Length);
        int[] figures = [3853, 4181];
        foreach (var (heading, sum) in new[] { "Totale maschi", "Totale femmine" }.Zip(figures))
        {
            var ages = NumberColumn.Read(list, Column(list, "Età")).Values;
            var towns = Texts(list, "Comune");
            var people = NumberColumn.Read(list, Column(list, heading)).Values;
            Assert.Equal(sum, Enumerable.Range(0, list.Rows.Length).Where(n => towns[n] == "Fontelieta" && ages[n] <= 100)
                .Sum(n => people[n]));
        }
    }
}
