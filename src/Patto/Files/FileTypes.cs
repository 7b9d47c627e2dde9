namespace Patto.Files;

/// <summary>What people do with a file: look at it, listen to it, read it.</summary>
public enum FileSort { Picture, Sound, Document, Video }

public sealed record FileType(string ContentType, string Extension, FileSort Sort);

/// <summary>What a file is, by its bytes. Its name only ever makes it refused, never taken.</summary>
public static class FileTypes
{
    /// <summary>What a file field offers to choose from; what is taken is decided by the bytes.</summary>
    public const string Accepted = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv,.mp3,.m4a,.ogg,.wav,.flac";

    // Names under which a computer would run what is in the file, or open it in the place of the site.
    private static readonly HashSet<string> Running = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".com", ".scr", ".msi", ".dll", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".mjs", ".wsf", ".hta", ".lnk",
        ".jar",
        ".apk", ".app", ".sh", ".py", ".php", ".pl", ".reg", ".url", ".iso", ".img", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".svg",
        ".xml", ".docm", ".dotm", ".xlsm", ".xltm", ".pptm", ".xlam",
    };

    /// <summary>Shown or played on the page; everything else is downloaded.</summary>
    public static bool IsInline(string contentType) => IsPicture(contentType) || IsSound(contentType) || IsVideo(contentType);

    public static bool IsPicture(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    public static bool IsSound(string contentType) => contentType.StartsWith("audio/", StringComparison.Ordinal);

    public static bool IsVideo(string contentType) => contentType.StartsWith("video/", StringComparison.Ordinal);

    /// <summary>The given name without folders or odd signs, with the ending that its type has.</summary>
    public static string SafeName(string given, FileType type)
    {
        var name = Path.GetFileNameWithoutExtension(given.Replace('\\', '/').Split('/')[^1]);
        var safe = new string([.. name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '(' or ')')]).Trim(' ', '.');
        var ending = type.Extension == ".txt" && Path.GetExtension(given) is ".csv" or ".CSV" ? ".csv" : type.Extension;
        return (safe.Length == 0 ? "documento" : Excerpt.Cut(safe, 120)) + ending;
    }

    /// <summary>Reads the file to its end and gives back what is kept of it.</summary>
    /// <exception cref="RuleViolation">It is not taken, with the reason.</exception>
    /// <param name="video">Whether a film will do too.</param>
    /// <param name="envelope">Whether a signed envelope will do too.</param>
    internal static FileContent Read(byte[] bytes, string name, bool video = false, bool envelope = false)
    {
        if (envelope && SignedFiles.IsEnvelope(bytes)) return SignedFiles.Envelope(bytes, name);
        RuleViolation.Unless(!Running.Contains(Path.GetExtension(name)), "file.runs",
            "Un file che finisce in questo modo può far partire un programma o aprirsi come pagina: non si carica. Salva il contenuto come PDF.");
        ReadOnlySpan<byte> start = bytes;
        if (start.StartsWith((byte[])[0xFF, 0xD8, 0xFF])) return Pictures.Read(bytes, "image/jpeg", ".jpg");
        if (start.StartsWith((byte[])[0x89, .. "PNG\r\n"u8])) return Pictures.Read(bytes, "image/png", ".png");
        if (start.StartsWith("RIFF"u8) && At(start, 8, "WEBP"u8)) return Pictures.Read(bytes, "image/webp", ".webp");
        if (start.StartsWith("%PDF-"u8)) return Pdfs.Read(bytes);
        if (start.StartsWith("PK\u0003\u0004"u8)) return Packages.Read(bytes);
        return Sounds.Read(bytes, video) ?? Plain(bytes);
    }

    private static bool At(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> sign) =>
        bytes.Length >= at + sign.Length && bytes.Slice(at, sign.Length).SequenceEqual(sign);

    private static FileContent Plain(byte[] bytes)
    {
        ReadOnlySpan<byte> start = bytes;
        RuleViolation.Unless(!At(start, 4, "ftyphei"u8) && !At(start, 4, "ftypmif1"u8) && !At(start, 4, "ftypavif"u8), "file.heic",
            "Questa foto è in un formato (HEIC o AVIF) che non tutti possono aprire: salvala come JPEG e caricala di nuovo.");
        RuleViolation.Unless(!At(start, 4, "ftyp"u8) && !start.StartsWith((byte[])[0x1A, 0x45, 0xDF, 0xA3])
            && !(start.StartsWith("RIFF"u8) && At(start, 8, "AVI "u8)), "file.video",
            "I video non si caricano: mettilo su un sito che li ospita e scrivi qui il collegamento.");
        RuleViolation.Unless(!start.StartsWith("GIF8"u8) && !start.StartsWith("BM"u8) && !start.StartsWith("II*\0"u8)
            && !start.StartsWith("MM\0*"u8), "file.picture-format",
            "Questo formato d'immagine non si carica: salvala come JPEG o PNG e caricala di nuovo.");
        RuleViolation.Unless(!start.StartsWith("MZ"u8) && !start.StartsWith("\u007fELF"u8) && !start.StartsWith("#!"u8)
            && !start.StartsWith((byte[])[0xCA, 0xFE, 0xBA, 0xBE]) && !start.StartsWith((byte[])[0xCF, 0xFA, 0xED, 0xFE])
            && !start.StartsWith((byte[])[0x4C, 0, 0, 0, 1, 0x14, 2, 0]), "file.program",
            "Questo file è un programma, con qualunque nome sia: non si carica.");
        RuleViolation.Unless(!start.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]) && !start.StartsWith("{\\rtf"u8), "file.old-format",
            "Questo è un formato vecchio (.doc, .xls, .ppt, .rtf) o protetto da password, che può nascondere altro: salvalo come PDF, .docx o .odt.");
        RuleViolation.Unless(!start.StartsWith((byte[])[0x37, 0x7A, 0xBC, 0xAF]) && !start.StartsWith("Rar!"u8)
            && !start.StartsWith((byte[])[0x1F, 0x8B]) && !start.StartsWith("BZh"u8) && !start.StartsWith((byte[])[0xFD, 0x37, 0x7A])
            && !At(start, 257, "ustar"u8), "file.archive", "Un archivio non si carica: carica uno per uno i file che contiene.");
        return PlainTexts.Read(bytes) ?? throw new RuleViolation("file.type",
            "Questo tipo di file non si può caricare: vanno bene foto (JPEG, PNG, WebP), PDF, testi e fogli di calcolo (.docx, .odt, .xlsx, .ods), CSV, registrazioni (MP3, M4A, OGG, WAV).");
    }
}

/// <summary>What is kept of a file once it was read: its own bytes or, of a picture, what was drawn anew from it.</summary>
/// <param name="Width">Of a picture, in points.</param>
internal sealed record FileContent(FileType Type, byte[] Bytes, int Width = 0, int Height = 0, byte[]? Medium = null, byte[]? Small = null);
