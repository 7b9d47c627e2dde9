using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Model;

namespace Patto.Modules.Documents;

public enum Change { Kept, Added, Removed }

/// <summary>A run of words that stayed, came or went.</summary>
public sealed record Span(Change Change, string Text);

/// <summary>The words between two versions.</summary>
public static partial class TextDiff
{
    /// <summary>How <paramref name="before"/> became <paramref name="after"/>: kept and removed runs together spell the one, kept and added
    /// runs the other.</summary>
    public static IReadOnlyList<Span> Between(string before, string after)
    {
        var diff = new Differ().CreateCustomDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var spans = Join(Bridge(Runs(diff)));
        return IsAnotherText(spans, before, after) ? [new(Change.Removed, before), new(Change.Added, after)] : spans;
    }

    // Two sentences that share only articles and prepositions are not one that changed: crumbs would hide what they say.
    private static bool IsAnotherText(IReadOnlyList<Span> spans, string before, string after)
    {
        var kept = spans.Where(s => s.Change == Change.Kept).Sum(s => s.Text.Count(char.IsLetterOrDigit));
        return before.Length > 0 && after.Length > 0
            && kept * 4 < Math.Min(before.Count(char.IsLetterOrDigit), after.Count(char.IsLetterOrDigit));
    }

    private static List<Span> Runs(DiffResult diff)
    {
        List<Span> runs = [];
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(runs, Change.Kept, diff.PiecesOld, at, block.DeleteStartA - at);
            Add(runs, Change.Removed, diff.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            Add(runs, Change.Added, diff.PiecesNew, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }
        Add(runs, Change.Kept, diff.PiecesOld, at, diff.PiecesOld.Length - at);
        return runs;
    }

    private static void Add(List<Span> runs, Change change, string[] pieces, int from, int count)
    {
        if (count > 0) runs.Add(new(change, string.Concat(pieces.Skip(from).Take(count))));
    }

    // A lone blank between two changed words would chop a sentence into crumbs: it goes and comes with them.
    private static List<Span> Bridge(List<Span> runs)
    {
        List<Span> bridged = [];
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i];
            var between = run.Change == Change.Kept && i > 0 && i < runs.Count - 1 && string.IsNullOrWhiteSpace(run.Text);
            if (between) bridged.AddRange([new(Change.Removed, run.Text), new(Change.Added, run.Text)]);
            else bridged.Add(run);
        }
        return bridged;
    }

    // Between two kept runs: first all that went, then all that came.
    private static List<Span> Join(List<Span> runs)
    {
        List<Span> joined = [];
        string removed = "", added = "";
        foreach (var run in runs.Append(new(Change.Kept, "")))
        {
            if (run.Change == Change.Removed) removed += run.Text;
            else if (run.Change == Change.Added) added += run.Text;
            else
            {
                if (removed.Length > 0) joined.Add(new(Change.Removed, removed));
                if (added.Length > 0) joined.Add(new(Change.Added, added));
                if (run.Text.Length > 0) joined.Add(run);
                removed = added = "";
            }
        }
        return joined;
    }

    // Words with their apostrophe (*dell'*), blanks, and each other sign on its own.
    internal static string[] Words(string text) => [.. Pieces().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+['’]?|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Pieces();
}
