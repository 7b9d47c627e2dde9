using System.Text;

namespace Patto.Modules.Documents;

/// <summary>An amendment to a *comma*, as it would change what the *comma* says now.</summary>
/// <param name="Wanted">The whole *comma* as it would read; empty to take it out.</param>
public sealed record Wish(string Code, string Wanted);

/// <summary>Two amendments that touch the same words.</summary>
/// <param name="Words">The present words that both touch, or beside which both put something; empty where it is the whole.</param>
public sealed record Clash(string One, string Other, string Words);

/// <summary>What several amendments to one *comma* have to do with each other, told before anybody answers them.</summary>
public static class Clashes
{
    /// <summary>The amendments that cannot both enter as they are written: pairs, in the order of the wishes.</summary>
    public static IReadOnlyList<Clash> Between(string text, IReadOnlyList<Wish> wishes)
    {
        var changes = wishes.Select(w => (w.Code, Edits: Edit.Between(text, w.Wanted))).ToList();
        return [.. from one in changes.Index()
                   from other in changes.Skip(one.Index + 1)
                   let touch = (from a in one.Item.Edits from b in other.Edits where Edit.Clash(text, a, b) select (a, b))
                       .Cast<(Edit One, Edit Other)?>().FirstOrDefault()
                   where touch is not null
                   select new Clash(one.Item.Code, other.Code, Shared(text, touch.Value.One, touch.Value.Other))];
    }

    /// <summary>Amendments that come to the same: the same words once blanks, capitals and signs do not count. Only where there are two
    /// or more, in the order of the wishes.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Twins(IEnumerable<Wish> wishes) =>
        [.. wishes.GroupBy(w => Bare(w.Wanted), w => w.Code).Where(g => g.Count() > 1).Select(g => (IReadOnlyList<string>)[.. g])];

    /// <summary>The words without what does not count: blanks, capitals, signs.</summary>
    public static string Bare(string text)
    {
        var words = new StringBuilder();
        foreach (var sign in text)
            if (char.IsLetterOrDigit(sign)) words.Append(char.ToLowerInvariant(sign));
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        return words.ToString().TrimEnd();
    }

    // What both touch; where both only put something, the word before that place.
    private static string Shared(string text, Edit one, Edit other)
    {
        var (from, to) = (Math.Max(one.At, other.At), Math.Min(one.End, other.End));
        if (from >= to) (from, to) = (WordBefore(text, Math.Min(one.At, other.At)), Math.Max(one.At, other.At));
        return from == 0 && to == text.Length ? "" : text[from..to].Trim();
    }

    private static int WordBefore(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1])) at--;
        while (at > 0 && !char.IsWhiteSpace(text[at - 1])) at--;
        return at;
    }
}
