using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;

namespace Patto.Database;

/// <summary>The one door of every write: its own scope and database, load – act – save in one transaction, then what follows the
/// commit.</summary>
public sealed class Writes(IServiceScopeFactory scopes, WriteTurn turn, Storage storage, IActingUser user, IActingAuthority authority,
    ICommitListener listener, TimeProvider clock)
{
    public Task RunAsync(Func<WriteScope, Task> act, CancellationToken cancel = default) =>
        RunAsync(async write => { await act(write); return 0; }, cancel);

    /// <summary>Runs one act and gives back its result once it is committed.</summary>
    /// <remarks>On PostgreSQL acts run side by side: one that was overtaken begins again from nothing, now in line. So an act loads by
    /// itself whatever it changes, and does nothing outside the database that may not be done twice.</remarks>
    /// <exception cref="RuleViolation">The act breaks a rule; nothing was written.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Others changed the same thing at every attempt; nothing was written.</exception>
    public async Task<T> RunAsync<T>(Func<WriteScope, Task<T>> act, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
            if (await AttemptAsync(act, attempt, cancel) is { IsDone: true } done) return done.Result;
    }

    private async Task<(bool IsDone, T Result)> AttemptAsync<T>(Func<WriteScope, Task<T>> act, int attempt, CancellationToken cancel)
    {
        // On SQLite it would wait for itself; on PostgreSQL it would be an act of its own, kept when this one fails.
        if (Running.Value is { IsOver: false }) throw new InvalidOperationException(
            "An act runs inside another: use the WriteScope of the outer one, or AfterCommit.");
        var running = Running.Value = new();
        try { return await TryAsync(act, attempt, cancel); }
        finally { running.IsOver = true; }
    }

    // Flows to what the act calls and awaits; over as soon as the act is, also for what it left running.
    private static readonly AsyncLocal<OneAct?> Running = new();

    private sealed class OneAct
    {
        public volatile bool IsOver;
    }

    private async Task<(bool IsDone, T Result)> TryAsync<T>(Func<WriteScope, Task<T>> act, int attempt, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        user.ContinueIn(scope.ServiceProvider);
        authority.ContinueIn(scope.ServiceProvider);
        var write = new WriteScope(scope.ServiceProvider, clock.GetUtcNow());
        using (attempt == 1 ? await turn.WaitAsync(storage, cancel) : await turn.WaitAsync(cancel))
        {
            T result;
            await using var transaction = await write.Db.Database.BeginTransactionAsync(cancel);
            try
            {
                result = await act(write);
                await write.Db.SaveChangesAsync(cancel);
                await listener.BeforeCommitAsync(write.Db, authority.Id, write.Db.TouchedCached, cancel);
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (Exception fault) when (attempt < MostAttempts && storage.IsPostgres && WasOvertaken(fault))
            {
                return default;
            }
            Running.Value!.IsOver = true;
            listener.AfterCommit(authority.Id, write.Db.TouchedCached);
            await write.Db.RunAfterCommitAsync();
            return (true, result);
        }
    }

    // Who is in line can still be overtaken by a newcomer's first attempt, each time in a window of milliseconds.
    private const int MostAttempts = 10;

    /// <summary>Whether the same act, begun again, sees what the other one wrote: then its own rules decide.</summary>
    private static bool WasOvertaken(Exception? fault) => fault switch
    {
        null => false,
        DbUpdateConcurrencyException => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure
        or PostgresErrorCodes.DeadlockDetected
        } => true,
        _ => WasOvertaken(fault.InnerException),
    };

    /// <summary>As <see cref="RunAsync{T}"/>, but the same sending repeated answers its first result and changes nothing.</summary>
    /// <param name="once">What tells one sending from another; null when nothing was sent along, or nothing may be kept. Kept 48
    /// hours.</param>
    /// <exception cref="RuleViolation">The key was used for something else at the same place: <see cref="Once.OtherBody"/>.</exception>
    public async Task<string> RunOnceAsync(Once? once, Func<WriteScope, Task<string>> act, CancellationToken cancel = default)
    {
        if (once is null || string.IsNullOrWhiteSpace(once.Key)) return await RunAsync(act, cancel);
        var mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{authority.Id}|{user.Account}|{once.Place}|{once.Key}")));
        // A twin that commits between this look and this save overtakes it: begun again, the act finds the twin's result.
        return await RunAsync(async write =>
        {
            if (await write.Db.Set<OnceResult>().FindAsync([mark], cancel) is { } done) return done.For(once);
            var result = await act(write);
            write.Db.Add(new OnceResult(mark, once.Body, result, write.Now));
            return result;
        }, cancel);
    }
}

