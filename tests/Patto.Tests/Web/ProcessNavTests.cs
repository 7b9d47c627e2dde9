using System.Net;
using System.Text.RegularExpressions;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>From every page of a process one comes to all of its pages.</summary>
public sealed partial class ProcessNavTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>Pages right below a process that its navigation does not name, each with the way to them.</summary>
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["parole-facili"] = "only where somebody has written them: on the page of the process",
        ["cruscotto"] = "for who works here: on the page of the process",
        ["avvisi"] = "a form, on the page of updates",
        ["aggiornamenti.xml"] = "for feed readers, on the page of updates",
        ["chiusura"] = "only once it is concluded: on the page of the process",
        ["concludi"] = "for who leads it, from the page where it is edited",
        ["modifica"] = "for who leads it, on the dashboard",
        ["duplica"] = "for who opens processes, from the page where it is edited and from the new one",
        ["togli"] = "for who leads it, from the page where it is edited",
        ["modello"] = "for who leads it, from the page where it is edited",
    };

    [GeneratedRegex(@"^/percorsi/\{process\}/(?<page>[a-z.-]+)(/\{part\?\})?$")]
    private static partial Regex Below();

    [Fact]
    public async Task Every_page_of_a_process_leads_to_all_its_pages()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Anna Prova", town, Role.Curator, process.Subject));
        var anybody = _host.Visitor();
        var pages = Walk.Routes(_host).Select(r => Below().Match(r)).Where(m => m.Success).Select(m => m.Groups["page"].Value).ToList();
        var home = ProcessUrls.Show(process.Slug);
        var nav = await NavAsync(anybody, home);
        var tabs = (await curator.ReadAsync(ProcessUrls.Dashboard(process.Slug) + "?tutto=1")).QuerySelectorAll(".tabs a")
            .Select(a => a.GetAttribute("href")!).ToHashSet();
        var missing = pages.Where(p => !nav.Contains($"{home}/{p}") && !tabs.Contains($"{home}/{p}") && !Otherwise.ContainsKey(p)).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{pages.Count} pages right below a process: {nav.Count} links for everybody, {tabs.Count} tabs for who works on it");
        Assert.True(pages.Count >= 24, $"only {pages.Count}");
        Assert.Empty(missing);
        foreach (var page in new[] { "cronoprogramma", "passi", "tavolo", "indicatori", "scheda" }) Assert.Contains($"{home}/{page}", nav);
        Assert.Contains("/osservatorio", nav);
        foreach (var url in nav)
        {
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(url)).StatusCode);
            if (url.StartsWith(home, StringComparison.Ordinal)) Assert.Equal(nav, await NavAsync(anybody, url));
        }
        Assert.Equal(nav, await NavAsync(curator, ProcessUrls.Dashboard(process.Slug) + "?tutto=1"));
        Assert.Empty(await NavAsync(anybody, "/percorsi"));
    }

    [Fact]
    public async Task Visitors_find_the_legal_steps_on_the_page_of_the_process()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var page = await _host.Visitor().ReadAsync(ProcessUrls.Show(process.Slug));
        Assert.NotNull(page.QuerySelector($"#fasi a[href='{ProcessUrls.LegalSteps(process.Slug)}']"));
    }

    private static async Task<List<string>> NavAsync(Visitor visitor, string url) =>
        [.. (await visitor.ReadAsync(url)).QuerySelectorAll(".process-nav a").Select(a => a.GetAttribute("href")!)];
}
