using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Mail.Returned;
using Patto.People;
#pragma warning disable CA1304, CA1311 // the database does it

namespace Patto.Mail;

internal sealed class MailManifest : Manifest
{
    private static readonly TimeSpan SentLetters = TimeSpan.FromDays(30), Receipts = TimeSpan.FromDays(730);

    public override IReadOnlyList<Type> Events => [typeof(MailServerSet), typeof(MailServerProved), typeof(LetterCameBack),
        typeof(ReturnedLetterSettled), typeof(LetterReceiptKept), typeof(AddressTriedAgain)];

    public override IReadOnlyList<Impersonal> Impersonal =>
        [new(typeof(MailServer), "the public body's own mail server and its account there", "Host", "User", "From",
            "SealedPassword", "MailboxHost")];

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
        new PersonalTable<LetterReceipt>(new PersonalDatum("Ricevute, rapporti di mancata consegna e risposte a una lettera",
            "Dare prova che è arrivata, o sapere che non è arrivata", "Come la lettera a cui appartengono; due anni se la lettera non è una prova"))
        {
            // Those of their letters too: a receipt names an address of its own, and holds the whole letter.
            Of = (db, who) => { var (ids, authority, emails) = (who.Ids<Person>(), who.At<Authority>(), who.Emails);
                var letters = db.Set<Letter>();
                return db.Set<LetterReceipt>().Where(r => r.Authority == authority && (emails.Contains(r.Address) || letters.Any(l =>
                    l.Id == r.Letter && (l.Person != null && ids.Contains(l.Person.Value) || emails.Contains(l.Address.ToLower()))))); },
            Tell = r => [("Che cosa", r.Kind.Italian()), ("Quando", r.At), ("Indirizzo", r.Address), ("Parole", r.Words)],
            Goes = true,
            Lapsed = (db, now) => { var (oldest, letters) = (now - Receipts, db.Set<Letter>());
                return db.Set<LetterReceipt>().Where(r => r.Kept < oldest && letters.Any(l => l.Id == r.Letter
                    && l.Keeping == Keeping.AWhile))
                    .OrderBy(r => r.Kept); },
            Ended = (db, over) =>
            {
                var (authority, goingOn, limit, letters) = (new Id<Authority>(over.Authority), over.GoingOn, over.Limit, db.Set<Letter>());
                return db.Set<LetterReceipt>().Where(r => r.Authority == authority && r.Kept < limit && letters.Any(l => l.Id == r.Letter
                    && (l.Process == null || !goingOn.Contains(l.Process.Value)))).OrderBy(r => r.Kept);
            },
        },
        new PersonalTable<TroubledAddress>(new PersonalDatum("Indirizzi che rimandano indietro le lettere",
            "Non scrivere a chi non riceve, e dirlo a chi deve correggere il recapito", "Finché il recapito si corregge, al massimo due anni"))
        {
            Of = (db, who) => { var (authority, emails) = (who.At<Authority>(), who.Emails);
                return db.Set<TroubledAddress>().Where(a => a.Authority == authority && emails.Contains(a.Address)); },
            Tell = a => [("Indirizzo", a.Address), ("Fermo dal", a.Stopped), ("Perché", a.Why)],
            Goes = true,
            Lapsed = (db, now) => { var oldest = now - Receipts; return db.Set<TroubledAddress>().Where(a => a.Last < oldest)
                .OrderBy(a => a.Last); },
        },
    ];
}
