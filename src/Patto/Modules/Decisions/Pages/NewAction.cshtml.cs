using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>What is done because of an outcome: training of staff, a new opening hour, a bench.</summary>
public sealed class NewActionModel : ProcessPage
{
    public override Act Demands => DecisionActs.Follow;

    [FromQuery(Name = "esito")] public Guid? OutcomeId { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa si fa, in una frase."), StringLength(400)]
    public string Text
    {
        get;
        set;
    } = "";
    [BindProperty, StringLength(200)] public string? Office { get; set; }
    [BindProperty] public DateOnly? From { get; set; }
    [BindProperty] public DateOnly? Due { get; set; }

    public Outcome Outcome { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Guid.TryParse(Request.Query["esito"], out var id)) return false;
        var wanted = new Id<Outcome>(id);
        var mine = Db.Decisions.Where(d => d.Process == Process.Id).Select(d => d.Id);
        Outcome = (await Db.Set<Outcome>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == wanted && mine.Contains(o.Decision), cancel))!;
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "decisioni",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)), (L["Aggiungi un'azione"].Value, null)));
        return Outcome is not null;
    }

    public void OnGet() => (Office, Due) = (Outcome.Office, Outcome.Due);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var outcome = await w.Db.Set<Outcome>().SingleAsync(o => o.Id == Outcome.Id);
            var action = await w.Get<Deciding>().PlanAsync(Process, outcome, Text, Office ?? "", From, Due, w.Now);
            return DecisionUrls.Action(Process.Slug, action.Id);
        });
    }
}
