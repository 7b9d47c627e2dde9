using System.IO.Compression;
using System.Xml.Linq;
using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>What is written for Word is read again as it was; accepting tracked changes gives the text as it is, rejecting them the text
/// as it was.</summary>
public sealed class WordOutTests(ITestOutputHelper output)
{
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly int s_rounds = Environment.GetEnvironmentVariable("PATTO_TEST_LONG") == "1" ? 1_000 : 200;

    private static readonly DateTimeOffset s_day = new(2026, 11, 30, 10, 15, 0, TimeSpan.FromHours(1));

    private static TrackedBy Who(RegulationPart? part, RegulationComma? comma) => new(part is null ? "Segreteria" : comma is null
        ? $"Chi propone {part.Name}" : $"Chi propone {part.Name}, {comma.Label}", s_day);

    [Fact]
    public void What_is_written_for_Word_is_read_again_word_for_word_number_for_number()
    {
        int commi = 0;
        for (int seed = 1; seed <= s_rounds; seed++)
        {
            var text = new SomeRegulation(seed, office: seed % 4 > 0).Make();
            byte[] file = RegulationWord.Write(text);
            var read = RegulationFile.Read(file);
            Told.Same(text, read.Text, $"seed {seed}");
            Assert.Empty(read.Changes);
            Assert.DoesNotContain(read.Remarks, r => r.Kind == RegulationRemarkKind.LeftOut);
            Sound(file);
            commi += text.Parts.Sum(p => p.Commi.Count);
        }
        output.WriteLine($"seeds 1–{s_rounds}: {commi} commi");
    }

    [Fact]
    public void Accepting_all_changes_gives_the_text_as_it_is_and_rejecting_all_the_text_as_it_was()
    {
        int changes = 0;
        for (int seed = 1; seed <= s_rounds; seed++)
        {
            var before = new SomeRegulation(seed, office: true).Make();
            var after = new EditedRegulation(seed).Of(before);
            byte[] file = RegulationWord.WriteChanges(before, after, Who);
            Told.Same(after, RegulationFile.Read(file, new() { ChangesAccepted = true }).Text, $"seed {seed}, accepted");
            Told.Same(before, RegulationFile.Read(file, new() { ChangesAccepted = false }).Text, $"seed {seed}, rejected");
            changes += Sound(file);
        }
        output.WriteLine($"seeds 1–{s_rounds}: {changes} tracked changes");
    }

    [Theory, InlineData("consulta-bis.txt"), InlineData("riga-unica.txt"), InlineData("pdf-spezzato.txt"), InlineData("delibera.txt"),
        InlineData("senza-numeri.txt"), InlineData("circolare.txt"), InlineData("trasporto-word.docx")]
    public void A_given_regulation_goes_out_in_either_format_and_comes_back_as_it_was(string name)
    {
        var text = RegulationFile.Read(GivenRegulationsTests.Given(name)).Text;
        Told.Same(text, RegulationFile.Read(RegulationWord.Write(text)).Text, ".docx");
        Told.Same(text, RegulationFile.Read(RegulationOpenText.Write(text)).Text, ".odt");
        var rejected = RegulationFile.Read(GivenRegulationsTests.Given(name), new() { ChangesAccepted = false }).Text;
        byte[] tracked = RegulationWord.WriteChanges(rejected, text, Who);
        Told.Same(text, RegulationFile.Read(tracked, new() { ChangesAccepted = true }).Text, "accepted");
        Told.Same(rejected, RegulationFile.Read(tracked, new() { ChangesAccepted = false }).Text, "rejected");
    }

    private static RegulationText One(string heading, params RegulationComma[] commi) => new("Regolamento dell’orto",
        [new(0, "", "Regolamento dell’orto")], [new(RegulationPartKind.Article, "1", heading, false, commi)]);

    private static RegulationComma Comma(string label, string text) => new(label, [new(0, "", text)], []);

