using Patto.Modules.Contributions.Contracts;
using Patto.Web;

namespace Patto.Modules.Meetings.Pages;

/// <summary>What stands in place of any page while there is no network. It is asked for as anybody and is the same for everybody: the
/// script puts into it what this device knows of the room.</summary>
public sealed class OfflineModel : BasicPage
{
    public IReadOnlyList<ContributionKind> Kinds { get; } = Enum.GetValues<ContributionKind>();

    public void OnGet() => Response.Headers.CacheControl = "no-cache";
}
