using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Modules.Stakeholders.Contracts;

namespace Patto.Modules.Stakeholders.Pages;

/// <summary>How much each body is touched and how much it weighs, and how the bodies stand to each other; for who works on the
/// process.</summary>
public sealed class MatrixPageModel(MatrixBook book) : ProcessPage
{
    private const int PageSize = 60, MostRelations = 500;

    public override Act Demands => StakeholderActs.Read;
    public override Act DemandsToPost => StakeholderActs.Keep;

    [FromQuery(Name = "dopo")] public int After { get; set; }
    [BindProperty] public Guid Id { get; set; }
    [BindProperty, StringLength(200)] public string? From { get; set; }
    [BindProperty] public RelationKind? Kind { get; set; }
    [BindProperty, StringLength(200)] public string? To { get; set; }
    [BindProperty, StringLength(300)] public string? About { get; set; }

    public IReadOnlyList<MatrixLine> All { get; private set; } = [];
    public IReadOnlyList<MatrixLine> Shown { get; private set; } = [];
    public string? Next { get; private set; }
    public int Unestimated { get; private set; }
    public IReadOnlyList<RelationLine> Relations { get; private set; } = [];
    /// <summary>The bodies of the drawing, those with most relations first.</summary>
    public IReadOnlyList<Id<Stakeholder>> InNet { get; private set; } = [];
    /// <summary>How many bodies have a relation.</summary>
    public int Bodies { get; private set; }
    public bool MayKeep { get; private set; }
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<RelationKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        (All, Unestimated) = await book.ReadAsync(Process.Id, cancel);
        Shown = [.. All.Where(l => l.Number > After).Take(PageSize)];
        Next = Shown is [.., var last] && last.Number < All.Count ? $"{last.Number}" : null;
        Relations = await book.RelationsAsync(Process.Id, null, cancel);
        var ends = Relations.SelectMany(r => new[] { r.From, r.To }).GroupBy(id => id).OrderByDescending(g => g.Count())
            .Select(g => g.Key).ToList();
        (Bodies, InNet) = (ends.Count, [.. ends.Take(MatrixDrawing.MostInNet)]);
        MayKeep = await MayAsync(StakeholderActs.Keep);
        return true;
    }

    public string NameOf(Id<Stakeholder> body) =>
        Relations.Where(r => r.From == body).Select(r => r.FromName).Concat(Relations.Where(r => r.To == body).Select(r => r.ToName))
            .First();

    protected internal override void Fill() => (From, Kind, To, About) = (null, null, null, null);

    public void OnGet() { }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            RuleViolation.UnlessAt(nameof(Kind), Kind is not null, "relation.kind", "Scegli la relazione.");
            var (from, to) = (await NamedAsync(write, nameof(From), From, cancel), await NamedAsync(write, nameof(To), To, cancel));
            var said = await write.Db.Relations.Where(r => r.Process == Process.Id && r.Removed == null).ToListAsync(cancel);
            RuleViolation.UnlessAt(nameof(To), !said.Exists(r => r.Says(from.Id, Kind!.Value, to.Id)), "relation.twice",
                "Questa relazione c'è già.");
            RuleViolation.Unless(said.Count < MostRelations, "relation.many",
                "Le relazioni sono già {0}: togline qualcuna che non serve più.", MostRelations);
            write.Db.Add(Relation.Note(from, Kind!.Value, to, About ?? "", write.Now));
            return StakeholderUrls.Matrix(Process.Slug);
        }, L["Relazione aggiunta."]);
    }

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        (await write.Db.Relations.SingleOrDefaultAsync(r => r.Id == new Id<Relation>(Id) && r.Process == Process.Id, cancel)
            ?? throw new Unknown()).Remove(write.Now);
        return StakeholderUrls.Matrix(Process.Slug);
    }, L["Relazione tolta."]);

    private async Task<Stakeholder> NamedAsync(WriteScope write, string field, string? name, CancellationToken cancel)
    {
        var found = await write.Db.Stakeholders.Where(s => s.Process == Process.Id && s.Archived == null).Named(name ?? "")
            .OrderBy(s => s.Since).FirstOrDefaultAsync(cancel);
        RuleViolation.UnlessAt(field, found is not null, "relation.unknown",
            "«{0}» non è nel registro: scrivi il nome com'è scritto lì, oppure aggiungilo prima.", name ?? "");
        return found!;
    }
}
