using Patto.Authorities;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Administration;

/// <summary>Where a step of the body leads once it is done.</summary>
internal sealed class FirstStepsWay(ProcessBook processes)
{
    /// <summary>Back to the guide, as long as nothing of the body is public yet; afterwards one stays where one works.</summary>
    public async Task<string> AfterAsync(Id<Authority> authority, string own, CancellationToken cancel) =>
        (await processes.ListAsync(authority, cancel)).Any(p => p.IsPublic) ? own : ProcessUrls.FirstStepsOfBody;
}
