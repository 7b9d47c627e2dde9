using System.Globalization;
using System.Text;

namespace Patto.Modules.Contributions;

/// <summary>Hides words of a text: whole words only, whatever the case, the apostrophe, the spaces and the composition of the
/// accents.</summary>
public static class WordHiding
{
    /// <summary>The text with […] for each of the words, what was not found, and what of them still stands there in another form.</summary>
    /// <param name="Absent">Words that are not in the text as whole words.</param>
    /// <param name="Left">Words of the new text that look like one that was hidden: "Rossi" after "Ada Rossi", "Nicolo'" after
    /// "Nicolò".</param>
    public sealed record Result(string Text, IReadOnlyList<string> Absent, IReadOnlyList<string> Left);

    /// <summary>The lines of a form, as the words that they mean.</summary>
    public static IReadOnlyList<string> Lines(string? typed) =>
        [.. (typed ?? "").Split('\n').Select(w => w.Trim()).Where(w => w.Length > 0).DistinctBy(Fold)];

    /// <summary>What was hidden in a text, read off what everybody sees of it; nothing where nothing was.</summary>
    /// <param name="seen">The same text with […] in some places; null where nobody sees it.</param>
    public static IReadOnlyList<string> HiddenIn(string text, string? seen)
    {
        if (seen is null) return [];
        var kept = seen.Split(Contribution.Hidden);
        List<string> hidden = [];
        var at = kept[0].Length;
        foreach (var (n, next) in kept.Index().Skip(1))
        {
            var until = n == kept.Length - 1 ? text.Length - next.Length : text.IndexOf(next, at, StringComparison.Ordinal);
            if (until < at) break;
            hidden.Add(text[at..until].Trim());
            at = until + next.Length;
        }
        return [.. hidden.Where(w => w.Length > 0 && w != Contribution.Hidden).Distinct()];
    }

    public static Result Hide(string text, IEnumerable<string> words)
    {
        var wanted = words.Select(w => w.Trim()).Where(w => Fold(w).Length > 0).DistinctBy(Fold)
            .OrderByDescending(w => Fold(w).Length).ToList();
        List<string> absent = [];
        // Where something is hidden; a longer word goes before the shorter ones that stand inside it.
        var places = new List<(int From, int To)>();
        var read = new Folded(text);
        foreach (var word in wanted)
        {
            var found = read.Places(Fold(word)).ToList();
            if (found.Count == 0) absent.Add(word);
            places.AddRange(found.Where(f => !places.Any(p => f.From < p.To && p.From < f.To)));
        }
        var left = new StringBuilder(text);
        foreach (var (from, to) in places.OrderByDescending(p => p.From)) left.Remove(from, to - from).Insert(from, Contribution.Hidden);
        var hidden = left.ToString();
        return new(hidden, absent, [.. OtherForms(hidden, wanted)]);
    }

    /// <summary>Small letters, one apostrophe, one space, accents put together; what is not seen and spaces beside an apostrophe are
    /// nothing.</summary>
    private static string Fold(string words) => new Folded(words).Text.Trim();

    private sealed class Folded
    {
        private readonly StringBuilder _text = new();
        // For each folded character, where in the original it begins and ends.
        private readonly List<(int From, int To)> _at = [];

        public Folded(string original)
        {
            foreach (var (from, length) in Elements(original)) Add(original.Substring(from, length), from, from + length);
            Text = _text.ToString();
        }

        public string Text { get; }

        public IEnumerable<(int From, int To)> Places(string word)
        {
            for (var at = Text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = Text.IndexOf(word, at + 1, StringComparison.Ordinal))
                if (IsEdge(at - 1, at) && IsEdge(at + word.Length - 1, at + word.Length)) yield return (_at[at].From,
                    _at[at + word.Length - 1].To);
        }

        // A word ends where a letter or figure stands beside something that is none.
        private bool IsEdge(int before, int after) =>
            before < 0 || after >= Text.Length || !char.IsLetterOrDigit(Text[before]) || !char.IsLetterOrDigit(Text[after]);

