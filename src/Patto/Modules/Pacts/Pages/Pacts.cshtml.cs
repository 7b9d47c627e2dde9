using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Pacts.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Pacts.Pages;

/// <summary>The pacts of a process: those that can be signed or are in force for everybody, drafts for who writes them.</summary>
public sealed class PactsModel(PactBook book) : ProcessPage
{
    public IReadOnlyList<PactView> All { get; private set; } = [];
    public IReadOnlyList<Pact> Drafts { get; private set; } = [];
    public bool MayKeep { get; private set; }
    public DateOnly Today => Texts.RomeDay(Now);

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(PactActs.Keep);
        All = await book.PublicAsync(Process.Id, cancel);
        if (MayKeep) Drafts = await Db.Pacts.AsNoTracking().Where(p => p.Process == Process.Id && p.State == PactState.Draft)
            .OrderByDescending(p => p.At).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }
}
