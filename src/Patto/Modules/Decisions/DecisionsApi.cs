using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Decisions;

internal static class DecisionsApi
{
    /// <summary>An administrative act.</summary>
    /// <param name="Kind">Of what kind: resolution, determination, …</param>
    /// <param name="Organ">Who passed it, as the town says it: <c>Consiglio comunale</c>.</param>
    /// <param name="Number">Its number, as printed: <c>45</c>.</param>
    /// <param name="Day">The day it was passed, ISO 8601.</param>
    /// <param name="About">What it is about, in one line.</param>
    /// <param name="AlboFrom">First day on the public notice board (albo pretorio); null when not known.</param>
    /// <param name="AlboTo">Last day on the notice board, included; null when not known.</param>
    /// <param name="Link">Where anybody reads it; empty when not known.</param>
    /// <param name="Corrections">What it said before it was corrected, the oldest first; empty when nothing was.</param>
    public sealed record ShownAct(ActKind Kind, string Organ, string Number, DateOnly Day, string About, DateOnly? AlboFrom,
        DateOnly? AlboTo, string Link, IReadOnlyList<ShownCorrection> Corrections);
    /// <summary>What an act said until it was corrected.</summary>
    /// <param name="Organ">The organ, as it was written.</param>
    /// <param name="Number">The number, as it was written.</param>
    /// <param name="Day">The day, as it was written; ISO 8601.</param>
    /// <param name="Why">Why it was corrected; empty only for what nobody could read yet.</param>
    /// <param name="At">When it was corrected, ISO 8601.</param>
    public sealed record ShownCorrection(string Organ, string Number, DateOnly Day, string Why, DateTimeOffset At);
    /// <summary>What was answered to one thing.</summary>
    /// <param name="Id">Identity, UUID.</param>
    /// <param name="ItemKind">What kind of thing: proposal, article, comma, document.</param>
    /// <param name="ItemId">Identity of that thing, UUID.</param>
    /// <param name="Label">Its code or number: <c>LWF-P0003</c>.</param>
    /// <param name="Title">Its title at that time.</param>
    /// <param name="Outcome">Accepted, in part, refused or deferred.</param>
    /// <param name="Reason">Why, in the words of who decides; plain text, never empty.</param>
    /// <param name="Office">Who carries it out; empty when nobody was named.</param>
    /// <param name="Due">By when, ISO 8601; null when no day was set.</param>
    public sealed record ShownOutcome(Id<Outcome> Id, string ItemKind, Guid ItemId, string Label, string Title, Settled Outcome,
        string Reason, string Office, DateOnly? Due);
    /// <summary>A decision on the merits.</summary>
    /// <param name="Id">Identity, UUID; the value of <c>after</c> is one.</param>
    /// <param name="Act">The act that decides.</param>
    /// <param name="On">What was handed over for it.</param>
    /// <param name="Outcomes">One for each thing decided, in the order of the act.</param>
    public sealed record ShownDecision(Id<Decision> Id, ShownAct Act, string On, IReadOnlyList<ShownOutcome> Outcomes);
    /// <summary>Something handed over to who decides.</summary>
    /// <param name="Id">Identity, UUID.</param>
    /// <param name="What">What was handed over.</param>
    /// <param name="By">Who handed it over.</param>
    /// <param name="To">The organ that decides.</param>
    /// <param name="Day">The day, ISO 8601.</param>
    /// <param name="TakingNote">The act by which the organ took note; null while it has not.</param>
    public sealed record ShownHandOver(Id<HandOver> Id, string What, string By, string To, DateOnly Day, ShownAct? TakingNote);
    /// <summary>Something to be done after a decision.</summary>
    /// <param name="Code">As people read it aloud: <c>LWF-A0002</c>.</param>
    /// <param name="Text">What is to be done.</param>
    /// <param name="Office">Who does it.</param>
    /// <param name="From">First day, ISO 8601; null when not set.</param>
    /// <param name="Due">Last day, included; null when not set.</param>
    /// <param name="State">How far it is.</param>
    public sealed record ShownAction(string Code, string Text, string Office, DateOnly? From, DateOnly? Due, ActionState State);
    /// <summary>A page of decisions, with all that was handed over and is to be done.</summary>
    /// <param name="Items">The decisions, the newest first; at most as many as <c>pageSize</c>.</param>
    /// <param name="HandOvers">All that was handed over in this process, the newest first; the same on every page.</param>
    /// <param name="Actions">All actions of this process, in order of code; the same on every page.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record DecisionList(IReadOnlyList<ShownDecision> Items, IReadOnlyList<ShownHandOver> HandOvers,
        IReadOnlyList<ShownAction> Actions, string? Next);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/processes/{slug}/decisions", ListAsync).WithTags("decisions")
            .WithSummary("Decisions on the merits, the newest first; what was handed over and the organ's taking note stand apart.");

    private static async Task<Results<Ok<DecisionList>, NotFound>> ListAsync(string slug, ProcessBook processes,
        CurrentAuthority currentAuthority, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var decisions = db.Decisions.AsNoTracking().Where(d => d.Process == process.Id);
        if (Paging.AfterId(after) is { } last)
        {
            var (id, whole) = (new Id<Decision>(last), decisions);
            var at = await whole.Where(d => d.Id == id).Select(d => (DateTimeOffset?)d.At).SingleOrDefaultAsync(cancel)
                ?? throw Paging.Unknown();
            decisions = whole.Where(d => d.At < at);
        }
        var page = await decisions.OrderByDescending(d => d.At).Take(size + 1).Include(d => d.Outcomes.OrderBy(o => o.Position))
            .ToListAsync(cancel);
        var acts = await db.AdministrativeActs.AsNoTracking().Where(a => a.Process == process.Id).ToDictionaryAsync(a => a.Id, cancel);
        var handOvers = await db.HandOvers.AsNoTracking().Where(h => h.Process == process.Id).OrderByDescending(h => h.Day)
            .ToListAsync(cancel);
        var actions = await db.FollowUps.AsNoTracking().Where(a => a.Process == process.Id).OrderBy(a => a.Code)
            .Select(a => new ShownAction(a.Code, a.Text, a.Office, a.From, a.Due, a.State)).ToListAsync(cancel);
        return TypedResults.Ok(new DecisionList(
            [.. page.Take(size).Select(d => new ShownDecision(d.Id, Shown(acts[d.Act]), handOvers.First(h => h.Id == d.HandOver).What,
                [.. d.Outcomes.Select(Shown)]))],
            [.. handOvers.Select(h => new ShownHandOver(h.Id, h.What, h.By, h.To, h.Day, h.Note is { } note ? Shown(acts[note]) : null))],
            actions, page.Count > size ? page[size - 1].Id.ToString() : null));
    }

    private static ShownAct Shown(AdministrativeAct a) => new(a.Kind, a.Organ, a.Number, a.Day, a.About, a.AlboFrom, a.AlboTo,
        a.Link, [.. a.Corrections.Select(c => new ShownCorrection(c.Organ, c.Number, c.Day, c.Why, c.At))]);
    private static ShownOutcome Shown(Outcome o) =>
        new(o.Id, o.Item.Kind, o.Item.Id, o.Label, o.Title, o.Settled, o.Reason, o.Office, o.Due);
}
