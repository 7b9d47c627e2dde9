using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Provenance;

/// <summary>What a page shows of one thing on the thread.</summary>
/// <param name="Code">As people read it: <c>LWF-C0147</c>, <c>art. 7, c. 2</c>; null where there is none.</param>
/// <param name="Text">The thing in a sentence: the words of the contribution, the title of the proposal.</param>
/// <param name="Note">Where and when, or the state, in a few words.</param>
/// <param name="Url">Its page; null where it has none.</param>
/// <param name="Outcome">What became of it, where that is decided.</param>
/// <param name="Reason">Why, where a reason was given.</param>
/// <param name="Language">Of the text, ISO 639-1, where it is known; null for the town's.</param>
public sealed record Card(Subject Subject, string? Code, string Text, string? Note, string? Url, Settled? Outcome = null,
    string? Reason = null, string? Language = null);

/// <summary>The four answers that the deciding body gives.</summary>
public enum Settled { Accepted, InPart, Refused, Deferred }

/// <summary>A module says how its things read on a thread. It answers only for what the reader may read; what is missing in the answer is
/// not shown.</summary>
public interface IThreadCards
{
    /// <summary>The kinds of <see cref="Subject"/> it knows.</summary>
    IReadOnlyCollection<string> Kinds { get; }
    Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel);
}

/// <summary>A module finds which of its things bears a code that people read aloud. Whether this reader may see it,
/// <see cref="IThreadCards"/> says.</summary>
public interface ICodeSource
{
    /// <param name="codes">Upper case, as <c>LWF-C0147</c>.</param>
    Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel);
}

/// <summary>What bears a code, public or not.</summary>
public sealed record Coded(string Code, Subject Subject);

/// <summary>A piece of the thread: cards and the links between them, as far as the reader may see.</summary>
public sealed record Thread(Subject Start, IReadOnlyDictionary<Subject, Card> Cards, IReadOnlyList<Link> Links)
{
    /// <summary>What comes out of <paramref name="subject"/>, in order of time.</summary>
    public IEnumerable<(Link Link, Card Card)> After(Subject subject) =>
        Links.Where(l => l.From == subject && Cards.ContainsKey(l.To)).Select(l => (l, Cards[l.To]));

    /// <summary>What the thread starts from and all that came out of it, the nearest first; where it was only heard, quoted or voted on, it
    /// did not lead to.</summary>
    public IReadOnlyList<Subject> Reached()
    {
        List<Subject> found = [Start];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(After(found[i]).Where(n => !Relations.Aside.Contains(n.Link.Relation)).Select(n => n.Card.Subject)
                .Where(s => !found.Contains(s)).Distinct().ToList());
        return found;
    }

    /// <summary>What <paramref name="subject"/> comes from.</summary>
    public IEnumerable<(Link Link, Card Card)> Before(Subject subject) =>
        Links.Where(l => l.To == subject && Cards.ContainsKey(l.From)).Select(l => (l, Cards[l.From]));
}

