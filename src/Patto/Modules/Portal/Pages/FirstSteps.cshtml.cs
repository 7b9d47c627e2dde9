using Patto.Grants;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Portal.Pages;

/// <summary>What is still to be prepared before a process can run, and what is there.</summary>
public sealed class FirstStepsModel(Guide guide) : ProcessPage
{
    public override Act Demands => ProcessActs.Work;

    public GuideView Steps { get; private set; } = null!;
    public ProcessView View { get; private set; } = null!;
    public bool MayEdit { get; private set; }

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await Get<ProcessBook>().ReadAsync(Process.Id, cancel))!;
        Steps = await guide.OfProcessAsync(Authority, Process, cancel);
        MayEdit = !Process.IsConcluded && await MayAsync(ProcessActs.Edit);
        return true;
    }

    public void OnGet() { }
}
