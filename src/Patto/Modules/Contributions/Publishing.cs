using Patto.Database;
using Patto.Grants;
using Patto.Modules.Contributions.Contracts;
using Patto.Provenance;

namespace Patto.Modules.Contributions;

/// <summary>What follows when a voice becomes public or is taken back: its links show or hide with it.</summary>
internal sealed class ShowOnTheThread(Filo filo) : IHandle<ContributionPublished>, IHandle<ContributionReadingUndone>
{
    public Task HandleAsync(ContributionPublished happened, CancellationToken cancel) => filo.ShowAsync(happened.About, Visibility.Public, cancel);
    public Task HandleAsync(ContributionReadingUndone happened, CancellationToken cancel) => filo.ShowAsync(happened.About, Visibility.Staff, cancel);
}
