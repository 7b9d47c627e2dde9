using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Identity;
using Patto.Localization;
using Patto.Mail;
using Patto.People;
using Patto.Web.Help;

namespace Patto.Modules.Administration;

/// <summary>Whoever has accepted an invitation finds a letter on the first day: what the role lets them do here, and how it is
/// done.</summary>
internal sealed class WelcomeTheColleague(AppDb db, Outbox outbox, CurrentAuthority currentAuthority, Sites sites, Texts L)
    : IHandle<InvitationAccepted>
{
    public async Task HandleAsync(InvitationAccepted happened, CancellationToken cancel)
    {
        var invitation = (await db.Set<Invitation>().FindAsync([happened.Invitation], cancel))!;
        var authority = currentAuthority.Required;
        if (HelpBook.Of(invitation.Role).ToList() is not { Count: > 0 } work) return;
        var site = sites.Of(authority);
        List<string> paragraphs =
        [
            L["{0}, da oggi lavori su {1} con il ruolo di {2}.", invitation.Name, authority.SiteName, L[invitation.Role.Italian()]],
            L["Cominci sempre da qui: dalla tua pagina si apre il percorso e si vede che cosa aspetta te. {0}", site + "/area-personale"],
            L["Che cosa puoi fare, e come si fa:"],
            .. work.Select(h => $"{h.Said.Title}: {site}{h.Url}"),
            L["In ogni pagina dove lavori c'è «Come si fa». Tutto insieme, da stampare: {0}", site + HelpText.Handbook],
        ];
        outbox.Post(Recipient.Email(invitation.Email, invitation.Name), new(L["Il tuo primo giorno su {0}", authority.SiteName],
            string.Join("\n\n", paragraphs), L["Apri la tua pagina"], "/area-personale", Process: invitation.Process));
    }
}