    private static XElement Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var part = zip.GetEntry(name)!.Open();
        return XElement.Load(part);
    }

    [Fact]
    public void Word_shows_A4_in_Italian_with_headings_page_numbers_and_tables_whose_first_row_comes_again()
    {
        var text = One("Sede", new RegulationComma("1", [new(0, "", "Costi:"), new(0, "", "", [["Voce", "Costo"], ["Corsa", "2,50"]])],
            []));
        byte[] file = RegulationWord.Write(text);
        var document = Part(file, "word/document.xml");
        Assert.Equal(("11906", "16838"), (document.Descendants(W + "pgSz").Single().Attribute(W + "w")!.Value,
            document.Descendants(W + "pgSz").Single().Attribute(W + "h")!.Value));
        Assert.Single(document.Descendants(W + "tblHeader"));
        Assert.Equal(" PAGE ", Part(file, "word/footer.xml").Descendants(W + "fldSimple").Single().Attribute(W + "instr")!.Value);
        var styles = Part(file, "word/styles.xml");
        Assert.Equal("it-IT", styles.Descendants(W + "lang").First().Attribute(W + "val")!.Value);
        Assert.Equal("Title", document.Descendants(W + "pStyle").First().Attribute(W + "val")!.Value);
        Assert.Equal("Heading4", Style("PattoArticolo").Element(W + "basedOn")!.Attribute(W + "val")!.Value);
        Assert.NotNull(Style("PattoAllegato").Descendants(W + "pageBreakBefore").SingleOrDefault());
        Assert.Equal("Regolamento dell’orto", Part(file, "docProps/core.xml").Elements().First(e => e.Name.LocalName == "title").Value);
        Assert.DoesNotContain(document.Descendants(), e => e.Name == W + "numPr");
        Assert.Equal(file, RegulationWord.Write(text));

        XElement Style(string id) => styles.Elements(W + "style").Single(s => s.Attribute(W + "styleId")!.Value == id);
    }

    [Fact]
    public void Signs_that_no_file_can_carry_are_left_out_and_the_rest_stays()
    {
        var text = One("Se\u0001de", Comma("1", " La\u00AD se\uFFFEde \uD800 è\uFFFF 𝒜 qui.\u0000 "));
        var expected = One("Sede", Comma("1", "La sede \uFFFD è 𝒜 qui."));
        Told.Same(expected, RegulationFile.Read(RegulationWord.Write(text)).Text, ".docx");
        Told.Same(expected, RegulationFile.Read(RegulationOpenText.Write(text)).Text, ".odt");
    }

    [Fact]
    public void What_somebody_adds_in_Word_is_read_by_its_style_or_by_its_number()
    {
        byte[] file = RegulationWord.Write(One("Sede", Comma("1", "Art. 3 del patto vale qui.")));
        string more = Given("PattoComma", "2. Nuovo comma:") + Given("PattoLettera", "a) una lettera;")
            + Given("PattoComma", "Senza numero.")
            + Given("PattoArticolo", "Articolo 2 - Orari") + Given("", "1. In uno stile qualunque.") + Given("PattoComma", "")
            + Given("PattoArticolo", "Art. 3 – Costi (abrogato)") + Given("PattoCapo", "Capo II – Fine");
        using var edited = new MemoryStream();
        edited.Write(file);
        using (var zip = new ZipArchive(edited, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("word/document.xml")!;
            string xml;
            using (var old = new StreamReader(entry.Open())) xml = old.ReadToEnd();
            entry.Delete();
            using var part = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            part.Write(xml.Replace("<w:sectPr>", more + "<w:sectPr>", StringComparison.Ordinal));
        }
        var read = RegulationFile.Read(edited.ToArray());
        Assert.Equal("art. 1 «Sede»: 1; 2 a); -\nart. 2 «Orari»: 1\nart. 3 «Costi» (abrogato)\ncapo II «Fine»", Outline.Of(read));
        Assert.Equal("Art. 3 del patto vale qui.", read.Text.Articles.First().Commi[0].Lines[0].Text);

        static string Given(string style, string text) => OfficeTexts.P(text, style: style);
    }

    [Fact]
    public void Only_the_words_that_changed_are_marked_each_by_whoever_changed_them()
    {
        var before = One("Sede", Comma("1", "La sede è in via Vecchia 2,50, presso il Municipio."), Comma("2", "Apre alle nove."),
            Comma("3", "Fine."));
        var after = One("Sede e orari", Comma("1", "La sede è in via Nuova 3,00, presso il Municipio."), Comma("2", "Apre alle nove."));
        var asked = new List<string>();
        byte[] file = RegulationWord.WriteChanges(before, after, (part, comma) =>
        {
            asked.Add($"{part?.Name} {comma?.Label}".Trim());
            return new(comma?.Label == "3" ? "Bruno Prova" : "Anna Prova", s_day);
        });
        Assert.Equal(["Art. 1", "Art. 1 1", "Art. 1 3"], asked);
        var document = Part(file, "word/document.xml");
        Assert.Equal([" e orari", "Nuova 3,00"], document.Descendants(W + "ins").Where(i => i.HasElements).Select(i => i.Value));
        Assert.Equal(["Vecchia 2,50", "3.Fine."], document.Descendants(W + "del").Where(d => d.HasElements).Select(d => d.Value));
        Assert.Equal(["Anna Prova", "Bruno Prova"], RegulationFile.Read(file).Changes.Select(c => c.Author));
        Assert.Empty(RegulationFile.Read(RegulationWord.WriteChanges(after, after, Who)).Changes);
        Assert.Throws<ArgumentException>(() => RegulationWord.WriteChanges(before, after, (_, _) => new(" ", s_day)));
    }

    [Fact]
    public void A_row_that_came_and_one_that_went_are_rows_of_one_table()
    {
        var before = One("Costi", new RegulationComma("1", [new(0, "", "Si paga:"), new(0, "", "", [["Voce", "Costo"], ["Corsa", "2,50"],
            ["Attesa", "1,00"]])], []));
        var after = One("Costi", new RegulationComma("1", [new(0, "", "Si paga:"), new(0, "", "", [["Voce", "Costo"], ["Corsa", "3,00"],
            ["Attesa", "1,00"]])], []));
        var table = Assert.Single(Part(RegulationWord.WriteChanges(before, after, Who), "word/document.xml").Descendants(W + "tbl"));
        var gone = Part(RegulationWord.WriteChanges(before, One("Costi", Comma("1", "Si paga:")), Who), "word/document.xml");
        Assert.Single(gone.Descendants(W + "tblHeader"));
        Assert.Equal(["", "del", "ins", ""], table.Elements(W + "tr").Select(r => r.Element(W + "trPr")!.Elements().LastOrDefault(e =>
            e.Name.LocalName is "ins" or "del")?.Name.LocalName ?? ""));
    }

    [Fact]
    public void A_paragraph_of_which_thousands_of_words_changed_is_replaced_whole_and_at_once()
    {
        string Words(int from) => string.Join(' ', Enumerable.Range(from, 30_000).Select(n => $"parola{n}"));
        var before = One("Sede", Comma("1", Words(0)));
        var after = One("Sede", Comma("1", Words(10_000)));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        byte[] file = RegulationWord.WriteChanges(before, after, Who);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{clock.Elapsed}");
        Assert.Equal(1, Part(file, "word/document.xml").Descendants(W + "ins").Count(i => i.HasElements));
        Told.Same(after, RegulationFile.Read(file, new() { ChangesAccepted = true }).Text, "accepted");
        Told.Same(before, RegulationFile.Read(file, new() { ChangesAccepted = false }).Text, "rejected");
    }

    /// <summary>Every part is declared and well-formed, every change has its author, its day and a number of its own, every note that is
    /// cited stands below.</summary>
    internal static int Sound(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        var parts = zip.Entries.ToDictionary(e => e.FullName, e => { using var part = e.Open(); return XElement.Load(part); });
        var types = parts["[Content_Types].xml"].Elements().ToList();
        foreach (string name in parts.Keys.Where(n => n != "[Content_Types].xml"))
            Assert.Contains(types, t => t.Attribute("PartName")?.Value == "/" + name
                || t.Attribute("Extension")?.Value == "rels" && name.EndsWith(".rels", StringComparison.Ordinal));
        Assert.All(types.Where(t => t.Name.LocalName == "Override"), t => Assert.Contains(t.Attribute("PartName")!.Value[1..], parts.Keys));
        foreach (var (name, rels) in parts.Where(p => p.Key.EndsWith(".rels", StringComparison.Ordinal)))
            Assert.All(rels.Elements(), r => Assert.Contains((name.StartsWith("word", StringComparison.Ordinal) ? "word/" : "")
                + r.Attribute("Target")!.Value, parts.Keys));
        var document = parts["word/document.xml"];
        var changes = document.Descendants().Where(e => e.Name == W + "ins" || e.Name == W + "del").ToList();
        Assert.All(changes, c => Assert.True(c.Attribute(W + "author")?.Value.Length > 0
            && c.Attribute(W + "date")?.Value == "2026-11-30T10:15:00Z"));
        Assert.Equal(changes.Count, changes.Select(c => c.Attribute(W + "id")!.Value).Distinct().Count());
        Assert.DoesNotContain(document.Descendants(W + "t"), t => t.Ancestors(W + "del").Any());
        Assert.DoesNotContain(document.Descendants(W + "delText"), t => !t.Ancestors(W + "del").Any());
        var notes = parts["word/footnotes.xml"].Elements(W + "footnote").Select(n => n.Attribute(W + "id")!.Value).ToList();
        Assert.Equal(notes.Skip(2), document.Descendants(W + "footnoteReference").Select(r => r.Attribute(W + "id")!.Value));
        var styles = parts["word/styles.xml"].Elements(W + "style").Select(s => s.Attribute(W + "styleId")!.Value).ToHashSet();
        foreach (string use in (string[])["pStyle", "rStyle", "tblStyle", "basedOn", "next"])
            Assert.All(parts.Values.SelectMany(p => p.Descendants(W + use)), s => Assert.Contains(s.Attribute(W + "val")!.Value, styles));
        // Two tables that touch would be one.
        Assert.DoesNotContain(document.Descendants(W + "tbl"), t => t.ElementsAfterSelf().First().Name != W + "p");
        return changes.Count;
    }
}
