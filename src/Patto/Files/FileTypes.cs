using System.Text;

namespace Patto.Files;

/// <param name="Inline">May be shown in the page; everything else is downloaded.</param>
public sealed record FileType(string ContentType, string Extension, bool Inline = false);

/// <summary>What a file is, by its first bytes.</summary>
public static class FileTypes
{
    private static readonly FileType Text = new("text/plain; charset=utf-8", ".txt");

    private static readonly (byte[] Start, int At, FileType Type)[] Known =
    [
        ("%PDF-"u8.ToArray(), 0, new("application/pdf", ".pdf")),
        ([0x89, .. "PNG\r\n"u8], 0, new("image/png", ".png", true)),
        ([0xFF, 0xD8, 0xFF], 0, new("image/jpeg", ".jpg", true)),
        ("WEBP"u8.ToArray(), 8, new("image/webp", ".webp", true)),
    ];

    private static readonly (string Part, FileType Type)[] Packed =
    [
        ("word/", new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")),
        ("xl/", new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")),
        ("opendocument.text", new("application/vnd.oasis.opendocument.text", ".odt")),
        ("opendocument.spreadsheet", new("application/vnd.oasis.opendocument.spreadsheet", ".ods")),
    ];

    /// <summary>The type, or null for what is not taken: programs, pages with scripts, archives.</summary>
    public static FileType? Sniff(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, at, type) in Known)
            if (bytes.Length >= at + start.Length && bytes.Slice(at, start.Length).SequenceEqual(start)) return type;
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return SniffPackage(bytes);
        return IsPlainText(bytes) ? Text : null;
    }

    public static bool IsInline(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>The given name without folders or odd signs, with the ending that its type has.</summary>
    public static string SafeName(string given, FileType type)
    {
        var name = Path.GetFileNameWithoutExtension(given.Replace('\\', '/').Split('/')[^1]);
        var safe = new string([.. name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '(' or ')')]).Trim(' ', '.');
        var ending = type == Text && Path.GetExtension(given) is ".csv" or ".CSV" ? ".csv" : type.Extension;
        return (safe.Length == 0 ? "documento" : Excerpt.Cut(safe, 120)) + ending;
    }

    private static FileType? SniffPackage(ReadOnlySpan<byte> bytes)
    {
        foreach (var (part, type) in Packed)
            if (bytes.IndexOf(Encoding.ASCII.GetBytes(part)) >= 0) return type;
        return null;
    }

    private static bool IsPlainText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0)) return false;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return !text.TrimStart().StartsWith('<');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
