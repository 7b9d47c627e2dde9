using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Reports.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Reports.Pages;

/// <summary>One question or finding of the guarantor: whoever leads answers and puts the answer right, the guarantor takes it back.</summary>
public sealed class NoteModel : ProcessPage
{
    public override Act Demands => ReportActs.Follow;

    [FromRoute] public Guid Item { get; set; }
    [BindProperty, StringLength(GuarantorNote.LongestAnswer)] public string? Answer { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }
    [BindProperty] public bool Looked { get; set; }
    [BindProperty, StringLength(500)] public string? LookedWhy { get; set; }
    [BindProperty, StringLength(40)] public string? LookSeal { get; set; }

    public GuarantorNote Note { get; private set; } = null!;
    public bool MayAnswer { get; private set; }
    public bool MayAsk { get; private set; }
    public Look? Look { get; private set; }
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var id = new Id<GuarantorNote>(Item);
        Note = (await Db.GuarantorNotes.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id && n.Process == Process.Id, cancel))!;
        if (Note is null) return false;
        MayAnswer = await MayAsync(ReportActs.Answer);
        MayAsk = (await Gate.RolesAsync(Place, cancel)).Overlaps(ReportActs.Ask.Standing);
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Il garante"].Value, ReportUrls.Guarantee(Process.Slug)),
            (L[Note.Kind.Italian()].Value, null)));
        return true;
    }

    protected internal override void Fill() => (Answer, Why) = (Note.Answer, null);

    public void OnGet() { }

    [Demands(typeof(ReportActs), nameof(ReportActs.Answer))]
    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken cancel)
    {
        if (Note.IsPublic) Look = await Get<Looking>().AtAsync(Process, [("", Answer ?? "")], cancel);
        return await ChangeAsync(async (note, write) =>
        {
            Look?.DemandRead(Looked, LookedWhy, LookSeal);
            note.Reply(Answer ?? "", write.Now);
            await write.Get<ReportLetters>().TellTheGuarantorAsync(Process, note, cancel);
        }, L["Risposta registrata: il garante riceve una lettera."], cancel);
    }

    [Demands(typeof(ReportActs), nameof(ReportActs.Ask))]
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => !MayAsk ? NotFound()
        : await ChangeAsync((note, write) =>
    {
        note.Withdraw(Why ?? "", write.Now);
        return Task.CompletedTask;
    }, L["Fatto: non vale più."], cancel);

    private async Task<IActionResult> ChangeAsync(Func<GuarantorNote, WriteScope, Task> change, string said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await change(await write.Db.GuarantorNotes.SingleAsync(n => n.Id == Note.Id, cancel), write);
            return ReportUrls.Note(Process.Slug, Note.Id);
        }, said);
    }
}
