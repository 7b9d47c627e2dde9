using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Documents;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Proposals.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports.Pages;

/// <summary>Where a document is written part by part, and goes to the table, to the guarantor and to the body that decides.</summary>
public sealed class WorkModel(ReportDesk desk) : ReportPage
{
    public override Act Demands => ReportActs.Write;
    public override Act DemandsToPost => ReportActs.Lead;
    protected override bool IsOpenToAll => false;

    [BindProperty, StringLength(Report.LongestTitle)] public string? Title { get; set; }
    [BindProperty] public bool IsPartial { get; set; }
    [BindProperty] public TableWay? Way { get; set; }
    [BindProperty] public Guid? Meeting { get; set; }
    [BindProperty] public bool? Approved { get; set; }
    [BindProperty, StringLength(Report.LongestWords)] public string? TableWords { get; set; }
    [BindProperty] public VerdictKind? Verdict { get; set; }
    [BindProperty] public DateOnly? VerdictDay { get; set; }
    [BindProperty, StringLength(Report.LongestReference)] public string? Protocol { get; set; }
    [BindProperty, StringLength(Report.LongestWords)] public string? Words { get; set; }
    [BindProperty, StringLength(200)] public string? To { get; set; }
    [BindProperty] public DateOnly? Day { get; set; }
    [BindProperty, StringLength(Report.LongestReference)] public string? Reference { get; set; }
    [BindProperty] public Guid? HandOver { get; set; }
    [BindProperty, StringLength(40)] public List<string> Proposals { get; set; } = [];
    [BindProperty] public Guid? Text { get; set; }
    [BindProperty] public bool Looked { get; set; }
    [BindProperty, StringLength(500)] public string? LookedWhy { get; set; }
    [BindProperty, StringLength(40)] public string? LookSeal { get; set; }

