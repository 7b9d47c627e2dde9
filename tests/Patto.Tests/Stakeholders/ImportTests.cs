using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

/// <summary>The office's list comes into the register whole or not at all, nobody is merged unasked, and it goes out and in again as it
/// was.</summary>
public sealed class ImportTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>As an office saves it: Windows-1252, semicolons, 200 bodies, a pair of twins every fiftieth, and words that could be
    /// formulas.</summary>
    private const int Bodies = 200, Pairs = 3;

    private static byte[] Made(params string[] more)
    {
        var text = new StringBuilder("Elenco degli enti\r\n\r\nDenominazione;Tipo (pubblico/privato);Referente;Telefono;E-mail;PEC;Indirizzo;Tema;Note\r\n");
        for (var n = 0; n < Bodies; n++)
        {
            var name = n > 0 && n % 50 == 0 ? $"  CIRCOLO  LA FONTE {n - 1} " : $"Circolo La Fonte {n}";
            var kind = n % 3 == 0 ? "pubblico" : "Terzo Settore ";
            var phone = n % 2 == 0 ? "800 000 000" : $"+44 20 7946 0{n:000}";
            var note = n == 7 ? "\"=HYPERLINK(\"\"http://x.example\"\")\"" : "";
            text.Append(CultureInfo.InvariantCulture,
                $"{name};{kind};Nicolò D’Amico;{phone};ente{n}@fontelieta.example;;Località Valle;\"Trasporti; Anziani\";{note}\r\n");
        }
        foreach (var row in more) text.Append(row).Append("\r\n");
        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text.Append(";;;;;;;;\r\n").ToString());
    }

    [Fact]
    public async Task A_list_comes_in_whole_and_the_same_body_twice_is_proposed_and_merged_only_on_a_yes()
    {
        var (process, carla) = await WithCarlaAsync();
        var looked = await SendAsync(carla, process, Made(), "enti.csv");
        Assert.Contains($"{Bodies} righe lette", looked.Body!.TextContent);
        Assert.Contains("La riga 1 è letta come titolo", looked.Body!.TextContent);
        var twins = looked.QuerySelectorAll("input[name=Merge]").Select(i => i.GetAttribute("value")!).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} bodies, {1} pairs planted, {2} proposed", Bodies, Pairs, twins.Count);
        Assert.Equal(Pairs, twins.Count);
        Assert.Equal(0, await CountAsync(process));
        Assert.Equal(HttpStatusCode.Redirect, (await NextAsync(carla, looked, new() { ["Merge"] = twins[0] })).StatusCode);
        var all = await AllAsync(process);
        Assert.Equal(Bodies - 1, all.Count);
        var merged = all.Single(s => s.Email.Contains("; ", StringComparison.Ordinal));
        Assert.Equal(("Circolo La Fonte 49", "ente49@fontelieta.example; ente50@fontelieta.example"), (merged.Name, merged.Email));
        Assert.Equal("+44 20 7946 0049; 800 000 000", merged.Phone);
        var formula = all.Single(s => s.Remarks.Length > 0);
        Assert.Equal("=HYPERLINK(\"http://x.example\")", formula.Remarks);
        Assert.All(all, s => Assert.Equal(("Nicolò D’Amico", "Località Valle", "Trasporti; Anziani", false),
            (s.ContactPerson, s.Address, s.Themes, s.Shown)));
        Assert.Equal(InterestMap.PublicBodies, all.Single(s => s.Name == "Circolo La Fonte 3").Map);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(StakeholdersImported), Cancel)));
        Assert.DoesNotContain("Circolo La Fonte 3", (await _host.Visitor().ReadAsync(StakeholderUrls.Maps(process.Slug)))
            .Body!.TextContent);
    }

    [Fact]
    public async Task Wrong_cells_keep_everything_out_until_they_are_mended_or_left_blank_and_doubtful_ones_until_somebody_says()
    {
        var (process, carla) = await WithCarlaAsync();
        var looked = await SendAsync(carla, process, Made("Ultimo;privato;;chiedere a lui;niente(chiocciola);;;;", "Penultimo;boh;;532123456;;;;;"),
            "enti.csv");
        foreach (var place in new[] { "Cella D204: ", "Cella E204: ", "Cella B205: ", "3 celle da correggere", "Una cella dubbia",
            "0532123456" })
            Assert.Contains(place, looked.Body!.TextContent);
        var refused = await NextAsync(carla, looked, []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.ParseAsync(refused);
        Assert.Contains("Ci sono celle sbagliate", page.Body!.TextContent);
        Assert.Contains("Scegli che cosa fare dei telefoni", page.Body!.TextContent);
        Assert.Equal(0, await CountAsync(process));
        Assert.Equal(HttpStatusCode.Redirect,
            (await NextAsync(carla, page, new() { ["SkipWrong"] = "true", ["Doubtful"] = "Offered" })).StatusCode);
        var all = await AllAsync(process);
        Assert.Equal(Bodies + 2, all.Count);
        Assert.Equal("", all.Single(s => s.Name == "Ultimo").Phone);
        Assert.Equal("0532123456", all.Single(s => s.Name == "Penultimo").Phone);
    }

    [Theory]
    [InlineData("csv"), InlineData("xlsx")]
    public async Task The_register_goes_out_and_in_again_without_loss(string format)
    {
        var (process, carla) = await WithCarlaAsync();
        var other = await _host.ProcessAsync(await _host.InDb(db => db.Set<Authority>().SingleAsync(Cancel)));
        Assert.Equal(HttpStatusCode.Redirect, (await NextAsync(carla, await SendAsync(carla, process, Made(), "enti.csv"), [])).StatusCode);
        var sent = await (await carla.GetAsync($"{StakeholderUrls.Registry(process.Slug)}?handler=Whole&formato={format}")).Content
            .ReadAsByteArrayAsync(Cancel);
        var dora = await _host.SignedInAsync(await _host.AccountAsync("Dora Neri",
            await _host.InDb(db => db.Set<Authority>().SingleAsync(Cancel)),
            Role.Secretariat, other.Subject));
        var looked = await SendAsync(dora, other, sent, $"registro.{format}");
        Assert.Equal(HttpStatusCode.Redirect, (await NextAsync(dora, looked, [])).StatusCode);
        static string Line(Stakeholder s) => $"{s.Name}|{s.Map}|{s.HowToReach}|{s.What}";
        Assert.Equal((await AllAsync(process)).Select(Line).Order(StringComparer.Ordinal), (await AllAsync(other)).Select(Line)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_list_again_is_proposed_as_those_already_there_and_all_are_joined_at_once()
    {
        var (process, carla) = await WithCarlaAsync();
        await NextAsync(carla, await SendAsync(carla, process, Made(), "enti.csv"), new() { ["MergeAll"] = "true" });
        Assert.Equal(Bodies - Pairs, await CountAsync(process));
        var again = await SendAsync(carla, process, Made(), "enti.csv");
        Assert.Contains("(già nel registro)", again.Body!.TextContent);
        await NextAsync(carla, again, new() { ["MergeAll"] = "true" });
        Assert.Equal(Bodies - Pairs, await CountAsync(process));
    }

    [Fact]
    public async Task What_a_column_is_was_said_once_and_is_remembered()
    {
        var (process, carla) = await WithCarlaAsync();
        var odd = "Chi;Dove\nCircolo La Fonte;Via Roma 8\n"u8.ToArray();
        var looked = await SendAsync(carla, process, odd, "a.csv");
        var refused = await NextAsync(carla, looked, []);
        Assert.Contains("Di' quale colonna è il nome dell'ente.", (await Visitor.ParseAsync(refused)).Body!.TextContent);
        await NextAsync(carla, await Visitor.ParseAsync(refused), new() { ["Fields[0]"] = "Name", ["Fields[1]"] = "Address" });
        Assert.Equal("Via Roma 8", (await AllAsync(process)).Single().Address);
        var again = await SendAsync(carla, process, odd, "b.csv");
        Assert.Equal("Name", ((IHtmlSelectElement)again.QuerySelector("select[name='Fields[0]']")!).Value);
        Assert.Equal("Address", ((IHtmlSelectElement)again.QuerySelector("select[name='Fields[1]']")!).Value);
    }

    [Fact]
    public async Task What_is_no_list_is_told_and_only_who_keeps_the_register_may_send_one()
    {
        var (process, carla) = await WithCarlaAsync();
        var page = await SendAsync(carla, process, ";lun;mar\nmattina;Anna;Bruno\nsera;Anna;Bruno\n"u8.ToArray(), "turni.csv");
        Assert.Contains("Non è un elenco", page.Body!.TextContent);
        Assert.Contains("PDF", (await SendAsync(carla, process, "%PDF-1.7"u8.ToArray(), "a.pdf")).Body!.TextContent);
        var town = await _host.InDb(db => db.Set<Authority>().SingleAsync(Cancel));
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", town, Role.Guarantor, process.Subject));
        Assert.Equal(HttpStatusCode.OK, (await bruno.GetAsync(StakeholderUrls.Registry(process.Slug))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(StakeholderUrls.Import(process.Slug))).StatusCode);
    }

    [Fact]
    public async Task Three_thousand_rows_of_an_office_come_in_with_seven_pairs_proposed_and_none_merged_unasked()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "tables", "portatori-cp1252.csv");
        if (!File.Exists(path)) Assert.Skip("PATTO_CASES names no folder with tables/portatori-cp1252.csv");
        var (process, carla) = await WithCarlaAsync();
        var looked = await SendAsync(carla, process, await File.ReadAllBytesAsync(path, Cancel), "portatori.csv");
        Assert.Equal(7, looked.QuerySelectorAll("input[name=Merge]").Length);
        Assert.Equal(HttpStatusCode.Redirect, (await NextAsync(carla, looked, [])).StatusCode);
        var all = await AllAsync(process);
        Assert.Equal((3000, 559), (all.Count, all.Count(s => s.Phone == "800 000 000")));
        Assert.Contains(all, s => s.Remarks == "=HYPERLINK(\"http://x.example\",\"apri\")");
    }

    [Fact]
    public async Task Who_answers_for_a_body_is_erased_and_the_body_stays()
    {
        var (process, carla) = await WithCarlaAsync();
        await NextAsync(carla, await SendAsync(carla, process, Made(), "enti.csv"), []);
        var town = await _host.InDb(db => db.Set<Authority>().SingleAsync(Cancel));
        await _host.Act(town, null, async write =>
        {
            var book = write.Get<Privacy.PersonalDataBook>();
            var who = await book.WhoAsync([], null, "ente3@fontelieta.example", Cancel);
            Assert.Contains(await book.TellAsync(who, Cancel), t => t.Rows.Any(r => r.Values.Contains("Circolo La Fonte 3")));
            foreach (var table in Manifest.Tables.Where(t => t.Row == typeof(Stakeholder))) await table.EraseAsync(write.Db, who,
                write.Now, Cancel);
            return 0;
        });
        var body = (await AllAsync(process)).Single(s => s.Name == "Circolo La Fonte 3");
        Assert.Equal(("", "", "", "Località Valle"), (body.ContactPerson, body.Email, body.Phone, body.Address));
        Assert.Equal("Nicolò D’Amico", (await AllAsync(process)).Single(s => s.Name == "Circolo La Fonte 4").ContactPerson);
    }

    [Fact]
    public async Task Years_after_the_process_nobody_is_named_beside_a_body_any_more()
    {
        var (process, carla) = await WithCarlaAsync();
        await NextAsync(carla, await SendAsync(carla, process, Made(), "enti.csv"), []);
        var town = await _host.InDb(db => db.Set<Authority>().SingleAsync(Cancel));
        var table = Manifest.Tables.Single(t => t.Row == typeof(Stakeholder));
        async Task<int> EndAsync(params Subject[] goingOn) => await _host.Act(town, null, async write =>
            (await table.EndAsync(write.Db, new(town.Id.Value, [.. goingOn], write.Now.AddDays(1)), 1000, Cancel)).Count);
        Assert.Equal(0, await EndAsync(process.Subject));
        Assert.Equal(Bodies, await EndAsync());
        Assert.All(await AllAsync(process), s => Assert.Equal(("", "", "", "Località Valle"),
            (s.ContactPerson, s.Phone, s.Email, s.Address)));
        Assert.Equal(0, await EndAsync());
    }

    private static async Task<IHtmlDocument> SendAsync(Visitor who, Process process, byte[] file, string name)
    {
        var url = StakeholderUrls.Import(process.Slug);
        var form = (IHtmlFormElement)(await who.ReadAsync(url)).QuerySelector("form#file")!;
        using var sent = new MultipartFormDataContent();
        foreach (var field in Visitor.Prefilled(form)) sent.Add(new StringContent(field.Value), field.Key);
        sent.Add(new ByteArrayContent(file), "Document", name);
        return await Visitor.ParseAsync(await who.Client.PostAsync(form.GetAttribute("action") is { Length: > 0 } to ? to : url, sent,
            Cancel));
    }

    private static Task<HttpResponseMessage> NextAsync(Visitor who, IHtmlDocument page, Dictionary<string, string> fields)
    {
        var form = (IHtmlFormElement)page.QuerySelector("form#elenco")!;
        return who.Client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(Visitor.Prefilled(form)
            .Where(f => !fields.ContainsKey(f.Key)).Concat(fields)), Cancel);
    }

    [Fact]
    public async Task A_contact_typed_on_the_sheet_is_one_and_what_came_with_the_list_stays()
    {
        var (process, carla) = await WithCarlaAsync();
        var body = await _host.Act(null, null, write =>
        {
            var one = Stakeholder.Import(process.Authority, process.Id, "Circolo La Fonte", InterestMap.PrivateAndCitizens, "",
                HowToReach.Nothing with { Phone = "0522 1234 int. 7" }, false, write.Now);
            write.Db.Add(one);
            return Task.FromResult(one);
        });
        var url = StakeholderUrls.Show(process.Slug, body.Id.Value);
        foreach (var (field, typed) in new[] { ("Phone", "0522 1234 int. 7; pippo"), ("Email", "a@x.it; luca@comune"), ("Pec", "boh") })
        {
            var refused = await Visitor.ParseAsync(await carla.PostAsync(url + "?handler=Reach", new() { [field] = typed }));
            Assert.Equal(typed, refused.QuerySelector($"input[name={field}]")!.GetAttribute("value"));
            Assert.NotNull(refused.QuerySelector($"[id$='{field}-err']"));
        }
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(url + "?handler=Reach",
            new() { ["Phone"] = "0522 1234 int. 7; 333 1234567", ["Email"] = "a@x.it; b@x.it" })).StatusCode);
        var kept = Assert.Single(await AllAsync(process));
        Assert.Equal(("0522 1234 int. 7; 333 1234567", "a@x.it; b@x.it"), (kept.Phone, kept.Email));
    }

    private Task<int> CountAsync(Process process) => _host.InDb(db =>
        db.Set<Stakeholder>().CountAsync(s => s.Process == process.Id, Cancel));

    private Task<List<Stakeholder>> AllAsync(Process process) =>
        _host.InDb(db => db.Set<Stakeholder>().AsNoTracking().Where(s => s.Process == process.Id).ToListAsync(Cancel));

    private async Task<(Process, Visitor)> WithCarlaAsync()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        return (process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }
}
