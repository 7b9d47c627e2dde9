using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Grants;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>A page that records an act on something that was handed over.</summary>
public abstract class ActPage : ProcessPage
{
    public override Act Demands => DecisionActs.Record;

    [BindProperty, Required(ErrorMessage = "Scrivi quale organo ha fatto l'atto."), StringLength(200)]
    public string Organ
    {
        get;
        set;
    } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi il numero dell'atto."), StringLength(60)] public string Number { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scegli il giorno.")] public DateOnly? Day { get; set; }
    [BindProperty, StringLength(500)] public string? About { get; set; }
    [BindProperty] public DateOnly? AlboFrom { get; set; }
    [BindProperty] public DateOnly? AlboTo { get; set; }
    [BindProperty, StringLength(400)] public string? Link { get; set; }

    public HandOver HandOver { get; private set; } = null!;
    protected ActData Act => new(Organ, Number, Day, About, AlboFrom, AlboTo, Link);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<HandOver>.TryParse(RouteData.Values["handover"] as string, null, out var id)) return false;
        HandOver = (await Db.HandOvers.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id && h.Process == Process.Id, cancel))!;
        if (HandOver is null) return false;
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)), (Step, null)));
        return await FindMoreAsync(cancel);
    }

    protected abstract string Step { get; }
    protected virtual Task<bool> FindMoreAsync(CancellationToken cancel) => Task.FromResult(true);

    protected static Task<HandOver> LoadAsync(WriteScope w, Id<HandOver> id) => w.Db.HandOvers.SingleAsync(h => h.Id == id);
}
