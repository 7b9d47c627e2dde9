using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;

namespace Deliberation.Formats.Tables;

/// <summary>What a file is, by its content; its name does not matter.</summary>
public enum TableKind
{
    /// <summary>Cells parted by a sign (RFC 4180): .csv, .tsv, .txt.</summary>
    Text,

    /// <summary>Office Open XML (ECMA-376): .xlsx, .xlsm.</summary>
    Xlsx,

    /// <summary>OpenDocument (OASIS ODF 1.3): .ods, and the tables of an .odt.</summary>
    OpenDocument,
}

/// <summary>
/// A file of tables, read whole: text parted by signs, Office Open XML or OpenDocument, recognised by content. Nothing is guessed in
/// silence: what was decided is among the <see cref="Notes"/>, what is wrong among the <see cref="Errors"/> with row and column, and what
/// only a person can say is a <see cref="Question"/>.
/// </summary>
public sealed class TableFile
{
    private TableFile(TableKind format, string encoding, char? separator, ImmutableArray<TableSheet> sheets)
    {
        (Format, Encoding, Separator, Sheets) = (format, encoding, separator, sheets);
        Lists = [.. sheets.Where(sheet => !sheet.Hidden).SelectMany(sheet => sheet.Lists)];
    }

    /// <summary>What the file is.</summary>
    public TableKind Format { get; }

    /// <summary>Character set of a text: <c>utf-8</c>, <c>utf-16</c>, <c>utf-16BE</c>, <c>windows-1252</c>, <c>macintosh</c> or
    /// <c>ibm850</c>; of a workbook <c>utf-8</c>.</summary>
    public string Encoding { get; }

    /// <summary>What parts the cells of a text; null in a workbook.</summary>
    public char? Separator { get; }

    /// <summary>The sheets in order, hidden ones too; a text has one, without a name.</summary>
    public ImmutableArray<TableSheet> Sheets { get; }

    /// <summary>The lists of all sheets that are not hidden: each has headings and at least one row.</summary>
    public ImmutableArray<TableList> Lists { get; }

    /// <summary>What is told about the whole file and its sheets.</summary>
    public ImmutableArray<TableNote> Notes { get; private init; } = [];

    /// <summary>What must be mended before anything is taken from the file; each with its cell.</summary>
    public ImmutableArray<FormatError> Errors { get; private init; } = [];

    /// <summary>Whether another character set is meant; null where the words make sense.</summary>
    public TableQuestion? EncodingQuestion { get; private init; }

    /// <summary>Which of several lists is meant; null where there is one or none.</summary>
    public TableQuestion? ListQuestion => Lists.Length < 2 ? null : new TableQuestion(QuestionKind.List, default,
        new($"Nel file ci sono {Lists.Length} elenchi: quale vuoi?", $"There are {Lists.Length} lists in the file: which one do you want?"),
        [.. Lists.Select((list, i) => new TableChoice((i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), list.Told))]);

    /// <summary>The first thing that must be asked; null when nothing is open.</summary>
    public TableQuestion? Question => EncodingQuestion ?? ListQuestion;

    /// <summary>The only list of the file.</summary>
    /// <exception cref="FormatError">There is none, or more than one; or the file has errors: the first is thrown.</exception>
    public TableList TheList()
    {
        if (Errors.Length > 0) throw Errors[0];
        if (EncodingQuestion is { } encoding) throw encoding.AsError("--encoding");
        if (Lists.Length == 1) return Lists[0];
        throw ListQuestion?.AsError("--list") ?? new FormatError(0, 0, NoList.Italian, NoList.English);
    }

