using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

public sealed class RoundTripTests(ITestOutputHelper output)
{
    private static readonly int s_rounds = Environment.GetEnvironmentVariable("PATTO_TEST_LONG") == "1" ? 2_000 : 400;

    [Fact]
    public void What_is_written_as_Markdown_is_read_again_word_for_word_number_for_number()
    {
        int parts = 0, commi = 0;
        for (int seed = 1; seed <= s_rounds; seed++)
        {
            var text = new SomeRegulation(seed).Make();
            string written = RegulationMarkdown.Write(text);
            var read = RegulationFile.Parse(written).Text;
            Assert.True(Told(text) == Told(read), $"seed {seed}: {First(Told(text), Told(read))}\n{written}");
            Assert.Equal(written, RegulationMarkdown.Write(read));
            (parts, commi) = (parts + text.Parts.Count, commi + text.Parts.Sum(p => p.Commi.Count));
        }
        output.WriteLine($"seeds 1–{s_rounds}: {parts} parts, {commi} commi");
    }

    private static string First(string one, string other)
    {
        string[] a = one.Split('\n'), b = other.Split('\n');
        int at = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i]);
        return $"written {string.Join(" ", a[Math.Max(0, at - 3)..Math.Min(a.Length, at + 3)])}\nread {string.Join(" ",
            b[Math.Max(0, at - 3)..Math.Min(b.Length, at + 3)])}";
    }

    private static string Told(RegulationText text) => System.Text.Json.JsonSerializer.Serialize(text, s_json);

    private static readonly System.Text.Json.JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
