using System.Text;
using Deliberation.Formats;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>How numbers, days, telephones and headings are read, and what is asked instead.</summary>
public sealed class ReadingRulesTests
{
    private static NumberColumn Numbers(string headingAndCells, char separator, DecimalStyle? chosen = null)
    {
        string[] cells = headingAndCells.Split(' ');
        var list = TableFile.Parse(string.Join('\n', cells.Select(cell => $"{(cell == cells[0] ? "id" : "A")}{separator}\"{cell}\"")),
            new() { Separator = separator }).TheList();
        return NumberColumn.Read(list, list.Columns[1], chosen);
    }

    private static string Said(NumberColumn column) => string.Join(' ',
        column.Values.Select(value => value is { } v ? v.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : "?"));

    [Theory]
    // Both signs: sure in any file.
    [InlineData("total 1.234,56", ',', "1234.56"), InlineData("importo 1,234.56", ';', "1234.56")]
    // A point and three digits: thousands in a file with semicolons, under Italian headings, or by another value.
    [InlineData("x 50.000 35.000", ';', "50000 35000"), InlineData("importo 50.000 35.000", ',', "50000 35000"),
        InlineData("total 50.000 1,5", ',', "50000 1.5")]
    [InlineData("total 50.000 1.234.567", ',', "50000 1234567"), InlineData("total 50.000 2.5", ',', "50 2.5")]
    // A leading 0 is never thousands; nor are more than three digits before the sign.
    [InlineData("x 0.125", ';', "0.125"), InlineData("x 0,125", ',', "0.125"), InlineData("x 1234.567", ';', "1234.567"),
        InlineData("x 1234,567", ',', "1234.567")]
    // A comma and three digits: by another value only.
    [InlineData("amount 1,234 2.50", ',', "1234 2.5"), InlineData("importo 1,234 2,5", ';', "1.234 2.5"),
        InlineData("importo 1,234 1.234.567", ';', "1.234 1234567")]
    [InlineData("importo €10.000,00 -3,5 900 007", ';', "10000 -3.5 900 7")]
    public void A_number_is_read_where_file_or_column_settle_it(string cells, char separator, string right)
    {
        var column = Numbers(cells, separator);
        Assert.Equal(right, Said(column));
        Assert.Null(column.Question);
        Assert.Empty(column.Errors);
    }

