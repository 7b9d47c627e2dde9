using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;

namespace Patto.Modules.Documents.Contracts;

/// <summary>How a *comma* read before and after some things changed it, as people read it: between two editions.</summary>
/// <param name="Of">The comma.</param>
/// <param name="Was">The edition before, and its words with what went marked; null where there was none.</param>
/// <param name="Is">The edition after, and its words with what came marked.</param>
public sealed record ChangedWords(Subject Of, EditionWords? Was, EditionWords Is);

/// <param name="Words">Long stretches that stayed are left out, with "…".</param>
public sealed record EditionWords(int Number, DateTimeOffset At, IHtmlContent Words);

/// <summary>What voices, proposals and amendments changed in texts.</summary>
public sealed class ChangeBook(AppDb db, Texts L)
{
    /// <summary>What these things changed in these *commi*, the oldest change first; two statements, however many they are. Words that no
    /// edition has are nobody's to read.</summary>
    /// <param name="since">Editions of before are none of theirs: what they became part of was written already.</param>
    public async Task<IReadOnlyList<ChangedWords>> ByAsync(IReadOnlyCollection<Subject> sources, IReadOnlyCollection<Subject> commi,
        DateTimeOffset since, CancellationToken cancel)
    {
        List<Id<Node>> ids = [.. commi.Where(c => c.Kind == "comma").Select(c => new Id<Node>(c.Id))];
        if (ids.Count == 0) return [];
        var nodes = await db.Nodes.AsNoTracking().Where(n => ids.Contains(n.Id)).SelectMany(n => n.Versions,
            (n, v) => new { n.Id, n.Document, v.Number, v.At, v.Text, v.Sources }).ToListAsync(cancel);
        var documents = nodes.Select(n => n.Document).Distinct().ToList();
        var editions = (await db.Editions.AsNoTracking().Where(e => documents.Contains(e.Document))
            .Select(e => new { e.Document, e.Number, e.At }).ToListAsync(cancel)).ToLookup(e => e.Document);
        var asked = sources.Select(s => s.ToString()).ToHashSet();
        List<ChangedWords> changed = [];
        foreach (var versions in nodes.GroupBy(n => n.Id))
        {
            var all = versions.OrderBy(v => v.Number).ToList();
            var published = editions[all[0].Document].OrderBy(e => e.Number).ToList();
            foreach (var at in all.Where(v => v.Sources.Exists(asked.Contains)).Select(v => published.FindIndex(e => v.At <= e.At))
                .Where(at => at >= 0 && published[at].At >= since).Distinct())
            {
                var (now, was) = (published[at], at > 0 ? published[at - 1] : null);
                var words = TextDiff.Between(was is null ? "" : all.LastOrDefault(v => v.At <= was.At)?.Text ?? "",
                    all.Last(v => v.At <= now.At).Text);
                if (words.All(w => w.Change == Change.Kept)) continue;
                changed.Add(new(Subject.Of("comma", versions.Key),
                    was is null || !all.Exists(v => v.At <= was.At) ? null : new(was.Number, was.At, Shown(words, Change.Added)),
                    new(now.Number, now.At, Shown(words, Change.Removed))));
            }
        }
        return [.. changed.OrderBy(c => c.Is.At)];
    }

    private IHtmlContent Shown(IReadOnlyList<Span> words, Change without) => L.Write(Near(words).Where(w => w.Change != without));

    // How much of what stayed is read beside a change.
    private const int Beside = 60;

    internal static IEnumerable<Span> Near(IReadOnlyList<Span> words) => words.Select((span, at) => span.Change != Change.Kept ? span
        : span with { Text = Shorter(span.Text, isFirst: at == 0, isLast: at == words.Count - 1) });

    private static string Shorter(string kept, bool isFirst, bool isLast)
    {
        if (kept.Length <= (isFirst || isLast ? Beside : Beside * 2) + 20) return kept;
        var head = isFirst ? "" : kept[..Cut(kept, kept.LastIndexOf(' ', Beside), Beside)];
        var from = kept.IndexOf(' ', kept.Length - Beside);
        var tail = isLast ? "" : kept[Cut(kept, from, kept.Length - Beside)..];
        return isFirst ? $"…{tail}" : isLast ? $"{head} …" : $"{head} …{tail}";
    }

    // At a space where there is one, never inside a sign of two halves.
    private static int Cut(string text, int space, int otherwise) =>
        space > 0 ? space : char.IsLowSurrogate(text[otherwise]) ? otherwise + 1 : otherwise;
}
