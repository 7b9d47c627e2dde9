using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Identity;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Proposals.Pages;

/// <summary>A page of one proposal, found by its code.</summary>
public abstract class ProposalPage : ProcessPage
{
    public Proposal Proposal { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var code = (RouteData.Values["code"] as string ?? "").ToUpperInvariant();
        Proposal = (await Db.Proposals.AsNoTracking().SingleOrDefaultAsync(p => p.Process == Process.Id && p.Code == code, cancel))!;
        if (Proposal is null) return false;
        (ViewData["Nav"], ViewData["Crumbs"]) = ("percorsi",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Proposte"].Value, ProposalUrls.List(Process.Slug)), (Proposal.Code, null)));
        return await FindMoreAsync(cancel);
    }

    protected virtual Task<bool> FindMoreAsync(CancellationToken cancel) => Task.FromResult(true);

    protected async Task<Reader> ReaderAsync() => Reader.Of(await CurrentUser.GrantsAsync(Db, HttpContext.RequestAborted), Now);
}

/// <summary>A line of the sheet with the name of who wrote it, empty where nobody is known any more.</summary>
public sealed record SignedLine(SheetLine Line, string Name);

/// <summary>One proposal: what it asks, whose voices it gathers, how far it has come, what came of it.</summary>
[Caching.PublicCache]
public sealed class ShowModel : ProposalPage
{
    public IReadOnlyList<Card> Voices { get; private set; } = [];
    public IReadOnlyList<Card> Origins { get; private set; } = [];
    public ThreadTree Tree { get; private set; } = null!;
    public string? Theme { get; private set; }
    /// <summary>What was ever written into its sheet, the newest first.</summary>
    public IReadOnlyList<SignedLine> Lines { get; private set; } = [];
    public bool MayGather { get; private set; }
    public bool MayRelease { get; private set; }

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        var thread = await Get<Filo>().FollowAsync(Proposal.Subject, await ReaderAsync(), cancel);
        var before = thread.Before(Proposal.Subject).ToList();
        Voices = [.. before.Where(b => b.Link.Relation == Relation.GatheredInto).Select(b => b.Card)];
        Origins = [.. before.Where(b => b.Link.Relation is Relation.MergedInto or Relation.SplitInto).Select(b => b.Card)];
        Tree = await Get<ThreadTrees>().DrawAsync(thread, [Proposal.Subject], whole: false, cancel);
        Theme = (await Get<ProcessBook>().ThemeNamesAsync(Process.Id, cancel)).GetValueOrDefault(Proposal.Theme ?? "");
        Lines = await LinesAsync(cancel);
        MayGather = await MayAsync(ProposalActs.Gather);
        MayRelease = Proposal.IsAlive && !Process.IsConcluded && await MayAsync(ProposalActs.Release);
        return true;
    }

    public void OnGet() { }

    private async Task<IReadOnlyList<SignedLine>> LinesAsync(CancellationToken cancel)
    {
        if (Proposal.Feasibility == Feasibility.Unknown) return [];
        return [.. (await (from line in Db.SheetLines.AsNoTracking()
                           where line.Proposal == Proposal.Id
                           join account in Db.Set<Account>() on line.By equals (Guid?)account.Actor into accounts
                           from account in accounts.DefaultIfEmpty()
                           orderby line.At descending, line.Part
                           select new { line, account.Name }).ToListAsync(cancel)).Select(x => new SignedLine(x.line, x.Name ?? ""))];
    }
}
