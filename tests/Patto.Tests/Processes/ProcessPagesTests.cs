using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

public sealed class ProcessPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_list_shows_public_processes_to_everybody_and_drafts_to_who_works_there()
    {
        var town = await _host.AuthorityAsync();
        var open = await _host.ProcessAsync(town);
        var draft = await _host.ProcessAsync(town, published: false);
        var carla = await _host.AccountAsync("Carla Neri", town, Role.Secretariat, draft.Subject);
        var anna = (await _host.Visitor().ReadAsync("/percorsi")).Body!.TextContent;
        Assert.Contains(open.Title, anna);
        Assert.DoesNotContain(draft.Title, anna);
        Assert.Contains(draft.Title, (await (await _host.SignedInAsync(carla)).ReadAsync("/percorsi")).Body!.TextContent);
    }

    [Fact]
    public async Task An_empty_list_says_what_will_be_here()
    {
        await _host.AuthorityAsync();
        Assert.Contains("Adesso non c'è un percorso aperto", (await _host.Visitor().ReadAsync("/percorsi")).Body!.TextContent);
    }

    [Fact]
    public async Task A_process_is_opened_in_three_steps_and_nothing_typed_is_lost_going_back()
    {
        var town = await _host.AuthorityAsync();
        var elena = await _host.SignedInAsync(await _host.AccountAsync("Elena Amministratrice", town, Role.Administrator));
        var steps = new Wizard(elena);
        await steps.OpenAsync("/percorsi/nuovo");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await steps.GoAsync("avanti", []));
        Assert.Equal(HttpStatusCode.OK, await steps.GoAsync("avanti", new() { ["Template"] = "lwp" }));
        Assert.Equal("Laboratorio di welfare partecipante", steps.Value("Title"));
        Assert.Equal(HttpStatusCode.OK, await steps.GoAsync("avanti",
            new() { ["Title"] = "Consulta del welfare", ["Key"] = "cdw", ["Slug"] = "consulta", ["Starts"] = "2026-04-01" }));
        Assert.Equal(HttpStatusCode.OK, await steps.GoAsync("indietro", new()
        {
            ["People[0].Name"] = "Carla Neri",
            ["People[0].Email"] = "carla@fontelieta.example",
            ["People[0].Role"] = "Secretariat"
        }));
        Assert.Equal("Consulta del welfare", steps.Value("Title"));
        Assert.Equal("2026-04-01", steps.Value("Starts"));
        Assert.Equal(HttpStatusCode.OK, await steps.GoAsync("avanti", []));
        Assert.Equal("Carla Neri", steps.Value("People[0].Name"));
        Assert.Equal(HttpStatusCode.Redirect, await steps.GoAsync("crea", []));

        var made = await _host.InDb(db => db.Set<Process>().Whole().AsNoTracking().SingleAsync(p => p.Slug == "consulta", Cancel));
        Assert.Equal(("CDW", "lwp", 4), (made.Key, made.TemplateId, made.Phases.Count));
        Assert.Equal(new DateOnly(2026, 4, 1), made.Starts);
        var invited = await _host.InDb(db => db.Set<Invitation>().AsNoTracking().SingleAsync(i => i.Scope == made.Subject, Cancel));
        Assert.Equal(("carla@fontelieta.example", Role.Secretariat), (invited.Email, invited.Role));
        Assert.Equal(1, await _host.InDb(db => db.Set<Letter>().CountAsync(l => l.Address == "carla@fontelieta.example", Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await elena.GetAsync("/percorsi/consulta/modifica")).StatusCode);
    }

    [Fact]
    public async Task Whoever_leaves_the_steps_finds_what_was_typed_and_nobody_else_does()
    {
        var town = await _host.AuthorityAsync();
        var elena = await _host.SignedInAsync(await _host.AccountAsync("Elena", town, Role.Administrator));
        var other = await _host.SignedInAsync(await _host.AccountAsync("Piero", town, Role.Administrator));
        var steps = new Wizard(elena);
        await steps.OpenAsync("/percorsi/nuovo");
        await steps.GoAsync("avanti", new() { ["Template"] = "lwp" });
        await steps.GoAsync("avanti", new()
        {
            ["Title"] = "Consulta d'inverno",
            ["Key"] = "cdi",
            ["Slug"] = "inverno",
            ["Starts"] = "2026-04-01"
        });
        Assert.Equal(HttpStatusCode.Redirect, await steps.GoAsync("salva", new()
        {
            ["People[0].Name"] = "Carla Neri",
            ["People[0].Email"] = "Carla@fontelieta.example"
        }));

        var later = new Wizard(elena);
        await later.OpenAsync("/percorsi/nuovo");
        Assert.Equal("Carla Neri", later.Value("People[0].Name"));
        Assert.Equal("Consulta d'inverno", later.Value("Title"));
        Assert.DoesNotContain("inverno", (await other.ReadAsync("/percorsi/nuovo")).Body!.InnerHtml, StringComparison.Ordinal);
        var named = new DataSubject(town.Id.Value, [], ["carla@fontelieta.example"], [], []);
        var table = Manifest.Tables.Single(t => t.Row.Name == "ProcessDraft");
        Assert.Single(await _host.InDb(db => table.TellAsync(db, named, Cancel)));

        await elena.PostAsync("/percorsi/nuovo", [], "form[action$='handler=Drop']");
        Assert.DoesNotContain("inverno", (await elena.ReadAsync("/percorsi/nuovo")).Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_draft_of_a_process_goes_when_it_is_opened_and_by_itself_after_a_month()
    {
        var town = await _host.AuthorityAsync();
        var elena = await _host.SignedInAsync(await _host.AccountAsync("Elena", town, Role.Administrator));
        Task<int> DraftsAsync() => _host.InDb(db => db.Set<ProcessDraft>().CountAsync(Cancel));
        var steps = new Wizard(elena);
        await steps.OpenAsync("/percorsi/nuovo");
        await steps.GoAsync("avanti", new() { ["Template"] = "lwp" });
        Assert.Equal(1, await DraftsAsync());
        await steps.GoAsync("avanti", new() { ["Title"] = "Consulta", ["Key"] = "cdw", ["Slug"] = "consulta", ["Starts"] = "2026-04-01" });
        Assert.Equal(HttpStatusCode.Redirect, await steps.GoAsync("crea", []));
        Assert.Equal(0, await DraftsAsync());

        await steps.OpenAsync("/percorsi/nuovo");
        await steps.GoAsync("avanti", new() { ["Template"] = "lwp" });
        _host.Clock.Now += TimeSpan.FromDays(29);
        await PurgeAsync();
        Assert.Equal(1, await DraftsAsync());
        _host.Clock.Now += TimeSpan.FromDays(2);
        await PurgeAsync();
        Assert.Equal(0, await DraftsAsync());
    }

    private async Task PurgeAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await Patto.Privacy.Purge.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task A_taken_short_key_is_told_next_to_its_field()
    {
        var town = await _host.AuthorityAsync();
        var other = await _host.ProcessAsync(town);
        var elena = await _host.SignedInAsync(await _host.AccountAsync("Elena", town, Role.Administrator));
        var steps = new Wizard(elena);
        await steps.OpenAsync("/percorsi/nuovo");
        await steps.GoAsync("avanti", new() { ["Template"] = "patto-welfare" });
        await steps.GoAsync("avanti", new()
        {
            ["Title"] = "Patto",
            ["Key"] = other.Key,
            ["Slug"] = "patto-nuovo",
            ["Starts"] = "2026-10-12"
        });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await steps.GoAsync("crea", []));
        Assert.Contains("Questa sigla è già di un altro percorso", steps.Text);
        Assert.Equal("Patto", steps.Value("Title"));
    }

    [Fact]
    public async Task The_work_schedule_shows_planned_and_actual_and_why_it_changed()
    {
        var (process, carla) = await WithCarlaAsync();
        var item = process.ActivityOf("open-space").Id;
        var page = $"/percorsi/{process.Slug}/cronoprogramma/{item}";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(page, new() { ["From"] = "2026-06-06", ["Until"] = "2026-06-06", ["Reason"] = "" },
            "#date")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new()
            {
                ["From"] = "2026-06-06",
                ["Until"] = "2026-06-06",
                ["Reason"] = "La palestra era occupata"
            }, "#date")).StatusCode);
        var shown = await _host.Visitor().ReadAsync($"/percorsi/{process.Slug}/cronoprogramma");
        Assert.Contains("La palestra era occupata", shown.Body!.TextContent);
        Assert.Contains("6 giugno 2026", shown.Body!.TextContent);
        Assert.NotNull(shown.QuerySelector("table.gantt"));
    }

    [Fact]
    public async Task An_activity_is_started_and_finished_and_not_in_the_future()
    {
        var (process, carla) = await WithCarlaAsync();
        var page = $"/percorsi/{process.Slug}/cronoprogramma/{process.ActivityOf("accordo").Id}";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(page, new() { ["On"] = "2026-03-03" }, "#fine")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, new() { ["On"] = "2026-03-02" }, "#fine")).StatusCode);
        var saved = await _host.InDb(db =>
            db.Set<Activity>().AsNoTracking().SingleAsync(a => a.Id == process.ActivityOf("accordo").Id, Cancel));
        Assert.Equal(new DateOnly(2026, 3, 2), saved.ActualUntil);
    }

    [Fact]
    public async Task The_schedule_downloads_as_one_table()
    {
        var (process, _) = await WithCarlaAsync();
        var answer = await _host.Visitor().GetAsync($"/percorsi/{process.Slug}/cronoprogramma?handler=Csv");
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split("\r\n");
        Assert.StartsWith("Che cosa;Traccia;Fase;Nome", lines[0], StringComparison.Ordinal);
        Assert.Equal(1 + process.Phases.Count + process.Activities.Count + 1, lines.Length);
        Assert.Contains("2026-03-02", lines[1]);
    }

    [Fact]
    public async Task An_activity_is_added_in_a_phase()
    {
        var (process, carla) = await WithCarlaAsync();
        var answer = await carla.PostAsync($"/percorsi/{process.Slug}/cronoprogramma/aggiungi",
            new()
            {
                ["Name"] = "Interviste al mercato",
                ["Phase"] = process.PhaseOf("ascolto").Id.ToString(),
                ["From"] = "2026-04-11",
                ["Until"] = "2026-04-18"
            });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("Interviste al mercato", (await carla.ReadAsync($"/percorsi/{process.Slug}/cronoprogramma")).Body!.TextContent);
    }

    [Fact]
    public async Task A_draft_is_described_and_published()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, published: false);
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat, process.Subject));
        var page = $"/percorsi/{process.Slug}/modifica";
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{page}/oggetto", new() { ["UpForDecision"] = "", ["NotUpForDecision"] = "Il bilancio" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carla.PostAsync(page, [], "#pubblica")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{page}/oggetto", new() { ["UpForDecision"] = "Gli orari\nI luoghi" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{page}/temi", new() { ["Themes[0].Name"] = "Fare la pace", ["Areas[0].Name"] = "Borgo" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{page}/chi", new() { ["Organ"] = "Council", ["OrganName"] = "Consiglio comunale" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync($"{page}/conti", new() { ["Cost"] = "18500.50", ["Funding"] = "12000" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync($"{page}/testi", new() { ["Title"] = "Nuovo titolo" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(page, [], "#pubblica")).StatusCode);
        var saved = await _host.InDb(db => db.Set<Process>().AsNoTracking().SingleAsync(p => p.Id == process.Id, Cancel));
        Assert.NotNull(saved.Published);
        Assert.Equal(["Gli orari", "I luoghi"], saved.UpForDecision);
        Assert.Equal(("conflitti", "Fare la pace"), (saved.Themes[0].Key, saved.Themes[0].Name));
        Assert.Equal("borgo", saved.Areas.Single().Key);
        Assert.Equal((DecidingOrgan.Council, 18500.50m, "Nuovo titolo"), (saved.Bodies.Organ, saved.Money.Cost!.Value, saved.Title));
    }

    [Fact]
    public async Task A_legal_step_is_marked_as_done_with_what_proves_it()
    {
        var (process, carla) = await WithCarlaAsync();
        var page = $"/percorsi/{process.Slug}/passi";
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await carla.PostAsync(page, new() { ["On"] = "2026-03-02", ["Evidence"] = "" }, "#fatto-sospensione")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await carla.PostAsync(page, new() { ["On"] = "2026-03-02", ["Evidence"] = "Delibera 52/2026" },
            "#fatto-sospensione")).StatusCode);
        Assert.Contains("Delibera 52/2026", (await _host.Visitor().ReadAsync(page)).Body!.TextContent);
        Assert.Null((await _host.Visitor().ReadAsync(page)).QuerySelector("form[method=post]"));
    }

    [Theory]
    [InlineData("cronoprogramma/aggiungi"), InlineData("modifica"), InlineData("modifica/chi")]
    public async Task Staff_pages_send_the_anonymous_to_sign_in_and_refuse_who_has_another_role(string page)
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var other = await _host.ProcessAsync(town);
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", town, Role.TableMember, process.Subject));
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa", town, Role.Secretariat, other.Subject));
        var anonymous = await _host.Visitor().GetAsync($"/percorsi/{process.Slug}/{page}");
        Assert.StartsWith("/accedi", anonymous.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync($"/percorsi/{process.Slug}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsa.GetAsync($"/percorsi/{process.Slug}/{page}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bruno.GetAsync($"/percorsi/che-non-esiste/{page}")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var (process, carla) = await WithCarlaAsync();
        var town = await _host.InDb(db => db.Set<Authorities.Authority>().AsNoTracking().SingleAsync(Cancel));
        var other = await _host.ProcessAsync(town);
        Assert.Equal(HttpStatusCode.NotFound,
            (await carla.GetAsync($"/percorsi/{process.Slug}/cronoprogramma/{other.PhaseOf("ascolto").Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await carla.GetAsync($"/percorsi/{process.Slug}/cronoprogramma/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await carla.GetAsync($"/percorsi/{process.Slug}/modifica/altro")).StatusCode);
        var draft = await _host.ProcessAsync(town, published: false);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync($"/percorsi/{draft.Slug}/cronoprogramma")).StatusCode);
    }

    [Fact]
    public async Task Only_who_may_opens_a_process()
    {
        var town = await _host.AuthorityAsync();
        var carla = await _host.SignedInAsync(await _host.AccountAsync("Carla", town, Role.Secretariat));
        Assert.Equal(HttpStatusCode.Forbidden, (await carla.GetAsync("/percorsi/nuovo")).StatusCode);
        Assert.StartsWith("/accedi", (await _host.Visitor().GetAsync("/percorsi/nuovo")).Headers.Location?.ToString());
    }

    private async Task<(Process, Visitor)> WithCarlaAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        return (process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }

    /// <summary>Somebody who walks through a form of several steps: each answer is the next form.</summary>
    private sealed class Wizard(Visitor visitor)
    {
        private AngleSharp.Html.Dom.IHtmlDocument _page = null!;
        private string _url = "";

        public string Text => _page.Body!.TextContent;
        public string? Value(string name) =>
            _page.QuerySelectorAll($"[name='{name}']").Select(e => e.GetAttribute("value") ?? e.TextContent.Trim()).FirstOrDefault();

        public async Task OpenAsync(string url) => (_url, _page) = (url, await visitor.ReadAsync(url));

        public async Task<HttpStatusCode> GoAsync(string go, Dictionary<string, string> typed)
        {
            var form = _page.Forms.First(f => f.QuerySelector("[name=Step]") is not null);
            var kept = form.QuerySelectorAll("input,select,textarea").Where(e => e.GetAttribute("name") is { Length: > 0 } n
                && !typed.ContainsKey(n) && (e.GetAttribute("type") is not ("checkbox" or "radio") || e.HasAttribute("checked")))
                .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e is AngleSharp.Html.Dom.IHtmlSelectElement s ? s.Value ?? ""
                    : e is AngleSharp.Html.Dom.IHtmlTextAreaElement a ? a.Value : e.GetAttribute("value") ?? ""));
            var answer = await visitor.Client.PostAsync(_url,
                new FormUrlEncodedContent(kept.Concat(typed).Append(KeyValuePair.Create("go", go))));
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity) _page = await Visitor.ParseAsync(answer);
            return answer.StatusCode;
        }
    }
}
