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

/// <summary>A comment, as who decides on it reads it.</summary>
public sealed record CommentInfo(Subject Subject, string Code, string Text, bool IsPublic);

/// <summary>What somebody asked of a text, for a letter to that very person: an amendment, or a comment.</summary>
/// <param name="Code">Of an amendment; null for a comment.</param>
/// <param name="Title">Of the text.</param>
/// <param name="Hidden">Why it is not published; null where it is, or nobody has read it.</param>
/// <param name="Answer">Of the table; null for a comment, which asks for none.</param>
public sealed record RemarkInfo(Subject Subject, Id<Person> Author, string? Code, string Title, string Words, bool IsPublic, string? Hidden,
    Answer? Answer, string Reasons);

/// <summary>Texts, for the modules that decide on them.</summary>
public sealed class DocumentBook(AppDb db, TimeProvider clock)
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
        return edition is null ? [] : ArticlesOf(edition);
    }

    /// <summary>The articles of the last edition of each text that people may read, the newest text first.</summary>
    public async Task<IReadOnlyList<(string Title, IReadOnlyList<ArticleInfo> Articles)>> ArticlesInAsync(Id<Process> process,
        CancellationToken cancel) => [.. (await db.Documents.AsNoTracking().Where(d => d.Process == process
            && d.State != DocumentState.Draft).OrderByDescending(d => d.Created)
            .Select(d => new { d.Title, Last = d.Editions.OrderByDescending(e => e.Number).First() }).ToListAsync(cancel))
            .Select(d => (d.Title, ArticlesOf(d.Last)))];

    private static IReadOnlyList<ArticleInfo> ArticlesOf(Edition edition) => [.. Article.All(edition.Parts)
        .Select(a => new ArticleInfo(a.Head.Subject, a.Head.EId, a.Head.Label, a.Head.Heading, [.. a.Commi.Select(c => c.Subject)]))];

    /// <summary>The amendments that the table answered, in order of arrival.</summary>
    public Task<List<AmendmentInfo>> AmendmentsOfAsync(Id<Document> document, CancellationToken cancel) =>
        db.Amendments.AsNoTracking().Where(a => a.Document == document && a.Reading == Reading.Published).OrderBy(a => a.At)
            .Select(a => new AmendmentInfo(new Subject("amendment", a.Id.Value), a.Code, a.EId, a.NewText, a.Answer)).ToListAsync(cancel);

    /// <summary>The published amendments that the table did not take, with the title of their text and the reason.</summary>
    public async Task<IReadOnlyList<(string Code, string Title, string Reasons)>> NotTakenAsync(Id<Process> process,
        CancellationToken cancel)
    {
        var texts = db.Documents;
        return [.. (await (from a in db.Amendments.AsNoTracking()
                           join d in texts on a.Document equals d.Id
                           where a.Process == process && a.Reading == Reading.Published && (a.Answer == Answer.Refused
                               || a.Answer == Answer.Inadmissible || a.Answer == Answer.Precluded)
                           orderby a.Code
                           select new { a.Code, d.Title, a.Reasons }).ToListAsync(cancel)).Select(a => (a.Code, a.Title, a.Reasons))];
    }

    /// <summary>The amendments that each author left a way to be answered on, for letters only.</summary>
    public async Task<IReadOnlyList<(Id<Person> Person, string Code)>> CodesOfAuthorsAsync(Id<Process> process,
        IReadOnlyList<Id<Person>> people, CancellationToken cancel) =>
        [.. (await db.Amendments.Where(a => a.Process == process && a.Author != null && people.Contains(a.Author.Value)
            && a.Reading == Reading.Published).OrderBy(a => a.Code)
            .Select(a => new { a.Author, a.Code }).ToListAsync(cancel)).Select(a => (a.Author!.Value, a.Code))];

    /// <summary>Who amended or commented and may be told what became of it, for letters only.</summary>
    public IQueryable<Person> AuthorsOf(Id<Process> process)
    {
        var (amendments, comments) = (db.Amendments.Where(a => a.Process == process), db.Comments.Where(c => c.Process == process));
        return db.Set<Person>().Where(p => amendments.Any(a => a.Author == p.Id) || comments.Any(c => c.Author == p.Id));
    }

    /// <summary>What these people asked of the texts, unread and hidden remarks too, in their own words; for letters to themselves
    /// only.</summary>
    public async Task<IReadOnlyList<RemarkInfo>> RemarksOfAsync(Id<Process> process, IReadOnlyList<Id<Person>> people,
        CancellationToken cancel)
    {
        var amendments = await (from a in db.Amendments.AsNoTracking()
                                join d in db.Documents on a.Document equals d.Id
                                where a.Process == process && a.Author != null && people.Contains(a.Author.Value)
                                orderby a.At
                                select new { a, d.Title }).ToListAsync(cancel);
        var comments = await (from c in db.Comments.AsNoTracking()
                              join d in db.Documents on c.Document equals d.Id
                              where c.Process == process && c.Author != null && people.Contains(c.Author.Value)
                              orderby c.At
                              select new { c, d.Title }).ToListAsync(cancel);
        return
        [
            .. amendments.Select(x => new RemarkInfo(x.a.Subject, x.a.Author!.Value, x.a.Code, x.Title,
                x.a.NewText.Length > 0 ? x.a.NewText : x.a.OldText, x.a.IsPublic, x.a.HiddenWhy, x.a.Answer, x.a.Reasons)),
            .. comments.Select(x => new RemarkInfo(Subject.Of("comment", x.c.Id), x.c.Author!.Value, null, x.Title, x.c.Text,
                x.c.Reading == Reading.Published, x.c.HiddenWhy, null, "")),
        ];
    }

    /// <summary>Comments by their code, or by themselves; with the words, for who decides on them.</summary>
    public async Task<IReadOnlyList<CommentInfo>> CommentsAsync(Id<Process> process, string? code, IReadOnlyCollection<Subject> of,
        CancellationToken cancel)
    {
        List<Id<Comment>> ids = [.. of.Select(s => new Id<Comment>(s.Id))];
        return await db.Comments.AsNoTracking().Where(c => c.Process == process && c.Code != null && (c.Code == code || ids.Contains(c.Id)))
            .Select(c => new CommentInfo(new Subject("comment", c.Id.Value), c.Code!, c.Text, c.Reading == Reading.Published))
            .ToListAsync(cancel);
    }

    /// <summary>The comment that these letters are of; null for none.</summary>
    public async Task<Subject?> OfLettersAsync(string secretHash, CancellationToken cancel) =>
        await db.Comments.Where(c => c.SecretHash == secretHash).Select(c => new { c.Id }).SingleOrDefaultAsync(cancel) is { } found
            ? Subject.Of("comment", found.Id) : null;

    /// <summary>In a running act: a published comment is not read for now.</summary>
    public async Task PauseCommentAsync(Subject comment, string why, CancellationToken cancel) =>
        (await db.Comments.FindAsync([new Id<Comment>(comment.Id)], cancel) ?? throw new Unknown()).Pause(why, clock.GetUtcNow());

    /// <summary>In a running act: a paused comment is read again; one that its author has taken back stays so.</summary>
    public async Task ResumeCommentAsync(Subject comment, CancellationToken cancel)
    {
        var paused = await db.Comments.FindAsync([new Id<Comment>(comment.Id)], cancel) ?? throw new Unknown();
        if (paused.Reading != Reading.Withdrawn) paused.Publish();
    }

    public async Task HandOverAsync(Id<Document> document, CancellationToken cancel) => (await GetAsync(document, cancel)).HandOver();

    /// <param name="act">The act that adopts it, as people cite it.</param>
    public async Task AdoptAsync(Id<Document> document, string act, CancellationToken cancel) =>
        (await GetAsync(document, cancel)).Adopt(act);

    /// <summary>The act that adopted it is cited as it was corrected.</summary>
    public async Task ReciteAsync(Id<Document> document, string was, string act, CancellationToken cancel) =>
        (await GetAsync(document, cancel)).Recite(was, act);

    private Task<Document> GetAsync(Id<Document> document, CancellationToken cancel) =>
        db.Documents.Include(d => d.Editions.OrderBy(e => e.Number)).SingleAsync(d => d.Id == document, cancel);

    private static IQueryable<DocumentInfo> Infos(IQueryable<Document> documents) => documents.AsNoTracking()
        .Select(d => new DocumentInfo(d.Id, d.Process, d.Authority, d.Kind, d.Title, d.State, d.Editions.Count, d.OpenFrom, d.OpenTo,
            d.AdoptedBy));
}
