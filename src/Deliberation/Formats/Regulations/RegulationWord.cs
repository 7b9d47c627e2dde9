using System.IO.Compression;
using System.Xml;

namespace Deliberation.Formats.Regulations;

/// <summary>Whose a tracked change is.</summary>
/// <param name="Author">The name that a word processor shows beside it; not blank.</param>
/// <param name="At">When; its own clock is written, as word processors do, so give it in the time zone of who reads.</param>
public sealed record TrackedBy(string Author, DateTimeOffset At);

/// <summary>Writes a regulation for Word (Office Open XML, ECMA-376): A4, in Italian, with headings, tables, footnotes and the number of
/// the page. Numbers and letters are typed, so that none ever changes by itself. Styles of our own (<c>PattoComma</c>,
/// <c>PattoLettera</c>, …) say what each paragraph is, and <see cref="RegulationFile"/> reads the same text again.</summary>
/// <remarks>As <see cref="RegulationFile"/> would read it a text has no blanks around its words, no signs without width or that XML does
/// not know, no lines without words, and its closing no heading; a text that has them loses them. An article whose heading ends with
/// «(abrogato)» is abrogated. The same text is the same file, byte for byte.</remarks>
public static class RegulationWord
{
    private const string Main = "application/vnd.openxmlformats-officedocument.wordprocessingml.",
        Types = "http://schemas.openxmlformats.org/package/2006/content-types",
        Relations = "http://schemas.openxmlformats.org/package/2006/relationships",
        Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", Dublin = "http://purl.org/dc/elements/1.1/";

    private static readonly (string Part, string Type)[] s_parts =
    [
        ("word/document.xml", Main + "document.main+xml"), ("word/styles.xml", Main + "styles+xml"),
        ("word/settings.xml", Main + "settings+xml"), ("word/footnotes.xml", Main + "footnotes+xml"),
        ("word/footer.xml", Main + "footer+xml"), ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ];

    /// <summary>The text as it is.</summary>
    /// <param name="text">What to write.</param>
    /// <returns>A file .docx.</returns>
    public static byte[] Write(RegulationText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Packed(text.Title, [.. Sheet.Of(text).Blocks.Select(Tracked.Unchanged)]);
    }

    /// <summary>How a text became another, as changes that Word tracks: whoever accepts all has <paramref name="after"/>, whoever rejects
    /// all has <paramref name="before"/>.</summary>
    /// <remarks>Articles and other parts correspond by what they are, their number and the division they stand in, *commi* by their number,
    /// lines by what they say; inside a paragraph the change is shown word by word, in a table row by row. Two paragraphs that share less
    /// than a quarter of their letters, and a paragraph where more than a thousand words changed, are replaced whole.</remarks>
    /// <param name="before">The text as it was.</param>
    /// <param name="after">The text as it is.</param>
    /// <param name="who">Whose a change is: asked with the part and the *comma* (of <paramref name="after"/>; of <paramref name="before"/>
    /// where it went); without a *comma* for a heading and what stands under it, without a part for the premise.</param>
    /// <returns>A file .docx.</returns>
    /// <exception cref="ArgumentException">An author has no name.</exception>
    public static byte[] WriteChanges(RegulationText before, RegulationText after, Func<RegulationPart?, RegulationComma?, TrackedBy> who)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(who);
        var blocks = Unmoved([.. SheetChanges.Between(Sheet.Of(before), Sheet.Of(after), who)]).ToList();
        // The end of the last paragraph cannot go: where that is a change, another stands behind it.
        if (blocks.Count > 0 && blocks[^1].IsWhole)
            blocks.Add(Tracked.Unchanged(new(LineRole.Space, [])));
        return Packed(after.Title, blocks);
    }

    // LibreOffice takes a paragraph that goes here and comes there for one that moved, and undoes both with the style of another: a blank
    // that nobody sees makes them two.
    private static IEnumerable<Tracked> Unmoved(List<Tracked> blocks)
    {
        var gone = blocks.Where(b => b.After is null).Select(b => b.Before!.Words).Where(w => w.Length > 0).ToHashSet();
        return blocks.Select(b => b.Before is null && gone.Contains(b.After!.Words) ? b with { After = WithBlank(b.After) } : b);
    }

    private static Block WithBlank(Block block) => block with
    {
        Pieces = block.Pieces[^1] is { Kind: WordsKind.Words or WordsKind.Name } last
            ? [.. block.Pieces.SkipLast(1), last with { Text = last.Text + Sheet.Blank }]
            : [.. block.Pieces, new(WordsKind.Words, Sheet.Blank)],
    };

    private static byte[] Packed(string title, IReadOnlyList<Tracked> blocks)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            OfficeParts.Add(zip, "[Content_Types].xml", WriteTypes);
            OfficeParts.Add(zip, "_rels/.rels", xml => WriteRelations(xml, ("document", OfficeParts.Office + "officeDocument",
                "word/document.xml"), ("core", OfficeParts.Package + "metadata/core-properties", "docProps/core.xml")));
            OfficeParts.Add(zip, "docProps/core.xml", xml => WriteCore(xml, Sheet.Clean(title)));
            OfficeParts.Add(zip, "word/_rels/document.xml.rels", xml => WriteRelations(xml, [.. new[] { "styles", "settings", "footnotes",
                "footer" }.Select(p => (p, OfficeParts.Office + p, p + ".xml"))]));
            OfficeParts.Add(zip, "word/styles.xml", WordStyles.Write);
            OfficeParts.Add(zip, "word/settings.xml", WordStyles.WriteSettings);
            OfficeParts.Add(zip, "word/footer.xml", WordStyles.WriteFooter);
            IReadOnlyList<string> notes;
            using (var part = OfficeParts.Part(zip, "word/document.xml"))
            {
                using var writer = new WordWriter(part);
                foreach (var (n, block) in blocks.Index()) writer.Write(block, n + 1 < blocks.Count ? blocks[n + 1] : null);
                writer.Finish();
                notes = writer.Notes;
            }
            using (var part = OfficeParts.Part(zip, "word/footnotes.xml")) WordWriter.WriteNotes(part, notes);
        }
        return file.ToArray();
    }

    private static void WriteTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", Types);
        Type("Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Type("Default", "Extension", "xml", "application/xml");
        foreach (var (part, type) in s_parts) Type("Override", "PartName", "/" + part, type);
        xml.WriteEndElement();

        void Type(string element, string attribute, string of, string type)
        {
            xml.WriteStartElement(element, Types);
            xml.WriteAttributeString(attribute, of);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }
    }

    private static void WriteRelations(XmlWriter xml, params (string Id, string Type, string Target)[] relations)
    {
        xml.WriteStartElement("Relationships", Relations);
        foreach (var (id, type, target) in relations)
        {
            xml.WriteStartElement("Relationship", Relations);
            xml.WriteAttributeString("Id", id);
            xml.WriteAttributeString("Type", type);
            xml.WriteAttributeString("Target", target);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteCore(XmlWriter xml, string title)
    {
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "title", Dublin, title.Replace('\n', ' '));
        xml.WriteElementString("dc", "language", Dublin, "it-IT");
        xml.WriteEndElement();
    }
}
