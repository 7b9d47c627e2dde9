using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Mail;

/// <summary>Letters of 0.1.0 that have left kept the links that open accounts, seats and voices: they lose them.</summary>
internal sealed class ForgetSentLinks : DataStep
{
    public override string Name => "0.2.0/20-sent-links";

    public override async Task RunAsync(AppDb db, CancellationToken cancel)
    {
        foreach (var path in Letter.SecretPaths)
            await db.Set<Letter>().Where(l => l.Sent != null && l.LinkUrl != null && l.LinkUrl.Contains(path))
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(l => l.LinkUrl, (string?)null).SetProperty(l => l.LinkLabel, (string?)null), cancel);
    }
}
