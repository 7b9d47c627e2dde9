using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;

namespace Patto.Modules.Choices.Pages;

/// <summary>A page on which a choice is typed: the one that begins it, and the one that prepares it.</summary>
public abstract class AskPage(GroupBook groups) : ChoicePage
{
    [BindProperty, StringLength(Choice.LongestQuestion)] public string? Question { get; set; }
    [BindProperty, StringLength(Choice.LongestText)] public string? Text { get; set; }
    [BindProperty] public ChoiceRule Rule { get; set; } = ChoiceRule.Points;
    [BindProperty] public Electorate Electorate { get; set; } = Electorate.Seats;
    [BindProperty] public Guid? Group { get; set; }
    [BindProperty] public DateOnly? OpensOn { get; set; }
    [BindProperty] public TimeOnly? OpensAt { get; set; }
    [BindProperty] public DateOnly? ClosesOn { get; set; }
    [BindProperty] public TimeOnly? ClosesAt { get; set; }
    [BindProperty] public int Winners { get; set; } = 1;
    [BindProperty] public int Points { get; set; } = 10;
    [BindProperty] public decimal? Budget { get; set; }
    [BindProperty] public int? Quorum { get; set; }
    [BindProperty] public bool OnPaper { get; set; }
    [BindProperty] public bool WholeBallots { get; set; }
    [BindProperty, StringLength(Choice.LongestAfterwards)] public string? Afterwards { get; set; }

    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];
    public IEnumerable<SelectListItem> Rules => Enum.GetValues<ChoiceRule>().Select(r => new SelectListItem(L[r.Italian()], r.ToString()));
    public IEnumerable<SelectListItem> Electorates =>
        Enum.GetValues<Electorate>().Select(e => new SelectListItem(L[e.Italian()], e.ToString()));

    protected async Task FindFieldsAsync(CancellationToken cancel) =>
        Groups = [.. (await groups.OfProcessAsync(Process.Id, cancel)).Select(g => new SelectListItem(g.Name, g.Id.ToString()))];

    internal ChoiceData Data()
    {
        if (Group is { } chosen && Groups.All(g => g.Value != chosen.ToString())) throw new Unknown();
        return new(Question ?? "", Text ?? "", Rule, Electorate, Group is { } id ? new Id<Group>(id) : null, Texts.RomeTime(OpensOn,
            OpensAt),
            Texts.RomeTime(ClosesOn, ClosesAt), Winners, Points, Budget, Quorum, OnPaper, WholeBallots, Afterwards ?? "");
    }

    protected void FillFrom(Choice choice)
    {
        (Question, Text, Rule, Electorate, Group) = (choice.Question, choice.Text, choice.Rule, choice.Electorate, choice.Group?.Value);
        ((OpensOn, OpensAt), (ClosesOn, ClosesAt)) = (Texts.RomeParts(choice.Opens), Texts.RomeParts(choice.Closes));
        (Winners, Points, Budget, Quorum) = (choice.Winners, choice.Points, choice.Budget, choice.Quorum);
        (OnPaper, WholeBallots, Afterwards) = (choice.OnPaper, choice.WholeBallots, choice.Afterwards);
    }
}
