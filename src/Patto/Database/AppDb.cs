using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Patto.Database;

/// <summary>The one database of the platform. Mappings are found in rooms and modules; what happened is told before the save.</summary>
public abstract class AppDb(DbContextOptions options, IServiceProvider services) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>For steps on stored data, which begin outside of any request.</summary>
    internal IServiceProvider Services => services;

    private readonly List<Func<Task>> _afterCommit = [];
    private readonly List<IDomainEvent> _told = [];

    /// <summary>Tells what happened to something that is no <see cref="Entity"/>: an account.</summary>
    public void Tell(IDomainEvent happened) => _told.Add(happened);

    /// <summary>Something to do once, after the commit (evict a page, wake a listener); dropped when the act fails.</summary>
    public void AfterCommit(Func<Task> action) => _afterCommit.Add(action);

    /// <summary>True once a save has touched something that is <see cref="ICachedEntity"/>.</summary>
    internal bool TouchedCached { get; private set; }

    internal async Task RunAfterCommitAsync()
    {
        Func<Task>[] actions = [.. _afterCommit];
        _afterCommit.Clear();
        foreach (var action in actions) await action();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        foreach (var mapping in Mappings) ApplyMapping.MakeGenericMethod(mapping.Entity)
            .Invoke(builder, [Activator.CreateInstance(mapping.Type)]);
        NameOrder.Map(builder, postgres: this is PostgresDb);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        foreach (var entity in EntityTypes)
            configurationBuilder.Properties(typeof(Id<>).MakeGenericType(entity))
                .HaveConversion(typeof(IdConverter<>).MakeGenericType(entity));
        configurationBuilder.Properties<Subject>().HaveConversion<SubjectConverter>().HaveMaxLength(80);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
    }

    private static readonly MethodInfo ApplyMapping = typeof(ModelBuilder).GetMethod(nameof(ModelBuilder.ApplyConfiguration))!;

    private static readonly (Type Type, Type Entity)[] Mappings =
    [.. from type in OwnTypes.All
        where type is { IsAbstract: false, IsInterface: false }
        from mapped in type.GetInterfaces()
        where mapped.IsGenericType && mapped.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>)
        orderby type.FullName
        select (type, mapped.GenericTypeArguments[0])];

    private static readonly Type[] EntityTypes = [.. OwnTypes.All.Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Entity)))];

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Handlers run before the commit and may raise further events: repeat until nothing is left to tell.
        List<IDomainEvent> told = [];
        while (TakeEvents() is { Count: > 0 } happened)
        {
            told.AddRange(happened);
            foreach (var one in happened) await PublishAsync(one, cancellationToken);
        }
        // TakeEvents has just compared every value of every row with what it was, lists by their JSON. Who looks from here on adds rows of
        // their own and changes none: each look would compare all of them again for nothing.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var along in services.GetServices<ISaveAlong>()) await along.SaveAsync(this, cancellationToken);
            StoredValues.Check(ChangeTracker.Entries());
            var left = LeftBehind.Of(this);
            if (told.Count > 0 || left.Count > 0)
                foreach (var witness in services.GetServices<IAuditWriter>()) await witness.WriteAsync(told, left, cancellationToken);
            NameOrder.Keep(this);
            TouchedCached |= ChangeTracker.Entries<ICachedEntity>().Any(e => e.State != EntityState.Unchanged);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        foreach (var along in services.GetServices<ISaveAlong>()) await along.SavedAsync(this, cancellationToken);
        return saved;
    }

    /// <summary>For the framework's own keys only, which it stores synchronously and without events.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => ChangeTracker.Entries().All(e => e.Entity is DataProtectionKey)
        ? base.SaveChanges(acceptAllChangesOnSuccess) : throw new NotSupportedException("Use SaveChangesAsync.");

    DbSet<DataProtectionKey> IDataProtectionKeyContext.DataProtectionKeys => Set<DataProtectionKey>();

    private List<IDomainEvent> TakeEvents()
    {
        List<IDomainEvent> taken = [.. _told, .. ChangeTracker.Entries<Entity>().ToList().SelectMany(e => e.Entity.TakeEvents())];
        _told.Clear();
        return taken;
    }

    private async Task PublishAsync(IDomainEvent happened, CancellationToken cancel)
    {
        var (handlers, handle) = Handling.GetOrAdd(happened.GetType(), static type =>
        {
            var handlers = typeof(IHandle<>).MakeGenericType(type);
            return (handlers, handlers.GetMethod(nameof(IHandle<>.HandleAsync))!);
        });
        foreach (var handler in services.GetServices(handlers))
            await (Task)handle.Invoke(handler, BindingFlags.DoNotWrapExceptions, null, [happened, cancel], null)!;
    }

    private static readonly ConcurrentDictionary<Type, (Type Handlers, MethodInfo Handle)> Handling = [];

    private sealed class SubjectConverter() : ValueConverter<Subject, string>(s => s.ToString(), s => Subject.Parse(s, null));
}

/// <summary>Marks what is read by nearly every request and changes seldom. A save that touches one of these makes every node forget what it
/// keeps.</summary>
public interface ICachedEntity;

/// <summary>Keeps what follows from what a save is about to store, in the same save: looks at the entities that are tracked and adds its
/// own. It raises no events.</summary>
public interface ISaveAlong
{
    /// <summary>What it changes in a row that was there before is not seen by those that look after it; what it adds is.</summary>
    Task SaveAsync(AppDb db, CancellationToken cancel);

    /// <summary>Once it is stored, in the same transaction: changes rows by statements of its own, and saves nothing.</summary>
    Task SavedAsync(AppDb db, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>Sees everything that is told in a save, after all handlers and before the commit: the audit.</summary>
public interface IAuditWriter
{
    /// <param name="told">What happened.</param>
    /// <param name="left">The content that the same save leaves behind.</param>
    Task WriteAsync(IReadOnlyList<IDomainEvent> told, IReadOnlyList<LeftBehind> left, CancellationToken cancel);
}

public sealed class SqliteDb(DbContextOptions<SqliteDb> options, IServiceProvider services) : AppDb(options, services)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantAsText>();
    }

    /// <summary>SQLite has no instant type; this fixed-width UTC text sorts and compares as time does.</summary>
    private sealed class InstantAsText() : ValueConverter<DateTimeOffset, string>(
        t => t.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        s => new DateTimeOffset(DateTime.SpecifyKind(DateTime.ParseExact(s, "yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        DateTimeKind.Utc)));
}

public sealed class PostgresDb(DbContextOptions<PostgresDb> options, IServiceProvider services) : AppDb(options, services)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InUtc>();
    }

    /// <summary>PostgreSQL takes instants in UTC only, and keeps microseconds.</summary>
    private sealed class InUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(t => t.ToUniversalTime(), t => t);
}
