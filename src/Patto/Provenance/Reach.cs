using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;

namespace Patto.Provenance;

/// <summary>How far something has come on the thread: the farthest thing that public links lead to from it.</summary>
public enum Reach
{
    /// <summary>It was said, and waits.</summary>
    Said,
    Proposal,
    /// <summary>An article or comma.</summary>
    Text,
    /// <summary>The deciding body answered, or something is being done.</summary>
    Decision,
    /// <summary>It is measured.</summary>
    Result,
}

/// <summary>The words for people, and what each thing on the thread stands for.</summary>
public static class Reaches
{
    public static string Italian(this Reach reach) => reach switch
    {
        Reach.Said => "In attesa",
        Reach.Proposal => "In una proposta",
        Reach.Text => "Nel testo",
        Reach.Decision => "Ha una risposta",
        Reach.Result => "Si misura il risultato",
        _ => throw new ArgumentOutOfRangeException(nameof(reach), reach, null),
    };

    /// <summary>The colour of its label.</summary>
    public static string Tag(this Reach reach) => reach switch { Reach.Said => "wait", Reach.Proposal => "open", _ => "ok" };

    public static Reach Of(Subject thing) => thing.Kind switch
    {
        "proposal" => Reach.Proposal,
        "article" or "comma" => Reach.Text,
        "outcome" or "action" or "commitment" => Reach.Decision,
        "indicator" => Reach.Result,
        _ => Reach.Said,
    };

    /// <summary>How far each thing has come by these links: each is looked at once, from the farthest backwards.</summary>
    internal static Dictionary<Subject, Reach> Along(IReadOnlyCollection<(Subject From, Subject To)> links)
    {
        var before = links.ToLookup(l => l.To, l => l.From);
        Dictionary<Subject, Reach> reached = [];
        foreach (var end in links.SelectMany(l => new[] { l.From, l.To }).Distinct().GroupBy(Of).OrderByDescending(g => g.Key))
        {
            var edge = new Queue<Subject>(end.Where(e => reached.TryAdd(e, end.Key)));
            while (edge.TryDequeue(out var at))
                foreach (var from in before[at].Where(f => reached.TryAdd(f, end.Key))) edge.Enqueue(from);
        }
        return reached;
    }
}

/// <summary>A module keeps with its things how far they have come, so that lists are sorted out by it.</summary>
public interface IKeepReach
{
    /// <summary>The kind of <see cref="Subject"/>.</summary>
    string Kind { get; }

    /// <summary>Keeps it, in the running transaction.</summary>
    Task KeepAsync(IReadOnlyDictionary<Subject, Reach> reached, CancellationToken cancel);
}

/// <summary>Whenever an act ties, cuts, shows or hides links, what leads to them is reckoned anew in the same transaction.</summary>
internal sealed class KeepReaches(IEnumerable<IKeepReach> keepers) : ISaveAlong
{
    // An engine reads only so many parts of one question.
    private const int AtOnce = 200;
    private List<Subject> _changed = [];

    public Task SaveAsync(AppDb db, CancellationToken cancel)
    {
        _changed = [.. db.ChangeTracker.Entries<Link>().Where(l => l.State == EntityState.Added || l.State == EntityState.Modified
            && (l.Property(x => x.Closed).IsModified || l.Property(x => x.Visibility).IsModified))
            .Select(l => l.Entity.From).Distinct()];
        return Task.CompletedTask;
    }

    public async Task SavedAsync(AppDb db, CancellationToken cancel)
    {
        foreach (var some in _changed.Chunk(AtOnce))
        {
            var links = await AroundAsync(db, some, cancel);
            var reached = Reaches.Along(links);
            foreach (var keeper in keepers)
                await keeper.KeepAsync(some.Concat(links.Select(l => l.From)).Where(s => s.Kind == keeper.Kind).Distinct()
                    .ToDictionary(s => s, s => reached.GetValueOrDefault(s)), cancel);
        }
        _changed = [];
    }

    // All that leads to these, and all that comes out of that: whoever is among the first is reckoned by the whole of the second.
    private static async Task<List<(Subject From, Subject To)>> AroundAsync(AppDb db, Subject[] changed, CancellationToken cancel)
    {
        var from = string.Join(" UNION ", changed.Select((_, n) => $$"""SELECT CAST({{{n}}} AS varchar(80))"""));
        var open = Open("l");
        var sql = $"""
            WITH RECURSIVE
                "Up"("At") AS ({from} UNION SELECT l."From" FROM "Links" l JOIN "Up" w ON l."To" = w."At" WHERE {open}),
                "Down"("At") AS (SELECT "At" FROM "Up" UNION SELECT l."To" FROM "Links" l JOIN "Down" w ON l."From" = w."At" WHERE {open})
            SELECT l.* FROM "Links" l WHERE {open} AND l."From" IN (SELECT "At" FROM "Down")
            """;
#pragma warning disable EF1002 // composed of constants; what comes from outside is a parameter
        return [.. (await db.Set<Link>().FromSqlRaw(sql, [.. changed.Select(s => s.ToString())]).AsNoTracking()
            .Select(l => new { l.From, l.To }).ToListAsync(cancel)).Select(l => (l.From, l.To))];
#pragma warning restore EF1002
    }

    private static string Open(string link)
    {
        var aside = string.Join(", ", Relations.Aside.Select(r => $"'{r}'"));
        return $"""{link}."Closed" IS NULL AND {link}."Visibility" = 'Public' AND {link}."Relation" NOT IN ({aside})""";
    }
}

/// <summary>Databases of earlier releases learn how far each thing has come.</summary>
internal sealed class LearnReaches : DataStep
{
    public override string Name => "0.3.0/30-how-far";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        var links = (await db.Set<Link>().AsNoTracking().Where(l => l.Closed == null && l.Visibility == Visibility.Public
            && !Relations.Aside.Contains(l.Relation)).Select(l => new { l.From, l.To }).ToListAsync(cancel))
            .ConvertAll(l => (l.From, l.To));
        if (links.Count == 0) return;
        var reached = Reaches.Along(links);
        foreach (var keeper in db.Services.GetServices<IKeepReach>())
            await keeper.KeepAsync(reached.Where(r => r.Key.Kind == keeper.Kind).ToDictionary(), cancel);
    }
}
