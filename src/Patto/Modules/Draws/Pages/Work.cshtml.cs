using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Groups.Contracts;
using Patto.People;
using Patto.Web;

namespace Patto.Modules.Draws.Pages;

/// <summary>Where a draw is prepared, its list closed, published and drawn, and where those who say no are replaced.</summary>
public sealed class WorkModel(GroupBook groups, Computations computations) : AskPage(groups)
{
    public override Act Demands => DrawActs.Keep;

    [BindProperty] public DateOnly? NewClosesOn { get; set; }
    [BindProperty] public TimeOnly? NewClosesAt { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestReason)] public string? Why { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestReason)] public string? AnnulWhy { get; set; }
    [BindProperty, StringLength(20)] public string? Dice { get; set; }
    [BindProperty] public Guid Id { get; set; }
    [BindProperty] public List<Guid> Leaving { get; set; } = [];

    /// <summary>Of each quota: how many candidates have the feature.</summary>
    public IReadOnlyList<int> Counts { get; private set; } = [];
    public int Applied { get; private set; }
    internal PanelList? List { get; private set; }
    public IReadOnlyList<(Candidate Candidate, Person? Person)> Sitting { get; private set; } = [];
    public int Empty => Draw.Seats - Sitting.Count;
    /// <summary>How far the computation is, in hundredths; null where it has not begun, or runs on another server.</summary>
    public int? Share => computations.ShareOf(Draw.Id);
    public IEnumerable<SelectListItem> SittingItems => Sitting.Select(s =>
        new SelectListItem($"{s.Candidate.Number} {s.Candidate.Name}", s.Candidate.Id.ToString()));

    protected override async Task<bool> FindInDrawAsync(CancellationToken cancel)
    {
        await FindFieldsAsync(cancel);
        var candidates = await Db.DrawCandidates.AsNoTracking().Where(c => c.Draw == Draw.Id && c.State != CandidateState.Withdrawn
            && c.State != CandidateState.SetAside).OrderBy(c => c.Number).ToListAsync(cancel);
        Applied = candidates.Count;
        Counts = [.. Draw.Quotas.Select(q => candidates.Count(c =>
            c.Features.ElementAtOrDefault(Draw.CategoryOf(q)) is { } said && string.Equals(said, q.Feature,
                StringComparison.OrdinalIgnoreCase)))];
        if (Draw.HasList) List = await Db.PanelLists.AsNoTracking().SingleOrDefaultAsync(l => l.Draw == Draw.Id, cancel);
        await SitAsync([.. candidates.Where(c => c.Sits)], cancel);
        ViewData["App"] = true;
        Trail((Draw.Title, Home), (L["Prepara il sorteggio"].Value, null));
        return true;
    }

    private async Task SitAsync(List<Candidate> sitting, CancellationToken cancel)
    {
        var ids = sitting.Select(c => c.Person).ToList();
        var people = await Db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        Sitting = [.. sitting.Select(c => (c, people.GetValueOrDefault(c.Person)))];
    }

    protected internal override void Fill()
    {
        FillFrom(Draw);
        (Why, AnnulWhy, Dice, NewClosesOn, NewClosesAt) = (null, null, null, null, null);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken cancel) => ChangeAsync((draw, _) =>
    {
        draw.Describe(Data());
        return Task.FromResult<Done>(Work);
    }, L["Salvato."], cancel);

    public Task<IActionResult> OnPostOpenAsync(CancellationToken cancel) => ChangeAsync((draw, write) =>
    {
        draw.Open(write.Now);
        return Task.FromResult<Done>(Work);
    }, L["Le candidature sono aperte: criteri e quote sono pubblici."], cancel);

    public Task<IActionResult> OnPostExtendAsync(CancellationToken cancel) => ChangeAsync((draw, write) =>
    {
        draw.Extend(Texts.RomeTime(NewClosesOn, NewClosesAt), Why ?? "", write.Now);
        return Task.FromResult<Done>(Work);
    }, L["La scadenza è prolungata, con il motivo."], cancel);

    public Task<IActionResult> OnPostFreezeAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        await write.Get<CallDesk>().FreezeAsync(draw, write.Now, cancel);
        return Work;
    }, L["L'elenco è chiuso. Il calcolo comincia da solo."], cancel);

    public Task<IActionResult> OnPostThawAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        await write.Get<CallDesk>().ThawAsync(draw, cancel);
        write.Db.AfterCommit(() =>
        {
            computations.Stop(draw.Id);
            return Task.CompletedTask;
        });
        return Work;
    }, L["L'elenco è di nuovo aperto, e i numeri non valgono più."], cancel);

    public Task<IActionResult> OnPostPublishAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        await write.Get<CallDesk>().PublishAsync(Process, draw, write.Now, cancel);
        return Home;
    }, L["Gli elenchi sono pubblici. Affiggi l'impronta all'albo."], cancel);

    public Task<IActionResult> OnPostDrawAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        await write.Get<CallDesk>().DrawAsync(Process, draw, Dice, write.Now, cancel);
        return Home;
    }, L["Estratto: ognuno riceve com'è andata, e perché."], cancel);

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        var id = new Id<Candidate>(Id);
        var candidate = await write.Db.DrawCandidates.SingleOrDefaultAsync(c => c.Id == id && c.Draw == draw.Id,
            cancel) ?? throw new Unknown();
        await write.Get<CallDesk>().AcceptAsync(draw, candidate, write.Now, cancel);
        return Work;
    }, L["Ha detto sì."], cancel);

    public Task<IActionResult> OnPostReplaceAsync(CancellationToken cancel) => ChangeAsync(async (draw, write) =>
    {
        var found = await write.Get<CallDesk>().ReplaceAsync(Process, draw, [.. Leaving.Select(g => new Id<Candidate>(g))], Why ?? "",
            write.Now,
            cancel);
        return new(Work, found.Missing is { } missing ? Say(missing.Italian, missing.English)
            : L.Count(found.Entering.Count, "Subentra una persona: le quote restano rispettate.",
                "Subentrano {0} persone: le quote restano rispettate."));
    }, null, cancel);

    public Task<IActionResult> OnPostAnnulAsync(CancellationToken cancel) => ChangeAsync((draw, _) =>
    {
        draw.Annul(AnnulWhy ?? "");
        return Task.FromResult<Done>(Home);
    }, L["Annullato: chi legge la pagina trova il motivo."], cancel);

    public Task<IActionResult> OnPostDiscardAsync(CancellationToken cancel) => ChangeAsync((draw, write) =>
    {
        draw.Discard();
        write.Db.Remove(draw);
        return Task.FromResult<Done>(DrawUrls.All(Process.Slug));
    }, L["La bozza non c'è più."], cancel);
}
