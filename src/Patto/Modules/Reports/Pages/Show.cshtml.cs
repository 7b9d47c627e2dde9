using System.ComponentModel.DataAnnotations;
using Deliberation.Formats.Regulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;

namespace Patto.Modules.Reports.Pages;

/// <summary>A page that shows one frozen edition: everybody reads the one that was sent, those inside also the ones before.</summary>
public abstract class EditionPage : ReportPage
{
    /// <summary>Which edition; the last where none is named.</summary>
    [FromQuery(Name = "versione")] public int? Wanted { get; set; }

    public ReportEdition? Edition { get; private set; }
    public IReadOnlyList<int> Editions { get; private set; } = [];

    protected override async Task<bool> FindInReportAsync(CancellationToken cancel)
    {
        var inside = await MayAsync(ReportActs.Read);
        Editions = await Db.ReportEditions.Where(e => e.Report == Report.Id && (inside || e.IsFinal)).OrderBy(e => e.Number)
            .Select(e => e.Number).ToListAsync(cancel);
        if (Wanted is { } wanted && !Editions.Contains(wanted)) return false;
        if (Editions.Count > 0)
        {
            var number = Wanted ?? Editions[^1];
            Edition = await Db.ReportEditions.AsNoTracking().SingleAsync(e => e.Report == Report.Id && e.Number == number, cancel);
        }
        return await FindMoreAsync(cancel);
    }

    protected virtual Task<bool> FindMoreAsync(CancellationToken cancel) => Task.FromResult(true);
}

/// <summary>The document as it was frozen; the table says whether it approves it, the guarantor validates it or sends it back.</summary>
public sealed class ShowModel : EditionPage
{
    [BindProperty] public TableAnswer? Answer { get; set; }
    [BindProperty] public VerdictKind? Verdict { get; set; }
    [BindProperty, StringLength(Report.LongestWords)] public string? Words { get; set; }

    public bool MayWrite { get; private set; }
    public bool MaySay { get; private set; }
    public bool MayJudge { get; private set; }
    public bool MayNames { get; private set; }
    private TableVoice? _own;

    public IEnumerable<SelectListItem> Answers => Enum.GetValues<TableAnswer>()
        .Select(a => new SelectListItem(L[a.Italian()], a.ToString()));
    public IEnumerable<SelectListItem> VerdictChoices => Enum.GetValues<VerdictKind>()
        .Select(v => new SelectListItem(L[v.Italian()], v.ToString()));

