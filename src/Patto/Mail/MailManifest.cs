using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.People;
#pragma warning disable CA1304, CA1311 // the database does it

namespace Patto.Mail;

internal sealed class MailManifest : Manifest
{
    private static readonly TimeSpan SentLetters = TimeSpan.FromDays(30);

    public override IReadOnlyList<Type> Events => [typeof(MailServerSet), typeof(MailServerProved)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(MailServer), "the public body's own mail server and its account there", "Host", "User", "From", "SealedPassword")];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Letter>(new PersonalDatum("Testo delle lettere spedite", "Poter dire che cosa è stato mandato",
            "30 giorni dopo l'invio"),
            new PersonalDatum("Testo delle convocazioni e delle lettere di esito",
                "Dare prova che chi doveva sapere ha saputo; i collegamenti personali sono tolti all'invio",
                "Cinque anni dopo la fine del percorso"))
        {
            Of = (db, who) =>
            {
                var (ids, authority) = (who.Ids<Person>(), who.At<Authority>());
                return db.Set<Letter>().Where(l => l.Authority == authority
                    && (l.Person != null && ids.Contains(l.Person.Value) || who.Emails.Contains(l.Address.ToLower())));
            },
            Tell = l => [("A", l.Name), ("Recapito", l.Address), ("Oggetto", l.Subject), ("Testo", l.Body), ("Scritta il", l.Created),
            ("Spedita il", l.Sent)],
            Goes = true,
            Lapsed = (db, now) => { var oldest = now - SentLetters; return db.Set<Letter>().Where(l => l.Sent != null && l.Sent < oldest
            && l.Keeping == Keeping.AWhile && l.Body != "").OrderBy(l => l.Sent); },
            // Whatever it was kept for, sent or not: nobody has to prove it any more.
            Ended = (db, over) =>
            {
                var (authority, goingOn, limit) = (new Id<Authority>(over.Authority), over.GoingOn, over.Limit);
                return db.Set<Letter>().Where(l => l.Authority == authority && l.Body != "" && l.Created < limit
                    && (l.Process == null || !goingOn.Contains(l.Process.Value))).OrderBy(l => l.Created);
            },
            Lapse = l => l.Purge(),
        },
    ];
}
