using System.Globalization;

namespace Patto.Kernel;

/// <summary>Makes a text shorter: static, the text first and how many characters are kept at most second. A test feeds each of them with
/// every kind of text.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShortensTextAttribute : Attribute;

/// <summary>The beginning of a text, for where the whole has no room.</summary>
public static class Excerpt
{
    /// <summary>At most so many characters and an ellipsis, ending with a whole word where there is one.</summary>
    [ShortensText]
    public static string Of(string text, int most)
    {
        if (text.Length <= most) return text;
        var blank = text.LastIndexOfAny([' ', '\n', '\t'], most);
        // A word so long that hardly anything would be left before it is cut itself.
        return (blank > most / 2 ? text[..blank].TrimEnd() : Cut(text, most)) + "…";
    }

    /// <summary>At most so many characters, cut where it happens, but never inside one that people see as one.</summary>
    [ShortensText]
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var kept = 0;
        while (kept < most && StringInfo.GetNextTextElementLength(text, kept) is var next && kept + next <= most) kept += next;
        if (kept > 0) return text[..kept];
        // One sign longer than all the room there is: at least no half of a surrogate pair.
        return text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : Math.Max(0, most))];
    }
}