    protected override async Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        (MayWrite, MaySay, MayJudge, MayNames) = (await MayAsync(ReportActs.Write), await MayAsync(ReportActs.Say),
            await MayAsync(ReportActs.Judge), await MayAsync(ReportActs.Names));
        if (MaySay && CurrentUser.Account is { } account) _own = await Db.TableVoices.AsNoTracking().SingleOrDefaultAsync(v =>
            v.Report == Report.Id && v.Edition == Report.Edition && v.Account == account, cancel);
        Trail((Report.Title, null));
        return true;
    }

    protected internal override void Fill() => (Answer, Words) = (_own?.Answer, _own?.Words);

    public void OnGet() { }

    [Demands(typeof(ReportActs), nameof(ReportActs.Say))]
    public async Task<IActionResult> OnPostSayAsync(CancellationToken cancel)
    {
        if (Answer is null) ModelState.AddModelError(nameof(Answer), L["Scegli una risposta."]);
        var (seat, interest) = await SeatAsync(cancel);
        return await ChangeAsync(async (report, write) =>
        {
            var account = CurrentUser.Account!.Value;
            var voice = await write.Db.TableVoices.SingleOrDefaultAsync(v => v.Report == report.Id && v.Edition == report.Edition
                && v.Account == account, cancel) ?? write.Db.Add(TableVoice.Of(report, account, seat, interest, write.Now)).Entity;
            voice.Say(report, Answer!.Value, Words ?? "", write.Now);
            return ReportUrls.Show(Process.Slug, report.Number);
        }, L["Risposta registrata. Puoi cambiarla finché l'esito non è registrato."], cancel);
    }

    // A member and the substitute speak for the same seat.
    private async Task<(Guid Seat, string Interest)> SeatAsync(CancellationToken cancel)
    {
        var account = CurrentUser.Account!.Value;
        var table = await Get<GroupBook>().TableAsync(Process.Id, cancel);
        return table?.Sitting.FirstOrDefault(s => s.Member.Account == account) is { Seat: { } seat } ? (seat.Id.Value, seat.Interest)
            : (account, "");
    }

    [Demands(typeof(ReportActs), nameof(ReportActs.Judge))]
    public Task<IActionResult> OnPostJudgeAsync(CancellationToken cancel)
    {
        if (Verdict is null) ModelState.AddModelError(nameof(Verdict), L["Scegli che cosa dici del documento."]);
        return ChangeAsync(async (report, write) =>
        {
            await write.Get<ReportDesk>().JudgeAsync(report, new(Verdict!.Value, report.Edition, (Words ?? "").Trim(), Today, ""), cancel);
            await write.Get<ReportLetters>().TellOfTheVerdictAsync(Process, report, cancel);
            return ReportUrls.Show(Process.Slug, report.Number);
        }, L["Registrato: chi conduce il percorso riceve una lettera."], cancel);
    }

    /// <summary>Until the document is sent the guarantor may think again.</summary>
    [Demands(typeof(ReportActs), nameof(ReportActs.Judge))]
    public Task<IActionResult> OnPostUnjudgeAsync(CancellationToken cancel) => ChangeAsync(async (report, write) =>
    {
        RuleViolation.Unless(report.Verdicts is [.., { ByLetter: false }], "report.by-letter",
            "La risposta è arrivata per lettera: la corregge chi l'ha registrata.");
        await write.Get<ReportDesk>().UnjudgeAsync(report, cancel);
        return ReportUrls.Show(Process.Slug, report.Number);
    }, L["Ritirato: il documento aspetta di nuovo la tua risposta."], cancel);
}

/// <summary>An edition for paper; with <c>?pdf</c> as tagged PDF.</summary>
[AlsoAsPdf("documento-finale")]
public sealed class PrintModel : EditionPage
{
    protected override Task<bool> FindMoreAsync(CancellationToken cancel)
    {
        Trail((Report.Title, ReportUrls.Show(Process.Slug, Report.Number)), (L["Versione da stampare"].Value, null));
        return Task.FromResult(Edition is not null);
    }

    public void OnGet() { }
}

/// <summary>An edition as a file of Word or LibreOffice.</summary>
public sealed class FileModel : EditionPage
{
    protected override Task<bool> FindMoreAsync(CancellationToken cancel) => Task.FromResult(Edition is not null);

    public IActionResult OnGet()
    {
        var edition = Edition!;
        var text = ReportText.FileOf(edition.Title, [$"{Authority.Name}. {Process.Title}.",
            $"Versione {edition.Number}, {edition.At.ToOffset(TimeSpan.Zero):yyyy-MM-dd}. SHA-256: {edition.Hash}"], edition.Parts);
        var name = FileName.Of(edition.Title);
        return (string)RouteData.Values["format"]! == "odt"
            ? File(RegulationOpenText.Write(text), "application/vnd.oasis.opendocument.text", $"{name}.odt")
            : File(RegulationWord.Write(text), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"{name}.docx");
    }
}

/// <summary>The names that the report does not tell: who sat at the table. For the office and the guarantor.</summary>
public sealed class NamesModel : ReportPage
{
    public override Act Demands => ReportActs.Names;
    protected override bool IsOpenToAll => false;

    public GroupView? Table { get; private set; }

    protected override async Task<bool> FindInReportAsync(CancellationToken cancel)
    {
        Table = await Get<GroupBook>().TableAsync(Process.Id, cancel);
        ViewData["App"] = true;
        Trail((Report.Title, ReportUrls.Show(Process.Slug, Report.Number)), (L["Allegato con i nomi"].Value, null));
        return true;
    }

    public void OnGet() { }
}
