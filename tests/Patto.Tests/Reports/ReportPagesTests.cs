using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Decisions;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Reports;
using Patto.Modules.Reports.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Reports;

/// <summary>A document is drawn up, mended, looked through, approved, judged and sent by the pages; the guarantor asks and is answered.
/// </summary>
public sealed class ReportPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _paola = null!;
    private Visitor _rita = null!;
    private Visitor _giorgio = null!;
    private string Slug => _process.Slug;

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: _host.InCoDesign());
        await _host.ProposalAsync(_town, _process, await _host.VoiceAsync(_town, _process, "Manca un autobus la sera.", null));
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
        _rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Bonora", _town, Role.TableMember, _process.Subject));
        _giorgio = await _host.SignedInAsync(await _host.AccountAsync("Giorgio Santini", _town, Role.Guarantor));
    }

    private static async Task Goes(Task<HttpResponseMessage> answer) => Assert.Equal(HttpStatusCode.Redirect, (await answer).StatusCode);

    private static async Task<string> RefusedAsync(Task<HttpResponseMessage> answer)
    {
        var refused = await answer;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.ParseAsync(refused);
        Assert.NotEmpty(page.QuerySelectorAll("main [role=alert], main .err"));
        return page.QuerySelector("main")!.TextContent;
    }

    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private Task<Report> ReportAsync(int number = 1) =>
        _host.InDb(db => db.Set<Report>().AsNoTracking().SingleAsync(r => r.Number == number, Cancel));

    private Task<LegalStep> StepAsync(string key) => _host.InDb(db => db.Set<LegalStep>().AsNoTracking()
        .SingleAsync(s => s.Process == _process.Id && s.Key == key, Cancel));

    private Task<HttpResponseMessage> BeginAsync(ReportKind kind, string title) =>
        _paola.PostAsync(ReportUrls.All(Slug), new() { ["Kind"] = kind.ToString(), ["Title"] = title });

    private async Task<Guid> MeetingAsync() => await _host.InDb(db => db.Set<Modules.Meetings.Meeting>().AsNoTracking()
        .Where(m => m.Process == _process.Id && m.Start < _host.Clock.Now).OrderBy(m => m.Start).Select(m => m.Id.Value)
        .FirstAsync(Cancel));

    [Fact]
    public async Task A_document_of_proposals_goes_its_way_and_starts_the_term_of_the_taking_of_note()
    {
        await TownAsync();
        await Goes(BeginAsync(ReportKind.ProposalDocument, "DocPP del percorso"));
        var (work, show, anybody) = (ReportUrls.Work(Slug, 1), ReportUrls.Show(Slug, 1), _host.Visitor());
        var section = ReportUrls.Section(Slug, 1, "proposte");
        Assert.Contains("(una voce)", await TextOf(_paola, section), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(show)).StatusCode);
        Assert.DoesNotContain("DocPP del percorso", await TextOf(anybody, ReportUrls.All(Slug)), StringComparison.Ordinal);

        // A number and a name that the town knows are seen before the table reads them.
        await Goes(_paola.PostAsync(section, new() { ["Text"] = "Chiamate Rita Bonora al 347 1234567." }));
        var seen = await RefusedAsync(_paola.PostAsync(work, [], "#al-tavolo"));
        foreach (var words in new[] { "347 1234567", "Rita Bonora", "qualcosa di personale" })
            Assert.Contains(words, seen, StringComparison.Ordinal);
        await RefusedAsync(_paola.PostAsync(work, new() { ["Looked"] = "true", ["LookedWhy"] = "no" }, "#al-tavolo"));
        await Goes(_paola.PostAsync(section, new() { ["Text"] = "Un autobus la sera: chiamate lo 0532 123456." }));
        var open = (IHtmlFormElement)(await _paola.ReadAsync(section)).QuerySelector("#testo")!;
        await Goes(_paola.PostAsync(work, new()
        {
            ["Looked"] = "true",
            ["LookedWhy"] = "È il numero pubblico dell'ufficio.",
        }, "#al-tavolo"));
        Assert.Equal(HttpStatusCode.NotFound, (await _paola.GetAsync(section)).StatusCode);
        // Who was still writing a part keeps what they typed, and reads why it does not go in any more.
        var late = await RefusedAsync(_paola.Client.PostAsync(section, new FormUrlEncodedContent(Visitor.Prefilled(open)
            .Where(f => f.Key != "Text").Append(new("Text", "Scritto mentre andava al Tavolo."))), Cancel));
        Assert.Contains("Ora il documento non si riscrive", late, StringComparison.Ordinal);
        Assert.Contains("Scritto mentre andava al Tavolo.", late, StringComparison.Ordinal);
        Assert.Contains("Lo sta verificando il Tavolo.", await TextOf(anybody, ReportUrls.All(Slug)), StringComparison.Ordinal);

        // The table answers with its account, and the outcome waits for its quorum or for a meeting.
        Assert.Contains("la tua risposta", await TextOf(_rita, "/area-personale"), StringComparison.Ordinal);
        await RefusedAsync(_rita.PostAsync(show, new() { ["Answer"] = nameof(TableAnswer.WithReserve), ["Words"] = "" }, "#rispondi"));
        await Goes(_rita.PostAsync(show, new() { ["Answer"] = nameof(TableAnswer.WithReserve), ["Words"] = "I costi." }, "#rispondi"));
        Assert.Contains("I costi.", await TextOf(_paola, work), StringComparison.Ordinal);
        var few = await RefusedAsync(_paola.PostAsync(work, new() { ["Way"] = nameof(TableWay.Page) }, "#esito"));
        Assert.Contains("ne servono almeno", few, StringComparison.Ordinal);
        var meeting = await MeetingAsync();
        Task<HttpResponseMessage> Settle(string approved) => _paola.PostAsync(work, new()
        {
            ["Way"] = nameof(TableWay.Meeting),
            ["Meeting"] = meeting.ToString(),
            ["Approved"] = approved,
            ["TableWords"] = "Approvato da tutti i presenti.",
        }, "#esito");
        // Nobody approves what was not written yet, and yes or no is said and not forgotten.
        Assert.Contains("scegli un incontro di quel giorno o di dopo", await RefusedAsync(Settle("true")), StringComparison.Ordinal);
        await _host.InDb(db => db.Set<Modules.Meetings.Meeting>().Where(m => m.Id == new Id<Modules.Meetings.Meeting>(meeting))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Start, _host.Clock.Now.AddHours(-1)), Cancel));
        Assert.Contains("Scegli se nell'incontro l'ha approvato o no.", await RefusedAsync(Settle("")), StringComparison.Ordinal);
        await Goes(Settle("true"));
        Assert.NotNull((await StepAsync("docpp")).DoneOn);
        await Goes(_paola.PostAsync(work, [], "form[action$='Unsettle']"));
        Assert.Null((await StepAsync("docpp")).DoneOn);
        Assert.Contains("I costi.", await TextOf(_paola, work), StringComparison.Ordinal);
        await Goes(Settle("true"));

        // The guarantor sends it back, then validates what was mended.
        await Goes(_paola.PostAsync(work, [], "form[action$='ToGuarantor']"));
        Assert.Contains("validazione", await TextOf(_giorgio, ReportUrls.Desk), StringComparison.Ordinal);
        Task<HttpResponseMessage> Judge(VerdictKind verdict, string words) =>
            _giorgio.PostAsync(show, new() { ["Verdict"] = verdict.ToString(), ["Words"] = words }, "#valida");
        await RefusedAsync(Judge(VerdictKind.Returned, ""));
        await Goes(Judge(VerdictKind.Returned, "Manca il bisogno."));
        await Goes(_paola.PostAsync(section, new() { ["Text"] = "Un autobus la sera." }));
        // What was rewritten since is not what the guarantor read.
        Assert.Contains("è già stato cambiato", await RefusedAsync(_giorgio.PostAsync(show, [], "form[action$='Unjudge']")),
            StringComparison.Ordinal);
        await Goes(_paola.PostAsync(work, new() { ["TableWords"] = "Il Tavolo l'ha già letto: è cambiata una riga." }, "#senza-tavolo"));
        await Goes(_paola.PostAsync(work, [], "form[action$='ToGuarantor']"));
        await Goes(Judge(VerdictKind.Validated, ""));
        Assert.NotNull((await StepAsync("validazione")).DoneOn);
        await Goes(_giorgio.PostAsync(show, [], "form[action$='Unjudge']"));
        Assert.Null((await StepAsync("validazione")).DoneOn);
        await Goes(Judge(VerdictKind.Validated, ""));

        await Goes(_paola.PostAsync(work, new() { ["To"] = "Giunta comunale", ["Reference"] = "PEC 12/2026" }, "#invia"));
        Assert.Equal(ReportState.Sent, (await ReportAsync()).State);
        var sent = (await StepAsync("invio")).DoneOn!.Value;
        Assert.Equal(LegalDays.Term(sent, 30), (await StepAsync("presa-atto")).Due);
        Assert.True((await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(Cancel))).Concludes);
        var read = await TextOf(anybody, show);
        foreach (var words in new[] { "Inviato a Giunta comunale", "PEC 12/2026", "Un autobus la sera.", "Il garante ha validato",
            "è cambiata una riga" })
            Assert.Contains(words, read, StringComparison.Ordinal);
        foreach (var words in new[] { "347 1234567", "0532 123456" }) Assert.DoesNotContain(words, read, StringComparison.Ordinal);
        foreach (var url in new[] { ReportUrls.Print(Slug, 1), ReportUrls.File(Slug, 1, "docx"), ReportUrls.File(Slug, 1, "odt"),
            OpenDataUrls.Show(Slug, "documenti-finali", "json") })
            Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(show + "?versione=1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _rita.GetAsync(show + "?versione=1")).StatusCode);
    }

    [Fact]
    public async Task The_final_report_tells_no_names_and_goes_on_when_the_process_is_closed()
    {
        await TownAsync();
        await _host.Act(_town, null, async write =>
        {
            (await write.Db.Set<Process>().Whole().SingleAsync(p => p.Id == _process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        Assert.NotEqual(HttpStatusCode.Redirect, (await BeginAsync(ReportKind.ProposalDocument, "Tardi")).StatusCode);
        await Goes(BeginAsync(ReportKind.FinalReport, "Relazione finale"));
        var (work, show, names) = (ReportUrls.Work(Slug, 1), ReportUrls.Show(Slug, 1), ReportUrls.Names(Slug, 1));
        await Goes(_paola.PostAsync(work, new() { ["To"] = "Regione" }, "#invia"));
        Assert.NotNull((await StepAsync("relazione-finale")).DoneOn);
        Assert.Contains("Inviato a Regione", await TextOf(_host.Visitor(), show), StringComparison.Ordinal);
        foreach (var who in new[] { _paola, _giorgio }) Assert.Equal(HttpStatusCode.OK, (await who.GetAsync(names)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await _rita.GetAsync(names)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(names)).StatusCode);
        foreach (var url in new[] { work, ReportUrls.Desk })
            Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task The_guarantor_asks_within_and_in_public_and_is_answered()
    {
        await TownAsync();
        var (guarantee, anybody) = (ReportUrls.Guarantee(Slug), _host.Visitor());
        await RefusedAsync(_giorgio.PostAsync(guarantee, new() { ["Kind"] = nameof(NoteKind.Question), ["Text"] = "Chi manca al Tavolo?" },
            "#chiedi"));
        await Goes(_giorgio.PostAsync(guarantee, new()
        {
            ["Kind"] = nameof(NoteKind.Question),
            ["Text"] = "Chi manca al Tavolo?",
            ["Due"] = Localization.Texts.RomeDay(_host.Clock.Now).AddDays(10).ToString("O",
                System.Globalization.CultureInfo.InvariantCulture),
        }, "#chiedi"));
        await Goes(_giorgio.PostAsync(guarantee, new() { ["Kind"] = nameof(NoteKind.Finding), ["Text"] = "Il verbale è uscito tardi." },
            "#chiedi"));
        Assert.Equal(2, await _host.InDb(db => db.Set<Letter>().CountAsync(l => l.Subject.Contains("Il garante"), Cancel)));
        var read = await TextOf(anybody, guarantee);
        Assert.Contains("Il verbale è uscito tardi.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Chi manca al Tavolo?", read, StringComparison.Ordinal);
        Assert.Contains("Chi manca al Tavolo?", await TextOf(_paola, guarantee), StringComparison.Ordinal);

        var notes = await _host.InDb(db => db.Set<GuarantorNote>().AsNoTracking().OrderBy(n => n.At).ToListAsync(Cancel));
        Assert.Contains("Il garante aspetta 2 risposte", await TextOf(_paola, ProcessUrls.Dashboard(Slug)), StringComparison.Ordinal);
        var finding = ReportUrls.Note(Slug, notes.Single(n => n.Kind == NoteKind.Finding).Id);
        await RefusedAsync(_paola.PostAsync(finding, new() { ["Answer"] = "Lo ha scritto Rita Bonora." }, "#rispondi"));
        await Goes(_paola.PostAsync(finding, new() { ["Answer"] = "È vero: dal prossimo esce in tre giorni." }, "#rispondi"));
        Assert.Contains("dal prossimo esce in tre giorni", await TextOf(anybody, guarantee), StringComparison.Ordinal);
        await Goes(_paola.PostAsync(ReportUrls.Note(Slug, notes.Single(n => n.Kind == NoteKind.Question).Id),
            new() { ["Answer"] = "Mancano gli inquilini." }, "#rispondi"));
        Assert.DoesNotContain("Mancano gli inquilini.", await TextOf(anybody, guarantee), StringComparison.Ordinal);
        Assert.Contains("Mancano gli inquilini.", await TextOf(_giorgio, guarantee), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await anybody.GetAsync(finding)).StatusCode);
        await Goes(_giorgio.PostAsync(finding, new() { ["Why"] = "Chiarito." }, "#ritira"));
        Assert.DoesNotContain("#ritira", await TextOf(_rita, guarantee), StringComparison.Ordinal);
    }
}
