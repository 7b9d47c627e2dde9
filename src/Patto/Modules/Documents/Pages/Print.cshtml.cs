using Patto.Web;

namespace Patto.Modules.Documents.Pages;

/// <summary>The text for paper: clean, with its edition and hash; with <c>?pdf</c> as tagged PDF.</summary>
[AlsoAsPdf("testo")]
public sealed class PrintModel : DocumentPage
{
    public IReadOnlyList<Article> Articles { get; private set; } = [];

    protected override Task<bool> FindInDocumentAsync(CancellationToken cancel)
    {
        if (Last is null) return Task.FromResult(false);
        Articles = Article.All(Last.Parts);
        Trail((Document.Title, Home), (L["Versione da stampare"], null));
        return Task.FromResult(true);
    }

    public void OnGet() { }
}
