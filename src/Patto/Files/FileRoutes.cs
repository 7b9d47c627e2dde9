using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;

namespace Patto.Files;

internal static class FileRoutes
{
    /// <summary>The policy of what people upload: shown or saved, never run.</summary>
    public const string Uploads = "uploads";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/file/{id:guid}/{name}", SendAsync).ExcludeFromDescription().WithSecurityHeadersPolicy(Uploads);

    private static async Task<IResult> SendAsync(Guid id, HttpContext http, AppDb db, FileStore store, CurrentUser currentUser,
        CurrentAuthority currentAuthority, TimeProvider clock, CancellationToken cancel)
    {
        var (wanted, authority) = (new Id<StoredFile>(id), currentAuthority.Required.Id);
        var reader = Reader.Of(await currentUser.GrantsAsync(db, cancel), clock.GetUtcNow());
        var file = await db.Set<StoredFile>().AsNoTracking().Where(f => f.Id == wanted && f.Authority == authority)
            .Where(Visible.To<StoredFile>(reader)).SingleOrDefaultAsync(cancel);
        if (file is null || await store.ReadAsync(file, cancel) is not { } bytes) return Results.NotFound();
        var how = new ContentDispositionHeaderValue(FileTypes.IsInline(file.ContentType) ? "inline" : "attachment");
        how.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = how.ToString();
        return Results.Bytes(bytes, file.ContentType, entityTag: new($"\"{file.Sha256}\""));
    }
}
