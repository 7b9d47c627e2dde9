using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>Shapes that real regulations have.</summary>
public sealed class ShapeTests
{
    [Theory]
    [InlineData("Art. 1 –\nFinalità\n\n1. Uno.", "art. 1 «Finalità»: 1")]
    [InlineData("ART. 1\n\nLa sede è in Municipio.", "art. 1: -")]
    [InlineData("Articolo 1 - Finalità\n1) Uno.\n2) Due.", "art. 1 «Finalità»: 1; 2")]
    [InlineData("Art. 1°\n(Finalità)\n1. Uno.", "art. 1 «Finalità»: 1")]
    [InlineData("§ 1 Finalità\n1. Uno.", "art. 1 «Finalità»: 1")]
    [InlineData("Art. I – Finalità\n1. Uno.", "art. I «Finalità»: 1")]
    [InlineData("Art. 1. – (Finalità) – Il Comune istituisce la Consulta.", "art. 1 «Finalità»: -")]
    [InlineData("ART 4\nABROGATO\nArt. 5\nSede\n1. Qui.", "art. 4 (abrogato)\nart. 5 «Sede»: 1")]
    [InlineData("Art. 1 – Sede (abrogato)\nArt. 2 – Costi\n1. Zero.", "art. 1 «Sede» (abrogato)\nart. 2 «Costi»: 1")]
    [InlineData("Art. 1 – Sede\n1. Qui:\na) uno;\nb) due:\n- il primo;\n- il secondo;\nc) tre.", "art. 1 «Sede»: 1 a) b) –)) –)) c)")]
    [InlineData("Art. 1 – Sede\n1. Qui.\n1-bis. Anche lì.\n1-ter. E là.\n2. Basta.", "art. 1 «Sede»: 1; 1-bis; 1-ter; 2")]
    [InlineData("Art. 1 – Sede\n1. Si applica l’articolo\n12 della legge 241/1990.\n2. Fine.", "art. 1 «Sede»: 1; 2")]
    [InlineData("Art. 1 – Sede\n1. Si applica quanto dice\nart. 5 del regolamento edilizio.\n2. Fine.", "art. 1 «Sede»: 1; 2")]
    [InlineData("Art. 1 – Costi\n1. La tariffa è di euro\n2.50 a corsa.\n2. Fine.", "art. 1 «Costi»: 1; 2")]
    [InlineData("PARTE I\nTITOLO I – Principi\nCAPO I\nDISPOSIZIONI\nGENERALI\nSezione 1 – Avvio\nArt. 1 – Sede\n1. Qui.",
        "parte I\ntitolo I «Principi»\ncapo I «DISPOSIZIONI GENERALI»\nsezione 1 «Avvio»\nart. 1 «Sede»: 1")]
    [InlineData("Punto 1 – Scopo\nDecidiamo insieme.\nPunto 2 – Tempi\nUn anno.", "art. 1 «Scopo»: -\nart. 2 «Tempi»: -")]
    [InlineData("Art. 1 – Sede\n1. Qui.\n\nLetto, approvato e sottoscritto\nLA SINDACA   IL SEGRETARIO", "art. 1 «Sede»: 1\nchiusa: -; -")]
    [InlineData("Art. 1 – Sede\n1. Qui.\nAllegato A – Tariffe\nCorsa: 2,50 euro.\nAllegato B\nModulo\nIl sottoscritto chiede.",
        "art. 1 «Sede»: 1\nallegato A «Tariffe»: -\nallegato B «Modulo»: -")]
    [InlineData("SOMMARIO\nArt. 1 Sede ........ 1\nArt. 2 Costi ....... 2\n\nArt. 1 Sede\n1. Qui.\nArt. 2 Costi\n1. Zero.",
        "art. 1 «Sede»: 1\nart. 2 «Costi»: 1")]
    [InlineData("Art. 1 – Sede\n1. Qui.\n2) Anche lì.\n3. Servono:\n1) una sala;\n2) un telefono;\n3) una chiave;\n4) un orario.\n4. Basta.",
        "art. 1 «Sede»: 1; 2; 3 1) 2) 3) 4); 4")]
    [InlineData("Art. 1 – Sede\nIn parole semplici: dove siamo.\n1. Qui.", "art. 1 «Sede»: 1")]
    [InlineData("Art. 1 – Sede\n1. Qui, ai sensi dell’art. 3. 2. La sede è aperta.", "art. 1 «Sede»: 1; 2")]
    [InlineData("# Regolamento\n\n## Capo I – Avvio\n\n### Art. 1 – Sede\n\n1. Una riga\nche va a capo.\n2. Due.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "capo I «Avvio»\nart. 1 «Sede»: 1; 2 [2×2]")]
    public void A_regulation_is_read_in_whichever_shape_it_comes(string text, string expected) =>
        Assert.Equal(expected, Outline.Of(RegulationFile.Parse(text)));
}
