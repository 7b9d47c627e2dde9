using System.Text.RegularExpressions;

namespace Patto.Modules.Processes.Contracts;

/// <summary>A sentence that is long for a text in easy words.</summary>
/// <param name="Words">How many it has.</param>
public sealed record LongSentence(string Text, int Words);

/// <summary>Text in easy words: one short sentence a line. A sentence that is too long is said to whoever writes; nothing is refused,
/// because sometimes a name alone has ten words.</summary>
public static partial class EasyWords
{
    /// <summary>A sentence of more words is hard to read for who reads with effort. The European rules of easy-to-read language (Inclusion
    /// Europe) ask for short sentences with one idea each and give no number; Italian guides of plain language give twenty to
    /// twenty-five.</summary>
    public const int Most = 20;

    /// <summary>Lines without spaces around them; one empty line at most between two.</summary>
    internal static string Tidy(string text) =>
        EmptyLines().Replace(string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim())).Trim(), "\n\n");

    /// <summary>Groups of lines that stand together, in order.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Paragraphs(string text) =>
        [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Sentences of more than <see cref="Most"/> words, the longest first.</summary>
    public static IReadOnlyList<LongSentence> TooLong(string text) =>
        [.. Sentences(text).Select(s => new LongSentence(s, Words().Count(s))).Where(s => s.Words > Most).OrderByDescending(s => s.Words)];

    /// <summary>A line ends a sentence; so does a full stop, a question or exclamation mark before a space.</summary>
    public static IEnumerable<string> Sentences(string text) => text.Split('\n').SelectMany(l => Ends().Split(l)).Select(s => s.Trim())
        .Where(s => s.Length > 0);

    [GeneratedRegex(@"\n{3,}")] private static partial Regex EmptyLines();
    [GeneratedRegex(@"(?<=[.!?…])\s+")] private static partial Regex Ends();
    [GeneratedRegex(@"[\p{L}\p{N}]+([.,][\p{N}]+)*")] private static partial Regex Words();
}
