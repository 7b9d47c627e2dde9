using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Documents;

/// <summary>The letters of a receipt open the page of the amendment or of the comment that they were given for.</summary>
internal sealed class RemarksByLetters(AppDb db, ProcessBook processes, RemarkTickets tickets, CurrentAuthority currentAuthority)
    : IOpenByLetters
{
    public async Task<string?> PageAsync(string secretHash, CancellationToken cancel)
    {
        var authority = currentAuthority.Required.Id;
        var texts = db.Documents.Where(d => d.Authority == authority);
        if (await db.Amendments.Where(a => a.SecretHash == secretHash && texts.Any(d => d.Id == a.Document))
            .Select(a => new { a.Id, a.Document, a.Process }).SingleOrDefaultAsync(cancel) is { } amendment
            && (await processes.SlugsAsync([amendment.Process], Reader.Anybody, cancel)).TryGetValue(amendment.Process, out var slug))
            return DocumentUrls.Receipt(slug, amendment.Document, tickets.For(amendment.Id));
        return await db.Comments.Where(c => c.SecretHash == secretHash && texts.Any(d => d.Id == c.Document))
            .Select(c => new { c.Id, c.Document, c.Process }).SingleOrDefaultAsync(cancel) is { } comment
            && (await processes.SlugsAsync([comment.Process], Reader.Anybody, cancel)).TryGetValue(comment.Process, out slug)
            ? DocumentUrls.CommentReceipt(slug, comment.Document, tickets.For(comment.Id)) : null;
    }
}
