using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Proposals.Pages;

/// <summary>Work on one proposal: its words, the feasibility sheet, the next step with its reason, a split.</summary>
public sealed class EditModel : ProposalPage
{
    public override Act Demands => ProposalActs.Gather;

    [BindProperty, StringLength(200)] public string? Title { get; set; }
    [BindProperty, StringLength(4000)] public string? Text { get; set; }
    [BindProperty] public ProposalState State { get; set; }
    [BindProperty, StringLength(1000)] public string? Reason { get; set; }
    [BindProperty, StringLength(200)] public string? Competence { get; set; }
    [BindProperty, StringLength(200)] public string? Cost { get; set; }
    [BindProperty, StringLength(200)] public string? Office { get; set; }
    [BindProperty, StringLength(200)] public string? Time { get; set; }
    [BindProperty] public Feasible Verdict { get; set; }
    [BindProperty, StringLength(200)] public string? OneTitle { get; set; }
    [BindProperty, StringLength(4000)] public string? OneText { get; set; }
    [BindProperty, StringLength(200)] public string? TwoTitle { get; set; }
    [BindProperty, StringLength(4000)] public string? TwoText { get; set; }

    [BindProperty, StringLength(40)] public string? Voice { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }
    [FromQuery(Name = "contributo")] public string? Mistaken { get; set; }
    public bool MayRelease { get; private set; }

    public IEnumerable<SelectListItem> States => new[] { ProposalState.Idea, ProposalState.Feasibility, ProposalState.Priority,
        ProposalState.Design, ProposalState.Dropped }.Select(s => new SelectListItem(L[s.Italian()], s.ToString()));
    public IEnumerable<SelectListItem> Verdicts => Enum.GetValues<Feasible>().Select(v => new SelectListItem(L[v.Italian()], v.ToString()));

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        MayRelease = await MayAsync(ProposalActs.Release);
        return await base.FindMoreAsync(cancel);
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        var sheet = Proposal.Feasibility;
        (Title, Text, State, Reason) = (Proposal.Title, Proposal.Text, Proposal.State, null);
        (Voice, Why) = (Mistaken, null);
        (OneTitle, OneText, TwoTitle, TwoText) = (null, null, null, null);
        (Competence, Cost, Office, Time, Verdict) = (sheet.Competence, sheet.Cost, sheet.Office, sheet.Time, sheet.Verdict);
    }

    public Task<IActionResult> OnPostRewriteAsync() => TryAsync((_, proposal) => proposal.Rewrite(Title ?? "", Text ?? "", proposal.Theme));

    public Task<IActionResult> OnPostMoveAsync() => TryAsync((w, proposal) =>
    {
        RuleViolation.UnlessAt(nameof(State), States.Any(s => s.Value == State.ToString()), "proposal.state",
            "Scegli uno dei passi della lista.");
        proposal.Move(State, Reason ?? "", w.Now);
    });

    public Task<IActionResult> OnPostAssessAsync() =>
        TryAsync((w, proposal) => proposal.Assess(new((Competence ?? "").Trim(), (Cost ?? "").Trim(), (Office ?? "").Trim(), (Time ?? "")
            .Trim(), Verdict), w.Now));

    [Demands(typeof(ProposalActs), nameof(ProposalActs.Release))]
    public async Task<IActionResult> OnPostReleaseAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            await w.Get<Gathering>().ReleaseAsync(Process, await LoadAsync(w), Voice ?? "", Why ?? "", cancel);
            return ProposalUrls.Show(Process.Slug, Proposal.Code);
        }, L["Il contributo non è più in questa proposta: il filo lo dice, con il motivo."]);
    }

    public async Task<IActionResult> OnPostSplitAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            await w.Get<Gathering>().SplitAsync(Process, await LoadAsync(w),
                [(OneTitle ?? "", OneText ?? ""), (TwoTitle ?? "", TwoText ?? "")], Reason ?? "", w.Now);
            return ProposalUrls.Show(Process.Slug, Proposal.Code);
        });
    }

    private async Task<IActionResult> TryAsync(Action<WriteScope, Proposal> act)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
            { act(w, await LoadAsync(w)); return ProposalUrls.Show(Process.Slug, Proposal.Code); }, L["Salvato."]);
    }

    private Task<Proposal> LoadAsync(WriteScope w) => w.Db.Proposals.SingleAsync(p => p.Id == Proposal.Id);
}
