using Patto.Caching;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes.Pages;

/// <summary>What the process is about, in short sentences and easy words. Where nobody has written them there is no such page.</summary>
[PublicCache]
public sealed class EasyModel(ProcessBook book) : ProcessPage
{
    public ProcessView View { get; private set; } = null!;

    protected override async Task<bool> FindHereAsync(CancellationToken cancel)
    {
        View = (await book.ReadAsync(Process.Id, cancel))!;
        return View.Easy.Length > 0;
    }

    public void OnGet() { }
}
