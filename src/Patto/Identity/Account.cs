using Microsoft.AspNetCore.Identity;
using Patto.Database;

namespace Patto.Identity;

/// <summary>How somebody signs in. Who took part is a <see cref="People.Person"/>.</summary>
public sealed class Account : IdentityUser<Guid>, IListedByName
{
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>As colleagues read it: "Anna Ferri".</summary>
    [ProtectedPersonalData] public string Name { get; set; } = "";

    /// <summary>What audit rows and links carry instead of the person; erasure replaces it, and the rows speak of nobody.</summary>
    public Guid Actor { get; set; } = Guid.NewGuid();

    public DateTimeOffset Created { get; set; }
    public DateTimeOffset? Disabled { get; set; }

    /// <summary>The account opens no longer and says nobody's name; what was done with it stays, done by nobody known.</summary>
    public void Erase(DateTimeOffset now)
    {
        (UserName, Email, Name, PhoneNumber, PasswordHash) = ($"cancellata-{Id:N}", null, "", null, null);
        (NormalizedUserName, NormalizedEmail, EmailConfirmed) = (UserName!.ToUpperInvariant(), null, false);
        (SecurityStamp, Actor, Disabled) = (Guid.NewGuid().ToString("N"), Guid.NewGuid(), Disabled ?? now);
    }
}

[Sentence("Un'utenza è stata cancellata.")]
public sealed record AccountErased(Guid Account) : IDomainEvent
{
    public Subject About => new("account", Account);
}
