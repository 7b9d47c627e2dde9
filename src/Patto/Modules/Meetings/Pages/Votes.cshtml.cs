using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What the room was asked, and what came out. Whoever sees the meeting reads it; who leads prepares and counts.</summary>
public sealed class VotesModel(RoomVoteBox box) : VotesPage(box)
{
    public const int MostVotes = 60;

    /// <summary>"temi": the sessions of the wall are the options.</summary>
    [FromQuery(Name = "da")] public string? From { get; set; }

    public bool HasSessions { get; private set; }
    public bool IsEvaluated => Votes.Any(v => v.IsEvaluation && v.State != RoomVoteState.Annulled);

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        await base.FindInMeetingAsync(cancel);
        var sessions = Db.Sessions.Where(s => s.Meeting == Meeting.Id);
        HasSessions = MayLead && Meeting.Slots.Count > 0 && await sessions.AnyAsync(cancel);
        if (HasSessions && From == "temi")
            Options = string.Join('\n', await sessions.OrderBy(s => s.Slot).ThenBy(s => s.Place).Select(s => s.Title).ToListAsync(cancel));
        return true;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => !ModelState.IsValid ? Page() : await ActAsync(async write =>
    {
        var (meeting, number) = await NextAsync(write, cancel);
        var vote = RoomVote.Write(meeting, number, Wanted());
        write.Db.Add(vote);
        return VoteUrl(vote);
    }, L["Preparato."]);

    /// <summary>The three questions on how it went: at once where the room is open.</summary>
    public Task<IActionResult> OnPostEvaluateAsync(CancellationToken cancel) => ActAsync(async write =>
    {
        var (meeting, number) = await NextAsync(write, cancel);
        RuleViolation.Unless(!IsEvaluated, "room-vote.evaluated", "Com'è andata è già stato chiesto: le tre domande sono qui sotto.");
        foreach (var question in RoomVote.EvaluationQuestions)
        {
            var vote = RoomVote.Evaluate(meeting, number++, question);
            if (meeting.IsRunning) vote.Open(meeting, write.Now);
            write.Db.Add(vote);
        }
        return PartUrl("voti");
    }, Meeting.IsRunning ? L["Si risponde dai telefoni: mostra il codice della stanza."]
        : L["Le tre domande sono pronte: aprile quando la stanza è aperta, o conta i fogli."]);

    private async Task<(Meeting Meeting, int Number)> NextAsync(WriteScope write, CancellationToken cancel)
    {
        await write.StandInLineAsync($"room votes of {Meeting.Id}", cancel);
        var meeting = await HereAsync(write);
        RuleViolation.Unless(meeting.State != MeetingState.Cancelled, "meeting.cancelled",
            "L'incontro è annullato: non si può più cambiare.");
        var last = await write.Db.RoomVotes.Where(v => v.Meeting == meeting.Id).MaxAsync(v => (int?)v.Number, cancel) ?? 0;
        RuleViolation.Unless(last + 3 <= MostVotes, "room-vote.too-many", "Le domande alla sala sono al massimo {0}.", MostVotes);
        return (meeting, last + 1);
    }
}
