using Microsoft.AspNetCore.Mvc;

namespace Patto.Modules.Documents.Pages;

/// <summary>The last edition as Akoma Ntoso, for whoever works with legal texts.</summary>
public sealed class XmlModel : DocumentPage
{
    public IActionResult OnGet() => Last is { } edition
        ? Content("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + AkomaNtoso.Write(Document, edition, Authority.Name),
            "application/akn+xml; charset=utf-8")
        : NotFound();
}
