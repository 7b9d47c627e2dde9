namespace Patto.Modules.Documents;

/// <summary>Some words of a text in the place of others: one change of an amendment.</summary>
/// <param name="At">Where the words that go begin, in characters of the text before.</param>
/// <param name="Length">How many characters go; 0 where words only come.</param>
/// <param name="Words">What comes in their place; empty where words only go.</param>
public sealed record Edit(int At, int Length, string Words)
{
    public int End => At + Length;

    /// <summary>The changes that make one text of the other, in order, as people are shown them: between two of them a word stays. Words
    /// that come or go stand as far on as they may, so that who puts something after the same word puts it at the same place.</summary>
    public static IReadOnlyList<Edit> Between(string before, string after)
    {
        var (edits, next) = (Marked(before, after), (int?)null);
        for (var n = edits.Count - 1; n >= 0; n--) next = (edits[n] = edits[n].MovedOn(before, next)).At;
        return edits;
    }

    // "a b" after "a" in "a c" may be "b " or " b": a word that comes and stands there already is passed.
    // A word stays between it and the next change.
    private Edit MovedOn(string text, int? next)
    {
        if (Length > 0 && Words.Length > 0) return this;
        var moved = this;
        foreach (var word in TextDiff.Words(text[End..]))
        {
            var turning = moved.Length > 0 ? text[moved.At..moved.End] : moved.Words;
            var end = moved.End + word.Length;
            if (TextDiff.Words(turning)[0] != word
                || next is { } at && string.IsNullOrWhiteSpace(text[end..Math.Max(at, end)])) break;
            moved = moved with { At = moved.At + word.Length, Words = moved.Length > 0 ? "" : turning[word.Length..] + word };
        }
        return moved;
    }

    private static List<Edit> Marked(string before, string after)
    {
        List<Edit> edits = [];
        var at = 0;
        var joins = false;
        foreach (var span in TextDiff.Between(before, after))
        {
            if (span.Change != Change.Kept && !joins) edits.Add(new(at, 0, ""));
            joins = span.Change != Change.Kept;
            if (span.Change == Change.Removed) edits[^1] = edits[^1] with { Length = edits[^1].Length + span.Text.Length };
            if (span.Change == Change.Added) edits[^1] = edits[^1] with { Words = edits[^1].Words + span.Text };
            else at += span.Text.Length;
        }
        return edits;
    }

    /// <param name="edits">In any order; no two of them touch the same words.</param>
    public static string Apply(string text, IEnumerable<Edit> edits)
    {
        var (made, at) = ("", 0);
        foreach (var edit in edits.OrderBy(e => e.At).ThenBy(e => e.Length))
            (made, at) = (made + text[at..edit.At] + edit.Words, edit.End);
        return made + text[at..];
    }

    /// <summary>Whether two changes of one text touch the same words: both take or replace one of them, both put something at one place,
    /// one puts something inside what the other takes, or one takes or rewrites the whole. The same change asked for twice is no
    /// clash.</summary>
    public static bool Clash(string text, Edit one, Edit other)
    {
        if (one == other) return false;
        if (one.IsWhole(text) || other.IsWhole(text)) return true;
        var (first, last) = one.At <= other.At ? (one, other) : (other, one);
        if (first.Length == 0 && last.Length == 0) return string.IsNullOrWhiteSpace(text[first.At..last.At]);
        if (first.Length > 0 && last.Length > 0) return last.At < first.End;
        return first.Length > 0 ? first.At < last.At && last.At < first.End : false;
    }

    private bool IsWhole(string text) => Length > 0 && Length == text.Length;
}
