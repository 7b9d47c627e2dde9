using System.Collections.Frozen;
using System.Reflection;

namespace Patto.Kernel;

/// <summary>How the history tells an event to people: one whole Italian sentence, without names or numbers. Every event of the domain has one.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SentenceAttribute(string italian) : Attribute
{
    public string Italian { get; } = italian;
}

/// <summary>The sentences of all events, by the name that the audit row keeps.</summary>
public static class Sentences
{
    public static readonly FrozenDictionary<string, string> All = OwnTypes.All
        .Where(t => t.IsAssignableTo(typeof(IDomainEvent)) && t.GetCustomAttribute<SentenceAttribute>() is not null)
        .ToFrozenDictionary(t => t.Name, t => t.GetCustomAttribute<SentenceAttribute>()!.Italian);

    /// <summary>The sentence of an event; rows of events that no longer exist are still facts.</summary>
    public static string Of(string kind) => All.GetValueOrDefault(kind, "È successo qualcosa che oggi non si registra più.");
}
