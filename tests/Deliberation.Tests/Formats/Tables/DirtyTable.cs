using System.Globalization;
using System.Text;
using Deliberation.Formats.Tables;

namespace Deliberation.Tests.Formats.Tables;

/// <summary>A cell that was made wrong on purpose, by row and column of the file.</summary>
internal sealed record Planted(int Row, int Column, string Text);

/// <summary>
/// A list of bodies as an office may send it, made from a seed, together with the truth: what each cell means, and how many errors,
/// doubtful
/// telephones and twins were planted. The file differs in format, separator, character set, quotes, guards, language of the headings,
/// style of
/// numbers and days, title, blank rows and columns.
/// </summary>
internal sealed class DirtyTable
{
    private static readonly CultureInfo s_italian = CultureInfo.GetCultureInfo("it-IT");

    private static readonly string[] s_names =
    [
        "Circolo La Fonte", "Comitato di Valle", "ODV \"Il Girasole\"", "Parrocchia; San Biagio", "Gruppo, giovani", "L'Albero d’oro",
            "Cooperativa\nDue Acque", "Società Città",
        "-Punto verde", "+Europa", "@gora", "=Insieme", "Associazione  Doppio  Spazio", "Òscar & C.", "Forlì | Nord", "Totale Salute",
    ];

    private static readonly string[] s_phones =
        ["0532 123456", "+39 0532 765432", "333 1234567", "800 000 000", "+44 20 7946 0018", "(0532) 765432", "0532/765432",
            "0033 1 44 55 66 77", "+1 (212) 555-0187", "112"];

    private static readonly string[] s_notes = ["", "", "chiama la sera", "dice: \"sì; forse\"", "prima riga\nseconda riga", "=1+1", "-",
        "a | b, c; d", "\tcon tab", "00044", "1.5"];

    private readonly Random _random;
    private readonly List<object?[]> _cells = [];

    internal DirtyTable(int seed)
    {
        _random = new Random(seed);
        Kind = Pick("csv", "csv", "csv", "csv", "xlsx", "ods");
        Separator = Pick(';', ';', ',', '\t', '|');
        ItalianHeadings = Kind != "csv" || Separator == ';' || Chance(2);
        CommaDecimals = ItalianHeadings && !Chance(6);
        Days = ItalianHeadings ? Pick(DateOrder.DayMonthYear, DateOrder.DayMonthYear, DateOrder.YearMonthDay)
            : Pick(DateOrder.DayMonthYear, DateOrder.MonthDayYear, DateOrder.YearMonthDay);
        Guarded = Chance(2);
        MakeRows();
        PlantTwins();
        PlantErrors();
        (Bytes, FirstRow) = Write();
    }

    internal string Kind { get; }
    internal char Separator { get; }
    internal bool ItalianHeadings { get; }
    internal bool CommaDecimals { get; }
    internal DateOrder Days { get; }
    internal bool Guarded { get; }
    internal string Encoding { get; private set; } = "utf-8";
    internal byte[] Bytes { get; }

    /// <summary>For each row of the list, the row of the file.</summary>
    internal int[] FirstRow { get; }
    internal List<string> Names { get; } = [];
    internal List<string> Phones { get; } = [];
    internal List<string> Mails { get; } = [];
    internal List<decimal?> Sums { get; } = [];
    internal List<DateTime?> When { get; } = [];
    internal List<string> Notes { get; } = [];

    /// <summary>Wrong cells; the row is the list's, 0-based.</summary>
    internal List<Planted> Errors { get; } = [];

    /// <summary>Telephones that lost their 0; the row is the list's, 0-based.</summary>
    internal List<int> LostZeros { get; } = [];

    /// <summary>Pairs of the same body, 0-based rows of the list.</summary>
    internal List<(int First, int Second)> TwinPairs { get; } = [];

