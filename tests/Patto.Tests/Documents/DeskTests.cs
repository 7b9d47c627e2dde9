using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Processes;
using Patto.Web;

namespace Patto.Tests.Documents;

/// <summary>The desk of a text: amendments beside the words they change, answered one by one, together, or joined in one text.</summary>
public sealed class DeskTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Composed = "La Consulta è composta da dodici componenti.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Document Document, Visitor Carla)
    {
        public string Desk => DocumentUrls.Desk(Process.Slug, Document.Id);
        public string Merge(params string[] codes) => DocumentUrls.Merge(Process.Slug, Document.Id, codes);
        public string Together(params string[] codes) => DocumentUrls.Together(Process.Slug, Document.Id, codes);
    }

    private async Task<Town> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject));
        return new(town, process, await _host.DocumentAsync(town, process), carla);
    }

    /// <summary>Read and published, of an author who left an e-mail.</summary>
    private Task<string> AmendAsync(Town at, string eId, string text, Via via = Via.Web, bool published = true) =>
        _host.Act(at.Authority, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            var document = await drafting.LoadAsync(at.Document.Id, Cancel);
            var info = (await write.Get<ProcessBook>().GetAsync(at.Process.Id, Cancel))!;
            var part = document.Editions[^1].Parts.First(p => p.EId == eId);
            var amendment = await drafting.ProposeAsync(info, document, part, text, "Serve.", "A. R.",
                new(Channel.Email, "Anna Rossi", "anna@esempio.it"), write.Now, via, Cancel);
            if (published) amendment.Publish();
            return amendment.Code;
        });

    private Task<Amendment> ReadAsync(string code) =>
        _host.InDb(db => db.Set<Amendment>().AsNoTracking().SingleAsync(a => a.Code == code, Cancel));
    private async Task<string> ReplyAsync(Town at, string code) =>
        DocumentUrls.Reply(at.Process.Slug, at.Document.Id, (await ReadAsync(code)).Id);

    private Task<string> CommaAsync(Town at, string eId) => _host.InDb(async db => (await db.Set<Node>().AsNoTracking()
        .Include(n => n.Versions.OrderBy(v => v.Number)).SingleAsync(n => n.Document == at.Document.Id && n.EId == eId, Cancel))
        .Current.Text);

    private Task<List<Letter>> LettersAsync(string code) => _host.InDb(async db =>
    {
        var id = (await db.Set<Amendment>().AsNoTracking().SingleAsync(a => a.Code == code, Cancel)).Subject;
        return await db.Set<Letter>().AsNoTracking().Where(l => l.About == id && l.Subject.StartsWith("La risposta")).ToListAsync(Cancel);
    });

    /// <summary>As a browser without script sends the form, to one of its buttons.</summary>
    private static async Task<HttpResponseMessage> SendAsync(Visitor who, IHtmlDocument page, string? handler,
        params (string, string)[] fields)
    {
        var form = (IHtmlFormElement)page.QuerySelector("main form[method='post']")!;
        var address = form.GetAttribute("action")!;
        if (handler is not null) address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler;
        return await who.Client.PostAsync(address, new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => fields.All(x => x.Item1 != f.Key)).Concat(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)))), Cancel);
    }

    private static async Task<IHtmlDocument> ShownAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var page = await Visitor.ParseAsync(answer);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {page.QuerySelector("main")?.TextContent}");
        return page;
    }

    private static string MainOf(IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static async Task RefusedAsync(string sentence, Task<HttpResponseMessage> sent) => Assert.Contains(sentence,
        MainOf(await ShownAsync(await sent, HttpStatusCode.UnprocessableEntity)), StringComparison.Ordinal);

    private static async Task RedirectedAsync(Task<HttpResponseMessage> sent) => await ShownAsync(await sent, HttpStatusCode.Redirect);

    [Fact]
    public async Task Amendments_stand_beside_the_comma_they_change_with_those_they_touch_and_their_twins()
    {
        var at = await TownAsync();
        var second = await AmendAsync(at, "art_2__para_2", "Le sedute sono segrete.");
        var fifteen = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        var twenty = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da venti componenti.");
        var twin = await AmendAsync(at, "art_2__para_1", "la Consulta è composta da QUINDICI componenti");
        var first = await AmendAsync(at, "art_1__para_1", "", Via.Paper);
        var more = await AmendAsync(at, "art_1", "Un comma in più.", published: false);
        var page = await at.Carla.ReadAsync(at.Desk);
        Assert.Equal([first, more, fifteen, twenty, twin, second], page.QuerySelectorAll("section[aria-labelledby=wait] article.note")
            .Select(a => a.Id));
        Assert.Equal(["Articolo 1. Finalità", "Articolo 2. Composizione"], page.QuerySelectorAll("section[aria-labelledby=wait] > h3")
            .Select(h => h.TextContent));
        var place = page.QuerySelector("section[aria-labelledby='l-art_2__para_1']")!;
        Assert.Contains(Composed, place.QuerySelector(".comma")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 toccano le stesse parole", place.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Chiedono la stessa cosa: {fifteen}, {twin}", place.TextContent, StringComparison.Ordinal);
        Assert.Contains("«dodici»", place.QuerySelectorAll(".panel").Single(p => p.QuerySelector($"#{twenty}") is not null).TextContent,
            StringComparison.Ordinal);
        // Only what was read may be chosen.
        Assert.Equal(5, page.QuerySelectorAll("input[name=scelti]").Length);
        foreach (var (filter, codes) in new (string, string[])[]
        {
            ("tipo=Removes", [first]), ("tipo=Adds", [more]), ("tipo=Changes", [fifteen, twenty, twin, second]), ("via=Paper", [first]),
            ("articolo=art_2__para_1", [fifteen, twenty, twin]), ("articolo=art_2", [fifteen, twenty, twin, second]),
            ($"codice={second}", [second]), ("esito=Accepted", []), ("esito=Waiting&tipo=Removes", [first]),
        })
            Assert.Equal(codes, (await at.Carla.ReadAsync($"{at.Desk}?{filter}"))
                .QuerySelectorAll("section[aria-labelledby=wait] article.note").Select(a => a.Id));
    }

    [Fact]
    public async Task Four_hundred_amendments_are_walked_in_reading_order_though_some_are_answered_meanwhile()
    {
        var at = await TownAsync();
        string[] places = ["art_2__para_2", "art_1__para_1", "art_2__para_1"];
        await _host.Act(at.Authority, null, async write =>
        {
            var edition = await write.Db.Set<Edition>().SingleAsync(e => e.Document == at.Document.Id, Cancel);
            for (var n = 0; n < 400; n++)
                write.Db.Add(Amendment.Propose(at.Document, edition.Parts.First(p => p.EId == places[n % 3]), 1,
                    $"{at.Process.Key}-E{n + 1:0000}", $"Testo {n}", "Perché sì", "", null, write.Now));
            return 0;
        });
        List<string> seen = [];
        var url = at.Desk;
        for (var pages = 0; pages < 30; pages++)
        {
            var page = await at.Carla.ReadAsync(url);
            Assert.Contains("20 su " + (pages == 0 ? 400 : 399), MainOf(page), StringComparison.Ordinal);
            seen.AddRange(page.QuerySelectorAll("section[aria-labelledby=wait] article.note").Select(a => a.Id!));
            if (page.QuerySelector("section[aria-labelledby=wait] a[rel=next]") is not { } next) break;
            url = next.GetAttribute("href")!;
            // The very one after which the next page begins.
            var last = seen[^1];
            if (pages == 0) await _host.Act(at.Authority, null, async write =>
            {
                (await write.Db.Set<Amendment>().SingleAsync(a => a.Code == last, Cancel)).Reply(Answer.Refused, "No.", write.Now);
                return 0;
            });
        }
        var expected = await _host.InDb(db => db.Set<Amendment>().AsNoTracking().Select(a => new { a.Code, a.EId }).ToListAsync(Cancel));
        Assert.Equal(expected.OrderBy(a => a.EId, StringComparer.Ordinal).ThenBy(a => a.Code, StringComparer.Ordinal)
            .Select(a => a.Code), seen);
    }

    [Fact]
    public async Task Two_accepted_amendments_to_one_comma_are_joined_and_both_authors_are_told()
    {
        var at = await TownAsync();
        var fifteen = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        var chosen = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da dodici componenti estratti a sorte.");
        var page = await at.Carla.ReadAsync(at.Merge(fifteen, chosen));
        var text = page.QuerySelector("section[aria-labelledby=esce]")!;
        Assert.Contains("quindici", text.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("estratti a sorte", text.TextContent, StringComparison.Ordinal);
        Assert.Equal(Answer.Waiting, (await ReadAsync(fifteen)).Answer);
        Assert.Equal(Composed, await CommaAsync(at, "art_2__para_1"));

        await RedirectedAsync(SendAsync(at.Carla, page, null));
        Assert.Equal("La Consulta è composta da quindici componenti estratti a sorte.", await CommaAsync(at, "art_2__para_1"));
        var (one, other) = (await ReadAsync(fifteen), await ReadAsync(chosen));
        Assert.Equal((Answer.Accepted, Answer.Accepted), (one.Answer, other.Answer));
        Assert.Equal(one.Entered, other.Entered);
        Assert.Equal([chosen, fifteen], one.Beside.Concat(other.Beside));
        Assert.Contains($"unito a {chosen}", Assert.Single(await LettersAsync(fifteen)).Body, StringComparison.Ordinal);
        Assert.Contains($"unito a {fifteen}", Assert.Single(await LettersAsync(chosen)).Body, StringComparison.Ordinal);
        Assert.Equal(2, await _host.InDb(db => db.Set<Link>().CountAsync(l => l.Relation == Relation.Changes
            && (l.From == one.Subject || l.From == other.Subject), Cancel)));
        Assert.Contains($"Nel testo è unito a {chosen}.", MainOf(await _host.Visitor().ReadAsync($"/filo/{fifteen}")),
            StringComparison.Ordinal);
        Assert.Contains("Nel testo è unito a:", MainOf(await _host.Visitor().ReadAsync(DocumentUrls.Article(at.Process.Slug, at.Document.Id,
            "art_2"))), StringComparison.Ordinal);
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
        // The same form once more, an hour later: they were answered.
        Assert.Contains("Qui non c'è niente da unire", MainOf(await at.Carla.ReadAsync(at.Merge(fifteen, chosen))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_two_touch_the_same_words_somebody_chooses_and_who_does_not_get_all_reads_why()
    {
        var at = await TownAsync();
        var fifteen = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        var twenty = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da venti componenti, tutti abitanti.");
        var page = await at.Carla.ReadAsync(at.Merge(fifteen, twenty));
        Assert.Null(page.QuerySelector("section[aria-labelledby=esce]"));
        await RefusedAsync("Scegli quali parole restano", SendAsync(at.Carla, page, "Preview"));
        await RefusedAsync("Scrivi le parole che restano", SendAsync(at.Carla, page, "Preview", ("Kept[0]", "own")));

        var preview = await ShownAsync(await SendAsync(at.Carla, page, "Preview", ("Kept[0]", "own"), ("Own[0]", "diciotto")));
        Assert.Contains("diciotto", preview.QuerySelector("section[aria-labelledby=esce]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["InPart", "InPart"], preview.QuerySelectorAll("select option[selected]").Select(o => o.GetAttribute("value")));
        await RefusedAsync("scrivi il motivo", SendAsync(at.Carla, preview, null, ("Reasons[0]", "Diciotto bastano.")));
        // Another choice after the preview is not what was seen.
        await RefusedAsync("Il testo non è più quello dell'anteprima", SendAsync(at.Carla, preview, null, ("Own[0]", "cento"),
            ("Reasons[0]", "x"), ("Reasons[1]", "y")));
        Assert.Equal(Composed, await CommaAsync(at, "art_2__para_1"));

        await RedirectedAsync(SendAsync(at.Carla, preview, null, ("Reasons[0]", "Diciotto bastano."),
            ("Reasons[1]", "Fra quindici e venti.")));
        Assert.Equal("La Consulta è composta da diciotto componenti, tutti abitanti.", await CommaAsync(at, "art_2__para_1"));
        Assert.Equal((Answer.InPart, "Fra quindici e venti."), ((await ReadAsync(twenty)).Answer, (await ReadAsync(twenty)).Reasons));
        Assert.Contains("Diciotto bastano.", Assert.Single(await LettersAsync(fifteen)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_left_out_of_the_joined_text_is_answered_in_the_same_act_and_a_comma_that_moved_is_not_overwritten()
    {
        var at = await TownAsync();
        var fifteen = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        var twenty = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da venti componenti.");
        var page = await at.Carla.ReadAsync(at.Merge(fifteen, twenty));
        var preview = await ShownAsync(await SendAsync(at.Carla, page, "Preview", ("Kept[0]", "0")));
        Assert.Equal(["Accepted", "Refused"], preview.QuerySelectorAll("select option[selected]").Select(o => o.GetAttribute("value")));
        await RedirectedAsync(at.Carla.PostAsync(DocumentUrls.EditArticle(at.Process.Slug, at.Document.Id, "art_2"),
            new() { ["Texts[0]"] = "La Consulta è composta da dodici persone.", ["Why"] = "Parole più semplici" }));
        await RefusedAsync("Qualcun altro ha riscritto", SendAsync(at.Carla, preview, null, ("Reasons[1]", "Sono troppi.")));
        Assert.Equal(Answer.Waiting, (await ReadAsync(fifteen)).Answer);
        // Opened anew: what each asked is carried over to the words of now.
        page = await at.Carla.ReadAsync(at.Merge(fifteen, twenty));
        preview = await ShownAsync(await SendAsync(at.Carla, page, "Preview", ("Kept[0]", "0")));
        await RedirectedAsync(SendAsync(at.Carla, preview, null, ("Reasons[1]", "Sono troppi.")));
        Assert.Equal("La Consulta è composta da quindici persone.", await CommaAsync(at, "art_2__para_1"));
        var refused = await ReadAsync(twenty);
        Assert.Equal((Answer.Refused, "Sono troppi.", (Id<NodeVersion>?)null), (refused.Answer, refused.Reasons, refused.Entered));
        Assert.Empty(refused.Beside);
    }

    [Fact]
    public async Task Each_outcome_needs_what_it_rests_on_and_is_told_on_the_page_in_the_letter_and_in_the_open_data()
    {
        var at = await TownAsync();
        var accepted = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        List<string> codes = [];
        for (var n = 0; n < 5; n++) codes.Add(await AmendAsync(at, "art_2__para_1", $"La Consulta è composta da {n} componenti."));
        async Task<HttpResponseMessage> GiveAsync(string code, string answer, string reasons = "", string by = "") =>
            await at.Carla.PostAsync(await ReplyAsync(at, code), new() { ["Answer"] = answer, ["Reasons"] = reasons, ["By"] = by });
        await RefusedAsync("Scrivi il codice", GiveAsync(codes[0], "Absorbed"));
        await RefusedAsync("non è il codice di un altro emendamento accolto", GiveAsync(codes[0], "Absorbed", by: accepted));
        await RedirectedAsync(GiveAsync(accepted, "Accepted"));
        await RedirectedAsync(GiveAsync(codes[0], "Absorbed", by: $" {accepted.ToLowerInvariant()}"));
        await RedirectedAsync(GiveAsync(codes[1], "Precluded", by: accepted));
        foreach (var (n, answer) in new[] { (2, "Inadmissible"), (3, "Withdrawn"), (4, "Lapsed") })
        {
            await RefusedAsync("scrivi il motivo", GiveAsync(codes[n], answer, " "));
            await RedirectedAsync(GiveAsync(codes[n], answer, $"Perché {answer}."));
        }
        var page = MainOf(await _host.Visitor().ReadAsync(DocumentUrls.Article(at.Process.Slug, at.Document.Id, "art_2")));
        var table = await (await _host.Visitor().GetAsync(OpenDataUrls.Show(at.Process.Slug, "emendamenti", "csv"))).Content
            .ReadAsStringAsync(Cancel);
        var api = await (await _host.Visitor().GetAsync($"/api/v1/documents/{at.Document.Id}")).Content.ReadAsStringAsync(Cancel);
        foreach (var (n, word, told) in new[]
        {
            (0, "Assorbito", $"è nel testo con l'emendamento {accepted}"), (1, "Precluso", $"L'emendamento {accepted}"),
            (2, "Inammissibile", "Perché Inadmissible."), (3, "Ritirato", "Perché Withdrawn."), (4, "Decaduto", "Perché Lapsed."),
        })
        {
            Assert.Contains(word, page, StringComparison.Ordinal);
            Assert.Contains(told, page, StringComparison.Ordinal);
            Assert.Contains(word, table, StringComparison.Ordinal);
            Assert.Contains(told, Assert.Single(await LettersAsync(codes[n])).Body, StringComparison.Ordinal);
            Assert.Contains($"Emendamento: {word}", MainOf(await _host.Visitor().ReadAsync($"/filo/{codes[n]}")), StringComparison.Ordinal);
        }
        Assert.Contains("\"answer\":\"Absorbed\"", api, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"\"beside\":[\"{accepted}\"]", api, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_answered_with_one_reason_after_a_look_and_taken_back_within_ten_minutes()
    {
        var at = await TownAsync();
        var one = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da cento componenti.");
        var other = await AmendAsync(at, "art_2__para_2", "Le sedute sono segrete.");
        var unread = await AmendAsync(at, "art_1__para_1", "Niente.", published: false);
        Assert.Contains("Nessun emendamento scelto", MainOf(await at.Carla.ReadAsync(at.Together())), StringComparison.Ordinal);
        var page = await at.Carla.ReadAsync(at.Together(one, other));
        Assert.DoesNotContain("Accolto in parte", page.QuerySelector("fieldset")!.TextContent, StringComparison.Ordinal);
        await RefusedAsync("scrivi il motivo", SendAsync(at.Carla, page, "Preview", ("Answer", "Refused")));
        var preview = await ShownAsync(await SendAsync(at.Carla, page, "Preview", ("Answer", "Refused"),
            ("Reasons", "Lo vieta lo Statuto.")));
        Assert.Contains("Partono 2 lettere.", MainOf(preview), StringComparison.Ordinal);
        Assert.Equal(Answer.Waiting, (await ReadAsync(one)).Answer);
        await RedirectedAsync(SendAsync(at.Carla, preview, null));
        Assert.Equal((Answer.Refused, "Lo vieta lo Statuto."), ((await ReadAsync(other)).Answer, (await ReadAsync(other)).Reasons));
        Assert.Single(await LettersAsync(one));
        // Accepting is no bulk reply, and nobody answers what nobody read.
        var more = await at.Carla.ReadAsync(at.Together(unread));
        await RefusedAsync("accogli gli emendamenti dello stesso comma", SendAsync(at.Carla, more, null, ("Answer", "Accepted")));
        await RefusedAsync("nessuno ha ancora letto", SendAsync(at.Carla, more, null, ("Answer", "Refused"), ("Reasons", "No.")));

        var undo = (IHtmlFormElement)(await at.Carla.ReadAsync(at.Desk)).QuerySelector("[data-undo] form")!;
        await RedirectedAsync(at.Carla.Client.PostAsync(undo.GetAttribute("action"), new FormUrlEncodedContent(Visitor.Prefilled(undo)),
            Cancel));
        var again = await ReadAsync(one);
        Assert.Equal((Answer.Waiting, "", (DateTimeOffset?)null, Reading.Published), (again.Answer, again.Reasons, again.AnsweredAt,
            again.Reading));
        Assert.Empty(await LettersAsync(one));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(AmendmentWaitsAgain), Cancel)));
    }

    [Fact]
    public async Task The_order_of_votes_is_printed_place_by_place_for_who_answers()
    {
        var at = await TownAsync();
        var change = await AmendAsync(at, "art_2__para_1", "La Consulta è composta da quindici componenti.");
        var remove = await AmendAsync(at, "art_2__para_1", "");
        var first = await AmendAsync(at, "art_1__para_1", "Il Comune istituisce la Consulta del welfare.");
        var add = await AmendAsync(at, "art_2", "Due posti sono dei ragazzi.");
        await AmendAsync(at, "art_2__para_2", "Mai letto.", published: false);
        var url = DocumentUrls.VotingOrder(at.Process.Slug, at.Document.Id);
        var page = await at.Carla.ReadAsync(url);
        Assert.Equal([first, remove, change, add], page.QuerySelectorAll("tbody .mono").Select(c => c.TextContent));
        Assert.Equal(["Aggiuntivo", "Soppressivo", "Modificativo", "Aggiuntivo"], page.QuerySelectorAll("tbody td:nth-child(3)")
            .Select(c => c.TextContent));
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Blu", at.Authority, Role.Guarantor, at.Process.Subject));
        foreach (var address in new[] { url, at.Merge(change, remove), at.Together(change) })
        {
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(address)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await elsa.GetAsync(address)).StatusCode);
        }
    }

    [Fact]
    public async Task What_was_said_in_a_room_or_on_paper_is_typed_by_the_staff_and_anybody_else_writes_on_the_site()
    {
        var at = await TownAsync();
        var amend = DocumentUrls.Amend(at.Process.Slug, at.Document.Id, "art_2__para_1");
        Dictionary<string, string> Say(string text) =>
            new() { ["NewText"] = text, ["Why"] = "Serve.", ["Channel"] = "None", ["Via"] = "Meeting" };
        await RedirectedAsync(at.Carla.PostAsync(amend, Say("Uno.")));
        var anna = _host.Visitor();
        var page = await anna.ReadAsync(amend);
        Assert.Null(page.QuerySelector("[name=Via]"));
        await RedirectedAsync(SendAsync(anna, page, null, [.. Say("Due.").Select(f => (f.Key, f.Value))]));
        Assert.Equal([Via.Web, Via.Meeting], await _host.InDb(db => db.Set<Amendment>().OrderByDescending(a => a.Code)
            .Select(a => a.Via).ToListAsync(Cancel)));
    }

    [Fact]
    public async Task The_heading_of_an_article_is_amended_joined_and_read_beside_the_article()
    {
        var at = await TownAsync();
        var amend = DocumentUrls.Amend(at.Process.Slug, at.Document.Id, "art_2__heading");
        Assert.NotNull((await _host.Visitor().ReadAsync(DocumentUrls.Amend(at.Process.Slug, at.Document.Id, "art_2")))
            .QuerySelector($"a[href='{amend}']"));
        foreach (var wrong in new[] { " ", "Composizione", "Due\nrighe", new string('x', 301) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.Visitor().PostAsync(amend, new()
            {
                ["NewText"] = wrong,
                ["Why"] = "Più chiaro.",
                ["Channel"] = "None"
            })).StatusCode);
        await RedirectedAsync(_host.Visitor().PostAsync(amend,
            new() { ["NewText"] = "Composizione e durata", ["Why"] = "Più chiaro.", ["Channel"] = "None" }));
        var first = await _host.InDb(db => db.Set<Amendment>().Select(a => a.Code).SingleAsync(Cancel));
        var second = await _host.Act(at.Authority, null, async write =>
        {
            (await write.Db.Set<Amendment>().SingleAsync(Cancel)).Publish();
            var part = at.Document.Editions[^1].Parts.First(p => p.EId == "art_2");
            var amendment = Amendment.Propose(at.Document, part.HeadingAlone(), 1, $"{at.Process.Key}-E0002", "Chi: composizione", "Sì.",
                "", null, write.Now);
            write.Db.Add(amendment);
            amendment.Publish();
            return amendment.Code;
        });
        var place = (await at.Carla.ReadAsync(at.Desk)).QuerySelector("section[aria-labelledby='l-art_2__heading']")!;
        Assert.Contains("art. 2, rubr.", place.TextContent, StringComparison.Ordinal);
        Assert.Contains("Composizione", place.QuerySelector(".comma")!.TextContent, StringComparison.Ordinal);
        var page = await at.Carla.ReadAsync(at.Merge(first, second));
        var choice = page.QuerySelectorAll("input[name='Kept[0]']").Length > 0 ? ("Kept[0]", "0") : ("Sight", page
            .QuerySelector("[name=Sight]")!.GetAttribute("value")!);
        var preview = await ShownAsync(await SendAsync(at.Carla, page, "Preview", choice));
        await RedirectedAsync(SendAsync(at.Carla, preview, null, ("Reasons[0]", "Sì."), ("Reasons[1]", "In parte.")));
        var heading = await _host.InDb(async db => (await db.Set<Node>().AsNoTracking().Include(n => n.Versions.OrderBy(v => v.Number))
            .SingleAsync(n => n.Document == at.Document.Id && n.EId == "art_2", Cancel)).Current);
        Assert.Contains("e durata", heading.Heading, StringComparison.Ordinal);
        Assert.Equal(("chi ne fa parte.", ""), (heading.Plain, heading.Text));
        Assert.Contains(first, MainOf(await _host.Visitor().ReadAsync(DocumentUrls.Article(at.Process.Slug, at.Document.Id, "art_2"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_proposed_takes_it_back_by_the_receipt_and_nobody_examines_it()
    {
        var at = await TownAsync();
        var (known, unread) = (await AmendAsync(at, "art_2__para_1", "Uno."), await AmendAsync(at, "art_2__para_2", "Due.",
            published: false));
        async Task<string> Receipt(string code)
        {
            var tickets = _host.Services.GetRequiredService<RemarkTickets>();
            return DocumentUrls.Receipt(at.Process.Slug, at.Document.Id, tickets.For((await ReadAsync(code)).Id));
        }
        await RefusedAsync("Scrivi perché lo ritiri", _host.Visitor().PostAsync(await Receipt(known), new() { ["WithdrawnWhy"] = " " }));
        foreach (var code in new[] { known, unread })
            await RedirectedAsync(_host.Visitor().PostAsync(await Receipt(code), new() { ["WithdrawnWhy"] = "Ci va bene così." }));
        Assert.Contains("È stato ritirato: Ci va bene così.", MainOf(await _host.Visitor().ReadAsync(await Receipt(unread))),
            StringComparison.Ordinal);
        var page = MainOf(await _host.Visitor().ReadAsync(DocumentUrls.Article(at.Process.Slug, at.Document.Id, "art_2")));
        Assert.Contains(known, page, StringComparison.Ordinal);
        Assert.Contains("Ci va bene così.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(unread, page, StringComparison.Ordinal);
        Assert.Empty((await at.Carla.ReadAsync(at.Desk)).QuerySelectorAll("section[aria-labelledby=wait] article.note"));
        Assert.Equal(Reading.Hidden, (await ReadAsync(unread)).Reading);
        Assert.Null((await _host.Visitor().ReadAsync(await Receipt(known))).QuerySelector("#ritira"));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
    }
}
