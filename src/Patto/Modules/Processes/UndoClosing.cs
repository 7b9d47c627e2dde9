using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes;

/// <summary>A process was closed by a slip of the hand.</summary>
internal sealed class UndoClosing(Texts L) : IUndo
{
    public const string Name = "processes.closed";

    public string Kind => Name;
    public Act Demands => ProcessActs.Conclude;
    public string Mend => "Il percorso si può riaprire, dicendo chi lo ha deciso e perché.";
    public string Say(UndoableAct done) => L["Alle {0} il percorso è stato concluso.", Dates.Say(done.At, "time")];
    public string Page(string slug, UndoableAct done) => ProcessUrls.Close(slug);

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel)
    {
        var id = new Id<Process>(done.Process.Id);
        await write.StandInLineAsync(ClosingBook.LineOf(id), cancel);
        var process = await write.Db.Processes.SingleAsync(p => p.Id == id, cancel);
        process.UndoClosing(await write.Db.Set<Closing>().SingleAsync(c => c.Id == new Id<Closing>(done.Of.Id), cancel));
    }
}
