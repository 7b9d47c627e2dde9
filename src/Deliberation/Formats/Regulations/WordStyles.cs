using System.Globalization;
using System.Xml;

namespace Deliberation.Formats.Regulations;

/// <summary>The parts of a document of Office Open XML that are the same whatever it says: styles, settings, the foot of the
/// page.</summary>
internal static class WordStyles
{
    private static readonly Dictionary<string, string> s_builtIn = new()
    {
        ["Normal"] = "Normal",
        ["Title"] = "Title",
        ["Heading1"] = "heading 1",
        ["Heading2"] = "heading 2",
        ["Heading3"] = "heading 3",
        ["Heading4"] = "heading 4",
        ["Footer"] = "footer",
        ["FootnoteText"] = "footnote text",
    };

    internal static void Write(XmlWriter xml)
    {
        Start(xml, "styles");
        Start(xml, "docDefaults");
        Start(xml, "rPrDefault");
        Start(xml, "rPr");
        Empty(xml, "rFonts", ("ascii", SheetStyles.Font), ("hAnsi", SheetStyles.Font), ("cs", SheetStyles.Font), ("eastAsia",
            SheetStyles.Font));
        Empty(xml, "lang", ("val", "it-IT"), ("eastAsia", "it-IT"), ("bidi", "ar-SA"));
        End(xml, 2);
        Empty(xml, "pPrDefault");
        End(xml, 1);
        foreach (var style in SheetStyles.All) Paragraph(xml, style);
        foreach (string own in (string[])[LineStyles.Mark, LineStyles.Gone, LineStyles.Name]) Characters(xml, own, own, null);
        Characters(xml, "FootnoteReference", "footnote reference", () => Empty(xml, "vertAlign", ("val", "superscript")));
        Table(xml);
        End(xml, 1);
    }

    internal static void WriteSettings(XmlWriter xml)
    {
        Start(xml, "settings");
        Start(xml, "footnotePr");
        Empty(xml, "footnote", ("id", "0"));
        Empty(xml, "footnote", ("id", "1"));
        End(xml, 1);
        Start(xml, "compat");
        Empty(xml, "compatSetting", ("name", "compatibilityMode"), ("uri", "http://schemas.microsoft.com/office/word"), ("val", "15"));
        End(xml, 1);
        Empty(xml, "themeFontLang", ("val", "it-IT"));
        End(xml, 1);
    }

    internal static void WriteFooter(XmlWriter xml)
    {
        Start(xml, "ftr");
        Start(xml, "p");
        Start(xml, "pPr");
        Empty(xml, "pStyle", ("val", LineStyles.Page));
        End(xml, 1);
        Start(xml, "fldSimple", ("instr", " PAGE "));
        Start(xml, "r");
        Start(xml, "t");
        xml.WriteString("1");
        End(xml, 5);
    }

    private static void Paragraph(XmlWriter xml, SheetStyle style)
    {
        string name = s_builtIn.GetValueOrDefault(style.Name, style.Name);
        Start(xml, "style", ("type", "paragraph"), ("styleId", style.Name));
        if (style.Parent.Length == 0) Attribute(xml, "default", "1");
        else if (name == style.Name && name != SheetStyles.Title) Attribute(xml, "customStyle", "1");
        Empty(xml, "name", ("val", name));
        if (style.Parent.Length > 0) Empty(xml, "basedOn", ("val", style.Parent));
        if (style.Next.Length > 0) Empty(xml, "next", ("val", style.Next));
        Empty(xml, "qFormat");
        Layout(xml, style);
        Start(xml, "rPr");
        if (style.Bold) Empty(xml, "b");
        if (style.Italic) Empty(xml, "i");
        if (style.Size > 0) Empty(xml, "sz", ("val", Text(style.Size * 2)));
        End(xml, 2);
    }

    private static void Layout(XmlWriter xml, SheetStyle style)
    {
        Start(xml, "pPr");
        if (style.Keeps) Empty(xml, "keepNext");
        if (style.NewPage) Empty(xml, "pageBreakBefore");
        if (style.Hanging > 0)
        {
            Start(xml, "tabs");
            Empty(xml, "tab", ("val", "left"), ("pos", Twips(style.Left)));
            End(xml, 1);
        }
        if (style.Before >= 0 || style.After >= 0)
        {
            Start(xml, "spacing");
            if (style.Before >= 0) Attribute(xml, "before", Text(style.Before * 20));
            if (style.After >= 0) Attribute(xml, "after", Text(style.After * 20));
            End(xml, 1);
        }
        if (style.Left > 0) Empty(xml, "ind", ("left", Twips(style.Left)), ("hanging", Twips(style.Hanging)));
        if (style.Centered) Empty(xml, "jc", ("val", "center"));
        if (style.Outline > 0) Empty(xml, "outlineLvl", ("val", Text(style.Outline - 1)));
        End(xml, 1);
    }

    private static void Characters(XmlWriter xml, string id, string name, Action? look)
    {
        Start(xml, "style", ("type", "character"), ("styleId", id));
        if (look is null) Attribute(xml, "customStyle", "1");
        Empty(xml, "name", ("val", name));
        if (look is not null)
        {
            Start(xml, "rPr");
            look();
            End(xml, 1);
        }
        End(xml, 1);
    }

    private static void Table(XmlWriter xml)
    {
        Start(xml, "style", ("type", "table"), ("styleId", LineStyles.Table), ("customStyle", "1"));
        Empty(xml, "name", ("val", LineStyles.Table));
        Start(xml, "tblPr");
        Start(xml, "tblBorders");
        foreach (string side in (string[])["top", "left", "bottom", "right", "insideH", "insideV"]) Empty(xml, side, ("val", "single"),
            ("sz", "4"), ("space", "0"), ("color", "auto"));
        End(xml, 1);
        Start(xml, "tblCellMar");
        foreach (string side in (string[])["left", "right"]) Empty(xml, side, ("w", "108"), ("type", "dxa"));
        End(xml, 3);
    }

    private static void Start(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement("w", element, WordWriter.W);
        foreach (var (name, value) in attributes) Attribute(xml, name, value);
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString("w", name, WordWriter.W, value);

    private static void Empty(XmlWriter xml, string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Start(xml, element, attributes);
        xml.WriteEndElement();
    }

    private static void End(XmlWriter xml, int times)
    {
        for (int i = 0; i < times; i++) xml.WriteEndElement();
    }

    private static string Twips(double millimetres) => Text(millimetres * 1440 / 25.4);

    private static string Text(double number) => Math.Round(number).ToString(CultureInfo.InvariantCulture);
}
