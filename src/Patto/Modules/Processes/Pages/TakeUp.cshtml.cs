using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>The process was under way before it came here: the phase it is in is said once, and what lies before it is marked.</summary>
public sealed class TakeUpModel(ProcessBook book) : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    [BindProperty] public Guid? Phase { get; set; }
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? On { get; set; }

    public ProcessView View { get; private set; } = null!;
    public IEnumerable<Choice> Phases => View.Phases.Where(p => p.State is not (PlanState.Done or PlanState.Dropped))
        .Select(p => new Choice(p.Id.ToString(), p.Name, Dates.Range(p.From, p.Until)));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel) =>
        (View = (await book.ReadAsync(Process.Id, cancel))!) is not null;

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Phase is null) ModelState.AddModelError(nameof(Phase), L["Scegli la fase."]);
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var process = await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id, cancel);
            process.TakeUp(process.PhaseOf(new Id<Phase>(Phase!.Value)), On!.Value, write.Now);
            return Process.IsPublic ? ProcessUrls.Plan(Process.Slug) : ProcessUrls.FirstSteps(Process.Slug);
        }, L["Segnato: le fasi prima sono fatte."]);
    }
}
