using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.FileProviders;
using Patto.Authorities;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>The service worker, at the root of the site since it answers for all of it: the script of the assets after a line that says
/// what it keeps, and in which version. It changes when one of the files or the program changes, and no proxy may keep it.</summary>
public sealed class OfflineWorkerModel(IWebHostEnvironment environment, CurrentAuthority currentAuthority) : BasicPage
{
    private const string Script = "js/worker.js";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var language = Request.Query[OfflineShell.Language] == "en" ? "en" : "it";
        var town = currentAuthority.Authority;
        if (town is null) return NotFound();
        var worker = await ReadAsync(Script, cancel);
        string[] files = [$"themes/{town.Theme}.css", "css/room.css", "js/site.js", "js/offline.js", "svg/icone.svg"];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files) hash.AppendData(await ReadAsync(file, cancel));
        hash.AppendData(worker);
        hash.AppendData(typeof(OfflineWorkerModel).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(Encoding.UTF8.GetBytes($"{language}\n{town.Name}\n{town.SiteName}"));
        var told = new { version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16], shell = OfflineShell.Page(language) };
        Response.Headers.CacheControl = "no-cache";
        return Content($"self.patto = {JsonSerializer.Serialize(told)};\n{Encoding.UTF8.GetString(worker)}",
            "text/javascript; charset=utf-8");
    }

    // A theme that is no more is no reason to keep nothing.
    private async Task<byte[]> ReadAsync(string path, CancellationToken cancel)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists) return [];
        await using var stream = file.CreateReadStream();
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, cancel);
        return read.ToArray();
    }
}
