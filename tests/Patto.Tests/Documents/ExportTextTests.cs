using System.Net;
using Deliberation.Formats.Regulations;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Documents;

/// <summary>A text leaves for Word, LibreOffice or Markdown and comes in again as it was; what changed leaves as tracked changes with their
/// authors.</summary>
public sealed class ExportTextTests : IAsyncDisposable
{
    private const string Whole = """
        Regolamento della Consulta
        Visto lo statuto del Comune;
        TITOLO I – Principi
        CAPO I – Avvio
        Art. 1 – Finalità
        1. Il Comune istituisce la Consulta per:
        a) ascoltare;
        b) rispondere.
        1-bis. Le sedute sono pubbliche.
        Art. 1-bis – Volontari
        In parole semplici: chi aiuta è assicurato.
        1. I volontari sono assicurati.
        CAPO II – Controlli
        Art. 2 – (Abrogato)
        Art. 3
        La Consulta riceve una relazione.
        ALLEGATO A – Modulo
        Il sottoscritto chiede il trasporto.
        """;

    private readonly PlatformHost _host = new();
    private Authority _town = null!;
    private Process _process = null!;
    private Document _document = null!;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task BeginAsync(string text, bool published = true)
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: _host.InCoDesign());
        _document = await _host.DocumentAsync(_town, _process, published, text: text);
    }

    private string Url(string format, string query = "") => DocumentUrls.File(_process.Slug, _document.Id, format) + query;

    private static async Task<byte[]> LoadAsync(Visitor visitor, string url)
    {
        using var answer = await visitor.GetAsync(url);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{url}: {(int)answer.StatusCode}");
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    private static string Told(IReadOnlyList<Part> parts) => string.Join("\n", parts.Select(p =>
        $"{p.EId} {p.Kind} «{p.Label}» «{p.Heading}» «{p.Plain}» {p.Text}"));

    [Theory]
    [InlineData("docx"), InlineData("odt"), InlineData("md")]
    public async Task What_leaves_as_a_file_comes_in_again_as_the_same_text(string format)
    {
        await BeginAsync(Whole);
        var file = await LoadAsync(_host.Visitor(), Url(format));
        var read = RegulationFile.Read(file);
        Assert.Empty(read.Changes);
        var again = Document.Start(_process.Id, _town.Id, DocumentKind.Regulation, "Altro", "", _host.Clock.Now);
        var outline = new Outline(again, []);
        ImportedText.Into(outline, read.Text, "Words", null, _host.Clock.Now);
        var first = (await _host.InDb(db => db.Set<Edition>().AsNoTracking().SingleAsync(Cancel))).Parts;
        Assert.Equal(Told(first), Told(outline.Read()));
        Assert.Contains("art_1__para_1-bis", Told(first), StringComparison.Ordinal);
        Assert.Contains("annex_A", Told(first), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_since_an_edition_leaves_as_tracked_changes_with_the_names_that_may_be_read()
    {
        await BeginAsync(DocumentMaking.TwoArticles);
        var carla = await _host.AccountAsync("Carla Neri", _town, Role.Secretariat, _process.Subject);
        await _host.Act(_town, carla, async write =>
        {
            var (drafting, info) = (write.Get<Drafting>(), (await write.Get<Patto.Modules.Processes.Contracts.ProcessBook>()
                .FindAsync(_process.Slug, _town.Id, Cancel))!);
            var document = await drafting.LoadAsync(_document.Id, Cancel);
            var comma = document.Editions[^1].Parts.Single(p => p.EId == "art_2__para_1");
            var asked = await drafting.ProposeAsync(info, document, comma, "La Consulta è composta da diciotto componenti.", "Sono poche.",
                "Insieme si può APS", new(Channel.Email, "Nora Tassi", "nora@posta.example"), write.Now, cancel: Cancel);
            asked.Publish();
            await write.Db.SaveChangesAsync(Cancel);
            await drafting.ReplyAsync(info, document, asked, Answer.Accepted, "", "", write.Now, cancel: Cancel);
            var outline = await drafting.OutlineAsync(document, Cancel);
            outline.AddComma(outline.Find("art_1")!, "La sede è il municipio.", "Mancava la sede", [], carla.Actor, write.Now);
            await drafting.SaveAsync(document, outline, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await drafting.PublishAsync(document, "Accolto un emendamento", final: false, write.Now, Cancel);
            return 0;
        });
        var file = await LoadAsync(_host.Visitor(), Url("docx", "?versione=2&da=1"));
        var accepted = RegulationFile.Read(file, new() { ChangesAccepted = true });
        var rejected = RegulationFile.Read(file, new() { ChangesAccepted = false });
        Assert.Equal(RegulationMarkdown.Write(RegulationFile.Read(await LoadAsync(_host.Visitor(), Url("docx", "?versione=2"))).Text),
            RegulationMarkdown.Write(accepted.Text));
        Assert.Equal(RegulationMarkdown.Write(RegulationFile.Read(await LoadAsync(_host.Visitor(), Url("docx", "?versione=1"))).Text),
            RegulationMarkdown.Write(rejected.Text));
        Assert.Contains("diciotto", RegulationMarkdown.Write(accepted.Text), StringComparison.Ordinal);
        Assert.Equal(["Comune di Fontelieta", $"{_process.Key}-E0001, Insieme si può APS"],
            accepted.Changes.Select(c => c.Author).Order(StringComparer.Ordinal));
        // Who writes the text reads which colleague wrote it; anybody else does not, nor who sent the amendment.
        var inside = RegulationFile.Read(await LoadAsync(await _host.SignedInAsync(carla), Url("docx", "?versione=2&da=1")),
            new() { ChangesAccepted = true });
        Assert.Contains("Carla Neri", inside.Changes.Select(c => c.Author));
        Assert.DoesNotContain("Tassi", string.Join(' ', inside.Changes.Select(c => c.Author)), StringComparison.Ordinal);
        var page = await _host.Visitor().ReadAsync(DocumentUrls.Show(_process.Slug, _document.Id));
        Assert.NotNull(page.QuerySelector($"a[href='{Url("docx", "?versione=2&da=1")}']"));
    }

    [Fact]
    public async Task A_draft_leaves_for_those_who_write_it_and_what_is_not_there_for_nobody()
    {
        await BeginAsync(DocumentMaking.TwoArticles, published: false);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat, _process.Subject));
        var rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Bassi", _town));
        Assert.Contains("Consulta", RegulationMarkdown.Write(RegulationFile.Read(await LoadAsync(carla, Url("docx", "?bozza=true"))).Text),
            StringComparison.Ordinal);
        foreach (var format in new[] { "docx", "odt", "md" })
            foreach (var who in new[] { _host.Visitor(), rita })
                Assert.Equal(HttpStatusCode.NotFound, (await who.GetAsync(Url(format, "?bozza=true"))).StatusCode);
        await _host.Act(_town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            var document = await drafting.LoadAsync(_document.Id, Cancel);
            await drafting.PublishAsync(document, "", final: false, write.Now, Cancel);
            var outline = await drafting.OutlineAsync(document, Cancel);
            outline.AddComma(outline.Find("art_1")!, "Non ancora pubblico.", "", [], null, write.Now);
            await drafting.SaveAsync(document, outline, Cancel);
            return 0;
        });
        // Nobody else gets the draft by asking for it: the last edition is what there is for them.
        Assert.DoesNotContain("Non ancora", System.Text.Encoding.UTF8.GetString(await LoadAsync(rita, Url("md", "?bozza=true"))),
            StringComparison.Ordinal);
        Assert.Contains("Non ancora", System.Text.Encoding.UTF8.GetString(await LoadAsync(carla, Url("md", "?bozza=true"))),
            StringComparison.Ordinal);
        foreach (var query in new[] { "docx?versione=9", "docx?da=1", "docx?versione=1&da=1", "odt?da=1", "pdf", "docx?versione=x&da=99" })
        {
            var answer = await _host.Visitor().GetAsync(Url(query.Split('?')[0], query.Contains('?', StringComparison.Ordinal)
                ? "?" + query.Split('?')[1] : ""));
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound, $"{query}: {(int)answer.StatusCode}");
        }
    }
}