    /// <summary>Why a file without a list is none, with the sentence of its first sheet.</summary>
    public Bilingual NoList => Sheets.Where(sheet => !sheet.Hidden).Select(sheet => sheet.NoList).FirstOrDefault(why => why is not null)
        ?? new("Il file è vuoto: la prima riga dev'essere quella delle intestazioni.",
            "The file is empty: the first line must hold the headings.");

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its bytes, from the first on; not closed.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <exception cref="FormatError">It is no table, it is locked, or it passes a limit.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TableFile Read(Stream file, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new();
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[81_920];
        for (int got; (got = file.Read(buffer)) > 0; bytes.Write(buffer, 0, got))
            if (bytes.Length + got > options.Limits.Bytes) throw TableLimits.TooMany(default,
                $"Il file passa {options.Limits.Bytes / 1024 / 1024} MB.",
                    $"The file is larger than {options.Limits.Bytes / 1024 / 1024} MB.");
        return Read(bytes.ToArray(), options);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <exception cref="FormatError">It is no table, it is locked, or it passes a limit.</exception>
    public static TableFile Read(byte[] file, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= new();
        if (file.Length > options.Limits.Bytes) throw TableLimits.TooMany(default,
            $"Il file passa {options.Limits.Bytes / 1024 / 1024} MB.", $"The file is larger than {options.Limits.Bytes / 1024 / 1024} MB.");
        if (file is [(byte)'P', (byte)'K', 3 or 5, ..]) return Workbook(file, options);
        if (file is [0xD0, 0xCF, 0x11, 0xE0, ..]) throw new FormatError(0, 0,
            "Il file è nel vecchio formato .xls, o è protetto da una password: salvalo come .xlsx o .ods, senza password.",
            "The file is in the old format .xls, or locked by a password: save it as .xlsx or .ods, without a password.");
        if (file is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]) throw new FormatError(0, 0,
            "Il file è un PDF, non una tabella: esporta la tabella come .csv, .xlsx o .ods.",
            "The file is a PDF and not a table: export the table as .csv, .xlsx or .ods.");
        var (text, encoding, question) = TextDecoding.Decode(file, options.Encoding);
        return Of(text, encoding, question, options);
    }

    /// <summary>Reads a text that is at hand already, pasted for example.</summary>
    /// <param name="text">The whole text; a byte order mark is passed over.</param>
    /// <param name="options">What is known already; null for nothing.</param>
    /// <exception cref="FormatError">It is no table, or it passes a limit.</exception>
    public static TableFile Parse(string text, TableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Of(text, "utf-8", null, options ?? new());
    }

    /// <summary>The text of a file, in whichever character set it is: what <see cref="Read(byte[], TableOptions)"/> would cut into
    /// cells.</summary>
    /// <param name="file">All its bytes.</param>
    public static string TextOf(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return TextDecoding.Decode(file, null).Text;
    }

