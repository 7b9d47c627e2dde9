using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Documents;

/// <summary>Texts, articles, *commi* and amendments as they read on the thread.</summary>
internal sealed class DocumentCards(AppDb db, ProcessBook processes, CurrentAuthority currentAuthority, Texts L)
    : IThreadCards, ICodeSource, ITellFates
{
    public IReadOnlyCollection<string> Kinds { get; } = ["document", "article", "comma", "amendment", "comment"];

    public async Task<IReadOnlyList<Coded>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken cancel)
    {
        var texts = db.Documents.Where(d => d.Authority == currentAuthority.Required.Id);
        var amendments = await db.Amendments.Where(a => codes.Contains(a.Code) && texts.Any(d => d.Id == a.Document))
            .Select(a => new { a.Code, a.Id }).ToListAsync(cancel);
        var comments = await db.Comments.Where(c => c.Code != null && codes.Contains(c.Code) && texts.Any(d => d.Id == c.Document))
            .Select(c => new { c.Code, c.Id }).ToListAsync(cancel);
        return [.. amendments.Select(a => new Coded(a.Code, Subject.Of("amendment", a.Id))),
            .. comments.Select(c => new Coded(c.Code!, Subject.Of("comment", c.Id)))];
    }

    public IReadOnlyDictionary<Enum, Fate> Fates { get; } = new Dictionary<Enum, Fate>
    {
        [Reading.Unread] = Fate.Waiting,
        [Reading.Published] = Fate.Published,
        [Reading.Hidden] = Fate.NotPublished,
        [Reading.Withdrawn] = Fate.Withdrawn,
        [Answer.Waiting] = Fate.AwaitsAnswer,
        [Answer.Accepted] = Fate.Answered,
        [Answer.InPart] = Fate.Answered,
        [Answer.Refused] = Fate.Answered,
        [Answer.Absorbed] = Fate.Merged,
        [Answer.Precluded] = Fate.Answered,
        [Answer.Inadmissible] = Fate.Answered,
        [Answer.Withdrawn] = Fate.TakenBack,
        [Answer.Lapsed] = Fate.Answered,
    };

    public async Task<ToldFate?> FateAsync(string code, CancellationToken cancel)
    {
        var texts = db.Documents.Where(d => d.Authority == currentAuthority.Required.Id);
        var asked = await db.Amendments.AsNoTracking().Where(a => a.Code == code && texts.Any(d => d.Id == a.Document))
            .Select(a => new { a.Process, a.Reading, Answer = (Answer?)a.Answer, a.At, Paused = (DateTimeOffset?)null })
            .Concat(db.Comments.AsNoTracking().Where(c => c.Code == code && texts.Any(d => d.Id == c.Document))
                .Select(c => new { c.Process, c.Reading, Answer = (Answer?)null, c.At, c.Paused })).ToListAsync(cancel);
        var known = await processes.SlugsAsync(asked.Select(a => a.Process), Reader.Anybody, cancel);
        return asked.FirstOrDefault(a => known.ContainsKey(a.Process)) is not { } one ? null
            : one.Paused is { } since ? new(Fate.Paused, since)
            : new(Fates[one is { Reading: Reading.Published, Answer: not null } or { Answer: Answer.Withdrawn } ? one.Answer.Value
                : one.Reading], one.At);
    }

    public async Task<IReadOnlyList<Card>> DescribeAsync(IReadOnlyCollection<Subject> subjects, Reader reader, CancellationToken cancel)
    {
        var nodes = await NodesAsync(subjects, cancel);
        var amendments = await AmendmentsAsync(subjects, cancel);
        var comments = await CommentsAsync(subjects, cancel);
        var asked = subjects.Where(s => s.Kind == "document").Select(s => new Id<Document>(s.Id));
        var known = await DocumentsAsync([.. asked.Concat(nodes.Select(n => n.Document)).Concat(amendments.Select(a => a.Document))
            .Concat(comments.Select(c => c.Document)).Distinct()], cancel);
        var slugs = await processes.SlugsAsync(known.Values.Select(d => d.Process), reader, cancel);
        var documents = known.Values.Where(d => slugs.ContainsKey(d.Process)).ToDictionary(d => d.Id);
        return
        [
            .. documents.Values.Where(d => subjects.Contains(Subject.Of("document", d.Id)) && (d.LastAt is not null || Works(d, reader)))
                .Select(d => CardOf(d, slugs[d.Process])),
            .. nodes.Where(n => documents.ContainsKey(n.Document)).GroupBy(n => n.Id)
            .Select(n => CardOf([.. n], documents[n.First().Document], reader, slugs)).OfType<Card>(),
            .. comments.Where(c => documents.ContainsKey(c.Document)).Select(c => CardOf(c, documents[c.Document],
                slugs[documents[c.Document].Process])),
            .. amendments.Where(a => documents.ContainsKey(a.Document) && (a.IsPublic || Works(documents[a.Document], reader)))
            .Select(a => CardOf(a, documents[a.Document], slugs[a.Process])),
        ];
    }

    private sealed record Known(Id<Document> Id, Id<Process> Process, Id<Authority> Authority, DocumentKind Kind, string Title,
        DocumentState State, DateTimeOffset? LastAt);

    /// <summary>An article or a comma as one of its versions says it.</summary>
    private sealed record Told(Id<Node> Id, Id<Document> Document, NodeKind Kind, string EId, string Label, int Number, DateTimeOffset At,
        string Heading, string Text);

    private static bool Works(Known document, Reader reader) =>
        reader.WorksIn(document.Process.Value, document.Authority);

    private Task<List<Told>> NodesAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        List<Id<Node>> ids = [.. subjects.Where(s => s.Kind is "article" or "comma").Select(s => new Id<Node>(s.Id))];
        return ids.Count == 0 ? Task.FromResult(new List<Told>())
            : db.Nodes.Where(n => ids.Contains(n.Id)).SelectMany(n => n.Versions,
                (n, v) => new Told(n.Id, n.Document, n.Kind, n.EId, n.Label, v.Number, v.At, v.Heading, v.Text)).ToListAsync(cancel);
    }

    private Task<List<Amendment>> AmendmentsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        List<Id<Amendment>> ids = [.. subjects.Where(s => s.Kind == "amendment").Select(s => new Id<Amendment>(s.Id))];
        return ids.Count == 0 ? Task.FromResult(new List<Amendment>()) : db.Amendments.AsNoTracking().Where(a => ids.Contains(a.Id))
            .ToListAsync(cancel);
    }

    // A comment that may not be read is no card, for the staff neither: it has its own desk.
    private Task<List<Comment>> CommentsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        List<Id<Comment>> ids = [.. subjects.Where(s => s.Kind == "comment").Select(s => new Id<Comment>(s.Id))];
        return ids.Count == 0 ? Task.FromResult(new List<Comment>()) : db.Comments.AsNoTracking()
            .Where(c => ids.Contains(c.Id) && c.Reading == Reading.Published).ToListAsync(cancel);
    }

    private Task<Dictionary<Id<Document>, Known>> DocumentsAsync(List<Id<Document>> ids, CancellationToken cancel) =>
        db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id))
        .Select(d => new Known(d.Id, d.Process, d.Authority, d.Kind, d.Title, d.State, d.Editions.Max(e => (DateTimeOffset?)e.At)))
            .ToDictionaryAsync(d => d.Id, cancel);

    private Card CardOf(Known document, string slug) =>
        new(Subject.Of("document", document.Id), null, document.Title, L[document.State.Italian()], DocumentUrls.Show(slug, document.Id));

    // Who does not work on it reads what the last edition says.
    private Card? CardOf(IReadOnlyList<Told> versions, Known document, Reader reader, IReadOnlyDictionary<Id<Process>, string> slugs)
    {
        var works = Works(document, reader);
        if (versions.Where(v => works || v.At <= document.LastAt).MaxBy(v => v.Number) is not { } node) return null;
        var article = node.EId.Split("__")[0];
        var (cited, url) = (document.Kind.Cite(article["art_".Length..]),
            DocumentUrls.Article(slugs[document.Process], document.Id, article));
        return node.Kind == NodeKind.Comma
            ? new(Subject.Of("comma", node.Id), L["{0}, c. {1}", cited, node.Label], node.Text.Length > 0 ? node.Text
                : L["Comma tolto"].Value, document.Title, url)
            : new(Subject.Of("article", node.Id), cited, node.Heading, document.Title, url);
    }

    private Card CardOf(Amendment amendment, Known document, string slug) => new(amendment.Subject, amendment.Code,
        amendment.NewText.Length > 0 ? amendment.NewText : L["Togliere: {0}", amendment.OldText],
        L["Emendamento: {0}", L[amendment.Answer.Italian()].Value],
        DocumentUrls.Article(slug, document.Id, amendment.EId.Split("__")[0]), SettledAs(amendment.Answer), ReasonOf(amendment));

    private Card CardOf(Comment comment, Known document, string slug) => new(Subject.Of("comment", comment.Id), comment.Code, comment.Text,
        L["Commento, {0}", document.Title], DocumentUrls.Article(slug, document.Id, comment.EId));

    private string? ReasonOf(Amendment amendment)
    {
        var joined = amendment.Answer.Enters() && amendment.Beside.Count > 0
            ? L["Nel testo è unito a {0}.", string.Join(", ", amendment.Beside)].Value : "";
        return (amendment.Reasons, joined) switch
        {
            ({ Length: > 0 } reasons, { Length: > 0 }) => L.Phrase($"{reasons} {joined}"),
            ({ Length: > 0 } reasons, _) => reasons,
            (_, { Length: > 0 }) => joined,
            _ => null,
        };
    }

    private static Settled? SettledAs(Answer answer) => answer switch
    {
        Answer.Accepted => Settled.Accepted,
        Answer.InPart => Settled.InPart,
        Answer.Refused => Settled.Refused,
        _ => null
    };
}
