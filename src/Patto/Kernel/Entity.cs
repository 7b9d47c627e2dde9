using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace Patto.Kernel;

/// <summary>Something that happened, told in the past tense; handled before the change is committed.</summary>
/// <remarks>Ids and facts only, never personal data: the event is what the audit row keeps.</remarks>
public interface IDomainEvent
{
    /// <summary>What it happened to.</summary>
    Subject About { get; }

    /// <summary>The process it happened in; null for what concerns the whole authority.</summary>
    Subject? Process => null;

    /// <summary>Whether the public history of the process tells it (the internal one tells everything).</summary>
    bool IsPublic => false;
}

/// <summary>Whoever cares that <typeparamref name="TEvent"/> happened: changes entities or posts letters in the same transaction, never
/// saves, never calls the network.</summary>
public interface IHandle<in TEvent> where TEvent : IDomainEvent
{
    Task HandleAsync(TEvent happened, CancellationToken cancel);
}

/// <summary>What has an identity, rules of its own, and tells what happens to it.</summary>
public abstract class Entity
{
    private readonly List<IDomainEvent> _events = [];

    [NotMapped] public IReadOnlyList<IDomainEvent> Events => _events;

    /// <summary>Grows with every act on the entity; two acts on the same revision cannot both be saved.</summary>
    [ConcurrencyCheck] public int Revision { get; private set; }

    protected void Raise(IDomainEvent happened) => _events.Add(happened);

    internal IReadOnlyList<IDomainEvent> TakeEvents()
    {
        if (_events.Count == 0) return [];
        IDomainEvent[] taken = [.. _events];
        _events.Clear();
        Revision++;
        return taken;
    }
}

/// <inheritdoc />
public abstract class Entity<TSelf> : Entity where TSelf : Entity<TSelf>
{
    public Id<TSelf> Id { get; protected init; } = Kernel.Id<TSelf>.New();
}

/// <summary>A rule of the domain that does not hold: a code for machines, an Italian sentence for people.</summary>
/// <param name="code">Lower case, dotted: <c>meeting.full</c>.</param>
/// <param name="sentence">What happened and how to mend it, in Italian; {0}… stand for <paramref name="values"/>.</param>
/// <param name="values">What the sentence speaks of.</param>
public sealed class RuleViolation(string code, string sentence, params object[] values)
    : Exception(values.Length == 0 ? sentence : string.Format(System.Globalization.CultureInfo.GetCultureInfo("it"), sentence, values))
{
    public string Code { get; } = code;
    public string Sentence { get; } = sentence;
    public IReadOnlyList<object> Values { get; } = values;

    /// <summary>The input property that the sentence stands next to; null for the whole form.</summary>
    public string? Field { get; init; }

    public static void Unless(bool holds, string code, string sentence, params object[] values)
    {
        if (!holds) throw new RuleViolation(code, sentence, values);
    }

    /// <summary>As <see cref="Unless"/>, and the sentence stands next to <paramref name="field"/> of the form.</summary>
    public static void UnlessAt(string field, bool holds, string code, string sentence, params object[] values)
    {
        if (!holds) throw new RuleViolation(code, sentence, values) { Field = field };
    }
}
