using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Monitoring.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web;
using Patto.Web.Ui;

namespace Patto.Modules.Monitoring.Pages;

public sealed class NewIndicatorModel : ProcessPage
{
    public override Act Demands => MonitoringActs.Measure;

    [BindProperty, Required(ErrorMessage = "Scrivi che cosa si conta."), StringLength(200)] public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi l'unità: persone, corse al mese, %."), StringLength(60)]
    public string Unit
    {
        get;
        set;
    } = "";
    [BindProperty, Required(ErrorMessage = "Scrivi da dove viene il numero: senza fonte nessuno può verificarlo."),
        StringLength(300)]
    public string Source { get; set; } = "";
    [BindProperty] public decimal? Baseline { get; set; }
    [BindProperty, FarDay] public DateOnly? BaselineDay { get; set; }
    [BindProperty] public decimal? Target { get; set; }
    [BindProperty, FarDay] public DateOnly? TargetDay { get; set; }
    [BindProperty] public int? EveryMonths { get; set; }
    [BindProperty] public bool LessIsBetter { get; set; }
    [BindProperty] public CountedFigure? Counts { get; set; }
    [BindProperty, StringLength(80)] public List<string> Actions { get; set; } = [];

    public IEnumerable<SelectListItem> Figures =>
        Enum.GetValues<CountedFigure>().Select(f => new SelectListItem(L[f.Italian()], f.ToString()));
    public IReadOnlyList<ActionInfo> Known { get; private set; } = [];
    public IEnumerable<SelectListItem> Choices => Known.Select(a => new SelectListItem($"{a.Code} {a.Text}", a.Code));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        Known = await Get<DecisionBook>().ActionsAsync(Process.Id, cancel);
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "decisioni",
            Crumbs.To((L["Percorsi"].Value, ProcessUrls.List), (Process.Title, ProcessUrls.Show(Process.Slug)),
                (L["Indicatori"].Value, MonitoringUrls.Indicators(Process.Slug)), (L["Aggiungi un indicatore"].Value, null)));
        return true;
    }

    public void OnGet()
    {
        if ((string?)Request.Query["azione"] is { Length: > 0 } code) Actions = [code];
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var look = await SameQuestion.LookAsync(this, w);
            var like = (await w.Db.Indicators.Where(i => i.Process == Process.Id).Select(i => new { i.Code, i.Name }).ToListAsync())
                .Find(i => NameOrder.SameKey(i.Name) == NameOrder.SameKey(Name));
            if (look.SaysSame(like is not null, Name, L["C'è già l'indicatore «{0}»: è lo stesso?", like?.Name ?? ""],
                L["È lo stesso: apri quello"], L["È un altro indicatore: aggiungilo"]))
                return new(MonitoringUrls.Indicator(Process.Slug, like!.Code),
                    L["Questo è l'indicatore che c'era già: non ne è stato aggiunto un altro."]);
            var indicator = await w.Get<Accounting>().DefineAsync(Process,
                new(Name, Unit, Source, Baseline, BaselineDay, Target, TargetDay, EveryMonths, LessIsBetter, Counts),
                [.. Known.Where(a => Actions.Contains(a.Code)).Select(a => a.Subject)], w.Now);
            return MonitoringUrls.Indicator(Process.Slug, indicator.Code);
        });
    }
}