    private T Pick<T>(params T[] of) => of[_random.Next(of.Length)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void MakeRows()
    {
        int rows = _random.Next(4, 30);
        for (int n = 0; n < rows; n++)
        {
            Names.Add($"{Pick(s_names)} {n}");
            Phones.Add(Chance(5) ? "" : Pick(s_phones));
            Mails.Add(Chance(5) ? "" : $"ente{n}@fontelieta.example");
            Sums.Add(Chance(6) ? null : Pick(_random.Next(1, 100_000), _random.Next(1, 10_000_000) / 100m, _random.Next(1, 90) * 1_000,
                0.5m, 0m));
            if (Chance(40)) Sums[n] = _random.Next(1_000, 99_999) / 1_000m;
            When.Add(Chance(6) ? null : new DateTime(2026, 1, 1).AddDays(_random.Next(365)));
            Notes.Add(Pick(s_notes));
        }

        // A figure that no other style can mean, and a day above 12: without them the file itself would not say.
        (Sums[0], When[0]) = (1_234.56m, new DateTime(2026, 3, 25));
    }

    private void PlantTwins()
    {
        for (int pairs = _random.Next(3); pairs > 0 && Names.Count > 6; pairs--)
        {
            int first = TwinPairs.Count * 2, second = Names.Count - 1 - TwinPairs.Count;
            if (second <= first + 1) return;
            Names[second] = Pick(Names[first].ToUpperInvariant(), $"  {Names[first]} ",
                Names[first].Replace(" ", "  ", StringComparison.Ordinal));
            TwinPairs.Add((first, second));
        }
    }

    private void PlantErrors()
    {
        var rows = Enumerable.Range(1, Names.Count - 1).OrderBy(_ => _random.Next()).ToList();
        foreach (var (row, n) in rows.Take(_random.Next(5)).Select((row, n) => (row, n)))
        {
            switch (_random.Next(5))
            {
                case 0: Errors.Add(new(row, 2, Pick("x", "non ha", "chiedere a Rossi"))); break;
                case 1: Errors.Add(new(row, 3, Pick("ente(chiocciola)", "www.fontelieta.example", "rossi@", "anna"))); break;
                case 2: Errors.Add(new(row, 4, Pick("n.d.", "circa 100", "12,3,4", "1.2.3"))); break;
                case 3: Errors.Add(new(row, 5, Pick("31/02/2026", "dal 2021", "domani", "45/45/2026"))); break;
                default: LostZeros.Add(row); break;
            }
        }
    }

    private string[] Headings() => ItalianHeadings ? ["Denominazione", "Telefono", "E-mail", "Importo", "Data", "Note"]
        : ["Organisation", "Phone", "Email", "Amount", "Date", "Notes"];

    private object?[] Row(int n)
    {
        var wrong = Errors.Where(e => e.Row == n).ToDictionary(e => e.Column, e => e.Text);
        bool workbook = Kind != "csv";
        object? sum = (object?)wrong.GetValueOrDefault(4) ?? (Sums[n] is not { } s ? null : workbook
            && (!Chance(4) || s * 100 != Math.Floor(s * 100)) ? s : Figure(s));
        object? day = (object?)wrong.GetValueOrDefault(5) ?? (When[n] is not { } d ? null : workbook && !Chance(4) ? d : Day(d));
        object phone = LostZeros.Contains(n) ? workbook ? 532123456 : "532123456" : wrong.GetValueOrDefault(2) ?? Phones[n];
        return [Names[n], phone, wrong.GetValueOrDefault(3) ?? Mails[n], sum, day, Notes[n]];
    }

    private string Figure(decimal sum) => sum.ToString(sum == Math.Floor(sum) ? Chance(2) ? "#,0" : "0"
        : sum * 100 != Math.Floor(sum * 100) ? "0.000" : Chance(2) ? "#,0.00" : "0.00",
        CommaDecimals ? s_italian : CultureInfo.InvariantCulture);

    private string Day(DateTime day) => day.ToString(Days switch
    {
        DateOrder.DayMonthYear => ItalianHeadings ? Pick("dd/MM/yyyy", "d/M/yy", "dd.MM.yyyy", "d MMMM yyyy") : "dd/MM/yyyy",
        DateOrder.MonthDayYear => "MM/dd/yyyy",
        _ => "yyyy-MM-dd",
    }, ItalianHeadings ? s_italian : CultureInfo.InvariantCulture);

    private (byte[], int[]) Write()
    {
        if (Chance(3)) _cells.Add(["Elenco degli enti al 30/09/2026"]);
        if (_cells.Count > 0 && Chance(2)) _cells.Add([]);
        _cells.Add(Headings());
        int[] places = new int[Names.Count];
        for (int n = 0; n < Names.Count; n++)
        {
            if (n > 0 && Chance(12)) _cells.Add([]);
            _cells.Add(Row(n));
            places[n] = _cells.Count;
        }

        for (int blank = _random.Next(3); blank > 0; blank--) _cells.Add(new object?[6]);
        byte[] bytes = Kind switch
        {
            "xlsx" => Workbooks.Xlsx(_cells, Chance(2), _random.Next(40)),
            "ods" => Workbooks.Ods(_cells),
            _ =>
            Csv()
        };
        return (bytes, places);
    }

    private byte[] Csv()
    {
        string end = Pick("\r\n", "\n"), quotes = Pick("all", "needed", "needed");
        int more = Chance(3) ? _random.Next(1, 4) : 0;
        var text = new StringBuilder(Chance(4) ? $"sep={Separator}{end}" : "");
        foreach (var row in _cells)
        {
            string[] cells = [.. row.Select(cell => Quote(cell as string ?? Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
                quotes)), .. Enumerable.Repeat("", more)];
            text.AppendJoin(Separator, cells).Append(end);
        }

        Encoding = Pick("utf-8", "utf-8 mark", "utf-16", "windows-1252", "windows-1252");
        string all = text.ToString();
        return Encoding switch
        {
            "utf-8 mark" => [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(all)],
            "utf-16" => [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(all)],
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(all),
            _ => System.Text.Encoding.UTF8.GetBytes(all),
        };
    }

    private string Quote(string cell, string quotes)
    {
        string safe = Guarded ? FormulaGuard.Put(cell) : cell;
        bool needed = safe.Contains(Separator) || safe.Contains('"') || safe.Contains('\n') || safe.Trim() != safe;
        return quotes == "all" || needed ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
