using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;

namespace Patto.Modules.Reports.Pages;

/// <summary>The documents that tell the process, with whose turn it is; whoever leads begins one.</summary>
public sealed class AllModel : ProcessPage
{
    public override Act DemandsToPost => ReportActs.Lead;

    [BindProperty] public ReportKind Kind { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi il titolo del documento."), StringLength(Report.LongestTitle)]
    public string Title { get; set; } = "";
    [BindProperty] public bool IsPartial { get; set; }

    public IReadOnlyList<Report> Shown { get; private set; } = [];
    public bool MayRead { get; private set; }
    public bool MayWrite { get; private set; }
    public bool MayLead { get; private set; }
    public bool MayBegin => MayLead;
    /// <summary>A process that is closed is accounted for; it proposes no more.</summary>
    public IEnumerable<SelectListItem> Kinds => Enum.GetValues<ReportKind>()
        .Where(k => k == ReportKind.FinalReport || !Process.IsConcluded).Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (MayRead, MayWrite, MayLead) = (await MayAsync(ReportActs.Read), await MayAsync(ReportActs.Write), await MayAsync(ReportActs.Lead));
        Shown = await Db.Reports.AsNoTracking().Where(r => r.Process == Process.Id && (MayRead || r.State != ReportState.Draft
            && r.State != ReportState.Returned)).OrderBy(r => r.Number).ToListAsync(cancel);
        return true;
    }

    protected internal override void Fill() =>
        (Kind, Title) = Process.IsConcluded ? (ReportKind.FinalReport, L["Relazione finale"].Value)
            : (ReportKind.ProposalDocument, L["Documento di proposta partecipata"].Value);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            if (Kind == ReportKind.ProposalDocument) await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            var begun = await write.Get<ReportDesk>().BeginAsync(Process, Kind, Title, IsPartial, cancel);
            return ReportUrls.Work(Process.Slug, begun.Number);
        }, L["La bozza è composta: correggila parte per parte."]);
    }
}
