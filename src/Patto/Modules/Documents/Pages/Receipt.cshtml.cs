using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Modules.Documents.Pages;

/// <summary>What the author of an amendment keeps: the code, and what happens next. Nothing about the author is on it.</summary>
public sealed class ReceiptModel(AmendmentTickets tickets) : DocumentPage
{
    public Amendment Amendment { get; private set; } = null!;

    protected override async Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (tickets.Open(RouteData.Values["ticket"] as string) is not { } id) return false;
        Amendment = (await Db.Amendments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Document == Document.Id, cancel))!;
        Trail((Document.Title, Home), (L["Ricevuta"], null));
        return Amendment is not null;
    }

    public void OnGet() { }
}
