using Microsoft.AspNetCore.Localization;

namespace Patto.Web;

/// <summary>The page that a browser shows in place of any other while there is no network, and the script that keeps it there (a service
/// worker). Both are the same for everybody, so their language stands in the address.</summary>
public static class OfflineShell
{
    public const string Address = "/senza-rete", Worker = "/senza-rete.js", Language = "lingua";

    /// <param name="language">it or en.</param>
    public static string Page(string language) => $"{Address}/{language}";

    /// <summary>What a page registers: another language is another worker.</summary>
    public static string WorkerIn(string language) => $"{Worker}?{Language}={language}";

    internal static IRequestCultureProvider ByAddress => new CustomRequestCultureProvider(http =>
        Task.FromResult(http.Request.Path.Value switch
        {
            Address + "/it" => new ProviderCultureResult("it-IT"),
            Address + "/en" => new ProviderCultureResult("en-GB"),
            _ => null,
        }));
}
