using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Decisions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Web.Ui;

namespace Patto.Modules.Decisions.Pages;

/// <summary>An action: what it carries out, how far it has come, what measures it.</summary>
public sealed class ActionModel : ProcessPage
{
    public override Act? DemandsToPost => DecisionActs.Follow;

    [BindProperty] public ActionState State { get; set; }
    [BindProperty, StringLength(1000)] public string? Note { get; set; }

    public FollowUp Action { get; private set; } = null!;
    public IReadOnlyList<Card> Origins { get; private set; } = [];
    public IReadOnlyList<Card> Measures { get; private set; } = [];
    public bool MayFollow { get; private set; }
    public bool IsLate => Action.IsLate(Localization.Texts.RomeDay(Now));
    public IEnumerable<SelectListItem> States =>
        Enum.GetValues<ActionState>().Select(s => new SelectListItem(L[s.Italian()], s.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (!Id<FollowUp>.TryParse(RouteData.Values["id"] as string, null, out var id)) return false;
        Action = (await Db.FollowUps.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Process == Process.Id, cancel))!;
        if (Action is null) return false;
        var thread = await Get<Filo>().FollowAsync(Action.Subject, Reader.Of(await CurrentUser.GrantsAsync(Db, cancel), Now), cancel);
        (Origins, Measures) = ([.. thread.Before(Action.Subject).Select(b => b.Card)],
            [.. thread.After(Action.Subject).Select(a => a.Card)]);
        MayFollow = await MayAsync(DecisionActs.Follow);
        (ViewData["Nav"], ViewData["Crumbs"]) = ("decisioni", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Decisioni"].Value, DecisionUrls.List(Process.Slug)), (Action.Code, null)));
        return true;
    }

    public void OnGet() { }

    protected internal override void Fill() => State = Action.State;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async w =>
        {
            (await w.Db.FollowUps.SingleAsync(a => a.Id == Action.Id)).Move(State, Note ?? "", w.Now);
            return DecisionUrls.Action(Process.Slug, Action.Id);
        });
    }
}
