using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Choices;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals;
using Patto.People;
using Patto.Provenance;

namespace Patto.Tests.Choices;

/// <summary>A choice is prepared, opened, voted on from the site and on paper, counted and read; whoever may not is refused.</summary>
public sealed class ChoicePagesTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private VotingTown _town = null!;
    private Visitor _paola = null!;
    private string Slug => _town.Process.Slug;

    private async Task TownAsync()
    {
        _town = await VotingTown.BeginAsync(_host);
        _paola = await _host.SignedInAsync(_town.Paola);
    }

    // Whoever had signed in signs in again.
    private async Task ThreeDaysLaterAsync()
    {
        _host.Clock.Now = _host.Clock.Now.AddDays(3);
        _paola = await _host.SignedInAsync(_town.Paola);
    }

    private static void Went(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    private static void Refused(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    private static async Task<string> TextOf(HttpResponseMessage answer) =>
        (await Visitor.ParseAsync(answer)).QuerySelector("main")!.TextContent;
    private static async Task<string> TextOf(Visitor who, string url) => (await who.ReadAsync(url)).QuerySelector("main")!.TextContent;

    private Task<Choice> ChoiceAsync() => _host.InDb(db => db.Choices.AsNoTracking().OrderByDescending(c => c.At).FirstAsync(Cancel));

    private async Task<Choice> WriteAsync(ChoiceRule rule, Electorate who, Dictionary<string, string>? more = null)
    {
        Dictionary<string, string> fields = new()
        {
            ["Question"] = "Da dove cominciamo?",
            ["Rule"] = rule.ToString(),
            ["Electorate"] = who.ToString(),
            ["OpensOn"] = "2026-03-02",
            ["OpensAt"] = "09:00",
            ["ClosesOn"] = "2026-03-04",
            ["ClosesAt"] = "20:00",
        };
        foreach (var (name, value) in more ?? []) fields[name] = value;
        Went(await _paola.PostAsync(ChoiceUrls.New(Slug), fields));
        return await ChoiceAsync();
    }

    private async Task OfferAsync(Choice choice, params string[] titles)
    {
        foreach (var title in titles)
            Went(await _paola.PostAsync(ChoiceUrls.Option(Slug, choice.Id), new() { ["Title"] = title }, "form#opzione"));
    }

    private Task<HttpResponseMessage> WorkAsync(Choice choice, string handler, Dictionary<string, string>? fields = null) =>
        _paola.PostAsync(ChoiceUrls.Work(Slug, choice.Id), fields ?? [], $"form[action*='handler={handler}']");

    private async Task<List<string>> SheetsAsync(Choice choice, int? count)
    {
        var answer = await _paola.PostAsync(ChoiceUrls.Sheets(Slug, choice.Id), count is { } n ? new() { ["Count"] = $"{n}" } : [],
            "form.panel");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return [.. (await Visitor.ParseAsync(answer)).QuerySelectorAll(".sheet-cover .bigcode").Select(c => c.TextContent.Trim())];
    }

    private static Dictionary<string, string> Ballot(string? code, params (int Option, int Mark)[] marks)
    {
        var fields = marks.ToDictionary(m => $"Marks[{m.Option}]", m => $"{m.Mark}");
        if (code is not null) fields["SecretCode"] = code;
        return fields;
    }

    private Task<HttpResponseMessage> VoteAsync(Visitor who, Choice choice, Dictionary<string, string> ballot) =>
        who.PostAsync(ChoiceUrls.Show(Slug, choice.Id), ballot, "form#scheda");

    [Fact]
    public async Task A_vote_with_codes_goes_from_the_draft_to_the_result_on_the_site_and_on_paper()
    {
        await TownAsync();
        var choice = await WriteAsync(ChoiceRule.Points, Electorate.Codes, new() { ["OnPaper"] = "true", ["Winners"] = "1" });
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(ChoiceUrls.Show(Slug, choice.Id))).StatusCode);
        Refused(await WorkAsync(choice, "Open"));
        await OfferAsync(choice, "Il gradino prima della causa", "Un numero solo", "Case vuote");
        Went(await WorkAsync(choice, "Open"));
        var sheet = await TextOf(await WorkAsync(choice, "Sheet"));
        Assert.Contains("Foglio per la cassaforte", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("Mostra il foglio", await TextOf(_paola, ChoiceUrls.Work(Slug, choice.Id)), StringComparison.Ordinal);
        var codes = await SheetsAsync(choice, 12);
        Assert.Equal(12, codes.Distinct().Count());

        var anna = _host.Visitor();
        Assert.Contains("si chiude quando arriva al server", await TextOf(anna, ChoiceUrls.Show(Slug, choice.Id)),
            StringComparison.Ordinal);
        var many = await VoteAsync(anna, choice, Ballot(codes[0], (0, 8), (1, 5)));
        Refused(many);
        Assert.Contains("Togline 3", await TextOf(many), StringComparison.Ordinal);
        Refused(await VoteAsync(anna, choice, Ballot(codes[0])));
        Refused(await VoteAsync(anna, choice, Ballot("AAAAA-AAAAA", (0, 1))));
        var taken = await VoteAsync(anna, choice, Ballot(codes[0], (0, 4), (1, 6)));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Contains("no-store", taken.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var receipt = (await Visitor.ParseAsync(taken)).QuerySelector("[data-ballot-receipt]")!.TextContent.Trim();
        Assert.Equal(14, receipt.Length);
        var twice = await VoteAsync(anna, choice, Ballot(codes[0], (2, 10)));
        Refused(twice);
        Assert.Contains("hai già votato", await TextOf(twice), StringComparison.Ordinal);

        // As a browser with JavaScript: the numbers stay on the device.
        var open = await ChoiceAsync();
        var own = VotingTown.Of(0, 10, 0);
        var sealing = Envelope.Seal(open.PublicKey!, open.Id.Value, own.Write());
        var device = await VoteAsync(_host.Visitor(), choice, new()
        {
            ["SecretCode"] = codes[1],
            ["Sealed"] = Convert.ToBase64String(sealing)
        });
        Assert.Contains("chiusa sul tuo dispositivo", await TextOf(device), StringComparison.Ordinal);
        Refused(await VoteAsync(_host.Visitor(), choice, new() { ["SecretCode"] = codes[2], ["Sealed"] = "AAAA" }));

        var desk = await _paola.PostAsync(ChoiceUrls.Desk(Slug, choice.Id), new()
        {
            ["Lines"] = string.Join('\n', codes[2..10].Select(c => $"{c} 2=10").Append($"{codes[0]} 1=10").Append($"{codes[10]} nulla")),
        }, "form.panel");
        var said = await TextOf(desk);
        Assert.Contains("9 schede sono nell'urna", said, StringComparison.Ordinal);
        Assert.Contains("Una riga non è stata registrata", said, StringComparison.Ordinal);
        Assert.Contains("si è già votato", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(ChoiceUrls.Result(Slug, choice.Id))).StatusCode);
        Assert.Contains("?", await TextOf(_host.Visitor(), ChoiceUrls.Screen(Slug, choice.Id)), StringComparison.Ordinal);

        await ThreeDaysLaterAsync();
        Assert.Contains("Un voto si è chiuso", await TextOf(_paola, $"/percorsi/{Slug}/cruscotto"), StringComparison.Ordinal);
        Went(await WorkAsync(choice, "Count"));
        var result = (await ChoiceAsync()).Result!;
        Assert.Equal((11, 1, 9, 12), (result.Ballots, result.Spoilt, result.OnPaper, result.Entitled!.Value));
        Assert.Equal([1], result.Winners);
        Assert.Equal(new long[] { 4, 96, 0 }, result.Options.Select(o => o.Total));
        var page = await TextOf(_host.Visitor(), ChoiceUrls.Result(Slug, choice.Id));
        Assert.Contains("Vince", page, StringComparison.Ordinal);
        Assert.Contains("Ci sono 11 ricevute", page, StringComparison.Ordinal);
        foreach (var (code, found) in new[] { (receipt, "C'è: la tua scheda"), (Modules.Choices.Ballot.Shown(own.Receipt),
            "C'è: la tua scheda"),
            ("0000-0000-0000", "Non c'è.") })
            Assert.Contains(found, await TextOf(await _host.Visitor().PostAsync(ChoiceUrls.Result(Slug, choice.Id),
                new() { ["Secret"] = code },
                "form#ricevuta")), StringComparison.Ordinal);
        Assert.Contains("Hanno vinto", await TextOf(_host.Visitor(), ChoiceUrls.All(Slug)), StringComparison.Ordinal);
        Assert.Contains("96", await TextOf(_host.Visitor(), ChoiceUrls.Screen(Slug, choice.Id)), StringComparison.Ordinal);
        var late = await _paola.GetAsync(ChoiceUrls.Desk(Slug, choice.Id));
        Assert.Contains("in ritardo", await TextOf(late), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_ballots_go_to_who_guarantees_the_process_and_to_nobody_else_where_only_totals_were_promised()
    {
        await TownAsync();
        var choice = await _town.OpenAsync(VotingTown.Asked(ChoiceRule.Score, _host.Clock.Now), "A", "B");
        foreach (var code in await _town.PrintAsync(choice, 10)) await _town.CastAsync(choice, new(null, code), VotingTown.Of(1, 2));
        var few = await _town.OpenAsync(VotingTown.Asked(ChoiceRule.Score, _host.Clock.Now, whole: true), "A", "B");
        foreach (var code in await _town.PrintAsync(few, 9)) await _town.CastAsync(few, new(null, code), VotingTown.Of(1, 2));
        await ThreeDaysLaterAsync();
        await _town.CountAsync(choice);
        await _town.CountAsync(few);
        Assert.Equal(0, await _host.InDb(db => db.CountedBallots.CountAsync(b => b.Choice == few.Id, Cancel)));
        var ballots = ChoiceUrls.Result(Slug, choice.Id) + "?handler=Ballots";
        var guarantor = await _host.SignedInAsync(await _host.AccountAsync("Giorgio Santini", _town.Town, Role.Guarantor));
        Assert.Equal(21, (await (await guarantor.GetAsync(ballots)).Content.ReadAsStringAsync(Cancel)).Trim().Split('\n').Length);
        Assert.Equal(HttpStatusCode.Forbidden, (await _paola.GetAsync(ballots)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(ballots)).StatusCode);
        var whole = await (await _host.Visitor().GetAsync($"/percorsi/{Slug}/dati/schede-contate.csv")).Content.ReadAsStringAsync(Cancel);
        Assert.Single(whole.Trim().Split('\n'));
        Assert.Contains("V0001", await (await _host
            .Visitor().GetAsync($"/percorsi/{Slug}/dati/scelte.csv")).Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_registration_is_enough_each_account_votes_once_and_who_is_not_signed_in_is_sent_to_the_door()
    {
        await TownAsync();
        var choice = await WriteAsync(ChoiceRule.Approval, Electorate.Accounts);
        await OfferAsync(choice, "Sì", "No");
        Went(await WorkAsync(choice, "Open"));
        Assert.Contains("Accedi per votare", await TextOf(_host.Visitor(), ChoiceUrls.Show(Slug, choice.Id)), StringComparison.Ordinal);
        var rosa = await _host.SignedInAsync(await _host.AccountAsync("Rosa Bianchi", _town.Town));
        Assert.Contains("nell'urna", await TextOf(await VoteAsync(rosa, choice, Ballot(null, (0, 1)))), StringComparison.Ordinal);
        Assert.Contains("Hai già votato", await TextOf(rosa, ChoiceUrls.Show(Slug, choice.Id)), StringComparison.Ordinal);
        Assert.Null((await rosa.ReadAsync(ChoiceUrls.Show(Slug, choice.Id))).QuerySelector("form#scheda"));
        Assert.Equal(HttpStatusCode.NotFound, (await _paola.GetAsync(ChoiceUrls.Desk(Slug, choice.Id))).StatusCode);
        var (voters, row) = await _host.InDb(async db => (await db.Voters.CountAsync(Cancel),
            await db.Voters.AsNoTracking().SingleAsync(Cancel)));
        Assert.Equal((1, BallotChannel.Web), (voters, row.Voted));
    }

    [Fact]
    public async Task Who_sits_at_the_table_votes_once_by_account_or_by_the_code_of_the_seat()
    {
        await TownAsync();
        var (anna, bruno) = (await _host.AccountAsync("Anna Sedia", _town.Town), await _host.AccountAsync("Bruno Sedia", _town.Town));
        var group = await _host.Act(_town.Town, _town.Paola, write =>
        {
            var table = Group.Form(_town.Town.Id, _town.Process.Id, "tavolo-voto", GroupKind.Working, "Tavolo", write.Now);
            foreach (var account in new[] { anna, bruno })
            {
                var person = Person.Meet(_town.Town.Id, account.Name, Channel.Email, account.Email!, write.Now);
                person.Attach(account.Id, write.Now);
                write.Db.Add(person);
                table.Sit(table.AddSeat($"Chi siede: {account.Name}"), person.Id, account.Name, "", false, new DateOnly(2026, 1, 8),
                    account.Id);
            }
            write.Db.Add(table);
            return Task.FromResult(table);
        });
        var choice = await WriteAsync(ChoiceRule.Ranking, Electorate.Seats, new()
        {
            ["Group"] = group.Id.ToString(),
            ["OnPaper"] = "true"
        });
        await OfferAsync(choice, "Uno", "Due", "Tre");
        Went(await WorkAsync(choice, "Open"));
        var codes = await SheetsAsync(choice, null);
        Assert.Equal(2, codes.Count);
        Assert.Contains("nell'urna", await TextOf(await VoteAsync(await _host.SignedInAsync(anna), choice, Ballot(null, (0, 1), (1, 2)))),
            StringComparison.Ordinal);
        var desk = await TextOf(await _paola.PostAsync(ChoiceUrls.Desk(Slug, choice.Id), new()
        {
            ["Lines"] = string.Join('\n', codes.Select(c => $"{c} 3 1 2")),
        }, "form.panel"));
        Assert.Contains("Una scheda è nell'urna", desk, StringComparison.Ordinal);
        Assert.Contains("si è già votato", desk, StringComparison.Ordinal);
        var other = await _host.SignedInAsync(await _host.AccountAsync("Carla Fuori", _town.Town));
        Refused(await VoteAsync(other, choice, Ballot(null, (0, 1))));
        Assert.Equal(2, await _host.InDb(db => db.SealedBallots.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_proposal_that_is_voted_on_says_so_on_its_thread_and_its_words_are_taken()
    {
        await TownAsync();
        var proposal = await _host.Act(_town.Town, _town.Paola, async write =>
        {
            var code = await write.Get<Codes>().NextAsync(_town.Town.Id.Value, _town.Process.Key, "P", Cancel);
            var made = Proposal.Gather(_town.Info, code, "Un numero solo per chiedere un passaggio", "Una persona risponde, tutti i giorni.", null, 3,
                write.Now);
            write.Db.Add(made);
            return made;
        });
        var choice = await WriteAsync(ChoiceRule.Points, Electorate.Codes);
        Went(await _paola.PostAsync(ChoiceUrls.Option(Slug, choice.Id), new() { ["Proposal"] = proposal.Id.ToString() }, "form#opzione"));
        await OfferAsync(choice, "Case vuote");
        Went(await WorkAsync(choice, "Open"));
        choice = await ChoiceAsync();
        Assert.Contains(choice.Options, o => o.Title == "Un numero solo per chiedere un passaggio" && o.Text.StartsWith("Una persona",
            StringComparison.Ordinal));
        var link = await _host.InDb(db => db.Set<Link>().AsNoTracking().SingleAsync(l => l.Relation == Relation.VotedIn, Cancel));
        Assert.Equal((proposal.Subject, choice.Subject), (link.From, link.To));
        Assert.Contains($"Leggi la proposta {proposal.Code}", await TextOf(_host.Visitor(), ChoiceUrls.Show(Slug, choice.Id)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_does_not_keep_the_process_neither_prepares_nor_types_nor_counts()
    {
        await TownAsync();
        var choice = await _town.OpenAsync(VotingTown.Asked(ChoiceRule.Points, _host.Clock.Now), "A", "B");
        var (rosa, helper) = (await _host.SignedInAsync(await _host.AccountAsync("Rosa Bianchi", _town.Town)),
            await _host.SignedInAsync(await _host.AccountAsync("Fabio Neri", _town.Town, Role.Facilitator)));
        string[] kept = [ChoiceUrls.New(Slug), ChoiceUrls.Work(Slug, choice.Id), ChoiceUrls.Option(Slug, choice.Id), ChoiceUrls.Sheets(Slug,
            choice.Id)];
        foreach (var url in kept)
            foreach (var who in new[] { rosa, helper })
                Assert.Equal(HttpStatusCode.Forbidden, (await who.GetAsync(url)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rosa.GetAsync(ChoiceUrls.Desk(Slug, choice.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await helper.GetAsync(ChoiceUrls.Desk(Slug, choice.Id))).StatusCode);
        foreach (var url in kept.Append(ChoiceUrls.Desk(Slug, choice.Id)))
            Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(url)).StatusCode);
    }

    [Fact]
    public async Task An_annulled_vote_says_why_and_is_asked_anew_from_a_draft_like_it()
    {
        await TownAsync();
        var choice = await _town.OpenAsync(VotingTown.Asked(ChoiceRule.Points, _host.Clock.Now), "A", "B");
        Refused(await WorkAsync(choice, "Annul", new() { ["Why"] = " " }));
        Went(await WorkAsync(choice, "Annul", new() { ["Why"] = "Mancava un'opzione." }));
        Assert.Contains("Mancava un'opzione.", await TextOf(_host.Visitor(), ChoiceUrls.Show(Slug, choice.Id)), StringComparison.Ordinal);
        var again = await _host.InDb(db => db.Choices.AsNoTracking().SingleAsync(c => c.State == ChoiceState.Draft, Cancel));
        Assert.Equal(choice.Options.Select(o => o.Title).Order(StringComparer.Ordinal), again.Options.Select(o =>
            o.Title).Order(StringComparer.Ordinal));
        Assert.False(_town.Keys.IsHere(choice.Id));
    }
}
