using Microsoft.AspNetCore.Http.HttpResults;
using Patto.Authorities;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Processes;

/// <summary>/api/v1/processes: what everybody may read of the authority's processes.</summary>
internal static class ProcessesApi
{
    /// <summary>A process in short.</summary>
    /// <param name="Key">First part of every code, 2 to 8 capital letters and digits: <c>LWF</c>.</param>
    /// <param name="Slug">Its name in addresses, lower case; the value of <c>after</c> is one.</param>
    /// <param name="Title">Its title, one line.</param>
    /// <param name="Subtitle">A second line; empty for none.</param>
    /// <param name="Summary">What it is about, in a few lines.</param>
    /// <param name="Starts">First day, ISO 8601.</param>
    /// <param name="Ends">Last day, included; null when open.</param>
    /// <param name="Concluded">True once it was concluded.</param>
    /// <param name="CurrentPhase">Name of the phase of today; null between phases.</param>
    public sealed record ListedProcess(string Key, string Slug, string Title, string Subtitle, string Summary, DateOnly Starts,
        DateOnly? Ends, bool Concluded, string? CurrentPhase);
    /// <summary>A page of processes.</summary>
    /// <param name="Items">The processes, in order of slug; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record ListedProcesses(IReadOnlyList<ListedProcess> Items, string? Next);
    /// <summary>A process with what is decided about it.</summary>
    /// <param name="Key">First part of every code, 2 to 8 capital letters and digits: <c>LWF</c>.</param>
    /// <param name="Slug">Its name in addresses, lower case.</param>
    /// <param name="Title">Its title, one line.</param>
    /// <param name="Subtitle">A second line; empty for none.</param>
    /// <param name="Summary">What it is about, in a few lines.</param>
    /// <param name="Starts">First day, ISO 8601.</param>
    /// <param name="Ends">Last day, included; null when open.</param>
    /// <param name="Concluded">True once it was concluded.</param>
    /// <param name="Nature">Certified and funded by the region or not.</param>
    /// <param name="Law">The law it follows, as cited; empty for none.</param>
    /// <param name="Level">Level of participation, from information to empowerment.</param>
    /// <param name="Bodies">Who proposes, decides, keeps and curates it.</param>
    /// <param name="Money">What it costs and who pays, in euro.</param>
    /// <param name="Themes">What people are asked about, in order.</param>
    /// <param name="Areas">The neighbourhoods, in order.</param>
    /// <param name="UpForDecision">What participants can change; one line each.</param>
    /// <param name="NotUpForDecision">What is settled already; one line each.</param>
    /// <param name="Commitment">What the deciding body promised to do with the results.</param>
    /// <param name="CurrentPhase">Key of the phase of today; null between phases.</param>
    /// <param name="LegalSteps">The steps that law or template ask for, in order.</param>
    public sealed record ShownProcess(
        string Key, string Slug, string Title, string Subtitle, string Summary, DateOnly Starts, DateOnly? Ends, bool Concluded,
            ProcessNature Nature, string Law, ParticipationLevel Level,
        ShownBodies Bodies, ShownMoney Money, IReadOnlyList<ShownTheme> Themes, IReadOnlyList<ShownArea> Areas,
        IReadOnlyList<string> UpForDecision, IReadOnlyList<string> NotUpForDecision,
        string Commitment, string? CurrentPhase, IReadOnlyList<ShownStep> LegalSteps);
    /// <summary>The bodies of a process.</summary>
    /// <param name="Proponent">Who asked for it.</param>
    /// <param name="DecidingBody">Who decides in the end.</param>
    /// <param name="Organ">Which organ of the deciding body.</param>
    /// <param name="OrganName">That organ, as the town says it.</param>
    /// <param name="ResponsibleStructure">The office that answers for it.</param>
    /// <param name="Curator">Who leads it.</param>
    public sealed record ShownBodies(string Proponent, string DecidingBody, DecidingOrgan Organ, string OrganName,
        string ResponsibleStructure, string Curator);
    /// <summary>Euro, with two decimals; null: not known.</summary>
    /// <param name="Cost">All it costs.</param>
    /// <param name="Funding">What a call pays.</param>
    /// <param name="FundedBy">Whose call; empty for none.</param>
    /// <param name="CoFunding">What others pay.</param>
    public sealed record ShownMoney(decimal? Cost, decimal? Funding, string FundedBy, decimal? CoFunding);
    /// <summary>What people are asked about.</summary>
    /// <param name="Key">Its name in codes and filters; never changes.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Question">What is asked; empty for nothing in particular.</param>
    /// <param name="Retired">True when it is no longer asked about.</param>
    /// <param name="Into">Key of the theme it was merged into; empty for most.</param>
    public sealed record ShownTheme(string Key, string Name, string Question, bool Retired, string Into);
    /// <summary>A neighbourhood, village or district.</summary>
    /// <param name="Key">Its name in codes and filters; never changes.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Into">Key of the neighbourhood it was merged into; empty for most.</param>
    public sealed record ShownArea(string Key, string Name, string Into);
    /// <summary>A step that law or template ask for.</summary>
    /// <param name="Key">Its name in this process; never changes.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Basis">The rule that asks for it, as cited; empty for none.</param>
    /// <param name="Due">By when, ISO 8601; null when no day is set.</param>
    /// <param name="DoneOn">When it was done, ISO 8601; null while it is not.</param>
    /// <param name="Evidence">What shows that it was done; empty while nothing does.</param>
    /// <param name="State">Waiting, due, late, done or skipped, today.</param>
    public sealed record ShownStep(string Key, string Name, string Basis, DateOnly? Due, DateOnly? DoneOn, string Evidence,
        LegalStepState State);
    /// <summary>A phase of the plan.</summary>
    /// <param name="Key">Its name in this process; never changes.</param>
    /// <param name="Track">Key of the way it belongs to.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Output">What comes of it; empty when not said.</param>
    /// <param name="Planned">As planned.</param>
    /// <param name="Actual">As it went; without days where it has not yet.</param>
    /// <param name="State">Next, now, late, done or dropped, today.</param>
    /// <param name="Activities">What is done in it, in order of time.</param>
    public sealed record ShownPhase(string Key, string Track, string Name, string Output, Interval Planned, Interval Actual,
        PlanState State, IReadOnlyList<ShownActivity> Activities);
    /// <summary>Something done in a phase.</summary>
    /// <param name="Key">Its name in this process; never changes.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Output">What comes of it; empty when not said.</param>
    /// <param name="Milestone">True for a moment, not a stretch of time.</param>
    /// <param name="Planned">As planned.</param>
    /// <param name="Actual">As it went; without days where it has not yet.</param>
    /// <param name="State">Next, now, late, done or dropped, today.</param>
    public sealed record ShownActivity(string Key, string Name, string Output, bool Milestone, Interval Planned, Interval Actual,
        PlanState State);

