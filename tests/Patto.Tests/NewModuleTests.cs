using System.Reflection;
using Patto.Host;
using Patto.Mail;
using Patto.Modules.Processes.Contracts;
using Patto.Web;

namespace Patto.Tests;

/// <summary>What docs/new-module.md says of the modules is what they are.</summary>
public sealed class NewModuleTests
{
    private const BindingFlags Nested = BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void The_table_of_acts_and_events_is_what_the_manifests_and_the_code_say()
    {
        var heard = (from type in OwnTypes.All
                     where !type.IsAbstract
                     from handles in type.GetInterfaces()
                     where handles.IsGenericType && handles.GetGenericTypeDefinition() == typeof(IHandle<>)
                     select (Event: handles.GenericTypeArguments[0], Handler: type)).ToLookup(h => h.Event, h => h.Handler);
        List<string> rows = ["| Module | Its acts | Event | Heard by | Letters | Steps ticked |", "|---|---|---|---|---|---|"];
        foreach (var module in Floors.Modules)
        {
            var manifest = ModuleManifest.Modules.Single(m => m.GetType().Namespace == module.GetType().Namespace);
            var acts = string.Join(", ", manifest.Acts.Select(a => $"`{a.Name}`"));
            var name = module.GetType().Namespace!.Split('.')[^1];
            rows.AddRange(manifest.Events.Count == 0
                ? [$"| {name} | {acts} | | | | |"]
                : manifest.Events.Select((e, n) =>
                    $"| {(n == 0 ? name : "")} | {(n == 0 ? acts : "")} | `{e.Name}` | {Heard(heard[e])} | {Those(heard[e], typeof(Outbox))} | {Those(heard[e], typeof(PlanBook))} |"));
        }
        Assert.True(rows.Count > 70, $"{rows.Count} rows");
        GeneratedPart.Demand("docs/new-module.md", "acts and events",
            string.Join('\n', rows.Select(r => r.Replace("  ", " ", StringComparison.Ordinal))));
    }

    private static string Heard(IEnumerable<Type> handlers) => string.Join(", ", handlers.Select(Name).Order(StringComparer.Ordinal));

    private static string Those(IEnumerable<Type> handlers, Type tool) =>
        string.Join(", ", handlers.Where(h => Uses(h, tool)).Select(Name).Order(StringComparer.Ordinal));

    private static string Name(Type handler) => $"{handler.Namespace!.Split('.')[^1]}: `{handler.Name}`";

    // Itself, or through something of a module that it works with.
    private static bool Uses(Type handler, Type tool) => NamedBy(handler).Any(t => t == tool) || NamedBy(handler)
        .Where(t => t.Namespace?.StartsWith("Patto.Modules.", StringComparison.Ordinal) == true && t is { IsClass: true, IsNested: false }
            && !t.IsSubclassOf(typeof(Entity)))
        .Any(t => NamedBy(t).Contains(tool));

    private static HashSet<Type> NamedBy(Type type) =>
        [.. References.Of(type), .. type.GetNestedTypes(Nested).Where(t => !t.ContainsGenericParameters).SelectMany(References.Of)];
}