    [Theory]
    [InlineData("total 1.234", ',', "?", "B2"), InlineData("amount 7 1,234", ',', "7 ?", "B3"), InlineData("importo 1,234", ';', "?", "B2")]
    [InlineData("importo 30.425 12.50", ';', "? 12.5", "B2"), InlineData("importo 5 30.425 12.50", ',', "5 ? 12.5", "B3")]
    [InlineData("importo 30.425 12.50 1.250,00", ';', "? 12.5 1250", "B2"), InlineData("importo 1.234 1,234", ';', "? ?", "B2")]
    public void A_number_that_nothing_settles_is_asked_with_its_cell_and_a_command_stops(string cells, char separator, string right,
        string place)
    {
        var column = Numbers(cells, separator);
        Assert.Equal(right, Said(column));
        Assert.Equal(place, column.Question!.Place.ToString());
        Assert.Equal(["comma", "point"], column.Question.Choices.Select(choice => choice.Key));
        Assert.Contains("--decimal comma|point", column.Question.AsError("--decimal").Text.English, StringComparison.Ordinal);
        foreach (var style in Enum.GetValues<DecimalStyle>()) Assert.DoesNotContain("?", Said(Numbers(cells, separator, style)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n.d."), InlineData("12,3,4"), InlineData("1.2.3"), InlineData("12%"), InlineData("1-2"), InlineData("0.500,00"),
        InlineData("1e3"), InlineData("."), InlineData("5,")]
    public void What_is_no_number_is_told_with_its_cell(string cell)
    {
        var error = Assert.Single(Numbers($"importo {cell}", ';').Errors);
        Assert.Equal("B2", error.Place.ToString());
    }

    private static DateColumn Days(bool italian, params string[] cells) =>
        DateColumn.Read([.. cells.Select((cell, n) => new TableCell(cell, CellPlace.InSheet(n + 2, 3)))], italian);

    [Theory]
    [InlineData(true, "8/5/26", "2026-05-08"), InlineData(false, "8.5.2026", "2026-05-08"), InlineData(false, "2026-05-08", "2026-05-08"),
        InlineData(false, "8 maggio 2026", "2026-05-08")]
    [InlineData(false, "May 8, 2026", "2026-05-08"), InlineData(false, "lunedì 8 mag 2026", "2026-05-08"),
        InlineData(false, "5/5/2026", "2026-05-05"), InlineData(true, "1/9/49", "2049-09-01"), InlineData(true, "1/9/50", "1950-09-01")]
    [InlineData(false, "1/2/2026|25/2/2026", "2026-02-01 2026-02-25"), InlineData(false, "1/2/2026|2/25/2026", "2026-01-02 2026-02-25"),
        InlineData(false, "2026-08-01|2026-28-08", "2026-01-08 2026-08-28")]
    public void A_day_is_read_where_file_or_column_settle_its_order(bool italian, string cells, string right)
    {
        var column = Days(italian, cells.Split('|'));
        Assert.Equal(right, string.Join(' ', column.Values.Select(day => $"{day:yyyy-MM-dd}")));
        Assert.Null(column.Question);
        Assert.Empty(column.Errors);
    }

    [Theory]
    [InlineData(false, "1/2/2026"), InlineData(true, "1/2/2026|2/25/2026"), InlineData(false, "1/2/2026|2/25/2026|25/2/2026"),
        InlineData(true, "2026-28-08|2026-08-28|2026-01-02")]
    public void A_day_that_nothing_settles_is_asked_with_both_readings(bool italian, string cells)
    {
        var question = Days(italian, cells.Split('|')).Question!;
        Assert.StartsWith("C", question.Place.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, question.Choices.Length);
        Assert.NotEqual(question.Choices[0].Text, question.Choices[1].Text);
    }

    [Theory]
    [InlineData("31/02/2026"), InlineData("dal 2021"), InlineData("1/2/2026 25:00"), InlineData("30 foo 2026"), InlineData("43593"),
        InlineData("1/2-2026")]
    public void What_is_no_day_is_told_with_its_cell(string cell) =>
        Assert.Equal("C2", Assert.Single(Days(true, cell).Errors).Place.ToString());

    [Theory]
    [InlineData("+44 20 7946 0018", "+44 20 7946 0018"), InlineData("0532 1234567 / 333 1234567", "0532 1234567|333 1234567"),
        InlineData("0532/765432", "0532/765432")]
    [InlineData("tel. 0532 123456; cell. 333 1234567", "0532 123456|333 1234567"), InlineData("+39  333 00 00 104", "+39 333 00 00 104"),
        InlineData("800 000 000", "800 000 000")]
    public void Telephones_stay_as_they_were_typed(string cell, string right) =>
        Assert.Equal(right.Split('|'), PhoneNumbers.In(new TableCell(cell, CellPlace.InSheet(2, 2))).Values.Select(phone => phone.Text));

    [Theory]
    [InlineData("532123456", "0532123456"), InlineData("393331234567", "+393331234567"), InlineData("51 234567", "051 234567")]
    public void A_telephone_that_lost_its_beginning_is_asked(string cell, string offered)
    {
        var found = PhoneNumbers.In(new TableCell(cell, CellPlace.InSheet(2, 2)));
        Assert.Empty(found.Values);
        Assert.Equal([offered, cell, "leave"], Assert.Single(found.Questions).Choices.Select(choice => choice.Key));
    }

    [Theory]
    [InlineData("a;b\n1;2\n", ';'), InlineData("a,b\n\"1;2\",3\n", ','), InlineData("a\tb\n1,5\t2,5\n", '\t'),
        InlineData("nome|note\nAnna|a, b; c\n", '|'), InlineData("sep=|\na|b\n1|2\n", '|')]
    [InlineData("Ente;Contributo\nA;1,5\nB;2,5\nC;3,5\n", ';'), InlineData("Racconta\nLa corriera, tardi\nUna, due, tre\n", ',')]
    [InlineData("tema;detto\nCasa;\"Chi è solo, non viene\nil postino, lo vede\nla sera, anche\"\nOrti;\"un frigo, due firme\"\n", ';')]
    public void What_parts_the_cells_is_found(string text, char right) => Assert.Equal(right, TableFile.Parse(text).Separator);

    [Fact]
    public void A_cell_is_known_as_the_spreadsheet_shows_it_and_as_a_text_editor_does()
    {
        var list = TableFile.Parse("sep=;\nnome;note\nAnna;\"due\nrighe\"\n\nBruno;\"=1+1\"\n").TheList();
        Assert.Equal(new CellPlace(4, 2, 6, 7), list.Rows[1][2].Place);
        Assert.Equal("B4", list.Rows[1][2].Place.ToString());
        Assert.Equal("due\nrighe", list.Rows[0][2].Text);
        Assert.Equal(["A", "Z", "AA", "AZ", "BA", "XFD"], new[] { 1, 26, 27, 52, 53, 16384 }.Select(CellPlace.LetterOf));
    }

    [Fact]
    public void Every_broken_quote_is_told_with_its_place_and_the_other_rows_are_read()
    {
        var file = TableFile.Parse("nome;note\nAnna;\"x\" y\nBruno;\"aperta\nCarla;ok\n");
        Assert.Equal(["2:10", "3:7"], file.Errors.Select(error => $"{error.Line}:{error.Column}"));
        Assert.Equal(["Anna", "Bruno", "Carla"], file.Lists[0].Cells(file.Lists[0].Columns[0]).Select(cell => cell.Text));
    }

    [Theory]
    [InlineData(1252), InlineData(65001), InlineData(1200), InlineData(1201)]
    public void Words_of_any_character_set_are_the_same_words(int codePage)
    {
        const string Text = "Denominazione;Città\r\nL’Albero “d’oro”;Forlì – già Perché\r\nCaffè ÀÈ €5;Òscar\r\n";
        byte[] bytes = (CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)).GetBytes(Text);
        var file = TableFile.Read(bytes);
        Assert.Null(file.EncodingQuestion);
        Assert.Equal("Forlì – già Perché", file.TheList().Rows[0][2].Text);
        Assert.Equal("Caffè ÀÈ €5", file.TheList().Rows[1][1].Text);
    }

    [Fact]
    public void The_same_name_is_a_twin_and_a_contact_of_an_office_is_none()
    {
        var bodies = Enumerable.Range(0, 9).Select(n => new ListedBody($"Ente {n}", ["800 000 000"]))
            .Append(new("Circolo l'Albero", [])).Append(new(" CIRCOLO  L’ALBERO ", []))
            .Append(new("Associazione Punto Verde ODV", ["verde@example.org"])).Append(new("Punto Verde", ["VERDE@example.org"]))
                .Append(new("Altro Ente", ["verde@example.org"])).ToList();
        var twins = Twins.Find(bodies);
        Assert.Equal(["9,10", "11,12"], twins.Select(twin => string.Join(',', twin.Members)));
        Assert.Contains("lo stesso nome", twins[0].Why.Italian, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_are_found_in_any_spelling()
    {
        var list = TableFile.Parse("Città;e-mail;Tipo (pubblico/privato)\nValle;a@b.it;ente\n").TheList();
        Assert.Equal(0, list.Find("citta")!.Index);
        Assert.Equal(1, list.Find("Email", "Posta")!.Index);
        Assert.Equal(2, list.Find("tipo")!.Index);
        Assert.Null(list.Find("telefono"));
    }
}
