using Microsoft.AspNetCore.DataProtection;
using Patto.Database;
using Patto.Identity;
using Patto.Modules.Documents.Contracts;

namespace Patto.Modules.Documents;

/// <summary>Who sent an amendment or a comment comes to the receipt by a sealed address: its identity alone opens nothing before it is
/// published.</summary>
public sealed class RemarkTickets(IDataProtectionProvider protection)
{
    private readonly SealedToken _amendment = new(protection, "documents.amendment");
    private readonly SealedToken _comment = new(protection, "documents.comment");

    public string For(Id<Amendment> amendment) => _amendment.Seal(amendment.ToString());

    /// <summary>Of the receipt, from another page of the same process.</summary>
    public string Page(RouteData here, Amendment amendment) =>
        DocumentUrls.Receipt(here.Values["process"] as string ?? "", amendment.Document, For(amendment.Id));

    public string For(Id<Comment> comment) => _comment.Seal(comment.ToString());

    /// <summary>Null when the address is not ours.</summary>
    public Id<Amendment>? OpenAmendment(string? ticket) => _amendment.Open(ticket) is { } id ? Id<Amendment>.Parse(id, null) : null;

    /// <inheritdoc cref="OpenAmendment"/>
    public Id<Comment>? OpenComment(string? ticket) => _comment.Open(ticket) is { } id ? Id<Comment>.Parse(id, null) : null;
}
