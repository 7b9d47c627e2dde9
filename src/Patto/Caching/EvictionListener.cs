using Microsoft.EntityFrameworkCore;
using Npgsql;
using Patto.Database;

namespace Patto.Caching;

/// <summary>Tells this node at once, and the others through PostgreSQL, that something has changed.</summary>
internal sealed class Evictions(Storage storage, CacheGenerations generations) : ICommitListener
{
    public async Task BeforeCommitAsync(AppDb db, Guid? authority, bool kept, CancellationToken cancel)
    {
        if (!storage.IsPostgres) return;
        var told = authority is not { } one ? EvictionListener.Everything : kept ? $"{EvictionListener.Kept}{one}" : $"{one}";
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify({EvictionListener.Channel}, {told})", cancel);
    }

    public void AfterCommit(Guid? authority, bool kept)
    {
        if (authority is not { } one) generations.BumpAll();
        else if (kept) generations.BumpKept(one);
        else generations.Bump(one);
    }
}

/// <summary>With several web nodes over one PostgreSQL: hears what the others changed. While it cannot hear, this node keeps no
/// pages.</summary>
internal sealed class EvictionListener(Storage storage, CacheGenerations generations, ILogger<EvictionListener> log) : BackgroundService
{
    public const string Channel = "patto_evict";

    /// <summary>Told instead of an authority: forget everything.</summary>
    public const string Everything = "*";

    /// <summary>Told before an authority: what is kept in memory of it changed too.</summary>
    public const string Kept = "kept:";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!storage.IsPostgres) return;
        while (!stoppingToken.IsCancellationRequested)
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception fault) when (fault is NpgsqlException or IOException or TimeoutException)
            {
                generations.IsTrusted = false;
                log.LogWarning("The database is not heard: {Fault}", fault.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(storage.Postgres);
        await connection.OpenAsync(cancel);
        connection.Notification += (_, told) => Forget(told.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        // What was told before we listened was missed.
        generations.BumpAll();
        generations.IsTrusted = true;
        while (true)
        {
            if (await connection.WaitAsync(TimeSpan.FromSeconds(10), cancel)) continue;
            await using var ping = new NpgsqlCommand("SELECT 1", connection);
            await ping.ExecuteScalarAsync(cancel);
        }
    }

    private void Forget(string told)
    {
        if (told == Everything) generations.BumpAll();
        else if (told.StartsWith(Kept, StringComparison.Ordinal)
            && Guid.TryParse(told[Kept.Length..], out var kept)) generations.BumpKept(kept);
        else if (Guid.TryParse(told, out var authority)) generations.Bump(authority);
    }
}
