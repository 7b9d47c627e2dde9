using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Privacy;

/// <summary>Every hour clears what has outlived its retention, as the manifests say it, and forgets who took part in what ended five years
/// ago.</summary>
public sealed class Purge(IServiceScopeFactory scopes, ILogger<Purge> log) : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => await RunAsync(services, cancel);

    /// <summary>One round; true when there may be more.</summary>
    public static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (here, writes, book) = (services.GetRequiredService<CurrentAuthority>(), services.GetRequiredService<Writes>(),
            services.GetRequiredService<PersonalDataBook>());
        var more = false;
        here.MoveTo(null);
        // An act sends every kept page away: none where there is nothing to do.
        if (more |= await book.IsAnyDueAsync(cancel)) await writes.RunAsync(write =>
            write.Get<PersonalDataBook>().LapseAsync(cancel), cancel);
        foreach (var authority in await services.GetRequiredService<AuthorityDirectory>().AllAsync(cancel))
        {
            here.MoveTo(authority);
            if (await book.IsAnyOverAsync(cancel))
            {
                await writes.RunAsync(write => write.Get<PersonalDataBook>().EndAsync(cancel), cancel);
                more = true;
            }
            if (await book.ForgottenAsync(cancel) is not { Count: > 0 } forgotten) continue;
            await writes.RunAsync(write => write.Get<PersonalDataBook>().ForgetAsync(forgotten, cancel), cancel);
            more = true;
        }
        return more;
    }
}
