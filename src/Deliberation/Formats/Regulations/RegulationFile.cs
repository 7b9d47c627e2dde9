using System.Xml;
using Deliberation.Formats.Tables;

namespace Deliberation.Formats.Regulations;

/// <summary>What whoever reads a file has answered.</summary>
public sealed record RegulationOptions
{
    /// <summary>Whether tracked changes count as accepted; null: as accepted, and <see cref="RegulationReading.Changes"/> says that it must
    /// be asked.</summary>
    public bool? ChangesAccepted { get; init; }

    /// <summary>Bytes of the file; 25 MB at first.</summary>
    public int Bytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Characters of the text that comes of it; 4 million at first, some two thousand pages.</summary>
    public int Characters { get; init; } = 4_000_000;
}

/// <summary>Reads a regulation from Office Open XML (.docx), OpenDocument (.odt), Markdown or plain text, recognised by content.</summary>
public static class RegulationFile
{
    private static readonly TableLimits s_limits = new() { UnpackedBytes = 40L * 1024 * 1024, Depth = 512 };

    /// <summary>Reads a file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <exception cref="FormatError">It is no text, it is locked or broken, it holds macros, or it passes a limit.</exception>
    public static RegulationReading Read(byte[] file, RegulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new();
        if (file.Length > options.Bytes) throw TooLarge($"{options.Bytes / 1024 / 1024} MB");
        if (file is [0xD0, 0xCF, 0x11, 0xE0, ..]) throw new FormatError(0, 0,
            "Il file è nel vecchio formato .doc, o è protetto da una password: salvalo come .docx o .odt, senza password.",
            "The file is in the old format .doc, or locked by a password: save it as .docx or .odt, without a password.");
        if (file is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]) throw new FormatError(0, 0,
            "Il file è un PDF: apri l'originale e salvalo come .docx o .odt, o incolla qui il testo.",
            "The file is a PDF: open the original and save it as .docx or .odt, or paste the text here.");
        if (file is [(byte)'{', (byte)'\\', (byte)'r', (byte)'t', (byte)'f', ..]) throw new FormatError(0, 0,
            "Il file è nel formato .rtf: salvalo come .docx o .odt.", "The file is in the format .rtf: save it as .docx or .odt.");
        if (file is [(byte)'P', (byte)'K', 3 or 5, ..]) return Packed(file, options);
        string text = TextDecoding.Decode(file, null).Text;
        if (text.Contains('\0', StringComparison.Ordinal)) throw new FormatError(0, 0,
            "Il file non è un testo: salvalo come .docx, .odt, .md o .txt.", "The file is no text: save it as .docx, .odt, .md or .txt.");
        return Parse(text, options);
    }

    /// <summary>Reads a text that is at hand already: pasted, or Markdown.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <exception cref="FormatError">It passes a limit.</exception>
    public static RegulationReading Parse(string text, RegulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > (options ?? new()).Characters) throw TooLarge($"{(options ?? new()).Characters} caratteri");
        string[] lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var read = MarkdownText.Is(lines) ? MarkdownText.Read(lines) : [.. lines.Select(l => new SourceLine(l))];
        return Made(read, [], [], []);
    }

    private static RegulationReading Packed(byte[] file, RegulationOptions options)
    {
        try
        {
            using var package = new Package(file, s_limits);
            if (package.Has("word/vbaProject.bin") || package.Has("Basic/script-lc.xml") || package.Has("Scripts/python"))
                throw new FormatError(0, 0, "Il file contiene macro, cioè programmi: salvalo come .docx o .odt senza macro.",
                    "The file holds macros, that is programs: save it as .docx or .odt without macros.");
            var remarks = new List<RegulationRemark>();
            bool accepted = options.ChangesAccepted ?? true;
            if (package.Has("word/document.xml"))
            {
                var word = WordText.Read(package, accepted, remarks);
                return Bounded(word.Lines, options, remarks, word.Changes, word.Comments);
            }
            if (package.Has("content.xml"))
            {
                var open = OpenText.Read(package, accepted, remarks);
                return Bounded(open.Lines, options, remarks, open.Changes, open.Comments);
            }
            throw new FormatError(0, 0, "Il file non è un testo di Word o di LibreOffice: salvalo come .docx o .odt.",
                "The file is no text of Word or LibreOffice: save it as .docx or .odt.");
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException
            or OverflowException)
        {
            throw new FormatError(0, 0, "Il file è rovinato o non è quello che dice: aprilo e salvalo di nuovo.",
                "The file is broken or not what it says it is: open it and save it again.", broken);
        }
    }

    private static RegulationReading Bounded(List<SourceLine> lines, RegulationOptions options, List<RegulationRemark> remarks,
        IReadOnlyList<TrackedChanges> changes, IReadOnlyList<TextComment> comments)
    {
        long all = lines.Sum(l => (long)l.Text.Length + (l.Table?.Sum(r => r.Sum(c => (long)c.Length)) ?? 0));
        return all > options.Characters ? throw TooLarge($"{options.Characters} caratteri") : Made(lines, remarks, changes, comments);
    }

    private static RegulationReading Made(List<SourceLine> lines, List<RegulationRemark> remarks, IReadOnlyList<TrackedChanges> changes,
        IReadOnlyList<TextComment> comments) => new(new RegulationReader(lines, remarks).Read(), remarks, changes, comments);

    private static FormatError TooLarge(string bound) => new(0, 0, $"Il testo passa {bound}: dividilo in più parti.",
        $"The text passes {bound}: split it into parts.");
}