    public IReadOnlyList<ReportSection> Parts { get; private set; } = [];
    public IReadOnlyList<TableVoice> Voices { get; private set; } = [];
    public Look Look { get; private set; } = new([]);
    public bool MayLead { get; private set; }
    public IReadOnlyList<SelectListItem> Meetings { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Before { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Open { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Texts { get; private set; } = [];
    private IReadOnlyList<ProposalInfo> _proposals = [];

    /// <summary>What brings proposals ends with the process.</summary>
    public bool IsAlive => Report.Kind == ReportKind.FinalReport || !Process.IsConcluded;
    public bool MaySend => IsAlive && (Report.State == ReportState.Judged
        || Report is { Kind: ReportKind.FinalReport, State: ReportState.Draft });
    public bool MayTakeBack => MayLead && IsAlive && Report.State is ReportState.AtTheTable or ReportState.ToValidate
        or ReportState.AtTheGuarantor or ReportState.Judged;
    public IEnumerable<SelectListItem> Ways =>
    [
        new(L["Ognuno ha risposto sulla pagina"], nameof(TableWay.Page)), new(L["L'ha deciso in un incontro"], nameof(TableWay.Meeting)),
    ];
    public IEnumerable<SelectListItem> YesOrNo => [new(L["Sì, l'ha approvato"], "true"), new(L["No, non l'ha approvato"], "false")];
    public bool MayUnsettle => MayLead && IsAlive && Report.Table is { Way: not TableWay.None } said && said.Edition == Report.Edition
        && Report.State is ReportState.ToValidate or ReportState.Draft;
    public bool MayUnjudge => MayLead && IsAlive && Report.Judged is { ByLetter: true } && !Report.IsSent;
    public IEnumerable<SelectListItem> VerdictChoices => Enum.GetValues<VerdictKind>()
        .Select(v => new SelectListItem(L[v.Italian()], v.ToString()));
    private string Back => ReportUrls.Work(Process.Slug, Report.Number);
    private Confirmed Confirmed => new(Looked, LookedWhy, LookSeal);

    protected override async Task<bool> FindInReportAsync(CancellationToken cancel)
    {
        MayLead = await MayAsync(ReportActs.Lead);
        Parts = await PartsAsync(Db, Report.Id, cancel);
        if (Report.State == ReportState.AtTheTable)
        {
            Voices = await desk.VoicesAsync(Report, cancel);
            Meetings = [.. (await Get<MeetingBook>().OfProcessAsync(Process.Id, drafts: true, cancel)).Where(m => m.Start <= Now
                && m.State != MeetingState.Cancelled).Reverse().Select(m => new SelectListItem($"{L.Day(m.Start)}, {m.Title}",
                    m.Id.ToString()))];
        }
        if (MayLead && (Report.IsWritten || MaySend)) Look = await desk.LookAsync(Process, Report, Frozen(Report.Kind, Parts), cancel);
        if (MaySend && Report.Kind == ReportKind.ProposalDocument) await FindWhatGoesWithItAsync(cancel);
        ViewData["App"] = true;
        Trail((Report.Title, ReportUrls.Show(Process.Slug, Report.Number)), (L["Lavora al documento"].Value, null));
        return true;
    }

    private async Task FindWhatGoesWithItAsync(CancellationToken cancel)
    {
        var taken = await Db.Reports.Where(r => r.Process == Process.Id && r.HandOver != null).Select(r => r.HandOver).ToListAsync(cancel);
        Before = [.. (await Get<DecisionBook>().HandOversAsync(Process.Id, cancel)).Where(h => !taken.Contains(h.Id))
            .Select(h => new SelectListItem(L.Phrase($"{h.What} ({L.Day(h.Day)})"), h.Id.ToString()))];
        _proposals = [.. (await Get<ProposalBook>().AllAsync(Process.Id, cancel)).Where(p => ProposalWords.Alive.Contains(p.State))];
        Open = [.. _proposals.Select(p => new SelectListItem($"{p.Code} {p.Title}", p.Code))];
        Texts = [.. (await Get<DocumentBook>().PublicAsync(Process.Id, cancel)).Where(d => d.State == DocumentState.Final)
            .Select(d => new SelectListItem(d.Title, d.Id.ToString()))];
    }

    protected internal override void Fill()
    {
        (Title, IsPartial, Day, VerdictDay) = (Report.Title, Report.IsPartial, Today, Today);
        (To, Reference) = (Report.SentTo, Report.Reference);
        if (Report.IsPartial || Report.IsSent) return;
        (Proposals, Text) = ([.. Open.Select(o => o.Value)], Texts is [var only] ? Guid.Parse(only.Value) : null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostToTableAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        await write.Get<ReportDesk>().PutToTableAsync(Process, report, Confirmed, cancel);
        await write.Get<ReportLetters>().AskTheTableAsync(Process, report, cancel);
        return Back;
    }, L["È al Tavolo: chi ci siede riceve una lettera."], cancel);

    public Task<IActionResult> OnPostNoTableAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        await write.Get<ReportDesk>().PassByTableAsync(Process, report, TableWords ?? "", Confirmed, cancel);
        return Back;
    }, L["Registrato: il documento lo dice."], cancel);

    public Task<IActionResult> OnPostSettleAsync(CancellationToken cancel)
    {
        if (Way is null) ModelState.AddModelError(nameof(Way), L["Scegli come si è espresso il Tavolo."]);
        if (Way == TableWay.Meeting && Approved is null)
            ModelState.AddModelError(nameof(Approved), L["Scegli se nell'incontro l'ha approvato o no."]);
        return ChangeAsync(async (report, write) =>
        {
            var there = write.Get<ReportDesk>();
            if (Way == TableWay.Page) await there.SettleByPageAsync(Process, report, TableWords ?? "", cancel);
            else await there.SettleInMeetingAsync(Process, report, Meeting, Approved!.Value, TableWords ?? "", cancel);
            return Back;
        }, L["Esito registrato."], cancel);
    }

    /// <summary>The outcome was recorded wrongly.</summary>
    public Task<IActionResult> OnPostUnsettleAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        await write.Get<ReportDesk>().UnsettleAsync(report, cancel);
        return Back;
    }, L["L'esito non è più registrato: le risposte ci sono ancora."], cancel);

    /// <summary>The letter of the guarantor was recorded wrongly.</summary>
    public Task<IActionResult> OnPostUnjudgeAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        RuleViolation.Unless(report.Verdicts is [.., { ByLetter: true }], "report.by-page",
            "Il garante ha risposto dalla sua pagina: può ritirare la risposta solo il garante.");
        await write.Get<ReportDesk>().UnjudgeAsync(report, cancel);
        return Back;
    }, L["La risposta non è più registrata: il documento è di nuovo dal garante."], cancel);

    public Task<IActionResult> OnPostToGuarantorAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        report.PutToGuarantor();
        await write.Get<ReportLetters>().AskTheGuarantorAsync(Process, report, cancel);
        return Back;
    }, L["Mandato: il garante riceve una lettera."], cancel);

    /// <summary>What the guarantor wrote by letter.</summary>
    public Task<IActionResult> OnPostVerdictAsync(CancellationToken cancel)
    {
        if (Verdict is null) ModelState.AddModelError(nameof(Verdict), L["Scegli che cosa dice il garante."]);
        if (VerdictDay is null) ModelState.AddModelError(nameof(VerdictDay), L["Scrivi il giorno della risposta."]);
        if (string.IsNullOrWhiteSpace(Protocol)) ModelState.AddModelError(nameof(Protocol), L["Scrivi il protocollo della lettera."]);
        return ChangeAsync(async (report, write) =>
        {
            await write.Get<ReportDesk>().JudgeAsync(report, new(Verdict!.Value, report.Edition, (Words ?? "").Trim(), VerdictDay!.Value,
                Protocol!.Trim()), cancel);
            return Back;
        }, L["Risposta registrata."], cancel);
    }

    public Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancel) => ChangeAsync((report, _) =>
    {
        report.TakeBack();
        return Task.FromResult<Done>(Back);
    }, L["Ripreso."], cancel);

    public Task<IActionResult> OnPostSendAsync(CancellationToken cancel)
    {
        if (Day is null) ModelState.AddModelError(nameof(Day), L["Scrivi il giorno dell'invio."]);
        var chosen = _proposals.Where(p => Proposals.Contains(p.Code)).Select(p => p.Id).ToList();
        Id<HandOver>? before = HandOver is { } id && Before.Any(b => b.Value == id.ToString()) ? new(id) : null;
        Id<Document>? text = Text is { } given && Texts.Any(t => t.Value == given.ToString()) ? new(given) : null;
        return ChangeAsync(async (report, write) =>
        {
            await write.Get<ReportDesk>().SendAsync(Process, report, To ?? "", Day!.Value, Reference ?? "",
                report.Kind == ReportKind.ProposalDocument ? new(before, text, chosen) : null, Confirmed, cancel);
            return ReportUrls.Show(Process.Slug, report.Number);
        }, L["Inviato: il documento si legge in pubblico."], cancel);
    }

    public Task<IActionResult> OnPostCorrectAsync(CancellationToken cancel) => ChangeAsync((report, write) =>
    {
        report.CorrectSending(To ?? "", Reference ?? "", write.Now);
        return Task.FromResult<Done>(Back);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((report, _) =>
    {
        report.Describe(Title ?? "", IsPartial);
        return Task.FromResult<Done>(Back);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        report.Discard();
        write.Db.RemoveRange(await PartsAsync(write.Db, report.Id, cancel));
        write.Db.Remove(report);
        return ReportUrls.All(Process.Slug);
    }, L["La bozza non c'è più."], cancel);
}
