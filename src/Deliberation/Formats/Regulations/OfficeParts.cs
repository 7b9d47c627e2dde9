using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Deliberation.Formats.Regulations;

/// <summary>What the two formats of word processors have in common when they are written.</summary>
internal static class OfficeParts
{
    internal static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = true };

    internal const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
        Package = "http://schemas.openxmlformats.org/package/2006/relationships/";

    // The same text is the same file, byte for byte, whenever it is made.
    private static readonly DateTimeOffset s_day = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static Stream Part(ZipArchive zip, string name, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = zip.CreateEntry(name, level);
        entry.LastWriteTime = s_day;
        return entry.Open();
    }

    internal static void Add(ZipArchive zip, string name, string content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var part = Part(zip, name, level);
        part.Write(Encoding.UTF8.GetBytes(content));
    }

    internal static void Add(ZipArchive zip, string name, Action<XmlWriter> write)
    {
        using var part = Part(zip, name);
        using var xml = XmlWriter.Create(part, Settings);
        write(xml);
    }

    internal static string? StyleOf(WordsKind kind) => kind switch
    {
        WordsKind.Mark => LineStyles.Mark,
        WordsKind.Gone => LineStyles.Gone,
        WordsKind.Name => LineStyles.Name,
        _ => null,
    };

    /// <summary>Words as they go into the file; tabs and ends of line, which are elements, apart (then the sign is one of them).</summary>
    internal static IEnumerable<(char Sign, string Words)> Signs(string text)
    {
        int from = 0;
        while (from < text.Length)
        {
            int to = text.AsSpan(from).IndexOfAny('\t', '\n') is >= 0 and var next ? from + next : text.Length;
            if (to > from) yield return ('\0', text[from..to]);
            if (to < text.Length) yield return (text[to], "");
            from = to + 1;
        }
    }
}
