using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Administration;
using Patto.Modules.Administration.Contracts;
using Patto.Modules.Contributions;
using Patto.Modules.Portal;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Privacy;
using Patto.Tests.Processes;
using Patto.Tests.Proposals;

namespace Patto.Tests.Administration;

/// <summary>What people may ask of what is kept about them: by their own page or at the desk, answered by a letter within a term.</summary>
public sealed class DataRequestTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<List<Letter>> LettersAsync(string address) => _host.InDb(db => db.Set<Letter>().AsNoTracking()
        .Where(l => l.Address == address).OrderBy(l => l.Created).ToListAsync(Cancel));

    private Task<DataRequest> LastAsync() => _host.InDb(db => db.Set<DataRequest>().AsNoTracking().OrderByDescending(r => r.Number)
        .FirstAsync(Cancel));

    private Task ConfirmAsync() => _host.Act(null, null, async write =>
    {
        foreach (var person in await write.Db.Set<Person>().ToListAsync(Cancel)) person.Confirm(write.Now);
        return 0;
    });

    // The token of a link as the letter brings it.
    private async Task<string> TokenAsync(string address)
    {
        await _host.Visitor().PostAsync(OwnDoor.Page, new() { ["Email"] = address });
        var link = new Uri(_host.LinkOf((await LettersAsync(address)).Last(l => l.Subject == "Le tue voci"))).AbsolutePath;
        return link[(link.LastIndexOf('/') + 1)..];
    }

    private static async Task<string> MainOf(Visitor visitor, string url) =>
        (await visitor.ReadAsync(url)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task By_the_link_of_a_letter_one_takes_a_whole_copy_asks_and_is_answered_in_time()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        await _host.VoiceAsync(town, process, "Serve un pulmino il giovedì.", "anna@esempio.it");
        await _host.VoiceAsync(town, process, "La panchina di Bruno.", "bruno@esempio.it");
        await ConfirmAsync();
        var (anna, token) = (_host.Visitor(), await TokenAsync("anna@esempio.it"));
        Assert.Contains(OwnDoor.DataOf(token), (await anna.ReadAsync($"{OwnDoor.Page}/{token}")).QuerySelector("main")!.InnerHtml,
            StringComparison.Ordinal);
        var page = OwnDoor.DataOf(token);

        // The copy: the same tables as the book of personal data tells, no more and no less, and nothing of Bruno.
        var file = await anna.PostAsync(page, [], "#modulo-scarica");
        Assert.Equal("application/json", file.Content.Headers.ContentType!.MediaType);
        var json = await file.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("Bruno", json, StringComparison.OrdinalIgnoreCase);
        using var read = JsonDocument.Parse(json);
        var told = await _host.Act(town, null, async write =>
        {
            var book = write.Get<PersonalDataBook>();
            var ids = await write.Db.Set<Person>().Where(p => p.Address == "anna@esempio.it").Select(p => p.Id).ToListAsync(Cancel);
            return await book.TellAsync(await book.WhoAsync([.. ids.Select(i => i.Value)], null, "anna@esempio.it", Cancel), Cancel);
        });
        var tables = read.RootElement.GetProperty("dati").EnumerateArray().ToList();
        Assert.Equal(told.Select(t => (t.Datum.Datum, t.Datum.Purpose, t.Datum.Retention, t.Rows.Count)),
            tables.Select(t => (t.GetProperty("dato").GetString()!, t.GetProperty("perche").GetString()!,
                t.GetProperty("finoA").GetString()!, t.GetProperty("righe").GetArrayLength())));
        Assert.Equal(told.Sum(t => t.Rows.Sum(r => r.Count)), tables.Sum(t => t.GetProperty("righe").EnumerateArray()
            .Sum(r => r.EnumerateObject().Count())));
        Assert.Contains("Serve un pulmino", json, StringComparison.Ordinal);
        // The same to read and to print, reached by an act that is noted.
        var seen = await anna.PostAsync(page, [], "#modulo-vedi");
        Assert.Equal(OwnDoor.CopyOf(token), seen.Headers.Location!.ToString());
        var copy = await MainOf(anna, OwnDoor.CopyOf(token));
        Assert.Contains("Serve un pulmino", copy, StringComparison.Ordinal);
        Assert.All(told, t => Assert.Contains(t.Datum.Datum, copy, StringComparison.Ordinal));
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(PersonalDataTold), Cancel)));

        // Without words a correction is not understood, and nothing typed is lost.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anna.PostAsync(page, new() { ["Kind"] = "Correction", ["Text"] = "" },
            "#modulo-chiedi")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anna.PostAsync(page, new()
        {
            ["Kind"] = "Correction",
            ["Text"] = "Mi chiamo Anna Rossi, non Rosi."
        }, "#modulo-chiedi")).StatusCode);
        var asked = await LastAsync();
        Assert.Equal((DataRequestState.Open, new DateOnly(2026, 4, 1)), (asked.State, asked.Due));
        var confirmed = (await LettersAsync("anna@esempio.it"))[^1];
        Assert.Contains(asked.Number, confirmed.Subject, StringComparison.Ordinal);
        Assert.Contains("1 aprile 2026", _host.TextOf(confirmed), StringComparison.Ordinal);
        Assert.Contains(asked.Number, await MainOf(anna, page), StringComparison.Ordinal);
        // Bruno sees nothing of it.
        Assert.DoesNotContain(asked.Number, await MainOf(_host.Visitor(), OwnDoor.DataOf(await TokenAsync("bruno@esempio.it"))),
            StringComparison.Ordinal);

        // On the dashboard of whoever may answer, with its day; the term is put off once, with a reason; then it is done.
        var paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidetti", town, Role.Officer));
        Assert.Contains("Una richiesta sui dati personali aspetta risposta", await MainOf(paola, ProcessUrls.Dashboard(process.Slug)),
            StringComparison.Ordinal);
        var desk = AdministrationUrls.DataRequest(asked.Id);
        Assert.Contains(asked.Number, await MainOf(paola, AdministrationUrls.DataRequests), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await paola.PostAsync(desk, new() { ["Why"] = "L'anagrafe deve confermare." },
            "#modulo-proroga")).StatusCode);
        Assert.Equal(new DateOnly(2026, 6, 2), (await LastAsync()).Due);
        Assert.Contains("L'anagrafe deve confermare.", _host.TextOf((await LettersAsync("anna@esempio.it"))[^1]), StringComparison.Ordinal);
        Assert.Null((await paola.ReadAsync(desk)).QuerySelector("#modulo-proroga"));
        _host.Clock.Now = _host.Clock.Now.AddMonths(4);
        paola = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Officer));
        Assert.Contains("Scaduta", await MainOf(paola, AdministrationUrls.DataRequests), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await paola.PostAsync(desk, new() { ["Answer"] = "Nome corretto ovunque." },
            "#modulo-accogli")).StatusCode);
        Assert.Contains("Nome corretto ovunque.", _host.TextOf((await LettersAsync("anna@esempio.it"))[^1]), StringComparison.Ordinal);
        Assert.DoesNotContain("aspetta risposta", await MainOf(paola, ProcessUrls.Dashboard(process.Slug)), StringComparison.Ordinal);
        Assert.Null((await paola.ReadAsync(desk)).QuerySelector("#modulo-accogli"));
        // What was typed stands in no row of the audit.
        var rows = await _host.InDb(db => db.Set<AuditRow>().AsNoTracking().ToListAsync(Cancel));
        Assert.DoesNotContain("Rosi", JsonSerializer.Serialize(rows), StringComparison.Ordinal);
        Assert.Single(rows, r => r.Kind == nameof(DataRequested));
        Assert.Single(rows, r => r.Kind == nameof(DataRequestExtended));
        Assert.Single(rows, r => r.Kind == nameof(DataRequestAnswered));
    }

    [Fact]
    public async Task Who_has_no_e_mail_asks_at_the_desk_is_refused_with_the_way_to_complain_or_is_erased_and_public_words_stay()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        await _host.VoiceAsync(town, process, "Serve un pulmino il giovedì.", "rita@esempio.it");
        await ConfirmAsync();
        var curator = await _host.SignedInAsync(await _host.AccountAsync("Chiara Monti", town, Role.Curator));
        async Task<HttpResponseMessage> RecordAsync(string kind, string name, string channel, string address, string how) =>
            await curator.PostAsync(AdministrationUrls.NewDataRequest, new()
            {
                ["Kind"] = kind,
                ["Text"] = "A voce.",
                ["Name"] = name,
                ["Channel"] = channel,
                ["Address"] = address,
                ["CheckedBy"] = how,
            });
        // Nobody is written down without being known, nor without a way to be answered.
        const string Home = "Via Po 1, 44000 Fontelieta";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync("Copy", "Ettore", "Post", Home, "")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await RecordAsync("Copy", "Ettore", "None", "", "Documento")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await RecordAsync("Objection", "Ettore Bassoli", "Post", Home, "Documento")).StatusCode);
        var asked = await LastAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(AdministrationUrls.DataRequest(asked.Id),
            new() { ["Reason"] = "Il verbale è un atto pubblico." }, "#modulo-rifiuta")).StatusCode);
        var refused = (await LettersAsync("Via Po 1, 44000 Fontelieta"))[^1];
        Assert.Equal(Channel.Post, refused.Channel);
        Assert.Contains("Il verbale è un atto pubblico.", _host.TextOf(refused), StringComparison.Ordinal);
        Assert.Contains("Garante per la protezione dei dati personali", _host.TextOf(refused), StringComparison.Ordinal);

        // Rita asks by her link to be erased. Without the tick nothing happens; then names and contacts go, and the voice stays.
        var token = await TokenAsync("rita@esempio.it");
        var own = await _host.Visitor().ReadAsync(OwnDoor.DataOf(token));
        Assert.Null(own.QuerySelector("#modulo-cancella"));
        var link = _host.Visitor();
        var seal = (await link.ReadAsync(OwnDoor.DataOf(token))).QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.NotFound, (await link.Client.PostAsync($"{OwnDoor.DataOf(token)}?handler=Erase",
            new FormUrlEncodedContent([new("Sure", "true"), new("__RequestVerificationToken", seal)]), Cancel)).StatusCode);
        await _host.Visitor().PostAsync(OwnDoor.DataOf(token), new() { ["Kind"] = "Erasure", ["Text"] = "Sono Rita Bonora." },
            "#modulo-chiedi");
        var erasure = await LastAsync();
        var desk = AdministrationUrls.DataRequest(erasure.Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await curator.PostAsync(desk, new() { ["Answer"] = "Fatto." }, "#modulo-accogli"))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await curator.PostAsync(desk, new() { ["Answer"] = "Cancellato tutto.", ["Sure"] = "true" },
            "#modulo-accogli")).StatusCode);
        var row = await _host.InDb(db => db.Set<DataRequest>().AsNoTracking().SingleAsync(r => r.Id == erasure.Id, Cancel));
        Assert.Equal((DataRequestState.Fulfilled, null, "", ""), (row.State, row.Person, row.Text, row.Answer));
        // The one letter that tells it still bears the address until it lapses with the others.
        Assert.Equal(["La risposta alla tua richiesta " + erasure.Number], (await LettersAsync("rita@esempio.it")).Select(l => l.Subject));
        Assert.False(await _host.InDb(db => db.Set<Person>().AnyAsync(p => p.Address == "rita@esempio.it", Cancel)));
        var voice = await _host.InDb(db => db.Set<Contribution>().AsNoTracking().SingleAsync(Cancel));
        Assert.Equal(("Serve un pulmino il giovedì.", (Id<Person>?)null), (voice.Text, voice.Speaker));
        Assert.Contains("Serve un pulmino", await MainOf(_host.Visitor(), $"/filo/{voice.Code}"), StringComparison.Ordinal);
        Assert.Contains("I suoi dati sono stati cancellati", await MainOf(curator, desk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_desk_opens_to_whoever_may_answer_the_own_page_to_its_owner_and_an_account_erases_itself_once_it_has_no_role()
    {
        var town = await _host.AuthorityAsync();
        await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var asked = await _host.Act(town, null, async write => (await write.Get<DataRequestBook>().AskAtTheDeskAsync(
            DataRequestKind.Copy, "", "Ettore Bassoli", Channel.Desk, "", "Documento", Cancel)).Id);
        foreach (var role in new[] { Role.Secretariat, Role.Facilitator, Role.Guarantor, Role.DecisionMaker })
        {
            var other = await _host.SignedInAsync(await _host.AccountAsync($"Ada {role}", town, role));
            foreach (var url in new[] { AdministrationUrls.DataRequests, AdministrationUrls.NewDataRequest,
                AdministrationUrls.DataRequest(asked) })
                Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(url)).StatusCode);
        }
        // Of another public body it does not exist.
        var elsewhere = await _host.AuthorityAsync("Altrove", "altrove.example");
        var stranger = await _host.SignedInAsync(await _host.AccountAsync("Ugo Altri", elsewhere, Role.Officer));
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync(AdministrationUrls.DataRequest(asked))).StatusCode);
        // Who is nobody sees how to ask, and no copy.
        var nobody = _host.Visitor();
        Assert.Contains("Chiedi il collegamento", await MainOf(nobody, OwnDoor.Data), StringComparison.Ordinal);
        Assert.Equal(OwnDoor.Page, (await nobody.GetAsync(OwnDoor.CopyOf(null))).Headers.Location!.ToString());
        Assert.Contains("non vale più", await MainOf(nobody, OwnDoor.DataOf("CfDJ8niente")), StringComparison.Ordinal);

        var account = await _host.AccountAsync("Berta Fini", town, Role.Secretariat);
        var berta = await _host.SignedInAsync(account);
        // Who has a role is offered no button that is refused; sent all the same it changes nothing, and signs nobody out.
        var own = await berta.ReadAsync(OwnDoor.Data);
        Assert.Null(own.QuerySelector("#modulo-cancella"));
        Assert.Contains("Hai ancora un ruolo", own.QuerySelector("#cancella")!.ParentElement!.TextContent, StringComparison.Ordinal);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)own.QuerySelector("#modulo-chiedi")!;
        var refused = await berta.Client.PostAsync($"{OwnDoor.Data}?handler=Erase",
            new FormUrlEncodedContent([.. Visitor.Prefilled(form), new("Sure", "true")]), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("Hai ancora un ruolo", (await Visitor.ParseAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Vedi e stampa tutto", await MainOf(berta, OwnDoor.Data), StringComparison.Ordinal);
        await _host.Act(town, null, async write =>
            { (await write.Db.Set<RoleGrant>().SingleAsync(g => g.Account == account.Id, Cancel)).End(write.Now); return 0; });
        Assert.Equal(HttpStatusCode.Redirect, (await berta.PostAsync(OwnDoor.Data, new() { ["Sure"] = "true" }, "#modulo-cancella"))
            .StatusCode);
        Assert.Null(await _host.InDb(db => db.Set<Patto.Identity.Account>().Where(a => a.Id == account.Id).Select(a => a.Email)
            .SingleAsync(Cancel)));
        Assert.Contains("Chiedi il collegamento", await MainOf(berta, OwnDoor.Data), StringComparison.Ordinal);
        Assert.Equal(["I tuoi dati sono stati cancellati"], (await LettersAsync(account.Email!.ToLowerInvariant())).Select(l => l.Subject));
    }
}
