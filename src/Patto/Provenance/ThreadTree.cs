namespace Patto.Provenance;

/// <summary>Whether a place in the drawing shows its thing, or only says where that is drawn.</summary>
public enum Drawn { InFull, Above, Below }

/// <summary>One place in the drawing of a thread: a thing, or the mention of one that is drawn elsewhere.</summary>
public sealed class TreeNode(Card card, Link? by)
{
    private readonly List<TreeNode> _next = [];

    public Card Card { get; } = card;
    /// <summary>How it came here; null for what the drawing starts from.</summary>
    public Link? By { get; } = by;
    public Drawn Drawn { get; internal set; }
    /// <summary>Its place in reading order, from 1; of a mention the place of what it mentions.</summary>
    public int Number { get; internal set; }
    /// <summary>What came of it, the longest branch first.</summary>
    public IReadOnlyList<TreeNode> Next => _next;
    /// <summary>How many things came of it that are not drawn here.</summary>
    public int Left { get; internal set; }
    /// <summary>What is missing after it, or after all that came of it; null where nothing is, or nobody knows.</summary>
    public Owed? Owed { get; internal set; }

    /// <summary>It was told beside the way: heard, cited, voted on.</summary>
    public bool IsAside => By is { } link && Relations.Aside.Contains(link.Relation);

    /// <summary>The way goes no farther from here.</summary>
    public bool IsEnd => Drawn == Drawn.InFull && !IsAside && Left == 0 && _next.TrueForAll(n => n.IsAside);

    internal void Add(TreeNode next) => _next.Add(next);
}

/// <summary>A thread as a tree in reading order: each thing is drawn once, where the longest way to it passes, and mentioned wherever else
/// a way reaches it. No branch is deeper than <see cref="Deepest"/>: what lies farther begins a branch of its own.</summary>
public sealed class ThreadTree
{
    /// <summary>Things on one branch: voice, proposal, merged proposal, article, outcome, action, indicator, and one to spare.</summary>
    public const int Deepest = 8;
    /// <summary>So many things that came of one are drawn at first; the tree says how many more there are.</summary>
    public const int Widest = 8;

    private readonly Thread _thread;
    private readonly int _widest;
    private readonly ILookup<Subject, Link> _next;
    private readonly Dictionary<Subject, int> _heights = [];
    private readonly Dictionary<Subject, TreeNode> _drawn = [];
    private readonly HashSet<Subject> _led = [];
    private readonly Queue<Link> _later = new();
    private readonly List<TreeNode> _roots = [];

    private ThreadTree(Thread thread, int widest)
    {
        (_thread, _widest) = (thread, widest);
        // Two things tied in two ways are tied once here: what leads on says it.
        _next = thread.Links.Where(l => thread.Cards.ContainsKey(l.From) && thread.Cards.ContainsKey(l.To) && l.From != l.To)
            .OrderBy(l => Relations.Aside.Contains(l.Relation)).DistinctBy(l => (l.From, l.To)).ToLookup(l => l.From);
    }

    /// <summary>What it starts from, and what begins a branch of its own.</summary>
    public IReadOnlyList<TreeNode> Roots => _roots;
    /// <summary>All places in reading order, mentions too.</summary>
    public IReadOnlyList<TreeNode> Places { get; private set; } = [];
    /// <summary>Things that are drawn.</summary>
    public int Shown => _drawn.Count;
    /// <summary>Things that there are.</summary>
    public int Total { get; private set; }
    public bool IsMore => Shown < Total;
    /// <summary>Something came of what it starts from.</summary>
    public bool LeadsOn => _roots.Exists(r => r.Next.Count > 0 || r.Left > 0);

    /// <param name="starts">What is drawn from; what the reader may not see is left out.</param>
    /// <param name="widest">How many things that came of one are drawn.</param>
    public static ThreadTree Of(Thread thread, IReadOnlyList<Subject> starts, int widest = int.MaxValue)
    {
        var tree = new ThreadTree(thread, widest);
        foreach (var start in starts.Where(thread.Cards.ContainsKey).OrderByDescending(tree.HeightOf)) tree._led.Add(start);
        tree.Lead();
        foreach (var start in starts.Where(thread.Cards.ContainsKey).OrderByDescending(tree.HeightOf)) tree.Root(start, null);
        while (tree._later.TryDequeue(out var link)) tree.Root(link.To, link);
        tree.Settle();
        return tree;
    }

    /// <summary>Says what is missing at the ends; what is missing alike at the end of all branches of one thing is said once, after
    /// them.</summary>
    public void Owe(IReadOnlyDictionary<Subject, Owed> owed)
    {
        foreach (var end in Places.Where(p => p.IsEnd)) end.Owed = owed.GetValueOrDefault(end.Card.Subject);
        foreach (var root in _roots) Lift(root);
    }

    /// <summary>The ends of its branches.</summary>
    public IEnumerable<Card> Ends => Places.Where(p => p.IsEnd).Select(p => p.Card);

    private static void Lift(TreeNode node)
    {
        foreach (var next in node.Next) Lift(next);
        var owing = node.Next.Where(n => n.Owed is not null).ToList();
        if (owing.Count < 2 || owing.Exists(n => n.Owed != owing[0].Owed)) return;
        node.Owed = owing[0].Owed;
        foreach (var next in owing) next.Owed = null;
    }

