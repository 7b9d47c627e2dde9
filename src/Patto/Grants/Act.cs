using System.Reflection;
using Patto.Authorities;
using Patto.Database;

namespace Patto.Grants;

/// <summary>Something that a person may do; each room and module names its own in a static class whose name ends in <c>Acts</c>.</summary>
/// <param name="Name">For templates and tests: <c>contributions.write</c>.</param>
/// <param name="Title">For people, in Italian, as an infinitive: "scrivere un contributo".</param>
/// <param name="Standing">Who may always do it, in that process or authority. A phase may open it to others.</param>
public sealed record Act(string Name, string Title, params Role[] Standing)
{
    /// <summary>Concerns the whole authority, and who holds a standing role in one of its processes may do it too.</summary>
    public bool FromAnyProcess { get; init; }

    /// <summary>Every act of the platform, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Act> All = OwnTypes.All
        .Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Acts", StringComparison.Ordinal))
        .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.FieldType == typeof(Act))
        .Select(f => (Act)f.GetValue(null)!).ToDictionary(a => a.Name);
}

/// <summary>Where an act would happen.</summary>
/// <param name="Process">Null for what concerns the whole authority.</param>
/// <param name="Group">Set when the act belongs to one group, so that its members' grants count.</param>
public readonly record struct Place(Id<Authority> Authority, Subject? Process = null, Subject? Group = null);

/// <summary>An act opened to a role from an instant up to but not including another; null: without end.</summary>
public sealed record Opening(string Act, Role Role, DateTimeOffset Start, DateTimeOffset? End);

/// <summary>Whoever opens acts for a time: the phases of a process.</summary>
public interface IActOpenings
{
    Task<IReadOnlyList<Opening>> OpeningsAsync(Subject process, CancellationToken cancel);
}
