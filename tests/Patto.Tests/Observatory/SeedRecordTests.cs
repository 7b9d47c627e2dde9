using Patto.Modules.Observatory;

namespace Patto.Tests.Observatory;

/// <summary>The two records of the regional register, read from the folder that PATTO_SEEDS names; their texts are not ours to keep
/// here.</summary>
public sealed class SeedRecordTests
{
    private static RecordSheet Seed(string begins)
    {
        var folder = Environment.GetEnvironmentVariable("PATTO_SEEDS");
        if (folder is null || !Directory.Exists(folder)) Assert.Skip("PATTO_SEEDS names no folder");
        var (sheet, problems) = RecordExchange.Read(File.ReadAllText(Directory.GetFiles(folder, begins + "*.txt").Single()));
        Assert.True(sheet is not null,
            string.Join("\n", problems.Select(p =>
            $"{p.Line}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, p.Sentence, [.. p.Values])}")));
        return sheet;
    }

    [Fact]
    public void Cervia_comes_in_whole_with_its_63_percent_warned_about()
    {
        var sheet = Seed("002_");
        Assert.StartsWith("Welfare dell'aggancio.", sheet.Title);
        Assert.Equal(new DateOnly(2020, 1, 31), sheet.LastChanged);
        Assert.Equal(("63%", "20.000,00 €", "45.000,00 €"),
            (sheet["cofunding_percent"]!.Text, sheet["funding"]!.Text, sheet["cost"]!.Text));
        Assert.Equal(["63%", "55,56"], sheet.Warnings.Single(w => w.Code == "cofunding").Values);
        Assert.Contains(sheet.Warnings, w => w.Code == "yes-spelling");
        Assert.DoesNotContain(sheet.Warnings, w => w.Code is "months" or "dates" or "unknown-value");
        Assert.Equal(FieldState.Blank, sheet["index"]!.State);
        Assert.Equal(("Si", "Sì"), (sheet["cofunded"]!.Text, sheet["codecision"]!.Text));
        Assert.Equal((FieldState.NotForeseen, FieldState.No, FieldState.Blank),
            (sheet["specific_subjects"]!.State, sheet["digital_tools"]!.State, sheet["start_year"]!.State));
        Assert.Equal("400", sheet["participants_count"]!.Text);
    }

    [Fact]
    public void Reggio_Emilia_comes_in_whole_with_its_index_of_8_out_of_30()
    {
        var sheet = Seed("004_");
        Assert.StartsWith("Patto per il welfare", sheet.Title);
        Assert.Equal("Regione Emilia-Romagna", sheet.Publisher);
        Assert.Equal(8, RecordValues.Index(sheet["index"]!.Text));
        Assert.Equal((FieldState.NotIndicated, FieldState.NotForeseen, FieldState.No, FieldState.Blank),
            (sheet["women_present"]!.State, sheet["bonus_gender"]!.State, sheet["documents_approved"]!.State, sheet["codecision"]!.State));
        Assert.Equal("PROGETTAZIONE PARTECIPATA", sheet["level"]!.Text);
        Assert.Contains("archive/2012711166140.288.jpg", sheet["map"]!.Text);
        Assert.Empty(sheet.Warnings);
    }

    [Theory]
    [InlineData("002_"), InlineData("004_")]
    public void Each_goes_out_and_in_again_with_no_field_lost(string begins)
    {
        var sheet = Seed(begins);
        RecordTests.SameAs(sheet, RecordExchange.Read(RecordExchange.ToJson(sheet)).Sheet!);
        RecordTests.SameAs(sheet, RecordExchange.Read(RecordTests.Csv(sheet)).Sheet!);
        RecordTests.SameAs(sheet, RecordExchange.Read(RecordText.Write(sheet)).Sheet!);
    }

    [Theory]
    [InlineData("002_"), InlineData("004_")]
    public void No_line_of_the_document_is_lost(string begins)
    {
        var sheet = Seed(begins);
        var document = File.ReadAllLines(Directory.GetFiles(Environment.GetEnvironmentVariable("PATTO_SEEDS")!, begins + "*.txt").Single())
            .Select(l => l.Trim()).Where(l => l.Length > 0);
        Assert.Equal(document, RecordText.Write(sheet).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));
    }
}
