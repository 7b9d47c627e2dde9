using Deliberation.Similarity;

namespace Patto.Search;

/// <summary>A word of a text.</summary>
/// <param name="Word">Folded: lower case, no accents.</param>
/// <param name="Stem">As the index has it: of the word with its accents.</param>
internal readonly record struct Spelled(string Word, string Stem);

/// <summary>Which words are spelled almost alike: by the keys that both share, then by how far a hand that slips is from one to the other.
/// Words are folded: lower case, no accents.</summary>
internal static class NearWords
{
    public const int Shortest = 3;
    public const int Longest = 30;

    // What stands before a noun when its apostrophe was lost: "lanziano", "dellacqua".
    private static readonly string[] Elided =
        ["dell", "nell", "sull", "all", "dall", "coll", "quell", "quest", "sant", "tutt", "un", "l", "d", "c", "s"];

    // Words that join others: where a word is mistaken they are not asked for.
    private static readonly HashSet<string> Joining =
    [
        .. ("a ad agli ai al alla alle allo anche che chi ci come con cui da dagli dai dal dalla dalle dallo degli dei del della delle "
            + "dello di dove e ed fra gli ha i il in io la le li lo ma mi ne negli nei nel nella nelle nello noi non o per piu quando se "
            + "si sono su sugli sui sul sulla sulle sullo ti tra un una uno vi").Split(' '),
    ];

    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    /// <summary>The words of a text that are kept, each once: codes and numbers are found as they are or not at all.</summary>
    public static HashSet<Spelled> Of(string text) => [.. ItalianText.Tokens(text).Select(Read)
        .Where(w => w.Word.Length is >= Shortest and <= Longest && w.Stem.Length <= Longest && !w.Word.Any(char.IsDigit))];

    private static Spelled Read(string token) => new(ItalianText.Fold(token), ItalianText.Stems(token));

    /// <summary>What a query asks for: its words folded, each once, without those that only join where others remain.</summary>
    public static IReadOnlyList<Spelled> Asked(string query, int most)
    {
        List<Spelled> words = [.. ItalianText.Tokens(query).Select(Read).Where(w => w.Word.Length <= Longest).DistinctBy(w => w.Word)];
        var meant = words.Where(w => w.Word.Length >= Shortest && !Joining.Contains(w.Word)).Take(most).ToList();
        return meant.Count > 0 ? meant : [.. words.Take(most)];
    }

    /// <summary>The word and its stem, whole and each with one letter missing: two words that are one slip apart (a letter too many, too
    /// few, another one, two swapped) share at least one. At most 2 × <see cref="Longest"/> + 2 of them.</summary>
    public static HashSet<string> KeysOf(Spelled word)
    {
        HashSet<string> keys = [];
        foreach (var form in new[] { word.Word, word.Stem }.Distinct())
        {
            keys.Add(form);
            if (form.Length <= Shortest) continue;
            for (var i = 0; i < form.Length; i++) keys.Add(form.Remove(i, 1));
        }
        return keys;
    }

    /// <summary>A word as it was typed, and what follows an article whose apostrophe was lost.</summary>
    public static IEnumerable<Spelled> ReadingsOf(Spelled typed) => Elided.Where(e => typed.Word.Length >= e.Length + Shortest
        && typed.Word.StartsWith(e, StringComparison.Ordinal) && IsVowel(typed.Word[e.Length]))
        .Select(e => Read(typed.Word[e.Length..])).Prepend(typed);

    /// <summary>How far a slipping hand is from one to the other, in slips; null where it is too far to be meant.</summary>
    public static double? Between(Spelled typed, Spelled word)
    {
        var most = Math.Min(typed.Word.Length, word.Word.Length) switch { <= 3 => 0.6, 4 => 1, <= 7 => 1.6, _ => 2 };
        double? best = null;
        foreach (var (reading, n) in ReadingsOf(typed).Select((r, n) => (r, n)))
        {
            // Endings are stems' affair: singular and plural are hardly two words.
            var far = Math.Min(Distance(reading.Word, word.Word), Distance(reading.Stem, word.Stem) + 0.1) + (n > 0 ? 0.3 : 0);
            if (far <= most && (best is null || far < best)) best = far;
        }
        return best;
    }

    /// <summary>Damerau and Levenshtein's distance (each letter edited once), where a letter beside the right one on the keyboard costs
    /// 0.6, a doubled or undoubled letter 0.5, two swapped 0.8, and all else 1.</summary>
    public static double Distance(string a, string b)
    {
        if (a == b) return 0;
        if (Math.Abs(a.Length - b.Length) > 3) return Math.Abs(a.Length - b.Length);
        var d = new double[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++) d[i, 0] = d[i - 1, 0] + Extra(a, i);
        for (var j = 1; j <= b.Length; j++) d[0, j] = d[0, j - 1] + Extra(b, j);
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(d[i - 1, j] + Extra(a, i), d[i, j - 1] + Extra(b, j));
                cost = Math.Min(cost, d[i - 1, j - 1] + Instead(a[i - 1], b[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost = Math.Min(cost, d[i - 2, j - 2] + 0.8);
                d[i, j] = cost;
            }
        return d[a.Length, b.Length];
    }

    private static double Extra(string word, int at) => at > 1 && word[at - 1] == word[at - 2] ? 0.5 : 1;

    private static double Instead(char a, char b) => a == b ? 0 : AreNeighbours(a, b) ? 0.6 : 1;

    /// <summary>Keys that touch on an Italian keyboard.</summary>
    internal static bool AreNeighbours(char a, char b)
    {
        var (rowA, rowB) = (Array.FindIndex(Rows, r => r.Contains(a)), Array.FindIndex(Rows, r => r.Contains(b)));
        if (rowA < 0 || rowB < 0 || Math.Abs(rowA - rowB) > 1) return false;
        var between = Rows[rowA].IndexOf(a, StringComparison.Ordinal) - Rows[rowB].IndexOf(b, StringComparison.Ordinal);
        // Each row is shifted by half a key or so to the right of the one above.
        return rowA == rowB ? Math.Abs(between) == 1 : rowA < rowB ? between is 0 or 1 : between is 0 or -1;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u' or 'h';
}
