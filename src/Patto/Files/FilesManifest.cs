using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;
using Patto.Grants;
using Patto.People;

namespace Patto.Files;

internal sealed class FilesManifest : Manifest
{
    public override IReadOnlyList<Type> Events =>
        [typeof(FileKept), typeof(FileDescribed), typeof(FileReplaced), typeof(FileRemoved), typeof(FileShown)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<StoredFile>(new PersonalDatum("File riservati (scheda di un portatore, contributo non pubblicato)",
                "Lavorare al percorso con ciò che le persone hanno consegnato", PersonalDatum.FiveYears),
            new PersonalDatum("File allegati a cose pubbliche", "Far conoscere gli atti e i documenti del percorso",
                "Come la cosa a cui sono allegati; chi li ha allegati è un riferimento a caso, che si scioglie quando si cancella l'utenza"))
        {
            Of = (db, who) =>
            {
                var (ids, authority) = (who.Ids<Person>(), who.At<Authority>());
                return db.Set<StoredFile>().Where(f => f.Authority == authority && (f.Person != null && ids.Contains(f.Person.Value)
                    || f.Actor != null && who.Actors.Contains(f.Actor.Value)));
            },
            Tell = f => [("File", f.Title.Length > 0 ? f.Title : f.Name), ("Consegnato il", f.Since), ("Impronta", f.Sha256)],
            Forget = (f, now) => f.Forget(now),
            // What was public stays with the acts of the process; what was not goes, bytes and row.
            Ended = (db, over) =>
            {
                var (authority, goingOn, limit) = (new Id<Authority>(over.Authority), over.GoingOn, over.Limit);
                return db.Set<StoredFile>().Where(f => f.Authority == authority && f.Visibility != Visibility.Public && f.Since < limit
                    && f.Process != null && !goingOn.Contains(f.Process.Value)).OrderBy(f => f.Since);
            },
        },
    ];
}
