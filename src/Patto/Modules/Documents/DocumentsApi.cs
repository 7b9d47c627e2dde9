using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Documents;

/// <summary>Texts as open data: what anybody may read on the pages.</summary>
internal static class DocumentsApi
{
    /// <summary>A public text.</summary>
    /// <param name="Id">Identity, UUID; the value of <c>after</c> is one.</param>
    /// <param name="Kind">Of what kind: proposal, regulation, pact, …</param>
    /// <param name="Title">Its title, one line.</param>
    /// <param name="Lead">What it is for, in a few lines.</param>
    /// <param name="State">Published, final, handed over or adopted.</param>
    /// <param name="Editions">How many editions there are, 1 or more.</param>
    /// <param name="PublishedAt">When the last edition was published; RFC 3339, UTC.</param>
    /// <param name="OpenFrom">First day for observations, ISO 8601; null when it was never opened, or withdrawn.</param>
    /// <param name="OpenTo">Last day for observations, included; null when it was never opened, or withdrawn.</param>
    /// <param name="AnswerBy">By when the observations are answered; null when not said.</param>
    /// <param name="AdoptedBy">The act that adopted it, as people cite it; null while none did.</param>
    /// <param name="TakenBack">Consultations that were withdrawn or closed before their day, with the reason; the oldest first.</param>
    public sealed record ListedDocument(Id<Document> Id, DocumentKind Kind, string Title, string Lead, DocumentState State, int Editions,
        DateTimeOffset PublishedAt, DateOnly? OpenFrom, DateOnly? OpenTo, DateOnly? AnswerBy, string? AdoptedBy,
        IReadOnlyList<TakenBack> TakenBack);
    /// <summary>A page of texts.</summary>
    /// <param name="Items">The texts, the newest first; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record DocumentList(IReadOnlyList<ListedDocument> Items, string? Next);
    /// <summary>A division, an article, a comma, or a piece outside the articles, as it reads in the last edition.</summary>
    /// <param name="EId">Its name inside the text, after Akoma Ntoso, never given to another: <c>art_4__para_2</c>.</param>
    /// <param name="Kind">Book, title, chapter, section, group, article, comma, annex, premise or closing.</param>
    /// <param name="Label">Its number as printed: <c>4</c>, <c>4-bis</c>, <c>II</c>; empty where it has none.</param>
    /// <param name="Heading">The heading; empty for a comma.</param>
    /// <param name="Plain">The same in plain words, for articles; empty where nobody wrote it.</param>
    /// <param name="Text">The words of a comma; empty when it was taken out, and for chapters and articles.</param>
    public sealed record ShownPart(string EId, NodeKind Kind, string Label, string Heading, string Plain, string Text);
    /// <summary>A text frozen on a day.</summary>
    /// <param name="Number">From 1, without gaps.</param>
    /// <param name="At">When it was published; RFC 3339, UTC.</param>
    /// <param name="Why">Why it was published, in one line.</param>
    /// <param name="Final">True when no other follows.</param>
    /// <param name="Hash">SHA-256, 64 lower-case hexadecimal digits, of <c>eId TAB heading TAB text LF</c> for each part, in
    /// UTF-8.</param>
    public sealed record ShownEdition(int Number, DateTimeOffset At, string Why, bool Final, string Hash);
    /// <summary>A proposed change of a text, and its answer.</summary>
    /// <param name="Code">As people read it aloud: <c>LWF-E0009</c>.</param>
    /// <param name="EId">The part it changes, as in the text.</param>
    /// <param name="Edition">Number of the edition it speaks of.</param>
    /// <param name="OldText">The words before.</param>
    /// <param name="NewText">The words proposed; empty to take the part out.</param>
    /// <param name="Why">The reasons given.</param>
    /// <param name="Signature">Organisation or pseudonym; empty for nobody named.</param>
    /// <param name="At">When it was sent; RFC 3339, UTC.</param>
    /// <param name="Answer">Waiting, accepted, in part, refused, absorbed or precluded by another, inadmissible, withdrawn or
    /// lapsed.</param>
    /// <param name="Reasons">Why, from who keeps the text; empty while it waits.</param>
    /// <param name="AnsweredAt">When it was answered; RFC 3339, UTC; null while it waits.</param>
    /// <param name="Via">How it arrived.</param>
    /// <param name="Beside">Codes of the amendments it was settled with: joined with it in one text, or the one that absorbs or
    /// precludes it.</param>
    public sealed record ShownAmendment(string Code, string EId, int Edition, string OldText, string NewText, string Why, string Signature,
        DateTimeOffset At, Answer Answer, string Reasons, DateTimeOffset? AnsweredAt, Via Via, IReadOnlyList<string> Beside);
    /// <summary>A text with all that belongs to it.</summary>
    /// <param name="Document">The text in short.</param>
    /// <param name="Editions">All editions, the oldest first.</param>
    /// <param name="Parts">The parts of the last edition, in order.</param>
    /// <param name="Amendments">The public amendments, the oldest first.</param>
    public sealed record ShownDocument(ListedDocument Document, IReadOnlyList<ShownEdition> Editions, IReadOnlyList<ShownPart> Parts,
        IReadOnlyList<ShownAmendment> Amendments);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/processes/{slug}/documents", ListAsync).WithTags("documents")
            .WithSummary("The public texts of a process, the newest first.");
        api.MapGet("/documents/{id}", ShowAsync).WithTags("documents")
            .WithSummary("One text: its last edition, all editions, the public amendments with their answers.");
    }

    private static async Task<Results<Ok<DocumentList>, NotFound>> ListAsync(string slug, ProcessBook processes,
        CurrentAuthority currentAuthority, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var documents = db.Documents.Where(d => d.Process == process.Id && d.State != DocumentState.Draft);
        if (Paging.AfterId(after) is { } last)
        {
            var (id, whole) = (new Id<Document>(last), documents);
            var at = await whole.Where(d => d.Id == id).Select(d => (DateTimeOffset?)d.Created).SingleOrDefaultAsync(cancel)
                ?? throw Paging.Unknown();
            documents = whole.Where(d => d.Created < at);
        }
        var page = await Listed(documents.OrderByDescending(d => d.Created)).Take(size + 1).ToListAsync(cancel);
        return TypedResults.Ok(new DocumentList([.. page.Take(size)], page.Count > size ? page[size - 1].Id.ToString() : null));
    }

    private static async Task<Results<Ok<ShownDocument>, NotFound>> ShowAsync(Id<Document> id, ProcessBook processes,
        CurrentAuthority currentAuthority, AppDb db, Gate gate, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var found = await db.Documents.AsNoTracking().Include(d => d.Editions.OrderBy(e => e.Number))
            .SingleOrDefaultAsync(d => d.Id == id && d.Authority == authority && d.State != DocumentState.Draft, cancel);
        if (found is null || await processes.GetAsync(found.Process, cancel) is not { } process || !process.IsPublic
            && !await gate.MayAsync(ProcessActs.SeeDraft, process.Place, cancel)) return TypedResults.NotFound();
        var head = await Listed(db.Documents.Where(d => d.Id == id)).SingleAsync(cancel);
        var amendments = await db.Amendments.AsNoTracking().Where(a => a.Document == id && a.Reading == Reading.Published)
            .OrderBy(a => a.At)
            .Select(a => new ShownAmendment(a.Code, a.EId, a.Edition, a.OldText, a.NewText, a.Why, a.Signature, a.At, a.Answer, a.Reasons,
                a.AnsweredAt, a.Via, a.Beside)).ToListAsync(cancel);
        return TypedResults.Ok(new ShownDocument(head,
            [.. found.Editions.Select(e => new ShownEdition(e.Number, e.At, e.Why, e.IsFinal, e.Hash))],
            [.. found.Editions[^1].Parts.Select(p => new ShownPart(p.EId, p.Kind, p.Label, p.Heading, p.Plain, p.Text))], amendments));
    }

    private static IQueryable<ListedDocument> Listed(IQueryable<Document> documents) =>
        documents.AsNoTracking().Select(d => new ListedDocument(
        d.Id, d.Kind, d.Title, d.Lead, d.State, d.Editions.Count, d.Editions.Max(e => e.At), d.OpenFrom, d.OpenTo, d.AnswerBy,
            d.AdoptedBy, d.TakenBack));
}
