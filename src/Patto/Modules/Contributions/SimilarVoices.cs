using System.Collections.Concurrent;
using Deliberation.Similarity;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;

namespace Patto.Modules.Contributions;

/// <summary>The public voices of each process, indexed by likeness; kept in memory, the newly published added when somebody asks.</summary>
public sealed class SimilarVoices(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Likeness from which two texts are called similar.</summary>
    private const double Least = 0.55;
    private const int Most = 4;
    /// <summary>Of larger processes only the newest are compared.</summary>
    private const int Largest = 10_000;
    /// <summary>Processes whose index is kept; of more, the one that nobody asked for the longest goes.</summary>
    internal const int Kept = 20;
    /// <summary>An index that nobody asks for goes, however few there are.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<Id<Process>, Indexed> _known = new();

    /// <summary>Public voices that say much the same, the likest first.</summary>
    /// <param name="except">The code of the voice itself.</param>
    public async Task<IReadOnlyList<Voice>> ToAsync(Id<Process> process, string text, string? except, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var voices = scope.ServiceProvider.GetRequiredService<AppDb>().Contributions.AsNoTracking().PublicIn(process);
        var index = await UpToDateAsync(process, voices, cancel);
        var codes = index.Similar(text, Most + 1, Least).Select(s => s.Id).Where(c => c != except).Take(Most).ToList();
        // What was withdrawn meanwhile is still in the index but no longer among the public voices.
        return codes.Count == 0 ? [] : [.. (await voices.Where(c => codes.Contains(c.Code)).Voices().ToListAsync(cancel))
            .OrderBy(v => codes.IndexOf(v.Code))];
    }

    private async Task<TextIndex> UpToDateAsync(Id<Process> process, IQueryable<Contribution> voices, CancellationToken cancel)
    {
        var known = _known.GetOrAdd(process, _ => new());
        known.Asked = clock.GetUtcNow();
        Forget(known);
        await known.Turn.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            if (known.Looked is { } looked && looked <= now && now < looked + Pause) return known.Texts;
            await AddNewAsync(known, voices, cancel);
            known.Looked = now;
            return known.Texts;
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private void Forget(Indexed asked)
    {
        var oldest = _known.OrderByDescending(k => k.Value.Asked).ToList();
        foreach (var (process, index) in oldest.Where((k, n) => k.Value != asked
            && (n >= Kept || k.Value.Asked < asked.Asked - Life)).ToList())
            _known.TryRemove(KeyValuePair.Create(process, index));
    }

    /// <summary>How many processes have an index in memory.</summary>
    internal int Count => _known.Count;

    private static async Task AddNewAsync(Indexed known, IQueryable<Contribution> voices, CancellationToken cancel)
    {
        var since = known.UpTo;
        var fresh = await voices.Where(c => since == null || c.PublishedAt >= since).OrderByDescending(c => c.PublishedAt).Take(Largest)
            .Select(c => new { c.Code, c.PublicText, c.PublishedAt }).ToListAsync(cancel);
        foreach (var voice in fresh)
        {
            known.Texts.Remove(voice.Code);
            known.Texts.Add(voice.Code, voice.PublicText!);
        }
        if (fresh.Count > 0) known.UpTo = fresh[0].PublishedAt;
    }

    private sealed class Indexed
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public TextIndex Texts { get; } = new(LexicalModel.Italian);
        public DateTimeOffset? Looked { get; set; }
        public DateTimeOffset Asked { get; set; }
        public DateTimeOffset? UpTo { get; set; }
    }
}
