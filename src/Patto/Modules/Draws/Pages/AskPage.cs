using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Groups;
using Patto.Modules.Groups.Contracts;

namespace Patto.Modules.Draws.Pages;

/// <summary>A page on which a draw is typed: the one that begins it, and the one that prepares it.</summary>
public abstract class AskPage(GroupBook groups) : DrawPage
{
    [BindProperty, StringLength(Draws.Draw.LongestTitle)] public string? Title { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestText)] public string? Text { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestCriteria)] public string? Criteria { get; set; }
    [BindProperty] public Guid? Group { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestInterest)] public string? Interest { get; set; }
    [BindProperty] public int SeatCount { get; set; } = 8;
    [BindProperty] public bool OnePerHome { get; set; }
    [BindProperty] public DateOnly? OpensOn { get; set; }
    [BindProperty] public TimeOnly? OpensAt { get; set; }
    [BindProperty] public DateOnly? ClosesOn { get; set; }
    [BindProperty] public TimeOnly? ClosesAt { get; set; }
    [BindProperty] public DateOnly? DrawnOn { get; set; }
    [BindProperty] public TimeOnly? DrawnAt { get; set; }
    [BindProperty, StringLength(Draws.Draw.LongestPlace)] public string? WhereDrawn { get; set; }

    public IReadOnlyList<SelectListItem> Groups { get; private set; } = [];

    protected async Task FindFieldsAsync(CancellationToken cancel) =>
        Groups = [.. (await groups.OfProcessAsync(Process.Id, cancel)).Select(g => new SelectListItem(g.Name, g.Id.ToString()))];

    internal DrawData Data()
    {
        if (Group is { } chosen && Groups.All(g => g.Value != chosen.ToString())) throw new Unknown();
        return new(Title ?? "", Text ?? "", Criteria ?? "", Group is { } id ? new Id<Group>(id) : null, Interest ?? "", SeatCount,
            OnePerHome,
            Texts.RomeTime(OpensOn, OpensAt), Texts.RomeTime(ClosesOn, ClosesAt), Texts.RomeTime(DrawnOn, DrawnAt), WhereDrawn ?? "");
    }

    protected void FillFrom(Draw draw)
    {
        (Title, Text, Criteria, Group, Interest) = (draw.Title, draw.Text, draw.Criteria, draw.Group?.Value, draw.Interest);
        (SeatCount, OnePerHome, WhereDrawn) = (draw.Seats, draw.OnePerHome, draw.Place);
        ((OpensOn, OpensAt), (ClosesOn, ClosesAt)) = (Texts.RomeParts(draw.Opens), Texts.RomeParts(draw.Closes));
        (DrawnOn, DrawnAt) = draw.DrawnAt is { } drawn ? Texts.RomeParts(drawn) : ((DateOnly?)null, (TimeOnly?)null);
    }
}
