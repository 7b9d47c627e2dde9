using Microsoft.AspNetCore.Identity;

namespace Patto.Identity;

/// <summary>How somebody signs in. Who took part is a <see cref="People.Person"/>.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    /// <summary>As colleagues read it: "Anna Ferri".</summary>
    [ProtectedPersonalData] public string Name { get; set; } = "";

    /// <summary>What audit rows and links carry instead of the person; erasure replaces it, and the rows speak of nobody.</summary>
    public Guid Actor { get; set; } = Guid.NewGuid();

    public DateTimeOffset Created { get; set; }
    public DateTimeOffset? Disabled { get; set; }
}
