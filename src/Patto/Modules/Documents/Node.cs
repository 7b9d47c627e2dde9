using System.Globalization;
using Patto.Database;
using Patto.Modules.Documents.Contracts;

namespace Patto.Modules.Documents;

/// <summary>What a piece of a text is. Premise, annex and closing stand outside the articles.</summary>
public enum NodeKind { Title, Chapter, Article, Comma, Book, Section, Group, Annex, Premise, Closing }

/// <summary>A piece of a text: title, chapter, article, *comma* and their like. Its name stays; rewriting it makes a version,
/// never overwrites one.</summary>
public sealed class Node : Entity<Node>
{
    private readonly List<NodeVersion> _versions = [];
    private Node() { }

    internal static Node In(Document document, Node? parent, NodeKind kind, string label, int position, string eId) => new()
    {
        Document = document.Id,
        Process = document.Process,
        Parent = parent?.Id,
        Kind = kind,
        Label = label,
        Position = position,
        EId = eId,
    };

    public Id<Document> Document { get; private set; }
    public Id<Processes.Process> Process { get; private set; }
    public Id<Node>? Parent { get; private set; }
    public NodeKind Kind { get; private set; }
    public string Label { get; private set; } = "";
    public string EId { get; private set; } = "";
    /// <summary>Place among those of the same parent.</summary>
    public int Position { get; private set; }
    public IReadOnlyList<NodeVersion> Versions => _versions;

    public NodeVersion Current => _versions[^1];
    public Subject Subject => Subject.Of(Kind == NodeKind.Comma ? "comma" : "article", Id);

    /// <summary>New words, with the reason and what they come from.</summary>
    /// <param name="sources">Contributions, proposals or amendments they come from.</param>
    /// <returns>The new version; null when nothing changed.</returns>
    public NodeVersion? Rewrite(string heading, string plain, string text, string why, IReadOnlyCollection<Subject> sources, Guid? by,
        DateTimeOffset now)
    {
        var (newHeading, newPlain, newText) = (Tidy(heading), Tidy(plain), Tidy(text));
        // A text that comes from elsewhere may have articles without a heading; whoever writes one here gives it.
        RuleViolation.UnlessAt("Heading", Kind != NodeKind.Article || newHeading.Length > 0 || _versions is [{ Heading: "" }, ..],
            "node.heading", "Scrivi il titolo dell'articolo: dice di che cosa parla.");
        if (_versions.Count > 0 && Current.Says(newHeading, newPlain, newText)
            && sources.All(s => Current.Sources.Contains(s.ToString()))) return null;
        var version = new NodeVersion(Id, _versions.Count + 1, newHeading, newPlain, newText, why.Trim(),
            [.. sources.Select(s => s.ToString())], by, now);
        _versions.Add(version);
        Raise(new NodeRewritten(Id, Document, Process, EId, version.Number));
        return version;
    }

    /// <summary>New words for a *comma*.</summary>
    public NodeVersion? Rewrite(string text, string why, IReadOnlyCollection<Subject> sources, Guid? by, DateTimeOffset now) =>
        Rewrite("", "", text, why, sources, by, now);

    /// <summary>What the piece of that name says now: the heading where it is the name of one; empty for an article as a whole.</summary>
    internal string WordsAt(string eId) => Part.IsHeading(eId) ? Current.Heading : Kind == NodeKind.Comma ? Current.Text : "";

    internal void Begin(NodeVersion first) => _versions.Add(first);

    public Part Read() => new(Id, Current.Id, Kind, EId, Label, Current.Heading, Current.Plain, Current.Text);

    internal void MoveDown() => Position++;

    // Line ends and trailing blanks of a form are not a change.
    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim();
}

/// <summary>The words of a node from one instant on: who wrote them, why, and from what.</summary>
[Content("words", "heading", "plain", "text", "why")]
public sealed class NodeVersion : Entity<NodeVersion>
{
    private NodeVersion() { }
    internal NodeVersion(Id<Node> node, int number, string heading, string plain, string text, string why, List<string> sources, Guid? by,
        DateTimeOffset at) =>
        (Node, Number, Heading, Plain, Text, Why, Sources, By, At) = (node, number, heading, plain, text, why, sources, by, at);