    // All that ways lead to: what is heard or cited only is drawn where it was.
    private void Lead()
    {
        Queue<Subject> edge = new(_led);
        HashSet<Subject> all = [.. _led];
        while (edge.TryDequeue(out var at))
            foreach (var link in _next[at])
            {
                all.Add(link.To);
                if (!Relations.Aside.Contains(link.Relation) && _led.Add(link.To)) edge.Enqueue(link.To);
            }
        Total = all.Count;
    }

    // The longest way that leads on from it; a circle is not followed twice.
    private int HeightOf(Subject at)
    {
        if (_heights.TryGetValue(at, out var known)) return known;
        _heights[at] = 0;
        return _heights[at] = _next[at].Where(l => !Relations.Aside.Contains(l.Relation)).Select(l => 1 + HeightOf(l.To))
            .DefaultIfEmpty(0).Max();
    }

    private void Root(Subject start, Link? by)
    {
        if (_drawn.ContainsKey(start)) return;
        var root = _drawn[start] = new(_thread.Cards[start], by);
        _roots.Add(root);
        Draw(root, 1);
    }

    private void Draw(TreeNode node, int depth)
    {
        var at = node.Card.Subject;
        foreach (var (n, link) in _next[at].OrderBy(l => Relations.Aside.Contains(l.Relation)).ThenByDescending(l => HeightOf(l.To))
            .ThenBy(l => l.At).ThenBy(l => _thread.Cards[l.To].Code?.Length).ThenBy(l => _thread.Cards[l.To].Code, StringComparer.Ordinal)
            .ThenBy(l => l.Id.Value).Index())
        {
            if (n >= _widest) { node.Left++; continue; }
            var next = new TreeNode(_thread.Cards[link.To], link);
            node.Add(next);
            if (next.IsAside)
            {
                if (!_led.Contains(link.To)) _drawn.TryAdd(link.To, next);
            }
            else if (!_drawn.ContainsKey(link.To) && depth < Deepest)
            {
                _drawn[link.To] = next;
                Draw(next, depth + 1);
            }
            else if (depth >= Deepest) _later.Enqueue(link);
        }
    }

    // Numbers what is drawn in reading order; every other place says whether that is above or below.
    private void Settle()
    {
        List<TreeNode> places = [];
        void Walk(TreeNode node)
        {
            places.Add(node);
            foreach (var next in node.Next) Walk(next);
        }
        foreach (var root in _roots) Walk(root);
        // What leads on elsewhere, in a branch that is not drawn: then here.
        foreach (var place in places) _drawn.TryAdd(place.Card.Subject, place);
        var number = 0;
        foreach (var place in places.Where(p => _drawn[p.Card.Subject] == p)) place.Number = ++number;
        HashSet<Subject> passed = [];
        foreach (var place in places)
            if (_drawn[place.Card.Subject] is var there && there == place) passed.Add(place.Card.Subject);
            else (place.Number, place.Drawn) = (there.Number, passed.Contains(place.Card.Subject) ? Drawn.Above : Drawn.Below);
        Places = places;
    }
}

/// <summary>What is missing after something on the thread, and who owes it (*che cosa manca, e chi lo deve*).</summary>
/// <param name="What">In a sentence, in the reader's language.</param>
/// <param name="By">A body, an office, a table.</param>
/// <param name="Due">The last day, included; null where no term is known.</param>
/// <param name="Url">Where one reads more; null where nowhere.</param>
public sealed record Owed(string What, string By, DateOnly? Due = null, string? Url = null);

/// <summary>A module says what its things still wait for, as anybody may read it.</summary>
public interface ITellOwed
{
    /// <summary>The kinds of <see cref="Subject"/> it knows.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>One or two statements, however many they are; what waits for nothing is left out.</summary>
    Task<IReadOnlyDictionary<Subject, Owed>> OwedAsync(IReadOnlyCollection<Subject> ends, CancellationToken cancel);
}

/// <summary>Draws threads.</summary>
public sealed class ThreadTrees(Filo filo, IEnumerable<ITellOwed> tellers)
{
    /// <summary>The tree of a thread that was followed already.</summary>
    /// <param name="whole">All of it; otherwise as many branches as one takes in, and the tree says how many there are.</param>
    public async Task<ThreadTree> DrawAsync(Thread thread, IReadOnlyList<Subject> starts, bool whole, CancellationToken cancel)
    {
        var tree = ThreadTree.Of(thread, starts, whole ? int.MaxValue : ThreadTree.Widest);
        var ends = tree.Ends.Select(c => c.Subject).ToList();
        Dictionary<Subject, Owed> owed = [];
        foreach (var teller in tellers)
        {
            var mine = ends.Where(e => teller.Kinds.Contains(e.Kind)).ToList();
            if (mine.Count == 0) continue;
            foreach (var (of, what) in await teller.OwedAsync(mine, cancel)) owed[of] = what;
        }
        tree.Owe(owed);
        return tree;
    }

    /// <summary>Follows from these and draws what came of them, as far as the reader may see.</summary>
    public async Task<ThreadTree> DrawAsync(IReadOnlyList<Subject> starts, Grants.Reader reader, bool whole, CancellationToken cancel) =>
        await filo.FollowAsync(starts, reader, cancel) is [var thread, ..] ? await DrawAsync(thread, starts, whole, cancel)
            : ThreadTree.Of(new(default, new Dictionary<Subject, Card>(), []), []);
}
