using Deliberation.Formats;
using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>Regulations as offices keep them, from the folder that PATTO_CASES names; what must come of each stands beside them.</summary>
public sealed class GivenRegulationsTests
{
    internal static byte[] Given(string name)
    {
        string root = Environment.GetEnvironmentVariable("PATTO_CASES") ?? "";
        string path = Path.Combine(root, "regulations", name);
        if (root.Length == 0 || !File.Exists(path)) Assert.Skip($"PATTO_CASES names no folder with regulations/{name}.");
        return File.ReadAllBytes(path);
    }

    private static RegulationReading Read(string name) => RegulationFile.Read(Given(name));

    private static void Shows(string expected, RegulationReading reading) => Assert.Equal(expected.ReplaceLineEndings("\n").Trim(),
        Outline.Of(reading));

    private static string Text(RegulationReading reading, string article, string comma, int line = 0) =>
        reading.Text.Articles.Single(a => a.Label == article).Commi.First(c => c.Label == comma).Lines[line].Text;

    private static bool Doubts(RegulationReading reading, string where) => reading.Remarks.Any(r => r.Kind == RegulationRemarkKind.Doubt
        && r.Where == where);

    [Fact]
    public void Inserted_numbers_letters_points_an_abrogated_article_and_an_annex_stay_what_they_are()
    {
        var read = Read("consulta-bis.txt");
        Shows("""
            titolo I «DISPOSIZIONI GENERALI»
            capo I «PRINCIPI»
            art. 1 «Finalità»: 1; 2 a) b) 1)) 2)) c)
            art. 2 «Sede»: 1; 1-bis; 2
            art. 2-bis «Gruppi di lavoro»: 1
            capo II «ORGANI»
            art. 3 «Presidente»: 1
            art. 4 (abrogato)
            allegato A «Elenco degli enti»: 1; 2
            """, read);
        Assert.Equal("REGOLAMENTO DELLA CONSULTA DEL WELFARE", read.Text.Title);
        Assert.Contains(read.Text.Premise, l => l.Text == "Premessa. Il presente testo nasce dal percorso partecipativo del 2026.");
        Assert.Empty(read.Remarks);
    }

    [Fact]
    public void A_text_that_lost_its_line_ends_is_three_articles()
    {
        var read = Read("riga-unica.txt");
        Shows("""
            art. 1 «Finalità»: 1; 2
            art. 2 «Accesso ai documenti – Art. 12 Legge 241/1990»: 1; 2
            art. 3 «Turni»: 1 a) b); 2
            """, read);
        Assert.Equal("Chi chiede copia paga 0,50 euro.", Text(read, "2", "2"));
        Assert.Equal("È aperto a chi abita nel quartiere.", Text(read, "1", "2"));
        Assert.Equal("pomeriggio, dalle 15 alle 19.", Text(read, "3", "1", 2));
        Assert.Contains(read.Remarks, r => r.Kind == RegulationRemarkKind.LeftOut
            && r.Text.Italian.Contains("3 voci", StringComparison.Ordinal));
    }

    [Fact]
    public void Broken_pages_of_a_PDF_are_joined_and_printed_numbers_kept_with_a_doubt()
    {
        var read = Read("pdf-spezzato.txt");
        Shows("""
            capo I «NORME GENERALI»
            art. 1 «Oggetto»: 1; 2; 3
            art. 2 «Orari»: 1 a) b)
            capo III «SERVIZI»
            art. 3 «Prestito dei giochi»: 1; 1; 4
            art. 4 «Quote»: 5
            """, read);
        Assert.Equal("Il presente regolamento disciplina la ludoteca comunale, luogo di gioco e di incontro per bambine e bambini.",
            Text(read, "1", "1"));
        Assert.Equal("Chi ha meno di sei anni è accompagnato.", Text(read, "1", "3"));
        Assert.Equal("dal lunedì al venerdì, nel pomeriggio;", Text(read, "2", "1", 1));
        Assert.Equal("La quota annuale è di 5,00 euro.", Text(read, "4", "5"));
        Assert.True(Doubts(read, "art. 3") && Doubts(read, "art. 4"));
        Assert.Contains(read.Remarks, r => r.Text.Italian == "L'indice non nomina l'articolo 3, che nel testo c'è.");
    }

    [Fact]
    public void A_resolution_is_premise_and_its_annex_the_text()
    {
        var read = Read("delibera.txt");
        Shows("""
            art. 1 «Scopo»: 1
            art. 2 «Sede»: 1
            chiusa: -
            """, read);
        Assert.Equal("REGOLAMENTO DELLA PORTINERIA SOCIALE", read.Text.Title);
        Assert.Equal("La sede è in piazza della Fonte.", Text(read, "2", "1"));
        Assert.Contains(read.Remarks, r => r.Kind == RegulationRemarkKind.Question);
        Assert.Contains(read.Text.Premise, l => l.Text == "2. di trasmettere l’atto alla Consulta;");
    }

