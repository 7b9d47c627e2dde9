using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Monitoring;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.People;
using Patto.Tests.Documents;

namespace Patto.Tests.Processes;

/// <summary>A process is the beginning of the next one: duplicated, or kept as a template of the body.</summary>
public sealed class OwnTemplateTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _paola = null!;

    private async Task FoundAsync(string template = "lwp")
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, template);
        await _host.DocumentAsync(_town, _process, open: false);
        // Somebody sits, with an address: neither may travel.
        await _host.Act(_town, null, async write =>
        {
            var group = await write.Db.Set<Group>().Where(g => g.Process == _process.Id).Whole().OrderBy(g => g.Formed).FirstAsync(Cancel);
            var rina = write.Get<PeopleBook>().Meet("Rina Ghirardi", Channel.Email, "rina.ghirardi@posta.example");
            await write.Get<GroupBook>().SeatAsync(group, group.Seats.First(s => !s.Widening), rina, "Bocciofila del Ponte", false,
                Texts.RomeDay(write.Now), Cancel);
            return 0;
        });
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
    }

    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;

    // The form, as a browser sends it, with these fields in the place of its own.
    private async Task<HttpResponseMessage> SendAsync(string url, string form, params (string Name, string Value)[] fields)
    {
        var found = (IHtmlFormElement)(await _paola.ReadAsync(url)).QuerySelector(form)!;
        var own = fields.Select(f => f.Name).ToHashSet();
        return await _paola.Client.PostAsync(found.GetAttribute("action") is { Length: > 0 } to ? to : url, new FormUrlEncodedContent(
            [.. Visitor.Prefilled(found).Where(f => !own.Contains(f.Key)),
                .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))]));
    }

    private Task<Process> AtAsync(string slug) => _host.InDb(db => db.Set<Process>().AsNoTracking().Include(p => p.Phases)
        .Include(p => p.Activities).Include(p => p.LegalSteps).AsSplitQuery().SingleAsync(p => p.Slug == slug, Cancel));

    private Task<Dictionary<string, int>> CountAsync(Id<Process> process) => _host.InDb(async db => new Dictionary<string, int>
    {
        ["groups"] = await db.Set<Group>().CountAsync(g => g.Process == process, Cancel),
        ["seats"] = (await db.Set<Group>().Where(g => g.Process == process).Include(g => g.Seats).ToListAsync(Cancel))
            .Sum(g => g.Seats.Count),
        ["meetings"] = await db.Set<Meeting>().CountAsync(m => m.Process == process, Cancel),
        ["texts"] = await db.Set<Document>().CountAsync(d => d.Process == process, Cancel),
        ["interests"] = await db.Set<Interest>().CountAsync(i => i.Process == process && i.Removed == null, Cancel),
        ["indicators"] = await db.Set<Indicator>().CountAsync(i => i.Process == process, Cancel),
    });

    [Theory]
    [InlineData("lwp"), InlineData("stati-generali"), InlineData("welfare-aggancio"), InlineData("nuovo-welfare"),
        InlineData("patto-welfare")]
    public async Task A_process_is_duplicated_to_a_new_start_with_what_was_chosen_and_without_people(string template)
    {
        await FoundAsync(template);
        var url = ProcessUrls.Duplicate(_process.Slug);
        var starts = _process.Starts.AddDays(400);
        var day = starts.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(url, "#duplica", ("Title", "L'anno dopo"), ("Key", "DUE"),
            ("Slug", "l-anno-dopo"), ("Starts", day))).StatusCode);
        var copy = await AtAsync("l-anno-dopo");
        Assert.Null(copy.Published);
        Assert.Equal(_process.Phases.OrderBy(p => p.PlannedFrom).ThenBy(p => p.Number).Select(p => (p.Name, p.PlannedFrom.AddDays(400),
            p.PlannedUntil.AddDays(400))), copy.Phases.OrderBy(p => p.PlannedFrom).ThenBy(p => p.Number)
            .Select(p => (p.Name, p.PlannedFrom, p.PlannedUntil)));
        Assert.Equal(_process.Activities.Count, copy.Activities.Count);
        Assert.Equal(_process.LegalSteps.Select(s => s.Key).Order(), copy.LegalSteps.Select(s => s.Key).Order());
        Assert.Equal(_process.Themes.Select(t => t.Key), copy.Themes.Select(t => t.Key));
        Assert.Equal(_process.Phases.Sum(p => p.Opens.Count), copy.Phases.Sum(p => p.Opens.Count));
        Assert.Equal(await CountAsync(_process.Id), await CountAsync(copy.Id));
        Assert.Equal(0, await _host.InDb(async db => (await db.Set<Group>().Where(g => g.Process == copy.Id).Include(g => g.Members)
            .ToListAsync(Cancel)).Sum(g => g.Members.Count)));
        // Again, with the plan alone; and the same initials are refused.
        Assert.Contains("Questa sigla è già di un altro percorso", await TextOf(await SendAsync(url, "#duplica", ("Title", "Ancora"),
            ("Key", "DUE"), ("Slug", "ancora"), ("Starts", day))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(url, "#duplica", ("Title", "Ancora"), ("Key", "TRE"), ("Slug", "ancora"),
            ("Starts", day), ("Take", ""))).StatusCode);
        var plan = await AtAsync("ancora");
        Assert.Equal(_process.Phases.Count, plan.Phases.Count);
        Assert.Empty(plan.Themes);
        Assert.All(await CountAsync(plan.Id), c => Assert.Equal(0, c.Value));
    }

    [Fact]
    public async Task A_process_kept_as_a_template_is_renamed_taken_away_brought_back_and_deleted()
    {
        await FoundAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(ProcessUrls.AsTemplate(_process.Slug), "#modello",
            ("Name", "Come facciamo noi"))).StatusCode);
        var own = await _host.InDb(db => db.Set<OwnTemplate>().AsNoTracking().SingleAsync(Cancel));
        Assert.DoesNotContain("Ghirardi", own.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("@", own.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("Bocciofila", own.Json, StringComparison.Ordinal);
        Assert.Equal(10, own.Known.Template.Meetings!.Length);
        Assert.Contains("Come facciamo noi", await TextOf(await _paola.GetAsync(ProcessUrls.New)), StringComparison.Ordinal);

        var list = ProcessUrls.Templates;
        Assert.Contains("Scrivi il nome del modello", await TextOf(await SendAsync(list, $"#nome-{own.Id}", ("Name", " "))),
            StringComparison.Ordinal);
        await SendAsync(list, $"#nome-{own.Id}", ("Name", "Il nostro metodo"));
        var file = await (await _paola.GetAsync($"{list}?handler=File&id={own.Id}")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"name\": \"Il nostro metodo\"", file, StringComparison.Ordinal);
        Assert.Contains("restano come sono", await TextOf(await _paola.GetAsync(list)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(list, $"#cancella-{own.Id}")).StatusCode);
        Assert.DoesNotContain("Il nostro metodo", await TextOf(await _paola.GetAsync(ProcessUrls.New)), StringComparison.Ordinal);

        Assert.Contains("alla riga 2", await TextOf(await BringAsync("{\n  \"nome\": \"x\"\n}")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await BringAsync(file)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await BringAsync(file)).StatusCode);
        var brought = await _host.InDb(db => db.Set<OwnTemplate>().AsNoTracking().OrderBy(t => t.Key).ToListAsync(Cancel));
        Assert.Equal(["il-nostro-metodo", "il-nostro-metodo-2"], brought.Select(t => t.Key));
        foreach (var (kind, count) in new[] { (nameof(TemplateKept), 3), (nameof(TemplateRenamed), 1), (nameof(TemplateDeleted), 1) })
            Assert.Equal(count, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == kind, Cancel)));
        Assert.Empty(await _host.InDb(async db => (await new AuditCheck(db).ContentsAsync(Cancel)).Faults));
    }

    private async Task<HttpResponseMessage> BringAsync(string json)
    {
        var form = (IHtmlFormElement)(await _paola.ReadAsync(ProcessUrls.Templates)).QuerySelector("#portalo")!;
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Visitor.Prefilled(form)) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(json)), "Brought", "modello.json");
        return await _paola.Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } to ? to : ProcessUrls.Templates, content);
    }

    [Fact]
    public async Task Another_body_sees_none_of_it_and_who_may_not_open_processes_makes_no_template()
    {
        await FoundAsync();
        await SendAsync(ProcessUrls.AsTemplate(_process.Slug), "#modello", ("Name", "Come facciamo noi"));
        var fabio = await _host.SignedInAsync(await _host.AccountAsync("Fabio Verdi", _town, Role.Facilitator));
        foreach (var url in new[] { ProcessUrls.Templates, ProcessUrls.AsTemplate(_process.Slug), ProcessUrls.Duplicate(_process.Slug) })
            Assert.Equal(HttpStatusCode.Forbidden, (await fabio.GetAsync(url)).StatusCode);
        var other = await _host.AuthorityAsync("Comune di Altrove", "altrove.example");
        var elsa = await _host.SignedInAsync(await _host.AccountAsync("Elsa Estranea", other, Role.Officer), "altrove.example");
        Assert.DoesNotContain("Come facciamo noi", await TextOf(await elsa.GetAsync(ProcessUrls.New)), StringComparison.Ordinal);
        Assert.DoesNotContain("Come facciamo noi", await TextOf(await elsa.GetAsync(ProcessUrls.Templates)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await elsa.GetAsync(ProcessUrls.Duplicate(_process.Slug))).StatusCode);
    }

    [Fact]
    public async Task A_group_is_duplicated_with_its_seats_and_nobody_on_them()
    {
        await FoundAsync();
        var table = await _host.InDb(db => db.Set<Group>().AsNoTracking().Where(g => g.Process == _process.Id
            && g.Kind == GroupKind.NegotiationTable).Whole().SingleAsync(Cancel));
        var url = GroupUrls.Compose(_process.Slug, table.Id.Value);
        Assert.Contains("C'è già un gruppo con questo nome", await TextOf(await SendAsync(url, "#duplica", ("CopyName", table.Name))),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(url, "#duplica", ("CopyName", "Tavolo delle frazioni"))).StatusCode);
        var copy = await _host.InDb(db => db.Set<Group>().AsNoTracking().Where(g => g.Name == "Tavolo delle frazioni").Whole()
            .SingleAsync(Cancel));
        Assert.Equal(table.Seats.OrderBy(s => s.Number).Select(s => (s.Interest, s.By, s.Widening)),
            copy.Seats.OrderBy(s => s.Number).Select(s => (s.Interest, s.By, s.Widening)));
        Assert.Equal((table.Mandate, table.Quorum, 0, GroupKind.Working), (copy.Mandate, copy.Quorum, copy.Members.Count, copy.Kind));
    }
}
