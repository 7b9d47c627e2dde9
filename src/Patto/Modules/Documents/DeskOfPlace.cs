namespace Patto.Modules.Documents;

/// <summary>The amendments to one *comma* or heading, or to one article where they would add to it, beside each other.</summary>
/// <param name="Piece">The *comma* or heading as it reads now in the text that is being written; null for what is added.</param>
/// <param name="Shown">Those on this page, in order of code.</param>
/// <param name="Live">Codes of all that wait for an answer here, also on other pages.</param>
/// <param name="Clashes">Between those of <paramref name="Live"/>.</param>
/// <param name="Twins">Those of <paramref name="Live"/> that come to the same.</param>
public sealed record DeskOfPlace(string EId, Part? Piece, IReadOnlyList<Amendment> Shown, IReadOnlyList<string> Live,
    IReadOnlyList<Clash> Clashes, IReadOnlyList<IReadOnlyList<string>> Twins, IReadOnlySet<string> Overtaken)
{
    /// <summary>Amendments to one place that wait, as far as they are needed to compare them.</summary>
    public sealed record Waiting(string Code, string EId, string OldText, string NewText);

    public static DeskOfPlace Of(string eId, Part? piece, IReadOnlyList<Amendment> shown, IReadOnlyList<Waiting> live)
    {
        var worded = piece is { HasWords: true } ? piece : null;
        var rebased = live.Select(w => (w.Code, Wish: worded is null ? (w.NewText, true)
            : Merging.Rebase(w.OldText, w.NewText, worded.Text))).ToList();
        List<Wish> wishes = [.. rebased.Select(r => new Wish(r.Code, r.Wish.Item1))];
        return new(eId, worded, shown, [.. live.Select(w => w.Code)], worded is null ? [] : Documents.Clashes.Between(worded.Text, wishes),
            Documents.Clashes.Twins(wishes), rebased.Where(r => !r.Wish.Item2).Select(r => r.Code).ToHashSet());
    }

    /// <summary>More than these are counted instead of named.</summary>
    public const int MostNamed = 8;

    /// <summary>The words that others touch too, each with the others' codes; empty words where it is the whole.</summary>
    public IReadOnlyList<(string Words, IReadOnlyList<string> Codes)> ClashesOf(string code) =>
        [.. Clashes.Where(c => c.One == code || c.Other == code).GroupBy(c => c.Words, c => c.One == code ? c.Other : c.One)
            .Select(g => (g.Key, (IReadOnlyList<string>)[.. g]))];
    /// <summary>How many of those that wait touch the words of another.</summary>
    public int Touching => Clashes.SelectMany(c => new[] { c.One, c.Other }).Distinct().Count();
}
