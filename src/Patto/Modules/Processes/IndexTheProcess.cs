using Patto.Database;
using Patto.Grants;
using Patto.Modules.Processes.Contracts;
using Patto.Search;

namespace Patto.Modules.Processes;

/// <summary>A process is found by its title and by what it decides; a draft only by those who work on it.</summary>
internal sealed class IndexTheProcess(AppDb db, SearchBook search)
    : IHandle<ProcessOpened>, IHandle<ProcessDescribed>, IHandle<ProcessPublished>, IHandle<ProcessUnpublished>
{
    // All that came out with it goes back in.
    public async Task HandleAsync(ProcessUnpublished happened, CancellationToken cancel)
    {
        await IndexAsync(happened.Id, cancel);
        await search.HideAsync(happened.Id.Value, cancel);
    }

    public Task HandleAsync(ProcessOpened happened, CancellationToken cancel) => IndexAsync(happened.Id, cancel);
    public Task HandleAsync(ProcessDescribed happened, CancellationToken cancel) => IndexAsync(happened.Id, cancel);

    // With the process everything that was published in it while it was a draft comes out; what is taken back later leaves the index by its
    // own event.
    public async Task HandleAsync(ProcessPublished happened, CancellationToken cancel)
    {
        await IndexAsync(happened.Id, cancel);
        await search.ShowAsync(happened.Id.Value, cancel);
    }

    private async Task IndexAsync(Id<Process> id, CancellationToken cancel)
    {
        if (await db.Processes.FindAsync([id], cancel) is not { } process) return;
        var words = string.Join('\n', [process.Subtitle, process.Summary, process.Easy, .. process.UpForDecision,
            .. process.Themes.Where(t => !t.Retired).Select(t => t.Name)]);
        await search.IndexAsync(process.Subject, process.Title, words, ProcessUrls.Show(process.Slug), process.Published is null
            ? Visibility.Staff : Visibility.Public, process.Id.Value, process.Published ?? process.Created, cancel);
    }
}
