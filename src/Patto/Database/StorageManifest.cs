using Microsoft.EntityFrameworkCore;

namespace Patto.Database;

internal sealed class StorageManifest : Manifest
{
    private static readonly TimeSpan OnceKeys = TimeSpan.FromHours(48);

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<OnceResult>(new PersonalDatum("Risposta data a un modulo inviato",
            "Non registrare due volte la stessa cosa se si preme due volte",
            "48 ore"))
        { Lapsed = (db, now) =>
            { var oldest = now - OnceKeys; return db.Set<OnceResult>().Where(o => o.At < oldest).OrderBy(o => o.At); } },
    ];

    public override IReadOnlyList<Impersonal> Impersonal =>
    [
        new(typeof(DataStepDone), "the name of a step of the program", "Name"),
        new(typeof(InstallationMark), "what an installation remembers of itself", "Name"),
    ];
}
