using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes;
using Patto.People;

namespace Patto.Modules.Documents.Contracts;

/// <summary>What later modules know of a text.</summary>
/// <param name="Editions">How many editions were published; the last is the one that counts.</param>
public sealed record DocumentInfo(Id<Document> Id, Id<Process> Process, Id<Authority> Authority, DocumentKind Kind, string Title,
    DocumentState State, int Editions, DateOnly? OpenFrom, DateOnly? OpenTo, string? AdoptedBy)
{
    public Subject Subject => Subject.Of("document", Id);
}

/// <summary>An article of the last edition, with what hangs under it.</summary>
/// <param name="Label">As printed: <c>4</c>, <c>4-bis</c>.</param>
/// <param name="Commi">The subjects of its *commi*: links end there.</param>
public sealed record ArticleInfo(Subject Subject, string EId, string Label, string Heading, IReadOnlyList<Subject> Commi);

public sealed record AmendmentInfo(Subject Subject, string Code, string EId, string NewText, Answer Answer);

/// <summary>Texts, for the modules that decide on them.</summary>
public sealed class DocumentBook(AppDb db)
{
    /// <summary>The texts of a process that people may read, the newest first.</summary>
    public Task<List<DocumentInfo>> PublicAsync(Id<Process> process, CancellationToken cancel) =>
        Infos(db.Documents.Where(d => d.Process == process && d.State != DocumentState.Draft).OrderByDescending(d => d.Created))
            .ToListAsync(cancel);

    /// <summary>The texts that were planned or begun and have no words yet: for the staff.</summary>
    public Task<List<DocumentInfo>> EmptyAsync(Id<Process> process, CancellationToken cancel)
    {
        var nodes = db.Nodes;
        return Infos(db.Documents.Where(d => d.Process == process && d.State == DocumentState.Draft && !nodes.Any(n => n.Document == d.Id))
            .OrderByDescending(d => d.Created)).ToListAsync(cancel);
    }

    public Task<DocumentInfo?> FindAsync(Id<Document> document, Id<Process> process, CancellationToken cancel) =>
        Infos(db.Documents.Where(d => d.Id == document && d.Process == process)).SingleOrDefaultAsync(cancel);

    /// <summary>The articles of the last edition, in order.</summary>
    public async Task<IReadOnlyList<ArticleInfo>> ArticlesOfAsync(Id<Document> document, CancellationToken cancel)
    {
        var edition = await db.Editions.AsNoTracking().Where(e => e.Document == document).OrderByDescending(e => e.Number)
            .FirstOrDefaultAsync(cancel);
        return edition is null ? [] : [.. Article.All(edition.Parts)
            .Select(a => new ArticleInfo(a.Head.Subject, a.Head.EId, a.Head.Label, a.Head.Heading, [.. a.Commi.Select(c => c.Subject)]))];
    }

    /// <summary>The amendments that the table answered, in order of arrival.</summary>
    public Task<List<AmendmentInfo>> AmendmentsOfAsync(Id<Document> document, CancellationToken cancel) =>
        db.Amendments.AsNoTracking().Where(a => a.Document == document && a.Reading == Reading.Published).OrderBy(a => a.At)
            .Select(a => new AmendmentInfo(new Subject("amendment", a.Id.Value), a.Code, a.EId, a.NewText, a.Answer)).ToListAsync(cancel);

    /// <summary>The amendments that each author left a way to be answered on, for letters only.</summary>
    public async Task<IReadOnlyList<(Id<Person> Person, string Code)>> CodesOfAuthorsAsync(Id<Process> process,
        IReadOnlyList<Id<Person>> people, CancellationToken cancel) =>
        [.. (await db.Amendments.Where(a => a.Process == process && a.Author != null && people.Contains(a.Author.Value)
            && a.Reading == Reading.Published).OrderBy(a => a.Code)
            .Select(a => new { a.Author, a.Code }).ToListAsync(cancel)).Select(a => (a.Author!.Value, a.Code))];

    public async Task HandOverAsync(Id<Document> document, CancellationToken cancel) => (await GetAsync(document, cancel)).HandOver();

    /// <param name="act">The act that adopts it, as people cite it.</param>
    public async Task AdoptAsync(Id<Document> document, string act, CancellationToken cancel) =>
        (await GetAsync(document, cancel)).Adopt(act);

    private Task<Document> GetAsync(Id<Document> document, CancellationToken cancel) =>
        db.Documents.Include(d => d.Editions.OrderBy(e => e.Number)).SingleAsync(d => d.Id == document, cancel);

    private static IQueryable<DocumentInfo> Infos(IQueryable<Document> documents) => documents.AsNoTracking()
        .Select(d => new DocumentInfo(d.Id, d.Process, d.Authority, d.Kind, d.Title, d.State, d.Editions.Count, d.OpenFrom, d.OpenTo,
            d.AdoptedBy));
}
