using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Deliberation.Formats;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Draws;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Draws;

/// <summary>A draw is called, applied to, closed, computed, published, drawn and filled up again; whoever may not is refused, and no page
/// for everybody says who anybody is.</summary>
public sealed class DrawPagesTests : IAsyncDisposable
{
    private const string Quotas = "Età; giovani; 1; 2\nEtà; anziani; 1; 2\nGenere; donna; 1; 2\nGenere; uomo; 1; 2";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Account _officer = null!;
    private Visitor _paola = null!;
    private string Slug => _process.Slug;

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _officer = await _host.AccountAsync("Paola Guidi", _town, Role.Officer);
        _paola = await _host.SignedInAsync(_officer);
    }

    // Whoever had signed in signs in again.
    private async Task LaterAsync(int days)
    {
        _host.Clock.Now = _host.Clock.Now.AddDays(days);
        _paola = await _host.SignedInAsync(_officer);
    }

    private static void Went(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    private static void Refused(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;
    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private Task<Draw> DrawAsync() => _host.InDb(db => db.Draws.AsNoTracking().OrderByDescending(d => d.At).FirstAsync(Cancel));
    private Task<List<Candidate>> CandidatesAsync() => _host.InDb(db => db.DrawCandidates.AsNoTracking().OrderBy(c => c.At)
        .ThenBy(c => c.Name).ToListAsync(Cancel));

    private string Day(int later) => DateOnly.FromDateTime(_host.Clock.Now.UtcDateTime).AddDays(later).ToString("yyyy-MM-dd",
        System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Draw> WriteAsync(Guid? group = null, bool onePerHome = false)
    {
        Dictionary<string, string> fields = new()
        {
            ["Title"] = "Tre posti al Tavolo",
            ["Text"] = "Ci si vede una volta al mese.",
            ["Criteria"] = "Chi abita qui e ha almeno 16 anni.",
            ["Interest"] = "Cittadine e cittadini",
            ["SeatCount"] = "3",
            ["OpensOn"] = Day(0),
            ["OpensAt"] = "09:00",
            ["ClosesOn"] = Day(2),
            ["ClosesAt"] = "20:00",
            ["DrawnOn"] = Day(4),
            ["DrawnAt"] = "18:00",
            ["WhereDrawn"] = "Sala civica",
        };
        if (group is { } id) fields["Group"] = id.ToString();
        if (onePerHome) fields["OnePerHome"] = "true";
        Went(await _paola.PostAsync(DrawUrls.New(Slug), fields));
        var draw = await DrawAsync();
        Went(await _paola.PostAsync(DrawUrls.Quotas(Slug, draw.Id), new() { ["Lines"] = Quotas }, "form#quote"));
        return draw;
    }

    private Task<HttpResponseMessage> WorkAsync(Draw draw, string handler, Dictionary<string, string>? fields = null) =>
        _paola.PostAsync(DrawUrls.Work(Slug, draw.Id), fields ?? [], $"form[action*='handler={handler}']");

    private static Dictionary<string, string> Form(string name, string age, string gender, string? mail = null) => new()
    {
        ["Name"] = name,
        ["Features[0]"] = age,
        ["Features[1]"] = gender,
        ["Channel"] = mail is null ? "Desk" : "Email",
        ["Address"] = mail ?? "",
        ["Agree"] = "true",
    };

    private Task<HttpResponseMessage> ApplyAsync(Visitor who, Draw draw, Dictionary<string, string> form) =>
        who.PostAsync(DrawUrls.Apply(Slug, draw.Id), form, "form#candidatura");

    // Twelve people, every feature with another three times.
    private async Task<List<string>> CrowdAsync(Draw draw, int people = 12)
    {
        List<string> receipts = [];
        for (var n = 0; n < people; n++)
        {
            var answer = await ApplyAsync(_host.Visitor(), draw, Form($"Persona {(char)('A' + n)}", n % 2 == 0 ? "giovani" : "anziani",
                n / 2 % 2 == 0 ? "donna" : "uomo", $"p{n}@esempio.example"));
            Went(answer);
            receipts.Add(answer.Headers.Location!.ToString());
        }
        return receipts;
    }

    private async Task ComputeAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.True(await ComputeChances.RunAsync(scope.ServiceProvider, Cancel));
    }

    [Fact]
    public async Task A_draw_goes_from_the_draft_to_a_full_table_before_everybody()
    {
        await TownAsync();
        var group = await _host.Act(_town, _officer, write =>
        {
            var table = Group.Form(_town.Id, _process.Id, "tavolo-sorte", GroupKind.Working, "Tavolo", write.Now);
            table.Sit(table.AddSeat("Scuola", SeatBy.Role), write.Get<PeopleBook>().Meet("Rosa Preside", Channel.Desk, "").Id,
                "Rosa Preside", "",
                false, new DateOnly(2026, 3, 1));
            write.Db.Add(table);
            return Task.FromResult(table.Id);
        });
        var draw = await WriteAsync(group.Value);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(DrawUrls.Show(Slug, draw.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(DrawUrls.Apply(Slug, draw.Id))).StatusCode);
        Went(await WorkAsync(draw, "Open"));
        var call = await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id));
        Assert.Contains("Chi abita qui e ha almeno 16 anni.", call, StringComparison.Ordinal);
        Assert.Contains("da 1 a 2", call, StringComparison.Ordinal);

        var receipts = await CrowdAsync(draw);
        Assert.Contains("lo ricevi quando le candidature chiudono", await TextOf(_host.Visitor(), receipts[0]), StringComparison.Ordinal);
        Refused(await ApplyAsync(_host.Visitor(), draw, Form("Anna Neri", "", "donna", "anna@esempio.example")));
        Refused(await ApplyAsync(_host.Visitor(), draw, Form("", "giovani", "donna", "anna@esempio.example")));
        var unasked = Form("Anna Neri", "giovani", "donna", "anna@esempio.example");
        unasked.Remove("Agree");
        Refused(await ApplyAsync(_host.Visitor(), draw, unasked));
        Assert.Null((await _paola.ReadAsync(DrawUrls.Work(Slug, draw.Id))).QuerySelector("form[action*='handler=Freeze']"));

        await LaterAsync(3);
        Refused(await ApplyOver(draw));
        Assert.Contains("sono scadute", await TextOf(_paola, $"/percorsi/{Slug}/cruscotto"), StringComparison.Ordinal);
        Went(await WorkAsync(draw, "Freeze"));
        Assert.Contains("In attesa che il calcolo cominci", await TextOf(_paola, DrawUrls.Work(Slug, draw.Id)), StringComparison.Ordinal);
        await ComputeAsync();
        Assert.Contains("Le possibilità sono calcolate", await TextOf(_paola, DrawUrls.Work(Slug, draw.Id)), StringComparison.Ordinal);
        Assert.DoesNotContain("Quante possibilità", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(DrawUrls.Show(Slug,
            draw.Id) + "?handler=Record")).StatusCode);
        Went(await WorkAsync(draw, "Publish"));
        var published = await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id) + "?numero=5");
        Assert.Contains("25%", published, StringComparison.Ordinal);
        Assert.Contains("c'è il numero 5, su mille: 25", published, StringComparison.Ordinal);
        var wrong = await WorkAsync(draw, "Draw", new() { ["Dice"] = "4 0" });
        Refused(wrong);
        Assert.Contains("Scrivi le tre cifre", await TextOf(wrong), StringComparison.Ordinal);

        Went(await WorkAsync(draw, "Draw", new() { ["Dice"] = "4 0 7" }));
        var page = await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id));
        Assert.Contains("Cerca l'elenco 407", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Persona A", page, StringComparison.Ordinal);
        var candidates = await CandidatesAsync();
        Assert.Equal((3, 3, 6), (candidates.Count(c => c.State == CandidateState.Drawn), candidates.Count(c =>
            c.State == CandidateState.Reserve),
            candidates.Count(c => c.State == CandidateState.NotDrawn)));

        // One says yes by their receipt, one through the office, one says no.
        var drawn = candidates.FindAll(c => c.State == CandidateState.Drawn);
        var own = receipts[candidates.IndexOf(drawn[0])];
        Went(await _host.Visitor().PostAsync(own, [], "form[action*='handler=Accept']"));
        Assert.Contains("estratta, ha detto sì", await TextOf(_host.Visitor(), own), StringComparison.Ordinal);
        Went(await _paola.PostAsync(DrawUrls.Work(Slug, draw.Id), new() { ["Id"] = drawn[1].Id.ToString() },
            "form[action*='handler=Accept']"));
        Went(await _host.Visitor().PostAsync(receipts[candidates.IndexOf(drawn[2])], new() { ["Reason"] = "Lavoro la sera" },
            "form#rinuncia"));
        var after = await CandidatesAsync();
        var entered = Assert.Single(after, c => c.State == CandidateState.Drawn);
        Assert.Equal(candidates.Single(c => c.ReserveFor == drawn[2].Number).Id, entered.Id);
        Assert.Contains("subentra a chi ha rinunciato", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)),
            StringComparison.Ordinal);
        var seats = await TextOf(_host.Visitor(), GroupUrls.Table(Slug));
        Assert.Contains(drawn[0].Name, seats, StringComparison.Ordinal);
        Assert.Contains("per sorteggio", seats, StringComparison.Ordinal);
        Assert.Contains("Rosa Preside", seats, StringComparison.Ordinal);

        // Who sat already leaves: the seat of the table is free again for who steps in.
        Went(await _paola.PostAsync(DrawUrls.Work(Slug, draw.Id), new() { ["Leaving"] = drawn[0].Id.ToString(), ["Why"] = "Cambia città" },
            "form#rinunce"));
        Assert.Equal(3, (await CandidatesAsync()).Count(c => c.Sits));
        Assert.NotNull(await _host.InDb(db => db.Memberships.Where(m => m.Name == drawn[0].Name).Select(m => m.Until).SingleAsync(Cancel)));

        await _host.WriteMailingsAsync();
        var letters = await _host.InDb(db => db.Set<Letter>().AsNoTracking().OrderBy(l => l.Created).ToListAsync(Cancel));
        Assert.Equal(12, letters.Count(l => l.Subject.StartsWith("La tua candidatura è arrivata", StringComparison.Ordinal)));
        Assert.Equal(12, letters.Count(l => l.Subject.StartsWith("Il tuo numero per il sorteggio", StringComparison.Ordinal)));
        Assert.Equal(2, letters.Count(l => l.Subject.StartsWith("Si è liberato un posto", StringComparison.Ordinal)));
        Assert.All(letters.Where(l => l.Subject.StartsWith("Il sorteggio è fatto", StringComparison.Ordinal)),
            l => Assert.Contains("nell'elenco 407", _host.TextOf(l), StringComparison.Ordinal));
        Assert.All(letters, l => Assert.DoesNotContain("/ricevuta/CfDJ8", l.LinkUrl ?? "", StringComparison.Ordinal));
    }

    // The page shows no form any more: an old one is sent.
    private async Task<HttpResponseMessage> ApplyOver(Draw draw)
    {
        var who = _host.Visitor();
        var token = ((IHtmlInputElement)(await who.ReadAsync("/accedi")).QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        var form = Form("Tardi Tardi", "giovani", "donna", "tardi@esempio.example");
        form["__RequestVerificationToken"] = token;
        return await who.Client.PostAsync(DrawUrls.Apply(Slug, draw.Id), new FormUrlEncodedContent(form), Cancel);
    }

    private async Task<Draw> PublishedAsync(int people)
    {
        var draw = await WriteAsync();
        Went(await WorkAsync(draw, "Open"));
        await CrowdAsync(draw, people);
        await LaterAsync(3);
        Went(await WorkAsync(draw, "Freeze"));
        await ComputeAsync();
        Went(await WorkAsync(draw, "Publish"));
        return await DrawAsync();
    }

    [Fact]
    public async Task The_whole_record_goes_to_who_guarantees_and_to_everybody_only_where_three_are_alike()
    {
        await TownAsync();
        var few = await PublishedAsync(11);
        var whole = DrawUrls.Show(Slug, few.Id) + "?handler=Whole";
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(whole)).StatusCode);
        var secretary = await _host.SignedInAsync(await _host.AccountAsync("Sara Conti", _town, Role.Facilitator));
        Assert.Equal(HttpStatusCode.Forbidden, (await secretary.GetAsync(whole)).StatusCode);
        Assert.Contains("direbbero chi è qualcuno", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, few.Id)), StringComparison.Ordinal);
        var guarantor = await _host.SignedInAsync(await _host.AccountAsync("Giorgio Santini", _town, Role.Guarantor));
        var record = DrawJson.Read(new StringReader(await guarantor.Client.GetStringAsync(whole, Cancel)));
        Assert.Empty(record.Verify(Cancel));
        Assert.Empty(record.VerifyChances());
        Assert.Equal(few.WholeHash, record.Hash);

        var checker = await _host.Visitor().GetAsync(DrawUrls.Show(Slug, few.Id) + "?handler=Checker");
        Assert.Equal("attachment", checker.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("SplitMix64", await checker.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var open = await _host.Visitor().Client.GetStringAsync(DrawUrls.Show(Slug, few.Id) + "?handler=Record", Cancel);
        var numbers = DrawJson.ReadPublic(new StringReader(open));
        Assert.Empty(numbers.Verify(Cancel));
        Assert.Equal((few.Hash, few.WholeHash), (numbers.Hash, numbers.WholeHash));
        Assert.DoesNotContain("Persona", open, StringComparison.Ordinal);
        var lists = await _host.Visitor().Client.GetStringAsync(DrawUrls.Show(Slug, few.Id) + "?handler=Panels", Cancel);
        Assert.Equal(1001, lists.Trim().Split('\n').Length);

        var many = await PublishedAsync(12);
        Assert.Equal(HttpStatusCode.OK, (await _host.Visitor().GetAsync(DrawUrls.Show(Slug, many.Id) + "?handler=Whole")).StatusCode);
        Assert.Contains("Il verbale completo è per tutti", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, many.Id)),
            StringComparison.Ordinal);
        foreach (var table in new[] { "sorteggi", "sorteggi-numeri" })
        {
            var csv = await _host.Visitor().Client.GetStringAsync($"/percorsi/{Slug}/dati/{table}.csv", Cancel);
            Assert.Contains(many.Code, csv, StringComparison.Ordinal);
            Assert.DoesNotContain("Persona", csv, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Paper_is_typed_by_the_staff_who_is_set_aside_gets_the_reason_and_who_withdraws_leaves_nothing()
    {
        await TownAsync();
        var draw = await WriteAsync(onePerHome: true);
        Went(await WorkAsync(draw, "Open"));
        var sara = await _host.SignedInAsync(await _host.AccountAsync("Sara Conti", _town, Role.Facilitator));
        var paper = Form("Olga Carta", "anziani", "donna");
        Refused(await ApplyAsync(sara, draw, paper));
        paper["HomeAddress"] = "Via Roma 1";
        Went(await ApplyAsync(sara, draw, paper));
        var web = Form("Ugo Rete", "giovani", "uomo", "ugo@esempio.example");
        web["HomeAddress"] = "Via Roma 2";
        var answer = await ApplyAsync(_host.Visitor(), draw, web);
        Went(answer);
        // The same contact again is asked about; the same name alone tells a neighbour nothing.
        Refused(await ApplyAsync(_host.Visitor(), draw, web));
        Went(await ApplyAsync(_host.Visitor(), draw, new(web) { ["Address"] = "altro@esempio.example" }));
        var candidates = await CandidatesAsync();
        Assert.Equal([CandidateVia.Paper, CandidateVia.Web, CandidateVia.Web], candidates.Select(c => c.Via));
        Assert.Contains("Olga Carta", await TextOf(sara, DrawUrls.Candidates(Slug, draw.Id)), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(DrawUrls.Candidates(Slug, draw.Id))).StatusCode);
        Assert.Null((await sara.ReadAsync(DrawUrls.Candidates(Slug, draw.Id))).QuerySelector("form[action*='handler=SetAside']"));

        var away = candidates[0].Id.ToString();
        Refused(await _paola.PostAsync(DrawUrls.Candidates(Slug, draw.Id), new() { ["Id"] = away }, $"form#via-{away}"));
        Went(await _paola.PostAsync(DrawUrls.Candidates(Slug, draw.Id), new() { ["Id"] = away, ["Why"] = "Siede già al Tavolo" },
            $"form#via-{away}"));
        var letter = await _host.InDb(db => db.Set<Letter>().AsNoTracking().SingleAsync(l => l.Channel == Channel.Desk, Cancel));
        Assert.Contains("Siede già al Tavolo", _host.TextOf(letter), StringComparison.Ordinal);
        Went(await _host.Visitor().PostAsync(answer.Headers.Location!.ToString(), [], "form[action*='handler=Withdraw']"));
        var gone = (await CandidatesAsync()).Single(c => c.State == CandidateState.Withdrawn);
        Assert.Equal((CandidateState.Withdrawn, "", "", 0), (gone.State, gone.Name, gone.Home, gone.Features.Count));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(DrawUrls.Receipt(Slug, draw.Id, "niente"))).StatusCode);
    }

    [Fact]
    public async Task Quotas_that_cannot_hold_come_back_as_the_smallest_change_and_get_wider_with_a_reason()
    {
        await TownAsync();
        var draw = await WriteAsync();
        Went(await WorkAsync(draw, "Open"));
        foreach (var n in Enumerable.Range(0, 4))
            Went(await ApplyAsync(_host.Visitor(), draw, Form($"Persona {n}", "anziani", n % 2 == 0 ? "donna" : "uomo",
                $"p{n}@esempio.example")));
        await LaterAsync(3);
        Went(await WorkAsync(draw, "Freeze"));
        await ComputeAsync();
        foreach (var who in new[] { _paola, _host.Visitor() })
            Assert.Contains("«Età: giovani», il minimo scende da 1 a 0", await TextOf(who, DrawUrls.Show(Slug, draw.Id)),
                StringComparison.Ordinal);
        Assert.Equal(DrawState.Open, (await DrawAsync()).State);
        var form = (IHtmlTextAreaElement)(await _paola.ReadAsync(DrawUrls.Quotas(Slug, draw.Id))).QuerySelector("textarea[name=Lines]")!;
        Assert.Contains("Età; giovani; 0; 2", form.Value, StringComparison.Ordinal);
        Refused(await _paola.PostAsync(DrawUrls.Quotas(Slug, draw.Id), new() { ["Lines"] = form.Value }, "form#quote"));
        Went(await _paola.PostAsync(DrawUrls.Quotas(Slug, draw.Id), new() { ["Lines"] = form.Value, ["Why"] = "Nessun giovane" },
            "form#quote"));
        Assert.Contains("Nessun giovane", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)), StringComparison.Ordinal);
        Went(await WorkAsync(draw, "Freeze"));
        await ComputeAsync();
        Assert.True((await DrawAsync()).HasList);
        // Stopped, or taken back before it is public: the numbers are worth nothing any more.
        Went(await WorkAsync(draw, "Thaw"));
        Assert.All(await CandidatesAsync(), c => Assert.Null(c.Number));
        Assert.Equal(0, await _host.InDb(db => db.PanelLists.CountAsync(Cancel)));
        Went(await WorkAsync(draw, "Extend", new() { ["NewClosesOn"] = Day(9), ["NewClosesAt"] = "12:00", ["Why"] = "Cerchiamo giovani" }));
        Assert.Contains("Cerchiamo giovani", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)), StringComparison.Ordinal);
        Went(await WorkAsync(draw, "Annul", new() { ["AnnulWhy"] = "Criteri sbagliati" }));
        Assert.Contains("Criteri sbagliati", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_computation_that_comes_back_late_is_thrown_away_and_one_that_runs_is_stopped()
    {
        await TownAsync();
        var draw = await WriteAsync();
        Went(await WorkAsync(draw, "Open"));
        await CrowdAsync(draw);
        await LaterAsync(3);
        Went(await WorkAsync(draw, "Freeze"));
        var computations = _host.Services.GetRequiredService<Computations>();
        using var began = new ManualResetEventSlim();
        var running = computations.RunAsync(draw.Id, effort =>
        {
            effort.Progress!.Report(0.42);
            began.Set();
            effort.Cancel.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            effort.Cancel.ThrowIfCancellationRequested();
            return 0;
        }, Cancel);
        began.Wait(Cancel);
        Assert.Contains("Fatto: 42 su 100", await TextOf(_paola, DrawUrls.Work(Slug, draw.Id)), StringComparison.Ordinal);
        Went(await WorkAsync(draw, "Thaw"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Null(computations.ShareOf(draw.Id));
        await using var scope = _host.Services.CreateAsyncScope();
        Assert.False(await ComputeChances.RunAsync(scope.ServiceProvider, Cancel));
        Assert.Equal(DrawState.Open, (await DrawAsync()).State);
    }

    private async Task<HttpResponseMessage> SendAsync(string url, string form, string file, Dictionary<string, string>? more = null)
    {
        var page = (IHtmlFormElement)(await _paola.ReadAsync(url)).QuerySelector(form)!;
        using var sent = new MultipartFormDataContent();
        foreach (var field in Visitor.Prefilled(page).Where(f => more?.ContainsKey(f.Key) != true).Concat(more ?? []))
            sent.Add(new StringContent(field.Value), field.Key);
        sent.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "Document", "elenco.csv");
        return await _paola.Client.PostAsync(page.GetAttribute("action") is { Length: > 0 } to ? to : url, sent, Cancel);
    }

    [Fact]
    public async Task Candidates_come_from_a_file_all_of_them_or_none()
    {
        await TownAsync();
        var draw = await WriteAsync();
        Went(await WorkAsync(draw, "Open"));
        var url = DrawUrls.Import(Slug, draw.Id);
        var informed = new Dictionary<string, string> { ["Informed"] = "true" };
        const string Head = "Nome e cognome;E-mail;Età;Genere\n";
        var missing = await SendAsync(url, "form#importa", "Nome;Età\nAnna;giovani\n", informed);
        Assert.Contains("mancano queste colonne", await TextOf(missing), StringComparison.Ordinal);
        var wrong = await SendAsync(url, "form#importa", Head + "Anna Neri;anna@esempio.example;giovani;donna\nUgo Blu;;vecchio;uomo\n",
            informed);
        Refused(wrong);
        Assert.Contains("Riga 3", await TextOf(wrong), StringComparison.Ordinal);
        Assert.Empty(await CandidatesAsync());
        var none = await SendAsync(url, "form#importa", Head + "Anna Neri;anna@esempio.example;giovani;donna\n", []);
        Assert.Contains("Senza il loro consenso", await TextOf(none), StringComparison.Ordinal);
        Went(await SendAsync(url, "form#importa", Head + "Anna Neri;anna@esempio.example;giovani;donna\nUgo Blu;;Anziani;uomo\n",
            informed));
        var came = await CandidatesAsync();
        Assert.Equal([("Anna Neri", "giovani"), ("Ugo Blu", "anziani")], came.Select(c => (c.Name, c.Features[0])));
        Assert.All(came, c => Assert.Equal(CandidateVia.Imported, c.Via));
    }

    [Fact]
    public async Task The_population_suggests_quotas_that_are_looked_at_before_they_are_saved()
    {
        await TownAsync();
        var draw = await WriteAsync();
        var url = DrawUrls.Quotas(Slug, draw.Id);
        const string File = "\"Comune\";\"Età\";\"Totale maschi\";\"Totale femmine\"\n\"Qui\";20;10;20\n\"Qui\";50;20;20\n\"Qui\";80;10;20\n";
        var suggested = await Visitor.ParseAsync(await SendAsync(url, "form#suggerisci", File));
        var lines = ((IHtmlTextAreaElement)suggested.QuerySelector("textarea[name=Lines]")!).Value;
        Assert.Equal(["Età; 16–34 anni; 0; 1; 30%", "Età; 35–64 anni; 1; 2; 40%", "Età; 65 anni e più; 0; 1; 30%",
            "Genere; donna; 1; 2; 60%",
            "Genere; uomo; 1; 2; 40%"], lines.ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(4, (await DrawAsync()).Quotas.Count);
        Assert.Contains("non trovo", await TextOf(await SendAsync(url, "form#suggerisci", "a;b\n1;2\n")), StringComparison.Ordinal);
        var ages = await SendAsync(url, "form#suggerisci", File, new() { ["Ages"] = "giovani" });
        Assert.Contains("non è una fascia", await TextOf(ages), StringComparison.Ordinal);
        var two = await SendAsync(url, "form#suggerisci", File + "\"Là\";20;5;5\n");
        Assert.Contains("più comuni", await TextOf(two), StringComparison.Ordinal);
        Went(await _paola.PostAsync(url, new() { ["Lines"] = lines }, "form#quote"));
        Went(await WorkAsync(draw, "Open"));
        Assert.Contains("60%", await TextOf(_host.Visitor(), DrawUrls.Show(Slug, draw.Id)), StringComparison.Ordinal);
    }
}
