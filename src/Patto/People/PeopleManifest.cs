using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.People;

internal sealed class PeopleManifest : Manifest
{
    public override IReadOnlyList<Type> Events =>
        [typeof(PersonMet), typeof(ChannelConfirmed), typeof(PersonErased), typeof(ContactCorrected)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Person>(
            new("Nome o pseudonimo di chi partecipa", "Sapere chi parla, se la persona vuole dirlo", PersonalDatum.FiveYears),
            new("Recapito (e-mail, indirizzo, telefono)", "Mandare la ricevuta, la risposta e il documento di monitoraggio",
            "Come il nome; chi non lo dà riceve solo un codice"),
            new("Esigenze di accesso agli incontri", "Preparare la sala: rampa, interprete, spazio bimbi", "30 giorni dopo l'incontro"))
        {
            Of = (db, who) => { var (ids, authority) = (who.Ids<Person>(), who.At<Authority>()); return db.Set<Person>()
                .Where(p => p.Authority == authority && ids.Contains(p.Id)); },
            Tell = p => [("Nome", p.Name), ("Come vuole la risposta", p.Channel.Italian()), ("Recapito", p.Address),
            ("Recapito confermato", p.Confirmed),
                ("Lingua", p.Language), ("Esigenze di accesso", p.AccessNeeds), ("Dal", p.Since),
                ("Ha letto che cosa è cambiato il", p.Looked)],
            Forget = (p, now) => p.Erase(now),
            Lapsed = (db, now) => db.Set<Person>().Where(p => p.AccessNeedsUntil != null && p.AccessNeedsUntil < now)
            .OrderBy(p => p.AccessNeedsUntil),
            Lapse = p => p.ForgetNeeds(),
        },
        new PersonalTable<Participation>(new PersonalDatum("A quali percorsi una persona ha partecipato",
        "Mandare i risultati a chi c'era e contare chi ha partecipato",
            "Quanto il nome; poi resta il conto, senza persona"))
        {
            Of = (db, who) => { var ids = who.Ids<Person>(); return db.Set<Participation>().Where(p => ids.Contains(p.Person)); },
            Tell = p => [("Percorso", p.Process), ("Come", p.Kind.Italian()), ("Versione dell'informativa letta", p.NoticeVersion),
            ("Quando", p.At)],
            ErasedWith = "People",
        },
    ];
}
