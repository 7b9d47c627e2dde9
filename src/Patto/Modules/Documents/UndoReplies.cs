using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Patto.Audit;
using Patto.Database;
using Patto.Grants;
using Patto.Localization;
using Patto.Modules.Documents.Contracts;
using Patto.Modules.Processes;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Documents;

/// <summary>Many amendments were answered at once by a slip of the hand; nobody has been told yet, and nothing entered the text.</summary>
internal sealed class UndoReplies(ClosingBook closings, Drafting drafting, Texts L) : IUndo
{
    public const string Name = "documents.replies";

    /// <summary>What reversing it needs: what the answers have in common, and how many they are.</summary>
    internal static string DataOf(Guid together, int count) => string.Create(CultureInfo.InvariantCulture, $"{together} {count}");

    public string Kind => Name;
    public Act Demands => DocumentActs.Reply;
    public string Mend => "Le lettere sono partite: se il testo deve cambiare, riscrivi l'articolo e scrivi perché.";
    public string Say(UndoableAct done) => L.Count(int.Parse(done.Data.Split(' ')[1], CultureInfo.InvariantCulture),
        "Alle {1} hai risposto a un emendamento. La lettera non è ancora partita.",
        "Alle {1} hai risposto insieme a {0} emendamenti. Le lettere non sono ancora partite.", Dates.Say(done.At, "time"));
    public string Page(string slug, UndoableAct done) => DocumentUrls.Desk(slug, new Id<Document>(done.Of.Id));

    public async Task UndoAsync(WriteScope write, UndoableAct done, CancellationToken cancel)
    {
        await closings.DemandOpenAsync(new Id<Process>(done.Process.Id), cancel);
        var document = await drafting.LoadAsync(new Id<Document>(done.Of.Id), cancel);
        document.DemandBeingWritten();
        var together = Guid.Parse(done.Data.Split(' ')[0]);
        foreach (var amendment in await write.Db.Amendments.Where(a => a.Document == document.Id && a.Together == together)
            .ToListAsync(cancel)) amendment.WaitAgain();
    }
}
