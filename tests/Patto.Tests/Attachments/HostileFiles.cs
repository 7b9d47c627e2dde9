using System.Text;
using SkiaSharp;
using static Patto.Tests.Attachments.SampleFiles;

namespace Patto.Tests.Attachments;

/// <summary>What must not come in, whatever it is called: programs, pages, macros, bombs, two files in one, and what is broken.</summary>
internal static class HostileFiles
{
    private static readonly byte[] Program = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, .. new byte[300]];
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        Html = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>";

    private static byte[] Relations(string type, string target) => Text(
        $"<Relationships><Relationship Id=\"r1\" Type=\"http://x/{type}\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>");

    private static byte[] Locked()
    {
        var zip = Office(Word);
        zip[6] |= 1; // the first part says that it is encrypted
        var list = zip.AsSpan().IndexOf("PK\u0001\u0002"u8);
        zip[list + 8] |= 1;
        zip[list + 10] = 99; // and how
        return zip;
    }

    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } =
    [
        ("installa.exe", Program), ("verbale.pdf", Program), ("foto.jpg", Program), ("dati.csv", Program),
        ("mappa.png", [.. "\u007fELF"u8, 2, 1, 1, .. new byte[200]]),
        ("nota.txt", [0xCF, 0xFA, 0xED, 0xFE, .. new byte[200]]), ("modulo.pdf", [0xCA, 0xFE, 0xBA, 0xBE, .. new byte[200]]),
        ("collegamento.txt", [0x4C, 0, 0, 0, 1, 0x14, 2, 0, .. new byte[100]]),
        ("pulizia.txt", Text("#!/bin/sh\nrm -rf /\n")), ("avvia.txt", Text("@echo off\r\ndel *.*\r\n")), ("innocuo.bat", Text("ciao")),
        ("innocuo.js", Text("ciao")), ("messaggio.txt", Text("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nciao")),
        ("disegno.svg", Text(Svg)), ("disegno.png", Text(Svg)), ("disegno.txt", Text("<?xml version=\"1.0\"?>" + Svg)),
        ("pagina.html", Text(Html)), ("pagina.pdf", Text(Html)), ("pagina.txt", Text("\uFEFF  \n" + Html)),
        ("racconto.txt", Text("C'era una volta <ScRiPt src=//x.example></ScRiPt>")), ("modulo.txt", Text("ciao <?php system('x'); ?>")),
        ("vuoto.pdf", []),
        ("macro.docx", Office("application/vnd.ms-word.document.macroEnabled.main+xml")), ("lettera.docm", Office(Word)),
        ("macro2.docx", Office(Word, ("word/vbaProject.bin", Program))),
        ("macro.odt", OpenDocument("text", ("Basic/Standard/Modulo1.xml", Text("<x/>")))),
        ("script.ods", OpenDocument("spreadsheet", ("Scripts/python/x.py", Text("import os")))),
        ("attivo.xlsx", Office(Sheet, ("xl/activeX/activeX1.bin", new byte[10]))),
        ("pieno.docx", Office(Word, ("word/media/foto.exe", Program))),
        ("oggetto.docx", Office(Word, ("word/embeddings/oleObject1.bin", Program))),
        ("modello.docx", Office(Word, ("word/_rels/settings.xml.rels", Relations("attachedTemplate", "http://x.example/t.dotm")))),
        ("spia.docx", Office(Word, ("word/_rels/document.xml.rels", Relations("image", "http://x.example/1.gif")))),
        ("entita.docx", Office(Word, ("word/altro.xml", Text("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>")))),
        ("bomba.docx", Office(Word, ("word/document.xml", new byte[60_000_000]))),
        ("mille.docx", Office(Word, [.. Enumerable.Range(0, 10_500).Select(n => ($"p/{n}.xml", Array.Empty<byte>()))])),
        ("fuori.docx", Office(Word, ("../../etc/passwd", Text("x")))),
        ("doppio.docx", Office(Word, ("main.xml", Text("<w>altro</w>")))),
        ("chiuso.docx", Locked()), ("mezzo.docx", Office(Word)[..200]),
        ("archivio.docx", Zip(("foto.jpg", Picture(SKEncodedImageFormat.Jpeg)))),
        ("programma.docx", Zip(("META-INF/MANIFEST.MF", Text("Main-Class: X")), ("X.class", [0xCA, 0xFE, 0xBA, 0xBE]))),
        ("due.docx", [.. Office(Word), .. Program]),
        ("due.pdf", [.. Pdf(), .. Zip(("x.exe", Program))]), ("due2.pdf", [.. Pdf(), .. Text(Html)]),
        ("due.mp3", [.. Mp3()[..^128], .. Zip(("x.exe", Program))]),
        ("script.pdf", Pdf("3 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", "/OpenAction 3 0 R")),
        ("nascosto.pdf", Pdf("3 0 obj<</S/J#61vaScript/JS(app.alert(1))>>endobj")),
        ("compresso.pdf", PackedObjects("<</S/JavaScript/JS(app.alert(1))>>")),
        ("avvio.pdf", Pdf("3 0 obj<</S/Launch/F(cmd.exe)>>endobj")), ("filmato.pdf", Pdf("3 0 obj<</Type/Annot/Subtype/RichMedia>>endobj")),
        ("protetto.pdf", Pdf("", "/Encrypt 4 0 R")), ("tagliato.pdf", Pdf()[..60]),
        ("bomba.pdf", PackedObjects(new string(' ', 70_000_000))),
        ("tagliata.jpg", PhotoWithPlace()[..900]), ("enorme.png", PngHead(60_000, 60_000)), ("finta.png", PngHead(100, 100)),
        ("finta.webp", [.. "RIFF"u8, 20, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[20]]),
        ("animata.gif", [.. "GIF89a"u8, .. new byte[50]]), ("disegno.bmp", [.. "BM"u8, .. new byte[60]]),
        ("iphone.jpg", [.. Box("ftyp", [.. "heic"u8, 0, 0, 0, 0]), .. new byte[50]]),
        ("filmato.m4a", Mpeg4("vide")), ("filmato.ogg", [.. "OggS"u8, .. new byte[24], 0x80, .. "theora"u8, .. new byte[90]]),
        ("filmato.webm", [0x1A, 0x45, 0xDF, 0xA3, .. new byte[80]]), ("rotta.mp3", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 4, .. new byte[900]]),
        ("rotta.wav", [.. "RIFF"u8, 255, 255, 0, 0, .. "WAVEfmt "u8, .. new byte[60]]),
        ("vecchio.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]]), ("vecchio.rtf", Text("{\\rtf1 ciao}")),
        ("a.7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, .. new byte[60]]), ("a.rar", [.. "Rar!"u8, 0x1A, 7, 1, 0, .. new byte[60]]),
        ("a.gz", [0x1F, 0x8B, 8, 0, .. new byte[60]]), ("a.tar", [.. new byte[257], .. "ustar\u000000"u8, .. new byte[300]]),
        ("rumore.bin", [.. Enumerable.Range(0, 500).Select(n => (byte)(n * 7919 >> 3))]),
    ];
}
