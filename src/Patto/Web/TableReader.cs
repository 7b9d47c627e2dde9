using System.Text;
using CsvHelper;

namespace Patto.Web;

/// <summary>A row that was read, with the line it begins on (from 1).</summary>
/// <param name="Cells">Null: a quote is opened and never closed, or followed by something else.</param>
public sealed record ReadRow(int Line, IReadOnlyList<string>? Cells);

/// <summary>Reads what spreadsheets write: with or without byte order mark, UTF-8 or Windows-1252, commas, semicolons or tabs. Our own
/// guards are taken away.</summary>
public static class TableReader
{
    public static string Text(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(file, 2, file.Length - 2);
        if (file is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(file, 2, file.Length - 2);
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF'); }
        catch (DecoderFallbackException) { return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file); }
    }

    public static IEnumerable<ReadRow> Rows(string text)
    {
        text = text.TrimStart('\uFEFF');
        HashSet<long> broken = [];
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text),
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = bad => { if (bad.Reason is not CsvMalformedReason.StrayQuote) broken.Add(bad.LineNumber); },
        });
        while (csv.Read())
        {
            var cells = Enumerable.Range(0, csv.FieldCount).Select(n => FormulaGuard.Take(csv.GetString(n))).ToArray();
            yield return new((int)csv.LineNumber, broken.Contains(csv.LineNumber) ? null : cells);
        }
    }

    /// <summary>Whichever of the three stands most often on the first line, outside quotes.</summary>
    private static char SeparatorOf(string text)
    {
        var (quoted, counts) = (false, new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0 });
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is '\n' or '\r') break;
            else if (!quoted && counts.TryGetValue(c, out var n)) counts[c] = n + 1;
        }
        return counts.MaxBy(c => c.Value) is { Value: > 0 } most ? most.Key : ',';
    }
}
