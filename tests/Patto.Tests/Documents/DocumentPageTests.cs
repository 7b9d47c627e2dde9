using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Processes;

namespace Patto.Tests.Documents;

public sealed class DocumentPageTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Carla)> TownAsync(Role role = Role.Secretariat)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, role, process.Subject)));
    }

    private static string UrlOf(Process process, Document document) => DocumentUrls.Show(process.Slug, document.Id);

    private static async Task<string> TextAsync(HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    [Fact]
    public async Task The_secretariat_writes_a_text_publishes_it_and_opens_it_to_observations()
    {
        var (_, process, carla) = await TownAsync();
        var made = await carla.PostAsync(DocumentUrls.New(process.Slug),
            new() { ["Kind"] = "Regulation", ["Title"] = "Regolamento", ["Pasted"] = DocumentMaking.TwoArticles });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var edit = made.Headers.Location!.ToString();
        var show = edit.Replace("/modifica", "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(show)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(edit, new() { ["Why"] = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new()
            {
                ["From"] = "2026-03-02",
                ["To"] = "2026-03-12",
                ["AnswerBy"] = "2026-03-20"
            })).StatusCode);
        var page = await _host.Visitor().ReadAsync(show);
        Assert.Contains("Aperta alle osservazioni", page.Body!.TextContent);
        Assert.Contains("La Consulta è composta da dodici componenti.", page.QuerySelector("#art_2")!.TextContent);
        Assert.Contains("chi ne fa parte", page.QuerySelector("#art_2 .plain")!.TextContent);
        Assert.Contains("Regolamento", (await _host.Visitor().ReadAsync("/documenti")).Body!.TextContent);
    }

    [Fact]
    public async Task Anybody_amends_a_comma_without_account_and_keeps_the_receipt()
    {
        var (town, process, _) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        var amend = DocumentUrls.Amend(process.Slug, document.Id, "art_2__para_1");
        var anna = _host.Visitor();
        var token = (await anna.ReadAsync(amend))
            .QuerySelector("main form input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var preview = await anna.Client.PostAsync(amend + "?handler=Preview", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["NewText"] = "La Consulta è composta da quindici componenti.",
            ["Why"] = "Più voci.",
            ["Channel"] = "None"
        }), Cancel);
        Assert.Contains("quindici", (await Visitor.ParseAsync(preview)).QuerySelector("ins")!.TextContent);
        Assert.Equal(0, await _host.InDb(db => db.Set<Amendment>().CountAsync(a => a.Document == document.Id, Cancel)));
        var sent = await AmendAsync(process, document, "art_2__para_1", "La Consulta è composta da quindici componenti.",
            ("Email", "anna@esempio.it"));
        var receipt = await _host.Visitor().ReadAsync(sent.Headers.Location!.ToString());
        var amendment = await _host.InDb(db => db.Set<Amendment>().AsNoTracking().SingleAsync(a => a.Document == document.Id, Cancel));
        Assert.Matches($"^{process.Key}-E0001$", amendment.Code);
        Assert.Contains(amendment.Code, receipt.Body!.TextContent);
        Assert.DoesNotContain("anna@esempio.it", receipt.DocumentElement.OuterHtml);
        Assert.Equal(1, await _host.InDb(db => db.Set<Participation>()
            .CountAsync(p => p.Process == process.Subject && p.Kind == ParticipationKind.Amendment, Cancel)));
        Assert.Equal(1, await _host.InDb(db => db.Set<Letter>()
            .CountAsync(l => l.About == amendment.Subject && l.Address == "anna@esempio.it", Cancel)));
        Assert.DoesNotContain(amendment.Code, (await _host.Visitor().ReadAsync(UrlOf(process, document))).Body!.TextContent);
    }

    [Fact]
    public async Task The_table_answers_three_amendments_and_what_it_accepts_enters_the_text()
    {
        var (town, process, carla) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        await AmendAsync(process, document, "art_2__para_1", "La Consulta è composta da quindici componenti.",
            ("Email", "anna@esempio.it"));
        await AmendAsync(process, document, "art_2__para_2", "Le sedute sono pubbliche e in diretta.", ("Post", "Via Roma 1"));
        await AmendAsync(process, document, "art_1__para_1", "Il Comune abolisce la Consulta.", ("None", ""));
        var all = await _host.InDb(db => db.Set<Amendment>().AsNoTracking().Where(a => a.Document == document.Id).OrderBy(a => a.Code)
            .ToListAsync(Cancel));
        string Reply(int i) => DocumentUrls.Reply(process.Slug, document.Id, all[i].Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(Reply(2), new() { ["Answer"] = "Refused", ["Reasons"] = "" })).StatusCode);
        await Redirected(carla.PostAsync(Reply(0), new() { ["Answer"] = "Accepted", ["Reasons"] = "" }));
        await Redirected(carla.PostAsync(Reply(1), new()
        {
            ["Answer"] = "InPart",
            ["Reasons"] = "La diretta quando si può.",
            ["Entering"] = "Le sedute sono pubbliche e, se possibile, in diretta."
        }));
        await Redirected(carla.PostAsync(Reply(2),
            new() { ["Answer"] = "Refused", ["Reasons"] = "Non è in discussione se la Consulta nasce." }));

        var before = await _host.Visitor().ReadAsync(UrlOf(process, document));
        Assert.Contains("La diretta quando si può.", before.QuerySelector("#art_2")!.TextContent);
        Assert.Contains("dodici", before.QuerySelector("#art_2__para_1")!.TextContent);
        await Redirected(carla.PostAsync(DocumentUrls.Edit(process.Slug, document.Id), new() { ["Why"] = "Dopo le osservazioni" }));
        var after = await _host.Visitor().ReadAsync(UrlOf(process, document) + "?come=pulito");
        Assert.Contains("quindici componenti", after.QuerySelector("#art_2__para_1")!.TextContent);
        Assert.Contains("se possibile, in diretta", after.QuerySelector("#art_2__para_2")!.TextContent);

        var links = await _host.InDb(db =>
            db.Set<Link>().AsNoTracking().Where(l => l.Relation == Relation.Changes && l.Scope == process.Id.Value).ToListAsync(Cancel));
        Assert.Equal([all[0].Subject, all[1].Subject], links.OrderBy(l => l.At).Select(l => l.From)
            .OrderBy(s => all.FindIndex(a => a.Subject == s)));
        Assert.All(links, l => Assert.Equal("comma", l.To.Kind));
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking()
            .Where(l => l.Process == process.Subject && l.Subject.StartsWith("La risposta")).ToListAsync(Cancel));
        Assert.Equal([Channel.Email, Channel.Post], letters.Select(l => l.Channel).Order());
    }

    [Fact]
    public async Task The_text_is_read_clean_with_its_changes_and_side_by_side()
    {
        var (town, process, carla) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        await Redirected(carla.PostAsync(DocumentUrls.EditArticle(process.Slug, document.Id, "art_2"),
            new()
            {
                ["Heading"] = "Composizione",
                ["Texts[0]"] = "La Consulta è composta da quindici componenti.",
                ["Added"] = "Due posti sono dei ragazzi.",
                ["Why"] = "Chiesto dal Tavolo"
            }));
        await Redirected(carla.PostAsync(DocumentUrls.Edit(process.Slug, document.Id), new() { ["Why"] = "Più posti" }));
        var anna = _host.Visitor();
        var changes = await anna.ReadAsync(UrlOf(process, document));
        Assert.Contains("dodici", changes.QuerySelector("#art_2__para_1 del")!.TextContent);
        Assert.Contains("quindici", changes.QuerySelector("#art_2__para_1 ins")!.TextContent);
        Assert.Contains("Due posti sono dei ragazzi.", changes.QuerySelector("#art_2__para_3 ins")!.TextContent);
        Assert.NotNull(changes.QuerySelector("details#art_1"));
        Assert.Empty((await anna.ReadAsync(UrlOf(process, document) + "?come=pulito")).QuerySelectorAll("ins, del"));
        Assert.Equal(3, (await anna.ReadAsync(UrlOf(process, document) + "?come=affiancati"))
            .QuerySelectorAll("#art_2 table tbody tr").Length);
        Assert.Equal(2, (await anna.ReadAsync(DocumentUrls.Versions(process.Slug, document.Id))).QuerySelectorAll("tbody tr").Length);
        Assert.Single((await anna.ReadAsync(DocumentUrls.Compare(process.Slug, document.Id, 1, 2))).QuerySelectorAll("section table"));
        var article = await anna.ReadAsync(DocumentUrls.Article(process.Slug, document.Id, "art_2"));
        Assert.Contains("Chiesto dal Tavolo", article.Body!.TextContent);
        Assert.Contains("quindici componenti", (await anna.ReadAsync(DocumentUrls.Print(process.Slug, document.Id))).Body!.TextContent);
    }

    [Fact]
    public async Task Two_drafters_on_the_same_comma_the_second_is_told_and_loses_nothing()
    {
        var (town, process, carla) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        var url = DocumentUrls.EditArticle(process.Slug, document.Id, "art_1");
        await Redirected(carla.PostAsync(url, new() { ["Texts[0]"] = "Prima.", ["Why"] = "uno" }));
        var late = await carla.PostAsync(url, new() { ["Texts[0]"] = "Seconda.", ["Based[0]"] = "1", ["Why"] = "due" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Seconda.", await TextAsync(late));
    }

    [Fact]
    public async Task A_comment_waits_to_be_read_before_everybody_reads_it()
    {
        var (town, process, carla) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        var article = DocumentUrls.Article(process.Slug, document.Id, "art_2");
        await Redirected(_host.Visitor().PostAsync(article,
            new() { ["Text"] = "Servono regole per chi rinuncia.", ["Signature"] = "M. B." }));
        Assert.DoesNotContain("chi rinuncia", (await _host.Visitor().ReadAsync(article)).Body!.TextContent);
        await Redirected(carla.PostAsync(DocumentUrls.Desk(process.Slug, document.Id), [], "form[action*='PublishComment']"));
        Assert.Contains("chi rinuncia", (await _host.Visitor().ReadAsync(article)).Body!.TextContent);
    }

    [Fact]
    public async Task Outside_the_window_or_the_phase_nobody_amends()
    {
        var (town, process, _) = await TownAsync();
        var document = await _host.DocumentAsync(town, process, open: false);
        var amend = DocumentUrls.Amend(process.Slug, document.Id, "art_2__para_1");
        var early = await _host.Visitor().PostAsync(amend, new() { ["NewText"] = "Altro.", ["Why"] = "Perché sì." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("non è aperto alle osservazioni", await TextAsync(early));
        var late = await _host.ProcessAsync(town);
        var other = await _host.DocumentAsync(town, late, open: false);
        // Signing in would not help: the page says when it opens instead of asking for it.
        Assert.Equal(HttpStatusCode.Forbidden,
            (await _host.Visitor().GetAsync(DocumentUrls.Amend(late.Slug, other.Id, "art_2__para_1"))).StatusCode);
        Assert.DoesNotContain("Proponi una modifica", (await _host.Visitor().ReadAsync(UrlOf(late, other))).Body!.TextContent);
    }

    [Fact]
    public async Task Who_may_not_is_refused()
    {
        var (town, process, _) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        var elsewhere = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Blu", town, Role.Secretariat, elsewhere.Subject));
        string[] staffPages = [DocumentUrls.New(process.Slug), DocumentUrls.Edit(process.Slug, document.Id),
            DocumentUrls.EditArticle(process.Slug, document.Id, "art_1"), DocumentUrls.Desk(process.Slug, document.Id)];
        foreach (var url in staffPages)
        {
            Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await elsa.GetAsync(url)).StatusCode);
        }
        string[] missing =
        [
            DocumentUrls.Show(elsewhere.Slug, document.Id), DocumentUrls.Show(process.Slug, Id<Document>.New()),
                $"/percorsi/{process.Slug}/documenti/non-un-codice", DocumentUrls.Article(process.Slug, document.Id, "art_99"),
            DocumentUrls.Article(elsewhere.Slug, document.Id, "art_1"), DocumentUrls.Receipt(process.Slug, document.Id, Id<Amendment>.New()
            .ToString()), DocumentUrls.Compare(process.Slug, document.Id, 1, 7), $"{UrlOf(process, document)}?versione=9",
        ];
        foreach (var url in missing) Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task The_API_gives_what_the_pages_give()
    {
        var (town, process, _) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        var draft = await _host.DocumentAsync(town, process, published: false);
        var list = await (await _host.Visitor().GetAsync($"/api/v1/processes/{process.Slug}/documents")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains(document.Id.ToString(), list, StringComparison.Ordinal);
        Assert.DoesNotContain(draft.Id.ToString(), list, StringComparison.Ordinal);
        var one = await (await _host.Visitor().GetAsync($"/api/v1/documents/{document.Id}")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"eId\":\"art_2__para_1\"", one, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"/api/v1/documents/{draft.Id}")).StatusCode);
    }

    [Fact]
    public async Task The_text_is_found_by_its_words_and_read_by_machines()
    {
        var (town, process, _) = await TownAsync();
        var document = await _host.DocumentAsync(town, process);
        Assert.Contains("Composizione", (await _host.Visitor().ReadAsync("/cerca?parole=componente+seduta")).Body!.TextContent);
        var answer = await _host.Visitor().GetAsync(DocumentUrls.Xml(process.Slug, document.Id));
        System.Xml.Linq.XNamespace akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
        var xml = System.Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(["art_1__para_1", "art_2__para_1", "art_2__para_2"], xml.Descendants(akn + "paragraph")
            .Select(p => p.Attribute("eId")!.Value));
    }

    private Task<HttpResponseMessage> AmendAsync(Process process, Document document, string eId, string text,
        (string Channel, string Address) reply) =>
        Redirected(_host.Visitor().PostAsync(DocumentUrls.Amend(process.Slug, document.Id, eId),
            new()
            {
                ["NewText"] = text,
                ["Why"] = "Lo chiediamo in tanti.",
                ["Signature"] = "A. R.",
                ["Channel"] = reply.Channel,
                ["Name"] = "Anna Rossi",
                ["Address"] = reply.Address
            }));

    private static async Task<HttpResponseMessage> Redirected(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect,
            $"{(int)answer.StatusCode}: {(await Visitor.ParseAsync(answer)).QuerySelector(".errors")?.TextContent}");
        return answer;
    }
}
