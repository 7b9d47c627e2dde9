using System.Globalization;
using Deliberation.Formats;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>What workbooks hold, and what they must not do to the machine.</summary>
public sealed class WorkbookTests
{
    private const string Main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";

    private static byte[] Book(string cells, string book = "", string sheets = "<sheet name='Elenco' sheetId='1' "
        + "r:id='rId1'/>", string second = "") => Workbooks.Zip(
        [("xl/worksheets/sheet1.xml", $"<worksheet {Main}><sheetData>{cells}</sheetData></worksheet>"), ("xl/worksheets/sheet2.xml",
            $"<worksheet {Main}><sheetData>{second}</sheetData></worksheet>"),
            .. Workbooks.Frame(sheets, book)]);

    private static TableCell Only(string cell, string book = "") =>
        TableFile.Read(Book($"<row r='1'>{cell}</row>", book)).Sheets[0].Rows[0].Cells[0];

    [Theory]
    [InlineData("<c r='A1' s='1'><v>43593</v></c>", "2019-05-08", CellKind.Date),
        InlineData("<c r='A1' s='2'><v>43593.4375</v></c>", "2019-05-08T10:30:00", CellKind.Date)]
    [InlineData("<c r='A1' s='1'><v>59</v></c>", "1900-02-28", CellKind.Date),
        InlineData("<c r='A1' s='1'><v>61</v></c>", "1900-03-01", CellKind.Date)]
    [InlineData("<c r='A1' s='1'><v>60</v></c>", "29/02/1900", CellKind.Error),
        InlineData("<c r='A1' s='3'><v>44</v></c>", "00044", CellKind.Number)]
    [InlineData("<c r='A1'><v>3.9333123456700002E11</v></c>", "393331234567", CellKind.Number)]
    [InlineData("<c r='A1'><v>0.10000000000000001</v></c>", "0.1", CellKind.Number)]
    [InlineData("<c r='A1' t='b'><f>TRUE()</f><v>1</v></c>", "TRUE", CellKind.YesNo)]
    [InlineData("<c r='A1' t='e'><v>#N/A</v></c>", "#N/A", CellKind.Error)]
    [InlineData("<c r='A1' t='str'><f>A2</f><v>sì</v></c>", "sì", CellKind.Text)]
    [InlineData("<c r='A1' t='inlineStr'><is><r><t>due "
        + "</t></r><r><t>pezzi</t></r><rPh><t>x</t></rPh></is></c>", "due pezzi", CellKind.Text)]
    [InlineData("<c r='A1' t='inlineStr'><is><t>a_x000D_b_x005F_x0041_</t></is></c>", "a\rb_x0041_", CellKind.Text)]
    [InlineData("<c t='d'><v>2026-05-08</v></c>", "2026-05-08", CellKind.Date)]
    public void A_cell_of_a_workbook_is_what_people_see(string cell, string text, CellKind kind) =>
        Assert.Equal((text, kind), (Only(cell).Text, Only(cell).Kind));

    [Fact]
    public void Days_counted_from_1904_are_the_same_days() =>
        Assert.Equal("2019-05-08", Only("<c r='A1' s='1'><v>42131</v></c>", "<workbookPr date1904='1'/>").Text);

    [Fact]
    public void A_number_in_a_workbook_is_never_asked()
    {
        var list = TableFile.Read(Workbooks.Xlsx([["Nome", "Importo"], ["A", 30.425], ["B", 1234]])).TheList();
        Assert.Equal([30.425m, 1234m], NumberColumn.Read(list, list.Columns[1]).Values);
    }

    [Fact]
    public void Hidden_sheets_are_told_and_left_out_and_two_lists_are_asked()
    {
        string rows = string.Concat(Enumerable.Range(1, 3).Select(r =>
            $"<row r='{r}'><c r='A{r}' t='str'><v>a{r}</v></c><c r='B{r}' t='str'><v>b</v></c></row>"));
        const string Two = "<sheet name='Uno' sheetId='1' r:id='rId1'/><sheet name='Due' sheetId='2' {0} r:id='rId4'/>";
        var hidden = TableFile.Read(Book(rows, sheets: string.Format(CultureInfo.InvariantCulture, Two, "state='hidden'"), second: rows));
        Assert.Equal("Uno", hidden.TheList().Sheet);
        Assert.Contains(hidden.Notes, note => note.Text.Italian.Contains("«Due» è nascosto", StringComparison.Ordinal));
        var both = TableFile.Read(Book(rows, sheets: string.Format(CultureInfo.InvariantCulture, Two, ""), second: rows));
        Assert.Equal(2, both.ListQuestion!.Choices.Length);
    }