    /// <summary>A file for the readers of text tables: of a workbook its only list, parted by commas, each row and column where the
    /// spreadsheet shows it; of any other file its <see cref="TextOf"/>.</summary>
    /// <param name="file">All its bytes.</param>
    /// <exception cref="FormatError">It is an old, a locked or a broken workbook, it has faults, no list, or more than one.</exception>
    public static string AsText(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!IsWorkbook(file)) return TextOf(file);
        var read = Read(file);
        if (read.Errors.Length > 0) throw read.Errors[0];
        if (read.Lists.Length > 1) throw new FormatError(0, 0,
            $"Nel file ci sono {read.Lists.Length} elenchi ({string.Join("; ", read.Lists.Select(l => l.Told.Italian))}): lascia solo quello che serve.",
            $"There are {read.Lists.Length} lists in the file ({string.Join("; ", read.Lists.Select(l => l.Told.English))}): leave only the one needed.");
        return read.Lists.Length == 1 ? read.Lists[0].AsText() : throw new FormatError(0, 0, read.NoList.Italian, read.NoList.English);
    }

    /// <summary>Whether a file is a workbook, old and locked ones too, and no text.</summary>
    /// <param name="file">All its bytes.</param>
    public static bool IsWorkbook(byte[] file) => file is [(byte)'P', (byte)'K', 3 or 5, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..]
        or [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..];

    private static TableFile Of(string text, string encoding, TableQuestion? question, TableOptions options)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw new FormatError(0, 0,
            "Il file non è una tabella di testo: salvalo come .csv, .xlsx o .ods.",
                "The file is no text table: save it as .csv, .xlsx or .ods.");
        var errors = new List<FormatError>();
        var (rows, separator) = DelimitedText.Cut(text, options.Separator, options.Limits, errors);
        var sheet = new TableSheet("", false, [.. rows], [], separator);
        return new(TableKind.Text, encoding, separator, [sheet])
        {
            EncodingQuestion = question,
            Errors = [.. errors, .. sheet.Lists.SelectMany(list => list.Errors)],
            Notes = sheet.Notes,
        };
    }

    private static TableFile Workbook(byte[] file, TableOptions options)
    {
        try
        {
            using var package = new Package(file, options.Limits);
            var (format, raw) = Open(package, options.Limits);
            ImmutableArray<TableSheet> sheets = [.. raw.Select(sheet =>
                new TableSheet(sheet.Name, sheet.Hidden, sheet.Finish(), sheet.MergedCells, null, sheet.Notes))];
            return new(format, "utf-8", null, sheets)
            {
                Notes = [.. sheets.SelectMany(TellOf)],
                Errors = [.. sheets.Where(sheet => !sheet.Hidden).SelectMany(sheet => sheet.Lists).SelectMany(list => list.Errors)],
            };
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException
            or OverflowException)
        {
            throw new FormatError(0, 0, "Il foglio di calcolo è rovinato o non è quello che dice: aprilo e salvalo di nuovo.",
                "The spreadsheet is broken or not what it says it is: open it and save it again.", broken);
        }
    }

    private static (TableKind Format, List<RawSheet> Sheets) Open(Package package, TableLimits limits)
    {
        if (package.Has("META-INF/manifest.xml") && Locked(package)) throw new FormatError(0, 0,
            "Il foglio di calcolo è protetto da una password: salvalo senza.", "The spreadsheet is locked by a password: save it without.");
        if (package.Has("content.xml")) return (TableKind.OpenDocument, new OpenDocument(package, limits).Read());
        string workbook = WorkbookPart(package);
        return package.Has(workbook) ? (TableKind.Xlsx, new Xlsx(package, limits).Read(workbook)) : throw new FormatError(0, 0,
            "Il file è un archivio, ma non un foglio di calcolo: salva la tabella come .csv, .xlsx o .ods.",
            "The file is an archive but no spreadsheet: save the table as .csv, .xlsx or .ods.");
    }

    private static bool Locked(Package package)
    {
        bool locked = false;
        package.Read("META-INF/manifest.xml", xml =>
        {
            while (package.Next(xml, -1)) locked |= xml is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" };
        });
        return locked;
    }

    private static string WorkbookPart(Package package)
    {
        string part = "xl/workbook.xml";
        package.Read("_rels/.rels", xml =>
        {
            while (package.Next(xml, -1))
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                    && (xml.GetAttribute("Type") ?? "").EndsWith("/officeDocument", StringComparison.Ordinal)) part =
                        (xml.GetAttribute("Target") ?? part).TrimStart('/');
        });
        return part;
    }

    private static IEnumerable<TableNote> TellOf(TableSheet sheet)
    {
        if (sheet.Hidden) return sheet.Rows.Length == 0 ? [] : [new TableNote(default, new($"Il foglio «{sheet.Name}» è nascosto: è "
            + "rimasto fuori. Se serve, mostralo e carica di nuovo il file.",
            $"The sheet “{sheet.Name}” is hidden: it was left out. If it is needed, show it and send the file again."))];
        return sheet.NoList is { } why ? [.. sheet.Notes,
            new TableNote(default, new($"Foglio «{sheet.Name}»: {why.Italian}", $"Sheet “{sheet.Name}”: {why.English}"))]
            : sheet.Notes;
    }
}
