using Microsoft.EntityFrameworkCore;
using Patto.Database;
using Patto.Localization;
using Patto.Mail;
using Patto.Modules.Communication.Contracts;
using Patto.Modules.Processes.Contracts;
using Patto.People;

namespace Patto.Modules.Communication;

/// <summary>Asking for notices and ending them. Used inside an act.</summary>
public sealed class Subscribing(AppDb db, Outbox mail, Texts L)
{
    /// <summary>One letter to confirm; whoever has already asked gets it again, and nobody learns who had.</summary>
    public async Task AskAsync(ProcessInfo process, string email, string language, DateTimeOffset now, CancellationToken cancel = default)
    {
        var asked = Subscription.Ask(process.Id, process.Authority, email, language, now);
        var known = await db.Subscriptions.FirstOrDefaultAsync(s =>
            s.Process == process.Id && s.Email == asked.Email && s.Ended == null, cancel);
        if (known is null) db.Add(asked);
        var subscription = known ?? asked;
        mail.Post(Recipient.Email(subscription.Email, language: language),
            Texts.In(language, () => new Message(L["Conferma gli avvisi su «{0}»", process.Title],
            L["Hai chiesto di sapere che cosa succede in «{0}». Conferma con il collegamento qui sotto. Se non sei stato tu, non fare niente: non ti scriveremo più.", process.Title],
            L["Conferma"], CommunicationUrls.Confirm(subscription.Token), process.Subject, process.Subject,
            Secret: subscription.Token.ToString("N"))));
    }
}
