using Patto.Database;
using Patto.Grants;
using Patto.Kernel;
using Patto.Provenance;
using Patto.TestRuns;
using Thread = Patto.Provenance.Thread;

namespace Patto.Tests.Web;

/// <summary>A thread drawn as a tree: nothing is lost, nothing is told twice.</summary>
[Trait(PlatformHost.Needs, PlatformHost.Nothing)]
public sealed class ThreadTreeTests
{
    private static readonly DateTimeOffset Since = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly (string From, Relation Relation, string To)[] Ties =
    [
        ("contribution", Relation.GatheredInto, "proposal"), ("contribution", Relation.Grounds, "comma"),
        ("contribution", Relation.CitedBy, "session"), ("contribution", Relation.AskedIn, "statement"),
        ("proposal", Relation.MergedInto, "proposal"), ("proposal", Relation.SplitInto, "proposal"),
        ("proposal", Relation.Grounds, "comma"), ("proposal", Relation.VotedIn, "choice"),
        ("proposal", Relation.SettledBy, "outcome"), ("comma", Relation.SettledBy, "outcome"),
        ("outcome", Relation.CarriedOutBy, "action"), ("action", Relation.MeasuredBy, "indicator"),
    ];

    private static Subject New(string kind) => new(kind, Guid.CreateVersion7());

    private static Link Tie(Subject from, Relation relation, Subject to, int day = 0) => Link.Tie(from, relation, to, null,
        Since.AddDays(day), null, Visibility.Public, Id<Patto.Authorities.Authority>.New(), Guid.NewGuid());

    private static Thread Of(Subject start, IEnumerable<Link> links, Func<Subject, bool>? isSeen = null)
    {
        List<Link> all = [.. links];
        var things = all.SelectMany(l => new[] { l.From, l.To }).Append(start).Distinct().Where(s => isSeen?.Invoke(s) ?? true);
        return new(start, things.ToDictionary(s => s, s => new Card(s, null, s.ToString(), null, null)), all);
    }

    private static Thread Random(Random random)
    {
        Dictionary<string, List<Subject>> things = [];
        foreach (var (kind, most) in new[] { ("contribution", 3), ("proposal", 9), ("comma", 14), ("outcome", 3), ("action", 3),
            ("indicator", 2), ("choice", 2), ("session", 2), ("statement", 2) })
            things[kind] = [.. Enumerable.Range(0, 1 + random.Next(most)).Select(_ => New(kind))];
        var (links, density) = (new List<Link>(), random.NextDouble());
        foreach (var (from, relation, to) in Ties)
            foreach (var one in things[from])
                foreach (var other in things[to])
                    // A proposal that was merged back into one of its own is a circle that somebody may have tied: it is drawn too.
                    if (one != other && random.NextDouble() < density / (from == to ? 4 : 1)
                        && !links.Exists(l => l.From == one && l.To == other))
                        links.Add(Tie(one, relation, other, random.Next(60)));
        // Some things are hidden from this reader: the thread that is followed still has their links.
        var hidden = things.Values.SelectMany(t => t).Where(_ => random.Next(8) == 0).ToHashSet();
        var start = things["contribution"][0];
        return Of(start, links.Where(_ => random.Next(10) > 0).OrderBy(l => l.At), s => s == start || !hidden.Contains(s));
    }

    [Fact]
    public void Whatever_came_of_a_voice_is_drawn_once_and_every_link_stands_in_the_drawing()
    {
        var (seed, count) = (TestRun.Seed(), TestRun.IsLong ? 20_000 : 400);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (mentions, cut, later, hidden) = (0, 0, 0, 0);
        for (var n = 0; n < count; n++)
        {
            var thread = Random(random);
            var whole = ThreadTree.Of(thread, [thread.Start]);
            Demand(thread, whole);
            Assert.Equal(whole.Total, whole.Shown);
            var narrow = ThreadTree.Of(thread, [thread.Start], widest: 1 + random.Next(5));
            Demand(thread, narrow);
            Assert.Equal(whole.Total, narrow.Total);
            Assert.Equal(narrow.IsMore, narrow.Shown < whole.Total);
            mentions += whole.Places.Count(p => p.Drawn != Drawn.InFull);
            later += whole.Roots.Count - 1;
            cut += narrow.Places.Sum(p => p.Left);
            hidden += thread.Links.Count(l => !thread.Cards.ContainsKey(l.From) || !thread.Cards.ContainsKey(l.To));
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{mentions} mentions, {cut} left out and counted, "
            + $"{later} branches begun anew, {hidden} links of hidden things");
        Assert.All([mentions, cut, later, hidden], seen => Assert.True(seen > 0));
    }

