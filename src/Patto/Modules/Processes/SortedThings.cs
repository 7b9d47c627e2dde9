using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Patto.Database;
using Patto.Modules.Processes.Contracts;

namespace Patto.Modules.Processes;

/// <summary>Everything in the town that is sorted under a theme or a neighbourhood, whatever module keeps it: voices, proposals,
/// meetings, stakeholders. Whose row belongs to a process and has a property of that name holds a key of it; who adds a table adds
/// nothing here.</summary>
internal sealed class SortedThings(AppDb db)
{
    public const string Theme = "Theme", Area = "Area";

    /// <summary>The rows that hold keys of that kind.</summary>
    public static IReadOnlyList<IEntityType> Of(IModel model, string key) =>
        [.. model.GetEntityTypes().Where(t => t.FindProperty("Process")?.ClrType == typeof(Id<Process>)
            && t.FindProperty(key)?.ClrType == typeof(string)).OrderBy(t => t.ClrType.Name, StringComparer.Ordinal)];

    /// <summary>How many things stand under each key.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync(Id<Process> process, string key, CancellationToken cancel)
    {
        Dictionary<string, int> counts = [];
        foreach (var type in Of(db.Model, key).Where(t => !t.ClrType.IsAssignableTo(typeof(IGoesWithItsTheme))))
            foreach (var (of, count) in await AskAsync<List<KeyValuePair<string, int>>>(nameof(CountOfAsync), type, process, key, cancel))
                counts[of] = counts.GetValueOrDefault(of) + count;
        return counts;
    }

    /// <summary>In a running act: what stands under one key stands under the other from now on.</summary>
    /// <returns>How many things.</returns>
    public async Task<int> MoveAsync(Id<Process> process, string key, string from, string into, CancellationToken cancel)
    {
        var moved = 0;
        foreach (var type in Of(db.Model, key)) moved += await AskAsync<int>(nameof(MoveOfAsync), type, process, key, from, into, cancel);
        return moved;
    }

    private Task<T> AskAsync<T>(string method, IEntityType type, params object[] given) =>
        (Task<T>)typeof(SortedThings).GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type.ClrType)
            .Invoke(this, BindingFlags.DoNotWrapExceptions, null, given, null)!;

    private async Task<List<KeyValuePair<string, int>>> CountOfAsync<T>(Id<Process> process, string key, CancellationToken cancel)
        where T : class => [.. (await db.Set<T>().Where(t => EF.Property<Id<Process>>(t, "Process") == process
            && EF.Property<string?>(t, key) != null && EF.Property<string?>(t, key) != "")
            .GroupBy(t => EF.Property<string>(t, key)).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel))
            .Select(g => KeyValuePair.Create(g.Key, g.Count))];

    // As entities, so that the audit seals what they are now.
    private async Task<int> MoveOfAsync<T>(Id<Process> process, string key, string from, string into, CancellationToken cancel)
        where T : class
    {
        var found = await db.Set<T>().Where(t => EF.Property<Id<Process>>(t, "Process") == process
            && EF.Property<string?>(t, key) == from).ToListAsync(cancel);
        foreach (var one in found) db.Entry(one).Property(key).CurrentValue = into;
        return found.Count;
    }
}
