namespace Patto.Database;

/// <summary>How long a text is, counted in one way everywhere: a new line is one character, as the browser counts it under the field,
/// though forms send two (CR LF).</summary>
public static class TextLength
{
    /// <summary>No text of a form is longer, whatever it is for: the minutes of a long meeting fit many times.</summary>
    public const int Longest = 200_000;

    public static int Of(ReadOnlySpan<char> text) => text.Length - text.Count("\r\n".AsSpan());

    /// <summary>The text fits, or a sentence at <paramref name="field"/> says limit, length and difference.</summary>
    /// <exception cref="RuleViolation">It is too long.</exception>
    public static void Demand(string field, string text, int most, string code)
    {
        var length = Of(text);
        if (length > most)
            throw new RuleViolation(code, "Il testo ha {0:N0} caratteri: il limite è {1:N0}, {2:N0} di troppo.", length, most,
                length - most)
            { Field = field };
    }
}
