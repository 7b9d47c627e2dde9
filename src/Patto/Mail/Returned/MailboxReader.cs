using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Jobs;

namespace Patto.Mail.Returned;

/// <summary>Reads the mailboxes of the public bodies every few minutes. What concerns none of their letters is forgotten at once.</summary>
internal sealed class MailboxReader(IServiceScopeFactory scopes, ILogger<MailboxReader> log)
    : Loop(scopes, log, TimeSpan.FromMinutes(5))
{
    private const int Batch = 20;
    /// <summary>How far back the first visit goes.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    protected override Task<bool> RoundAsync(IServiceProvider services, CancellationToken cancel) => RunAsync(services, cancel);

    /// <summary>One visit to every mailbox; true when there may be more to read at once.</summary>
    internal static async Task<bool> RunAsync(IServiceProvider services, CancellationToken cancel)
    {
        var more = false;
        foreach (var account in await services.GetRequiredService<AppDb>().Set<MailServer>().AsNoTracking().Where(s => s.MailboxHost != "")
            .ToListAsync(cancel))
            more |= await VisitAsync(services, account, cancel);
        return more;
    }

    /// <summary>One visit; what is new stands with its letters.</summary>
    public static async Task<bool> VisitAsync(IServiceProvider services, MailServer account, CancellationToken cancel)
    {
        if (services.GetRequiredService<MailRoutes>().MailboxOf(account) is not { } route) return false;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        services.GetRequiredService<CurrentAuthority>().MoveTo(await services.GetRequiredService<AppDb>().Set<Authority>()
            .SingleAsync(a => a.Id == account.Authority, cancel));
        var (epoch, messages, fault) = (0L, (IReadOnlyList<(long Number, byte[]? Source)>)[], "");
        try
        {
            using var mailbox = new Mailbox(route);
            (epoch, messages) = await mailbox.ReadAsync(account.MailboxEpoch, account.MailboxLast, now - Back, Batch, cancel);
        }
        catch (MailboxNotRead not) { fault = not.Message; }
        // An act empties what is kept in memory for visitors: what concerns no letter must not be one.
        var ours = await services.GetRequiredService<ReceiptBook>().OursAsync(messages.Select(m => m.Source).OfType<byte[]>(), cancel);
        if (ours.Count > 0) await services.GetRequiredService<Writes>().RunAsync(async write =>
        {
            foreach (var source in ours) await write.Get<ReceiptBook>().KeepAsync(source, cancel);
            return 0;
        }, cancel);
        await NoteAsync(services, account, messages.Count > 0 ? (epoch, messages[^1].Number) : (account.MailboxEpoch, account.MailboxLast),
            fault, now, cancel);
        return messages.Count == Batch;
    }

    // Set anew while it was being read: the next visit begins with that, and this one is not noted.
    private static async Task NoteAsync(IServiceProvider services, MailServer account, (long Epoch, long Last) reached, string fault,
        DateTimeOffset now, CancellationToken cancel)
    {
        var (db, read, told) = (services.GetRequiredService<AppDb>(), fault.Length == 0 ? now : account.MailboxRead, Excerpt.Cut(fault,
            500));
        using var turn = await services.GetRequiredService<WriteTurn>().WaitAsync(services.GetRequiredService<Storage>(), cancel);
        await db.Set<MailServer>().Where(s => s.Id == account.Id && s.MailboxHost == account.MailboxHost).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.MailboxEpoch, reached.Epoch).SetProperty(s => s.MailboxLast, reached.Last)
            .SetProperty(s => s.MailboxRead, read).SetProperty(s => s.MailboxFault, told), cancel);
    }
}
