using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Offices.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Offices.Pages;

/// <summary>One question: what the office answered, written down where it said it otherwise, corrected; or that it is not needed any
/// more.</summary>
public sealed class AskedOneModel : ProcessPage
{
    public override Act Demands => OfficeActs.Ask;

    [FromRoute] public Guid Item { get; set; }
    [BindProperty, StringLength(OfficeQuestion.LongestAnswer)] public string? Answer { get; set; }
    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public OfficeQuestion Question { get; private set; } = null!;
    public Office Office { get; private set; } = null!;
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var id = new Id<OfficeQuestion>(Item);
        Question = (await Db.Set<OfficeQuestion>().AsNoTracking().SingleOrDefaultAsync(q => q.Id == id && q.Process == Process.Id,
            cancel))!;
        if (Question is null) return false;
        Office = await Db.Set<Office>().AsNoTracking().SingleAsync(o => o.Id == Question.Office, cancel);
        (ViewData["Nav"], ViewData["App"], ViewData["Crumbs"]) = ("percorsi", true, Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Domande agli uffici"].Value, OfficeUrls.Questions(Process.Slug)),
            (Question.Label, null)));
        return true;
    }

    protected internal override void Fill() => (Answer, Why) = (Question.Answer, null);

    public void OnGet() { }

    /// <summary>What the office said at the table or on the phone.</summary>
    public Task<IActionResult> OnPostAnswerAsync(CancellationToken cancel) => ChangeAsync((question, write) =>
        question.Reply(Answer ?? "", byLink: false, write.Now), L["Risposta registrata."], cancel);

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => ChangeAsync((question, write) =>
    {
        question.Withdraw(Why ?? "", write.Now);
        write.Get<OfficeLetters>().NotNeeded(Process, Office, question);
    }, L["Ritirata: l'ufficio lo legge in una lettera."], cancel);

    /// <summary>The letter got lost.</summary>
    public Task<IActionResult> OnPostAgainAsync(CancellationToken cancel) => ChangeAsync((question, write) =>
    {
        RuleViolation.Unless(question.IsOpen, "office-question.not-open", "L'ufficio ha già risposto, o la domanda è ritirata.");
        question.Remind(question.IsLate(Texts.RomeDay(write.Now)), write.Now);
        write.Get<OfficeLetters>().Ask(Process, Office, question, question.IsLate(Texts.RomeDay(write.Now)));
    }, L["Lettera mandata di nuovo."], cancel);

    private async Task<IActionResult> ChangeAsync(Action<OfficeQuestion, WriteScope> change, string said, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await write.Get<ClosingBook>().DemandOpenAsync(Process.Id, cancel);
            change(await write.Db.Set<OfficeQuestion>().SingleAsync(q => q.Id == Question.Id, cancel), write);
            return OfficeUrls.Question(Process.Slug, Item);
        }, said);
    }
}