/// <summary>*Il filo*: who ties links, and how they are followed.</summary>
public sealed class Filo(AppDb db, CurrentUser currentUser, CurrentAuthority currentAuthority, TimeProvider clock,
    IEnumerable<IThreadCards> describers, IEnumerable<ICodeSource> bearers)
{
    /// <summary>Longest way followed in one direction: contribution, proposal, merged proposal, article, outcome, action, indicator, and
    /// one to spare.</summary>
    private const int Steps = 8;
    private const int Widest = 1600;

    /// <summary>Ties a link in the running transaction; the same link twice is one link.</summary>
    public async Task TieAsync(Subject from, Relation relation, Subject to, Subject process, string? reason = null,
        Visibility visibility = Visibility.Public, CancellationToken cancel = default)
    {
        var links = db.Set<Link>();
        if (links.Local.Any(l => l.From == from && l.Relation == relation && l.To == to)) return;
        if (await links.SingleOrDefaultAsync(l => l.From == from && l.Relation == relation && l.To == to, cancel) is { } known)
        {
            if (known.Closed is not null) known.Mend(currentUser.Actor, reason, clock.GetUtcNow());
            return;
        }
        TieNew(from, relation, to, process, reason, visibility);
    }

    /// <summary>As <see cref="TieAsync"/> for an end that was made in this very act, so that the link cannot exist.</summary>
    public void TieNew(Subject from, Relation relation, Subject to, Subject process, string? reason = null,
        Visibility visibility = Visibility.Public) =>
        db.Add(Link.Tie(from, relation, to, currentUser.Actor, clock.GetUtcNow(), reason, visibility, currentAuthority.Required.Id,
            process.Id));

    /// <summary>Links that somebody tied by hand and may have mistaken; the others are what an act did, and stay as long as it
    /// does.</summary>
    public static bool MayBeCut(Relation relation) =>
        relation is Relation.Voiced or Relation.GatheredInto or Relation.CitedBy or Relation.AskedIn or Relation.Grounds
            or Relation.CarriedOutBy or Relation.MeasuredBy;

    /// <summary>Closes a mistaken link; it stays in the history with the reason.</summary>
    public async Task CutAsync(Subject from, Relation relation, Subject to, string why, CancellationToken cancel = default)
    {
        RuleViolation.UnlessAt("Why", !string.IsNullOrWhiteSpace(why), "link.reason",
            "Scrivi perché togli il collegamento: resta nella storia.");
        RuleViolation.Unless(MayBeCut(relation), "link.act",
            "Questo collegamento lo ha fatto un atto (una decisione, una modifica, un'unione): non si toglie da qui.");
        if (await db.Set<Link>().SingleOrDefaultAsync(l => l.From == from && l.Relation == relation && l.To == to
            && l.Closed == null, cancel) is { } link) link.Close(why.Trim(), clock.GetUtcNow());
    }

    /// <summary>All links that touch a subject inherit its visibility: called when it is published or withdrawn.</summary>
    public async Task ShowAsync(Subject subject, Visibility visibility, CancellationToken cancel = default)
    {
        var links = db.Set<Link>();
        await links.Where(l => l.From == subject || l.To == subject).LoadAsync(cancel);
        // The local ones too: a link may have been tied in this very act.
        foreach (var link in links.Local.Where(l => l.From == subject || l.To == subject)) link.Show(visibility);
    }

    /// <summary>Walks both ways from a subject: one statement for the links, whatever the length of the chain, and one or two per kind of
    /// thing.</summary>
    public async Task<Thread> FollowAsync(Subject start, Reader reader, CancellationToken cancel = default) =>
        (await FollowAsync([start], reader, cancel))[0];

    /// <summary>As <see cref="FollowAsync(Subject, Reader, CancellationToken)"/> from several at once, with no more statements; each thread
    /// holds the links of all.</summary>
    public async Task<IReadOnlyList<Thread>> FollowAsync(IReadOnlyList<Subject> starts, Reader reader, CancellationToken cancel = default)
    {
        if (starts.Count == 0) return [];
        var near = await NearAsync(starts, reader, cancel);
        List<Link> links = [.. Reached(near, starts, forward: true).Union(Reached(near, starts, forward: false))];
        var cards = await TellAsync([.. links.SelectMany(l => new[] { l.From, l.To }).Concat(starts).Distinct()], reader, cancel);
        Link[] told = [.. links.Where(l => cards.ContainsKey(l.From) && cards.ContainsKey(l.To)).OrderBy(l => l.At)
            .ThenBy(l => l.Id.Value)];
        return [.. starts.Select(s => new Thread(s, cards, told))];
    }

    /// <summary>What bears that code, whoever may see it; null for an unknown one. Case and blanks around do not matter.</summary>
    public async Task<Subject?> FindAsync(string code, CancellationToken cancel = default)
    {
        var said = code.Trim().ToUpperInvariant();
        foreach (var bearer in bearers)
            if (await bearer.FindAsync([said], cancel) is [var found, ..]) return found.Subject;
        return null;
    }

    /// <summary>Which of these codes anybody may follow, with how they read: one statement per kind of thing, however many they
    /// are.</summary>
    public async Task<IReadOnlyList<Card>> PublicAmongAsync(IReadOnlyCollection<string> codes, CancellationToken cancel = default)
    {
        if (codes.Count == 0) return [];
        List<Coded> found = [];
        foreach (var bearer in bearers) found.AddRange(await bearer.FindAsync(codes, cancel));
        var cards = await TellAsync([.. found.Select(f => f.Subject)], Reader.Anybody, cancel);
        return [.. found.Where(f => cards.TryGetValue(f.Subject, out var card) && card.Url is not null).Select(f => cards[f.Subject])];
    }

    /// <summary>What these things directly come from by one relation: one statement for the links and one or two per kind, however many
    /// they are.</summary>
    public async Task<ILookup<Subject, Card>> SourcesAsync(IReadOnlyCollection<Subject> of, Relation relation, Reader reader,
        CancellationToken cancel = default)
    {
        var links = await db.Set<Link>().AsNoTracking().Where(Visible.To<Link>(reader))
            .Where(l => l.Closed == null && l.Relation == relation && of.Contains(l.To)).OrderBy(l => l.At).ToListAsync(cancel);
        var cards = await TellAsync([.. links.Select(l => l.From).Distinct()], reader, cancel);
        return links.Where(l => cards.ContainsKey(l.From)).ToLookup(l => l.To, l => cards[l.From]);
    }

    /// <summary>How these things read, as far as the reader may see them.</summary>
    public async Task<IReadOnlyDictionary<Subject,
        Card>> TellAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel = default)
    {
        var cards = new Dictionary<Subject, Card>();
        foreach (var describer in describers)
        {
            var mine = subjects.Where(s => describer.Kinds.Contains(s.Kind)).ToList();
            if (mine.Count == 0) continue;
            foreach (var card in await describer.DescribeAsync(mine, reader, cancel)) cards[card.Subject] = card;
        }
        return cards;
    }

    /// <summary>How many things public links lead to, by relation, in an authority or in one process: looks at all of its links.</summary>
    public Task<Dictionary<Relation, int>> CountAsync(Id<Authority> authority, Guid? process = null, CancellationToken cancel = default) =>
        db.Set<Link>().AsNoTracking().Where(l => l.Authority == authority && l.Visibility == Visibility.Public && l.Closed == null
            && (process == null || l.Scope == process))
            .GroupBy(l => l.Relation).Select(g => new { g.Key, Count = g.Select(l => l.To).Distinct().Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);

    /// <summary>Everything that public links lead from to one of these, and these where a link leads on from them: for a database to
    /// compare with, however many there are.</summary>
    public IQueryable<Subject?> LeadingTo(IReadOnlyCollection<Subject> ends)
    {
        var from = string.Join(" UNION ", ends.Select((_, n) => $$"""SELECT CAST({{{n}}} AS varchar(80)), 0"""));
        var aside = string.Join(", ", Relations.Aside.Select(r => $"'{r}'"));
        var sql = $"""
            WITH RECURSIVE "Up"("At", "Step") AS ({from}
                UNION SELECT l."From", w."Step" + 1 FROM "Links" l JOIN "Up" w ON l."To" = w."At"
                WHERE l."Closed" IS NULL AND l."Visibility" = 'Public' AND l."Relation" NOT IN ({aside}) AND w."Step" < {Steps - 1})
            SELECT l.* FROM "Links" l WHERE l."From" IN (SELECT "At" FROM "Up")
            """;
#pragma warning disable EF1002 // composed of constants; what comes from outside is a parameter
        return db.Set<Link>().FromSqlRaw(sql, [.. ends.Select(s => s.ToString())]).AsNoTracking().Select(l => (Subject?)l.From);
#pragma warning restore EF1002
    }

    // The engine walks: over public links, or over all where the reader has a role somewhere. What this very reader may see is asked of
    // every link it gives back.
    private Task<List<Link>> NearAsync(IReadOnlyList<Subject> starts, Reader reader, CancellationToken cancel)
    {
        var open = reader == Reader.Anybody ? """l."Closed" IS NULL AND l."Visibility" = 'Public'""" : """l."Closed" IS NULL""";
        var from = string.Join(" UNION ", starts.Select((_, n) => $$"""SELECT CAST({{{n}}} AS varchar(80)), 0"""));
        var sql = $"""
            WITH RECURSIVE
                "Down"("At", "Step") AS ({from}
                    UNION SELECT l."To", w."Step" + 1 FROM "Links" l JOIN "Down" w ON l."From" = w."At"
                    WHERE {open} AND w."Step" < {Steps - 1}),
                "Up"("At", "Step") AS ({from}
                    UNION SELECT l."From", w."Step" + 1 FROM "Links" l JOIN "Up" w ON l."To" = w."At"
                    WHERE {open} AND w."Step" < {Steps - 1})
            SELECT l.* FROM "Links" l WHERE {open} AND l."From" IN (SELECT "At" FROM "Down")
            UNION SELECT l.* FROM "Links" l WHERE {open} AND l."To" IN (SELECT "At" FROM "Up")
            """;
#pragma warning disable EF1002 // composed of constants; what comes from outside is a parameter
        return db.Set<Link>().FromSqlRaw(sql, [.. starts.Select(s => s.ToString())]).AsNoTracking().Where(Visible.To<Link>(reader))
            .OrderBy(l => l.At).ThenBy(l => l.Id).Take(Widest).ToListAsync(cancel);
#pragma warning restore EF1002
    }

    private static HashSet<Link> Reached(IReadOnlyList<Link> near, IReadOnlyList<Subject> starts, bool forward)
    {
        var from = near.ToLookup(l => forward ? l.From : l.To);
        var (seen, reached) = (new HashSet<Subject>(starts), new HashSet<Link>());
        var edge = new Queue<Subject>(starts);
        while (edge.TryDequeue(out var at))
            foreach (var link in from[at])
            {
                reached.Add(link);
                if (seen.Add(forward ? link.To : link.From)) edge.Enqueue(forward ? link.To : link.From);
            }
        return reached;
    }
}