    public Id<Node> Node { get; private set; }
    public int Number { get; private set; }
    public string Heading { get; private set; } = "";
    public string Plain { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Why { get; private set; } = "";
    /// <summary>Subjects, as <c>kind:id</c>.</summary>
    public List<string> Sources { get; private set; } = [];
    public Guid? By { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal bool Says(string heading, string plain, string text) => Heading == heading && Plain == plain && Text == text;
}

/// <summary>All nodes of a text, as a tree that grows and is read in order.</summary>
public sealed class Outline(Document document, IEnumerable<Node> nodes)
{
    private readonly List<Node> _nodes = [.. nodes];

    public IReadOnlyList<Node> Nodes => _nodes;

    public Node? Find(string eId) => _nodes.FirstOrDefault(n => n.EId == eId);
    public Node? Find(Id<Node> id) => _nodes.FirstOrDefault(n => n.Id == id);

    public IEnumerable<Node> Under(Node? parent) => _nodes.Where(n => n.Parent == parent?.Id).OrderBy(n => n.Position);

    /// <summary>Where an article at the end of the text stands; null outside of any division.</summary>
    public Node? LastDivision => Walk(null).LastOrDefault(n => n.Kind == NodeKind.Article || n.Read().IsDivision) switch
    {
        { Kind: NodeKind.Article } article => _nodes.FirstOrDefault(n => n.Id == article.Parent),
        var division => division,
    };

    /// <summary>The text as it stands now, in reading order.</summary>
    public IReadOnlyList<Part> Read() => [.. Walk(null).Select(n => n.Read())];

    private IEnumerable<Node> Walk(Node? parent) => Under(parent).SelectMany(n => Walk(n).Prepend(n));

    /// <summary>A new chapter (*capo*) at the end.</summary>
    public Node AddChapter(string heading, Guid? by, DateTimeOffset now)
    {
        document.DemandBeingWritten();
        return Place(null, NodeKind.Chapter, Next(null, NodeKind.Chapter), Under(null).Count(), heading, "", "", by, now);
    }

    /// <summary>A new article: at the end of the text or, once people have read it, after another and as its *bis*, so that no number
    /// changes meaning.</summary>
    public Node AddArticle(Node? chapter, string heading, string plain, Guid? by, DateTimeOffset now, Node? after = null)
    {
        document.DemandBeingWritten();
        if (after is null) return Place(chapter, NodeKind.Article, Next(null, NodeKind.Article), Under(chapter).Count(), heading, plain,
            "", by, now);
        var later = _nodes.Where(n => n.Parent == after.Parent && n.Position > after.Position).ToList();
        later.ForEach(n => n.MoveDown());
        return Place(_nodes.FirstOrDefault(n => n.Id == after.Parent), NodeKind.Article, Bis(after.Label), after.Position + 1, heading,
            plain, "", by, now);
    }

    public Node AddComma(Node article, string text, string why, IReadOnlyCollection<Subject> sources, Guid? by, DateTimeOffset now)
    {
        document.DemandBeingWritten();
        RuleViolation.Unless(text.Trim().Length > 0, "node.text", "Scrivi il testo del comma.");
        // Where the commi of an article have no number a new one has none either.
        var label = Under(article).Any() && Under(article).All(c => c.Label.Length == 0) ? "" : Next(article, NodeKind.Comma);
        return Place(article, NodeKind.Comma, label, Under(article).Count(), "", "", text, by, now, why, sources);
    }

    /// <summary>A piece of a text that comes from elsewhere, at the end of its parent, with the number that it has there.</summary>
    internal Node Import(Node? parent, NodeKind kind, string label, string heading, string plain, string text, Guid? by, DateTimeOffset now)
    {
        var node = Node.In(document, parent, kind, label, Under(parent).Count(), NameOf(parent, kind, label));
        node.Begin(new(node.Id, 1, heading, plain, text, "", [], by, now));
        _nodes.Add(node);
        return node;
    }

    // After the naming convention of Akoma Ntoso 3.0 (4.4); where a number comes twice the second is told apart.
    private string NameOf(Node? parent, NodeKind kind, string label)
    {
        var before = parent is null || kind is NodeKind.Article or NodeKind.Annex ? "" : parent.EId + "__";
        var part = kind switch
        {
            NodeKind.Comma => "para",
            NodeKind.Article => "art",
            NodeKind.Chapter => "chp",
            NodeKind.Title => "title",
            NodeKind.Book => "book",
            NodeKind.Section => "sec",
            NodeKind.Annex => "annex",
            NodeKind.Premise => "preface",
            NodeKind.Closing => "conclusions",
            _ => "group",
        };
        var number = label.Length > 0 ? label : kind is NodeKind.Comma or NodeKind.Group or NodeKind.Annex
            ? (Under(parent).Count(n => n.Kind == kind) + 1).ToString(CultureInfo.InvariantCulture) : "";
        var name = before + part + (number.Length > 0 ? "_" + number.Replace('/', '-') : "");
        var free = name;
        for (var again = 2; _nodes.Exists(n => n.EId == free); again++) free = $"{name}_{again}";
        return free;
    }

    private Node Place(Node? parent, NodeKind kind, string label, int position, string heading, string plain, string text, Guid? by,
        DateTimeOffset now, string why = "", IReadOnlyCollection<Subject>? sources = null)
    {
        var node = Node.In(document, parent, kind, label, position, NameOf(parent, kind, label));
        node.Rewrite(heading, plain, text, why, sources ?? [], by, now);
        _nodes.Add(node);
        return node;
    }

    // Articles are numbered through the whole text, commi within their article.
    private string Next(Node? parent, NodeKind kind) =>
        (_nodes.Where(n => n.Kind == kind && (kind != NodeKind.Comma || n.Parent == parent!.Id))
            .Select(n => int.TryParse(n.Label.Split('-')[0], CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty()
                .Max() + 1).ToString(CultureInfo.InvariantCulture);

    private static readonly string[] Adverbs = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

    private string Bis(string label)
    {
        var number = label.Split('-')[0];
        return Adverbs.Select(a => $"{number}-{a}").FirstOrDefault(l => _nodes.All(n => n.Kind != NodeKind.Article || n.Label != l))
            ?? throw new RuleViolation("node.too-many",
                "Dopo l'articolo {0} non si possono inserire altri articoli: aggiungili in fondo.", number);
    }
}
