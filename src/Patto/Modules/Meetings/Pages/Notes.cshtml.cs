using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What is said in a focus group, by the number of who says it; each note is a contribution that the meeting gave voice
/// to.</summary>
public sealed class NotesModel(ContributionBook contributions) : MeetingPage
{
    public override Act Demands => MeetingActs.SeeInside;
    public override Act DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(20)] public string? Speaker { get; set; }
    [BindProperty, Required(ErrorMessage = "Scrivi che cosa dice."), StringLength(ContributionWords.Longest)]
    public string Text
    {
        get;
        set;
    } = "";
    [BindProperty] public ContributionKind Kind { get; set; } = ContributionKind.Need;

    public IReadOnlyList<ContributionInfo> Notes { get; private set; } = [];
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<ContributionKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString()));

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (IsInside) Notes = await contributions.OfSourceAsync(Process.Id, Meeting.Subject, forStaff: true, cancel);
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        return await ActAsync(async write =>
        {
            RuleViolation.Unless(write.Now >= Meeting.Start.AddHours(-12), "notes.early", "Le note si scrivono dal giorno dell'incontro.");
            var note = await write.Get<ContributionBook>().RecordAsync(Process, new(Text, Via.Meeting)
            {
                Kind = Kind,
                Theme = Meeting.Theme,
                Area = Meeting.Area,
                Source = Meeting.Subject,
                Pseudonym = Speaker?.Trim().ToUpperInvariant(),
                Said = write.Now > Meeting.End ? Meeting.Start : null,
            }, cancel);
            return new(PartUrl("note"), L["{0} aggiunta.", note.Code]);
        });
    }
}
