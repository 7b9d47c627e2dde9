namespace Deliberation.Formats.Tables;

/// <summary>How much a file may ask of the machine; whatever goes beyond is refused with the limit that it passed.</summary>
public sealed record TableLimits
{
    /// <summary>Bytes of the file; 25 MB at first.</summary>
    public int Bytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>Entries of a zipped workbook; 1,000 at first.</summary>
    public int Entries { get; init; } = 1_000;

    /// <summary>Bytes that the entries read may have together once unpacked; 200 MB at first.</summary>
    public long UnpackedBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>How many times larger than packed an entry above one megabyte may be; 300 at first.</summary>
    public int Ratio { get; init; } = 300;

    /// <summary>Elements inside elements of its XML; 64 at first.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Sheets of a workbook; 100 at first.</summary>
    public int Sheets { get; init; } = 100;

    /// <summary>Rows of a sheet, blank ones at the end not counted; 200,000 at first.</summary>
    public int Rows { get; init; } = 200_000;

    /// <summary>Columns of a row; 2,000 at first.</summary>
    public int Columns { get; init; } = 2_000;

    /// <summary>Cells of the file; 5 million at first.</summary>
    public int Cells { get; init; } = 5_000_000;

    /// <summary>Characters of one cell; 100,000 at first.</summary>
    public int CellCharacters { get; init; } = 100_000;

    /// <summary>For files that their own reader has let in: no bound but memory.</summary>
    internal static readonly TableLimits None = new()
    {
        Bytes = int.MaxValue,
        UnpackedBytes = long.MaxValue,
        Rows = int.MaxValue,
        Columns = int.MaxValue,
        Cells = int.MaxValue,
        CellCharacters = int.MaxValue,
    };

    internal static FormatError TooMany(CellPlace place, string italian, string english) => new(place,
        $"{italian} Dividi il file in più parti.", $"{english} Split the file into parts.");

    internal void Check(int row, int column, long cells, CellPlace place)
    {
        if (row > Rows) throw TooMany(place, $"Il foglio ha più di {Rows} righe.", $"The sheet has more than {Rows} rows.");
        if (column > Columns) throw TooMany(place, $"La riga {row} ha più di {Columns} colonne.",
            $"Row {row} has more than {Columns} columns.");
        if (cells > Cells) throw TooMany(place, $"Il file ha più di {Cells} celle.", $"The file has more than {Cells} cells.");
    }
}

/// <summary>What whoever reads a file knows already, or has answered.</summary>
public sealed record TableOptions
{
    /// <summary>The character set, by a name of <see cref="TableFile.Encoding"/>; null to recognise it.</summary>
    public string? Encoding { get; init; }

    /// <summary>What parts the cells of a text: <c>;</c>, <c>,</c>, a tab or <c>|</c>; null to recognise it.</summary>
    public char? Separator { get; init; }

    /// <summary>How much the file may ask of the machine.</summary>
    public TableLimits Limits { get; init; } = new();
}
