using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>What is written as OpenDocument is read again as it was.</summary>
public sealed class OpenOutTests(ITestOutputHelper output)
{
    private static readonly XNamespace Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";

    private static readonly int s_rounds = Environment.GetEnvironmentVariable("PATTO_TEST_LONG") == "1" ? 1_000 : 200;

    [Fact]
    public void What_is_written_as_OpenDocument_is_read_again_word_for_word_number_for_number()
    {
        int commi = 0;
        for (int seed = 1; seed <= s_rounds; seed++)
        {
            var text = new SomeRegulation(seed, office: seed % 4 > 0).Make();
            byte[] file = RegulationOpenText.Write(text);
            var read = RegulationFile.Read(file);
            Told.Same(text, read.Text, $"seed {seed}");
            Assert.DoesNotContain(read.Remarks, r => r.Kind == RegulationRemarkKind.LeftOut);
            Sound(file);
            commi += text.Parts.Sum(p => p.Commi.Count);
        }
        output.WriteLine($"seeds 1–{s_rounds}: {commi} commi");
    }

    /// <summary>The first entry says what it is, unpacked; every part is in the manifest and well-formed; every style that is used is
    /// there.</summary>
    private static void Sound(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        Assert.Equal("mimetype", zip.Entries[0].FullName);
        Assert.Equal("mimetypeapplication/vnd.oasis.opendocument.text", Encoding.ASCII.GetString(file, 30, 47));
        var parts = zip.Entries.Skip(1).ToDictionary(e => e.FullName, e => { using var part = e.Open(); return XElement.Load(part); });
        var declared = parts["META-INF/manifest.xml"].Elements().Select(e => e.Attribute(Manifest + "full-path")!.Value);
        Assert.Equal(parts.Keys.Where(k => !k.StartsWith("META-INF", StringComparison.Ordinal)).Append("/").Order(), declared.Order());
        var styles = parts.Values.SelectMany(p => p.Descendants(Style + "style")).Select(s => s.Attribute(Style + "name")!.Value)
            .ToHashSet();
        string[] uses = ["style-name", "parent-style-name", "next-style-name", "citation-body-style-name"];
        Assert.All(parts.Values.SelectMany(p => p.Descendants()).SelectMany(e => e.Attributes()).Where(a =>
            uses.Contains(a.Name.LocalName)), a => Assert.Contains(a.Value, styles));
    }
}