        private void Add(string element, int from, int to)
        {
            foreach (var c in element.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
            {
                if (IsUnseen(c)) continue;
                if (char.IsWhiteSpace(c)) Put(' ', from, to);
                else if (IsApostrophe(c)) Put('\'', from, to);
                else Put(c, from, to);
            }
        }

        private void Put(char c, int from, int to)
        {
            var last = _text.Length > 0 ? _text[^1] : '\0';
            if (c == ' ' && (last is ' ' or '\'')) return;
            if (c == '\'' && last == ' ')
            {
                _text.Length--;
                _at.RemoveAt(_at.Count - 1);
            }
            _text.Append(c);
            _at.Add((from, to));
        }

        // A letter and the accents that follow it are one.
        private static IEnumerable<(int From, int Length)> Elements(string text)
        {
            var starts = StringInfo.ParseCombiningCharacters(text);
            for (var i = 0; i < starts.Length; i++) yield return (starts[i],
                (i + 1 < starts.Length ? starts[i + 1] : text.Length) - starts[i]);
        }

        private static bool IsApostrophe(char c) => c is '\'' or '’' or '‘' or 'ʼ' or 'ʹ' or '′' or '`' or '´';

        private static bool IsUnseen(char c) => c is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';
    }

    private static readonly HashSet<string> Small =
        ["il", "lo", "la", "le", "gli", "un", "una", "di", "da", "de", "del", "dei", "della", "delle", "degli", "dal", "dalla", "al",
            "alla", "per", "con", "via", "viale", "piazza", "san", "santa"];

    // Words that a reader would put together with what was hidden.
    private static IEnumerable<string> OtherForms(string hidden, IReadOnlyList<string> words)
    {
        var keys = words.SelectMany(w => Words(w).Select(p => Bare(p.Text)).Append(Bare(w))).Where(k => k.Length > 2 && !Small.Contains(k))
            .Distinct().ToList();
        var numbers = words.Select(Figures).Where(n => n.Length >= 6).ToList();
        var standing = Words(hidden.Replace(Contribution.Hidden, "\n", StringComparison.Ordinal)).ToList();
        var one = standing.Where(w => keys.Exists(k => Alike(Bare(w.Text), k))).Select(w => w.Text);
        var two = standing.Zip(standing.Skip(1))
            .Where(p => p.First.End + 1 >= p.Second.Start && keys.Exists(k => k.Length > 4 && Bare(p.First.Text + p.Second.Text) == k))
            .Select(p => $"{p.First.Text} {p.Second.Text}");
        var figures = Runs(hidden).Where(run => numbers.Exists(n => Figures(run).Contains(n, StringComparison.Ordinal)
            || n.Contains(Figures(run), StringComparison.Ordinal)));
        return one.Concat(two).Concat(figures).Distinct(StringComparer.OrdinalIgnoreCase).Take(12);
    }

    private static bool Alike(string word, string hidden)
    {
        if (word == hidden) return true;
        if (hidden.Length >= 4 && word.Contains(hidden, StringComparison.Ordinal)) return true;
        if (word.Length >= 4 && hidden.StartsWith(word, StringComparison.Ordinal) && hidden.Length - word.Length <= 2) return true;
        // Bianchi and Bianco, Ferri and Ferro: the ending of the plural.
        return word.Length >= 5 && hidden.Length >= 5 && Stem(word) == Stem(hidden) && "aeio".Contains(word[^1], StringComparison.Ordinal);
    }

    private static string Stem(string word) => word.TrimEnd('a', 'e', 'i', 'o').TrimEnd('h');

    private static IEnumerable<(string Text, int Start, int End)> Words(string text)
    {
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length
                && (char.IsLetterOrDigit(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.NonSpacingMark
                || (from >= 0 && "'’‘ʼ`´".Contains(text[i], StringComparison.Ordinal)));
            if (inside && from < 0) from = i;
            if (inside || from < 0) continue;
            yield return (text[from..i], from, i);
            from = -1;
        }
    }

    // Letters and figures alone, without accents.
    private static string Bare(string word) =>
        new([.. word.Normalize(NormalizationForm.FormKD).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string Figures(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    // Numbers as people write them: figures with spaces, dots, dashes and strokes between.
    private static IEnumerable<string> Runs(string text)
    {
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsAsciiDigit(text[i]) || from >= 0 && (text[i] is ' ' or '.' or '-' or '/'));
            if (inside && from < 0) from = i;
            if (inside || from < 0) continue;
            if (Figures(text[from..i]).Length >= 6) yield return text[from..i].Trim(' ', '.', '-', '/');
            from = -1;
        }
    }
}
