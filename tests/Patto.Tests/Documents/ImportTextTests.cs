using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Deliberation.Tests.Formats.Regulations;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Documents.Pages;
using Patto.Modules.Processes;
using Patto.Tests.Processes;

namespace Patto.Tests.Documents;

/// <summary>A regulation comes from a file of Word or LibreOffice into the draft, seen and corrected before it is kept.</summary>
public sealed class ImportTextTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Town(Authority Authority, Process Process, Document Document, Visitor Carla)
    {
        public string Import => DocumentUrls.Import(Process.Slug, Document.Id);
    }

    private async Task<Town> FoundAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var document = await _host.DocumentAsync(town, process, published: false, text: "Art. 1 – Bozza\n1. Da riscrivere.");
        return new(town, process, document, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat,
            process.Subject)));
    }

    private static async Task<HttpResponseMessage> SendAsync(Town at, byte[] file, string name)
    {
        var form = (IHtmlFormElement)(await at.Carla.ReadAsync(at.Import)).QuerySelector("form#leggi")!;
        using var sent = new MultipartFormDataContent();
        foreach (var field in Visitor.Prefilled(form)) sent.Add(new StringContent(field.Value), field.Key);
        sent.Add(new ByteArrayContent(file), "Upload", name);
        return await at.Carla.Client.PostAsync(form.GetAttribute("action"), sent, Cancel);
    }

    private static async Task<HttpResponseMessage> OnAsync(Town at, IHtmlDocument page, string form, Dictionary<string, string> fields)
    {
        var asked = (IHtmlFormElement)page.QuerySelector($"form#{form}")!;
        return await at.Carla.Client.PostAsync(asked.GetAttribute("action"), new FormUrlEncodedContent(Visitor.Prefilled(asked)
            .Where(f => !fields.ContainsKey(f.Key)).Concat(fields)), Cancel);
    }

    // Two chapters, inserted and abrogated numbers, letters, a table, a footnote, an annex, somebody's changes.
    private static byte[] Regulation => OfficeTexts.Docx(OfficeTexts.P("Regolamento del trasporto sociale")
        + OfficeTexts.P("TITOLO I – Principi") + OfficeTexts.P("CAPO I – Avvio") + OfficeTexts.P("Oggetto", 0)
        + OfficeTexts.P("Il servizio è rivolto a chi non può usare i mezzi per:", 1) + OfficeTexts.P("età;", 2) + OfficeTexts.P("salute.", 2)
        + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + OfficeTexts.Run("Il costo è di ")
        + OfficeTexts.Del("3,00") + OfficeTexts.Ins("2,50") + OfficeTexts.Run(" euro.") + "</w:p><w:tbl><w:tr><w:tc>"
            + OfficeTexts.P("ISEE")
        + "</w:tc><w:tc>" + OfficeTexts.P("Costo") + "</w:tc></w:tr><w:tr><w:tc>" + OfficeTexts.P("fino a 10.000") + "</w:tc><w:tc>"
        + OfficeTexts.P("gratuito") + "</w:tc></w:tr></w:tbl>" + OfficeTexts.P("Art. 1-bis – Volontari")
        + OfficeTexts.P("1. I volontari sono assicurati.") + OfficeTexts.P("CAPO II – Controlli") + OfficeTexts.P("(Abrogato)", 0)
        + OfficeTexts.P("Art. 3") + OfficeTexts.P("La Consulta riceve una relazione.") + OfficeTexts.P("ALLEGATO A – Modulo")
        + OfficeTexts.P("Il sottoscritto chiede il trasporto."));

    [Fact]
    public async Task A_Word_file_is_asked_about_its_changes_seen_kept_with_its_own_numbers_and_published()
    {
        var at = await FoundAsync();
        var asked = await SendAsync(at, Regulation, "trasporto.docx");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var question = await Visitor.ParseAsync(asked);
        Assert.Contains("Anna Prova: una modifica", question.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(question.QuerySelector("form#testo"));

        var seen = await Visitor.ParseAsync(await OnAsync(at, question, "leggi", new() { ["Tracked"] = "Rejected" }));
        Assert.Contains("3,00 euro", ((IHtmlTextAreaElement)seen.QuerySelector("textarea[name=Words]")!).Value, StringComparison.Ordinal);
        seen = await Visitor.ParseAsync(await OnAsync(at, question, "leggi", new() { ["Tracked"] = "Accepted" }));
        Assert.Contains("4 articoli.", seen.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);

        // What stands in the draft goes only with a tick; nothing typed is lost until then.
        var unsure = await OnAsync(at, seen, "testo", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        Assert.Contains("### Art. 1-bis – Volontari", ((IHtmlTextAreaElement)(await Visitor.ParseAsync(unsure))
            .QuerySelector("textarea[name=Words]")!).Value, StringComparison.Ordinal);
        var words = ((IHtmlTextAreaElement)seen.QuerySelector("textarea[name=Words]")!).Value.Replace("assicurati", "assicurati dal Comune",
            StringComparison.Ordinal);
        var kept = await OnAsync(at, seen, "testo", new() { ["Words"] = words, ["Sure"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Single(await _host.InDb(db => db.Set<AuditRow>().Where(r => r.Kind == nameof(DocumentImported)).ToListAsync(Cancel)));
        var parts = await _host.InDb(async db => new Outline(at.Document, await db.Nodes.AsNoTracking().Include(n => n.Versions)
            .Where(n => n.Document == at.Document.Id).ToListAsync(Cancel)).Read());
        Assert.Equal(["title_I", "title_I__chp_I", "art_1", "art_1__para_1", "art_1__para_2", "art_1-bis", "art_1-bis__para_1",
            "title_I__chp_II", "art_2", "art_3", "art_3__para_1", "annex_A", "annex_A__para_1"], parts.Select(p => p.EId));
        Assert.Equal("Il servizio è rivolto a chi non può usare i mezzi per:\na) età;\nb) salute.", parts[3].Text);

        await _host.Act(at.Authority, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            await drafting.PublishAsync(await drafting.LoadAsync(at.Document.Id, Cancel), "", final: false, write.Now, Cancel);
            return 0;
        });
        var page = await _host.Visitor().ReadAsync(DocumentUrls.Show(at.Process.Slug, at.Document.Id));
        Assert.Equal(["Titolo I – Principi", "Capo I – Avvio", "Capo II – Controlli"], page.QuerySelectorAll("h3.pt-4")
            .Select(h => h.TextContent.Trim()));
        Assert.Contains("(abrogato)", page.QuerySelector("#art_2")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("gratuito", page.QuerySelector("#art_1 table td:last-child")!.TextContent.Trim());
        Assert.Contains("Il sottoscritto chiede il trasporto.", page.QuerySelector("#annex_A")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", page.QuerySelector("#art_3 .comma .c")!.TextContent.Trim());
        var xml = await (await _host.Visitor().GetAsync(DocumentUrls.Xml(at.Process.Slug,
            at.Document.Id))).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("eId=\"title_I__chp_II\"", xml, StringComparison.Ordinal);
        Assert.Contains("già stato pubblicato", (await at.Carla.ReadAsync(at.Import)).Body!.TextContent, StringComparison.Ordinal);
        var late = await at.Carla.Client.PostAsync(at.Import + "?handler=Keep", new FormUrlEncodedContent(
            Visitor.Prefilled((IHtmlFormElement)seen.QuerySelector("form#testo")!)), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why_and_a_paste_is_kept_in_its_field()
    {
        var at = await FoundAsync();
        foreach (var (file, says) in new (byte[], string)[]
        {
            ([0xD0, 0xCF, 0x11, 0xE0, 0, 0], "protetto da una password"), (Encoding.UTF8.GetBytes("%PDF-1.7"), "Il file è un PDF"),
            (Regulation[..200], "rovinato"), (new byte[ImportModel.Largest + 1], "troppo grande"),
        })
        {
            var refused = await SendAsync(at, file, "testo.docx");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(says, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        }
        var nothing = await at.Carla.PostAsync(at.Import, [], "#leggi");
        Assert.Contains("Scegli il file, oppure incolla", WebUtility.HtmlDecode(await nothing.Content.ReadAsStringAsync(Cancel)),
            StringComparison.Ordinal);

        var read = await Visitor.ParseAsync(await at.Carla.PostAsync(at.Import, new() { ["Words"] = "Solo parole." }, "#leggi"));
        Assert.Contains("Non ho trovato articoli", read.Body!.TextContent, StringComparison.Ordinal);
        var kept = await OnAsync(at, read, "testo", new() { ["Sure"] = "true" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        var page = await Visitor.ParseAsync(kept);
        Assert.Contains("Non trovo articoli", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Solo parole.", ((IHtmlTextAreaElement)page.QuerySelector("form#testo textarea[name=Words]")!).Value);
    }
}
