namespace Patto.Modules.Documents;

/// <summary>The amendments to one *comma*, or to one article where they would add to it, beside each other.</summary>
/// <param name="Comma">As it reads now in the text that is being written; null for what is added.</param>
/// <param name="Shown">Those on this page, in order of code.</param>
/// <param name="Live">Codes of all that wait for an answer here, also on other pages.</param>
/// <param name="Clashes">Between those of <paramref name="Live"/>.</param>
/// <param name="Twins">Those of <paramref name="Live"/> that come to the same.</param>
public sealed record DeskOfPlace(string EId, Part? Comma, IReadOnlyList<Amendment> Shown, IReadOnlyList<string> Live,
    IReadOnlyList<Clash> Clashes, IReadOnlyList<IReadOnlyList<string>> Twins, IReadOnlySet<string> Overtaken)
{
    /// <summary>Amendments to one place that wait, as far as they are needed to compare them.</summary>
    public sealed record Waiting(string Code, string EId, string OldText, string NewText);

    public static DeskOfPlace Of(string eId, Part? piece, IReadOnlyList<Amendment> shown, IReadOnlyList<Waiting> live)
    {
        var comma = piece is { Kind: NodeKind.Comma } ? piece : null;
        var rebased = live.Select(w => (w.Code, Wish: comma is null ? (w.NewText, true)
            : Merging.Rebase(w.OldText, w.NewText, comma.Text))).ToList();
        List<Wish> wishes = [.. rebased.Select(r => new Wish(r.Code, r.Wish.Item1))];
        return new(eId, comma, shown, [.. live.Select(w => w.Code)], comma is null ? [] : Documents.Clashes.Between(comma.Text, wishes),
            Documents.Clashes.Twins(wishes), rebased.Where(r => !r.Wish.Item2).Select(r => r.Code).ToHashSet());
    }

    /// <summary>The others that touch the same words, each with the words.</summary>
    public IEnumerable<(string Code, string Words)> ClashesOf(string code) => Clashes.Where(c => c.One == code || c.Other == code)
        .Select(c => (c.One == code ? c.Other : c.One, c.Words));

    /// <summary>The others that come to the same.</summary>
    public IEnumerable<string> TwinsOf(string code) => Twins.FirstOrDefault(t => t.Contains(code))?.Where(c => c != code) ?? [];

    /// <summary>How many of those that wait touch the words of another.</summary>
    public int Touching => Clashes.SelectMany(c => new[] { c.One, c.Other }).Distinct().Count();
}
