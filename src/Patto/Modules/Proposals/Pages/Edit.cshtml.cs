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
    [BindProperty, StringLength(1000)] public string? Again { get; set; }
    [BindProperty, StringLength(200)] public string? Competence { get; set; }
    [BindProperty, StringLength(200)] public string? Cost { get; set; }
    [BindProperty, StringLength(200)] public string? Office { get; set; }
    [BindProperty, StringLength(200)] public string? Time { get; set; }
    [BindProperty, StringLength(200)] public string? Law { get; set; }
    [BindProperty, StringLength(200)] public string? Partners { get; set; }
    [BindProperty] public Feasible Verdict { get; set; }
    [BindProperty, StringLength(200)] public string? OneTitle { get; set; }
    [BindProperty, StringLength(4000)] public string? OneText { get; set; }
    [BindProperty, StringLength(200)] public string? TwoTitle { get; set; }
    [BindProperty, StringLength(4000)] public string? TwoText { get; set; }

    [BindProperty, StringLength(40)] public string? Voice { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }
    [FromQuery(Name = "contributo")] public string? Mistaken { get; set; }
    public bool MayRelease { get; private set; }
    /// <summary>What the sheet said when the form was shown, in the order of its parts.</summary>
    [BindProperty, StringLength(200)] public List<string?> Was { get; set; } = [];
    private IReadOnlyList<string>? _before;

    /// <summary>What a line said before whoever has the form touches it.</summary>
    public string BeforeOf(SheetPart part) => _before?[(int)part] ?? Proposal.Feasibility.Of(part);
    /// <summary>Where another office is asked; null for who may not.</summary>
    public string? Ask { get; private set; }
    private string _office = "";

    public IEnumerable<SelectListItem> States => new[] { ProposalState.Idea, ProposalState.Feasibility, ProposalState.Priority,
        ProposalState.Design, ProposalState.Dropped }.Select(s => new SelectListItem(L[s.Italian()], s.ToString()));
    public IEnumerable<SelectListItem> Verdicts => Enum.GetValues<Feasible>().Select(v => new SelectListItem(L[v.Italian()], v.ToString()));

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        ViewData["App"] = true;
        MayRelease = await MayAsync(ProposalActs.Release);
        var offices = Get<IAskOffices>();
        Ask = await MayAsync(offices.Act) ? offices.Ask(Process.Slug, Proposal.Code) : null;
        _office = await Db.SheetLines.Where(l => l.Process == Process.Id && l.By != null && l.By == CurrentUser.Actor)
            .OrderByDescending(l => l.At).Select(l => l.Office).FirstOrDefaultAsync(cancel) ?? "";
        return await base.FindMoreAsync(cancel);
    }

    public void OnGet() { }

    protected internal override void Fill()
    {
        var sheet = Proposal.Feasibility;
        (Title, Text, State, Reason) = (Proposal.Title, Proposal.Text, Proposal.State, null);
        (Voice, Why, Again) = (Mistaken, null, null);
        (OneTitle, OneText, TwoTitle, TwoText) = (null, null, null, null);
        (Competence, Cost, Office, Time, Verdict) = (sheet.Competence, sheet.Cost, _office, sheet.Time, sheet.Verdict);
        (Law, Partners) = (sheet.Law, sheet.Partners);
    }

    public Task<IActionResult> OnPostRewriteAsync() => TryAsync((_, proposal) => proposal.Rewrite(Title ?? "", Text ?? "", proposal.Theme));

    public Task<IActionResult> OnPostMoveAsync() => TryAsync((w, proposal) =>
    {
        RuleViolation.UnlessAt(nameof(State), States.Any(s => s.Value == State.ToString()), "proposal.state",
            "Scegli uno dei passi della lista.");
        proposal.Move(State, Reason ?? "", w.Now);
    });

    public Task<IActionResult> OnPostReopenAsync() => TryAsync((w, proposal) => proposal.Reopen(Again ?? "", w.Now));

    // Several officers share a sheet: what somebody left as it was is not theirs, and stays as another has written it meanwhile.
    public Task<IActionResult> OnPostAssessAsync()
    {
        var known = Proposal.Feasibility;
        var typed = new Feasibility(Competence ?? "", Cost ?? "", Office ?? "", Time ?? "", Verdict, Law, Partners).Trimmed();
        string WasOf(SheetPart part) => Was.Count == 0 ? known.Of(part) : Was.ElementAtOrDefault((int)part)?.Trim() ?? "";
        bool IsOwn(SheetPart part) => typed.Of(part) != WasOf(part);
        // Shown again, the form says of the lines that were touched what stands there now, and of the others what its page showed.
        _before = [.. Enum.GetValues<SheetPart>().Select(p => IsOwn(p) ? known.Of(p) : WasOf(p))];
        return TryAsync((w, proposal) =>
        {
            var now = proposal.Feasibility;
            foreach (var part in Enum.GetValues<SheetPart>().Where(IsOwn))
                RuleViolation.UnlessAt(part.ToString(), now.Of(part) == WasOf(part) || now.Of(part) == typed.Of(part),
                    "proposal.sheet-line",
                    "Intanto un'altra persona qui ha scritto «{0}». Se vuoi che si legga la tua frase, salva di nuovo.", now.Of(part));
            string Merged(SheetPart part) => IsOwn(part) ? typed.Of(part) : now.Of(part);
            w.Db.AddRange(proposal.Assess(new(Merged(SheetPart.Competence), Merged(SheetPart.Cost), typed.Office, Merged(SheetPart.Time),
                IsOwn(SheetPart.Verdict) ? typed.Verdict : now.Verdict, Merged(SheetPart.Law), Merged(SheetPart.Partners)),
                CurrentUser.Actor, w.Now));
        });
    }

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
