using System.Security.Cryptography;
using System.Text;
using Patto.Database;
using Patto.Web.Ui;

namespace Patto.Web;

/// <summary>What was sent by a form, as far as it tells one sending from another.</summary>
internal static class Sending
{
    private const string Token = "__RequestVerificationToken";

    /// <summary>Null when the form carries no key.</summary>
    public static async Task<Once?> OfAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType) return null;
        var form = await request.ReadFormAsync(cancel);
        return form[PostFormTagHelper.OnceKey].ToString() is { Length: > 0 } key
            ? new(key, PlaceOf(request), await FingerprintAsync(request, form, cancel)) : null;
    }

    private static string PlaceOf(HttpRequest request) =>
        $"{request.Path.Value?.ToLowerInvariant()}?{request.Query["handler"].ToString().ToLowerInvariant()}";

    private static async Task<string> FingerprintAsync(HttpRequest request, IFormCollection form, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.QueryString.Value ?? "");
        foreach (var (name, values) in form.Where(f => f.Key is not (Token or PostFormTagHelper.OnceKey))
            .OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            Add(hash, name);
            foreach (var value in values) Add(hash, value ?? "");
        }
        foreach (var file in form.Files)
        {
            Add(hash, $"{file.Name}/{file.FileName}");
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, cancel));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // Each piece with its length before it: what stands in one field cannot pass for two.
    private static void Add(IncrementalHash hash, string piece)
    {
        var bytes = Encoding.UTF8.GetBytes(piece);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
