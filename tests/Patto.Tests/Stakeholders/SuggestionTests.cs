using System.Net;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.People;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

/// <summary>Anybody says who is missing; each is examined, answered in public with a reason, and told to who left an e-mail.</summary>
public sealed class SuggestionTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Authority _town = null!;
    private Process _process = null!;
    private string Suggest => StakeholderUrls.Suggest(_process.Slug);
    private string Desk => StakeholderUrls.Suggestions(_process.Slug);
    private string Maps => StakeholderUrls.Maps(_process.Slug);

    private async Task<Visitor> TownAsync()
    {
        _town = await _host.AuthorityAsync();
        _process = await _host.ProcessAsync(_town);
        return await _host.SignedInAsync(await _host.AccountAsync("Carla Neri", _town, Role.Curator));
    }

    private Task<List<Suggestion>> AllAsync() => _host.InDb(db => db.Suggestions.AsNoTracking().OrderBy(s => s.At).ThenBy(s => s.Id)
        .ToListAsync(Cancel));

    private async Task<Suggestion> SaidAsync(string who, string email = "")
    {
        Assert.Equal(HttpStatusCode.Redirect, (await _host.Visitor().PostAsync(Suggest, new()
        {
            ["Missing"] = who,
            ["Why"] = "Non c'è mai, e gli orari li decidono altri.",
            ["Email"] = email
        })).StatusCode);
        return (await AllAsync()).Single(s => s.Missing == who);
    }

    private Task<HttpResponseMessage> ReplyAsync(Visitor who, Suggestion to, SuggestionState outcome, string name, string answer) =>
        who.PostAsync(Desk, new() { ["Outcome"] = outcome.ToString(), ["PublicName"] = name, ["Answer"] = answer }, $"#rispondi-{to.Id}");

    private async Task<string> ReadAsync(string url) => (await _host.Visitor().ReadAsync(url)).QuerySelector("main")!.TextContent;

    [Fact]
    public async Task Who_says_who_is_missing_is_answered_in_public_and_by_mail_and_nothing_is_public_before()
    {
        var carla = await TownAsync();
        Assert.NotNull((await _host.Visitor().ReadAsync(Maps)).QuerySelector($"a[href='{Suggest}']"));
        var one = await SaidAsync("Chi lavora di notte all'interporto di via Po", "ada@casa.example");
        Assert.DoesNotContain("interporto", await ReadAsync(Maps), StringComparison.Ordinal);
        Assert.Contains("Una risposta a «Manca qualcuno?» da esaminare",
            (await carla.ReadAsync(ProcessUrls.Dashboard(_process.Slug))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ReplyAsync(carla, one, SuggestionState.Added, "Chi lavora di notte",
            "È vero: li cerchiamo con i sindacati.")).StatusCode);
        var read = await ReadAsync(Maps);
        Assert.Contains("Chi lavora di notte", read, StringComparison.Ordinal);
        Assert.Contains("È vero: li cerchiamo con i sindacati.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("interporto", read, StringComparison.Ordinal);
        var letter = await _host.InDb(db => db.Set<Letter>().SingleAsync(l => l.Address == "ada@casa.example", Cancel));
        Assert.Contains("aggiunto al registro. È vero: li cerchiamo con i sindacati.", letter.Body, StringComparison.Ordinal);
        Assert.Equal("Chi lavora di notte", (await _host.InDb(db => db.Stakeholders.SingleAsync(Cancel))).Name);
        Assert.DoesNotContain("Manca qualcuno?» da esaminare",
            (await carla.ReadAsync(ProcessUrls.Dashboard(_process.Slug))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(SuggestionAnswered), Cancel)));
        var table = await (await _host.Visitor().GetAsync($"/percorsi/{_process.Slug}/dati/chi-manca.csv")).Content
            .ReadAsStringAsync(Cancel);
        Assert.Contains("li cerchiamo con i sindacati", table, StringComparison.Ordinal);
        Assert.DoesNotContain("interporto", table, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await carla.PostAsync(Desk, new()
        {
            ["Id"] = one.Id.ToString(),
            ["PublicName"] = "",
            ["Answer"] = "no"
        }, $"#correggi-{one.Id}")).StatusCode);
    }

    [Fact]
    public async Task Every_outcome_does_what_it_says_and_nobody_is_noted_twice()
    {
        var carla = await TownAsync();
        await _host.Act(_town, null, write => Task.FromResult(write.Db.Add(Stakeholder.Note(_town.Id, _process.Id, "Circolo La Fonte",
            InterestMap.PrivateAndCitizens, "", null, write.Now)).Entity));
        var (there, listed, no) = (await SaidAsync("il circolo la fonte"), await SaidAsync("Le badanti"), await SaidAsync("La mia vicina"));
        var twice = await ReplyAsync(carla, there, SuggestionState.Added, "CIRCOLO LA FONTE", "Lo aggiungiamo.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Contains("Nel registro c'è già «CIRCOLO LA FONTE»", (await Visitor.ParseAsync(twice)).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await ReplyAsync(carla, there, SuggestionState.AlreadyThere, "Circolo la fonte",
            "È stato invitato a gennaio.")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ReplyAsync(carla, listed, SuggestionState.Listed, "Chi lavora nelle case",
            "È un punto di vista che mancava.")).StatusCode);
        var unsaid = await Visitor.ParseAsync(await ReplyAsync(carla, no, SuggestionState.Declined, "Una persona", ""));
        Assert.NotNull(unsaid.QuerySelector("[id$='Answer-err']"));
        Assert.Equal(HttpStatusCode.Redirect, (await ReplyAsync(carla, no, SuggestionState.Declined, "Una persona sola",
            "Può scrivere un contributo a suo nome.")).StatusCode);
        var page = await _host.Visitor().ReadAsync(Maps);
        var body = await _host.InDb(db => db.Stakeholders.SingleAsync(Cancel));
        Assert.NotNull(page.QuerySelector(
            $"section[aria-labelledby=manca] a[href='{StakeholderUrls.Show(_process.Slug, body.Id.Value)}']"));
        Assert.Contains("Chi lavora nelle case", page.QuerySelector("section[aria-labelledby=lista]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal([SuggestionState.Listed, SuggestionState.AlreadyThere, SuggestionState.Declined],
            (await AllAsync()).Select(s => s.State).Order());
        Assert.Empty(await _host.InDb(db => db.Set<Letter>().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task A_public_answer_is_corrected_and_says_so_with_the_one_before_kept_inside()
    {
        var carla = await TownAsync();
        var one = await SaidAsync("Chi lavora di notte");
        await ReplyAsync(carla, one, SuggestionState.Declined, "Chi lavora di notte", "Non ci riguarda.");
        Assert.Equal(HttpStatusCode.Redirect, (await carla.PostAsync(Desk, new()
        {
            ["PublicName"] = "Chi lavora di notte",
            ["Answer"] = "Li ascoltiamo nel percorso sui trasporti."
        }, $"#correggi-{one.Id}")).StatusCode);
        var read = await ReadAsync(Maps);
        Assert.Contains("Li ascoltiamo nel percorso sui trasporti. (corretta)", string.Join(' ', read.Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("Non ci riguarda", read, StringComparison.Ordinal);
        Assert.Contains("Non ci riguarda", (await carla.ReadAsync(Desk)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_role_and_the_wrong_moment_are_refused()
    {
        var carla = await TownAsync();
        var one = await SaidAsync("Chi lavora di notte");
        Assert.NotEqual(HttpStatusCode.OK, (await _host.Visitor().GetAsync(Desk)).StatusCode);
        var bruno = await _host.SignedInAsync(await _host.AccountAsync("Bruno Verdi", _town, Role.Guarantor, _process.Subject));
        Assert.Null((await bruno.ReadAsync(Desk)).QuerySelector($"#rispondi-{one.Id}"));
        var table = await _host.SignedInAsync(await _host.AccountAsync("Rita Blu", _town, Role.TableMember, _process.Subject));
        Assert.Equal(HttpStatusCode.Forbidden, (await table.GetAsync(Desk)).StatusCode);
        var empty = await _host.Visitor().PostAsync(Suggest, new() { ["Missing"] = "Chi pedala", ["Why"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        Assert.Equal("Chi pedala", (await Visitor.ParseAsync(empty)).QuerySelector("[name=Missing]")!.GetAttribute("value"));
        var wrong = await _host.Visitor().PostAsync(Suggest, new() { ["Missing"] = "Chi pedala", ["Why"] = "Serve", ["Email"] = "non so" });
        Assert.NotNull((await Visitor.ParseAsync(wrong)).QuerySelector("[id$='Email-err']"));
        Assert.Single(await AllAsync());
        await _host.Act(_town, null, async write =>
        {
            var process = await write.Db.Set<Process>().Include(p => p.Phases).Include(p => p.Changes)
                .SingleAsync(p => p.Id == _process.Id, Cancel);
            process.ConcludeIn(write);
            return 0;
        });
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Visitor().GetAsync(Suggest)).StatusCode);
        Assert.Null((await _host.Visitor().ReadAsync(Maps)).QuerySelector($"a[href='{Suggest}']"));
        Assert.NotNull(carla);
    }
}
