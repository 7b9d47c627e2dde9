using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents;

/// <summary>Texts as open data: what anybody may read on the pages.</summary>
internal static class DocumentsApi
{
    public sealed record ListedDocument(Id<Document> Id, DocumentKind Kind, string Title, string Lead, DocumentState State, int Editions, DateTimeOffset PublishedAt, DateOnly? OpenFrom, DateOnly? OpenTo, DateOnly? AnswerBy, string? AdoptedBy);
    public sealed record DocumentList(IReadOnlyList<ListedDocument> Items, string? Next);
    public sealed record ShownPart(string EId, NodeKind Kind, string Label, string Heading, string Plain, string Text);
    public sealed record ShownEdition(int Number, DateTimeOffset At, string Why, bool Final, string Hash);
    public sealed record ShownAmendment(string Code, string EId, int Edition, string OldText, string NewText, string Why, string Signature, DateTimeOffset At, Answer Answer, string Reasons, DateTimeOffset? AnsweredAt);
    public sealed record ShownDocument(ListedDocument Document, IReadOnlyList<ShownEdition> Editions, IReadOnlyList<ShownPart> Parts, IReadOnlyList<ShownAmendment> Amendments);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/processes/{slug}/documents", ListAsync).WithTags("documents").WithSummary("The public texts of a process, the newest first.");
        api.MapGet("/documents/{id}", ShowAsync).WithTags("documents").WithSummary("One text: its last edition, all editions, the public amendments with their answers.");
    }

    private static async Task<Results<Ok<DocumentList>, NotFound>> ListAsync(string slug, ProcessBook processes, Here here, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var documents = db.Documents.Where(d => d.Process == process.Id && d.State != DocumentState.Draft);
        if (Paging.AfterId(after) is { } last)
        {
            var (id, whole) = (new Id<Document>(last), documents);
            var at = await whole.Where(d => d.Id == id).Select(d => (DateTimeOffset?)d.Created).SingleOrDefaultAsync(cancel) ?? throw Paging.Unknown();
            documents = whole.Where(d => d.Created < at);
        }
        var page = await Listed(documents.OrderByDescending(d => d.Created)).Take(size + 1).ToListAsync(cancel);
        return TypedResults.Ok(new DocumentList([.. page.Take(size)], page.Count > size ? page[size - 1].Id.ToString() : null));
    }

    private static async Task<Results<Ok<ShownDocument>, NotFound>> ShowAsync(Id<Document> id, ProcessBook processes, Here here, AppDb db, Gate gate, CancellationToken cancel)
    {
        var authority = here.Required.Id;
        var found = await db.Documents.AsNoTracking().Include(d => d.Editions.OrderBy(e => e.Number)).SingleOrDefaultAsync(d => d.Id == id && d.Authority == authority && d.State != DocumentState.Draft, cancel);
        if (found is null || await processes.GetAsync(found.Process, cancel) is not { } process || !process.IsPublic && !await gate.MayAsync(ProcessActs.SeeDraft, process.Place, cancel)) return TypedResults.NotFound();
        var head = await Listed(db.Documents.Where(d => d.Id == id)).SingleAsync(cancel);
        var amendments = await db.Amendments.AsNoTracking().Where(a => a.Document == id && a.Reading == Reading.Published).OrderBy(a => a.At)
            .Select(a => new ShownAmendment(a.Code, a.EId, a.Edition, a.OldText, a.NewText, a.Why, a.Signature, a.At, a.Answer, a.Reasons, a.AnsweredAt)).ToListAsync(cancel);
        return TypedResults.Ok(new ShownDocument(head, [.. found.Editions.Select(e => new ShownEdition(e.Number, e.At, e.Why, e.IsFinal, e.Hash))],
            [.. found.Editions[^1].Parts.Select(p => new ShownPart(p.EId, p.Kind, p.Label, p.Heading, p.Plain, p.Text))], amendments));
    }

    private static IQueryable<ListedDocument> Listed(IQueryable<Document> documents) => documents.AsNoTracking().Select(d => new ListedDocument(
        d.Id, d.Kind, d.Title, d.Lead, d.State, d.Editions.Count, d.Editions.Max(e => e.At), d.OpenFrom, d.OpenTo, d.AnswerBy, d.AdoptedBy));
}