    /// <summary>A stretch of days.</summary>
    /// <param name="From">First day, ISO 8601; null when not known.</param>
    /// <param name="Until">Last day, included; null when not known.</param>
    public sealed record Interval(DateOnly? From, DateOnly? Until);

    public static void Map(IEndpointRouteBuilder api)
    {
        var processes = api.MapGroup("/processes").WithTags("processes");
        processes.MapGet("/", ListAsync).WithName("listProcesses").WithSummary("The public processes of the authority, in order of slug.");
        processes.MapGet("/{slug}", ShowAsync).WithName("showProcess")
            .WithSummary("One process: its bodies, money, themes, what is up for decision, its legal steps.");
        processes.MapGet("/{slug}/phases", PhasesAsync).WithName("listPhases")
            .WithSummary("All phases of a process with their activities, planned and actual days; last days are included.");
    }

    private static async Task<Ok<ListedProcesses>> ListAsync(ProcessBook book, CurrentAuthority currentAuthority, CancellationToken cancel,
        int pageSize = 50, string? after = null)
    {
        var size = Paging.Size(pageSize);
        var listed = (await book.ListAsync(currentAuthority.Required.Id, cancel)).Where(p => p.IsPublic).ToList();
        if (after is not null && listed.All(p => p.Slug != after)) throw Paging.Unknown();
        var rest = listed.OrderBy(p => p.Slug, StringComparer.Ordinal)
            .Where(p => after is null || string.CompareOrdinal(p.Slug, after) > 0).Take(size + 1).ToList();
        return TypedResults.Ok(new ListedProcesses(
            [.. rest.Take(size).Select(p => new ListedProcess(p.Key, p.Slug, p.Title, p.Subtitle, p.Summary, p.Starts, p.Ends,
                p.IsConcluded, p.PhaseName.Length > 0 ? p.PhaseName : null))],
            rest.Count > size ? rest[size - 1].Slug : null));
    }

    private static async Task<Ok<ShownProcess>> ShowAsync(string slug, ProcessBook book, CurrentAuthority currentAuthority,
        CancellationToken cancel)
    {
        var p = await ReadAsync(slug, book, currentAuthority, cancel);
        return TypedResults.Ok(new ShownProcess(
            p.Info.Key, p.Info.Slug, p.Info.Title, p.Subtitle, p.Info.Summary, p.Starts, p.Ends, p.Info.IsConcluded, p.Nature,
                p.Law, p.Level,
            new(p.Bodies.Proponent, p.Bodies.DecidingBody, p.Bodies.Organ, p.Bodies.OrganName, p.Bodies.ResponsibleStructure,
            p.Bodies.Curator),
            new(p.Money.Cost, p.Money.Funding, p.Money.FundedBy, p.Money.CoFunding),
            [.. p.Themes.Select(t => new ShownTheme(t.Key, t.Name, t.Question, t.Retired, t.Into))],
            [.. p.Areas.Select(a => new ShownArea(a.Key, a.Name, a.Into))],
            p.UpForDecision, p.NotUpForDecision, p.Commitment, p.Current?.Key,
            [.. p.LegalSteps.Select(s => new ShownStep(s.Key, s.Name, s.Basis, s.Due, s.DoneOn, s.Evidence, s.State))]));
    }

    private static async Task<Ok<List<ShownPhase>>> PhasesAsync(string slug, ProcessBook book, CurrentAuthority currentAuthority,
        CancellationToken cancel)
    {
        var p = await ReadAsync(slug, book, currentAuthority, cancel);
        var activities = p.Activities.ToLookup(a => a.Phase);
        return TypedResults.Ok(p.Phases.Select(f => new ShownPhase(
            f.Key, f.Track, f.Name, f.Output, new(f.PlannedFrom, f.PlannedUntil), new(f.ActualFrom, f.ActualUntil), f.State,
            [.. activities[f.Id].Select(a => new ShownActivity(a.Key, a.Name, a.Output, a.IsMilestone, new(a.PlannedFrom, a.PlannedUntil),
            new(a.ActualFrom, a.ActualUntil), a.State))])).ToList());
    }

    private static async Task<ProcessView> ReadAsync(string slug, ProcessBook book, CurrentAuthority currentAuthority,
        CancellationToken cancel) =>
        await book.FindAsync(slug, currentAuthority.Required.Id, cancel) is { } found && await book.ReadAsync(found.Id, cancel) is { } view
            ? view : throw new Unknown();
}
