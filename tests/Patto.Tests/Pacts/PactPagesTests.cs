using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Pacts;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.Tests.Processes;

namespace Patto.Tests.Pacts;

/// <summary>A pact is written, signed by link and on paper, put in force, followed, reminded of; nobody is named before they sign, and no
/// person is named who did not want it.</summary>
public sealed class PactPagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private const string Mail = "presidenza@pa.esempio.it";
    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _paola = null!;
    private string Slug => _process.Slug;

    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Paola Guidi", _town, Role.Officer));
    }

    private static void Went(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    private static void Refused(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);

    private Task<Pact> PactAsync() => _host.InDb(db => db.Set<Pact>().AsNoTracking().OrderByDescending(p => p.At).FirstAsync(Cancel));
    private Task<Signatory> WhoAsync(string name) => _host.InDb(db => db.Set<Signatory>().AsNoTracking().SingleAsync(s => s.Name == name,
        Cancel));
    private Task<Commitment> CommitmentAsync(string what) => _host.InDb(db => db.Set<Commitment>().AsNoTracking()
        .SingleAsync(c => c.What == what, Cancel));
    private Task<List<Letter>> LettersAsync() => _host.InDb(db => db.Set<Letter>().AsNoTracking().Where(l => l.Address == Mail)
        .OrderBy(l => l.Created).ToListAsync(Cancel));
    private async Task<string> LinkAsync(string name) =>
        PactUrls.Sign(_host.Services.GetRequiredService<PactTokens>().For(await WhoAsync(name)));
    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private async Task BeginAsync(string title = "Patto per il trasporto sociale")
    {
        Refused(await _paola.PostAsync(PactUrls.New(Slug), new() { ["Title"] = title, ["Purpose"] = " " }));
        Went(await _paola.PostAsync(PactUrls.New(Slug), new() { ["Title"] = title, ["Purpose"] = "Nessuno rinunci a una visita." }));
    }

    private async Task<HttpResponseMessage> AddAsync(string name, SignatoryKind kind = SignatoryKind.Body, string mail = "") =>
        await _paola.PostAsync(PactUrls.Signatory(Slug, (await PactAsync()).Id), new()
        {
            ["Kind"] = kind.ToString(),
            ["Name"] = name,
            ["Mail"] = mail,
        }, "form#firmatario");

    private async Task<HttpResponseMessage> PromiseAsync(string what, string keeper, string? due = "2026-03-20", string? of = null) =>
        await _paola.PostAsync(PactUrls.Commitment(Slug, (await PactAsync()).Id), new()
        {
            ["What"] = what,
            ["Keepers"] = (await WhoAsync(keeper)).Id.ToString(),
            ["MeasuredBy"] = "le corse, dal registro",
            ["Due"] = due ?? "",
            ["CarriesOut"] = of ?? "",
        }, "form#impegno");

    private async Task OnPaperAsync(string name, string who = "Ada Neri") => Went(await _paola.PostAsync(
        PactUrls.Signatory(Slug, (await PactAsync()).Id, (await WhoAsync(name)).Id),
        new() { ["SignedOn"] = "2026-03-02", ["Delegate"] = who, ["Role"] = "assessora" }, "form#carta"));

    private async Task<HttpResponseMessage> WorkAsync(string handler, Dictionary<string, string>? fields = null) => await _paola.PostAsync(
        PactUrls.Work(Slug, (await PactAsync()).Id), fields ?? [], $"form[action*='handler={handler}']");

    private async Task WriteAsync()
    {
        await BeginAsync();
        Went(await AddAsync("Comune di Fontelieta", SignatoryKind.Municipality));
        Went(await AddAsync("Pubblica Assistenza", mail: Mail));
        Went(await AddAsync("Bruna Segreta", SignatoryKind.Citizen));
        Went(await PromiseAsync("Paga l'assicurazione", "Comune di Fontelieta", null));
        Went(await PromiseAsync("Due mezzi attrezzati", "Pubblica Assistenza"));
    }

    private async Task InForceAsync()
    {
        await WriteAsync();
        Went(await WorkAsync("Open"));
        await OnPaperAsync("Comune di Fontelieta");
        Went(await _host.Visitor().PostAsync(await LinkAsync("Pubblica Assistenza"),
            new() { ["Delegate"] = "Carlo Riservato", ["Role"] = "presidente" }, "form#firma"));
        Went(await WorkAsync("Force", new() { ["Since"] = "2026-03-02" }));
    }

    private async Task RemindAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await RemindSignatoriesByItself.RunAsync(scope.ServiceProvider, Cancel);
    }

    [Fact]
    public async Task A_pact_is_signed_by_link_and_on_paper_and_everybody_reads_who_keeps_what()
    {
        await TownAsync();
        await WriteAsync();
        Refused(await AddAsync("Pubblica assistenza"));
        var pact = await PactAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(PactUrls.Show(Slug, pact.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(await LinkAsync("Pubblica Assistenza"))).StatusCode);
        Assert.Empty(await LettersAsync());
        Went(await WorkAsync("Open"));
        var letter = Assert.Single(await LettersAsync());
        Assert.DoesNotContain("/patto/", letter.Body, StringComparison.Ordinal);

        // Nobody is named before they sign.
        var open = await TextOf(_host.Visitor(), PactUrls.Show(Slug, pact.Id));
        Assert.Contains("mancano 3 firme", open, StringComparison.Ordinal);
        foreach (var words in new[] { "Pubblica Assistenza", "Due mezzi", "Bruna" }) Assert.DoesNotContain(words, open,
            StringComparison.Ordinal);

        var link = _host.LinkOf(letter);
        var visitor = _host.Visitor();
        var asked = await TextOf(visitor, link);
        foreach (var words in new[] { "Due mezzi attrezzati", "Paga l'assicurazione", "chi lo mantiene deve ancora firmare" })
            Assert.Contains(words, asked, StringComparison.Ordinal);
        Refused(await visitor.PostAsync(link, new() { ["Delegate"] = "", ["Role"] = "presidente" }, "form#firma"));
        Refused(await visitor.PostAsync(link, new() { ["Why"] = " " }, "form#no"));
        Went(await visitor.PostAsync(link, new() { ["Why"] = "Il direttivo è in aprile." }, "form#no"));
        Assert.Contains("Il direttivo è in aprile.", await TextOf(_paola, PactUrls.Signatory(Slug, pact.Id,
            (await WhoAsync("Pubblica Assistenza")).Id)), StringComparison.Ordinal);
        Went(await visitor.PostAsync(link, new() { ["Delegate"] = "Carlo Riservato", ["Role"] = "presidente" }, "form#firma"));
        Assert.Equal(0, (await visitor.ReadAsync(link)).QuerySelectorAll("form#firma").Length);
        Refused(await WorkAsync("Force", new() { ["Since"] = "2026-03-02" }));
        await OnPaperAsync("Comune di Fontelieta");
        Went(await WorkAsync("Force", new() { ["Since"] = "2026-03-02" }));
        await OnPaperAsync("Bruna Segreta");

        foreach (var url in new[] { PactUrls.Show(Slug, pact.Id), PactUrls.Print(Slug, pact.Id) })
        {
            var read = await TextOf(_host.Visitor(), url);
            foreach (var words in new[] { "Pubblica Assistenza", "Due mezzi attrezzati", "Comune di Fontelieta",
                "Una persona che non ha chiesto" })
                Assert.Contains(words, read, StringComparison.Ordinal);
        }
        Assert.Contains("Patto per il trasporto sociale", await TextOf(_host.Visitor(), PactUrls.All(Slug)), StringComparison.Ordinal);
        Assert.Equal(3, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(PactSigned), Cancel)));
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor who, string url, byte[]? file, string name = "patto.pdf.p7m")
    {
        var form = (await who.ReadAsync(url)).QuerySelector("form#file")!;
        using var sent = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
            sent.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        sent.Add(new StringContent("Carlo Riservato"), "Delegate");
        sent.Add(new StringContent("presidente"), "Role");
        if (file is not null) sent.Add(new ByteArrayContent(file), "SignedCopy", name);
        return await who.Client.PostAsync(form.GetAttribute("action"), sent, Cancel);
    }

    private static async Task<string> ErrorOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("form#file .err")!.TextContent;

    [Fact]
    public async Task A_pact_is_signed_by_a_signed_file_and_what_is_wrong_with_one_is_said_beside_the_field()
    {
        await TownAsync();
        await WriteAsync();
        Went(await WorkAsync("Open"));
        var link = _host.LinkOf(Assert.Single(await LettersAsync()));
        var (visitor, at) = (_host.Visitor(), _host.Clock.Now.AddHours(-3));
        using var carlo = Attachments.Signing.Certificate("CN=Carlo Riservato, serialNumber=TINIT-RSRCRL70A41F205X");
        using var old = Attachments.Signing.Certificate("CN=Carlo Riservato", until: at.AddDays(-1));
        var whole = Attachments.Signing.Seal(Attachments.Signing.Pdf(), carlo, false, at);
        var broken = whole.ToArray();
        broken[broken.AsSpan().IndexOf("Patto per"u8)] ^= 1;
        byte[] after = [.. Attachments.Signing.SignPdf(Attachments.Signing.Pdf(), carlo, at), (byte)'\n'];
        foreach (var (file, name, words) in new[]
        {
            ((byte[]?)null, "", "Scegli il file firmato"), (Attachments.Signing.Pdf(), "patto.pdf", "non c'è una firma digitale"),
            (broken, "patto.pdf.p7m", "La firma di Carlo Riservato non torna"), (after, "patto.pdf", "modificato dopo la firma"),
            (Attachments.Signing.Seal(Attachments.Signing.Pdf(), old, false, at), "patto.pdf.p7m",
                "il certificato di Carlo Riservato non valeva"),
        })
        {
            var refused = await SendAsync(visitor, link, file, name);
            Refused(refused);
            Assert.Contains(words, await ErrorOf(refused), StringComparison.Ordinal);
        }
        Went(await SendAsync(visitor, link, whole));
        var signed = await WhoAsync("Pubblica Assistenza");
        Assert.Equal((SigningWay.SignedFile, new DateOnly(2026, 3, 2), "Carlo Riservato"),
            (signed.Way, signed.SignedOn, Assert.Single(signed.Signatures!).Name));
        var page = PactUrls.Signatory(Slug, signed.Pact, signed.Id);
        var read = await TextOf(_paola, page);
        foreach (var words in new[] { "con un file firmato", "La firma torna. Certificato di Carlo Riservato", "non è verificato da noi",
            "Il patto firmato digitalmente" }) Assert.Contains(words, read, StringComparison.Ordinal);
        Assert.DoesNotContain("RSRCRL", read, StringComparison.Ordinal);
        Assert.DoesNotContain("Carlo", await TextOf(_host.Visitor(), PactUrls.Show(Slug, signed.Pact)), StringComparison.Ordinal);

        // One that came by certified mail is put in by who answers for the process.
        var town = await WhoAsync("Comune di Fontelieta");
        Went(await SendAsync(_paola, PactUrls.Signatory(Slug, town.Pact, town.Id),
            Attachments.Signing.SignPdf(Attachments.Signing.Pdf(), carlo, at.AddDays(-1)), "patto-firmato.pdf"));
        town = await WhoAsync("Comune di Fontelieta");
        Assert.Equal((SigningWay.SignedFile, new DateOnly(2026, 3, 1)), (town.Way, town.SignedOn));
        Went(await _paola.PostAsync(page, [], "form[action*='handler=Forget']"));
        Assert.Null((await WhoAsync("Pubblica Assistenza")).Signatures);
    }

    [Fact]
    public async Task No_person_and_no_address_is_in_public_pages_open_data_or_the_registry_of_acts()
    {
        await TownAsync();
        await InForceAsync();
        await OnPaperAsync("Bruna Segreta");
        var (pact, visitor) = (await PactAsync(), _host.Visitor());
        string[] urls = [PactUrls.All(Slug), PactUrls.Show(Slug, pact.Id), PactUrls.Print(Slug, pact.Id),
            .. from table in new[] { "patti", "firmatari", "impegni" } from format in new[] { "json",
                "csv" } select OpenDataUrls.Show(Slug, table, format)];
        foreach (var url in urls)
        {
            var read = await (await visitor.GetAsync(url)).Content.ReadAsStringAsync(Cancel);
            Assert.True(read.Length > 100, url);
            foreach (var secret in new[] { "Bruna", "Carlo", "Riservato", "Ada Neri", Mail }) Assert.False(
                read.Contains(secret, StringComparison.Ordinal), $"{url} tells {secret}");
        }
        Assert.Contains("Due mezzi attrezzati", await (await visitor.GetAsync(OpenDataUrls.Show(Slug, "impegni", "csv"))).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var told = await _host.InDb(db => db.Set<AuditRow>().Select(r => r.Facts).ToListAsync(Cancel));
        Assert.DoesNotContain(told, d => d.Contains("Riservato", StringComparison.Ordinal) || d.Contains(Mail, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_opens_its_own_pact_only_while_it_holds()
    {
        await TownAsync();
        await InForceAsync();
        var (old, visitor) = (await LinkAsync("Pubblica Assistenza"), _host.Visitor());
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(PactUrls.Sign("inventato"))).StatusCode);
        // Somebody else's commitment cannot be told by it, nor that of another pact.
        var page = await visitor.ReadAsync(old);
        var (theirs, own) = (await CommitmentAsync("Paga l'assicurazione"), await CommitmentAsync("Due mezzi attrezzati"));
        Assert.Single(page.QuerySelectorAll("input[name=Commitment]"));
        Refused(await TellAsync(visitor, old, theirs.Id, "Kept", "Fatto."));
        await BeginAsync("Un altro patto");
        Went(await AddAsync("Altri"));
        Went(await PromiseAsync("Un'altra cosa", "Altri"));
        var stranger = await CommitmentAsync("Un'altra cosa");
        Refused(await TellAsync(visitor, old, stranger.Id, "Kept", "Fatto."));
        foreach (var what in new[] { "Un'altra cosa", "Paga l'assicurazione" }) Assert.Empty((await CommitmentAsync(what)).Updates);

        Refused(await TellAsync(visitor, old, own.Id, "NotKept", " "));
        Went(await TellAsync(visitor, old, own.Id, "UnderWay", "34 corse su 60."));
        Assert.Contains("34 corse su 60.", await TextOf(_host.Visitor(), PactUrls.Show(Slug, own.Pact)), StringComparison.Ordinal);
        var told = Assert.Single((await CommitmentAsync("Due mezzi attrezzati")).Updates);
        Assert.Equal((await WhoAsync("Pubblica Assistenza")).Id.Value, told.By);

        // Too old: it shows nothing and does nothing.
        var now = _host.Clock.Now;
        _host.Clock.Now = now.AddDays(PactTokens.Days + 1);
        Assert.DoesNotContain("Due mezzi", await TextOf(_host.Visitor(), old), StringComparison.Ordinal);
        _host.Clock.Now = now;
        // The address changed: so did whom it belongs to.
        var who = await WhoAsync("Pubblica Assistenza");
        Went(await _paola.PostAsync(PactUrls.Signatory(Slug, who.Pact, who.Id), new() { ["Mail"] = "altra@pa.esempio.it" },
            "form#firmatario"));
        Assert.Contains("non vale più", await TextOf(_host.Visitor(), old), StringComparison.Ordinal);
        Refused(await TellAsync(visitor, old, own.Id, "Kept", "Fatto.", page));
        // Who withdrew tells nothing any more.
        var fresh = await LinkAsync("Pubblica Assistenza");
        Went(await _paola.PostAsync(PactUrls.Signatory(Slug, who.Pact, who.Id),
            new() { ["WithdrawnOn"] = "2026-03-02", ["WithdrawnWhy"] = "Il mezzo è rotto." }, "form#ritiro"));
        Assert.Contains("Vi siete ritirati", await TextOf(_host.Visitor(), fresh), StringComparison.Ordinal);
        Assert.Contains("Il mezzo è rotto.", await TextOf(_host.Visitor(), PactUrls.Show(Slug, who.Pact)), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> TellAsync(Visitor visitor, string link, Id<Commitment> commitment, string state, string words,
        AngleSharp.Html.Dom.IHtmlDocument? from = null)
    {
        var token = (from ?? await visitor.ReadAsync(link)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await visitor.Client.PostAsync($"{link}?handler=Tell", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["Commitment"] = commitment.ToString(),
            ["State"] = state,
            ["Words"] = words,
        }));
    }

    [Fact]
    public async Task Only_who_answers_for_the_process_writes_it_before_during_and_after()
    {
        await TownAsync();
        await WriteAsync();
        await RefusedToAllAsync(Role.TableMember, Role.Facilitator, Role.Guarantor, Role.DecisionMaker, Role.Administrator);
        Went(await WorkAsync("Open"));
        await RefusedToAllAsync(Role.Facilitator);
        await OnPaperAsync("Comune di Fontelieta");
        Went(await _host.Visitor().PostAsync(await LinkAsync("Pubblica Assistenza"),
            new() { ["Delegate"] = "Carlo", ["Role"] = "presidente" }, "form#firma"));
        Went(await WorkAsync("Force", new() { ["Since"] = "2026-03-02" }));
        await _host.Act(_town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == _process.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        await RefusedToAllAsync(Role.TableMember, Role.Facilitator);
        // A pact in force outlives its process; a new one is not begun.
        var own = await CommitmentAsync("Due mezzi attrezzati");
        Went(await _paola.PostAsync(PactUrls.Commitment(Slug, own.Pact, own.Id), new() { ["State"] = "Kept", ["Words"] = "60 corse." },
            "form#punto"));
        Refused(await _paola.PostAsync(PactUrls.New(Slug), new() { ["Title"] = "Altro", ["Purpose"] = "Altro" }));
    }

    private async Task RefusedToAllAsync(params Role[] roles)
    {
        var pact = await PactAsync();
        string[] urls = [PactUrls.New(Slug), PactUrls.Work(Slug, pact.Id), PactUrls.Signatory(Slug, pact.Id), PactUrls.Commitment(Slug,
            pact.Id),
            PactUrls.Signatory(Slug, pact.Id, (await WhoAsync("Pubblica Assistenza")).Id),
            PactUrls.Commitment(Slug, pact.Id, (await CommitmentAsync("Due mezzi attrezzati")).Id)];
        List<Visitor> cast = [_host.Visitor()];
        foreach (var role in roles) cast.Add(await _host.SignedInAsync(await _host.AccountAsync($"Uno {Guid.NewGuid():N}", _town, role,
            role == Role.Administrator ? null : _process.Subject)));
        foreach (var who in cast)
            foreach (var url in urls)
                Assert.True((await who.GetAsync(url)).StatusCode != HttpStatusCode.OK, $"{url} opened");
    }

    [Fact]
    public async Task Who_keeps_a_commitment_is_reminded_before_and_after_its_day_and_of_the_review()
    {
        await TownAsync();
        await InForceAsync();
        await RemindAsync();
        Assert.Single(await LettersAsync());
        await AtAsync(new(2026, 3, 14), 2);
        await AtAsync(new(2026, 3, 21), 3);
        Assert.Contains("È passato il termine", (await LettersAsync())[^1].Subject, StringComparison.Ordinal);
        var rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Bonora", _town, Role.Curator));
        Assert.Contains("Un impegno è in ritardo", await TextOf(rita, ProcessUrls.Dashboard(Slug)), StringComparison.Ordinal);
        Assert.Equal(0m, await KeptAsync(new(2026, 3, 21)));
        Assert.Null(await KeptAsync(new(2026, 3, 20)));
        Assert.Contains("In ritardo di un giorno", await TextOf(_host.Visitor(), PactUrls.Show(Slug, (await PactAsync()).Id)),
            StringComparison.Ordinal);
        await AtAsync(new(2027, 2, 10), 4);
        Assert.Contains("si riguarda", (await LettersAsync())[^1].Subject, StringComparison.Ordinal);
        _paola = await _host.SignedInAsync(await _host.AccountAsync("Piero Guidi", _town, Role.Officer));
        Went(await WorkAsync("Review", new() { ["ReviewDay"] = "2027-02-10", ["ReviewWords"] = "Si rinnova." }));
        Assert.Equal(new DateOnly(2028, 2, 10), (await PactAsync()).Review);
        Assert.Contains("Si rinnova.", await TextOf(_host.Visitor(), PactUrls.Show(Slug, (await PactAsync()).Id)),
            StringComparison.Ordinal);

        Task<decimal?> KeptAsync(DateOnly day) => _host.Act(_town, null, write =>
            write.Get<PactBook>().KeptShareAsync(_process.Id, day, Cancel));

        async Task AtAsync(DateOnly day, int letters)
        {
            _host.Clock.Now = new(day.ToDateTime(new(9, 0)), TimeSpan.Zero);
            await RemindAsync();
            await RemindAsync();
            Assert.Equal(letters, (await LettersAsync()).Count);
        }
    }

    [Fact]
    public async Task A_commitment_stands_on_the_thread_of_what_it_carries_out_once_it_is_signed()
    {
        await TownAsync();
        await BeginAsync();
        var proposal = await _host.Act(_town, null, async write =>
        {
            var process = (await write.Get<ProcessBook>().GetAsync(_process.Id, Cancel))!;
            var voice = await write.Get<ContributionBook>().RecordAsync(process, new("Manca un autobus la sera.", Via.Web), Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            await write.Db.SaveChangesAsync(Cancel);
            return await write.Get<Gathering>().GatherAsync(process, "Corse la sera", "Una corsa alle 22.", null, [voice.Id], write.Now,
                Cancel);
        });
        Went(await AddAsync("Comune di Fontelieta", SignatoryKind.Municipality));
        Went(await AddAsync("Pubblica Assistenza"));
        Went(await PromiseAsync("Una corsa alle 22", "Comune di Fontelieta", of: proposal.Subject.ToString()));
        Went(await WorkAsync("Open"));
        var code = (await CommitmentAsync("Una corsa alle 22")).Code;
        Assert.DoesNotContain("Una corsa alle 22", await TextOf(_host.Visitor(), $"/filo/{proposal.Code}"), StringComparison.Ordinal);
        await OnPaperAsync("Comune di Fontelieta");
        foreach (var url in new[] { $"/filo/{proposal.Code}", $"/filo/{code}" })
            Assert.Contains(code, await TextOf(_host.Visitor(), url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_their_data_gets_them_and_who_asks_to_be_forgotten_is()
    {
        await TownAsync();
        await InForceAsync();
        var table = Manifest.Tables.Single(t => t.Row == typeof(Signatory));
        DataSubject who = new(_town.Id.Value, [], [Mail], [], []), other = new(Guid.NewGuid(), [], [Mail], [], []);
        var told = await _host.InDb(db => table.TellAsync(db, who, Cancel));
        Assert.Equal("Carlo Riservato", Assert.Single(told)["Chi firma a nome suo"]);
        Assert.Empty(await _host.InDb(db => table.TellAsync(db, other, Cancel)));
        await _host.Act(_town, null, async write => (await table.EraseAsync(write.Db, who, write.Now, Cancel)).Count);
        var signed = await WhoAsync("Pubblica Assistenza");
        Assert.Equal(("", "", "", true), (signed.Delegate, signed.Role, signed.Mail, signed.Holds));
        Assert.Empty(await _host.InDb(db => table.TellAsync(db, who, Cancel)));
        // A person without an address is taken out by hand.
        await OnPaperAsync("Bruna Segreta");
        var bruna = await WhoAsync("Bruna Segreta");
        Went(await _paola.PostAsync(PactUrls.Signatory(Slug, bruna.Pact, bruna.Id), [], "form[action*='handler=Forget']"));
        Assert.False(await _host.InDb(db => db.Set<Signatory>().AnyAsync(s => s.Name == "Bruna Segreta", Cancel)));
    }

    [Fact]
    public async Task A_draft_goes_with_all_it_holds_and_what_was_opened_stays()
    {
        await TownAsync();
        await WriteAsync();
        Went(await WorkAsync("Discard"));
        Assert.Equal((0, 0, 0), await _host.InDb(async db => (await db.Set<Pact>().CountAsync(Cancel),
            await db.Set<Signatory>().CountAsync(Cancel),
            await db.Set<Commitment>().CountAsync(Cancel))));
        await WriteAsync();
        Went(await WorkAsync("Open"));
        Assert.DoesNotContain("Elimina la bozza", await TextOf(_paola, PactUrls.Work(Slug, (await PactAsync()).Id)),
            StringComparison.Ordinal);
    }
}
