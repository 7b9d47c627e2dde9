using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Patto.Files;

/// <summary>Texts, sheets and slides of today: a zip (ECMA-376 part 2, ODF 1.3 part 2), unpacked to its end within limits, without macros,
/// embedded programs or anything fetched from outside.</summary>
internal static class Packages
{
    private const int MostEntries = 10_000;
    private const long MostUnpacked = 256L * 1024 * 1024, Suspicious = 8L * 1024 * 1024;
    // Of a file that is large once unpacked; sheets full of the same words reach fifty.
    private const long MostRatio = 200;

    private static readonly (string Sign, string Ending, string ContentType)[] Office =
    [
        ("wordprocessingml.document.main+xml", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("spreadsheetml.sheet.main+xml", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("presentationml.presentation.main+xml", ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    private static readonly (string Name, string Ending)[] Open =
    [
        ("application/vnd.oasis.opendocument.text", ".odt"), ("application/vnd.oasis.opendocument.spreadsheet", ".ods"),
        ("application/vnd.oasis.opendocument.presentation", ".odp"),
    ];

    private static readonly HashSet<string> Running = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".hta", ".lnk", ".html", ".htm", ".zip",
        ".7z",
        ".rar", ".gz", ".iso", ".php", ".sh", ".py",
    };

    public static FileContent Read(byte[] bytes)
    {
        RuleViolation.Unless(EndsAsArchive(bytes), "file.double",
            "Il file ne nasconde un altro dentro di sé: salvalo di nuovo dal programma con cui lo leggi e riprova.");
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return new(TypeOf(zip, bytes.Length), bytes);
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or XmlException or EndOfStreamException
            or ArgumentException)
        {
            throw new RuleViolation("file.broken-package", "Il file è rovinato o protetto da password: salvalo di nuovo e riprova.");
        }
    }

    /// <summary>Whether a zip's list of contents stands at the very end.</summary>
    internal static bool EndsAsArchive(byte[] bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        var at = all.LastIndexOf("PK\u0005\u0006"u8);
        return at >= 0 && at + 22 <= all.Length && at + 22 + BinaryPrimitives.ReadUInt16LittleEndian(all[(at + 20)..]) == all.Length;
    }

    private static FileType TypeOf(ZipArchive zip, long packed)
    {
        RuleViolation.Unless(zip.Entries.Count <= MostEntries, "file.bomb", "Il file, una volta aperto, diventa enorme: non si carica.");
        RuleViolation.Unless(zip.Entries.Select(e => e.FullName).Distinct(StringComparer.OrdinalIgnoreCase).Count() == zip.Entries.Count
            && !zip.Entries.Any(e => e.FullName.Contains("..", StringComparison.Ordinal) || e.FullName.StartsWith('/')
                || e.FullName.Contains(':', StringComparison.Ordinal)), "file.package-names",
            "Il file non è fatto come gli altri del suo tipo: salvalo di nuovo e riprova.");
        var type = OfficeType(zip) ?? OpenType(zip) ?? throw new RuleViolation("file.archive",
            "Un archivio non si carica: carica uno per uno i file che contiene.");
        var unpacked = 0L;
        foreach (var entry in zip.Entries) Look(entry, packed, ref unpacked);
        return type;
    }

    private static FileType? OfficeType(ZipArchive zip)
    {
        if (zip.GetEntry("[Content_Types].xml") is not { } list) return null;
        var types = Start(list, 1024 * 1024);
        RuleViolation.Unless(!types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            && !types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase), "file.macro", Macro);
        foreach (var (sign, ending, contentType) in Office)
            if (types.Contains(sign, StringComparison.Ordinal)) return new(contentType, ending, FileSort.Document);
        return null;
    }

    private static FileType? OpenType(ZipArchive zip)
    {
        if (zip.Entries is not [{ FullName: "mimetype", Length: < 100 } first, ..]) return null;
        var said = Start(first, 100);
        foreach (var (name, ending) in Open) if (said == name) return new(name, ending, FileSort.Document);
        return null;
    }

    private const string Macro = "Il file contiene macro: salvalo senza (.docx, .xlsx, .odt, .ods) oppure come PDF, e carica quello.";

    private static void Look(ZipArchiveEntry entry, long packed, ref long unpacked)
    {
        var name = entry.FullName;
        RuleViolation.Unless(!name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
            && !name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)
            && !name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase), "file.macro", Macro);
        RuleViolation.Unless(!Running.Contains(Path.GetExtension(name))
            && !(name.Contains("embeddings/", StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)), "file.embedded",
            "Dentro il file ce n'è un altro che può far partire un programma: toglilo, oppure salva come PDF.");
        using var content = entry.Open();
        var (piece, isXml, isFirst) = (new byte[64 * 1024], name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase), true);
        while (content.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var count)
        {
            unpacked += count;
            RuleViolation.Unless(unpacked <= MostUnpacked && (unpacked <= Suspicious || unpacked <= packed * MostRatio), "file.bomb",
                "Il file, una volta aperto, diventa enorme: non si carica.");
            if (isXml && isFirst)
                RuleViolation.Unless(!Encoding.Latin1.GetString(piece, 0, count).Contains("<!DOCTYPE", StringComparison.Ordinal),
                    "file.package-names", "Il file non è fatto come gli altri del suo tipo: salvalo di nuovo e riprova.");
            isFirst = false;
        }
        if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)) LookOutside(entry);
    }

    // A link is followed by who clicks it; everything else would be fetched when the file is opened.
    private static void LookOutside(ZipArchiveEntry relations)
    {
        using var content = relations.Open();
        using var xml = XmlReader.Create(content, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("TargetMode") == "External")
                RuleViolation.Unless(xml.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) == true, "file.outside",
                    "Il file, quando si apre, va a prendere qualcosa da un altro sito: salva come PDF e carica quello.");
    }

    private static string Start(ZipArchiveEntry entry, int most)
    {
        using var content = entry.Open();
        var bytes = new byte[most];
        return Encoding.UTF8.GetString(bytes, 0, content.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
    }
}
