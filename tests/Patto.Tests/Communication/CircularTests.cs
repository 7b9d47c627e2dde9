using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Communication;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Communication;

/// <summary>The office writes to many at once, and sees whom it reaches.</summary>
public sealed class CircularTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Visitor _carla = null!;
    private string Write => $"/percorsi/{_process.Slug}/lettere/nuova";

    /// <summary>Of the table three sit: by e-mail, by post, and one without a contact; two bodies of the register have an e-mail.</summary>
    private async Task TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: new DateOnly(2026, 1, 7));
        await _host.Act(_town, null, async write =>
        {
            var (people, table) = (write.Get<PeopleBook>(), await write.Db.Set<Group>().Where(g => g.Process == _process.Id
                && g.Kind == GroupKind.NegotiationTable).Whole().SingleAsync(Cancel));
            var seats = table.Seats.Where(s => !s.Widening).OrderBy(s => s.Number).ToList();
            foreach (var (n, person) in new[]
            {
                people.Meet("Ada Uno", Channel.Email, "ada@posta.example"), people.Meet("Bice Due", Channel.Post, "Via Lunga 2"),
                people.Meet("Ciro Tre", Channel.None, ""),
            }.Index())
                await write.Get<GroupBook>().SeatAsync(table, seats[n], person, "", false, new DateOnly(2026, 1, 8), Cancel);
            foreach (var (name, email, theme) in new[] { ("Auser", "auser@posta.example", "Casa, Anziani"), ("Scuola",
                "scuola@posta.example", "Giovani"),
                ("Parrocchia", "", "Casa") })
            {
                write.Db.Add(Stakeholder.Import(_town.Id, _process.Id, name, InterestMap.PrivateAndCitizens, "",
                    HowToReach.Nothing with { Email = email, Themes = theme }, shown: false, write.Now));
            }
            return 0;
        });
        _carla = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Secretariat));
    }

    private async Task<string> ToAsync(string begins) => (await _carla.ReadAsync(Write)).QuerySelectorAll("select[name=To] option")
        .Select(o => o.GetAttribute("value") ?? "").First(v => v.StartsWith(begins, StringComparison.Ordinal));

    private Task<List<Letter>> LettersAsync() => _host.InDb(db => db.Set<Letter>().AsNoTracking().Where(l => l.Subject == "Una nuova sala")
        .OrderBy(l => l.Name).ToListAsync(Cancel));

    private Task<HttpResponseMessage> SendAsync(string to) => _carla.PostAsync(Write, new()
    {
        ["To"] = to,
        ["Title"] = "Una nuova sala",
        ["Body"] = "Ci vediamo in biblioteca.\n\nLa sala civica è chiusa.",
    });

    [Fact]
    public async Task A_letter_to_the_table_reaches_each_by_their_way_and_its_page_says_how_far_it_is()
    {
        await TownAsync();
        var sent = await SendAsync(await ToAsync("gruppo:"));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        await _host.WriteMailingsAsync();
        var letters = await LettersAsync();
        Assert.Equal([("Ada Uno", Channel.Email), ("Bice Due", Channel.Post)], letters.Select(l => (l.Name, l.Channel)));
        Assert.All(letters, l => Assert.Equal(("it", Keeping.AsProof), (l.Language, l.Keeping)));
        var page = (await _carla.ReadAsync(sent.Headers.Location!.ToString())).QuerySelector("main")!.TextContent;
        Assert.Contains("1 in partenza", page, StringComparison.Ordinal);
        Assert.Contains("1 da stampare o dire a voce", page, StringComparison.Ordinal);
        Assert.Contains("Una nuova sala", (await _carla.ReadAsync($"/percorsi/{_process.Slug}/lettere")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_many_it_reaches_is_counted_before_it_leaves_and_what_was_typed_stays()
    {
        await TownAsync();
        var page = await _carla.ReadAsync(Write);
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)page.QuerySelector("form:has([name=Body])")!;
        var counted = await _carla.Client.PostAsync(page.QuerySelector("button[formaction*=Count]")!.GetAttribute("formaction")!,
            new FormUrlEncodedContent(Visitor.Prefilled(form).Where(f => f.Key is not ("To" or "Title" or "Body"))
                .Concat([new("To", await ToAsync("gruppo:")), new("Title", "Una nuova sala"), new("Body", "Ci vediamo.")])));
        var shown = await Visitor.ParseAsync(counted);
        Assert.Contains("Per e-mail: 1. Da stampare o dire a voce: 1. Senza recapito: 1.", shown.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal("Ci vediamo.", shown.QuerySelector("textarea[name=Body]")!.TextContent);
        Assert.Empty(await _host.InDb(db => db.Set<Circular>().ToListAsync(Cancel)));
    }

    [Theory]
    [InlineData("portatori", 2), InlineData("portatori:Casa", 1), InlineData("tutti", 2)]
    public async Task A_letter_goes_to_the_register_to_one_of_its_themes_or_to_all_who_took_part(string to, int letters)
    {
        await TownAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(to)).StatusCode);
        await _host.WriteMailingsAsync();
        await _host.WriteMailingsAsync();
        Assert.Equal(letters, (await LettersAsync()).Count);
    }

    [Fact]
    public async Task A_letter_to_nobody_or_without_words_is_refused_and_only_the_staff_writes()
    {
        await TownAsync();
        var nobody = await SendAsync("portatori:Giardini");
        Assert.Contains("Scegli a chi scrivi.", (await Visitor.ParseAsync(nobody)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        var empty = await _carla.PostAsync(Write, new() { ["To"] = "tutti", ["Title"] = "Una nuova sala", ["Body"] = " " });
        var shown = await Visitor.ParseAsync(empty);
        Assert.Contains("Scrivi il testo della lettera.", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Una nuova sala", shown.QuerySelector("input[name=Title]")!.GetAttribute("value"));
        var member = await _host.SignedInAsync(await _host.AccountAsync("Mino Membro", _town, Role.TableMember, _process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync(Write)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().GetAsync(Write)).StatusCode);
        Assert.Empty(await LettersAsync());
    }
}
