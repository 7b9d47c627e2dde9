using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Proposals;
using Patto.Modules.Proposals.Contracts;
using Patto.Web;

namespace Patto.Modules.Choices.Pages;

/// <summary>One option: written, corrected and taken away as long as the vote is not open.</summary>
public sealed class OptionModel(ProposalBook proposals) : ChoicePage
{
    public override Act Demands => ChoiceActs.Keep;

    [FromRoute] public Guid? Item { get; set; }
    [BindProperty] public Guid? Proposal { get; set; }
    [BindProperty, StringLength(Choice.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(Choice.LongestOption)] public string? Text { get; set; }
    [BindProperty] public decimal? Cost { get; set; }
    [BindProperty, StringLength(Choice.LongestFeasibility)] public string? Feasibility { get; set; }

    /// <summary>Null: one more.</summary>
    public ChoiceOption? It { get; private set; }
    public IReadOnlyList<ProposalInfo> Known { get; private set; } = [];
    public IEnumerable<SelectListItem> Proposals => Known.Select(p => new SelectListItem($"{p.Code} {p.Title}", p.Id.ToString()));

    protected override async Task<bool> FindInChoiceAsync(CancellationToken cancel)
    {
        if (Item is { } id && (It = Choice.Options.Find(o => o.Id == id)) is null) return false;
        Known = await proposals.AllAsync(Process.Id, cancel);
        ViewData["App"] = true;
        Trail((Choice.Question, Work), (It?.Title ?? L["Aggiungi un'opzione"].Value, null));
        return true;
    }

    protected internal override void Fill()
    {
        if (It is { } it) (Proposal, Title, Text, Cost, Feasibility) = (it.Proposal?.Value, it.Title, it.Text, it.Cost, it.Feasibility);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostSaveAsync(CancellationToken cancel) => ChangeAsync((choice, _) =>
    {
        choice.Offer(Said());
        return Task.FromResult<Done>(Work);
    }, It is null ? L["Aggiunta."] : L["Salvato."], cancel);

    // Who chooses a proposal need not copy it: its title and words are taken where nothing was typed.
    private ChoiceOption Said()
    {
        var of = Proposal is { } id ? Known.FirstOrDefault(p => p.Id.Value == id) ?? throw new Unknown() : null;
        var title = string.IsNullOrWhiteSpace(Title) ? Excerpt.Of(of?.Title ?? "", Choice.LongestTitle) : Title;
        var text = string.IsNullOrWhiteSpace(Text) ? Excerpt.Of(of?.Text ?? "", Choice.LongestOption) : Text;
        return new(It?.Id ?? Guid.NewGuid(), title, text, Cost, Feasibility ?? "", of?.Id);
    }

    public Task<IActionResult> OnPostDropAsync(CancellationToken cancel) => ChangeAsync((choice, _) =>
    {
        choice.Drop(It?.Id ?? throw new Unknown());
        return Task.FromResult<Done>(Work);
    }, L["Tolta."], cancel);
}
