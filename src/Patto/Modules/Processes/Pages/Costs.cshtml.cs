using System.ComponentModel.DataAnnotations;
using Deliberation.Formats.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes.Pages;

/// <summary>What the process costs, phase by phase: hours and euro, foreseen and spent, each line with who typed it.</summary>
public sealed class CostsModel(ProcessBook book, CostBook costs) : ProcessPage
{
    private const int MostLines = 500;

    public override Act Demands => ProcessActs.Edit;

    [FromRoute(Name = "line")] public Guid? Edits { get; set; }
    [BindProperty, StringLength(160)] public string? What { get; set; }
    [BindProperty] public Guid? Phase { get; set; }
    // As it was typed: one reader for all numbers of the office says what it means, or that it may mean two things.
    [BindProperty, StringLength(40)] public string? HoursPlanned { get; set; }
    [BindProperty, StringLength(40)] public string? HoursSpent { get; set; }
    [BindProperty, StringLength(40)] public string? MoneyPlanned { get; set; }
    [BindProperty, StringLength(40)] public string? MoneySpent { get; set; }
    [BindProperty, StringLength(300)] public string? Remark { get; set; }

    private ProcessView _view = null!;
    private Dictionary<Guid, string> _names = [];

    public IReadOnlyList<PhaseCost> Lines { get; private set; } = [];
    public IReadOnlyList<PhaseTotal> Totals { get; private set; } = [];
    public PhaseCost? Edited { get; private set; }
    public IEnumerable<SelectListItem> Phases => _view.Phases.Select(p => new SelectListItem(p.Name, p.Id.ToString()));

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        _view = (await book.ReadAsync(Process.Id, cancel))!;
        Lines = await Db.Set<PhaseCost>().AsNoTracking().Where(c => c.Process == Process.Id && c.Removed == null).OrderBy(c => c.At)
            .ThenBy(c => c.Id).ToListAsync(cancel);
        if (Edits is { } id) return (Edited = Lines.FirstOrDefault(c => c.Id.Value == id)) is not null;
        List<Guid> actors = [.. Lines.Select(c => c.By).OfType<Guid>().Distinct()];
        _names = await Db.Set<Account>().Where(a => actors.Contains(a.Actor)).Select(a => new { a.Actor, a.Name })
            .ToDictionaryAsync(a => a.Actor, a => a.Name, cancel);
        Totals = await costs.TotalsAsync(Process.Id, cancel);
        return true;
    }

    public string PhaseOf(PhaseCost cost) => _view.Phases.FirstOrDefault(p => p.Id == cost.Phase)?.Name ?? L["Tutto il percorso"];

    public string NameOf(PhaseCost cost) => cost.By is { } who && _names.TryGetValue(who, out var name) ? name : L["non si sa più chi"];

    protected internal override void Fill()
    {
        (What, Phase, Remark) = (Edited?.What, Edited?.Phase?.Value, Edited?.Remark);
        (HoursPlanned, HoursSpent, MoneyPlanned, MoneySpent) = (Typed(Edited?.HoursPlanned), Typed(Edited?.HoursSpent),
            Typed(Edited?.MoneyPlanned), Typed(Edited?.MoneySpent));
    }

    // As this page reads it back: no sign between thousands, and two decimals, so that nothing is in doubt.
    private static string? Typed(decimal? number) => number is { } said ? said.ToString(decimal.Truncate(said) == said ? "0" : "0.00",
        Texts.IsEnglish ? System.Globalization.CultureInfo.InvariantCulture : Texts.Italian) : null;

    public void OnGet() { }

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancel) => ChangeAsync(L["Costo aggiunto."], async write =>
    {
        RuleViolation.Unless(await write.Db.Set<PhaseCost>().CountAsync(c => c.Process == Process.Id && c.Removed == null, cancel)
            < MostLines, "cost.many", "Le righe sono già {0}: metti insieme quelle piccole.", MostLines);
        write.Db.Add(PhaseCost.Note(Authority.Id, Process.Id, Chosen(), Line(), CurrentUser.Actor, write.Now));
    });

    public Task<IActionResult> OnPostSaveAsync() => ChangeAsync(L["Costo corretto."], async write =>
        (await FindAsync(write)).Correct(Chosen(), Line(), CurrentUser.Actor, write.Now));

    public Task<IActionResult> OnPostRemoveAsync() => ChangeAsync(L["Costo tolto."], async write =>
        (await FindAsync(write)).Remove(write.Now));

    private async Task<PhaseCost> FindAsync(WriteScope write) => await write.Db.Set<PhaseCost>().SingleOrDefaultAsync(c =>
        c.Process == Process.Id && Edits != null && c.Id == new Id<PhaseCost>(Edits.Value)) ?? throw new Unknown();

    private Id<Phase>? Chosen() => Phase is { } id && _view.Phases.Any(p => p.Id.Value == id) ? new Id<Phase>(id) : null;

    private CostLine Line() => new(What ?? "", Number(nameof(HoursPlanned), HoursPlanned), Number(nameof(HoursSpent), HoursSpent),
        Number(nameof(MoneyPlanned), MoneyPlanned), Number(nameof(MoneySpent), MoneySpent), Remark ?? "");

    private static decimal? Number(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var read = NumberColumn.Read([new TableCell(typed, default)], !Texts.IsEnglish);
        RuleViolation.UnlessAt(field, read.Question is null, "cost.doubtful",
            "«{0}» si può leggere in due modi: scrivilo con due decimali, come 1250,50, o senza segni fra le migliaia, come 1250.", typed);
        RuleViolation.UnlessAt(field, read.Errors.IsEmpty, "cost.no-number", "«{0}» non è un numero: scrivi cifre, come 1250,50.", typed);
        return read.Values[0];
    }

    private async Task<IActionResult> ChangeAsync(string said, Func<WriteScope, Task> change)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            await change(write);
            return ProcessUrls.Costs(Process.Slug);
        }, said);
    }
}
