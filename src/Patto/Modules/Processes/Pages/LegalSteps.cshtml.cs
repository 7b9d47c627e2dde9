using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Caching;
using Patto.Database;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>The legal steps in their order: the day, how it was counted, what proves that it was done.</summary>
[PublicCache]
public sealed class LegalStepsModel(ProcessBook book) : ProcessPage
{
    public override Grants.Act? DemandsToPost => ProcessActs.Edit;

    [BindProperty, StringLength(60)] public string? Key { get; set; }
    [BindProperty] public DateOnly? On { get; set; }
    [BindProperty, StringLength(300)] public string? Evidence { get; set; }
    [BindProperty, StringLength(300)] public string? Reason { get; set; }

    public ProcessView View { get; private set; } = null!;
    public bool MayEdit { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await book.ReadAsync(Process.Id, cancel))!;
        MayEdit = await MayAsync(ProcessActs.Edit);
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => (On, Evidence, Reason) = (View.Today, null, null);

    public Task<IActionResult> OnPostMarkDoneAsync() => ChangeAsync(L["Passo segnato come fatto."], (process, now) =>
    {
        RuleViolation.UnlessAt(nameof(On), On is not null, "plan.day", "Scegli il giorno.");
        process.Settle(process.StepOf(Key ?? ""), On!.Value, Evidence ?? "", now);
    });

    public Task<IActionResult> OnPostSkipAsync() =>
        ChangeAsync(L["Passo saltato."], (process, now) => process.Skip(process.StepOf(Key ?? ""), Reason ?? "", now));

    private async Task<IActionResult> ChangeAsync(string said, Action<Process, DateTimeOffset> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            change(await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id), write.Now);
            return ProcessUrls.LegalSteps(Process.Slug);
        }, said);
    }

    /// <summary>How the day is counted, for whoever reads.</summary>
    public string How(LegalStepView step) => step.Rule switch
    {
        { YearEnd: true } => L["entro il 31 dicembre dell'anno in cui il percorso finisce"],
        { After: { } after, Within: { } days } =>
        L["entro {0} giorni da «{1}», contando dal giorno dopo; se l'ultimo è festivo si passa al primo giorno lavorativo", days,
            View.LegalSteps.First(s => s.Key == after).Name],
        _ => L["contato dal primo giorno del percorso"],
    };
}
