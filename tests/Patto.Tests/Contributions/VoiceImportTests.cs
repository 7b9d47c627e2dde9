using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Contributions.Importing;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.People;
using Patto.Provenance;
using Patto.Tests.Imports;
using Patto.Tests.Processes;

namespace Patto.Tests.Contributions;

/// <summary>What an online form gathered comes in unread, whole or not at all; nothing of it is dropped unasked, and what the process calls
/// otherwise is asked once.</summary>
public sealed class VoiceImportTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private const string Head = "Informazioni cronologiche,Di cosa vuoi parlare?,Racconta,Vuoi lasciare un contatto?\n";

    private static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes(Head + string.Join("\n", rows) + "\n");

    [Fact]
    public async Task A_hundred_and_twenty_voices_come_in_with_forty_contacts_and_the_theme_that_nobody_knows_is_asked_once()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("PATTO_CASES") ?? "", "tables", "modulo-online.csv");
        if (!System.IO.File.Exists(path)) Assert.Skip("PATTO_CASES names no folder with tables/modulo-online.csv");
        var (process, carla) = await WithCarlaAsync("Trasporti", "Casa");
        // The file is of November.
        await LaterAsync(new(2027, 1, 5, 9, 0, 0, TimeSpan.Zero));
        carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", await TownAsync(), Role.Secretariat, process.Subject));
        var bytes = await System.IO.File.ReadAllBytesAsync(path, Cancel);
        var looked = await Sent.FileAsync(carla, ContributionUrls.Import(process.Slug), bytes, "modulo-online.csv");
        Assert.Contains("120 righe lette", looked.Body!.TextContent);
        Assert.Contains("Che tema è «Altro»?", looked.Body!.TextContent);
        Assert.Single(looked.QuerySelectorAll("select[name^=Themes]"));
        Assert.Contains("40 persone hanno lasciato nome o recapito", looked.Body!.TextContent);
        Assert.Equal(0, await CountAsync(process));

        var refused = await Sent.OnAsync(carla, looked, new() { ["Label"] = "Modulo online" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.ParseAsync(refused);
        Assert.Contains("Scegli che tema è «Altro».", page.Body!.TextContent);
        Assert.Contains("aveva letto l'informativa", page.Body!.TextContent);
        Assert.Equal(0, await CountAsync(process));

        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(carla, page, new()
        {
            ["Themes[0]"] = Sent.Option(page, "Themes[0]", "Nessun tema"),
            ["Informed"] = "true"
        })).StatusCode);
        var all = await AllAsync(process);
        Assert.Equal((120, 40, 120), (all.Count, all.Count(v => v.Speaker is not null), all.Select(v => v.Code).Distinct().Count()));
        Assert.All(all, v => Assert.Equal((ContributionState.Reading, false, Via.Web), (v.State, v.IsPublic, v.Via)));
        Assert.Equal((33, 44, 43), (all.Count(v => v.Theme == "trasporti"), all.Count(v => v.Theme == "casa"),
            all.Count(v => v.Theme is null)));
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 7, 0, 0, TimeSpan.Zero), all[0].Said);
        await _host.InDb(async db =>
        {
            Assert.Equal(120, await db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(ContributionRecorded), Cancel));
            Assert.Equal(1, await db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(VoicesImported), Cancel));
            Assert.Equal(120, await db.Set<Link>().CountAsync(l => l.Relation == Relation.Voiced, Cancel));
            Assert.Equal(40, await db.Set<Participation>().CountAsync(p => p.Kind == ParticipationKind.Contribution, Cancel));
            Assert.Equal(40, await db.Set<Letter>().CountAsync(l => l.Subject.Contains("Conferma il tuo indirizzo"), Cancel));
            return 0;
        });
        // Nothing of a contact is public, read or not.
        await carla.PostAsync(ContributionUrls.Reading(process.Slug), new() { ["Id"] = all[0].Id.ToString() }, "form[action*=Publish]");
        foreach (var url in new[] { ContributionUrls.List(process.Slug), $"/percorsi/{process.Slug}/contributi/dati.csv" })
            Assert.DoesNotContain("persona0@", await (await _host.Visitor().GetAsync(url)).Content.ReadAsStringAsync(Cancel));

        var again = await Sent.FileAsync(carla, ContributionUrls.Import(process.Slug), bytes, "modulo-online.csv");
        Assert.Empty(again.QuerySelectorAll("select[name^=Themes]"));
        Assert.Equal(120, again.QuerySelectorAll("input[name=Same]").Length);
        Assert.Contains("(già registrata)", again.Body!.TextContent);
    }

    [Fact]
    public async Task A_theme_of_the_list_is_added_to_the_process_by_who_may_edit_it()
    {
        var (process, _) = await WithCarlaAsync("Casa");
        var ugo = await _host.SignedInAsync(await _host.AccountAsync("Ugo Bini", await TownAsync(), Role.Officer));
        var looked = await Sent.FileAsync(ugo, ContributionUrls.Import(process.Slug), File("01/02/2026 8.00.00,Altro,Una voce,"), "a.csv");
        var added = Sent.Option(looked, "Themes[0]", "Aggiungilo ai temi del percorso");
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(ugo, looked, new()
        {
            ["Themes[0]"] = added,
            ["Label"] = "Modulo"
        })).StatusCode);
        Assert.Equal("altro", Assert.Single(await AllAsync(process)).Theme);
        var themes = await _host.InDb(db => db.Set<Process>().Where(p => p.Id == process.Id).Select(p => p.Themes).SingleAsync(Cancel));
        Assert.Equal(["Casa", "Altro"], themes.Where(t => !t.Retired).Select(t => t.Name));
        var fiorella = await _host.SignedInAsync(await _host.AccountAsync("Fiorella", await TownAsync(), Role.Facilitator,
            process.Subject));
        looked = await Sent.FileAsync(fiorella, ContributionUrls.Import(process.Slug), File("01/02/2026 8.00.00,Nuovo,Una voce,"), "a.csv");
        Assert.DoesNotContain("Aggiungilo ai temi del percorso", looked.Body!.TextContent);
        // What was not offered is not taken either.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Sent.OnAsync(fiorella, looked,
            new() { ["Themes[0]"] = "nuovo|+", ["Label"] = "Modulo" })).StatusCode);
    }

    [Fact]
    public async Task The_same_words_twice_are_proposed_and_one_of_them_stays_only_on_a_yes()
    {
        var (process, carla) = await WithCarlaAsync("Casa");
        byte[] file = File("01/02/2026 8.00.00,Casa,\"Più panchine, in piazza\",",
            "02/02/2026 8.00.00,Casa,  PIU' panchine in piazza! ,anna@posta.example",
            "03/02/2026 8.00.00,Casa,Un'altra,");
        var url = ContributionUrls.Import(process.Slug);
        var looked = await Sent.FileAsync(carla, url, file, "a.csv");
        var twin = Assert.Single(looked.QuerySelectorAll("input[name=Same]")).GetAttribute("value")!;
        Dictionary<string, string> said = new() { ["Label"] = "Modulo", ["Informed"] = "true" };
        await Sent.OnAsync(carla, looked, said);
        Assert.Equal(3, await CountAsync(process));
        // All three are there already, and are let out on a yes.
        looked = await Sent.FileAsync(carla, url, file, "a.csv");
        Assert.Equal(2, looked.QuerySelectorAll("input[name=Same]").Length);
        var none = await Sent.OnAsync(carla, looked, new(said) { ["SameAll"] = "true" });
        Assert.Contains("Non resta nessuna voce", (await Visitor.ParseAsync(none)).Body!.TextContent);
        Assert.Equal(3, await CountAsync(process));

        var (other, dora) = await WithCarlaAsync("Casa");
        looked = await Sent.FileAsync(dora, ContributionUrls.Import(other.Slug), file, "a.csv");
        await Sent.OnAsync(dora, looked, new(said) { ["Same"] = twin });
        var kept = await AllAsync(other);
        Assert.Equal(["Più panchine, in piazza", "Un'altra"], kept.Select(v => v.Text));
        Assert.NotNull(kept[0].Speaker); // who left a contact the second time is answered
    }

    [Fact]
    public async Task Wrong_cells_keep_everything_out_with_their_place_and_a_way_to_mend_them()
    {
        var (process, carla) = await WithCarlaAsync("Casa");
        var looked = await Sent.FileAsync(carla, ContributionUrls.Import(process.Slug), File("31/02/2026 8.00.00,Casa,Uno,",
            "01/02/2099 8.00.00,Casa,Due,",
            "15/02/2026 8.00.00,Casa,,", "16/02/2026 8.00.00,Casa,Quattro,boh", "17/02/2026 8.00.00,Casa,Cinque,532123456",
            "18/02/2026 8.00.00,Casa,Sei,anna@posta.example / 333 1234567"), "a.csv");
        var text = looked.Body!.TextContent;
        foreach (var place in new[] { "Cella A2: ", "Cella A3: ", "Cella C4: ", "Cella D5: ", "4 celle da correggere", "2 recapiti dubbi",
            "Cella D6: ",
            "0532123456", "Cella D7: ", "ci sono 2 recapiti" })
            Assert.Contains(place, text);
        Dictionary<string, string> said = new() { ["Label"] = "Modulo", ["Informed"] = "true" };
        var refused = await Visitor.ParseAsync(await Sent.OnAsync(carla, looked, said));
        Assert.NotNull(refused.QuerySelector("[id$='SkipWrong-err']"));
        Assert.NotNull(refused.QuerySelector("[id$='Doubtful-err']"));
        Assert.Equal("Modulo", refused.QuerySelector("input[name=Label]")!.GetAttribute("value"));
        Assert.Equal(0, await CountAsync(process));
        Assert.Equal(HttpStatusCode.Redirect,
            (await Sent.OnAsync(carla, refused, new(said) { ["SkipWrong"] = "true", ["Doubtful"] = "Offered" })).StatusCode);
        var all = await AllAsync(process);
        Assert.Equal(["Uno", "Due", "Quattro", "Cinque", "Sei"], all.Select(v => v.Text));
        var people = await _host.InDb(db => db.Set<Person>().Where(p => p.Address != "").Select(p => p.Address).ToListAsync(Cancel));
        Assert.Equal(["0532123456", "anna@posta.example"], people.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Days_that_can_be_read_in_two_ways_are_asked_and_no_contact_comes_in_without_the_notice()
    {
        var (process, carla) = await WithCarlaAsync();
        byte[] file = Encoding.UTF8.GetBytes("text,date,contact\nA voice,03/02/2026,anna@posta.example\n");
        var looked = await Sent.FileAsync(carla, ContributionUrls.Import(process.Slug), file, "a.csv");
        Dictionary<string, string> said = new() { ["Label"] = "Form" };
        var refused = await Visitor.ParseAsync(await Sent.OnAsync(carla, looked, said));
        Assert.NotNull(refused.QuerySelector("[id$='Days-err']"));
        Assert.NotNull(refused.QuerySelector("[id$='Informed-err']"));
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(carla, refused,
            new(said) { ["Days"] = "DayMonthYear", ["WithoutContacts"] = "true" })).StatusCode);
        var voice = Assert.Single(await AllAsync(process));
        Assert.Equal(("A voice", new DateTimeOffset(2026, 2, 3, 11, 0, 0, TimeSpan.Zero)), (voice.Text, voice.Said));
        Assert.Null(voice.Speaker);
        Assert.Equal(0, await _host.InDb(db => db.Set<Letter>().CountAsync(Cancel)));
    }

    [Theory]
    [InlineData("csv"), InlineData("xlsx"), InlineData("ods")]
    public async Task The_public_voices_go_out_and_in_again_without_loss(string format)
    {
        var (process, carla) = await WithCarlaAsync("Casa", "Trasporti");
        await _host.Act(await TownAsync(), null, async write =>
        {
            var info = (await write.Get<ProcessBook>().GetAsync(process.Id, Cancel))!;
            var book = write.Get<ContributionBook>();
            foreach (var (n, kind) in Enum.GetValues<ContributionKind>().Index())
            {
                var recorded = await book.RecordAsync(info, new($"=Voce {n}; «così»,\n\"tra virgolette\"", Enum.GetValues<Via>()[n])
                {
                    Kind = kind,
                    Theme = n % 3 == 0 ? null : n % 2 == 0 ? "casa" : "trasporti",
                    Area = n == 2 ? "valle" : null,
                    Language = n == 4 ? "ro" : "it",
                    Organisation = n == 5 ? "Circolo La Fonte" : null,
                    Said = new DateTimeOffset(2026, 2, 1 + n, 11, 0, 0, TimeSpan.Zero),
                }, Cancel);
                await book.PublishAsync(recorded.Id, Cancel);
            }
            return 0;
        });
        var sent = await (await carla.GetAsync($"/percorsi/{process.Slug}/dati/contributi.{format}")).Content.ReadAsByteArrayAsync(Cancel);
        var (other, dora) = await WithCarlaAsync("Casa", "Trasporti");
        var looked = await Sent.FileAsync(dora, ContributionUrls.Import(other.Slug), sent, $"contributi.{format}");
        Assert.Equal(HttpStatusCode.Redirect, (await Sent.OnAsync(dora, looked, new() { ["Label"] = "Di prima" })).StatusCode);
        static string Line(Contribution v) =>
            $"{v.Text}|{v.Language}|{v.Kind}|{v.Theme}|{v.Area}|{v.Pseudonym ?? v.Organisation}|{v.Via}|"
                + $"{v.Said.ToString("s", CultureInfo.InvariantCulture)}";
        var (before, after) = (await AllAsync(process), await AllAsync(other));
        Assert.Equal(8, before.Count);
        Assert.Equal(before.Select(Line).Order(StringComparer.Ordinal), after.Select(Line).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_who_may_write_down_voices_imports_them_and_only_while_the_process_is_open()
    {
        var (process, carla) = await WithCarlaAsync("Casa");
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno", await TownAsync(), Role.Guarantor, process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await bruno.GetAsync(ContributionUrls.Import(process.Slug))).StatusCode);
        var looked = await Sent.FileAsync(carla, ContributionUrls.Import(process.Slug), File("01/02/2026 8.00.00,Casa,Uno,"), "a.csv");
        await _host.InDb(async db => await db.Set<Process>().Where(p => p.Id == process.Id)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Concluded, _host.Clock.Now), Cancel));
        var late = await Sent.OnAsync(carla, looked, new() { ["Label"] = "Modulo" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(0, await CountAsync(process));
    }

    private Task<int> CountAsync(Process process) => _host.InDb(db => db.Set<Contribution>().CountAsync(c => c.Process == process.Id,
        Cancel));

    private Task<List<Contribution>> AllAsync(Process process) => _host.InDb(db =>
        db.Set<Contribution>().AsNoTracking().Where(c => c.Process == process.Id).OrderBy(c => c.Number).ToListAsync(Cancel));

    private Authority? _town;
    private async Task<Authority> TownAsync() => _town ??= await _host.AuthorityAsync();
    private Task LaterAsync(DateTimeOffset now)
    {
        _host.Clock.Now = now;
        return Task.CompletedTask;
    }

    private async Task<(Process, Visitor)> WithCarlaAsync(params string[] themes)
    {
        var town = await TownAsync();
        var process = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
        {
            var made = await write.Db.Set<Process>().SingleAsync(p => p.Id == process.Id, Cancel);
            made.Ask(themes.Select(t => new Theme("", t)), new HashSet<string>());
            made.Cover([new("valle", "Valle"), new("centro", "Centro")]);
            return 0;
        });
        return (process, await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", town, Role.Secretariat, process.Subject)));
    }
}
