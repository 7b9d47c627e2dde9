using System.IO.Compression;
using System.Text;
using Deliberation.Formats;
using Deliberation.Formats.Regulations;
using Deliberation.Tests.Formats.Tables;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>What word processors keep and a person sees; and files that are not what they say.</summary>
public sealed class OfficeTextTests
{
    private static RegulationReading Docx(string body) => RegulationFile.Read(OfficeTexts.Docx(body));

    [Fact]
    public void Automatic_numbers_begin_again_under_each_article()
    {
        var read = Docx(OfficeTexts.P("Finalità", 0) + OfficeTexts.P("Uno.", 1) + OfficeTexts.P("Due:", 1) + OfficeTexts.P("la prima;", 2)
            + OfficeTexts.P("la seconda:", 2) + OfficeTexts.P("il punto;", 3) + OfficeTexts.P("Sede", 0) + OfficeTexts.P("Ancora uno.", 1)
            + OfficeTexts.P("un'altra prima.", 2));
        Assert.Equal("art. 1 «Finalità»: 1; 2 a) b) 1))\nart. 2 «Sede»: 1 a)", Outline.Of(read));
    }

    [Fact]
    public void The_words_of_a_deleted_paragraph_end_stay_with_the_next_paragraph()
    {
        var gone = "<w:p><w:pPr><w:rPr><w:del w:id=\"9\" w:author=\"Anna Prova\"/></w:rPr></w:pPr>" + OfficeTexts.Run("1. La sede è ")
            + "</w:p>";
        var read = Docx(OfficeTexts.P("Art. 1 – Sede") + gone + OfficeTexts.P("in Municipio."));
        Assert.Equal("La sede è in Municipio.", read.Text.Articles.Single().Commi.Single().Lines[0].Text);
    }

