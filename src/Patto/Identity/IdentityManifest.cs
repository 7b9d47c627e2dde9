using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
#pragma warning disable CA1304, CA1311 // the database does it

namespace Patto.Identity;

internal sealed class IdentityManifest : Manifest
{
    private static readonly TimeSpan OldInvitations = TimeSpan.FromDays(90), OldSessions = TimeSpan.FromDays(2),
        OldQuestions = TimeSpan.FromHours(1);

    public override IReadOnlyList<Type> Events =>
        [typeof(PersonInvited), typeof(InvitationAccepted), typeof(InvitationWithdrawn), typeof(AccountOpened), typeof(AccountErased),
            typeof(RoleChangeAsked), typeof(RoleChangeConfirmed), typeof(RoleChangeDropped), typeof(SealedSheetPrinted),
            typeof(SealedSheetUsed), typeof(AccountSuspended), typeof(AccountResumed), typeof(SignInRestored),
            typeof(OneTimeCodePrinted), typeof(OneTimeCodeUsed)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Account>(new PersonalDatum("Utenza di chi lavora (nome, e-mail, password cifrata)",
            "Accedere al lavoro e rispondere di ciò che si fa",
            "Fino alla chiusura dell'utenza"))
        {
            Of = (db, who) => db.Set<Account>().Where(a => who.Accounts.Contains(a.Id)),
            Tell = a => [("Nome", a.Name), ("E-mail", a.Email), ("Telefono", a.PhoneNumber), ("Aperta il", a.Created),
            ("Chiusa il", a.Disabled)],
            Forget = (a, now) => a.Erase(now),
        },
        OfAccount<IdentityUserClaim<Guid>>((db, accounts) => db.Set<IdentityUserClaim<Guid>>().Where(c => accounts.Contains(c.UserId))),
        OfAccount<IdentityUserLogin<Guid>>((db, accounts) => db.Set<IdentityUserLogin<Guid>>().Where(c => accounts.Contains(c.UserId))),
        OfAccount<IdentityUserToken<Guid>>((db, accounts) => db.Set<IdentityUserToken<Guid>>().Where(c => accounts.Contains(c.UserId))),
        OfAccount<IdentityUserPasskey<Guid>>((db, accounts) => db.Set<IdentityUserPasskey<Guid>>().Where(c => accounts.Contains(c.UserId))),
        new PersonalTable<RoleChange>(new PersonalDatum("Ruoli chiesti per qualcuno, che una seconda persona conferma",
        "Sapere chi ha chiesto e chi ha confermato",
            "L'e-mail finché si decide; il nome quanto l'utenza"))
        {
            Of = (db, who) =>
            {
                var authority = who.At<Authority>();
                return db.Set<RoleChange>().Where(c => c.Authority == authority
                    && (who.Emails.Contains(c.Email.ToLower()) || c.Account != null && who.Accounts.Contains(c.Account.Value)));
            },
            Tell = c => [("Nome", c.Name), ("E-mail", c.Email), ("Ruolo", c.Role.Italian()), ("Chiesto il", c.Asked),
            ("Confermato il", c.Confirmed)],
            Forget = (c, _) => c.Forget(),
        },
        new PersonalTable<AccountSession>(new PersonalDatum("Accessi aperti di chi lavora (quando, in quale ente)",
        "Uscire davvero quando si esce, su ogni computer",
            "Due giorni dopo l'uscita"))
        {
            Of = (db, who) => db.Set<AccountSession>().Where(s => who.Accounts.Contains(s.Account)),
            Tell = s => [("Aperta il", s.Started), ("Chiusa il", s.Ended)],
            Goes = true,
            Lapsed = (db, now) => { var oldest = now - OldSessions;
            return db.Set<AccountSession>().Where(s => s.Ended < oldest || s.Seen < oldest).OrderBy(s => s.Seen); },
        },
        new PersonalTable<ResetAsked>(new PersonalDatum("Indirizzo di chi chiede una password nuova",
        "Mandare il collegamento, se c'è un'utenza con quell'indirizzo",
            "Pochi secondi, fino alla risposta"))
        {
            Of = (db, who) => { var authority = who.At<Authority>(); return db.Set<ResetAsked>()
                .Where(a => a.Authority == authority && who.Emails.Contains(a.Email.ToLower())); },
            Tell = a => [("E-mail", a.Email), ("Quando", a.At)],
            Goes = true,
            Lapsed = (db, now) =>
            { var oldest = now - OldQuestions; return db.Set<ResetAsked>().Where(a => a.At < oldest).OrderBy(a => a.At); },
        },
        new PersonalTable<Invitation>(new PersonalDatum("Inviti a lavorare qui (nome, e-mail)",
        "Mandare l'invito e sapere chi lo ha accettato",
            "90 giorni dopo la scadenza, se nessuno risponde; altrimenti quanto l'utenza"))
        {
            Of = (db, who) => { var authority = who.At<Authority>(); return db.Set<Invitation>()
                .Where(i => i.Authority == authority && who.Emails.Contains(i.Email.ToLower())); },
            Tell = i => [("Nome", i.Name), ("E-mail", i.Email), ("Ruolo", i.Role.Italian()), ("Mandato il", i.Sent),
            ("Accettato il", i.Accepted)],
            Goes = true,
            Lapsed = (db, now) => { var oldest = now - OldInvitations;
            return db.Set<Invitation>().Where(i => i.Accepted == null && i.Expires < oldest).OrderBy(i => i.Expires); },
        },
    ];

    public override IReadOnlyList<Impersonal> Impersonal => [new(typeof(DataProtectionKey), "a key of the installation", "FriendlyName"),
        new(typeof(FormerKey), "a key of the installation", "Name")];

    private static PersonalTable<T> OfAccount<T>(Func<AppDb, IReadOnlyList<Guid>, IQueryable<T>> of) where T : class =>
        new(new PersonalDatum("Modi di accedere di chi lavora", "Riconoscere chi entra", "Fino alla chiusura dell'utenza"))
        { Of = (db, who) => of(db, who.Accounts), Tell = _ => [("Modo di accedere", typeof(T).Name)], Goes = true };
}
