using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Monitoring;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Documents;
using Patto.Tests.Processes;

namespace Patto.Tests.Web;

/// <summary>Three pages full of everything: no page shows a whole pile, and each leads to all of it.</summary>
public sealed class PileTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private PlatformHost _host = null!;

    // Poured once; each test begins with a copy.
    private static readonly Lazy<Task<PileTests>> Poured = new(async () =>
    {
        var pile = new PileTests { _host = new() { Keeps = true } };
        await pile.PourAsync();
        await pile._host.DisposeAsync();
        return pile;
    });

    public async ValueTask InitializeAsync()
    {
        var poured = await Poured.Value;
        (_host, _town, _process, _text, _evening) = (new(poured._host), poured._town, poured._process, poured._text, poured._evening);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private Modules.Documents.Document _text = null!;
    private Meeting _evening = null!;
    private string Base => $"/percorsi/{_process.Slug}";
    private ProcessInfo Info => new(_process.Id, _town.Id, _process.Key, _process.Slug, _process.Title, "", true, false);

    /// <summary>The longest page of a list; and so many are poured in of everything.</summary>
    private const int LongestPage = 100, Full = 3 * 60 + 1;

    private async Task PourAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town, starts: _host.InCoDesign());
        _text = await _host.DocumentAsync(_town, _process);
        await PourPeopleAsync();
        await PourMeetingsAsync();
        await PourTextsAsync();
        await PourWhatFollowsAsync();
    }

    private Task PourPeopleAsync() => _host.Act(_town, null, async write =>
    {
        for (var n = 0; n < 3 * LongestPage + 1; n++)
            write.Db.Add(Stakeholder.Note(_town.Id, _process.Id, $"Ente {n:000}", n % 2 == 0 ? InterestMap.PublicBodies
                : InterestMap.PrivateAndCitizens, "", null, write.Now));
        for (var n = 0; n < Full; n++)
        {
            var (email, name) = ($"p{n}@casa.example", $"Persona {n:000}");
            var account = new Account { UserName = email, Email = email, Name = name, Created = write.Now };
            (account.NormalizedUserName, account.NormalizedEmail) = (email.ToUpperInvariant(), email.ToUpperInvariant());
            write.Db.Add(account);
            write.Db.Add(RoleGrant.Give(account.Id, Role.Curator, _town.Id, _process.Subject, write.Now));
            await write.Get<InvitationBook>().InviteAsync($"i{n}@casa.example", $"Invitata {n:000}", Role.Curator, _process.Subject,
                _process.Subject, _process.Title, Cancel);
        }
        return 0;
    });

    private Task PourMeetingsAsync() => _host.Act(_town, null, async write =>
    {
        for (var n = 0; n < 2 * Full; n++)
        {
            var from = write.Now.AddDays(n % 2 == 0 ? 1 : -1).AddMinutes(n / 4);
            var meeting = await write.Get<MeetingBook>().PlanAsync(Info, $"Incontro {n:000}", Method.Assembly, from, from.AddMinutes(30),
                Cancel);
            meeting.Describe(meeting.Title, Method.Assembly, "", null, null, from, from.AddMinutes(30), "Teatro", [], null, true);
            meeting.Publish();
            if (n == 0) _evening = meeting;
        }
        for (var n = 0; n < Full; n++)
        {
            var person = write.Get<PeopleBook>().Meet($"Volontaria {n:000}", Channel.Phone, $"0522 {100000 + n}");
            write.Db.Add(DraftingOffer.Of(_evening, person, "", write.Now.AddSeconds(n)));
            write.Db.Add(_evening.Register(person, write.Now));
        }
        return 0;
    });

    private async Task PourTextsAsync()
    {
        await _host.Act(_town, null, async write =>
        {
            var edition = await write.Db.Editions.SingleAsync(e => e.Document == _text.Id, Cancel);
            var (comma, article) = (edition.Parts.First(p => p.Kind == NodeKind.Comma),
                edition.Parts.First(p => p.Kind == NodeKind.Article));
            for (var n = 0; n < Full; n++)
            {
                var amendment = Amendment.Propose(_text, comma, 1, $"{_process.Key}-E{n + 1:0000}", $"Testo {n}", "Perché", "", null,
                    write.Now.AddSeconds(n));
                var comment = Comment.Write(_text, article, $"Commento {n}", "", null, write.Now.AddSeconds(n));
                if (n % 2 == 0) amendment.Publish();
                if (n % 2 == 0) comment.Publish();
                write.Db.AddRange(amendment, comment);
                write.Db.Add(Modules.Documents.Document.Start(_process.Id, _town.Id, DocumentKind.Regulation, $"Bozza {n:000}", "",
                    write.Now));
            }
            for (var n = 0; n < Full; n++)
            {
                var voice = await write.Get<ContributionBook>().RecordAsync(Info, new NewContribution($"Voce {n}", Via.Web), Cancel);
                if (n % 2 == 0) await write.Get<ContributionBook>().PublishAsync(voice.Id, Cancel);
            }
            return 0;
        });
        for (var n = 0; n < 2 * PublicTexts; n++) await _host.DocumentAsync(_town, _process, open: n % 2 == 0);
    }

    private const int PublicTexts = 91;

    private Task PourWhatFollowsAsync() => _host.Act(_town, null, async write =>
    {
        for (var n = 0; n < Full; n++)
        {
            write.Db.Add(HandOver.Make(_process.Id, _town.Id, null, $"Consegna {n:000}", "Tavolo", "Giunta", new(2026, 3, 1),
                [new HandedItem($"proposal:{Guid.NewGuid()}", $"P{n}", "Una proposta", true, [])], write.Now.AddSeconds(n)));
            write.Db.Add(FollowUp.Plan(_process.Id, _town.Id, $"{_process.Key}-A{n + 1:0000}", $"Azione {n:000}", "Ufficio", null, null,
                write.Now));
            await write.Get<Accounting>().DefineAsync(Info, new($"Indicatore {n:000}", "persone", "Anagrafe", null, null, null, null, null),
                [], write.Now, Cancel);
            ReportContent content = new(0, [], [new("A1", "Posare", "Ufficio", null, ActionState.ToDo)], [], 0);
            write.Db.Add(MonitoringReport.Publish(_process.Id, _town.Id, n + 1, "È successo.", content, write.Now));
        }
        return 0;
    });

    [Fact]
    public async Task Every_pile_is_read_to_its_end_and_says_how_many_it_has()
    {
        var officer = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer, _process.Subject));
        var chief = await _host.SignedInAsync(await _host.AccountAsync("Ada Capo", _town, Role.Administrator));
        var drafts = await _host.InDb(db => db.Meetings.CountAsync(m => m.Process == _process.Id && m.State == MeetingState.Draft
            && m.End > _host.Clock.Now, Cancel));
        var past = await _host.InDb(db => db.Meetings.CountAsync(m => m.Process == _process.Id && m.End <= _host.Clock.Now, Cancel));
        var texts = await _host.InDb(db => db.Documents.CountAsync(d => d.Process == _process.Id, Cancel));
        var indicators = await _host.InDb(db => db.Indicators.CountAsync(i => i.Process == _process.Id, Cancel));
        Assert.True(texts > Full + 2 * PublicTexts && indicators >= Full);
        var article = DocumentUrls.Article(_process.Slug, _text.Id, "art_1");
        List<(Visitor Who, string Url, string Rows, string Parameter, int Count)> piles =
        [
            (officer, $"{Base}/incontri", "main .agenda:not(section .agenda) h3", "dopo", Full + drafts),
            (officer, $"{Base}/incontri", "[aria-labelledby=passati] h3", "dopo-passati", past),
            (_host.Visitor(), $"{Base}/incontri", "main .agenda:not(section .agenda) h3", "dopo", Full),
            (officer, $"{Base}/documenti", "article.tile", "dopo", texts),
            (_host.Visitor(), $"{Base}/documenti", "article.tile", "dopo", 2 * PublicTexts + 1),
            (_host.Visitor(), "/documenti", "h2:not(.pt-4) + .total + .stack-lg article", "dopo-aperti", PublicTexts + 1),
            (_host.Visitor(), "/documenti", "h2.pt-4 ~ .stack-lg article", "dopo", PublicTexts),
            (_host.Visitor(), article, ".col-lg-4 article:has([class*=tag])", "dopo", Full / 2 + 1),
            (_host.Visitor(), article, "article.note:not(:has([class*=tag]))", "dopo-commenti", Full / 2 + 1),
            (_host.Visitor(), $"{Base}/decisioni", "section.tile h2", "dopo", Full),
            (_host.Visitor(), $"{Base}/decisioni", "[aria-labelledby=azioni] tbody tr", "dopo-azioni", Full),
            (_host.Visitor(), $"{Base}/indicatori", "tbody tr", "dopo", indicators),
            (_host.Visitor(), $"{Base}/monitoraggio", "li.tile", "dopo", Full),
            (_host.Visitor(), $"{Base}/portatori", "[aria-labelledby=m-PublicBodies] ol li", "dopo-enti", 3 * LongestPage / 2 + 1),
            (_host.Visitor(), $"{Base}/portatori", "[aria-labelledby=m-PrivateAndCitizens] ol li", "dopo-privati", 3 * LongestPage / 2),
            (officer, $"{Base}/portatori/registro", "tbody th a", "dopo", 3 * LongestPage + 1),
            (officer, $"{Base}/incontri/{_evening.Id}/presenze", "tbody th", "dopo", Full),
            (officer, $"{Base}/incontri/{_evening.Id}/scrivere", "[aria-labelledby=offerti] tbody tr", "dopo", Full),
            (officer, $"{Base}/lettura", ".reading h2 .mono", "dopo", Full / 2),
            (officer, DocumentUrls.Desk(_process.Slug, _text.Id), "section[aria-labelledby=wait] form[id^='p-']", "dopo", Full / 2),
            (chief, "/amministrazione/persone", "[aria-labelledby=accessi] li", "dopo", Full + 2),
            (chief, "/amministrazione/persone", "[aria-labelledby=inviti] li", "dopo-inviti", Full),
            (chief, $"{Base}/ruoli", "[aria-labelledby=chi] li", "dopo", Full + 1),
            (chief, $"{Base}/ruoli", "[aria-labelledby=inviti] li", "dopo-inviti", Full),
        ];
        List<string> wrong = [];
        foreach (var (who, url, rows, parameter, count) in piles)
        {
            var (seen, told) = await WalkAsync(who, url, rows, parameter);
            if (seen.Count != count) wrong.Add($"{url} ({parameter}): {seen.Count} of {count}");
            if (!told) wrong.Add($"{url} ({parameter}): does not say how many there are");
        }
        TestContext.Current.TestOutputHelper!.WriteLine("{0} piles read to their end", piles.Count);
        Assert.True(piles.Count >= 24);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<(List<string> Seen, bool Told)> WalkAsync(Visitor visitor, string? url, string selector, string parameter)
    {
        List<string> seen = [];
        var told = false;
        for (var pages = 0; url is not null && pages < 60; pages++)
        {
            var page = await visitor.ReadAsync(url);
            told |= page.QuerySelector(".total") is not null;
            seen.AddRange(page.QuerySelectorAll(selector).Select(e => e.TextContent.Trim()));
            url = page.QuerySelectorAll("a[rel=next]").Select(a => a.GetAttribute("href")!)
                .FirstOrDefault(h => Regex.IsMatch(h, $"[?&]{parameter}=[^&]*$"));
        }
        return (seen, told);
    }

    /// <summary>Pages that show all of something, and why.</summary>
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["/percorsi/{process}/monitoraggio/{number}/lettere"] = "letters to print, one sheet a person",
        ["/percorsi/{process}/monitoraggio/{number}"] = "a document that was sent, as it was",
        ["/percorsi/{process}/monitoraggio/{number}/stampa"] = "the same document, to print",
        ["/percorsi/{process}/decisioni/consegna"] = "one form: what is handed over is ticked on one sheet",
        ["/percorsi/{process}/cruscotto"] = "what waits: what is left out of the list would wait for nobody",
        ["/percorsi/{process}"] = "what can be done today, each until its last day; what is over is not there",
        ["/stile"] = "for developers",
    };

    [Fact]
    public async Task No_page_shows_a_whole_pile()
    {
        var officer = await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Officer, _process.Subject));
        var chief = await _host.SignedInAsync(await _host.AccountAsync("Ada Capo", _town, Role.Administrator));
        var walk = new Walk { OfEachRoute = 3, Look = (step, page) => step with { Faults = [.. Piles(step, page)] } };
        foreach (var (who, start) in new[] { (officer, Base), (chief, "/amministrazione/persone"), (_host.Visitor(), "/") })
            await walk.GoAsync(who, start, $"{Base}/cruscotto", $"{Base}/incontri/{_evening.Id}/scrivere",
                $"{Base}/incontri/{_evening.Id}/presenze", "/area-personale", "/posta", $"{Base}/ruoli");
        var routes = walk.Steps.Where(s => s.Status == HttpStatusCode.OK).Select(s => s.Route).Distinct().Count();
        var faults = walk.Steps.Where(s => !Whole.ContainsKey(s.Route)).SelectMany(s => s.Faults).Distinct().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine("{0} pages of {1} routes", walk.Steps.Count, routes);
        Assert.True(routes >= 60, $"only {routes} routes were reached");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    // Rows beside one another, more than the longest page of a list has.
    private static IEnumerable<string> Piles(Step step, IDocument? page)
    {
        if (page is null || step.Status != HttpStatusCode.OK || step.Url.Contains("tutti=", StringComparison.Ordinal)) return [];
        return page.QuerySelectorAll("li, tr, article, form, details").GroupBy(e => (e.Parent, e.LocalName))
            .Where(g => g.Count() > LongestPage + 5)
            .Select(g => $"{step.Route}: {g.Count()} {g.Key.LocalName} in one {g.Key.Parent?.NodeName.ToLowerInvariant()}, {step.Url}");
    }
}
