using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.Mail;

namespace Patto.Modules.Administration.Contracts;

/// <summary>What may be done with the installation's own things: authority, accounts, letters.</summary>
public static class AdministrationActs
{
    public static readonly Act Settle = new("administration.settle", "cambiare le impostazioni dell'ente", Role.Administrator);
    public static readonly Act Invite = new("administration.invite", "invitare persone a lavorare", Role.Administrator, Role.Officer);
    public static readonly Act Suspend = new("administration.suspend", "sospendere l'accesso di una persona", Role.Administrator);
    public static readonly Act PrintCode = new("administration.print-code", "stampare un codice per ridare l'accesso a una persona",
        Role.Administrator);
    public static readonly Act SeeRoleChanges = new("administration.see-role-changes", "vedere i ruoli che aspettano una seconda persona",
        Role.Administrator, Role.Guarantor, Role.GuaranteeMember);
    public static readonly Act ConfirmRole = new("administration.confirm-role", "confermare un ruolo come seconda persona",
        Role.Administrator);
    public static readonly Act SeeMail = new("administration.see-mail", "vedere le lettere in attesa", Role.Administrator, Role.Officer,
        Role.Secretariat);
    public static readonly Act HandLetters = new("administration.hand-letters", "consegnare le lettere del percorso a chi non ha l'e-mail",
        Roles.Leads);
    public static readonly Act HandPersonalData = new("administration.hand-personal-data", "dare a una persona i suoi dati, o cancellarli",
        Role.Administrator, Role.Officer, Role.Curator);
    public static readonly Act SeeHistory = new("administration.see-history", "leggere il registro interno", Role.Administrator,
        Role.Officer, Role.Guarantor, Role.GuaranteeMember);
}

public static class AdministrationUrls
{
    public const string Authority = "/amministrazione/ente";
    public const string People = "/amministrazione/persone";
    public const string InviteMany = "/amministrazione/persone/insieme";
    public const string Notice = "/amministrazione/informativa";
    public const string MailServer = "/amministrazione/posta";
    public const string CertifiedMail = "/amministrazione/posta/pec";
    public const string Installation = "/amministrazione/installazione";
    public const string PersonalData = "/amministrazione/dati-personali";
    public const string DataRequests = "/amministrazione/richieste-dati";
    public const string NewDataRequest = "/amministrazione/richieste-dati/nuova";
    public static string DataRequest(Id<DataRequest> request) => $"{DataRequests}/{request}";
    public const string OneTimeCode = "/password/codice";
    public static string PrintCode(Guid account) => $"/amministrazione/persone/{account}/codice";
    public static string Staff(string slug) => $"/percorsi/{slug}/ruoli";
    public static string Letters(string slug) => $"/percorsi/{slug}/posta";
    public static string Contact(string slug, Id<People.Person> person) => $"/percorsi/{slug}/recapiti/{person}";
    public static string Letter(string slug, Id<Letter> letter) => $"/percorsi/{slug}/posta/{letter}";
}

/// <summary>Where somebody sees the roles that wait for a second person: a guarantor of one process sees them there.</summary>
public static class RoleChangePlaces
{
    public static async ValueTask<Place?> OfAsync(CurrentUser currentUser, AppDb db, Id<Authority> authority, CancellationToken cancel)
    {
        var watched = (await currentUser.GrantsAsync(db, cancel)).Where(g => g.Authority == authority && g.Until is null
            && g.Role is Role.Guarantor or Role.GuaranteeMember or Role.Administrator).ToList();
        if (watched.Count == 0) return null;
        return watched.Exists(g => g.Scope.Kind == "authority") ? new Place(authority) : new Place(authority, watched[0].Scope);
    }
}
