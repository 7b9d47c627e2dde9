namespace Patto.Modules.Documents.Pages;

/// <summary>All editions of a text, each with its hash.</summary>
[Caching.PublicCache]
public sealed class VersionsModel : DocumentPage
{
    protected override Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        Trail((Document.Title, Home), (L["Versioni"], null));
        return Task.FromResult(true);
    }

    public void OnGet() { }
}
