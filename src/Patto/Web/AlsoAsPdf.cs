using System.Text;
using Microsoft.AspNetCore.Mvc.Filters;
using Patto.Authorities;
using Patto.Localization;
using Patto.Printing;

namespace Patto.Web;

/// <summary>A print view that is handed out as a tagged PDF when its address ends in <c>?pdf</c>; where no PDF can be made it answers with
/// the print view itself.</summary>
/// <param name="fileName">Without extension.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AlsoAsPdfAttribute(string fileName) : Attribute, IAsyncResultFilter
{
    /// <summary>Who waits longer is shown the place in the queue.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        var queue = http.RequestServices.GetRequiredService<PrintQueue>();
        if (!http.Request.Query.ContainsKey("pdf") || !queue.IsOpen) { await next(); return; }
        var html = await CaptureAsync(http, next);
        var job = queue.Enter(http.Connection.RemoteIpAddress?.ToString() ?? "", Encoding.UTF8.GetString(html),
            http.RequestServices.GetRequiredService<CurrentAuthority>().Address, fileName);
        if (job is null) Refuse(http);
        else if (await IsReadyAsync(job, http.RequestAborted)) await SendAsync(http, await job.Pdf, html);
        else http.Response.Redirect($"/stampa/{job.Id}?torna={Uri.EscapeDataString(http.Request.Path)}");
    }

    internal static async Task<bool> IsReadyAsync(PrintJob job, CancellationToken cancel) =>
        await Task.WhenAny(job.Pdf, Task.Delay(Patience, cancel)) == job.Pdf;

    private async Task SendAsync(HttpContext http, byte[]? pdf, byte[] html)
    {
        if (pdf is not null) (http.Response.ContentType, http.Response.Headers.ContentDisposition) = ("application/pdf",
            $"inline; filename=\"{fileName}.pdf\"");
        http.Response.ContentLength = (pdf ?? html).Length;
        await http.Response.Body.WriteAsync(pdf ?? html, http.RequestAborted);
    }

    private static void Refuse(HttpContext http)
    {
        http.Response.ContentType = null;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "30";
        http.Items["crowded"] =
            http.RequestServices.GetRequiredService<Texts>()["Da questo collegamento ci sono già {0} PDF in preparazione.",
            PrintQueue.MostOfOne].Value;
    }

    private static async Task<byte[]> CaptureAsync(HttpContext http, ResultExecutionDelegate next)
    {
        var body = http.Response.Body;
        using var written = new MemoryStream();
        http.Response.Body = written;
        try { await next(); }
        finally { http.Response.Body = body; }
        return written.ToArray();
    }
}
