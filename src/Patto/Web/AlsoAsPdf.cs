using System.Text;
using Microsoft.AspNetCore.Mvc.Filters;
using Patto.Printing;

namespace Patto.Web;

/// <summary>A print view that is handed out as a tagged PDF when its address ends in <c>?pdf</c>; where no PDF can be made it answers with the print view itself.</summary>
/// <param name="fileName">Without extension.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AlsoAsPdfAttribute(string fileName) : Attribute, IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        var printer = http.RequestServices.GetRequiredService<PdfPrinter>();
        if (!http.Request.Query.ContainsKey("pdf") || !printer.IsAvailable) { await next(); return; }
        var html = await CaptureAsync(http, next);
        var pdf = await printer.PrintAsync(Encoding.UTF8.GetString(html), $"{http.Request.Scheme}://{http.Request.Host}", http.RequestAborted);
        if (pdf is not null) (http.Response.ContentType, http.Response.Headers.ContentDisposition) = ("application/pdf", $"inline; filename=\"{fileName}.pdf\"");
        http.Response.ContentLength = (pdf ?? html).Length;
        await http.Response.Body.WriteAsync(pdf ?? html, http.RequestAborted);
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
