using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.Provenance;
using Patto.Search;

namespace Patto.Modules.Contributions;

/// <summary>What follows when a voice becomes public or is taken back: its links show or hide with it.</summary>
internal sealed class ShowOnTheThread(Filo filo) : IHandle<ContributionPublished>, IHandle<ContributionReadingUndone>
{
    public Task HandleAsync(ContributionPublished happened, CancellationToken cancel) =>
        filo.ShowAsync(happened.About, Visibility.Public, cancel);
    public Task HandleAsync(ContributionReadingUndone happened, CancellationToken cancel) =>
        filo.ShowAsync(happened.About, Visibility.Staff, cancel);
}

/// <summary>Only what is public can be found.</summary>
internal sealed class KeepFindable(AppDb db, SearchBook search, ProcessBook processes)
    : IHandle<ContributionPublished>, IHandle<ContributionReadingUndone>, IHandle<ContributionWithdrawn>, IHandle<ContributionCorrected>,
        IHandle<ContributionTranslated>, IHandle<ContributionPaused>, IHandle<ContributionResumed>
{
    public Task HandleAsync(ContributionPublished happened, CancellationToken cancel) => IndexAsync(happened.Contribution, cancel);

    public Task HandleAsync(ContributionCorrected happened, CancellationToken cancel) =>
        happened.WasPublic ? IndexAsync(happened.Contribution, cancel) : Task.CompletedTask;

    public Task HandleAsync(ContributionTranslated happened, CancellationToken cancel) =>
        happened.WasPublic ? IndexAsync(happened.Contribution, cancel) : Task.CompletedTask;

    private async Task IndexAsync(Id<Contribution> id, CancellationToken cancel)
    {
        var contribution = (await db.Contributions.FindAsync([id], cancel))!;
        if (await processes.GetAsync(contribution.Process, cancel) is not { } process) return;
        var words = VoiceTranslation.PublicOf(contribution.Translation) is { } told ? $"{contribution.PublicText}\n{told.Text}"
            : contribution.PublicText!;
        await search.IndexAsync(contribution.Subject, contribution.Code, words,
            ContributionUrls.Show(process.Slug, contribution.Code),
            process.IsPublic ? Visibility.Public : Visibility.Staff, process.Id.Value, contribution.PublishedAt!.Value, cancel);
    }

    public Task HandleAsync(ContributionReadingUndone happened, CancellationToken cancel) => search.RemoveAsync(happened.About, cancel);
    public Task HandleAsync(ContributionPaused happened, CancellationToken cancel) => search.RemoveAsync(happened.About, cancel);
    public Task HandleAsync(ContributionResumed happened, CancellationToken cancel) => IndexAsync(happened.Contribution, cancel);
    public Task HandleAsync(ContributionWithdrawn happened, CancellationToken cancel) => search.RemoveAsync(happened.About, cancel);
}
