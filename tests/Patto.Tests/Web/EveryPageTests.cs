using System.Net;

namespace Patto.Tests.Web;

/// <summary>Every page of the demo town, found by following links from the home page as different people.</summary>
public sealed class EveryPageTests(DemoTown demo) : IClassFixture<DemoTown>
{
    /// <summary>Routes that no link leads to, each with the reason.</summary>
    private static readonly Dictionary<string, string> NotLinked = new()
    {
        ["/anteprima/{mark}/{said}.png"] = "the picture that a public page names for messaging apps (PageCardTests)",
        ["/avvio/{secret}"] = "printed at the first start of an installation that has no authority",
        ["/invito/{secret}"] = "in the letter of invitation",
        ["/convocazione/{token}"] = "in the letter that calls somebody to a sitting",
        ["/verbale/{token}"] = "in the letter that sends minutes to be read",
        ["/password/{account:guid}"] = "in the letter that was asked for",
        ["/garante"] = "on the own page of the guarantor, whom the walk does not play",
        ["/errore/{status:int}"] = "shown in place of other pages",
        ["/conferma/{token}"] = "in the letter that confirms an address",
        ["/avvisi/conferma/{token}"] = "in the letter that confirms a subscription",
        ["/avvisi/disdici/{token}/subito"] = "in the head of every notice, for mail programs",
        ["/avvisi/disdici/{token}"] = "in every notice, to end them",
        ["/percorsi/{process}/contributi/ricevuta"] = "shown once a contribution is sent",
        ["/percorsi/{process}/documenti/{id}/ricevuta/{ticket}"] = "shown once an amendment is sent",
        ["/percorsi/{process}/documenti/{id}/commento/{ticket}"] = "shown once a comment is sent",
        ["/percorsi/{process}/incontri/{meeting}/iscritto"] = "shown once somebody has signed up",
        ["/percorsi/{process}/documenti/{id}/importa"] = "only until a text is published for the first time (ImportTextTests)",
        ["/percorsi/{process}/filoni/{track}"] = "once an internal track has flowed out (TrackTests)",
        ["/ufficio/{token}"] = "in the letter to the office (OfficeTests)",
        ["/patto/{token}"] = "in the letter to the signatory (PactPagesTests)",
        ["/avvio"] = "where an empty installation leads",
        ["/mie-voci/dati/copia/{token?}"] = "by the button that notes it, on the own page of whoever asks (DataRequestTests)",
        ["/voce"] = "an old address that leads to the thread",
        ["/voce/{secret}"] = "the author's own page, on the receipt",
        ["/stanza/{code}/voto"] = "on the page of the room, while something is asked there",
        ["/stanza/{code?}"] = "read aloud in the room of a running meeting",
        ["/percorsi/{process}/incontri/{meeting}/proponi"] = "only while the wall of an Open Space is open",
        ["/percorsi/{process}/decisioni/consegna/{handover}/presa-d-atto"] = "only while a text that was handed over waits for the note",
        ["/percorsi/{process}/annulla/{undo:guid}"] = "for ten minutes after an act of one click (UndoTests)",
        ["/percorsi/{process}/gruppi/richieste"] = "only while somebody has asked to join the table",
        ["/file/{id:guid}/{name}"] = "the demo keeps no file",
        ["/stampa/{id:guid}"] = "shown while a PDF waits for its turn",
        ["/senza-rete.js"] = "the service worker, registered by the pages of a room (OfflineTests)",
        ["/senza-rete/{language:regex(^(it|en)$)}"] = "shown in place of other pages while there is no network (OfflineJourney)",
        ["/robots.txt"] = "for search engines (ForMachinesTests)",
        ["/sitemap.xml"] = "for search engines (ForMachinesTests)",
        ["/sitemap/{part:int}.xml"] = "for search engines (ForMachinesTests)",
        ["/.well-known/security.txt"] = "for whoever finds a weakness",
        ["/allegati/{kind}/{of:guid}/{file:guid}"] = "from the files of a thing, where it has any (AttachmentTests)",
        ["/esci"] = "a form in the header",
        ["/stile"] = "for developers",
        ["/status"] = "for whoever watches the installation",
        ["/lingua/{code}"] = "changes the language and goes back",
        ["/api/v1/openapi.json"] = "for programs",
    };

    private static readonly string[] Cast = ["", "paola.guidetti", "anna.ferri", "chiara.monti", "lorenzo.bassi", "rita.bonora",
        "elisabetta.ravani"];

    [Fact]
    public async Task Every_link_leads_to_a_page_that_reads_well()
    {
        var steps = await WalkAsync();
        var faults = steps.SelectMany(s => s.Faults).Distinct().ToList();
        if (faults.Count > 0) Assert.Fail($"{faults.Count} faults on {steps.Count} pages:\n" + string.Join("\n", faults.Take(120)));
        Assert.True(steps.Count > 500, $"only {steps.Count} pages were visited");
    }

    [Fact]
    public async Task Every_route_is_reached_by_a_link_or_says_why_not()
    {
        var reached = (await WalkAsync()).Select(s => s.Route).ToHashSet();
        var lost = Walk.Routes(demo.Host).Where(r => !r.StartsWith("/api/", StringComparison.Ordinal) && !reached.Contains(r)
            && !NotLinked.ContainsKey(r)).ToList();
        if (lost.Count > 0) Assert.Fail("No link leads to:\n" + string.Join("\n", lost));
    }

    [Fact]
    public async Task No_English_word_stands_on_an_Italian_page()
    {
        ReadIn("it", await WalkAsync());
    }

    [Theory]
    [InlineData("anna.ferri"), InlineData("lorenzo.bassi")]
    public async Task No_Italian_text_of_the_interface_stands_on_an_English_page(string name)
    {
        var visitor = await demo.ComeAsync(name);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/lingua/en")).StatusCode);
        var walk = new Walk { Look = (step, page) => step with { Foreign = [.. ForeignWords.On(step, page)] } };
        await walk.GoAsync(visitor, "/", "/percorsi", "/area-personale", "/amministrazione/ente", "/osservatorio", "/non-c-e");
        ReadIn("en", walk.Steps);
    }

    private static void ReadIn(string language, IReadOnlyList<Step> steps)
    {
        var pages = steps.Where(s => s.ContentType == "text/html" && s.Status is not HttpStatusCode.Redirect).ToList();
        Assert.True(pages.Count > 40, $"only {pages.Count} pages");
        Assert.All(pages, p => Assert.Equal(language, p.Language));
        var foreign = pages.SelectMany(p => p.Foreign).Distinct().ToList();
        if (foreign.Count > 0) Assert.Fail($"{foreign.Count} words or texts on {pages.Count} pages:\n"
            + string.Join("\n", foreign.Take(120)));
    }

    private static async Task<List<Step>> WalkAsync()
    {
        List<Step> steps = [];
        foreach (var name in Cast) steps.AddRange(await Afternoon.OfAsync(name));
        return steps;
    }
}
