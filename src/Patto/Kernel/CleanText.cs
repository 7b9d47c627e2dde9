using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Patto.Kernel;

/// <summary>Text that every format can carry: the characters of XML 1.0. What is pasted from a PDF brings others along (U+0002 for a
/// hyphen), which no feed, no Akoma Ntoso and, for the null character, no PostgreSQL takes. Nor those that nobody sees and that deceive
/// who reads: blanks without width, which make an empty text count as written, and marks that turn the order of letters round. The marks of
/// direction and the joiners that Arabic and other scripts need stay.</summary>
public static class CleanText
{
    /// <summary>True when the text holds only characters that XML 1.0 can carry (no control characters but tab and line ends, no half of a
    /// surrogate pair) and none that deceives.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
            if (Width(text, at) is var width && width == 0) return false;
            else at += width - 1;
        return true;
    }

    /// <summary>The same text without these.</summary>
    public static string Of(string text) => Replace(text, "");

    /// <summary>The same text with U+FFFD in place of these: where something asked for must not come to mean something
    /// else.</summary>
    public static string Marked(string text) => Replace(text, "\uFFFD");

    private static string Replace(string text, string by)
    {
        if (Is(text)) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var width = Width(text, at);
            if (width == 0) clean.Append(by);
            else clean.Append(text, at, width);
            at += Math.Max(1, width);
        }
        return clean.ToString();
    }

    /// <summary>Cleans all that an XML document says, before it is written: what was frozen before texts were cleaned on entry must not
    /// stop it.</summary>
    public static T In<T>(T document) where T : XContainer
    {
        foreach (var node in document.DescendantNodes().ToList())
            if (node is XText text) text.Value = Of(text.Value);
            else if (node is XElement element)
                foreach (var attribute in element.Attributes()) attribute.Value = Of(attribute.Value);
        return document;
    }

    // Zero width space, word joiner, byte order mark; embeddings and overrides of the direction.
    private static bool Deceives(char c) => c is '\u200B' or '\u2060' or '\uFEFF' or (>= '\u202A' and <= '\u202E');

    // How many characters make the one that begins here; 0: it is taken out.
    private static int Width(ReadOnlySpan<char> text, int at) =>
        Deceives(text[at]) ? 0 : XmlConvert.IsXmlChar(text[at]) ? 1
        : at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 0;
}
