using Microsoft.AspNetCore.Mvc;
using Patto.Audit;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Web.Ui;

namespace Patto.Modules.Processes.Pages;

/// <summary>What was just done, and the button that takes it back; who may do it may take it back.</summary>
public sealed class UndoModel(UndoBook book) : ProcessPage
{
    public override Act Demands => Kind?.Demands ?? ProcessActs.Edit;

    [FromRoute] public Guid Undo { get; set; }

    public UndoableAct Done { get; private set; } = null!;
    public IUndo Kind { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        if (await book.FindAsync(Undo, Process.Subject, cancel) is not { } found) return false;
        (Done, Kind) = found;
        (ViewData["App"], ViewData["Nav"], ViewData["Crumbs"]) = (true, "percorsi", Crumbs.To((L["Percorsi"].Value, ProcessUrls.List),
            (Process.Title, ProcessUrls.Show(Process.Slug)), (L["Annulla"].Value, null)));
        return true;
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) => await ActAsync(async write =>
    {
        await write.Get<UndoBook>().UndoAsync(write, Done.Id, cancel);
        return Kind.Page(Process.Slug, Done);
    }, L["Annullato: è tutto come prima, e nessuna lettera parte."]);
}
