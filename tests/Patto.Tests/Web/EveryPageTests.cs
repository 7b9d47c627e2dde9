using System.Net;
using AngleSharp.Dom;

namespace Patto.Tests.Web;

/// <summary>Every page of the demo town, found by following links from the home page as different people.</summary>
public sealed partial class EveryPageTests(DemoTown demo) : IClassFixture<DemoTown>
{
    /// <summary>Routes that no link leads to, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotLinked = new()
    {
        ["/avvio/{secret}"] = "printed at the first start of an installation that has no authority",
        ["/invito/{secret}"] = "in the letter of invitation",
        ["/password/{account:guid}"] = "in the letter that was asked for",
        ["/errore/{status:int}"] = "shown in place of other pages",
        ["/conferma/{token}"] = "in the letter that confirms an address",
        ["/avvisi/conferma/{token}"] = "in the letter that confirms a subscription",
        ["/avvisi/disdici/{token}"] = "in every notice, to end them",
        ["/percorsi/{process}/contributi/ricevuta"] = "shown once a contribution is sent",
        ["/percorsi/{process}/documenti/{id}/ricevuta/{ticket}"] = "shown once an amendment is sent",
        ["/percorsi/{process}/incontri/{meeting}/iscritto"] = "shown once somebody has signed up",
        ["/voce/{secret}"] = "the author's own page, on the receipt",
        ["/stanza/{code?}"] = "read aloud in the room of a running meeting",
        ["/percorsi/{process}/incontri/{meeting}/proponi"] = "only while the wall of an Open Space is open",
        ["/percorsi/{process}/decisioni/consegna/{handover}/presa-d-atto"] = "only while a text that was handed over waits for the note",
        ["/percorsi/{process}/gruppi/richieste"] = "only while somebody has asked to join the table",
        ["/file/{id:guid}/{name}"] = "the demo keeps no file",
        ["/esci"] = "a form in the header",
        ["/stile"] = "for developers",
        ["/status"] = "for whoever watches the installation",
        ["/lingua/{code}"] = "changes the language and goes back",
        ["/api/v1/openapi.json"] = "for programs",
    };

    private static readonly string[] Cast = ["", "paola.guidetti", "anna.ferri", "chiara.monti", "lorenzo.bassi", "rita.bonora", "elisabetta.ravani"];

    [Fact]
    public async Task Every_link_leads_to_a_page_that_reads_well()
    {
        var walk = await WalkAsync();
        var faults = walk.Steps.SelectMany(FaultsOf).Distinct().ToList();
        if (faults.Count > 0) Assert.Fail($"{faults.Count} faults on {walk.Steps.Count} pages:\n" + string.Join("\n", faults.Take(120)));
    }

    [Fact]
    public async Task Every_route_is_reached_by_a_link_or_says_why_not()
    {
        var reached = (await WalkAsync()).Steps.Select(s => s.Route).ToHashSet();
        var lost = Walk.Routes(demo.Host).Where(r => !r.StartsWith("/api/", StringComparison.Ordinal) && !reached.Contains(r) && !NotLinked.ContainsKey(r)).ToList();
        if (lost.Count > 0) Assert.Fail("No link leads to:\n" + string.Join("\n", lost));
    }

    private static Walk? s_walked;

    private async Task<Walk> WalkAsync()
    {
        if (s_walked is not null) return s_walked;
        var walk = new Walk();
        foreach (var name in Cast) await walk.GoAsync(await demo.ComeAsync(name), "/", "/percorsi", "/area-personale", "/amministrazione/ente", "/osservatorio");
        return s_walked = walk;
    }

    private static IEnumerable<string> FaultsOf(Step step)
    {
        var where = $"{step.Url} (from {step.From})";
        if (step.Status is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.Forbidden)) yield return $"{where}: {(int)step.Status}";
        if (step.Page is not { } page || step.Status != HttpStatusCode.OK) yield break;
        if (page.QuerySelectorAll("h1").Length != 1) yield return $"{where}: {page.QuerySelectorAll("h1").Length} main headings";
        if (string.IsNullOrWhiteSpace(page.Title)) yield return $"{where}: no title";
        if (page.QuerySelector("[style], script:not([src]), [onclick], [onchange]") is { } inline) yield return $"{where}: inline style or script: {inline.OuterHtml[..Math.Min(80, inline.OuterHtml.Length)]}";
        if (page.QuerySelectorAll("[id]").GroupBy(e => e.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) yield return $"{where}: id twice: {twice.Key}";
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden]):not([type=submit]), select, textarea"))
            if (control.GetAttribute("aria-label") is null && control.GetAttribute("aria-labelledby") is null && control.Closest("label") is null && page.QuerySelector($"label[for='{control.Id}']") is null)
                yield return $"{where}: no label for {control.GetAttribute("name")}";
    }
}
