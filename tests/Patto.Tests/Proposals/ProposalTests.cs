using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Proposals;

internal static class ProposalMaking
{
    /// <summary>A published voice; with an address, its speaker may be written to.</summary>
    public static async Task<Recorded> VoiceAsync(this PlatformHost host, Authority town, Process process, string text, string? mail = null)
    {
        var said = await host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, default))!;
            var speaker = mail is null ? null : write.Get<PeopleBook>().Meet("Anna Rossi", Channel.Email, mail);
            return await write.Get<ContributionBook>().RecordAsync(info, new(text, Via.Paper) { Speaker = speaker?.Id }, default);
        });
        await host.Act(town, null, async write => { await write.Get<ContributionBook>().PublishAsync(said.Id, default); return 0; });
        return said;
    }

    public static Task<Proposal> ProposalAsync(this PlatformHost host, Authority town, Process process, params Recorded[] voices) =>
        host.Act(town, null, async write =>
    {
        var info = (await write.Get<ProcessBook>().GetAsync(process.Id, default))!;
        return await write.Get<Gathering>().GatherAsync(info, "Trasporto a chiamata", "Quattro pomeriggi a settimana.", null,
            [.. voices.Select(v => v.Id)], write.Now);
    });
}

public sealed class ProposalTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Authority Town, Process Process, Visitor Carla)> TownAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        return (town, process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }

    [Fact]
    public async Task Voices_are_gathered_into_a_proposal_and_their_authors_are_told()
    {
        var (town, process, carla) = await TownAsync();
        var first = await _host.VoiceAsync(town, process, "La sera non c'è un autobus per tornare a casa.", "anna@esempio.it");
        var second = await _host.VoiceAsync(town, process, "Dopo le otto l'autobus non passa più.");
        var answer = await GatherAsync(carla, process, [first, second], "Una corsa in più la sera", "Un autobus dopo le otto.");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await _host.Visitor().ReadAsync(answer.Headers.Location!.ToString());
        Assert.Contains(first.Code, page.Body!.TextContent);
        Assert.Contains("Dopo le otto l'autobus", page.Body.TextContent);
        Assert.Contains(await LettersAsync(process), l =>
            l.Address == "anna@esempio.it" && l.Body.Contains(first.Code, StringComparison.Ordinal));
        Assert.Equal(2, await _host.InDb(db => db.Set<Link>()
            .CountAsync(l => l.Scope == process.Id.Value && l.Relation == Relation.GatheredInto, Cancel)));
        Assert.DoesNotContain(first.Code, (await carla.ReadAsync(ProposalUrls.Sort(process.Slug))).Body!.TextContent);
    }

    [Fact]
    public async Task The_sorting_desk_puts_similar_voices_side_by_side()
    {
        var (town, process, carla) = await TownAsync();
        foreach (var text in new[]
        {
            "L'autobus della sera non passa più dopo le otto", "La sera manca l'autobus per la frazione",
                "Un autobus anche la sera per chi torna tardi",
            "Lo sportello dei servizi sociali chiude troppo presto", "Allo sportello sociale si aspetta troppo",
            "Serve uno sportello aperto anche il pomeriggio",
        }) await _host.VoiceAsync(town, process, text);
        var desk = await carla.ReadAsync(ProposalUrls.Sort(process.Slug));
        var groups = desk.QuerySelectorAll("fieldset.panel").Select(f => f.TextContent).ToList();
        Assert.True(groups.Count >= 2, $"{groups.Count} group(s)");
        Assert.Contains(groups, g => g.Contains("autobus della sera", StringComparison.Ordinal)
            && g.Contains("manca l'autobus", StringComparison.Ordinal) && !g.Contains("sportello dei", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_article_that_incorporates_a_proposal_is_linked_and_its_voices_are_told_when_it_is_published()
    {
        var (town, process, carla) = await TownAsync();
        var voice = await _host.VoiceAsync(town, process, "Vogliamo essere in quindici.", "anna@esempio.it");
        var proposal = await _host.ProposalAsync(town, process, voice);
        var document = await _host.DocumentAsync(town, process, published: false);
        var saved = await carla.PostAsync(DocumentUrls.EditArticle(process.Slug, document.Id, "art_2"),
            new() { ["Texts[0]"] = "La Consulta è composta da quindici componenti.", ["Sources"] = $"{proposal.Code}, {voice.Code}" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.DoesNotContain(await LettersAsync(process), l => l.Subject.Contains("entrata nel testo", StringComparison.Ordinal));
        await carla.PostAsync(DocumentUrls.Edit(process.Slug, document.Id), new() { ["Why"] = "" });
        Assert.Contains(await LettersAsync(process), l =>
            l.Subject.Contains("entrata nel testo", StringComparison.Ordinal) && l.Body.Contains("art. 2", StringComparison.Ordinal));
        var shown = await _host.Visitor().ReadAsync(DocumentUrls.Show(process.Slug, document.Id));
        Assert.Contains(proposal.Code, shown.QuerySelector("#art_2")!.TextContent);
        var page = await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, proposal.Code));
        Assert.Contains("Entrata nel testo", page.Body!.TextContent);
        Assert.Contains("art. 2, c. 1", page.Body.TextContent);
    }

    [Fact]
    public async Task An_unknown_source_is_refused_beside_its_field_and_nothing_is_lost()
    {
        var (town, process, carla) = await TownAsync();
        var document = await _host.DocumentAsync(town, process, published: false);
        var answer = await carla.PostAsync(DocumentUrls.EditArticle(process.Slug, document.Id, "art_2"),
            new() { ["Texts[0]"] = "Altro testo.", ["Sources"] = "LWF-C9999" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ParseAsync(answer);
        Assert.Contains("LWF-C9999", page.QuerySelector(".field.bad .err")!.TextContent);
        Assert.Contains("Altro testo.", page.QuerySelector("textarea[name='Texts[0]']")!.TextContent);
    }

    [Fact]
    public async Task A_step_has_its_reason_and_a_dropped_proposal_is_closed()
    {
        var (town, process, carla) = await TownAsync();
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Una voce."));
        var edit = ProposalUrls.Edit(process.Slug, proposal.Code);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(edit, new() { ["State"] = "Dropped", ["Reason"] = "" }, "#muovi")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new() { ["State"] = "Dropped", ["Reason"] = "Non è competenza del Comune." },
            "#muovi")).StatusCode);
        Assert.Contains("Non è competenza del Comune.",
            (await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, proposal.Code))).Body!.TextContent);
        Assert.Contains("è chiusa", (await carla.ReadAsync(edit)).Body!.TextContent);
    }

    [Fact]
    public async Task Officers_share_a_sheet_that_names_them_keeps_what_it_said_and_moves_nothing()
    {
        var (town, process, carla) = await TownAsync();
        var dario = await _host.SignedInAsync(await _host.AccountAsync("Dario Blu", town, Role.Officer, process.Subject));
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Una voce."));
        var (edit, show) = (ProposalUrls.Edit(process.Slug, proposal.Code), ProposalUrls.Show(process.Slug, proposal.Code));
        var nobody = await carla.PostAsync(edit, new() { ["Cost"] = "Mille euro", ["Office"] = "" }, "#verifica");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.StatusCode);
        var again = await Visitor.ParseAsync(nobody);
        Assert.Contains("per quale ufficio", again.QuerySelector("#verifica .field.bad .err")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mille euro", again.QuerySelector("#verifica [name=Cost]")!.GetAttribute("value"));

        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new() { ["Cost"] = "Mille euro", ["Office"] = "Ragioneria" }, "#verifica")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await dario.PostAsync(edit,
            new() { ["Cost"] = "Duemila euro", ["Law"] = "Serve un bando", ["Office"] = "Segreteria" }, "#verifica")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await dario.PostAsync(edit, new() { ["Office"] = "Un altro nome" }, "#verifica")).StatusCode);

        var sheet = (await _host.Visitor().ReadAsync(show)).QuerySelector("[aria-labelledby=fattibile]")!;
        var words = string.Join(' ', sheet.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Serve un bando Dario Blu, Segreteria", words, StringComparison.Ordinal);
        Assert.Contains("Duemila euro Dario Blu, Segreteria", words, StringComparison.Ordinal);
        Assert.Contains("Mille euro Carla Neri, Ragioneria", sheet.QuerySelector("details")!.TextContent.Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries).Aggregate((a, b) => a + " " + b), StringComparison.Ordinal);
        var kept = await _host.InDb(db => db.Set<Proposal>().AsNoTracking().SingleAsync(p => p.Id == proposal.Id, Cancel));
        Assert.Equal((ProposalState.Idea, 1), (kept.State, kept.Steps.Count));
        var form = await carla.ReadAsync(edit);
        Assert.Equal("Ragioneria", form.QuerySelector("#verifica [name=Office]")!.GetAttribute("value"));
        Assert.NotNull(form.QuerySelector($"a[href$='codice={proposal.Code}']"));
        var table = await (await _host.Visitor().GetAsync($"/percorsi/{process.Slug}/dati/schede-di-fattibilita.csv")).Content
            .ReadAsStringAsync(Cancel);
        Assert.Contains("Serve un bando", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Dario", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_officers_at_one_sheet_keep_each_other_s_lines_and_are_asked_only_of_the_same_one()
    {
        var (town, process, carla) = await TownAsync();
        var dario = await _host.SignedInAsync(await _host.AccountAsync("Dario Blu", town, Role.Officer, process.Subject));
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Una voce."));
        var edit = ProposalUrls.Edit(process.Slug, proposal.Code);
        // Both open the page; one writes of the law, the other, whose page is older by now, of the time.
        var older = (AngleSharp.Html.Dom.IHtmlFormElement)(await dario.ReadAsync(edit)).QuerySelector("#verifica")!;
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new() { ["Law"] = "Serve un bando", ["Office"] = "Ragioneria" }, "#verifica")).StatusCode);
        async Task<HttpResponseMessage> SendAsync(AngleSharp.Html.Dom.IHtmlFormElement form, string field, string words) =>
            await dario.Client.PostAsync($"{edit}?handler=Assess", new FormUrlEncodedContent([.. Visitor.Prefilled(form)
                .Where(f => f.Key != field && f.Key is not ("Office" or "__once")), new(field, words), new("Office", "Segreteria"),
                new("__once", Guid.NewGuid().ToString())]), Cancel);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(older, "Time", "Due mesi")).StatusCode);
        Task<List<string>> LinesAsync() => _host.InDb(db => db.Set<SheetLine>().AsNoTracking().OrderBy(l => l.At).ThenBy(l => l.Id)
            .Select(l => $"{l.Part} {l.Text} {l.Office}").ToListAsync(Cancel));
        Assert.Equal(["Law Serve un bando Ragioneria", "Time Due mesi Segreteria"], await LinesAsync());

        // The same line: what stands there is shown, nothing typed is lost, and saved again it counts.
        var asked = await SendAsync(older, "Law", "Basta una gara");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        var page = await Visitor.ParseAsync(asked);
        Assert.Contains("«Serve un bando»", page.QuerySelector("#verifica .field.bad .err")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Basta una gara", page.QuerySelector("#verifica [name=Law]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Redirect,
            (await SendAsync((AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("#verifica")!, "Law", "Basta una gara")).StatusCode);
        // What the older page did not know of is as the other wrote it.
        Assert.Equal("Law Basta una gara Segreteria", (await LinesAsync())[^1]);
        var kept = await _host.InDb(db => db.Set<Proposal>().AsNoTracking().SingleAsync(p => p.Id == proposal.Id, Cancel));
        Assert.Equal(("Basta una gara", "Due mesi"), (kept.Feasibility.Law, kept.Feasibility.Time));
    }

    [Fact]
    public void A_sheet_of_an_older_release_reads_without_law_and_partners()
    {
        var old = System.Text.Json.JsonSerializer.Deserialize<Feasibility>(
            """{"competence":"Comune","cost":"","office":"Ragioneria","time":"","verdict":1}""", Json.Options)!;
        Assert.Equal(new("Comune", "", "Ragioneria", "", Feasible.Yes), old);
        // What was sealed before there was a law in it reads the same when it is sealed again.
        Assert.DoesNotContain("law", System.Text.Json.JsonSerializer.Serialize(old, Json.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_proposal_is_taken_up_again_where_it_stood_with_a_reason()
    {
        var (town, process, carla) = await TownAsync();
        var proposal = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Una voce."));
        var edit = ProposalUrls.Edit(process.Slug, proposal.Code);
        foreach (var (state, why) in new[] { ("Priority", "Piace a molti."), ("Dropped", "Non ci sono i soldi.") })
            await carla.PostAsync(edit, new() { ["State"] = state, ["Reason"] = why }, "#muovi");
        var silent = await carla.PostAsync(edit, new() { ["Again"] = " " }, "#riprendi");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        Assert.Contains("perché si riapre", (await Visitor.ParseAsync(silent)).QuerySelector("#riprendi .field.bad .err")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(edit, new() { ["Again"] = "I soldi sono arrivati." }, "#riprendi")).StatusCode);
        var kept = await _host.InDb(db => db.Set<Proposal>().AsNoTracking().SingleAsync(p => p.Id == proposal.Id, Cancel));
        Assert.Equal([ProposalState.Idea, ProposalState.Priority, ProposalState.Dropped, ProposalState.Priority],
            kept.Steps.Select(s => s.State));
        var page = (await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, proposal.Code))).Body!.TextContent;
        Assert.Contains("Non ci sono i soldi.", page, StringComparison.Ordinal);
        Assert.Contains("I soldi sono arrivati.", page, StringComparison.Ordinal);
        Assert.Equal("proposal.not-dropped", Assert.Throws<RuleViolation>(() => kept.Reopen("Ancora.", _host.Clock.GetUtcNow())).Code);
    }

    [Fact]
    public async Task A_voice_is_found_behind_a_proposal_that_was_merged_many_times()
    {
        var (town, process, _) = await TownAsync();
        var first = await _host.VoiceAsync(town, process, "Prima voce.", "anna@esempio.it");
        var last = await _host.ProposalAsync(town, process, first);
        for (var time = 0; time < 8; time++)
        {
            var other = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, $"Voce {time}."));
            var ids = new[] { last.Id, other.Id };
            last = await _host.Act(town, null, async write =>
            {
                var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
                var both = await write.Db.Set<Proposal>().Where(p => ids.Contains(p.Id)).ToListAsync(Cancel);
                return await write.Get<Gathering>().MergeAsync(info, both, "Insieme", "Insieme.", "Dicono lo stesso.", write.Now, Cancel);
            });
        }
        await _host.Act(town, null, async write =>
            { await write.Get<ProposalBook>().IncorporateAsync([last.Id], "Regolamento, art. 1", "/x", Cancel); return 0; });
        Assert.Contains(await LettersAsync(process), l =>
            l.Address == "anna@esempio.it" && l.Subject.Contains("entrata nel testo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Merged_and_split_proposals_keep_their_lineage()
    {
        var (town, process, _) = await TownAsync();
        var one = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Prima voce.", "anna@esempio.it"));
        var two = await _host.ProposalAsync(town, process, await _host.VoiceAsync(town, process, "Seconda voce."));
        var merged = await _host.Act(town, null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var old = await write.Db.Set<Proposal>().Where(p => p.Process == process.Id).ToListAsync(Cancel);
            return await write.Get<Gathering>().MergeAsync(info, old, "Tutte e due", "Insieme.", "Dicono la stessa cosa.",
                write.Now, Cancel);
        });
        var page = await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, merged.Code));
        Assert.Contains(one.Code, page.Body!.TextContent);
        Assert.Contains(two.Code, page.Body.TextContent);
        Assert.Contains("Dicono la stessa cosa.",
            (await _host.Visitor().ReadAsync(ProposalUrls.Show(process.Slug, one.Code))).Body!.TextContent);
        await _host.Act(town, null, async write =>
            { await write.Get<ProposalBook>().IncorporateAsync([merged.Id], "Regolamento, art. 1", "/x", Cancel); return 0; });
        Assert.Contains(await LettersAsync(process), l =>
            l.Address == "anna@esempio.it" && l.Subject.Contains("entrata nel testo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unread_voices_are_not_gathered_and_strangers_are_refused()
    {
        var (town, process, carla) = await TownAsync();
        var elsewhere = await _host.ProcessAsync(town, starts: _host.InCoDesign());
        var foreign = await _host.VoiceAsync(town, elsewhere, "Di un altro percorso.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GatherAsync(carla, process, [foreign], "Titolo", "Testo")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await GatherAsync(carla, process, [], "Titolo", "Testo")).StatusCode);
        var proposal = await _host.ProposalAsync(town, elsewhere, foreign);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(ProposalUrls.Show(process.Slug, proposal.Code))).StatusCode);
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync(ProposalUrls.Sort(process.Slug))).Headers.Location!.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await carla.GetAsync(ProposalUrls.Edit(elsewhere.Slug, proposal.Code))).StatusCode);
        var list = await (await _host.Visitor()
            .GetAsync($"/api/v1/processes/{elsewhere.Slug}/proposals")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains($"\"code\":\"{proposal.Code}\"", list, StringComparison.Ordinal);
        Assert.Contains("Trasporto a chiamata", (await _host.Visitor().ReadAsync(ProposalUrls.List(elsewhere.Slug))).Body!.TextContent);
    }

    private static async Task<HttpResponseMessage> GatherAsync(Visitor carla, Process process, IReadOnlyList<Recorded> voices, string title,
        string text)
    {
        var url = ProposalUrls.Sort(process.Slug);
        var token = (await carla.ReadAsync(url))
            .QuerySelector("main form input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        List<KeyValuePair<string, string>> fields = [new("__RequestVerificationToken", token), new("Title", title), new("Text", text),
            .. voices.Select(v => new KeyValuePair<string, string>("Voices", v.Id.ToString()))];
        return await carla.Client.PostAsync(url, new FormUrlEncodedContent(fields), Cancel);
    }

    private async Task<List<Letter>> LettersAsync(Process process)
    {
        await _host.WriteMailingsAsync();
        return await _host.InDb(db => db.Set<Letter>().AsNoTracking().Where(l => l.Process == process.Subject).ToListAsync(Cancel));
    }
}
