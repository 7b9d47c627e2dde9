using System.Diagnostics.CodeAnalysis;

namespace Patto.Kernel;

/// <summary>Anything the town speaks of, by kind and identity: how rooms name what belongs to modules they do not know.</summary>
/// <param name="Kind">Lower-case English noun: <c>process</c>, <c>contribution</c>, <c>article</c>.</param>
public readonly record struct Subject(string Kind, Guid Id) : IParsable<Subject>
{
    public static Subject Of<T>(string kind, Id<T> id) => new(kind, id.Value);

    public override string ToString() => $"{Kind}:{Id}";

    public static Subject Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var subject) ? subject : throw new FormatException($"'{s}' is not kind:id.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Subject result)
    {
        result = default;
        if (s?.Split(':') is not [{ Length: > 0 } kind, var id] || !Guid.TryParse(id, out var value)) return false;
        result = new(kind, value);
        return true;
    }
}
