using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Mail;
using Patto.Modules.Contributions;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes;
using Patto.People;
using Patto.Privacy;
using Patto.Tests.Processes;

namespace Patto.Tests;

/// <summary>Everything about a person is given to them, erased when they ask, and forgotten when the time is up.</summary>
public sealed class PersonalDataTests : IAsyncDisposable
{
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_reads_all_that_is_kept_of_them_and_nothing_of_others()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var rita = await SpeakAsync(town, process, "Rita Bonora", "rita@esempio.it", "Manca il pulmino.");
        await SpeakAsync(town, process, "Ugo Altri", "ugo@esempio.it", "Serve una panchina.");
        var told = await _host.Act(town, null, async write =>
        {
            var book = write.Get<PersonalDataBook>();
            return await book.TellAsync(await book.WhoAsync([rita], null, null, Cancel), Cancel);
        });
        var text = string.Join("\n", told.SelectMany(t => t.Rows).SelectMany(r => r.Values).Select(v => v?.ToString()));
        Assert.Contains("Rita Bonora", text, StringComparison.Ordinal);
        Assert.Contains("Manca il pulmino.", text, StringComparison.Ordinal);
        Assert.Contains("rita@esempio.it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("panchina", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ugo", text, StringComparison.Ordinal);
        Assert.True(told.Count >= 4, string.Join(", ", told.Select(t => t.Datum.Datum)));
    }

    [Fact]
    public async Task Who_is_erased_is_named_in_no_column_of_any_table_and_the_words_stay()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var rita = await SpeakAsync(town, process, "Rita Bonora", "rita@esempio.it", "Manca il pulmino.");
        await EraseAsync(town, [rita]);
        Assert.Empty(await NamedInAsync("Bonora", "rita@esempio.it"));
        var voice = await _host.InDb(db => db.Set<Contribution>().SingleAsync(Cancel));
        Assert.Equal("Manca il pulmino.", voice.Text);
        Assert.Null(voice.Speaker);
        var rows = await _host.InDb(db =>
            db.Set<AuditRow>().Where(r => r.Kind == nameof(PersonErased) || r.Kind == nameof(PersonalDataErased)).CountAsync(Cancel));
        Assert.Equal(2, rows);
    }

    [Fact]
    public async Task An_account_is_erased_only_once_its_roles_have_ended_and_what_it_did_was_then_done_by_nobody()
    {
        var town = await _host.AuthorityAsync();
        var account = await _host.AccountAsync("Paola Neri", town, Role.Officer);
        await _host.Act(town, account, write => { write.Get<PeopleBook>().Meet("Ugo", Channel.None, ""); return Task.FromResult(0); });
        var actor = account.Actor;
        Assert.True(await _host.InDb(db => db.Set<AuditRow>().AnyAsync(r => r.Actor == actor, Cancel)));
        var refused = await Assert.ThrowsAsync<RuleViolation>(() => EraseAsync(town, [], account.Id));
        Assert.Equal("erasure.role", refused.Code);
        await _host.Act(town, null, async write =>
            { (await write.Db.Set<RoleGrant>().SingleAsync(g => g.Account == account.Id, Cancel)).End(write.Now); return 0; });
        await EraseAsync(town, [], account.Id);
        Assert.Empty(await NamedInAsync("Paola", account.Email!));
        Assert.NotEqual(actor, await _host.InDb(db => db.Set<Account>().Where(a => a.Id == account.Id).Select(a => a.Actor)
            .SingleAsync(Cancel)));
        var visitor = _host.Visitor();
        var answer = await visitor.PostAsync("/accedi", new() { ["Email"] = account.Email!, ["Password"] = PlatformHost.Password });
        Assert.NotEqual(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Five_years_after_the_end_of_the_last_process_the_purge_forgets_who_took_part()
    {
        var town = await _host.AuthorityAsync();
        var (ended, running) = (await _host.ProcessAsync(town), await _host.ProcessAsync(town, key: "ALT"));
        await SpeakAsync(town, ended, "Rita Bonora", "rita@esempio.it", "Manca il pulmino.");
        await SpeakAsync(town, running, "Ugo Altri", "ugo@esempio.it", "Serve una panchina.");
        await _host.Act(town, null, async write =>
        {
            (await write.Db.Set<Process>().SingleAsync(p => p.Id == ended.Id, Cancel)).ConcludeIn(write);
            return 0;
        });
        _host.Clock.Now = _host.Clock.Now.AddYears(5).AddDays(-1);
        await PurgeAsync();
        Assert.NotEmpty(await NamedInAsync("Bonora"));
        _host.Clock.Now = _host.Clock.Now.AddDays(2);
        await PurgeAsync();
        Assert.Empty(await NamedInAsync("Bonora"));
        Assert.NotEmpty(await NamedInAsync("Ugo Altri"));
    }

    [Fact]
    public async Task What_has_outlived_its_days_is_cleared_and_what_has_not_stays()
    {
        var town = await _host.AuthorityAsync();
        await _host.Act(town, null, write =>
        {
            var rita = write.Get<PeopleBook>().Meet("Rita", Channel.Email, "rita@esempio.it");
            rita.Need("una rampa", write.Now.AddDays(30));
            write.Get<Outbox>().Post(Recipient.Of(rita), new("La ricevuta", "Il codice è LWF-C0001."));
            write.Db.Add(new OnceResult("prova", "", "/percorsi", write.Now));
            return Task.FromResult(0);
        });
        await _host.Act(town, null, async write => { (await write.Db.Set<Letter>().SingleAsync(Cancel)).Deliver(write.Now); return 0; });
        _host.Clock.Now = _host.Clock.Now.AddDays(29);
        await PurgeAsync();
        Assert.Equal((1, 1, 0), await StateAsync());
        _host.Clock.Now = _host.Clock.Now.AddDays(2);
        await PurgeAsync();
        Assert.Equal((0, 0, 0), await StateAsync());

        Task<(int, int, int)> StateAsync() => _host.InDb(async db => (await db.Set<Letter>().CountAsync(l => l.Body != "", Cancel),
            await db.Set<Person>().CountAsync(p => p.AccessNeeds != "", Cancel), await db.Set<OnceResult>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_office_finds_a_person_hands_over_a_file_and_erases_on_the_page()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town);
        var rita = await SpeakAsync(town, process, "Rita Bonora", "rita@esempio.it", "Manca il pulmino.");
        var visitor = await _host.SignedInAsync(await _host.AccountAsync("Lorenzo Bassi", town, Role.Administrator));
        const string page = "/amministrazione/dati-personali";
        var found = await Visitor.ParseAsync(await SendAsync("Search", new() { ["Search"] = "bonora" }));
        Assert.Equal(rita.ToString(), found.QuerySelector("input[name=Person]")!.GetAttribute("value"));
        var seen = await Visitor.ParseAsync(await SendAsync("View", new() { ["Person"] = rita.ToString() }));
        var told = seen.Body!.TextContent;
        Assert.Contains("Manca il pulmino.", told, StringComparison.Ordinal);
        Assert.Contains(process.Title, told, StringComparison.Ordinal);
        var file = await SendAsync("Download", new() { ["Person"] = rita.ToString() });
        Assert.Equal("application/json", file.Content.Headers.ContentType!.MediaType);
        Assert.Contains("rita@esempio.it", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(PersonalDataTold), Cancel)));
        Assert.Contains("Spunta la casella", (await Visitor.ParseAsync(await EraseAsync(sure: false))).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.NotEmpty(await NamedInAsync("Bonora"));
        var done = await EraseAsync(sure: true);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, done.StatusCode);
        Assert.DoesNotContain("bonora", done.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await NamedInAsync("Bonora", "rita@esempio.it"));

        // The form as the page wrote it.
        Task<System.Net.Http.HttpResponseMessage> EraseAsync(bool sure)
        {
            var form = seen.QuerySelector("#modulo-cancella")!;
            var fields = form.QuerySelectorAll("input[type=hidden]").Where(i => i.GetAttribute("name") is not ("Sure" or null))
                .Select(i => new KeyValuePair<string, string>(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""));
            return visitor.Client.PostAsync(form.GetAttribute("action"),
                new System.Net.Http.FormUrlEncodedContent(fields.Append(new("Sure", sure ? "true" : "false"))), Cancel);
        }

        async Task<System.Net.Http.HttpResponseMessage> SendAsync(string handler, Dictionary<string, string> fields)
        {
            var token = (await visitor.ReadAsync(page)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            return await visitor.Client.PostAsync($"{page}?handler={handler}",
                new System.Net.Http.FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token))), Cancel);
        }
    }

    private async Task PurgeAsync()
    {
        for (var more = true; more;)
        {
            await using var scope = _host.Services.CreateAsyncScope();
            more = await Purge.RunAsync(scope.ServiceProvider, Cancel);
        }
    }

    private Task EraseAsync(Authority town, Guid[] persons, Guid? account = null) => _host.Act(town, null, async write =>
    {
        var book = write.Get<PersonalDataBook>();
        await book.EraseAsync(await book.WhoAsync(persons, account, null, Cancel), Cancel);
        return 0;
    });

    // Somebody who speaks, gets a letter and asks for notices.
    private async Task<Guid> SpeakAsync(Authority town, Process process, string name, string email, string words) =>
        await _host.Act(town, null, async write =>
    {
        var person = write.Get<PeopleBook>().Meet(name, Channel.Email, email);
        await write.Get<PeopleBook>().TakePartAsync(person.Id, process.Subject, ParticipationKind.Contribution, Cancel);
        var info = (await write.Get<Modules.Processes.Contracts.ProcessBook>().FindAsync(process.Slug, town.Id, Cancel))!;
        await write.Get<ContributionBook>().RecordAsync(info, new(words, Via.Web) { Speaker = person.Id, Pseudonym = name }, Cancel);
        write.Get<Outbox>().Post(Recipient.Of(person), new("La ricevuta", $"Grazie {name}."));
        write.Db.Add(Modules.Communication.Subscription.Ask(process.Id, town.Id, email, "it", write.Now));
        return person.Id.Value;
    });

    // Every text column of every table is looked through.
    private Task<List<string>> NamedInAsync(params string[] words) => _host.InDb(async db =>
    {
        List<string> found = [];
        foreach (var type in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null && !t.IsOwned()))
            foreach (var column in type.GetProperties().Where(p => p.ClrType == typeof(string)))
                foreach (var word in words)
                {
                    var (table, name, like) = (type.GetTableName()!, column.GetColumnName(), $"%{word.ToLowerInvariant()}%");
                    var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE lower(CAST(\"{name}\" AS text)) LIKE {{0}}";
                    if (await db.Database.SqlQueryRaw<int>(sql, like).SingleAsync(Cancel) > 0) found.Add($"{table}.{name}: {word}");
                }
        return found;
    });
}
