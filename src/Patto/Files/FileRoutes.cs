using Microsoft.Net.Http.Headers;

namespace Patto.Files;

internal static class FileRoutes
{
    /// <summary>The policy of what people upload: shown or saved, never run.</summary>
    public const string Uploads = "uploads";

    /// <summary>In the address: which size of a picture.</summary>
    public const string SizeKey = "dim";
    public const string SmallSize = "piccola", MediumSize = "media";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/file/{id:guid}/{name}", SendAsync).ExcludeFromDescription().WithSecurityHeadersPolicy(Uploads);

    private static async Task<IResult> SendAsync(Guid id, string? dim, HttpContext http, FileBook book, FileStore store,
        CancellationToken cancel)
    {
        if (await book.FindAsync(new(id), cancel) is not { } file) return Results.NotFound();
        var sha256 = dim switch
        {
            SmallSize when file.SmallSha256.Length > 0 => file.SmallSha256,
            MediumSize when file.MediumSha256.Length > 0 => file.MediumSha256,
            _ => file.Sha256,
        };
        if (await store.OpenAsync(sha256, cancel) is not { } content) return Results.NotFound();
        var how = new ContentDispositionHeaderValue(FileTypes.IsInline(file.ContentType) ? "inline" : "attachment");
        how.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = how.ToString();
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Stream(content, file.ContentType, entityTag: new($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
