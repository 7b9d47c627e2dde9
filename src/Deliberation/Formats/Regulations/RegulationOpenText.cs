using System.IO.Compression;
using System.Xml;
using static Deliberation.Formats.Regulations.OpenWriter;

namespace Deliberation.Formats.Regulations;

/// <summary>Writes a regulation for LibreOffice and others (OpenDocument text, OASIS ODF 1.3), as <see cref="RegulationWord"/> does for
/// Word: the same styles, the same text when it is read again, the same losses.</summary>
public static class RegulationOpenText
{
    private const string Mime = "application/vnd.oasis.opendocument.text",
        Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

    /// <summary>The text as it is.</summary>
    /// <param name="text">What to write.</param>
    /// <returns>A file .odt.</returns>
    public static byte[] Write(RegulationText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            // The first entry says what the file is, unpacked (part 2, 3.3).
            OfficeParts.Add(zip, "mimetype", Mime, CompressionLevel.NoCompression);
            OfficeParts.Add(zip, "META-INF/manifest.xml", WriteManifest);
            OfficeParts.Add(zip, "meta.xml", xml => WriteMeta(xml, Sheet.Clean(text.Title)));
            OfficeParts.Add(zip, "styles.xml", OpenStyles.Write);
            using var part = OfficeParts.Part(zip, "content.xml");
            using var writer = new OpenWriter(part);
            foreach (var block in Sheet.Of(text).Blocks) writer.Write(block);
            writer.Finish();
        }
        return file.ToArray();
    }

    private static void WriteManifest(XmlWriter xml)
    {
        xml.WriteStartElement("manifest", "manifest", Manifest);
        xml.WriteAttributeString("version", Manifest, "1.3");
        foreach (var (path, type) in new[] { ("/", Mime), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml",
            "text/xml") })
        {
            xml.WriteStartElement("file-entry", Manifest);
            xml.WriteAttributeString("full-path", Manifest, path);
            xml.WriteAttributeString("media-type", Manifest, type);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteMeta(XmlWriter xml, string title)
    {
        Root(xml, "document-meta");
        xml.WriteStartElement("meta", Office);
        xml.WriteElementString("title", Dublin, title.Replace('\n', ' '));
        xml.WriteElementString("language", Dublin, "it-IT");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
