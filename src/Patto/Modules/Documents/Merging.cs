namespace Patto.Modules.Documents;

/// <summary>A place of a *comma* that several amendments want to say differently.</summary>
/// <param name="At">Where it begins, in characters of the text before.</param>
/// <param name="Length">How many characters; 0 where words only come.</param>
/// <param name="Present">The words that stand there now.</param>
/// <param name="Options">What each would have there, by code; those alike stand together.</param>
public sealed record ContestedPlace(int At, int Length, string Present, IReadOnlyList<(string Words, IReadOnlyList<string> Codes)> Options);

/// <summary>Several amendments to one *comma* brought together, word by word: where they touch different words by itself, where they touch
/// the same ones as somebody chooses.</summary>
public sealed class Merging
{
    /// <summary>So many are joined at once: more nobody keeps in view.</summary>
    public const int Most = 20;

    private readonly string _text;
    private readonly List<Edit> _agreed = [];

    private Merging(string text) => _text = text;

    /// <summary>The places where somebody must choose, in order.</summary>
    public IReadOnlyList<ContestedPlace> Contested { get; private set; } = [];

    public static Merging Of(string text, IReadOnlyList<Wish> wishes)
    {
        var asked = wishes.SelectMany(w => Edit.Between(text, w.Wanted).Select(e => (w.Code, Edit: e))).ToList();
        var merging = new Merging(text);
        List<ContestedPlace> contested = [];
        foreach (var place in Places(text, [.. asked.Select(a => a.Edit).Distinct()]))
            if (place.Count == 1) merging._agreed.Add(place[0]);
            else contested.Add(merging.Contest(place, asked));
        merging.Contested = [.. contested.OrderBy(c => c.At).ThenBy(c => c.Length)];
        return merging;
    }

    /// <summary>The text that comes out.</summary>
    /// <param name="chosen">The words for each contested place, in their order.</param>
    public string Text(IReadOnlyList<string> chosen) => Edit.Apply(_text,
        [.. _agreed, .. Contested.Select((c, n) => new Edit(c.At, c.Length, chosen[n]))]);

    /// <summary>Words written for a contested place, with the blanks around them that the place needs.</summary>
    public static string Fit(ContestedPlace place, string words)
    {
        if (words.Trim() is not { Length: > 0 } bare) return "";
        var like = place.Present.Length > 0 ? place.Present : place.Options.Select(o => o.Words).First(w => w.Length > 0);
        return (char.IsWhiteSpace(like[0]) ? " " : "") + bare + (char.IsWhiteSpace(like[^1]) ? " " : "");
    }

    /// <summary>Whether what an amendment asks stands in the text that was chosen.</summary>
    /// <returns>True: all of it; null: a part, or words that somebody wrote in its place; false: nothing.</returns>
    public bool? Enters(Wish wish, IReadOnlyList<string> chosen)
    {
        var mine = Contested.Index().Where(c => c.Item.Options.Any(o => o.Codes.Contains(wish.Code)))
            .Select(c => (Place: c.Item, Words: chosen[c.Index])).ToList();
        var held = mine.Count(m => m.Place.Options.Single(o => o.Codes.Contains(wish.Code)).Words == m.Words);
        if (held == mine.Count) return true;
        var written = mine.Any(m => m.Words != m.Place.Present && m.Place.Options.All(o => o.Words != m.Words));
        return held > 0 || written || Edit.Between(_text, wish.Wanted).Any(_agreed.Contains) ? null : false;
    }

    /// <summary>An amendment was written on words that have changed since: what it asks of the words of now.</summary>
    /// <param name="read">The *comma* as its author read it.</param>
    /// <param name="wanted">The *comma* as its author would like it.</param>
    /// <param name="now">The *comma* as it reads now.</param>
    /// <returns>Whether it still fits: false where the text has changed at the very words that it touches; then it asks for its own
    /// words instead of all that stands there now.</returns>
    public static (string Wanted, bool Fits) Rebase(string read, string wanted, string now)
    {
        if (read == now || wanted.Length == 0) return (wanted, true);
        var both = Of(read, [new("now", now), new("wanted", wanted)]);
        return both.Contested.Count == 0 ? (both.Text([]), true) : (wanted, false);
    }

    private ContestedPlace Contest(IReadOnlyList<Edit> place, List<(string Code, Edit Edit)> asked)
    {
        var (begin, end) = (place.Min(e => e.At), place.Max(e => e.End));
        var said = from ask in asked
                   where place.Contains(ask.Edit)
                   group ask.Edit by ask.Code into mine
                   let words = Edit.Apply(_text[begin..end], mine.Select(e => e with { At = e.At - begin }))
                   group mine.Key by words into alike
                   select (alike.Key, (IReadOnlyList<string>)[.. alike]);
        return new(begin, end - begin, _text[begin..end], [.. said]);
    }

    // Changes that clash, directly or through others, are one place; so is what lies within it.
    private static List<List<Edit>> Places(string text, IReadOnlyList<Edit> edits)
    {
        List<List<Edit>> places = [.. edits.Select(e => new List<Edit> { e })];
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; i < places.Count && !again; i++)
                for (var j = i + 1; j < places.Count && !again; j++)
                    if (again = Meet(text, places[i], places[j])) { places[i].AddRange(places[j]); places.RemoveAt(j); }
        }
        return places;
    }

    private static bool Meet(string text, List<Edit> one, List<Edit> other) =>
        one.Any(a => other.Any(b => Edit.Clash(text, a, b))) || (one.Count > 1 || other.Count > 1)
            && Edit.Clash(text, Whole(one), Whole(other));

    // A name that no change has: two places are never the same change.
    private static Edit Whole(List<Edit> place)
    {
        var (begin, end) = (place.Min(e => e.At), place.Max(e => e.End));
        return new(begin, end - begin, $"\u0000{place[0]}");
    }
}
