namespace Patto.Bench;

/// <summary>What the cached pages are held against: a bare Kestrel that answers everything with the same bytes from memory. <c>PUT /</c>
/// gives it the bytes.</summary>
internal static class Peer
{
    public static async Task RunAsync(string[] words)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { Args = words });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(o => o.AddServerHeader = false);
        builder.WebHost.UseUrls(words[^1]);
        await using var app = builder.Build();
        (byte[] page, string type) = ("Pronto"u8.ToArray(), "text/plain");
        app.Run(async http =>
        {
            if (HttpMethods.IsPut(http.Request.Method))
            {
                using var sent = new MemoryStream();
                await http.Request.Body.CopyToAsync(sent);
                (page, type) = (sent.ToArray(), "text/html; charset=utf-8");
                return;
            }
            var bytes = page;
            http.Response.ContentType = type;
            http.Response.Headers.ContentEncoding = "br";
            http.Response.ContentLength = bytes.Length;
            await http.Response.Body.WriteAsync(bytes);
        });
        await app.RunAsync();
    }
}
