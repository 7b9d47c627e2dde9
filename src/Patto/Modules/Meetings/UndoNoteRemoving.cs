using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Meetings.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Meetings;

/// <summary>A note was taken off by a slip of the hand.</summary>
internal sealed class UndoNoteRemoving(Texts L) : IUndo
{
    public const string Name = "meetings.note-removed";

    public string Kind => Name;
    public Act Demands => MeetingActs.Lead;
    public string Mend => "La nota si può scrivere di nuovo: le sue parole si leggono fra quelle non pubblicate.";
    public string Say(UndoableAct done) => L["Alle {0} è stata tolta una nota.", Dates.Say(done.At, "time")];
    public string Page(string slug, UndoableAct done) => MeetingUrls.Part(slug, Guid.Parse(done.Data), "note");

    public Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel) =>
        write.Get<NoteBook>().PutBackAsync(done.Of, cancel);
}
