using System.Text.RegularExpressions;

namespace Deliberation.Formats.Regulations;

/// <summary>Pieces that stayed (0), went (-1) or came (1).</summary>
internal readonly record struct DiffRun(int Change, IReadOnlyList<Piece> Pieces);

/// <summary>What changed between two paragraphs, word by word, and between two tables, row by row.</summary>
internal static partial class WordDiff
{
    /// <summary>What changed; where more words changed than <see cref="Alignment.Most"/> allows to compare, all between the first and the
    /// last that stayed went and came whole.</summary>
    internal static IEnumerable<DiffRun> Between(IReadOnlyList<Piece> before, IReadOnlyList<Piece> after)
    {
        if (before.SequenceEqual(after)) return after.Count == 0 ? [] : [new(0, after)];
        if (before.Count == 0) return [new(1, after)];
        if (after.Count == 0) return [new(-1, before)];
        List<Piece> a = [.. before.SelectMany(Words)], b = [.. after.SelectMany(Words)];
        var kept = Alignment.Of(a, b, (x, y) => x == y);
        if (IsAnotherText(a, b, kept)) kept = kept.FindAll(k => k.Before == k.After && k.Before < Number(a));
        return Joined(Bridged(Runs(a, b, kept)));
    }

    internal static IEnumerable<(int Change, IReadOnlyList<string> Row)> Rows(IReadOnlyList<IReadOnlyList<string>> before,
        IReadOnlyList<IReadOnlyList<string>> after) => Steps(before, after,
        Alignment.Of(before, after, (x, y) => x.SequenceEqual(y)));

    private static IEnumerable<(int Change, T Item)> Steps<T>(IReadOnlyList<T> a, IReadOnlyList<T> b,
        IEnumerable<(int Before, int After)> kept)
    {
        int i = 0, j = 0;
        foreach (var (before, after) in kept.Append((a.Count, b.Count)))
        {
            for (; i < before; i++) yield return (-1, a[i]);
            for (; j < after; j++) yield return (1, b[j]);
            if (before < a.Count) yield return (0, b[j]);
            (i, j) = (before + 1, after + 1);
        }
    }

    private static List<DiffRun> Runs(List<Piece> a, List<Piece> b, List<(int, int)> kept) =>
        [.. Steps(a, b, kept).Select(s => new DiffRun(s.Change, [s.Item]))];

    // Two sentences that share only articles and prepositions are not one that changed: crumbs would hide what they say.
    private static bool IsAnotherText(List<Piece> a, List<Piece> b, List<(int Before, int After)> kept)
    {
        int stayed = kept.Sum(k => Letters(a[k.Before]));
        return stayed * 4 < Math.Min(a.Sum(Letters), b.Sum(Letters));
    }

    private static int Letters(Piece piece) => piece.Kind is WordsKind.Words or WordsKind.Name ? piece.Text.Count(char.IsLetterOrDigit) : 0;

    // A number and what parts it from the words stay even then.
    private static int Number(List<Piece> pieces) => pieces is [{ Kind: WordsKind.Mark }, ..] ? 2 : 0;

    // A lone blank between two changed words would chop a sentence into crumbs: it goes and comes with them.
    private static IEnumerable<DiffRun> Bridged(List<DiffRun> runs)
    {
        for (int i = 0; i < runs.Count; i++)
        {
            bool blank = runs[i] is { Change: 0, Pieces: [{ Text: " ", Kind: WordsKind.Words or WordsKind.Name }] };
            if (blank && i > 0 && i < runs.Count - 1 && runs[i - 1].Change != 0 && runs[i + 1].Change != 0)
            {
                yield return runs[i] with { Change = -1 };
                yield return runs[i] with { Change = 1 };
            }
            else yield return runs[i];
        }
    }

    // Between two kept runs: first all that went, then all that came; words of one kind are one piece again.
    private static IEnumerable<DiffRun> Joined(IEnumerable<DiffRun> runs)
    {
        var waiting = new Dictionary<int, List<Piece>> { [-1] = [], [1] = [], [0] = [] };
        foreach (var run in runs.Append(new(0, [])))
        {
            if (run.Change == 0 && (run.Pieces.Count == 0 || waiting[-1].Count + waiting[1].Count > 0))
                foreach (int change in (int[])[0, -1, 1])
                {
                    if (waiting[change].Count > 0) yield return new(change, Whole(waiting[change]));
                    waiting[change] = [];
                }
            waiting[run.Change].AddRange(run.Pieces);
        }
    }

    private static List<Piece> Whole(List<Piece> pieces)
    {
        var whole = new List<Piece>();
        foreach (var group in Grouped(pieces))
            if (group[0].Kind == WordsKind.Note) whole.AddRange(group);
            else whole.Add(new(group[0].Kind, string.Concat(group.Select(p => p.Text))));
        return whole;
    }

    private static IEnumerable<List<Piece>> Grouped(List<Piece> pieces)
    {
        for (int from = 0, to; from < pieces.Count; from = to)
        {
            for (to = from + 1; to < pieces.Count && pieces[to].Kind == pieces[from].Kind; to++) { }
            yield return pieces[from..to];
        }
    }

    // A number or a note is one; words part at blanks and signs.
    private static IEnumerable<Piece> Words(Piece piece) => piece.Kind is WordsKind.Words or WordsKind.Name
        ? Word().Matches(piece.Text).Select(m => new Piece(piece.Kind, m.Value)) : [piece];

    // Sums and dates (2,50), words with their apostrophe (dell’), each other sign on its own; the two halves of a character stay together.
    [GeneratedRegex(@"\p{N}+(?:[.,/]\p{N}+)+|[\p{L}\p{N}\p{M}]+['’]?|[\uD800-\uDBFF][\uDC00-\uDFFF]|.", RegexOptions.Singleline)]
    private static partial Regex Word();
}
