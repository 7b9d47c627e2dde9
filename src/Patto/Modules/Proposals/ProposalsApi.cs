using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web;

namespace Patto.Modules.Proposals;

internal static class ProposalsApi
{
    /// <summary>A change of state of a proposal.</summary>
    /// <param name="State">The state that it came into.</param>
    /// <param name="Reason">Why; empty where none was given.</param>
    /// <param name="At">When; RFC 3339, UTC.</param>
    public sealed record ShownStep(ProposalState State, string Reason, DateTimeOffset At);
    /// <summary>A proposal gathered from voices.</summary>
    /// <param name="Code">As people read it aloud, <c>LWF-P0003</c>; the value of <c>after</c> is one.</param>
    /// <param name="Title">Its title, up to 200 characters.</param>
    /// <param name="Text">What is proposed, plain text, up to 4,000 characters.</param>
    /// <param name="Theme">Key of the theme, as in the process; null for none.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="At">When it was gathered; RFC 3339, UTC.</param>
    /// <param name="Steps">How it came there, in order of time.</param>
    /// <param name="Feasibility">What the offices say of it.</param>
    /// <param name="Voices">How many contributions are gathered in it, 0 or more.</param>
    public sealed record ShownProposal(string Code, string Title, string Text, string? Theme, ProposalState State, DateTimeOffset At,
        IReadOnlyList<ShownStep> Steps, Feasibility Feasibility, int Voices);
    /// <summary>A page of proposals.</summary>
    /// <param name="Items">The proposals, in order of code; at most as many as <c>pageSize</c>.</param>
    /// <param name="Next">Value of <c>after</c> for the next page; null on the last one.</param>
    public sealed record ProposalList(IReadOnlyList<ShownProposal> Items, string? Next);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/processes/{slug}/proposals", ListAsync).WithTags("proposals")
            .WithSummary("The proposals of a process, in order of code.");

    private static async Task<Results<Ok<ProposalList>, NotFound>> ListAsync(string slug, ProcessBook processes,
        CurrentAuthority currentAuthority, AppDb db, CancellationToken cancel, int pageSize = 20, string? after = null)
    {
        if (await processes.FindAsync(slug, currentAuthority.Required.Id, cancel) is not { } process) return TypedResults.NotFound();
        var size = Paging.Size(pageSize);
        var begin = Paging.AfterCode(after, 'P');
        var page = await db.Proposals.AsNoTracking().Where(p => p.Process == process.Id && p.Code.CompareTo(begin) > 0).OrderBy(p => p.Code)
            .Take(size + 1).ToListAsync(cancel);
        var subjects = page.Select(p => p.Subject).ToList();
        var voices = await db.Set<Link>().Where(l => l.Relation == Relation.GatheredInto && l.Closed == null && subjects.Contains(l.To))
            .GroupBy(l => l.To).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return TypedResults.Ok(new ProposalList([.. page.Take(size).Select(p => Shown(p, voices.GetValueOrDefault(p.Subject)))],
            page.Count > size ? page[size - 1].Code : null));
    }

    private static ShownProposal Shown(Proposal p, int voices) =>
        new(p.Code, p.Title, p.Text, p.Theme, p.State, p.At, [.. p.Steps.Select(s => new ShownStep(s.State, s.Reason, s.At))],
            p.Feasibility, voices);
}
