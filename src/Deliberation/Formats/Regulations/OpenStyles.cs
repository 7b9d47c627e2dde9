using System.Globalization;
using System.Xml;
using static Deliberation.Formats.Regulations.OpenWriter;

namespace Deliberation.Formats.Regulations;

/// <summary>The parts of an OpenDocument text that are the same whatever it says: styles, the page and its foot.</summary>
internal static class OpenStyles
{
    private const string Anchor = "Footnote_20_anchor";

    // What LibreOffice calls its own styles.
    private static readonly Dictionary<string, string> s_builtIn = new()
    {
        [SheetStyles.Normal] = "Standard",
        ["Heading1"] = "Heading_20_1",
        ["Heading2"] = "Heading_20_2",
        ["Heading3"] = "Heading_20_3",
        ["Heading4"] = "Heading_20_4",
        [SheetStyles.Note] = "Footnote",
    };

    internal static string NameOf(string style) => s_builtIn.GetValueOrDefault(style, style);

    internal static void Write(XmlWriter xml)
    {
        Root(xml, "document-styles");
        xml.WriteStartElement("styles", Office);
        Defaults(xml);
        foreach (var style in SheetStyles.All) Paragraph(xml, style);
        foreach (string own in (string[])[LineStyles.Mark, LineStyles.Gone, LineStyles.Name]) Named(xml, own, "text", () => { });
        Named(xml, Anchor, "text", () => Empty(xml, "text-properties", Style, ("text-position", Style, "super 58%")));
        Empty(xml, "notes-configuration", Words, ("note-class", Words, "footnote"), ("citation-body-style-name", Words, Anchor),
            ("num-format", Style, "1"), ("start-value", Words, "0"), ("footnotes-position", Words, "page"), ("start-numbering-at", Words,
                "document"));
        xml.WriteEndElement();
        Page(xml);
        xml.WriteEndElement();
    }

    /// <summary>Of the tables: the text itself says how they look (part 3, 3.15.3).</summary>
    internal static void WriteTables(XmlWriter xml)
    {
        xml.WriteStartElement("automatic-styles", Office);
        Named(xml, LineStyles.Table, "table", () => Empty(xml, "table-properties", Style, ("width", Style, "17cm"), ("align", Cells,
            "margins"), ("border-model", Cells, "collapsing")));
        Named(xml, LineStyles.Cell, "table-cell", () => Empty(xml, "table-cell-properties", Style, ("border", Form, "0.5pt solid #000000"),
            ("padding", Form, "0.15cm")));
        xml.WriteEndElement();
    }

    private static void Defaults(XmlWriter xml)
    {
        xml.WriteStartElement("default-style", Style);
        xml.WriteAttributeString("family", Style, "paragraph");
        Empty(xml, "text-properties", Style, ("font-family", Form, SheetStyles.Font), ("language", Form, "it"), ("country", Form, "IT"));
        xml.WriteEndElement();
    }

    private static void Paragraph(XmlWriter xml, SheetStyle style) => Named(xml, NameOf(style.Name), "paragraph", () =>
    {
        xml.WriteStartElement("paragraph-properties", Style);
        if (style.Before >= 0) Set(xml, "margin-top", Form, Points(style.Before));
        if (style.After >= 0) Set(xml, "margin-bottom", Form, Points(style.After));
        if (style.Left > 0) Set(xml, "margin-left", Form, Centimetres(style.Left));
        if (style.Left > 0) Set(xml, "text-indent", Form, Centimetres(-style.Hanging));
        if (style.Centered) Set(xml, "text-align", Form, "center");
        if (style.Keeps) Set(xml, "keep-with-next", Form, "always");
        if (style.NewPage) Set(xml, "break-before", Form, "page");
        if (style.Hanging > 0)
        {
            xml.WriteStartElement("tab-stops", Style);
            Empty(xml, "tab-stop", Style, ("position", Style, "0cm"));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("text-properties", Style);
        if (style.Size > 0) Set(xml, "font-size", Form, Points(style.Size));
        if (style.Bold) Set(xml, "font-weight", Form, "bold");
        if (style.Italic) Set(xml, "font-style", Form, "italic");
        xml.WriteEndElement();
    }, ("parent-style-name", style.Parent.Length > 0 ? NameOf(style.Parent) : ""), ("next-style-name", NameOf(style.Next)),
        ("default-outline-level", style.Outline > 0 ? style.Outline.ToString(CultureInfo.InvariantCulture) : ""));

    private static void Page(XmlWriter xml)
    {
        xml.WriteStartElement("automatic-styles", Office);
        xml.WriteStartElement("page-layout", Style);
        Set(xml, "name", Style, "A4");
        Empty(xml, "page-layout-properties", Style, ("page-width", Form, "21cm"), ("page-height", Form, "29.7cm"), ("margin-top", Form,
            "2.5cm"), ("margin-bottom", Form, "1cm"), ("margin-left", Form, "2cm"), ("margin-right", Form, "2cm"));
        xml.WriteStartElement("footer-style", Style);
        Empty(xml, "header-footer-properties", Style, ("min-height", Form, "1cm"), ("margin-top", Form, "0.3cm"));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("master-styles", Office);
        xml.WriteStartElement("master-page", Style);
        Set(xml, "name", Style, "Standard");
        Set(xml, "page-layout-name", Style, "A4");
        xml.WriteStartElement("footer", Style);
        xml.WriteStartElement("p", Words);
        Set(xml, "style-name", Words, LineStyles.Page);
        xml.WriteStartElement("page-number", Words);
        Set(xml, "select-page", Words, "current");
        xml.WriteString("1");
        for (int i = 0; i < 5; i++) xml.WriteEndElement();
    }

    private static void Named(XmlWriter xml, string name, string family, Action look, params ReadOnlySpan<(string Name, string Value)> more)
    {
        xml.WriteStartElement("style", Style);
        Set(xml, "name", Style, name);
        if (name.Contains("_20_", StringComparison.Ordinal)) Set(xml, "display-name", Style, name.Replace("_20_", " ",
            StringComparison.Ordinal));
        Set(xml, "family", Style, family);
        foreach (var (attribute, value) in more) if (value.Length > 0) Set(xml, attribute, Style, value);
        look();
        xml.WriteEndElement();
    }

    private static void Empty(XmlWriter xml, string element, string space,
        params ReadOnlySpan<(string Name, string Space, string Value)> of)
    {
        xml.WriteStartElement(element, space);
        foreach (var (name, its, value) in of) Set(xml, name, its, value);
        xml.WriteEndElement();
    }

    private static void Set(XmlWriter xml, string name, string space, string value) => xml.WriteAttributeString(name, space, value);

    private static string Points(double points) => points.ToString(CultureInfo.InvariantCulture) + "pt";

    private static string Centimetres(double millimetres) => (millimetres / 10).ToString(CultureInfo.InvariantCulture) + "cm";
}
