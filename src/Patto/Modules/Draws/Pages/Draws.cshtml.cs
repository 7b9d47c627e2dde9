using Microsoft.EntityFrameworkCore;
using Patto.Modules.Draws.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Draws.Pages;

/// <summary>The draws of a process: calls, published lists and results for everybody, drafts for who prepares them.</summary>
public sealed class DrawsModel(DrawBook book) : ProcessPage
{
    public IReadOnlyList<Draw> All { get; private set; } = [];
    public IReadOnlyList<Draw> Drafts { get; private set; } = [];
    public bool MayKeep { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(DrawActs.Keep);
        All = await book.PublicAsync(Process.Id, cancel);
        if (MayKeep) Drafts = await Db.Draws.AsNoTracking().Where(d => d.Process == Process.Id && d.State == DrawState.Draft)
            .OrderByDescending(d => d.At).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }
}
