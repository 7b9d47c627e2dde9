using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>A new line of the schedule: an activity in a phase, or a phase.</summary>
public sealed class PlanAddModel(ProcessBook book) : ProcessPage
{
    public override Act Demands => ProcessActs.Edit;

    [BindProperty, Required(ErrorMessage = "Scrivi il nome."), StringLength(120)] public string? Name { get; set; }
    /// <summary>Null: what is added is itself a phase.</summary>
    [BindProperty] public Guid? Phase { get; set; }
    [BindProperty, StringLength(60)] public string? Track { get; set; }
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? From { get; set; }
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Until { get; set; }
    [BindProperty, StringLength(120)] public string? Owner { get; set; }
    [BindProperty, StringLength(500)] public string? Output { get; set; }
    [BindProperty] public bool Milestone { get; set; }

    public ProcessView View { get; private set; } = null!;
    public IEnumerable<SelectListItem> Phases => View.Phases.Select(p => new SelectListItem(p.Name, p.Id.ToString()));
    public IEnumerable<SelectListItem> Tracks => View.Tracks.Select(t => new SelectListItem(t.Name, t.Key));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel) =>
        (View = (await book.ReadAsync(Process.Id, cancel))!) is not null;

    public void OnGet() => Phase = View.Current?.Id.Value;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            var process = await write.Db.Processes.Whole().SingleAsync(p => p.Id == Process.Id);
            if (Phase is { } inside) process.AddActivity(process.PhaseOf(new Id<Phase>(inside)), Name!, From!.Value, Until!.Value,
                write.Now, Owner ?? "", Output ?? "", Milestone);
            else process.AddPhase(Name!, From!.Value, Until!.Value, write.Now, Output ?? "", View.Tracks.Any(t => t.Key == Track) ? Track!
                : View.Tracks is [var first, ..] ? first.Key : "");
            return ProcessUrls.Plan(Process.Slug);
        }, L["Aggiunta al programma."]);
    }
}
