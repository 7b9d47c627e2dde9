using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Tests.Documents;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Decisions;

/// <summary>An act whose number was typed wrongly is put right, wherever it is cited, and everybody reads both.</summary>
public sealed class CorrectActTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Why = "Il numero era quello della proposta di delibera.";
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private sealed record Town(Authority Authority, Process Process, Visitor Carla, HandOver HandOver, Decision Decision, string Proposal)
    {
        public string Correct(Id<AdministrativeAct>? act = null) => DecisionUrls.CorrectAct(Process.Slug, act ?? Decision.Act);
        public string Show => DecisionUrls.Show(Process.Slug, Decision.Id);
    }

    // A text and a proposal, handed over, noted with n. 79 and decided with n. 87: it should have been 88.
    private async Task<Town> DecidedAsync(bool isPublic = true)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign(), published: isPublic);
        var document = await _host.DocumentAsync(town, process, open: false);
        await _host.Act(town, null, async write =>
        {
            var drafting = write.Get<Drafting>();
            await drafting.PublishAsync(await drafting.LoadAsync(document.Id, Cancel), "Testo definitivo", final: true, write.Now, Cancel);
            return 0;
        });
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Un bus"));
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject));
        await Redirected(carla.PostAsync(DecisionUrls.HandOver(process.Slug), new()
        {
            ["Document"] = document.Id.ToString(),
            ["Proposals"] = proposal.Code,
            ["What"] = "Regolamento",
            ["To"] = "Consiglio comunale",
            ["Day"] = "2026-02-20"
        }));
        var handOver = await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Process == process.Id, Cancel));
        await Redirected(carla.PostAsync(DecisionUrls.TakeNote(process.Slug, handOver.Id), Act("79/2026", "2026-02-21")));
        var decide = Act("87/2026", "2026-03-01");
        decide["Adopts"] = "true";
        for (var i = 0; i < handOver.Items.Count; i++) decide[$"Items[{i}].Settled"] = "Accepted";
        await Redirected(carla.PostAsync(DecisionUrls.Record(process.Slug, handOver.Id), decide));
        var decision = await _host.InDb(db => db.Set<Decision>().AsNoTracking().SingleAsync(d => d.Process == process.Id, Cancel));
        handOver = await _host.InDb(db => db.Set<HandOver>().AsNoTracking().SingleAsync(h => h.Process == process.Id, Cancel));
        return new(town, process, carla, handOver, decision, proposal.Code);
    }

    private static Dictionary<string, string> Act(string number, string day) =>
        new() { ["Organ"] = "Consiglio comunale", ["Number"] = number, ["Day"] = day };

    private static Dictionary<string, string> Right(string why = Why, string link = "https://albo.esempio.it/88") =>
        new() { ["Number"] = "88/2026", ["Day"] = "2026-03-02", ["Link"] = link, ["Why"] = why };

    private static async Task<HttpResponseMessage> Redirected(Task<HttpResponseMessage> posting)
    {
        var answer = await posting;
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, (await Visitor.ParseAsync(answer)).QuerySelector("main")?.TextContent);
        return answer;
    }

    private async Task<string> ReadAsync(string url) => (await _host.Visitor().ReadAsync(url)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task The_number_of_an_act_is_corrected_wherever_it_is_cited_and_everybody_reads_both()
    {
        var at = await DecidedAsync();
        var slug = at.Process.Slug;
        Assert.NotNull((await at.Carla.ReadAsync(at.Show)).QuerySelector($"a[href='{at.Correct()}']"));
        await Redirected(at.Carla.PostAsync(at.Correct(), Right()));

        var page = await ReadAsync(at.Show);
        Assert.Contains("n. 88/2026 del 2 marzo 2026", page, StringComparison.Ordinal);
        Assert.Contains("n. 87/2026 del 1 marzo 2026", page, StringComparison.Ordinal);
        Assert.Contains(Why, page, StringComparison.Ordinal);
        Assert.NotNull((await _host.Visitor().ReadAsync(at.Show)).QuerySelector("a[href='https://albo.esempio.it/88']"));
        foreach (var cited in new[] { "/decisioni", DecisionUrls.List(slug), $"/percorsi/{slug}/proposte/{at.Proposal}",
            DocumentUrls.Show(slug, at.HandOver.Document!.Value), $"/filo/{at.Proposal}", ProcessUrls.LegalSteps(slug),
            "/cerca?parole=regolamento+88" })
        {
            var text = await ReadAsync(cited);
            Assert.True(text.Contains("88/2026", StringComparison.Ordinal), $"{cited}: {text}");
            Assert.False(text.Contains("87/2026", StringComparison.Ordinal), cited);
        }
        var table = await (await _host.Visitor().GetAsync(OpenDataUrls.Show(slug, "decisioni", "csv"))).Content.ReadAsStringAsync(Cancel);
        foreach (var said in new[] { "88/2026", "87/2026", Why, "https://albo.esempio.it/88" })
            Assert.Contains(said, table, StringComparison.Ordinal);
        var api = await (await _host.Visitor().GetAsync($"/api/v1/processes/{slug}/decisions")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"number\":\"88/2026\"", api, StringComparison.Ordinal);
        Assert.Contains(Why, api, StringComparison.Ordinal);
        Assert.Contains("Corretto", await ReadAsync($"/percorsi/{slug}/aggiornamenti"), StringComparison.Ordinal);
        var (rows, faults) = await _host.InDb(async db => (await db.Set<AuditRow>().CountAsync(r => r.Kind == "ActCorrected", Cancel),
            (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
        Assert.Equal(1, rows);
        Assert.Empty(faults);
        // The same twice changes nothing, and what was said first stays.
        Assert.Contains("Non è cambiato niente", await TextOf(await at.Carla.PostAsync(at.Correct(), Right())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_act_is_corrected_with_a_reason_and_nothing_that_was_typed_is_lost()
    {
        var at = await DecidedAsync();
        foreach (var (wrong, field, sentence) in new[]
        {
            (Right(why: " "), "Why", "il motivo lo legge chiunque"),
            (Right(link: "javascript:alert(1)"), "Link", "da https:// in poi"),
            (Right().With("Day", "2026-02-01"), "Day", "non può venire prima della consegna"),
            (Right().With("Day", "2026-03-20"), "Day", "non può essere nel futuro"),
            (Right().With("Number", " "), "Number", "Scrivi il numero"),
        })
        {
            var refused = await at.Carla.PostAsync(at.Correct(), wrong);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = await Visitor.ParseAsync(refused);
            Assert.Contains(sentence, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("true", page.QuerySelector($"[name='{field}']")!.GetAttribute("aria-invalid"));
            if (field != "Number") Assert.Equal("88/2026", page.QuerySelector("[name='Number']")!.GetAttribute("value"));
        }
        Assert.Equal("87/2026", (await ActAsync(at.Decision.Act)).Number);
        Assert.DoesNotContain("88/2026", await ReadAsync(at.Show), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anybody_may_read_it_no_reason_is_asked()
    {
        var at = await DecidedAsync(isPublic: false);
        await Redirected(at.Carla.PostAsync(at.Correct(), Right(why: "")));
        Assert.Equal(("88/2026", 1), await ActAsync(at.Decision.Act) is var act ? (act.Number, act.Corrections.Count) : default);
    }

    [Fact]
    public async Task Who_takes_note_is_corrected_too_and_only_who_records_may()
    {
        var at = await DecidedAsync();
        var note = at.Correct(at.HandOver.Note);
        foreach (var role in new[] { Role.Facilitator, Role.TableMember, Role.Guarantor })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Altri {role}", at.Authority, role, at.Process.Subject));
            Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(note)).StatusCode);
            Assert.Null((await other.ReadAsync(at.Show)).QuerySelector($"a[href='{at.Correct()}']"));
        }
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(note)).StatusCode);
        await Redirected(at.Carla.PostAsync(note, Act("80/2026", "2026-02-22").With("Why", "Errore di battitura.")));
        var page = await ReadAsync(DecisionUrls.List(at.Process.Slug));
        Assert.Contains("80/2026", page, StringComparison.Ordinal);
        Assert.Contains("Errore di battitura.", page, StringComparison.Ordinal);
        // Of another process it is not found.
        var elsewhere = await _host.ProcessAsync(at.Authority);
        Assert.Equal(HttpStatusCode.NotFound, (await (await _host.SignedInAsync(await _host.AccountAsync("Ufficio", at.Authority,
            Role.Officer))).GetAsync(DecisionUrls.CorrectAct(elsewhere.Slug, at.Decision.Act))).StatusCode);
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    private Task<AdministrativeAct> ActAsync(Id<AdministrativeAct> id) =>
        _host.InDb(db => db.Set<AdministrativeAct>().AsNoTracking().SingleAsync(a => a.Id == id, Cancel));
}

file static class Typing
{
    public static Dictionary<string, string> With(this Dictionary<string, string> typed, string field, string value) =>
        new(typed) { [field] = value };
}
