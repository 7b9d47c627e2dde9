using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Patto.Audit;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>A process that nobody outside ever saw goes with all that hangs on it, in whatever module: what names it, and what names what
/// names it, as the model of the database knows them. The registry of acts stays.</summary>
internal sealed class DeletedDraft(AppDb db)
{
    // What happened, happened; and these name things for a while only.
    private static readonly HashSet<Type> Stay = [typeof(AuditRow), typeof(ContentSeal), typeof(OnceResult)];
    private const int AtOnce = 500;

    private readonly HashSet<object> _found = [];
    private readonly Dictionary<Type, List<object>> _ids = [];
    private readonly HashSet<Subject> _subjects = [];

    /// <summary>In a running act.</summary>
    /// <returns>How many rows went, the process among them.</returns>
    public async Task<int> DeleteAsync(Process process, CancellationToken cancel)
    {
        process.Discard();
        for (List<object> fresh = [process]; fresh.Count > 0; fresh = await NamingAsync(fresh, cancel)) Note(fresh);
        RuleViolation.Unless(!_found.OfType<IFromOutside>().Any(x => x.IsFromOutside), "process.written-in",
            "Qualcuno da fuori ci ha già scritto, si è iscritto o è stato convocato: quello che ha detto non si cancella. Il percorso può restare una bozza.");
        // Whatever order they go in: each of those that hang on another is among them.
        db.ChangeTracker.CascadeDeleteTiming = CascadeTiming.OnSaveChanges;
        db.RemoveRange(_found);
        return _found.Count;
    }

    private void Note(List<object> fresh)
    {
        foreach (var row in fresh.Where(_found.Add))
        {
            if (row is not Entity) continue;
            var id = row.GetType().GetProperty("Id")!.GetValue(row)!;
            if (!_ids.TryGetValue(row.GetType(), out var ids)) _ids[row.GetType()] = ids = [];
            ids.Add(id);
            _subjects.UnionWith(SubjectsOf(row, (Guid)id.GetType().GetProperty("Value")!.GetValue(id)!));
        }
    }

    // As other rows may name it.
    private static IEnumerable<Subject> SubjectsOf(object row, Guid id)
    {
        if (row.GetType().GetProperty("Subject") is { } own && own.PropertyType == typeof(Subject))
            yield return (Subject)own.GetValue(row)!;
        var name = string.Concat(row.GetType().Name.Select((c, n) => char.IsUpper(c) && n > 0 ? $"-{char.ToLowerInvariant(c)}"
            : $"{char.ToLowerInvariant(c)}"));
        yield return new(name, id);
        // As other modules call the same.
        string[] others = name switch
        {
            "meeting" => ["minutes"],
            "node" => ["article", "comma", "chapter"],
            "legal-step" => ["step"],
            "road-step" => ["legal-step", "step"],
            "stakeholder-contact" => ["contact"],
            _ => []
        };
        foreach (var other in others) yield return new(other, id);
    }

    private async Task<List<object>> NamingAsync(List<object> named, CancellationToken cancel)
    {
        var ids = named.OfType<Entity>().GroupBy(e => e.GetType()).ToDictionary(g => typeof(Id<>).MakeGenericType(g.Key),
            g => g.Select(e => e.GetType().GetProperty("Id")!.GetValue(e)!).ToList());
        List<object> found = [];
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned() && !Stay.Contains(t.ClrType)))
            foreach (var property in type.GetProperties().Where(p => !p.IsPrimaryKey() || type.FindPrimaryKey()!.Properties.Count > 1))
            {
                var of = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                var wanted = of == typeof(Subject) ? [.. _subjects.Cast<object>()] : ids.GetValueOrDefault(of) ?? [];
                foreach (var some in wanted.Chunk(AtOnce))
                    found.AddRange(await (Task<List<object>>)Rows.MakeGenericMethod(type.ClrType, property.ClrType)
                        .Invoke(this, [property, some, cancel])!);
            }
        return [.. found.Distinct().Where(f => !_found.Contains(f))];
    }

    private static readonly MethodInfo Rows = typeof(DeletedDraft).GetMethod(nameof(RowsAsync),
        BindingFlags.NonPublic | BindingFlags.Instance)!;

    private async Task<List<object>> RowsAsync<T, TProperty>(IProperty property, object[] wanted, CancellationToken cancel) where T : class
    {
        List<TProperty> values = [.. wanted.Cast<TProperty>()];
        var row = Expression.Parameter(typeof(T));
        var named = Expression.Lambda<Func<T, bool>>(Expression.Call(Expression.Constant(values), nameof(List<TProperty>.Contains), [],
            Expression.Call(typeof(EF), nameof(EF.Property), [typeof(TProperty)], row, Expression.Constant(property.Name))), row);
        return [.. (await db.Set<T>().IgnoreQueryFilters().Where(named).ToListAsync(cancel)).Cast<object>()];
    }
}
