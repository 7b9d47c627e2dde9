using Microsoft.EntityFrameworkCore;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Grants;

internal sealed class GrantsManifest : Manifest
{
    public override IReadOnlyList<Type> Events => [typeof(RoleGranted), typeof(RoleEnded)];

    public override IReadOnlyList<PersonalTable> Personal =>
    [
        new PersonalTable<RoleGrant>(new PersonalDatum("Ruoli di chi lavora qui", "Sapere chi può fare che cosa, e chi poteva",
            "Sempre, ma senza nome: quando l'utenza si cancella non dicono più di chi erano"))
        {
            Of = (db, who) => { var (accounts, authority) = (who.Accounts, who.At<Authority>()); return db.Set<RoleGrant>()
                .Where(g => g.Authority == authority && accounts.Contains(g.Account)); },
            Tell = g => [("Ruolo", g.Role.Italian()), ("Dove", g.Scope.Kind), ("Dal", g.Since), ("Al", g.Until)],
            ErasedWith = "AspNetUsers",
        },
    ];
}
