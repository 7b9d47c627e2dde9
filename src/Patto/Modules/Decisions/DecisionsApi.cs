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
    public sealed record ShownAct(ActKind Kind, string Organ, string Number, DateOnly Day, string About, DateOnly? AlboFrom, DateOnly? AlboTo);
    public sealed record ShownOutcome(Id<Outcome> Id, string ItemKind, Guid ItemId, string Label, string Title, Settled Outcome, string Reason, string Office, DateOnly? Due);
    public sealed record ShownDecision(Id<Decision> Id, ShownAct Act, string On, IReadOnlyList<ShownOutcome> Outcomes);
    public sealed record ShownHandOver(Id<HandOver> Id, string What, string By, string To, DateOnly Day, ShownAct? TakingNote);
    public sealed record ShownAction(string Code, string Text, string Office, DateOnly? From, DateOnly? Due, ActionState State);
    public sealed record DecisionList(IReadOnlyList<ShownDecision> Items, IReadOnlyList<ShownHandOver> HandOvers, IReadOnlyList<ShownAction> Actions, string? Next);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/processes/{slug}/decisions", ListAsync).WithTags("decisions").WithSummary("Decisions on the merits, the newest first; what was handed over and the organ's taking note stand apart.");

    private static async Task<Results<Ok<DecisionList>, NotFound>> ListAsync(string slug, ProcessBook processes, Here here, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, here.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var decisions = db.Decisions.AsNoTracking().Where(d => d.Process == process.Id);
        if (Paging.AfterId(after) is { } last)
        {
            var (id, whole) = (new Id<Decision>(last), decisions);
            var at = await whole.Where(d => d.Id == id).Select(d => (DateTimeOffset?)d.At).SingleOrDefaultAsync(cancel) ?? throw Paging.Unknown();
            decisions = whole.Where(d => d.At < at);
        }
        var page = await decisions.OrderByDescending(d => d.At).Take(size + 1).Include(d => d.Outcomes.OrderBy(o => o.Position)).ToListAsync(cancel);
        var acts = await db.AdministrativeActs.AsNoTracking().Where(a => a.Process == process.Id).ToDictionaryAsync(a => a.Id, cancel);
        var handOvers = await db.HandOvers.AsNoTracking().Where(h => h.Process == process.Id).OrderByDescending(h => h.Day).ToListAsync(cancel);
        var actions = await db.FollowUps.AsNoTracking().Where(a => a.Process == process.Id).OrderBy(a => a.Code).Select(a => new ShownAction(a.Code, a.Text, a.Office, a.From, a.Due, a.State)).ToListAsync(cancel);
        return TypedResults.Ok(new DecisionList(
            [.. page.Take(size).Select(d => new ShownDecision(d.Id, Shown(acts[d.Act]), handOvers.First(h => h.Id == d.HandOver).What, [.. d.Outcomes.Select(Shown)]))],
            [.. handOvers.Select(h => new ShownHandOver(h.Id, h.What, h.By, h.To, h.Day, h.Note is { } note ? Shown(acts[note]) : null))], actions, page.Count > size ? page[size - 1].Id.ToString() : null));
    }

    private static ShownAct Shown(AdministrativeAct a) => new(a.Kind, a.Organ, a.Number, a.Day, a.About, a.AlboFrom, a.AlboTo);
    private static ShownOutcome Shown(Outcome o) => new(o.Id, o.Item.Kind, o.Item.Id, o.Label, o.Title, o.Settled, o.Reason, o.Office, o.Due);
}
