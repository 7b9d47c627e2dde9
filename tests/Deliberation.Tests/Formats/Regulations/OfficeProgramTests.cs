using Deliberation.Formats.Regulations;

namespace Deliberation.Tests.Formats.Regulations;

/// <summary>What we write, in the hands of a word processor: LibreOffice opens it, saves it in either format, accepts or rejects all
/// changes, and the text is what it was.</summary>
public sealed class OfficeProgramTests(ITestOutputHelper output)
{
    private const int Rounds = 100;

    private static readonly DateTimeOffset s_day = new(2026, 11, 30, 10, 15, 0, TimeSpan.FromHours(1));

    [Fact]
    public void LibreOffice_opens_and_saves_what_is_written_and_no_word_and_number_changes()
    {
        Asked();
        var texts = Enumerable.Range(1, Rounds).Select(seed => new SomeRegulation(seed, office: true).Make()).ToList();
        Compare([.. texts.SelectMany(t => new[] { RegulationWord.Write(t), RegulationOpenText.Write(t) }.SelectMany(file =>
            new[] { OfficeProgram.Docx, OfficeProgram.Odt }.Select(kind => (t, file, "", kind))))]);
    }

    [Fact]
    public void LibreOffice_accepts_all_changes_to_the_text_as_it_is_and_rejects_all_to_the_text_as_it_was()
    {
        Asked();
        var pairs = Enumerable.Range(1, Rounds).Select(seed => new SomeRegulation(seed, office: true).Make() is var text
            ? (Before: text, After: new EditedRegulation(seed).Of(text)) : default).ToList();
        Compare([.. pairs.Select(p => (p, File: RegulationWord.WriteChanges(p.Before, p.After, (_, _) => new("Anna Prova", s_day))))
            .SelectMany(f => new[] { OfficeProgram.Docx, OfficeProgram.Odt }.SelectMany(kind => new[] { (f.p.After, f.File,
                OfficeProgram.Accept, kind), (f.p.Before, f.File, OfficeProgram.Reject, kind) }))]);
    }

    private static void Asked()
    {
        if (Environment.GetEnvironmentVariable("PATTO_TEST_LONG") != "1") Assert.Skip("LibreOffice is asked with PATTO_TEST_LONG=1.");
        if (!OfficeProgram.IsThere) Assert.Skip("LibreOffice and its bridge to Python are not installed.");
    }

    private void Compare(IReadOnlyList<(RegulationText Text, byte[] File, string Command, string Kind)> jobs)
    {
        var saved = OfficeProgram.Do([.. jobs.Select(j => (j.File, j.Command, j.Kind))]);
        var wrong = jobs.Zip(saved).Index().Where(j => Told.Of(j.Item.First.Text) != Told.Of(RegulationFile.Read(j.Item.Second).Text))
            .Select(j => $"seed {j.Index / 4 + 1} {j.Item.First.Command} {j.Item.First.Kind}: " + Told.First(j.Item.First.Text,
                RegulationFile.Read(j.Item.Second).Text)).ToList();
        output.WriteLine($"{jobs.Count} files, {wrong.Count} otherwise");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {jobs.Count}\n" + string.Join("\n", wrong.Take(12)));
    }
}