/// <summary>What tells one sending from another, within an authority and an account: two people with the same key never get one another's
/// answer by chance.</summary>
/// <param name="Key">What the form or the caller of the API sent along.</param>
/// <param name="Place">The address and the handler that it was sent to.</param>
/// <param name="Body">Fingerprint of all that was sent.</param>
public sealed record Once(string? Key, string Place, string Body)
{
    /// <summary>The code of the rule that a key stands for one sending only.</summary>
    public const string OtherBody = "once.other-body";

    /// <summary>SHA-256 of what was sent, hexadecimal.</summary>
    public static string Fingerprint(string sent) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sent)));
}

/// <summary>What an act works with: its own database and services, and the instant it happens at.</summary>
public sealed class WriteScope(IServiceProvider services, DateTimeOffset now)
{
    public AppDb Db { get; } = services.GetRequiredService<AppDb>();
    public DateTimeOffset Now { get; } = now;
    internal IServiceProvider Services => services;
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>From here to the end of the act nobody else is at that place. On SQLite acts stand in line anyway; on PostgreSQL they run
    /// side by side, and two that look for the same thing at the very same instant would both find nothing.</summary>
    public Task StandInLineAsync(string place, CancellationToken cancel = default) => Db.StandAsync(place, cancel);
}

internal static class Lines
{
    /// <summary>In a running act: passes a place at which nobody stands in line now (<see cref="WriteScope.StandInLineAsync"/>); many pass
    /// side by side.</summary>
    public static async Task PassAsync(this AppDb db, string place, CancellationToken cancel = default)
    {
        if (!db.Database.IsNpgsql() || db.Database.CurrentTransaction is null) return;
        var line = Line(place);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({line})", cancel);
    }

    /// <summary>As <see cref="WriteScope.StandInLineAsync"/>, for whoever hears of what an act did; outside of an act nobody
    /// stands.</summary>
    public static async Task StandAsync(this AppDb db, string place, CancellationToken cancel = default)
    {
        if (!db.Database.IsNpgsql() || db.Database.CurrentTransaction is null) return;
        var line = Line(place);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({line})", cancel);
    }

    internal static long Line(string place) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(place)));
}

/// <summary>SQLite has one writer: acts wait here in line instead of inside the driver. On PostgreSQL only those wait that were
/// overtaken.</summary>
public sealed class WriteTurn : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<IDisposable> WaitAsync(Storage storage, CancellationToken cancel)
    {
        return storage.IsPostgres ? new Ticket(null) : await WaitAsync(cancel);
    }

    public async Task<IDisposable> WaitAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        return new Ticket(_one);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Ticket(SemaphoreSlim? held) : IDisposable
    {
        public void Dispose() => held?.Release();
    }
}

/// <summary>What a form answered the first time, so that a second click answers the same.</summary>
public sealed class OnceResult(string mark, string body, string result, DateTimeOffset at)
{
    public string Mark { get; private set; } = mark;
    /// <summary>Fingerprint of what was sent.</summary>
    public string Body { get; private set; } = body;
    public string Result { get; private set; } = result;
    public DateTimeOffset At { get; private set; } = at;

    internal string For(Once once)
    {
        RuleViolation.Unless(Body == once.Body, Once.OtherBody,
            "Questo modulo era già stato inviato con un altro contenuto, e quell'invio è registrato. Per inviare anche questo premi di nuovo il pulsante.");
        return Result;
    }
}

internal sealed class OnceResultMapping : IEntityTypeConfiguration<OnceResult>
{
    public void Configure(EntityTypeBuilder<OnceResult> builder)
    {
        builder.ToTable("OnceResults").HasKey(o => o.Mark);
        builder.Property(o => o.Mark).HasMaxLength(64);
        builder.Property(o => o.Body).HasMaxLength(64);
        builder.HasIndex(o => o.At);
    }
}
