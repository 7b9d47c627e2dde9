using Microsoft.EntityFrameworkCore;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Meetings.Tables;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What whoever leads a meeting has before them: where the agenda stands, the field of the notes, who is there and who has not
/// spoken. Notes are sent where the page of the notes sends them.</summary>
public sealed class ConductModel(NoteBook notes, ProcessBook processes, RoomVoteBox box) : MeetingPage
{
    public override Act Demands => MeetingActs.Lead;

    public NotesView Shown { get; private set; } = null!;
    public IReadOnlyList<AgendaStep> Steps { get; private set; } = [];
    public AgendaStep? Step => Steps.FirstOrDefault(s => s.IsNow(Now));
    /// <summary>The next point with an hour.</summary>
    public AgendaStep? Next => Steps.FirstOrDefault(s => s.From > Now);
    public TableRounds? Tables { get; private set; }
    /// <summary>What the room is asked now, and how many phones have answered.</summary>
    public IReadOnlyList<(string Question, int Voted)> Voting { get; private set; } = [];
    public int Expected { get; private set; }
    public int Present { get; private set; }
    public RoomTalk Talk { get; private set; } = null!;
    public NoteMatrix Matrix { get; private set; } = null!;
    /// <summary>What the device keeps of the wall, to show it without network.</summary>
    internal IReadOnlyList<Session> Sessions { get; private set; } = [];

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        if (!MayLead) return true;
        var taken = await notes.OfAsync(Process.Id, Meeting.Subject, cancel);
        Shown = NotesView.Of(this, taken);
        Steps = AgendaStep.Of(Meeting);
        Tables = await Db.TableRounds.AsNoTracking().SingleOrDefaultAsync(t => t.Meeting == Meeting.Id, cancel);
        var open = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == Meeting.Id && v.State == RoomVoteState.Open)
            .OrderBy(v => v.Number).ToListAsync(cancel);
        var answered = await box.AnsweredAsync([.. open.Select(v => v.Id)], cancel);
        Voting = [.. open.Select(v => (v.Question, answered.GetValueOrDefault(v.Id)))];
        Expected = await Db.Set<Registration>().CountAsync(r => r.Meeting == Meeting.Id && !r.IsWaiting, cancel);
        Present = Meeting.Counted?.Total ?? await Db.Attendances.CountAsync(a => a.Meeting == Meeting.Id, cancel)
            + await Db.HeadsAsync(Meeting.Id, cancel);
        if (Meeting.Slots.Count > 0)
            Sessions = await Db.Sessions.AsNoTracking().Where(s => s.Meeting == Meeting.Id).ToListAsync(cancel);
        Talk = RoomTalk.Of(taken, Present);
        Matrix = NoteMatrix.Of(taken, await processes.ThemeNamesAsync(Process.Id, cancel));
        return true;
    }

    public void OnGet() { }
}
