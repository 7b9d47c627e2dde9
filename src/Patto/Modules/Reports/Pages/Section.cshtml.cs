using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Reports.Contracts;
using Patto.Privacy;

namespace Patto.Modules.Reports.Pages;

/// <summary>One part of a document: what people wrote, and beside it what the process would say today.</summary>
public sealed class SectionModel(ReportDrafter drafter, Looking looking) : ReportPage
{
    public override Act Demands => ReportActs.Write;
    protected override bool IsOpenToAll => false;

    [BindProperty, StringLength(ReportSection.Longest)] public string? Text { get; set; }

    public PartOfReport Part { get; private set; } = null!;
    public ReportSection Section { get; private set; } = null!;
    public Drawn Fresh { get; private set; } = null!;
    public IReadOnlyList<PersonalPassage> Noticed { get; private set; } = [];
    private string Back => ReportUrls.Section(Process.Slug, Report.Number, Part.Key);

    protected override async Task<bool> FindInReportAsync(CancellationToken cancel)
    {
        var key = RouteData.Values["key"] as string ?? "";
        Section = (await Db.ReportSections.AsNoTracking().SingleOrDefaultAsync(s => s.Report == Report.Id && s.Key == key, cancel))!;
        if (Section is null || PartOfReport.Find(Report.Kind, key) is not { } part
            || !Report.IsWritten && HttpMethods.IsGet(Request.Method)) return false;
        (Part, Fresh) = (part, await drafter.DrawAsync(Process, key, cancel));
        Noticed = [.. (await looking.AtAsync(Process, [(key, Section.Text)], cancel)).All.Select(n => n.Passage)];
        ViewData["App"] = true;
        Trail((Report.Title, ReportUrls.Show(Process.Slug, Report.Number)),
            (L["Lavora al documento"].Value, ReportUrls.Work(Process.Slug, Report.Number)), (Part.Heading, null));
        return true;
    }

    protected internal override void Fill() => Text = Section.Text;

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        SaveAsync((section, report, _) => section.Write(report, Text ?? ""), L["Salvato."], cancel);

    /// <summary>What the process says today takes its place; what people wrote is kept.</summary>
    public Task<IActionResult> OnPostAnewAsync(CancellationToken cancel) =>
        SaveAsync((section, report, write) => section.DrawAnew(report, Fresh, write.Now), L["Composta di nuovo. Il testo di prima è qui sotto."],
            cancel);

    public Task<IActionResult> OnPostKeptAsync(CancellationToken cancel) =>
        SaveAsync((section, report, _) => section.TakeKept(report), L["Il testo di prima è di nuovo al suo posto."], cancel);

    private Task<IActionResult> SaveAsync(Action<ReportSection, Report, WriteScope> save, string said, CancellationToken cancel) =>
        ChangeAsync(async (report, write) =>
        {
            save(await write.Db.ReportSections.SingleAsync(s => s.Id == Section.Id, cancel), report, write);
            return Back;
        }, said, cancel);
}
