namespace Deliberation.Formats.Tables;

/// <summary>In a text file, a cell that a spreadsheet would take for a formula gets one apostrophe in front; taking it away gives back
/// exactly what was there.</summary>
/// <remarks>Against formula injection (OWASP, CSV Injection): <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, their full-width forms, a tab
/// or a line break after blanks and apostrophes.</remarks>
public static class FormulaGuard
{
    /// <summary>The text as it goes into a file.</summary>
    /// <param name="text">What is meant.</param>
    public static string Put(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsRisky(text) ? "'" + text : text;
    }

    /// <summary>The text as it was before <see cref="Put"/>.</summary>
    /// <param name="text">What the file has.</param>
    public static string Take(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('\'') && IsRisky(text.AsSpan(1)) ? text[1..] : text;
    }

    // Apostrophes that stand in front already count too: otherwise one of them would be taken for ours.
    private static bool IsRisky(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n') return true;
            if (c != '\'' && !char.IsWhiteSpace(c)) return false;
        }

        return false;
    }
}
