using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Patto.Database;

/// <summary>The database as it stands at the first reading, for all the readings until it is disposed. It stops nobody from writing:
/// on SQLite the transaction is deferred, on PostgreSQL it only reads.</summary>
internal sealed class OneInstant : IAsyncDisposable
{
    private readonly AppDb _db;
    private readonly DbTransaction _transaction;
    private readonly IDbContextTransaction? _used;

    private OneInstant(AppDb db, DbTransaction transaction, IDbContextTransaction? used) =>
        (_db, _transaction, _used) = (db, transaction, used);

    /// <exception cref="InvalidOperationException">A transaction is open on it already: what that one reads is another instant.</exception>
    public static async Task<OneInstant> OfAsync(AppDb db, CancellationToken cancel = default)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        return new(db, transaction, await db.Database.UseTransactionAsync(transaction, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        if (_used is not null) await _used.DisposeAsync();
        await _transaction.DisposeAsync();
        await _db.Database.CloseConnectionAsync();
    }
}
