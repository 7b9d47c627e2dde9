using System.Globalization;
using System.Text;

namespace Patto.Tests.Meetings;

/// <summary>An attendance sheet as it comes back from a meeting, made from a seed, with what was planted in it: people of the list,
/// walk-ins, twins that a person must tell apart, and errors with their cells.</summary>
internal sealed class AttendanceSheet
{
    private static readonly string[] s_first = ["Anna", "Bruno", "Carla", "Dario", "Elena", "Fabio", "Giulia", "Hamid", "Irene", "Luca"];
    private static readonly string[] s_last = ["Rossi", "D'Amico", "De Luca", "Nicolò", "Bianchi", "El Fassi", "Òrdenes", "Verdi"];
    private readonly StringBuilder _text = new("Nome;Presente;Recapito\r\n");
    private int _row = 1;

    /// <param name="registered">How many are on the list of the meeting.</param>
    /// <param name="walkIns">How many came without registration.</param>
    /// <param name="twins">How many lines may be somebody of the list: words in another order, or another contact.</param>
    public AttendanceSheet(int seed, int registered, int walkIns, int twins)
    {
        var random = new Random(seed);
        for (var n = 0; n < registered; n++)
            Registered.Add(($"{s_first[n % s_first.Length]} {s_last[n / s_first.Length % s_last.Length]}"
                + (n >= s_first.Length * s_last.Length ? $" {(char)('A' + n / (s_first.Length * s_last.Length))}" : ""),
                $"persona{n}@posta.example"));
        // Of the last ones the sheet says something doubtful instead.
        foreach (var (n, (name, address)) in Registered.Index().Take(registered - twins))
        {
            var there = random.Next(3) > 0;
            if (there) Present++;
            Add(random.Next(2) == 0 ? name.ToUpperInvariant() : $" {name} ", there ? "sì" : "no", random.Next(2) == 0 ? address : "");
        }
        foreach (var (n, (name, _)) in Registered.Index().Skip(registered - twins))
        {
            Twins.Add(_row + 1);
            if (n % 2 == 0) Add(string.Join(' ', name.Split(' ', 2).Reverse()), "x", "");
            else Add(name, "x", $"altra{n}@posta.example");
        }
        for (var n = 0; n < walkIns; n++) Add($"Venuto Dopo {(char)('A' + n % 26)}{n / 26}", "presente",
            n % 3 == 0 ? $"333 12345{n:00}" : "");
        Plant("Senza Segno Certo", "forse", "", "B");
        Plant("Senza Recapito Vero", "sì", "boh", "C");
        Plant("", "sì", "", "A");
        Add("Mai Vista", "no", "");
    }

    public List<(string Name, string Address)> Registered { get; } = [];
    /// <summary>Of the list, said once and without doubt.</summary>
    public int Present { get; private set; }
    /// <summary>Rows of the file that are asked.</summary>
    public List<int> Twins { get; } = [];
    /// <summary>Cells that will not do.</summary>
    public List<string> Errors { get; } = [];
    /// <summary>As an office saves it.</summary>
    public byte[] Bytes => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(_text.ToString());

    private void Plant(string name, string present, string contact, string column)
    {
        Add(name, present, contact);
        Errors.Add(string.Create(CultureInfo.InvariantCulture, $"{column}{_row}"));
    }

    private void Add(string name, string present, string contact)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{name};{present};{contact}\r\n");
        _row++;
    }
}
