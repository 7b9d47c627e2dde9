using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Localization;
using Patto.Modules.Communication.Contracts;
using Patto.Web;

namespace Patto.Modules.Communication;

/// <summary>What somebody follows, and how often they are told.</summary>
internal sealed class OwnNotices(AppDb db, Subscribing subscribing, Texts L) : ITellOwnActs
{
    public async Task<IReadOnlyList<OwnAct>> OfAsync(DataSubject who, CancellationToken cancel)
    {
        var (town, emails) = (who.At<Authority>(), who.Emails.ToList());
        var all = await db.Subscriptions.AsNoTracking().Where(s => s.Authority == town && s.Ended == null && s.Confirmed != null
            && emails.Contains(s.Email)).OrderByDescending(s => s.Asked).ToListAsync(cancel);
        var names = await subscribing.NamesAsync([.. all.Select(s => s.Followed)], cancel);
        return [.. all.Select(s => new OwnAct(OwnKind.Notice, names.GetValueOrDefault(s.Followed)?.Name ?? L["ciò che seguivi"], null,
            s.Asked, L[s.Frequency.Italian()])
        {
            Url = _ => CommunicationUrls.Unsubscribe(s.Token),
        })];
    }
}
