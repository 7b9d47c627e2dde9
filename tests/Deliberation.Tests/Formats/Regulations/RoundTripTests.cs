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
            Assert.True(Told.Of(text) == Told.Of(read), $"seed {seed}: {Told.First(text, read)}\n{written}");
            Assert.Equal(written, RegulationMarkdown.Write(read));
            (parts, commi) = (parts + text.Parts.Count, commi + text.Parts.Sum(p => p.Commi.Count));
        }
        output.WriteLine($"seeds 1–{s_rounds}: {parts} parts, {commi} commi");
    }
}
