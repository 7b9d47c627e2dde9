using System.Collections.Frozen;
using System.Reflection;

namespace Patto.Kernel;

/// <summary>How the history tells an event to people: one whole Italian sentence, without names or numbers. Every event of the domain has
/// one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SentenceAttribute(string italian) : Attribute
{
    public string Italian { get; } = italian;
}

/// <summary>The name that audit rows keep for an event whose type is called otherwise today. A name that was stored never
/// changes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredAsAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>What the audit row keeps of the type.</summary>
    public static string Of(Type happened) => happened.GetCustomAttribute<StoredAsAttribute>()?.Name ?? happened.Name;
}

/// <summary>The sentences of all events, by the name that the audit row keeps.</summary>
public static class Sentences
{
    public static readonly FrozenDictionary<string, string> All = OwnTypes.All
        .Where(t => t.IsAssignableTo(typeof(IDomainEvent)) && t.GetCustomAttribute<SentenceAttribute>() is not null)
        .ToFrozenDictionary(StoredAsAttribute.Of, t => t.GetCustomAttribute<SentenceAttribute>()!.Italian);

    /// <summary>The sentence of an event; rows of events that no longer exist are still facts.</summary>
    public static string Of(string kind) => All.GetValueOrDefault(kind, "È successo qualcosa che oggi non si registra più.");
}
