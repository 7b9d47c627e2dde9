using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>What was typed of an act is put right: the number, the day, the link. What it said before stays beside it.</summary>
public sealed class CorrectActModel : ProcessPage
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
    [BindProperty, StringLength(500)] public string? Why { get; set; }

    public AdministrativeAct Act { get; private set; } = null!;
    private Id<Decision>? _decision;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<AdministrativeAct>.TryParse(RouteData.Values["act"] as string, null, out var id)) return false;
        Act = (await Db.AdministrativeActs.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Process == Process.Id, cancel))!;
        if (Act is null) return false;
        if (await Db.Decisions.AsNoTracking().FirstOrDefaultAsync(d => d.Act == id, cancel) is { } decision) _decision = decision.Id;
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)),
            (L["Correggi l'atto"], null)));
        return true;
    }

    protected internal override void Fill() => (Organ, Number, Day, About, AlboFrom, AlboTo, Link, Why) =
        (Act.Organ, Act.Number, Act.Day, Act.About, Act.AlboFrom, Act.AlboTo, Act.Link, null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            var act = await w.Db.AdministrativeActs.SingleAsync(a => a.Id == Act.Id, cancel);
            await w.Get<Deciding>().CorrectAsync(Process, act, new(Organ, Number, Day, About, AlboFrom, AlboTo, Link), Why ?? "", w.Now,
                cancel);
            return _decision is { } decision ? DecisionUrls.Show(Process.Slug, decision) : DecisionUrls.List(Process.Slug);
        }, Process.IsPublic ? L["Corretto. Chi legge vede com'era e perché è cambiato."] : L["Corretto."]);
    }
}
