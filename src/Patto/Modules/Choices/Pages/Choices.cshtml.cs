using Microsoft.EntityFrameworkCore;
using Patto.Modules.Choices.Contracts;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Choices.Pages;

/// <summary>The choices of a process: votes that are open, will open or are counted for everybody, drafts for who prepares them.</summary>
public sealed class ChoicesModel(ChoiceBook book) : ProcessPage
{
    public IReadOnlyList<Choice> All { get; private set; } = [];
    public IReadOnlyList<Choice> Drafts { get; private set; } = [];
    public bool MayKeep { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        MayKeep = await MayAsync(ChoiceActs.Keep);
        All = await book.PublicAsync(Process.Id, cancel);
        if (MayKeep) Drafts = await Db.Choices.AsNoTracking().Where(c => c.Process == Process.Id && c.State == ChoiceState.Draft)
            .OrderByDescending(c => c.At).ToListAsync(cancel);
        return true;
    }

    public void OnGet() { }
}
