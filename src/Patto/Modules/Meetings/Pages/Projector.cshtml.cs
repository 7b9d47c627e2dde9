using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Modules.Meetings.RoomVotes;
using Patto.Modules.Meetings.Tables;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>For the wall of the room: what goes on, what comes next, what is asked, what was said. Whoever may see the meeting may see it;
/// the code of the room stands on it only where somebody projects it who leads the meeting, and no name of a person ever does.</summary>
public sealed class ProjectorModel(ContributionBook contributions, NoteBook notes, RoomVoteBox box, CurrentAuthority currentAuthority)
    : MeetingPage
{
    private const int MostNotes = 5;

    [FromQuery(Name = "vista")] public string? View { get; set; }
    /// <summary>Notes that nobody has read yet, too: only who leads can ask for it.</summary>
    [FromQuery(Name = "tutte")] public string? All { get; set; }

    public bool ShowsNotes => View == "note";
    public bool ShowsUnread => ShowsNotes && MayLead && All == "1";
    /// <summary>What is voted on: where it is asked for, or it is open.</summary>
    public bool ShowsVote => Vote is not null && !ShowsNotes && (View == "voto" || Vote.IsOpen && View is null);
    /// <summary>The one that is open, else the last that was counted.</summary>
    public RoomVote? Vote { get; private set; }
    public int Voted { get; private set; }
    /// <summary>The tables: where they are asked for, or a round goes on.</summary>
    public bool ShowsTables => Tables is not null && !ShowsNotes && !ShowsVote && (View == "tavoli" || Tables.IsOn);
    public TableRounds? Tables { get; private set; }
    public IReadOnlyList<Session> Sessions { get; private set; } = [];
    public WallNow Wall { get; private set; } = null!;
    public AgendaStep? Step { get; private set; }
    public AgendaStep? Next { get; private set; }
    /// <summary>The newest first; who says it has a number or no name at all.</summary>
    public IReadOnlyList<(string? Speaker, string Text)> Said { get; private set; } = [];
    public int AllSaid { get; private set; }
    public string Stream => $"{PartUrl("proiettore")}?handler=Stream";
    /// <summary>Where a phone enters the room; null where nobody projects who may show it, or the room is closed.</summary>
    public string? Join => MayLead && Meeting.IsRunning ? currentAuthority.Address + MeetingUrls.Room(Meeting.RoomCode!) : null;

    protected override bool ReadsRegistrations => false;

    protected override async Task<bool> FindInMeetingAsync(CancellationToken cancel)
    {
        Sessions = await Db.Sessions.AsNoTracking().Where(s => s.Meeting == Meeting.Id).ToListAsync(cancel);
        Tables = await Db.TableRounds.AsNoTracking().SingleOrDefaultAsync(t => t.Meeting == Meeting.Id, cancel);
        Vote = await Db.RoomVotes.AsNoTracking().Where(v => v.Meeting == Meeting.Id && (v.State == RoomVoteState.Open
            || v.State == RoomVoteState.Closed)).OrderByDescending(v => v.State == RoomVoteState.Open)
            .ThenByDescending(v => v.Closed).ThenBy(v => v.Number).FirstOrDefaultAsync(cancel);
        if (Vote is { IsOpen: true } open) Voted = (await box.AnsweredAsync([open.Id], cancel)).GetValueOrDefault(open.Id);
        Wall = WallNow.Of(Meeting, Sessions, Now);
        var steps = AgendaStep.Of(Meeting);
        (Step, Next) = (steps.FirstOrDefault(s => s.IsNow(Now)), steps.FirstOrDefault(s => s.From > Now));
        if (ShowsNotes) await ReadNotesAsync(cancel);
        return true;
    }

    // Who said it is shown where it is a number: a pseudonym may be a name, an organisation may be one person.
    private async Task ReadNotesAsync(CancellationToken cancel)
    {
        var said = ShowsUnread
            ? [.. (await notes.OfAsync(Process.Id, Meeting.Subject, cancel))
                .Where(n => n.State is not (ContributionState.Refused or ContributionState.Withdrawn))
                .Select(n => (n.Speaker, n.Text))]
            : (await contributions.OfSourceAsync(Process.Id, Meeting.Subject, forStaff: false, cancel))
                .Where(v => v.State != ContributionState.Withdrawn).Reverse().Select(v => (v.Voice, v.Text)).ToList();
        (AllSaid, Said) = (said.Count, [.. said.Take(MostNotes).Select(s => (NoteLine.Read($"{s.Item1} .", null).Speaker, s.Item2))]);
    }

    public void OnGet() { }

    /// <summary>Says that something has changed, as long as the page listens.</summary>
    public IActionResult OnGetStream() => new ChangeStream(Authority.Id.Value);

    public Session? At(Slot slot, WallPlace place) => Sessions.FirstOrDefault(s => s.Slot == slot.Key && s.Place == place.Key);
}
