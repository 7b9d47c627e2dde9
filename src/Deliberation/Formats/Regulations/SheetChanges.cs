namespace Deliberation.Formats.Regulations;

/// <summary>A paragraph or table as it was and as it is: both where it stayed or its words changed, one where it went or came.</summary>
/// <param name="Before">As it was.</param>
/// <param name="After">As it is, of the same style and width.</param>
/// <param name="By">Whose the change is; null where there is none.</param>
internal readonly record struct Tracked(Block? Before, Block? After, TrackedBy? By)
{
    /// <summary>All of it came or went.</summary>
    internal bool IsWhole => Before is null || After is null;

    internal static Tracked Unchanged(Block block) => new(block, block, null);
}

/// <summary>How one sheet became another: parts by what they are and their number, then *commi* by their number, then lines.</summary>
internal static class SheetChanges
{
    private sealed record Place(PartBlocks Blocks, string Division)
    {
        internal RegulationPartKind Kind => Blocks.Part.Kind;
        internal string Label => Blocks.Part.Label;
        internal bool Bare => Kind is RegulationPartKind.Group or RegulationPartKind.Closing;
        internal string Key => Kind == RegulationPartKind.Group ? Blocks.Part.Heading : Label;
    }

    internal static IEnumerable<Tracked> Between(Sheet before, Sheet after, Func<RegulationPart?, RegulationComma?, TrackedBy> who)
    {
        foreach (var line in Lines(before.Premise, after.Premise, () => who(null, null))) yield return line;
        foreach (var (was, now) in Pairs(Places(before.Parts), Places(after.Parts),
            (a, b) => a.Kind == b.Kind && a.Key == b.Key && a.Division == b.Division,
            (a, b) => a.Kind == b.Kind && !a.Bare && a.Label == b.Label, (a, b) => a.Kind == b.Kind && a.Bare))
            foreach (var line in Part(was?.Blocks, now?.Blocks, who)) yield return line;
    }

    // Numbers of articles may begin again under each title.
    private static List<Place> Places(IReadOnlyList<PartBlocks> parts)
    {
        var above = new SortedDictionary<RegulationPartKind, string>();
        var places = new List<Place>();
        foreach (var part in parts)
        {
            var kind = part.Part.Kind;
            if (kind <= RegulationPartKind.Section)
                foreach (var narrower in above.Keys.Where(k => k >= kind).ToList()) above.Remove(narrower);
            places.Add(new(part, string.Join('/', above.Select(a => $"{a.Key} {a.Value}"))));
            if (kind <= RegulationPartKind.Section) above[kind] = part.Part.Label;
            else if (kind >= RegulationPartKind.Annex) above.Clear();
        }
        return places;
    }

    private static IEnumerable<Tracked> Part(PartBlocks? before, PartBlocks? after, Func<RegulationPart?, RegulationComma?, TrackedBy> who)
    {
        var part = (after ?? before)!.Part;
        foreach (var line in Lines(before?.Head ?? [], after?.Head ?? [], () => who(part, null))) yield return line;
        foreach (var (was, now) in Pairs(before?.Commi ?? [], after?.Commi ?? [],
            (a, b) => a.Comma.Label == b.Comma.Label && a.Blocks.Count == b.Blocks.Count
                && a.Blocks.Zip(b.Blocks).All(x => x.First.Same(x.Second)),
            (a, b) => a.Comma.Label == b.Comma.Label && a.Comma.Label.Length > 0,
            (a, b) => a.Comma.Label == b.Comma.Label && a.Blocks[0].Resembles(b.Blocks[0]),
            (a, b) => a.Comma.Label == b.Comma.Label))
            foreach (var line in Lines(was?.Blocks ?? [], now?.Blocks ?? [], () => who(part, (now ?? was)!.Comma))) yield return line;
    }

    private static IEnumerable<Tracked> Lines(IReadOnlyList<Block> before, IReadOnlyList<Block> after, Func<TrackedBy> who)
    {
        foreach (var (was, now) in Pairs(before, after, (a, b) => a.Same(b), (a, b) => Alike(a, b) && a.Mark == b.Mark
            && a.Mark.Length > 0, (a, b) => Alike(a, b) && a.Resembles(b), Alike))
            yield return was is not null && now is not null && was.Same(now) ? Tracked.Unchanged(now) : new(was, now, Named(who()));
    }

    private static bool Alike(Block a, Block b) => SheetStyles.Of(a) == SheetStyles.Of(b) && a.Width == b.Width;

    private static TrackedBy Named(TrackedBy by) => Sheet.Clean(by.Author) is { Length: > 0 } author ? by with { Author = author }
        : throw new ArgumentException("A change has somebody who made it.", nameof(by));

    /// <summary>Pairs that pass the first test; between them those that pass the next one; what is left went, then came.</summary>
    private static IEnumerable<(T? Before, T? After)> Pairs<T>(IReadOnlyList<T> before, IReadOnlyList<T> after,
        params Func<T, T, bool>[] tests) where T : class
    {
        if (tests.Length == 0 || before.Count == 0 || after.Count == 0) return [.. before.Select(b => (b, (T?)null)), .. after.Select(a =>
            ((T?)null, a))];
        var pairs = new List<(T?, T?)>();
        int i = 0, j = 0;
        foreach (var (b, a) in Alignment.Of(before, after, tests[0]).Append((before.Count, after.Count)))
        {
            pairs.AddRange(Pairs([.. before.Skip(i).Take(b - i)], [.. after.Skip(j).Take(a - j)], tests[1..]));
            if (b < before.Count) pairs.Add((before[b], after[a]));
            (i, j) = (b + 1, a + 1);
        }
        return pairs;
    }
}
