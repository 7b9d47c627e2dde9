using Microsoft.EntityFrameworkCore;
using Patto.Database;

namespace Patto.Audit;

internal sealed class AuditManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(ContentChanged), typeof(ContentsSealed)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<AuditRow>(new PersonalDatum("Chi ha compiuto ogni atto", "Rispondere di ciò che si fa", PersonalDatum.Unnamed))
        {
            Of = (db, who) =>
                db.Set<AuditRow>().Where(r => r.Authority == who.Authority && r.Actor != null && who.Actors.Contains(r.Actor.Value)),
            Tell = r => [("Quando", r.At), ("Che cosa", Sentences.Of(r.Kind)), ("Su che cosa", r.About)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
