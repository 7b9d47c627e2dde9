using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Authorities;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes;

/// <summary>/api/v1/processes: what everybody may read of the authority's processes.</summary>
internal static class ProcessesApi
{
    public sealed record ListedProcess(string Key, string Slug, string Title, string Subtitle, string Summary, DateOnly Starts, DateOnly? Ends, bool Concluded, string? CurrentPhase);

    public sealed record ListedProcesses(IReadOnlyList<ListedProcess> Items, string? Next);

    public sealed record ShownProcess(
        string Key, string Slug, string Title, string Subtitle, string Summary, DateOnly Starts, DateOnly? Ends, bool Concluded, ProcessNature Nature, string Law, ParticipationLevel Level,
        ShownBodies Bodies, ShownMoney Money, IReadOnlyList<ShownTheme> Themes, IReadOnlyList<ShownArea> Areas, IReadOnlyList<string> UpForDecision, IReadOnlyList<string> NotUpForDecision,
        string Commitment, string? CurrentPhase, IReadOnlyList<ShownStep> Road);

    public sealed record ShownBodies(string Proponent, string DecidingBody, DecidingOrgan Organ, string OrganName, string ResponsibleStructure, string Curator);
    public sealed record ShownMoney(decimal? Cost, decimal? Funding, string FundedBy, decimal? CoFunding);
    public sealed record ShownTheme(string Key, string Name, string Question, bool Retired);
    public sealed record ShownArea(string Key, string Name);
    public sealed record ShownStep(string Key, string Name, string Basis, DateOnly? Due, DateOnly? DoneOn, string Evidence, StepState State);
    public sealed record ShownPhase(string Key, string Track, string Name, string Output, Interval Planned, Interval Actual, PlanState State, IReadOnlyList<ShownActivity> Activities);
    public sealed record ShownActivity(string Key, string Name, string Output, bool Milestone, Interval Planned, Interval Actual, PlanState State);

    /// <summary>Last days are included.</summary>
    public sealed record Interval(DateOnly? From, DateOnly? Until);

    public static void Map(IEndpointRouteBuilder api)
    {
        var processes = api.MapGroup("/processes").WithTags("processes");
        processes.MapGet("/", ListAsync).WithName("listProcesses").WithSummary("The public processes of the authority, in order of slug.");
        processes.MapGet("/{slug}", ShowAsync).WithName("showProcess").WithSummary("One process: its bodies, money, themes, what is up for decision, its legal steps.");
        processes.MapGet("/{slug}/phases", PhasesAsync).WithName("listPhases").WithSummary("All phases of a process with their activities, planned and actual days; last days are included.");
    }

    private static async Task<Ok<ListedProcesses>> ListAsync(ProcessBook book, Here here, CancellationToken cancel, int pageSize = 50, string? after = null)
    {
        var size = Paging.Size(pageSize);
        var listed = (await book.ListAsync(here.Required.Id, cancel)).Where(p => p.IsPublic).ToList();
        if (after is not null && listed.All(p => p.Slug != after)) throw Paging.Unknown();
        var rest = listed.OrderBy(p => p.Slug, StringComparer.Ordinal)
            .Where(p => after is null || string.CompareOrdinal(p.Slug, after) > 0).Take(size + 1).ToList();
        return TypedResults.Ok(new ListedProcesses(
            [.. rest.Take(size).Select(p => new ListedProcess(p.Key, p.Slug, p.Title, p.Subtitle, p.Summary, p.Starts, p.Ends, p.IsConcluded, p.PhaseName.Length > 0 ? p.PhaseName : null))],
            rest.Count > size ? rest[size - 1].Slug : null));
    }

    private static async Task<Ok<ShownProcess>> ShowAsync(string slug, ProcessBook book, Here here, CancellationToken cancel)
    {
        var p = await ReadAsync(slug, book, here, cancel);
        return TypedResults.Ok(new ShownProcess(
            p.Info.Key, p.Info.Slug, p.Info.Title, p.Subtitle, p.Info.Summary, p.Starts, p.Ends, p.Info.IsConcluded, p.Nature, p.Law, p.Level,
            new(p.Bodies.Proponent, p.Bodies.DecidingBody, p.Bodies.Organ, p.Bodies.OrganName, p.Bodies.ResponsibleStructure, p.Bodies.Curator),
            new(p.Money.Cost, p.Money.Funding, p.Money.FundedBy, p.Money.CoFunding),
            [.. p.Themes.Select(t => new ShownTheme(t.Key, t.Name, t.Question, t.Retired))], [.. p.Areas.Select(a => new ShownArea(a.Key, a.Name))],
            p.UpForDecision, p.NotUpForDecision, p.Commitment, p.Current?.Key,
            [.. p.Road.Select(s => new ShownStep(s.Key, s.Name, s.Basis, s.Due, s.DoneOn, s.Evidence, s.State))]));
    }

    private static async Task<Ok<List<ShownPhase>>> PhasesAsync(string slug, ProcessBook book, Here here, CancellationToken cancel)
    {
        var p = await ReadAsync(slug, book, here, cancel);
        var activities = p.Activities.ToLookup(a => a.Phase);
        return TypedResults.Ok(p.Phases.Select(f => new ShownPhase(
            f.Key, f.Track, f.Name, f.Output, new(f.PlannedFrom, f.PlannedUntil), new(f.ActualFrom, f.ActualUntil), f.State,
            [.. activities[f.Id].Select(a => new ShownActivity(a.Key, a.Name, a.Output, a.IsMilestone, new(a.PlannedFrom, a.PlannedUntil), new(a.ActualFrom, a.ActualUntil), a.State))])).ToList());
    }

    private static async Task<ProcessView> ReadAsync(string slug, ProcessBook book, Here here, CancellationToken cancel) =>
        await book.FindAsync(slug, here.Required.Id, cancel) is { } found && await book.ReadAsync(found.Id, cancel) is { } view ? view : throw new Unknown();
}
