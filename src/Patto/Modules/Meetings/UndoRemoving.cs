using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Meetings.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings;

/// <summary>A theme was taken off the wall of an Open Space by a slip of the hand.</summary>
internal sealed class UndoRemoving(Texts L) : IUndo
{
    public const string Name = "meetings.session-removed";

    public string Kind => Name;
    public Act Demands => MeetingActs.Lead;
    public string Mend => "Chi aveva proposto il tema può proporlo di nuovo dalla bacheca.";
    public string Say(UndoableAct done) => L["Alle {0} è stato tolto un tema dalla bacheca.", Dates.Say(done.At, "time")];
    public string Page(string slug, UndoableAct done) => MeetingUrls.Part(slug, Guid.Parse(done.Data), "muro");

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel)
    {
        var session = await write.Db.Sessions.IgnoreQueryFilters().SingleOrDefaultAsync(s => s.Id == new Id<Session>(done.Of.Id)
            && s.Removed != null, cancel) ?? throw new Unknown();
        var meeting = await write.Db.Meetings.SingleAsync(m => m.Id == session.Meeting, cancel);
        session.PutBack(meeting, await write.Db.Sessions.AnyAsync(s => s.Meeting == meeting.Id && s.Slot == session.Slot
            && s.Place == session.Place, cancel));
    }
}
