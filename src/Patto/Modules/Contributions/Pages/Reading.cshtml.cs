using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Contributions.Pages;

/// <summary>The reading desk: what waits, oldest first; publish, publish with words hidden, do not publish; ten minutes to undo.</summary>
public sealed class ReadingModel : VoicePage
{
    private const int PageSize = 20;
    public override Act Demands => ContributionActs.SeeUnread;
    public override Act DemandsToPost => ContributionActs.Read;

    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public ContributionKind Kind { get; set; }
    [BindProperty] public string? Theme { get; set; }
    [BindProperty] public string? Area { get; set; }

    public IReadOnlyList<Contribution> Waiting { get; private set; } = [];
    public IReadOnlyList<Contribution> JustRead { get; private set; } = [];
    public int Count { get; private set; }
    public bool MayRead { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        var here = Db.Contributions.AsNoTracking().Where(c => c.Process == Process.Id);
        var waiting = here.Where(c => c.State == ContributionState.Reading);
        Count = await waiting.CountAsync(cancel);
        Waiting = await waiting.OrderBy(c => c.Entered).ThenBy(c => c.Number).Take(PageSize).ToListAsync(cancel);
        var since = Now - Contribution.UndoTime;
        JustRead = await here.Where(c => c.State != ContributionState.Reading && c.State != ContributionState.Withdrawn && c.Read >= since).OrderByDescending(c => c.Read).Take(PageSize).ToListAsync(cancel);
        MayRead = await MayAsync(ContributionActs.Read);
        return await base.FindHereAsync(cancel);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostPubblicaAsync() => ReadAsync(L["Pubblicato."], (c, now) => c.Publish(now));

    public Task<IActionResult> OnPostNascondiAsync() => ReadAsync(L["Pubblicato con parole nascoste."], (c, now) => c.PublishHiding((Words ?? "").Split('\n'), now));

    public Task<IActionResult> OnPostRespingiAsync() => ReadAsync(L["Non pubblicato: chi l'ha scritto legge il motivo."], (c, now) => c.Refuse(Reason ?? "", now));

    public Task<IActionResult> OnPostAnnullaAsync() => ReadAsync(L["Annullato: è di nuovo in lettura."], (c, now) => c.UndoReading(now));

    public Task<IActionResult> OnPostOrdinaAsync() => ReadAsync(L["Cambiato."], (c, _) => c.Sort(Kind, Theme, Area));

    private Task<IActionResult> ReadAsync(string done, Action<Contribution, DateTimeOffset> verb) => ActAsync(async write =>
    {
        var id = new Id<Contribution>(Id);
        var contribution = await write.Db.Contributions.SingleOrDefaultAsync(c => c.Id == id && c.Process == Process.Id) ?? throw new Unknown();
        verb(contribution, write.Now);
        this.Flash($"{contribution.Code}: {done}");
        return ContributionUrls.Reading(Process.Slug);
    });
}