    private static void Demand(Thread thread, ThreadTree tree)
    {
        var (drawn, said) = (new HashSet<Subject>(), new HashSet<(Subject, Subject)>());
        var heard = ReachedFrom(thread);
        void Walk(TreeNode node, int depth)
        {
            Assert.InRange(depth, 1, ThreadTree.Deepest + 1);
            Assert.Contains(node.Card.Subject, thread.Cards.Keys);
            if (node.Drawn == Drawn.InFull) Assert.True(drawn.Add(node.Card.Subject), "drawn twice");
            else Assert.True(node.Next.Count == 0 && node.Left == 0, "a mention is followed by nothing");
            foreach (var next in node.Next)
            {
                Assert.True(said.Add((node.Card.Subject, next.Card.Subject)), "a link told twice");
                Walk(next, depth + 1);
            }
            if (node is { Drawn: Drawn.InFull, IsAside: false })
                Assert.Equal(thread.Links.Where(l => l.From == node.Card.Subject && thread.Cards.ContainsKey(l.To)).Select(l => l.To)
                    .Distinct().Count(), node.Next.Count + node.Left);
        }
        foreach (var root in tree.Roots) Walk(root, 1);
        Assert.Equal(tree.Shown, drawn.Count);
        Assert.Subset(heard, drawn);
        if (tree.IsMore) return;
        Assert.Equal(heard.Count, drawn.Count);
        // What is numbered is read in that order, and a mention says rightly whether it is above or below.
        Assert.Equal(Enumerable.Range(1, tree.Shown), tree.Places.Where(p => p.Drawn == Drawn.InFull).Select(p => p.Number));
        foreach (var (place, at) in tree.Places.Select((p, at) => (p, at)).Where(p => p.p.Drawn != Drawn.InFull))
        {
            var there = tree.Places.Index().Single(p => p.Item.Drawn == Drawn.InFull && p.Item.Card.Subject == place.Card.Subject);
            Assert.Equal(there.Item.Number, place.Number);
            Assert.Equal(there.Index < at ? Drawn.Above : Drawn.Below, place.Drawn);
        }
    }

    // All that ways lead to from the start, and what stands beside those.
    private static HashSet<Subject> ReachedFrom(Thread thread)
    {
        HashSet<Subject> led = [thread.Start];
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var link in thread.Links.Where(l => led.Contains(l.From) && thread.Cards.ContainsKey(l.To)
                && !Relations.Aside.Contains(l.Relation)).ToList()) grown |= led.Add(link.To);
        }
        return [.. led, .. thread.Links.Where(l => led.Contains(l.From) && thread.Cards.ContainsKey(l.To)).Select(l => l.To)];
    }

    [Fact]
    public void An_answer_on_a_proposal_and_on_its_article_is_drawn_under_the_article_and_then_referred_to()
    {
        var (voice, proposal, article, outcome) = (New("contribution"), New("proposal"), New("article"), New("outcome"));
        var tree = ThreadTree.Of(Of(voice,
        [
            Tie(voice, Relation.GatheredInto, proposal), Tie(proposal, Relation.SettledBy, outcome, 1),
            Tie(proposal, Relation.Grounds, article, 2), Tie(article, Relation.SettledBy, outcome, 3),
        ]), [voice]);
        Assert.Equal(["contribution", "proposal", "article", "outcome", "outcome"], tree.Places.Select(p => p.Card.Subject.Kind));
        Assert.Equal((Drawn.InFull, Drawn.Above, 4), (tree.Places[3].Drawn, tree.Places[4].Drawn, tree.Places[4].Number));
    }

    [Fact]
    public void What_all_branches_of_a_proposal_lack_alike_is_said_once_after_them()
    {
        var (proposal, commi, refused) = (New("proposal"), Enumerable.Range(0, 7).Select(_ => New("comma")).ToList(), New("outcome"));
        var links = commi.Select((c, n) => Tie(proposal, Relation.Grounds, c, n)).ToList();
        var vote = new Owed("Decidere", "Consiglio comunale", new DateOnly(2027, 3, 9));
        var tree = ThreadTree.Of(Of(proposal, links), [proposal]);
        tree.Owe(commi.ToDictionary(c => c, _ => vote));
        Assert.Equal([proposal], tree.Places.Where(p => p.Owed is not null).Select(p => p.Card.Subject));
        Assert.Equal(vote, tree.Roots[0].Owed);
        // One of them was refused: it waits for nothing, the others still for the same.
        tree = ThreadTree.Of(Of(proposal, [.. links, Tie(commi[0], Relation.SettledBy, refused, 20)]), [proposal]);
        tree.Owe(commi.ToDictionary(c => c, _ => vote));
        Assert.Equal([proposal], tree.Places.Where(p => p.Owed is not null).Select(p => p.Card.Subject));
        // Two wait for different things: each says its own.
        tree = ThreadTree.Of(Of(proposal, links), [proposal]);
        tree.Owe(commi.ToDictionary(c => c, c => c == commi[3] ? vote with { By = "Giunta" } : vote));
        Assert.Equal(7, tree.Places.Count(p => p.Owed is not null));
    }
}
