using System.Diagnostics;
using System.Text.RegularExpressions;
using Patto.Authorities;

namespace Patto.Printing;

/// <summary>Prints a page of this platform as a tagged PDF through Chromium, where it is installed. Without it people print from their
/// browser.</summary>
public sealed partial class PdfPrinter(IConfiguration settings, Sites sites, ILogger<PdfPrinter> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string? _chromium = Find(settings["chromium"]);

    public bool IsAvailable => _chromium is not null;

    /// <summary>The PDF of an HTML page, tagged and with an outline; null when Chromium is missing or fails.</summary>
    /// <param name="html">A whole page. Its style sheets and pictures are fetched from this program, wherever a request said that it came
    /// to.</param>
    /// <param name="site">Where its links lead.</param>
    public async Task<byte[]?> PrintAsync(string html, string site, CancellationToken cancel)
    {
        if (_chromium is null) return null;
        await _one.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("patto-stampa").FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            await File.WriteAllTextAsync(page, WithAddresses(html, site, sites.Inside), cancel);
            return await RunAsync(folder, page, cancel);
        }
        finally
        {
            _one.Release();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<byte[]?> RunAsync(string folder, string page, CancellationToken cancel)
    {
        var result = Path.Combine(folder, "page.pdf");
        var start = new ProcessStartInfo(_chromium!) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--allow-file-access-from-files", $"--user-data-dir={Path.Combine(folder, "profile")}",
            "--generate-pdf-document-outline", "--export-tagged-pdf", "--no-pdf-header-footer", "--virtual-time-budget=8000",
            $"--print-to-pdf={result}", new Uri(page).AbsoluteUri,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var chromium = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            var said = chromium.StandardError.ReadToEndAsync(patience.Token);
            _ = chromium.StandardOutput.ReadToEndAsync(patience.Token);
            await chromium.WaitForExitAsync(patience.Token);
            if (File.Exists(result)) return await File.ReadAllBytesAsync(result, cancel);
            log.LogWarning("Chromium printed nothing: {Said}", await said);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Chromium did not print within {Patience}", Patience);
        }
        finally
        {
            if (!chromium.HasExited) chromium.Kill(entireProcessTree: true);
        }
        return null;
    }

    internal static string WithAddresses(string html, string site, string? inside) =>
        (inside is null ? html : OwnFile().Replace(html, inside + "/"))
            .Replace("<head>", $"<head><base href=\"{site}/\">", StringComparison.OrdinalIgnoreCase);

    // The slash that begins the address of a file which the page is made of.
    [GeneratedRegex("""(?<=<(?:link|script|img|use)\b[^>]*\s(?:href|src)=")/(?!/)""")] private static partial Regex OwnFile();

    private static string? Find(string? configured) =>
        configured is { Length: > 0 } ? (File.Exists(configured) ? configured : null)
            : new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    public void Dispose() => _one.Dispose();
}