    [Fact]
    public void Text_boxes_hidden_words_and_a_replacement_are_read_as_they_are_seen()
    {
        string box = "<w:p>" + OfficeTexts.Run("1. Il Comune ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>non visto </w:t></w:r>"
            + OfficeTexts.Del("paga ") + OfficeTexts.Ins("offre ") + OfficeTexts.Run("il servizio.")
            + "<w:r><w:pict><w:txbxContent>" + OfficeTexts.P("2. La casella si legge.") + "</w:txbxContent></w:pict></w:r></w:p>";
        byte[] file = OfficeTexts.Docx(OfficeTexts.P("Art. 1 – Servizio") + box);
        var read = RegulationFile.Read(file);
        Assert.Equal(["Il Comune offre il servizio.", "La casella si legge."], read.Text.Articles.Single().Commi.Select(c =>
            c.Lines[0].Text));
        Assert.Equal("Il Comune paga il servizio.", RegulationFile.Read(file, new() { ChangesAccepted = false }).Text.Articles.Single()
            .Commi[0].Lines[0].Text);
        Assert.Equal("Anna Prova", Assert.Single(read.Changes).Author);
    }

    [Fact]
    public void An_OpenDocument_text_gives_lists_notes_tables_and_tracked_changes()
    {
        string tracked = "<text:tracked-changes><text:changed-region text:id=\"c1\"><text:insertion><office:change-info>"
            + "<dc:creator>Anna Prova"
            + "</dc:creator></office:change-info></text:insertion></text:changed-region><text:changed-region text:id=\"c2\"><text:deletion>"
            + "<office:change-info><dc:creator>Bruno Prova</dc:creator></office:change-info><text:p>vecchia </text:p></text:deletion>"
            + "</text:changed-region></text:tracked-changes>";
        string body = "<text:p text:style-name=\"P1\">Regolamento dell’orto</text:p><text:h text:outline-level=\"1\">Art. 1 – Sede</text:h>"
            + "<text:list text:style-name=\"L1\"><text:list-item><text:p>La <text:change text:change-id=\"c2\"/>sede è<text:s/>in via"
            + "<text:change-start text:change-id=\"c1\"/> Nuova<text:change-end text:change-id=\"c1\"/>.<text:note><text:note-body>"
            + "<text:p>Legge di prova.</text:p></text:note-body></text:note></text:p></text:list-item><text:list-item>"
            + "<text:p>Apre:</text:p>"
            + "<text:list><text:list-item><text:p>il lunedì;</text:p></text:list-item><text:list-item><text:p>il sabato.</text:p>"
            + "</text:list-item></text:list></text:list-item></text:list><table:table><table:table-row><table:table-cell>"
            + "<text:p>Ora</text:p>"
            + "</table:table-cell><table:table-cell><text:p>Costo</text:p></table:table-cell></table:table-row><table:table-row>"
            + "<table:table-cell><text:p>9</text:p></table:table-cell><table:table-cell><text:p>2,50</text:p></table:table-cell>"
            + "</table:table-row></table:table>";
        byte[] file = OfficeTexts.Odt(body, tracked);
        var read = RegulationFile.Read(file);
        Assert.Equal("art. 1 «Sede»: 1 nota×1; 2 a) b) [2×2]", Outline.Of(read));
        Assert.Equal("Regolamento dell’orto", read.Text.Title);
        Assert.Equal("La sede è in via Nuova.", read.Text.Articles.Single().Commi[0].Lines[0].Text);
        Assert.Equal("La vecchia sede è in via.", RegulationFile.Read(file, new() { ChangesAccepted = false }).Text.Articles.Single()
            .Commi[0].Lines[0].Text);
        Assert.Equal(["Anna Prova", "Bruno Prova"], read.Changes.Select(c => c.Author).Order());
    }

    public static TheoryData<string, byte[]> Hostile()
    {
        byte[] good = OfficeTexts.Docx(OfficeTexts.P("Art. 1 – Sede") + OfficeTexts.P("1. Qui."));
        string entity = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/"
            + "wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
        return new()
        {
            { "password", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0] },
            { "PDF", "%PDF-1.7 …"u8.ToArray() },
            { ".rtf", "{\\rtf1 testo}"u8.ToArray() },
            { "macro", OfficeTexts.Docx(OfficeTexts.P("Art. 1"), ("word/vbaProject.bin", "x")) },
            { "rovinato", good[..(good.Length / 2)] },
            { "rovinato", Workbooks.Zip(("word/document.xml", "<w:document")) },
            { "rovinato", Workbooks.Zip(("word/document.xml", entity)) },
            { "rovinato", OfficeTexts.Docx(string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 400))
                + string.Concat(Enumerable.Repeat("</w:sdtContent></w:sdt>", 400))) },
            { "non è un testo di Word", Workbooks.Zip(("xl/workbook.xml", "<x/>")) },
            { "non è un testo", [0, 1, 2, 3, 0, 0] },
            { "si allarga", Bomb() },
            { "troppe celle", OfficeTexts.Odt("<table:table>" + string.Concat(Enumerable.Repeat("<table:table-row "
                + "table:number-rows-repeated=\"1000\"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>", 300))
                + "</table:table>") },
        };
    }

    private static byte[] Bomb()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            part.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"u8);
            byte[] blanks = Encoding.ASCII.GetBytes(new string(' ', 1_000_000));
            for (int i = 0; i < 60; i++) part.Write(blanks);
            part.Write("</w:body></w:document>"u8);
        }

        return bytes.ToArray();
    }

    [Theory, MemberData(nameof(Hostile))]
    public void A_file_that_is_not_what_it_says_is_refused_with_a_sentence(string says, byte[] file)
    {
        var refused = Assert.Throws<FormatError>(() => RegulationFile.Read(file));
        Assert.Contains(says, refused.Text.Italian, StringComparison.Ordinal);
        Assert.True(refused.Text.English.Length > 20);
    }

    [Fact]
    public void Whatever_is_damaged_in_a_file_it_is_read_or_refused_and_never_falls()
    {
        var chance = new Random(7);
        byte[][] files = [OfficeTexts.Docx(OfficeTexts.P("Sede", 0)
            + OfficeTexts.P("Uno.", 1)), OfficeTexts.Odt("<text:p>Art. 1 – Sede</text:p>")];
        int refused = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] file = [.. files[round % 2]];
            for (int n = chance.Next(1, 12); n > 0; n--) file[chance.Next(file.Length)] = (byte)chance.Next(256);
            try { RegulationFile.Read(file); }
            catch (FormatError) { refused++; }
        }

        Assert.True(refused > 40, "the damage did not hurt");
    }
}
