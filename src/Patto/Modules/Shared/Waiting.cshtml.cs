using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Patto.Printing;

namespace Patto.Web.Ui;

/// <summary>The place of a PDF in the queue; the PDF itself once it is printed.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WaitingModel(PrintQueue queue) : BasicPage
{
    public int Ahead { get; private set; }
    public string? Back { get; private set; }
    public string Again { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, string? torna, CancellationToken cancel)
    {
        (Back, Again) = (RedirectHttpResult.IsLocalUrl(torna) ? torna : null, Request.Path + Request.QueryString);
        // Printed and gone, or asked of another node: it is asked for again.
        if (queue.Find(id) is not { } job) return Back is null ? NotFound() : LocalRedirect(Back + "?pdf");
        if (await AlsoAsPdfAttribute.IsReadyAsync(job, cancel))
            return await job.Pdf is { } pdf ? Inline(pdf, job.FileName) : Back is null ? NotFound() : LocalRedirect(Back);
        Ahead = queue.Ahead(job);
        Response.Headers.Append("Refresh", "2");
        return Page();
    }

    private FileContentResult Inline(byte[] pdf, string name)
    {
        Response.Headers.ContentDisposition = $"inline; filename=\"{name}.pdf\"";
        return new(pdf, "application/pdf");
    }
}
