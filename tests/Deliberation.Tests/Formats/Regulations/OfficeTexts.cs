using System.Security;
using Deliberation.Tests.Formats.Tables;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>Small texts as two word processors write them.</summary>
internal static class OfficeTexts
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    private const string O = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""
        + " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
        + " xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";

    /// <summary>A document with automatic numbers "Art. 1", "1.", "a)", "1)" as the list 1.</summary>
    internal static byte[] Docx(string body, params (string Name, string Content)[] more) => Workbooks.Zip([
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("word/document.xml", $"<w:document {W}><w:body>{body}</w:body></w:document>"), ("word/numbering.xml", $"<w:numbering {W}>"
            + "<w:abstractNum w:abstractNumId=\"0\">" + Level(0, "decimal", "Art. %1") + Level(1, "decimal", "%2.")
                + Level(2, "lowerLetter",
            "%3)") + Level(3, "decimal", "%4)")
                + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"),
        .. more]);

    private static string Level(int level, string format, string text) => $"<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/>"
        + $"<w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>";

    /// <summary>A paragraph, at a level of the list or without a number.</summary>
    internal static string P(string text, int? level = null, string style = "") => "<w:p><w:pPr>"
        + (style.Length > 0 ? $"<w:pStyle w:val=\"{style}\"/>" : "") + (level is { } at ? $"<w:numPr><w:ilvl w:val=\"{at}\"/>"
            + "<w:numId w:val=\"1\"/></w:numPr>" : "") + $"</w:pPr>{Run(text)}</w:p>";

    internal static string Run(string text) => $"<w:r><w:t xml:space=\"preserve\">{SecurityElement.Escape(text)}</w:t></w:r>";

    internal static string Ins(string text, string author = "Anna Prova") => $"<w:ins w:id=\"1\" w:author=\"{author}\">{Run(text)}</w:ins>";

    internal static string Del(string text, string author = "Anna Prova") => $"<w:del w:id=\"2\" w:author=\"{author}\">"
        + $"<w:r><w:delText xml:space=\"preserve\">{SecurityElement.Escape(text)}</w:delText></w:r></w:del>";

    /// <summary>An OpenDocument text whose list style "L1" numbers with digits, then letters.</summary>
    internal static byte[] Odt(string body, string tracked = "") => Workbooks.Zip([("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", $"<office:document-content {O}><office:automatic-styles><text:list-style style:name=\"L1\">"
            + "<text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>"
            + "<text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>"
            + "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Title\"/></office:automatic-styles>"
            + $"<office:body><office:text>{tracked}{body}</office:text></office:body></office:document-content>")]);
}
