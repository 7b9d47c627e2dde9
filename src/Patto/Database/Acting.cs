namespace Patto.Database;

// What a write needs to know of the floors above, and no more: they implement it.

/// <summary>Who acts.</summary>
public interface IActingUser
{
    /// <summary>Null for somebody without account, or not signed in.</summary>
    Guid? Account { get; }

    /// <summary>The same user acts in the services of one act.</summary>
    void ContinueIn(IServiceProvider act);
}

/// <summary>The public body in which an act happens.</summary>
public interface IActingAuthority
{
    /// <summary>Null where there is none: the first start, a host that nobody has.</summary>
    Guid? Id { get; }

    /// <summary>The same authority in the services of one act.</summary>
    void ContinueIn(IServiceProvider act);
}

/// <summary>Hears every act that commits: what was kept of it in memory is old from then on, here and on other nodes.</summary>
public interface ICommitListener
{
    /// <summary>Inside the transaction: what is told to other nodes through the database is heard when, and only when, it
    /// commits.</summary>
    /// <param name="authority">Whose pages change; null for everybody's.</param>
    Task BeforeCommitAsync(AppDb db, Guid? authority, bool kept, CancellationToken cancel);

    /// <param name="authority">As before the commit.</param>
    void AfterCommit(Guid? authority, bool kept);
}
