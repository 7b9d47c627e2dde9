using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Patto.Authorities;
using Patto.Grants;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;

namespace Patto.Tests.Processes;

public sealed class ProcessHostTests : IAsyncDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly PlatformHost _host = new();
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_process_is_read_back_whole()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        var view = await ReadAsync(made);
        Assert.Equal(4, view.Phases.Count);
        Assert.Equal("condivisione", view.Current!.Key);
        Assert.Equal(4, view.Themes.Count);
        Assert.Equal(1, view.CurrentNumber);
        Assert.Equal((PlanState.Now, PlanState.Next), (view.Phases[0].State, view.Phases[1].State));
        Assert.NotNull(view.NextDeadline);
        Assert.Equal("Giunta comunale", view.Bodies.OrganName);
    }

    [Fact]
    public async Task Phases_open_acts_to_the_public_until_the_promised_day_and_to_the_table_until_they_are_closed()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        var openings = await OpeningsAsync(made);
        var writing = openings.Where(o => o is { Act: "contributions.write", Role: Role.Visitor }).OrderBy(o => o.Start).First();
        Assert.Equal(Localization.Texts.RomeTime(new(2026, 4, 3), TimeOnly.MinValue), writing.Start);
        Assert.Equal(Localization.Texts.RomeTime(new(2026, 6, 3), TimeOnly.MinValue), writing.End);
        Assert.All(openings.Where(o => o.Act == "documents.draft"), o => Assert.Null(o.End));
    }

    [Fact]
    public async Task A_change_of_the_plan_is_saved_with_its_history()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
        {
            var process = await write.Db.Set<Process>().Whole().SingleAsync(p => p.Id == made.Id, Cancel);
            process.Replan(process.PhaseOf("ascolto"), new(2026, 4, 10), new(2026, 6, 10), "La palestra è chiusa", write.Now);
            process.AddActivity(process.PhaseOf("ascolto"), "Interviste al mercato", new(2026, 4, 11), new(2026, 4, 18), write.Now);
            return 0;
        });
        var view = await ReadAsync(made);
        Assert.Equal(new DateOnly(2026, 4, 10), view.Phases.Single(p => p.Key == "ascolto").PlannedFrom);
        Assert.Contains(view.Activities, a => a.Key == "aggiunta-interviste-al-mercato");
        Assert.Equal(1, await _host.InDb(db => db.Set<PlanChange>()
            .CountAsync(c => c.Process == made.Id && c.Reason == "La palestra è chiusa", Cancel)));
    }

    [Fact]
    public async Task The_API_lists_public_processes_and_shows_their_phases()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        var draft = await _host.ProcessAsync(town, published: false);
        var anna = _host.Visitor();
        var list = await JsonAsync(anna, "/api/v1/processes?pageSize=1");
        Assert.Equal(made.Slug, list.GetProperty("items")[0].GetProperty("slug").GetString());
        var shown = await JsonAsync(anna, $"/api/v1/processes/{made.Slug}");
        Assert.Equal("coDesign", shown.GetProperty("level").GetString());
        Assert.Equal("2026-12-31", shown.GetProperty("legalSteps").EnumerateArray()
            .Single(s => s.GetProperty("key").GetString() == "decisione").GetProperty("due").GetString());
        var phases = await JsonAsync(anna, $"/api/v1/processes/{made.Slug}/phases");
        Assert.Equal(4, phases.GetArrayLength());
        Assert.Equal("now", phases[0].GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync($"/api/v1/processes/{draft.Slug}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync("/api/v1/processes/che-non-esiste/phases")).StatusCode);
    }

    [Fact]
    public async Task A_concluded_process_opens_nothing_any_more()
    {
        var town = await _host.AuthorityAsync();
        var made = await _host.ProcessAsync(town);
        await _host.Act(town, null, async write =>
            { (await write.Db.Set<Process>().SingleAsync(p => p.Id == made.Id, Cancel)).ConcludeIn(write); return 0; });
        Assert.All(await OpeningsAsync(made), o => Assert.True(o.End <= _host.Clock.Now));
    }

    [Fact]
    public async Task A_public_process_is_found_by_its_words_and_a_draft_only_by_its_staff()
    {
        var town = await _host.AuthorityAsync();
        await _host.ProcessAsync(town);
        Assert.Single(await FindAsync(town, "consulte", Reader.Anybody));
        var draft = await _host.ProcessAsync(town, "stati-generali", published: false);
        Assert.Empty(await FindAsync(town, "corresponsabilità", Reader.Anybody));
        Assert.Single(await FindAsync(town, "corresponsabilità", new Reader([draft.Id.Value], [], [], [], [])));
    }

    private async Task<IReadOnlyList<Search.Found>> FindAsync(Authority town, string words, Reader reader)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentAuthority>().MoveTo(town);
        return await scope.ServiceProvider.GetRequiredService<Search.SearchBook>().FindAsync(words, reader, cancel: Cancel);
    }

    private async Task<ProcessView> ReadAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ProcessBook>().ReadAsync(process.Id, Cancel))!;
    }

    private async Task<IReadOnlyList<Opening>> OpeningsAsync(Process process)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetServices<IActOpenings>().OfType<PhaseOpenings>().Single()
            .OpeningsAsync(process.Subject, Cancel);
    }

    private static async Task<JsonElement> JsonAsync(Visitor visitor, string url)
    {
        var answer = await visitor.GetAsync(url);
        Assert.True(answer.IsSuccessStatusCode, $"{url}: {answer.StatusCode}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.Clone();
    }
}
