using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Identity;
using Patto.Jobs;
using Patto.Mail;
using Patto.People;

namespace Patto.Modules.Administration;

/// <summary>Every hour deletes what has outlived its purpose: see <see cref="PersonalDatum"/>.</summary>
internal sealed class Purge(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Purge> log) : Loop(scopes, log, TimeSpan.FromHours(1))
{
    protected override async Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel)
    {
        await RunAsync(services.GetRequiredService<AppDb>(), services.GetRequiredService<WriteTurn>(), services.GetRequiredService<Storage>(), clock.GetUtcNow(), cancel);
        return false;
    }

    internal static async Task RunAsync(AppDb db, WriteTurn turn, Storage storage, DateTimeOffset now, CancellationToken cancel)
    {
        var (letters, keys, invitations) = (now - PersonalDatum.SentLetters, now - PersonalDatum.OnceKeys, now - PersonalDatum.OldInvitations);
        using (await turn.WaitAsync(storage, cancel))
        {
            await db.Set<Letter>().Where(l => l.Sent != null && l.Sent < letters && l.Body != "")
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Body, "").SetProperty(l => l.Address, "").SetProperty(l => l.Name, ""), cancel);
            await db.Set<Person>().Where(p => p.AccessNeedsUntil != null && p.AccessNeedsUntil < now)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.AccessNeeds, "").SetProperty(p => p.AccessNeedsUntil, (DateTimeOffset?)null), cancel);
            await db.Set<OnceResult>().Where(o => o.At < keys).ExecuteDeleteAsync(cancel);
            await db.Set<Invitation>().Where(i => i.Accepted == null && i.Expires < invitations).ExecuteDeleteAsync(cancel);
        }
    }
}
