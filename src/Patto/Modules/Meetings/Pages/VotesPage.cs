using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Grants;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What the page of all votes of a meeting and that of one share: the votes, and the fields of a question.</summary>
public abstract class VotesPage(RoomVoteBox box) : MeetingPage
{
    public override Act? DemandsToPost => MeetingActs.Lead;

    [BindProperty, StringLength(RoomVote.LongestQuestion)] public string? Question { get; set; }
    [BindProperty] public RoomVoteKind Kind { get; set; }
    [BindProperty, StringLength(RoomVote.MostOptions * (RoomVote.LongestOption + 2))] public string? Options { get; set; }
    [BindProperty] public int? Dots { get; set; } = 5;

    /// <summary>Drafts only for who leads.</summary>
    public IReadOnlyList<RoomVote> Votes { get; private set; } = [];
    /// <summary>How many phones have answered those that are open.</summary>
    public IReadOnlyDictionary<Id<RoomVote>, int> Answered { get; private set; } = new Dictionary<Id<RoomVote>, int>();
    public bool IsCancelled => Meeting.State == MeetingState.Cancelled;
    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<RoomVoteKind>().Select(k => new SelectListItem(L[k.Italian()], k.ToString(), k == Kind));

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Votes = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == Meeting.Id && (MayLead || v.State != RoomVoteState.Draft))
            .OrderBy(v => v.Number).ToListAsync(cancel);
        Answered = await box.AnsweredAsync([.. Votes.Where(v => v.IsOpen).Select(v => v.Id)], cancel);
        return true;
    }

    public string VoteUrl(RoomVote vote) => PartUrl($"voti/{vote.Number}");

    /// <summary>How many answered; while it is open, so far.</summary>
    public string TurnoutOf(RoomVote vote) => vote.IsOpen
        ? L.Count(Answered.GetValueOrDefault(vote.Id), "{0} telefono ha risposto.", "{0} telefoni hanno risposto.")
        : vote.IsCounted ? vote.Turnout(L) : "";

    public void OnGet() { }

    protected RoomVoteWanted Wanted() => new(Question ?? "", Kind, [.. Lines.Of(Options)], Dots ?? 0);
}
