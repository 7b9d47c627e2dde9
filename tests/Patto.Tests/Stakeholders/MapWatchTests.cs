using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Audit;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders;
using Patto.Modules.Stakeholders.Contracts;
using Patto.Tests.Processes;

namespace Patto.Tests.Stakeholders;

/// <summary>A map that nobody looked over for half a year is told to who curates the process, once, until somebody looks.</summary>
public sealed class MapWatchTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private const string Said = "La mappa dei portatori non si riguarda da sei mesi";

    private async Task<int> RoundAsync()
    {
        await using (var scope = _host.Services.CreateAsyncScope()) await RemindOfTheMap.RunAsync(scope.ServiceProvider, Cancel);
        return await _host.InDb(db => db.Set<Letter>().CountAsync(l => l.Subject.StartsWith("È ora di riguardare"), Cancel));
    }

    [Fact]
    public async Task Who_curates_is_reminded_every_half_year_and_a_look_with_a_note_begins_anew()
    {
        var town = await _host.AuthorityAsync();
        var process = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var other = await _host.ProcessAsync(town, starts: new DateOnly(2026, 1, 7));
        var carla = await _host.AccountAsync("Carla Neri", town, Role.Curator, process.Subject);
        await _host.AccountAsync("Dora Blu", town, Role.Curator, other.Subject);
        var rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Rossi", town, Role.Secretariat, process.Subject));
        await _host.Act(town, null, write => Task.FromResult(write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Auser",
            InterestMap.PrivateAndCitizens, "", null, write.Now)).Entity));
        var (start, registry) = (_host.Clock.Now, StakeholderUrls.Registry(process.Slug));
        _host.Clock.Now = start.AddMonths(6).AddDays(-1);
        Assert.Equal(0, await RoundAsync());
        _host.Clock.Now = start.AddMonths(6).AddDays(1);
        Assert.Equal(1, await RoundAsync());
        Assert.Equal(1, await RoundAsync());
        var letter = await _host.InDb(db => db.Set<Letter>().SingleAsync(l => l.Subject.StartsWith("È ora di riguardare"), Cancel));
        Assert.Equal(carla.Email, letter.Address);
        rita = await _host.SignedInAsync(await _host.AccountAsync("Rita Bianchi", town, Role.Secretariat, process.Subject));
        Assert.Contains(Said, (await rita.ReadAsync(ProcessUrls.Dashboard(process.Slug))).Body!.TextContent, StringComparison.Ordinal);

        var unsaid = await rita.PostAsync(registry, new() { ["LookNote"] = "" }, "#riguarda");
        Assert.NotNull((await Visitor.ParseAsync(unsaid)).QuerySelector("[id$='LookNote-err']"));
        Assert.Equal(HttpStatusCode.Redirect, (await rita.PostAsync(registry, new() { ["LookNote"] = "Due enti nuovi" }, "#riguarda"))
            .StatusCode);
        Assert.DoesNotContain(Said, (await rita.ReadAsync(ProcessUrls.Dashboard(process.Slug))).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("Due enti nuovi", (await rita.ReadAsync(registry)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Due enti nuovi", await (await _host.Visitor().GetAsync(StakeholderUrls.Maps(process.Slug))).Content
            .ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        _host.Clock.Now = start.AddMonths(12);
        Assert.Equal(1, await RoundAsync());
        _host.Clock.Now = start.AddMonths(13);
        Assert.Equal(2, await RoundAsync());
        Assert.Equal(2, await _host.InDb(db => db.Set<AuditRow>().CountAsync(r => r.Kind == nameof(MapReminded), Cancel)));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_draft_of_a_closed_process_or_of_an_empty_register()
    {
        var town = await _host.AuthorityAsync();
        await _host.AccountAsync("Carla Neri", town, Role.Curator);
        await _host.ProcessAsync(town);
        var draft = await _host.ProcessAsync(town, published: false);
        var closed = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
        {
            foreach (var process in new[] { draft, closed }) write.Db.Add(Stakeholder.Note(town.Id, process.Id, "Auser",
                InterestMap.PrivateAndCitizens, "", null, write.Now));
            (await write.Db.Set<Process>().Include(p => p.Phases).Include(p => p.Changes).SingleAsync(p => p.Id == closed.Id, Cancel))
                .ConcludeIn(write);
            return 0;
        });
        _host.Clock.Now = _host.Clock.Now.AddMonths(7);
        Assert.Equal(0, await RoundAsync());
    }
}