    [Fact]
    public void Repeated_and_covered_cells_of_an_OpenDocument_stand_where_they_are_shown()
    {
        const string Content = """
            <office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x' xmlns:style='s'>
            <office:automatic-styles>
            <style:style style:name='ta2'>
            <style:table-properties table:display='false'/>
            </style:style>
            </office:automatic-styles>
            <office:body>
            <office:spreadsheet>
            <table:table table:name='A'>
            <table:table-row>
            <table:table-cell table:number-columns-spanned='2' office:value-type='string'>
            <text:p>Nome</text:p>
            </table:table-cell>
            <table:covered-table-cell/>
            <table:table-cell office:value-type='string'>
            <text:p>Cap</text:p>
            </table:table-cell>
            </table:table-row>
            <table:table-row table:number-rows-repeated='2'>
            <table:table-cell office:value-type='string'>
            <text:p>a<text:s text:c='2'/>b</text:p>
            <office:annotation>
            <text:p>nota</text:p>
            </office:annotation>
            <text:p>c</text:p>
            </table:table-cell>
            <table:table-cell/>
            <table:table-cell office:value-type='float' office:value='44'>
            <text:p>00044</text:p>
            </table:table-cell>
            </table:table-row>
            <table:table-row table:number-rows-repeated='1048000'>
            <table:table-cell table:number-columns-repeated='1024'/>
            </table:table-row>
            </table:table>
            <table:table table:name='B' table:style-name='ta2'>
            <table:table-row>
            <table:table-cell office:value-type='string'>
            <text:p>x</text:p>
            </table:table-cell>
            </table:table-row>
            </table:table>
            </office:spreadsheet>
            </office:body>
            </office:document-content>
            """;
        var file = TableFile.Read(Workbooks.Zip(("content.xml", Content)));
        var list = file.TheList();
        Assert.Equal(["A1", "C1"], list.Columns.Select(column => column.Place.ToString()));
        Assert.Equal(["a  b\nc", "a  b\nc"], list.Cells(list.Columns[0]).Select(cell => cell.Text));
        Assert.Equal(["00044", "00044"], list.Cells(list.Columns[1]).Select(cell => cell.Text));
        Assert.True(file.Sheets[1].Hidden);
    }

    [Fact]
    public void A_hostile_workbook_is_refused_in_words_and_quickly()
    {
        string big = new(' ', 30_000_000);
        string deep = string.Concat(Enumerable.Repeat("<a>", 200)) + string.Concat(Enumerable.Repeat("</a>", 200));
        (string Name, byte[] File)[] hostile =
        [
            ("a bomb", Book($"<row r='1'><c r='A1' t='str'><v>{big}</v></c></row>")),
            ("a bomb of OpenDocument", Workbooks.Zip(("content.xml", $"<a>{big}</a>"))),
            ("a DTD", Workbooks.Zip(("content.xml", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"))),
            ("deep elements", Book(deep)),
            ("many parts", Workbooks.Zip([.. Enumerable.Range(0, 1_100).Select(n => ($"p{n}", ""))])),
            ("a row far below", Book("<row r='900000'><c r='A900000'><v>1</v></c></row>")),
            ("a column far right", Book("<row r='1'><c r='ZZZ1'><v>1</v></c></row>")),
            ("cells that repeat", Workbooks.Zip(("content.xml",
                "<d xmlns:t='t'><t:table><t:table-row "
                    + "t:number-rows-repeated='900000000'><t:table-cell><p>x</p></t:table-cell></t:table-row></t:table></d>"))),
            ("cells out of order", Book("<row r='2'><c r='A2'><v>1</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>")),
            ("no spreadsheet", Workbooks.Zip(("word/document.xml", "<a/>"))),
            ("a broken archive", [(byte)'P', (byte)'K', 3, 4, 1, 2, 3]),
            ("broken XML", Workbooks.Zip(("content.xml", "<a><b></a>"))),
            ("the old format", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
            ("a PDF", "%PDF-1.7"u8.ToArray()),
            ("zeros", new byte[1_000]),
            ("a password", Workbooks.Zip(("META-INF/manifest.xml",
                "<manifest><file-entry><encryption-data/></file-entry></manifest>"), ("content.xml", "x"))),
        ];
        foreach (var (name, file) in hostile)
        {
            var refused = Assert.Throws<FormatError>(() => TableFile.Read(file).TheList());
            Assert.True(refused.Text.Italian.Length > 20 && refused.Text.English.Length > 20, name);
        }

        TestContext.Current.TestOutputHelper!.WriteLine("{0} hostile files refused", hostile.Length);
    }

    [Fact]
    public void Damaged_workbooks_and_texts_are_read_or_refused_with_a_located_error()
    {
        byte[][] good = [Workbooks.Xlsx([["Nome", "Importo"], ["Anna", 1.5], ["Bruno", "=1"]]),
            Workbooks.Ods([["Nome", "Data"], ["Anna", new DateTime(2026, 5, 8)]]), "Nome;Note\nAnna;\"a;b\"\n"u8.ToArray()];
        int rounds = TestRun.IsLong ? 60_000 : 3_000, refused = 0;
        int seed = TestRun.Seed();
        var random = new Random(seed);
        for (int n = 0; n < rounds; n++)
        {
            byte[] file = [.. good[random.Next(good.Length)]];
            for (int times = random.Next(1, 5); times > 0; times--) file[random.Next(file.Length)] = (byte)random.Next(256);
            try { ReadAll(TableFile.Read(file)); }
            catch (FormatError error) { refused += error.Text.English.Length > 0 ? 1 : 0; }
            catch (Exception wrong) { throw new InvalidOperationException($"seed {seed}, round {n}", wrong); }
        }

        TestContext.Current.TestOutputHelper!.WriteLine("{0} damaged files from seed {1}, {2} refused", rounds, seed, refused);
        Assert.True(refused > rounds / 10, "the damage did not hurt");
    }

    private static void ReadAll(TableFile file)
    {
        foreach (var list in file.Lists)
        {
            foreach (var column in list.Columns)
            {
                NumberColumn.Read(list, column);
                DateColumn.Read(list, column);
                foreach (var cell in list.Cells(column)) _ = (MailAddresses.In(cell), PhoneNumbers.In(cell));
            }
        }
    }
}
