using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Patto.Database;

/// <summary>Work that a release does once on what is stored, after its migrations: what SQL alone cannot say (sort keys, cleaned text,
/// keyed hashes).</summary>
/// <remarks>Runs in a transaction of its own and is recorded in the same; a database that is new runs it on nothing.
/// A step is never changed after its release: later ones come after it.</remarks>
public abstract class DataStep
{
    /// <summary>Release and order: <c>0.2.0/10-sort-keys</c>. Steps run in the order of their names.</summary>
    public abstract string Name { get; }

    /// <summary>How the names begin under which the step was ever recorded: one that is done anew for each version of a library has
    /// several.</summary>
    public virtual string Family => Name;

    /// <param name="db">The database in an open transaction; what the step changes through it is saved afterwards.</param>
    public abstract Task RunAsync(AppDb db, CancellationToken cancel);

    /// <summary>Runs the steps that this database has not seen.</summary>
    internal static async Task RunAllAsync(AppDb db, CancellationToken cancel)
    {
        var done = await DoneAsync(db, cancel);
        foreach (var step in All.Where(s => !done.Contains(s.Name)))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await step.RunAsync(db, cancel);
            db.Add(new DataStepDone(step.Name, DateTimeOffset.UtcNow));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static Task<List<string>> DoneAsync(AppDb db, CancellationToken cancel) =>
        db.Set<DataStepDone>().AsNoTracking().Select(d => d.Name).ToListAsync(cancel);

    /// <summary>Whether a database that knows of steps lacks one.</summary>
    internal static async Task<bool> AreDueAsync(AppDb db, CancellationToken cancel)
    {
        var done = await DoneAsync(db, cancel);
        return All.Any(s => !done.Contains(s.Name));
    }

    /// <summary>A step that was done by a later release; null also where no step was ever done.</summary>
    internal static async Task<string?> UnknownAsync(AppDb db, CancellationToken cancel) =>
        (await db.Database.GetAppliedMigrationsAsync(cancel)).Any(m => m.EndsWith("_DataSteps", StringComparison.Ordinal))
            ? (await DoneAsync(db, cancel)).FirstOrDefault(d => !All.Any(s => d.StartsWith(s.Family, StringComparison.Ordinal))) : null;

    private static IEnumerable<DataStep> All => OwnTypes.All.Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DataStep)))
        .Select(t => (DataStep)Activator.CreateInstance(t)!).OrderBy(s => s.Name, StringComparer.Ordinal);
}

/// <summary>A step that this database has seen.</summary>
internal sealed class DataStepDone(string name, DateTimeOffset at)
{
    public string Name { get; private set; } = name;
    public DateTimeOffset At { get; private set; } = at;
}

internal sealed class DataStepDoneMapping : IEntityTypeConfiguration<DataStepDone>
{
    public void Configure(EntityTypeBuilder<DataStepDone> builder)
    {
        builder.ToTable("DataSteps").HasKey(d => d.Name);
        builder.Property(d => d.Name).HasMaxLength(80);
    }
}
