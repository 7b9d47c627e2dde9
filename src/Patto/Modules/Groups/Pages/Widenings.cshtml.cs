using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Modules.Groups.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Groups.Pages;

/// <summary>Which seats join the group for which phase: planned beforehand, taken back, narrowed before the day.</summary>
public sealed class WideningsModel(ProcessBook processes, GroupBook book) : GroupPage
{
    [BindProperty] public List<Guid> Joining { get; set; } = [];
    [BindProperty] public Guid? Phase { get; set; }
    [BindProperty] public int? JoinQuorum { get; set; }
    [BindProperty, StringLength(500)] public string? JoinWhy { get; set; }
    [BindProperty] public Guid Widening { get; set; }
    [BindProperty, StringLength(500)] public string? BackWhy { get; set; }

    private IReadOnlyList<PhaseView> _phases = [];

    public DateOnly Today => book.Today;
    public IEnumerable<Seat> Choosable => Whole.Seats.Where(s => s.Widening).OrderBy(s => s.Number);
    public IEnumerable<Choice> Seats => Choosable.Select(s => new Choice(s.Id.ToString(), $"{s.Number}. {s.Interest}", s.When));
    public IEnumerable<SelectListItem> Phases => _phases.Where(p => p.State is not (PlanState.Done or PlanState.Dropped))
        .Select(p => new SelectListItem(L.Phrase($"{p.Name} ({Dates.Range(p.From, Last(p))})"), p.Id.ToString()));

    protected override string Step => L["Allargamento per fasi"];

    protected override bool FindInGroup() => true;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await processes.ReadAsync(Process.Id, cancel) is not { } view) return false;
        _phases = view.Phases;
        return await base.FindHereAsync(cancel);
    }

    private static DateOnly Last(PhaseView phase) => phase.Until < phase.From ? phase.From : phase.Until;

    /// <summary>The seats of a plan, as people know them.</summary>
    public string NamesOf(Widening widening) => L.List(Whole.Seats.Where(s => widening.Seats.Contains(s.Id.Value)).OrderBy(s => s.Number)
        .Select(s => s.Interest).Distinct());

    protected internal override void Fill() => (Joining, Phase, JoinQuorum, JoinWhy, BackWhy) = ([], null, null, null, null);

    public void OnGet() { }

    public Task<IActionResult> OnPostPlanAsync(CancellationToken cancel)
    {
        if (_phases.FirstOrDefault(p => p.Id.Value == Phase) is not { } phase)
            ModelState.AddModelError(nameof(Phase), L["Scegli la fase."]);
        else return ChangeAsync(L["Previsto: nei giorni della fase il gruppo è più largo, poi si restringe da solo."], async (write, group) =>
        {
            group.PlanWidening(Joining, phase.Id.Value, phase.Name, phase.From, Last(phase), JoinQuorum, JoinWhy ?? "", write.Now);
            await write.Get<GroupBook>().TurnAsync(group, cancel);
        });
        return Task.FromResult<IActionResult>(Page());
    }

    public Task<IActionResult> OnPostBackAsync(CancellationToken cancel) => ChangeAsync(L["Annullato: la pagina del Tavolo dice perché."],
        async (write, group) =>
        {
            group.TakeBack(Widening, BackWhy ?? "", write.Now);
            await write.Get<GroupBook>().TurnAsync(group, cancel);
        });
}
