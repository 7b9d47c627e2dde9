using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Provenance;

internal sealed class ProvenanceManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(LinkCut)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<Link>(new PersonalDatum("Chi ha collegato una voce a una proposta o a un testo", "Rispondere di ciò che si fa",
            PersonalDatum.Unnamed))
        {
            Of = (db, who) => { var authority = who.At<Authority>(); return db.Set<Link>()
                .Where(l => l.Authority == authority && l.Actor != null && who.Actors.Contains(l.Actor.Value)); },
            Tell = l => [("Quando", l.At), ("Da", l.From), ("Relazione", l.Relation.Italian()), ("A", l.To), ("Perché", l.Reason)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