    [Fact]
    public void Articles_without_numbered_commi_and_headings_of_a_group()
    {
        var read = Read("senza-numeri.txt");
        Shows("""
            titolo I «principi»
            art. 1 «nome e sede»: -; -
            gruppo «Soci e socie»
            art. 2: -
            art. 3: - a) c) c-bis) d)
            art. 4 «presidente»: 1; 2
            titolo 2 «Norme finali»
            capo 1 «Scioglimento»
            art. 5-ter «Scioglimento»: 01; 1; 2
            titolo III
            """, read);
        Assert.Equal("È socio chi paga la quota e accetta lo statuto.", Text(read, "2", ""));
        Assert.Equal("Può essere rieletto una volta. Dura in carica fino alla nuova elezione.", Text(read, "4", "2"));
        Assert.Equal("(Annullato)", Text(read, "5-ter", "2"));
    }

    [Fact]
    public void A_circular_has_no_articles_and_says_so()
    {
        var read = Read("circolare.txt");
        Assert.Empty(read.Text.Articles);
        Assert.Equal("allegato 1 «Modello di risposta»: -", Outline.Of(read));
        Assert.Equal(5, read.Text.Premise.Count);
        Assert.Contains(read.Remarks, r => r.Kind == RegulationRemarkKind.Question && r.Text.Italian.StartsWith("Non ho trovato articoli",
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_Word_file_is_read_as_a_person_sees_it()
    {
        byte[] file = Given("trasporto-word.docx");
        var read = RegulationFile.Read(file);
        Assert.Equal(["Segretario comunale ×2", "Ufficio Ragioneria ×1"], read.Changes.Select(c => $"{c.Author} ×{c.Count}"));
        Assert.NotEmpty(Assert.Single(read.Comments).Text);
        Shows("""
            capo I «PRINCIPI»
            art. 1 «Oggetto»: 1 nota×1; 2 a) b) 1)) 2)) c)
            art. 2 «Chi può chiederlo»: 1; 2 [3×2]; 3
            art. 2-bis «Volontari»: 1; 2
            art. 3 «Controlli»: 1
            art. 4 (abrogato)
            allegato A «Modulo di domanda»: -
            """, read);
        Assert.Equal("REGOLAMENTO DEL TRASPORTO SOCIALE", read.Text.Title);
        Assert.Contains(read.Text.Premise, l => l.Text == "Approvato con deliberazione del Consiglio comunale n. 12 del 3 marzo 2026");
        Assert.Equal("Il presente regolamento disciplina il trasporto sociale nel Comune di Fontelieta.", Text(read, "1", "1"));
        Assert.Equal("Legge regionale 15/2018, articolo 8.", read.Text.Articles.First().Commi[0].Notes.Single());
        Assert.Equal("salute o disabilità, cioè:", Text(read, "1", "2", 2));
        Assert.Equal("La domanda si presenta all’Ufficio Welfare,\nanche per telefono.", Text(read, "2", "1"));
        Assert.Equal("Il costo di ogni corsa è di 2,50 euro, ridotto come nella tabella.", Text(read, "2", "2"));
        Assert.Equal("Chi rinuncia avvisa entro le ore 12 del giorno prima.", Text(read, "2", "3"));
        Assert.Equal("L’Ufficio riferisce alla Consulta ogni sei mesi.", Text(read, "3", "1"));
        Assert.Equal(2, read.Remarks.Count(r => r.Kind == RegulationRemarkKind.LeftOut));

        var rejected = RegulationFile.Read(file, new() { ChangesAccepted = false });
        Shows("""
            capo I «PRINCIPI»
            art. 1 «Oggetto»: 1 nota×1; 2 a) b) 1)) 2)) c)
            art. 2 «Chi può chiederlo»: 1; 2 [3×2]
            art. 2-bis «Volontari»: 1; 2
            art. 3 «Controlli»: 1; 2
            art. 4 (abrogato)
            allegato A «Modulo di domanda»: -
            """, rejected);
        Assert.Equal("Il costo di ogni corsa è di 3,00 euro, ridotto come nella tabella.", Text(rejected, "2", "2"));
        Assert.Equal("Le sanzioni sono stabilite con atto del dirigente.", Text(rejected, "3", "2"));
    }

    [Theory, InlineData("consulta-bis.txt"), InlineData("riga-unica.txt"), InlineData("pdf-spezzato.txt"), InlineData("delibera.txt"),
        InlineData("senza-numeri.txt"), InlineData("circolare.txt")]
    public void No_word_of_a_paste_is_lost_and_none_invented(string name)
    {
        byte[] file = Given(name);
        // Words cut at the end of a line are joined, and what stands for a part (Art., CAPO, ALLEGATO) is its kind.
        string text = System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(file).ReplaceLineEndings("\n"),
            @"(\p{L})-\n(\s*\d+\n.*\n)?\s*(\p{Ll}\S*)", "$1$3 $2 ");
        var read = RegulationFile.Read(file);
        string[] kinds = ["art", "articolo", "titolo", "capo", "allegato", "abrogato"];
        static string Folded(string word) => word.ToLowerInvariant();
        var source = Outline.Split(text).Select(Folded).Where(w => !kinds.Contains(w)).Order().ToList();
        var words = Outline.Words(read).Select(Folded).Where(w => !kinds.Contains(w)).Order().ToList();
        Assert.Equal(source, words);
    }
}
