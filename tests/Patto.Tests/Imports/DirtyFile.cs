using System.Globalization;
using System.Text;
using Deliberation.Formats.Tables;
using Deliberation.Tests.Formats.Tables;

namespace Patto.Tests.Imports;

/// <summary>A list as an office may send it, made from a seed: format, separator, character set, quotes, guards, title, blank rows and
/// columns differ; what the cells mean does not.</summary>
internal sealed class DirtyFile
{
    private readonly Random _random;

    public DirtyFile(Random random, bool italian)
    {
        _random = random;
        Kind = Pick("csv", "csv", "csv", "csv", "xlsx", "ods");
        Separator = italian ? Pick(';', ';', ';', ',', '\t', '|') : Pick(',', ',', '\t', '|');
    }

    public string Kind { get; }
    public char Separator { get; }
    public string Encoding { get; private set; } = "utf-8";
    /// <summary>As it is counted: kind, and of a text its separator and set of characters.</summary>
    public string Told => Kind == "csv" ? $"csv {(Separator == '\t' ? "tab" : Separator)} {Encoding}" : Kind;

    public T Pick<T>(params T[] of) => of[_random.Next(of.Length)];
    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    /// <returns>The file, and for each row of the list its row in the file.</returns>
    public (byte[] Bytes, int[] Rows) Write(string[] headings, IReadOnlyList<object?[]> rows)
    {
        List<object?[]> cells = [];
        if (Chance(3)) cells.Add(["Elenco del 30/09/2026"]);
        if (cells.Count > 0 && Chance(2)) cells.Add([]);
        cells.Add([.. headings]);
        var places = new int[rows.Count];
        for (var n = 0; n < rows.Count; n++)
        {
            if (n > 0 && Chance(12)) cells.Add([]);
            cells.Add(rows[n]);
            places[n] = cells.Count;
        }
        for (var blank = _random.Next(3); blank > 0; blank--) cells.Add(new object?[headings.Length]);
        return (Kind switch
        {
            "xlsx" => Workbooks.Xlsx(cells, Chance(2), _random.Next(40)),
            "ods" => Workbooks.Ods(cells),
            _ => Csv(cells),
        }, places);
    }

    private byte[] Csv(List<object?[]> rows)
    {
        string end = Pick("\r\n", "\n"), quotes = Pick("all", "needed", "needed");
        var (guarded, more) = (Chance(2), Chance(3) ? _random.Next(1, 4) : 0);
        var text = new StringBuilder(Chance(4) ? $"sep={Separator}{end}" : "");
        foreach (var row in rows)
        {
            string[] cells = [.. row.Select(cell => Quote(cell as string ?? Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
                quotes,
                guarded)), .. Enumerable.Repeat("", more)];
            text.AppendJoin(Separator, cells).Append(end);
        }
        Encoding = Pick("utf-8", "utf-8 mark", "utf-16", "windows-1252", "windows-1252");
        var all = text.ToString();
        return Encoding switch
        {
            "utf-8 mark" => [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(all)],
            "utf-16" => [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(all)],
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(all),
            _ => System.Text.Encoding.UTF8.GetBytes(all),
        };
    }

    private string Quote(string cell, string quotes, bool guarded)
    {
        var safe = guarded ? FormulaGuard.Put(cell) : cell;
        var needed = safe.Contains(Separator) || safe.Contains('"') || safe.Contains('\n') || safe.Trim() != safe;
        return quotes == "all" || needed ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}

/// <summary>What was planted in a list, by row of the list (0-based) and column of the file (1-based).</summary>
internal sealed record Planted(int Row, int Column);
