using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Deliberation.Formats.Tables;
using ExcelDataReader;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Questions;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Web;

namespace Patto.Tests.Web;

/// <summary>What leaves as a table, and comes back.</summary>
public sealed class TableTests(DemoTown demo) : IClassFixture<DemoTown>
{
    private static readonly string[] Pieces =
    [
        "=", "+", "-", "@", "'", "\"", ";", ",", "\t", "\n", "\r\n", " ", "＝", "39 0532 123456", "0550", "HYPERLINK(\"http://x\")", "sì",
            "d’Angelo", "LWF-C0001", "1,5", "€", "", "_x0002_",
    ];

    private static readonly Arbitrary<string[][]> Tables = Arb.From(
        from width in Gen.Choose(2, 4)
        from height in Gen.Choose(1, 5)
        from rows in Gen.ArrayOf(Gen.ArrayOf(Gen.ArrayOf(Gen.Elements(Pieces), 4).Select(string.Concat), width), height)
        select rows);

    [Theory]
    [InlineData(';'), InlineData(',')]
    public void Phones_codes_and_words_that_leave_with_a_guard_come_back_exactly(char separator) => Prop.ForAll(Tables, rows =>
        Same(rows, TableFile.Read(Csv(Of(rows), separator)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Phones_codes_and_words_that_leave_in_a_workbook_come_back_exactly() => Prop.ForAll(Tables, rows =>
    {
        using var file = new MemoryStream();
        Of(rows).WriteXlsxAsync(file, new Texts()).GetAwaiter().GetResult();
        return Same([.. rows.Select(r => r.Select(c => c.Replace("\r\n", "\n", StringComparison.Ordinal)).ToArray())],
            TableFile.Read(file.ToArray()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Phones_codes_and_words_that_leave_in_an_open_spreadsheet_come_back_exactly() => Prop.ForAll(Tables, rows =>
    {
        var file = Ods(Of(rows));
        return Same([.. rows.Select(r => r.Select(c => c.Replace("\r\n", "\n", StringComparison.Ordinal)).ToArray())], TableFile.Read(file))
            && TableFile.Read(file).Format == TableKind.OpenDocument;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_an_ODS_days_instants_and_numbers_keep_their_kind_and_what_XML_cannot_hold_is_shown()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
        var file = Ods(new("prova", Table.Columns("Nome", "Giorno", "Numero", "Inizio"),
            [["=1+1", new DateOnly(2026, 3, 2), 3, at], ["\u0001 due  spazi\te tab ", null, 2.5m, null], ["0550", null, 1_000_000, null]]));
        var cells = TableFile.Read(file).TheList().Rows.Select(r => r.Cells.Select(c => $"{c.Kind} {c.Text}").ToArray()).ToArray();
        Assert.Equal(["Text =1+1", "Date 2026-03-02", "Number 3", "Date 2026-03-02T10:30:00"], cells[0]);
        Assert.Equal(["Text \uFFFD due  spazi\te tab ", "Text ", "Number 2.5"], cells[1]);
        Assert.Equal(["Text 0550", "Text ", "Number 1000000"], cells[2]);
        // The type stands first in the archive, unpacked, where other programs look for it.
        Assert.Equal("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Encoding.ASCII.GetString(file.AsSpan(30, 54)));
    }

    private static byte[] Ods(Table table)
    {
        using var file = new MemoryStream();
        table.WriteOdsAsync(file, new Texts()).GetAwaiter().GetResult();
        return file.ToArray();
    }

    // Blank rows at the end are none.
    private static bool Same(string[][] rows, TableFile file)
    {
        var read = file.Sheets[0].Rows.Skip(1).Select(r => Enumerable.Range(1, rows[0].Length).Select(n => r[n].Text).ToArray()).ToList();
        var left = rows.Reverse().SkipWhile(r => r.All(string.IsNullOrWhiteSpace)).Reverse().ToList();
        return read.Count == left.Count && read.SelectMany(r => r).SequenceEqual(left.SelectMany(r => r));
    }

    /// <summary>The cells of a file as it was sent, row by row.</summary>
    internal static List<List<string>> Cells(byte[] file) =>
        [.. TableFile.Read(file).Sheets[0].Rows.Select(r => r.Cells.Select(c => c.Text).ToList())];

    [Fact]
    public void No_cell_of_a_CSV_begins_as_a_formula_does() => Prop.ForAll(Tables, rows =>
    {
        using var csv = CsvHelper.CsvReader.FromText(Encoding.UTF8.GetString(Csv(Of(rows), ';')).TrimStart('\uFEFF'),
            new() { Separator = ';', HasHeader = false });
        var cells = 0;
        while (csv.Read())
            for (var n = 0; n < csv.FieldCount; n++, cells++)
                if (csv.GetString(n).TrimStart() is ['=' or '+' or '-' or '@' or '＝', ..]) return false;
        return cells == (rows.Length + 1) * rows[0].Length;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("=HYPERLINK(\"http://male.example\";\"vinci\")"), InlineData("+39 0532 123456"), InlineData("-1"), InlineData("@SUM(A1)"),
        InlineData("\t=1"), InlineData(" =1"), InlineData("'=1")]
    public void What_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_on_the_way_back(string risky)
    {
        Assert.Equal("'" + risky, FormulaGuard.Put(risky));
        Assert.Equal(risky, FormulaGuard.Take(FormulaGuard.Put(risky)));
    }

    [Theory]
    [InlineData("0532 123456"), InlineData("'sera"), InlineData("d'Angelo"), InlineData("")]
    public void An_ordinary_word_stays_as_it_is(string word) =>
        Assert.Equal((word, word), (FormulaGuard.Put(word), FormulaGuard.Take(word)));

    [Fact]
    public async Task In_an_XLSX_texts_stay_texts()
    {
        using var file = new MemoryStream();
        await new Table("prova", Table.Columns("Nome", "Giorno", "Numero"),
            [["=1+1", new DateOnly(2026, 3, 2), 3], ["+39 055", null, 2.5m], ["0550", null, null]])
            .WriteXlsxAsync(file, new Texts(), TestContext.Current.CancellationToken);
        var rows = Xlsx(file.ToArray());
        Assert.Equal(["Nome", "Giorno", "Numero"], rows[0]);
        Assert.Equal(["=1+1", new DateTime(2026, 3, 2), 3.0], rows[1]);
        Assert.Equal("+39 055", rows[2][0]);
        Assert.Equal("0550", rows[3][0]);
    }

    [Theory]
    [InlineData("Nome;Telefono\r\nSocietà;'+39 055\r\n", 1252), InlineData("Nome,Telefono\nSocietà,+39 055\n", 65001),
        InlineData("\uFEFFNome\tTelefono\nSocietà\t+39 055\n", 65001)]
    public void Files_of_other_programs_are_read_too(string text, int codepage)
    {
        var bytes = (codepage == 1252 ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.UTF8).GetBytes(text);
        Assert.Equal(["Nome", "Telefono", "Società", "+39 055"], Cells(bytes).SelectMany(c => c));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_told_with_its_line() =>
        Assert.Equal((2, 3), TableFile.Parse("a,b\n1,\"due\ntre\n").Errors.Select(e => (e.Line, e.Column)).First());

    [Fact]
    public void An_enumeration_is_said_in_a_word_or_does_not_leave() =>
        Assert.ThrowsAny<ArgumentException>(() => Csv(new("prova", Table.Columns("Nome"), [[ContributionState.Published]]), ';'));

    [Fact]
    public async Task Every_export_has_a_byte_order_mark_semicolons_Italian_headings_and_words()
    {
        await WriteAsync("=HYPERLINK(\"http://male.example\";\"vinci\")");
        var anna = await demo.ComeAsync("anna.ferri");
        var exports = await ExportsAsync(anna);
        var (pages, tables) = (PagesWithTables().Count, demo.Host.Services.CreateScope().ServiceProvider.GetServices<OpenTable>().Count());
        TestContext.Current.TestOutputHelper!.WriteLine("{0} pages with an export, {1} open tables, {2} addresses", pages, tables,
            exports.Count);
        Assert.True(pages >= 7, $"only {pages} pages with an export");
        Assert.True(tables >= 20, $"only {tables} open tables");
        var codes = EnumNames();
        // What a phase asks is a column of its own, in the words of the town.
        var asked = await demo.Host.InDb(db => db.Set<OwnQuestion>().Select(q => q.Words).ToListAsync());
        foreach (var url in exports)
        {
            var answer = await anna.GetAsync(url);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {(int)answer.StatusCode}");
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(bytes is [0xEF, 0xBB, 0xBF, ..], url);
            var rows = Cells(bytes);
            Assert.True(rows.All(r => r.Count == rows[0].Count), $"{url}: a row has another number of cells than {string.Join('|', rows[0])}: "
                + string.Join("\n", rows.Where(r => r.Count != rows[0].Count).Select(r => string.Join('|', r))));
            Assert.Contains(';', TableFile.TextOf(bytes).Split("\r\n")[0]);
            Assert.All(rows[0], h => Assert.True(Texts.English.ContainsKey(h) || asked.Contains(h)
                || url.Contains("osservatorio", StringComparison.Ordinal), $"{url}: «{h}» is no Italian heading"));
            var english = rows.Skip(1).SelectMany(r => r).Where(codes.Contains).Distinct().ToList();
            Assert.True(english.Count == 0, $"{url} says {string.Join(", ", english)}");
            var commas = await (await anna.GetAsync(url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?")
                + "separatore=virgola")).Content.ReadAsByteArrayAsync();
            Assert.Equal(rows.Sum(r => r.Count), Cells(commas).Sum(r => r.Count));
            Assert.Contains(',', TableFile.TextOf(commas).Split("\r\n")[0]);
            if (url.Contains("/dati/", StringComparison.Ordinal)) await SameInOtherFormatsAsync(anna, url, rows);
        }
    }

    private static async Task SameInOtherFormatsAsync(Visitor anna, string url, List<List<string>> rows)
    {
        var sheet = Xlsx(await (await anna.GetAsync(url.Replace(".csv", ".xlsx",
            StringComparison.Ordinal))).Content.ReadAsByteArrayAsync());
        Assert.Equal(rows.Count, sheet.Count);
        var open = Cells(await (await anna.GetAsync(url.Replace(".csv", ".ods", StringComparison.Ordinal))).Content.ReadAsByteArrayAsync());
        Assert.Equal(rows.Count, open.Count);
        using var json = System.Text.Json.JsonDocument.Parse(await (await anna.GetAsync(url.Replace(".csv", ".json",
            StringComparison.Ordinal))).Content.ReadAsStringAsync());
        Assert.Equal(rows.Count - 1, json.RootElement.GetArrayLength());
        foreach (var item in json.RootElement.EnumerateArray()) Assert.Equal(rows[0].Count, item.EnumerateObject().Count());
    }

    [Fact]
    public async Task A_formula_that_a_visitor_typed_is_dead_in_the_officer_s_file()
    {
        var code = await WriteAsync("=HYPERLINK(\"http://male.example\")");
        var anybody = demo.Host.Visitor();
        var csv = await (await anybody.GetAsync($"{Slug}/contributi/dati.csv")).Content.ReadAsStringAsync();
        Assert.Contains($"{code};\"'=HYPERLINK(", csv, StringComparison.Ordinal);
        var rows = Xlsx(await (await anybody.GetAsync($"{Slug}/contributi/dati.csv?formato=xlsx")).Content.ReadAsByteArrayAsync());
        Assert.Contains(rows, r => r[1] is "=HYPERLINK(\"http://male.example\")");
    }

    [Fact]
    public async Task Open_data_name_nobody_and_list_every_table()
    {
        var anybody = demo.Host.Visitor();
        var page = await anybody.ReadAsync("/dati-aperti");
        var links = page.QuerySelectorAll("a[href*='/dati/']").Select(a => a.GetAttribute("href")!).ToList();
        var tables = demo.Host.Services.CreateScope().ServiceProvider.GetServices<OpenTable>().ToList();
        Assert.Equal(tables.Count, tables.Select(t => t.Key).Distinct().Count());
        foreach (var format in new[] { "csv", "json", "xlsx", "ods" }) Assert.All(tables, t =>
            Assert.Contains($"{Slug}/dati/{t.Key}.{format}", links));
        var names = await demo.Host.InDb(db =>
            db.Set<People.Person>().Where(p => p.Name != "").Select(p => new { p.Name, p.Address }).ToListAsync());
        Assert.NotEmpty(names);
        var signed = await demo.Host.InDb(db => db.Contributions.Where(c => c.Organisation != null).Select(c => c.Organisation!)
            .ToListAsync());
        // Organisations are named: those that speak as such, and those that put themselves on the map.
        signed.AddRange(await demo.Host.InDb(db => db.Stakeholders.Where(s => s.Shown).Select(s => s.Name).ToListAsync()));
        foreach (var url in links.Where(l => l.EndsWith(".json", StringComparison.Ordinal)))
        {
            var text = await (await anybody.GetAsync(url)).Content.ReadAsStringAsync();
            foreach (var person in names.Where(n => n.Name.Contains(' ') && !signed.Contains(n.Name)))
                Assert.False(text.Contains($"\"{person.Name}\"", StringComparison.OrdinalIgnoreCase) || person.Address.Length > 5
                    && text.Contains(person.Address, StringComparison.OrdinalIgnoreCase), $"{url} names {person.Name}");
        }
    }

    [Fact]
    public void There_is_one_exporter()
    {
        var writers = Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/Patto"), "*.cs",
            SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("text/csv", StringComparison.Ordinal)).Select(Path.GetFileName);
        Assert.Equal(["Table.cs"], writers);
    }

    private const string Slug = "/percorsi/laboratorio-welfare";

    private async Task<string> WriteAsync(string text)
    {
        var process = await demo.Host.InDb(db => db.Set<Modules.Processes.Process>().SingleAsync(p => "/percorsi/" + p.Slug == Slug));
        return await demo.Host.Act(demo.Town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, default))!;
            var recorded = await write.Get<ContributionBook>().RecordAsync(info, new NewContribution(text, Via.Web), default);
            await write.Get<ContributionBook>().PublishAsync(recorded.Id, default);
            return recorded.Code;
        });
    }

    // Every page handler that answers with a table, and every open table.
    private static List<Type> PagesWithTables() => [.. OwnTypes.All.Where(t => t.IsSubclassOf(typeof(BasicPage)) && !t.IsAbstract
        && t.GetMethods(BindingFlags.Public | BindingFlags.Instance).Any(m => m.Name.StartsWith("OnGet", StringComparison.Ordinal)
            && (m.ReturnType == typeof(Table) || m.ReturnType == typeof(Task<Table>))))];

    private async Task<List<string>> ExportsAsync(Visitor anna)
    {
        var record = (await anna.ReadAsync("/osservatorio")).QuerySelectorAll("a[href^='/osservatorio/']")
            .Select(a => a.GetAttribute("href")!).First(h => Guid.TryParse(h.Split('/')[^1], out _));
        List<string> known =
        [
            "/dati-aperti?handler=Percorsi", "/osservatorio?handler=Csv", record + "?handler=Csv", $"{Slug}/scheda?handler=Csv",
                $"{Slug}/cronoprogramma?handler=Csv",
            $"{Slug}/portatori/registro?handler=Csv", $"{Slug}/contributi/dati.csv",
        ];
        var scope = demo.Host.Services.CreateScope();
        known.AddRange(scope.ServiceProvider.GetServices<OpenTable>().Select(t => $"{Slug}/dati/{t.Key}.csv"));
        var process = await demo.Host.InDb(db => db.Set<Modules.Processes.Process>().SingleAsync(p => "/percorsi/" + p.Slug == Slug));
        var meeting = await demo.Host.InDb(db => db.Set<Modules.Meetings.Meeting>().Where(m => m.Process == process.Id
            && m.Closed != null).OrderBy(m => m.Start).Select(m => m.Id).FirstAsync());
        known.Add($"{Slug}/incontri/{meeting}/presenze/importa?handler=Sheet");
        var counted = await demo.Host.InDb(db => db.Set<Modules.Choices.Choice>().Where(c => c.Counted != null)
            .Select(c => c.Id).FirstAsync());
        known.Add($"{Slug}/scelte/{counted}/esito?handler=Receipts");
        var unlisted = PagesWithTables().Select(t => t.Name)
            .Except(["OpenDataModel", "CatalogueModel", "ShowModel", "OwnModel", "PlanModel", "RegistryModel", "ExportModel",
                "ImportAttendanceModel", "ResultModel"]).ToList();
        Assert.True(unlisted.Count == 0, $"say where these are found: {string.Join(", ", unlisted)}");
        return known;
    }

    private static HashSet<string> EnumNames()
    {
        HashSet<string> words = [.. Texts.English.Keys];
        return [.. OwnTypes.All.Where(t => t.IsEnum).SelectMany(Enum.GetNames).Where(n => !words.Contains(n) && n.Length > 2)];
    }

    private static Table Of(string[][] rows) =>
        new("prova", [.. rows[0].Select((_, n) => $"Colonna {n}")], rows.Select(r => (object?[])[.. r]));

    internal static byte[] Csv(Table table, char separator)
    {
        using var to = new MemoryStream();
        table.WriteCsvAsync(to, new Texts(), separator).GetAwaiter().GetResult();
        return to.ToArray();
    }

    private static List<object?[]> Xlsx(byte[] file)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(file));
        List<object?[]> rows = [];
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
        return rows;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
