using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Web;

namespace Patto.Modules.Draws.Pages;

/// <summary>What whoever applied keeps: number, chance, what came out, and the way to withdraw, accept or decline.</summary>
[NoReferrer]
public sealed class ReceiptModel(CandidateTickets tickets, CurrentAuthority currentAuthority, Limits limits) : DrawPage
{
    [BindProperty, StringLength(Candidate.LongestReason)] public string? Reason { get; set; }

    public Candidate Candidate { get; private set; } = null!;
    /// <summary>In how many of a thousand lists their number stands, once these are public.</summary>
    public int? Times { get; private set; }
    public string OwnAddress => currentAuthority.Address + Request.Path;

    protected override async Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        if (tickets.Open(RouteData.Values["ticket"] as string) is not { } id) return false;
        Candidate = (await Db.DrawCandidates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.Draw == Draw.Id, cancel))!;
        if (Candidate is null) return false;
        if (Draw.State is DrawState.Published or DrawState.Drawn && Candidate.Number is { } number)
            Times = (await Db.PanelLists.AsNoTracking().SingleAsync(l => l.Draw == Draw.Id, cancel)).Times()[number - 1];
        Trail((Draw.Title, Home), (L["La tua candidatura"].Value, null));
        Response.Headers.CacheControl = "no-store";
        return true;
    }

    public void OnGet() { }

    [Anybody("the sealed address of the receipt")]
    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => OwnAsync((_, candidate, write) =>
    {
        candidate.Withdraw(write.Now);
        return Task.CompletedTask;
    }, L["Candidatura ritirata."], cancel);

    [Anybody("the sealed address of the receipt")]
    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancel) => OwnAsync((draw, candidate, write) =>
        write.Get<CallDesk>().AcceptAsync(draw, candidate, write.Now, cancel), L["Grazie: il posto è tuo."], cancel);

    [Anybody("the sealed address of the receipt")]
    public Task<IActionResult> OnPostDeclineAsync(CancellationToken cancel) => OwnAsync((draw, candidate, write) =>
        write.Get<CallDesk>().ReplaceAsync(Process, draw, [candidate.Id], Reason ?? "", write.Now, cancel),
        L["Rinuncia registrata: entra un'altra persona, se le quote lo permettono."], cancel);

    private Task<IActionResult> OwnAsync(Func<Draw, Candidate, WriteScope, Task> act, string said, CancellationToken cancel)
    {
        limits.CountWrite("candidate", HttpContext, CurrentUser);
        return ChangeAsync(async (draw, write) =>
        {
            await act(draw, await write.Db.DrawCandidates.SingleAsync(c => c.Id == Candidate.Id, cancel), write);
            return new(Request.Path);
        }, said, cancel);
    }
}
