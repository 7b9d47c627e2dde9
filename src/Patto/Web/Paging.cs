using System.Globalization;
using System.Text.RegularExpressions;

namespace Patto.Web;

/// <summary>An address that asks for what cannot be: 400, with the sentence that says how to ask.</summary>
/// <param name="sentence">In Italian; {0}… stand for <paramref name="values"/>.</param>
public sealed class BadQuery(string sentence, params object[] values) : Exception(sentence)
{
    public string Sentence { get; } = sentence;
    public IReadOnlyList<object> Values { get; } = values;
}

/// <summary>How lists of the API are read piece by piece: each answer says in <c>next</c> what to send as <c>after</c>.</summary>
public static partial class Paging
{
    public const int Most = 100;

    /// <exception cref="BadQuery">Not between 1 and <see cref="Most"/>.</exception>
    public static int Size(int asked) =>
        asked is >= 1 and <= Most ? asked : throw new BadQuery("Una pagina ha da 1 a {0} elementi: correggi pageSize.", Most);

    /// <summary>Where the page begins, when it is the code of a thing; empty for the first page.</summary>
    /// <param name="letter">The kind: <c>P</c> proposal, <c>I</c> indicator…</param>
    public static string AfterCode(string? after, char letter) =>
        string.IsNullOrEmpty(after) ? "" : CodeShape().Match(after) is { Success: true } code
            && code.Groups["letter"].ValueSpan[0] == letter ? after : throw Unknown();

    /// <summary>Where the page begins, when it is an identity; null for the first page.</summary>
    public static Guid? AfterId(string? after) =>
        string.IsNullOrEmpty(after) ? null : Guid.TryParse(after, out var id) ? id : throw Unknown();

    public static int? AfterNumber(string? after) =>
        string.IsNullOrEmpty(after) ? null : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Unknown();

    public static BadQuery Unknown() =>
        new("Questo valore di after non viene da una pagina di questo elenco: riparti dalla prima, oppure usa il valore next della pagina prima.");

    [GeneratedRegex("^[A-Z0-9]+-(?<letter>[A-Z])[0-9]{4,}$")]
    private static partial Regex CodeShape();
}
