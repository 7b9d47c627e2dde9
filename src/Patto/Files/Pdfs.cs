using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Patto.Files;

/// <summary>A PDF that is whole, is nothing else besides, and does nothing by itself when it is opened (ISO 32000-2).</summary>
internal static partial class Pdfs
{
    private const int Tail = 2048;
    // Of the packed objects of one file.
    private const int MostUnpacked = 64 * 1024 * 1024;

    public static FileContent Read(byte[] bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        var end = all.LastIndexOf("%%EOF"u8);
        RuleViolation.Unless(end >= 0 && all.Length - end <= Tail && all.LastIndexOf("startxref"u8) >= 0, "file.broken-pdf",
            "Il PDF è rovinato o non è intero: salvalo di nuovo e riprova.");
        RuleViolation.Unless(!Packages.EndsAsArchive(bytes) && !Appended().IsMatch(Encoding.Latin1.GetString(all[end..])), "file.double",
            "Il file ne nasconde un altro dentro di sé: salvalo di nuovo dal programma con cui lo leggi e riprova.");
        var text = Encoding.Latin1.GetString(bytes);
        RuleViolation.Unless(!Locked().IsMatch(text), "file.locked",
            "Il PDF è protetto (cifrato): salvane una copia senza protezione e carica quella.");
        RuleViolation.Unless(!IsActive(text) && !Packed(text).Any(IsActive), "file.active-pdf",
            "Il PDF contiene comandi che partono da soli (script, avvio di programmi): stampalo come PDF e carica quello.");
        return new(new("application/pdf", ".pdf", FileSort.Document), bytes);
    }

    // A name may write any sign by its number: /J#61vaScript.
    private static bool IsActive(string text) =>
        Active().IsMatch(text) || text.Contains('#', StringComparison.Ordinal) && Names().Matches(text)
            .Any(n => Active().IsMatch(Sign().Replace(n.Value, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()) + " "));

    private static IEnumerable<string> Packed(string text)
    {
        var left = MostUnpacked;
        foreach (Match stream in Objects().Matches(text))
        {
            var from = stream.Index + stream.Length;
            var until = text.IndexOf("endstream", from, StringComparison.Ordinal);
            if (until < 0 || Unpack(Encoding.Latin1.GetBytes(text[from..until]), left) is not { } unpacked) continue;
            RuleViolation.Unless((left -= unpacked.Length) > 0, "file.bomb",
                "Il file, una volta aperto, diventa enorme: non si carica.");
            yield return unpacked;
        }
    }

    private static string? Unpack(byte[] packed, int most)
    {
        try
        {
            using var zip = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            var (read, all) = (new byte[64 * 1024], new StringBuilder());
            while (all.Length <= most && zip.Read(read) is > 0 and var count) all.Append(Encoding.Latin1.GetString(read, 0, count));
            return all.ToString();
        }
        catch (InvalidDataException) { return null; }
    }

    [GeneratedRegex(@"/(JavaScript|Launch|RichMedia|XFA)(?=[\s/<\[(>])")] private static partial Regex Active();
    [GeneratedRegex(@"/Encrypt(?=[\s/<])")] private static partial Regex Locked();
    [GeneratedRegex(@"/[A-Za-z]{0,14}(?:#[0-9A-Fa-f]{2}[A-Za-z]{0,14}){1,14}")] private static partial Regex Names();
    [GeneratedRegex("#([0-9A-Fa-f]{2})")] private static partial Regex Sign();
    [GeneratedRegex("<(html|script|svg|body|iframe|!doctype)|MZ\x90", RegexOptions.IgnoreCase)] private static partial Regex Appended();
    [GeneratedRegex(@"/ObjStm[^\0]{0,400}?stream\r?\n")] private static partial Regex Objects();
}
